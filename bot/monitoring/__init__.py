"""What can be known of the running service without knowing what anybody said: counts, times, and logs without text.

Every value that leaves this package is a number, a time, a place in the program, or an id of a closed list
(`labels.py`). Nothing here raises because of what it is given: to measure a turn must never break it.
"""
