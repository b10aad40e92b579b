"""Plays labelled messages and dialogues against the trained assistant and says what was right."""
