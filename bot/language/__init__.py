"""French as patients write it: words, places, dates, facts, emergencies. Pure Python, no Rasa, no network."""
