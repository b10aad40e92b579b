"""Thin Rasa actions: tracker in, one turn of `bot.dialogue`, events and messages out. No rule and no French here."""
