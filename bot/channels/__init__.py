"""How messages come in and go out: one intake for every channel.

The pure pieces (`cleaning`, `redaction` and its parts, ...) import no Rasa and know no transport.
"""
