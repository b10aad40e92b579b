"""What a turn says, as each messenger shows it best: pure, without Rasa, network or state.

`answer` reads the messages of a turn into blocks; `splitting` fits blocks into messages; `telegram`, `whatsapp`,
`plain` and `document` are one way each to show them. No word of a `text` message is ever left out.
"""
