"""What the messengers say themselves: the notice, the help, and which command a person typed."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.channels import wording as every_channel
from bot.channels.cleaning import clean
from bot.channels.wording import Wording
from bot.knowledge.loader import load as load_knowledge
from bot.language.flat import flat

_WORDING = Wording(Path(__file__).with_name("messengers.yml"))
entry, sentence = _WORDING.entry, _WORDING.sentence

#: `/cas`, `cas`, `/cas@name_of_the_bot`; only `/start` brings more words (Telegram adds them to links).
_COMMAND = re.compile(r"(/?)([a-z]+)(@\w+)?(\s+\S*)?")


@functools.lru_cache(maxsize=1)
def _commands() -> dict[str, str]:
    return {word: name for name, words in entry("commands").items() for word in words}


#: A longer text is no command.
_LONGEST = 100


def command(text: str) -> str | None:
    """Return the command that a whole text is, with or without its slash (an entry of `commands`), or None."""
    match = _COMMAND.fullmatch(flat(clean(text))) if len(text) <= _LONGEST else None
    if not match:
        return None
    slash, word, _, more = match.groups()
    name = _commands().get(word)
    return name if not more or (slash and name == "start") else None


def notice(service: str, url: str = "") -> str:
    """Return the first message of a conversation on the messenger `service`; `url`: the web site, where there is one.

    It says what section 2.3 of the reliability study and article 50 of the AI Act ask for.
    """
    about = [sentence("service", service=service), *([sentence("site", url=url)] if url else [])]
    return "\n\n".join([every_channel.sentence("notice"), " ".join(about)])


def to_forward(messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return an answer that was said again without the words that say so: who reads it did not hear it before."""
    again = load_knowledge().texts["follow_up"]["again_intro"]
    return [
        {**message, "text": message["text"].removeprefix(again).lstrip()} if message.get("text") else dict(message)
        for message in messages
    ]
