"""Which intent a message has: a linear model made for French as patients write it, and its Rasa components."""
