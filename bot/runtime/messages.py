"""The fixed sentences of `messages.yml`: set-up, training, server, shell."""

from __future__ import annotations

from pathlib import Path

from bot.channels.wording import Wording

_OWN = Wording(Path(__file__).with_name("messages.yml"))
entry, sentence = _OWN.entry, _OWN.sentence
