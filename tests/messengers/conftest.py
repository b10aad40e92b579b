"""Rasa is made ready before any test imports it."""

from bot.runtime.prepare import prepare_rasa

prepare_rasa()
