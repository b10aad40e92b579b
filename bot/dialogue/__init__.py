"""The conversation, one turn at a time: a state and a message in, a new state and a reply out. No Rasa here."""
