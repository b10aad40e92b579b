"""Recours Santé: who can help a patient in France when care went wrong.

`bot` is plain Python and data. Only `bot.nlu` and `bot.runtime` may import Rasa.
"""
