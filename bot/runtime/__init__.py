"""How the assistant is set up, trained, started and stopped around Rasa. Importing this package imports no Rasa.

`prepare.prepare_rasa()` comes before any import of Rasa: it puts in place what lets Rasa start without
TensorFlow, quietly and quickly. Everything that the project starts goes through `agent.load_agent`.
"""
