"""What every message goes through before the assistant sees it, whatever the channel; pure but for what is counted.

In this order: Unicode clean-up, emergency, limits, erasing, plain text, redaction. Before it a channel has checked who
writes, the size and the form of the request; after it `answering.Desk` sees whether the same message came before, for
that one is to get the same answer. Buttons of this assistant send words, like a person: so a
text that begins with a slash is never a command of Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from bot.channels.cleaning import clean, plain_text
from bot.channels.keys import conversation_key
from bot.channels.limits import Limits, is_too_long
from bot.channels.redaction import redact
from bot.channels.wording import entry, sentence
from bot.knowledge.loader import load as load_knowledge
from bot.language import emergency
from bot.language.flat import flat

#: An emergency is looked for in so many first characters, also of a message that is too long to be read.
EMERGENCY_CHARACTERS = 4_000
#: Kinds of redacted identifiers after which the person is asked not to give any.
_NEVER_GIVEN = ("nir", "iban", "card")


@dataclass(frozen=True)
class Incoming:
    """A message as a channel hands it over: the channel's own id of the person, the text, and if known the channel's
    id of the message and the network address. `limited`: whether rates apply (not on a channel for trials).
    """

    channel: str
    sender: str
    text: str
    message_id: str | None = None
    address: str = ""
    limited: bool = True


@dataclass(frozen=True)
class Fixed:
    """A whole answer that needs no assistant: what is read, and the contract's `custom` without situation and slots."""

    text: str
    custom: Mapping[str, Any]


@dataclass(frozen=True)
class Refused:
    """No turn: an HTTP status, a topic of `messages.yml`, and the seconds after which it may be tried again."""

    status: int
    topic: str
    retry_after: int = 0


@dataclass(frozen=True)
class Answered:
    """An answer without the assistant. `erase`: the conversation `key` is to be erased before it is said."""

    key: str
    reply: Fixed
    erase: bool = False


@dataclass(frozen=True)
class Accepted:
    """A text for the assistant. `alert`: the danger that the rules see in it, to be told when the assistant cannot
    answer (it weighs the rules with its model); `unheard`: the text given to it does not tell that danger any more, so
    it must be told in any case; `private`: a number was removed.
    """

    key: str
    text: str
    alert: Fixed | None = None
    unheard: bool = False
    private: bool = False


Decision = Union[Refused, Answered, Accepted]


# --- the steps ---------------------------------------------------------------------------------------------------


def alert_in(text: str) -> Fixed | None:
    """Return what to say to a danger that comes before all else (rules of `emergencies.yml`), or None."""
    text = text[:EMERGENCY_CHARACTERS]
    alert = emergency.detect(text)
    if alert is None or not alert.blocking:
        return None
    lines = [line for category in alert.categories for line in emergency.sentences(text, category)]
    custom = {"kind": "emergency", "category": alert.categories[0], "numbers": list(alert.numbers)}
    return Fixed("\n".join(dict.fromkeys(lines)), custom)


def asks_erasing(text: str) -> bool:
    """Return whether a text says nothing else than to erase; other wordings are left to the language model."""
    words = " ".join(re.findall("[a-z]+", flat(text[:100])))
    return words.removeprefix("bonjour ").removesuffix(" svp").removesuffix(" s il vous plait") in _erasing()


def _erasing() -> list[str]:
    return entry("erasing.typed")


def erased() -> Fixed:
    """Return what is said when a conversation was erased."""
    return Fixed(load_knowledge().texts["privacy"]["erase_data"], {"kind": "privacy", "topic": "erase_data"})


def not_erased() -> Fixed:
    """Return what is said when a conversation could not be erased wholly."""
    return Fixed(sentence("erasing.failed"), {"kind": "error", "topic": "not_erased"})


def empty() -> Fixed:
    """Return what is said to a message without any word."""
    return Fixed(sentence("empty"), {"kind": "error", "topic": "empty"})


def refusal(refused: Refused) -> Fixed:
    """Return a refusal as an answer, for channels that know no HTTP status."""
    return Fixed(refusal_text(refused.topic, refused.retry_after), {"kind": "error", "topic": refused.topic})


def refusal_text(topic: str, seconds: int = 0) -> str:
    """Return the one line that says why a request is refused; `seconds` is the time to wait, where there is one."""
    return sentence(f"refused.{topic}", seconds=seconds)


# --- the steps in their order ------------------------------------------------------------------------------------


@dataclass
class Intake:
    """The steps, with what they count: `limits`. `key_of` names a conversation."""

    key_of: Callable[[str, str], str]
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def with_secret(cls, secret: bytes) -> "Intake":
        """Return the intake of a server: conversations are named by a keyed hash of channel and person."""
        return cls(lambda channel, sender: conversation_key(secret, channel, sender))

    def decide(self, message: Incoming) -> Decision:
        """Return what is to be done with a message. Nothing is raised, whatever its text."""
        key = self.key_of(message.channel, message.sender)
        text = clean(message.text)
        alert = alert_in(text)
        wait = self.limits.wait_for_message(key, message.address) if message.limited else 0
        if alert and (wait or is_too_long(text)):
            return Answered(key, alert)
        if wait:
            return Refused(429, "too_many", wait)
        if is_too_long(text):
            return Refused(413, "too_long")
        if asks_erasing(text):
            return Answered(key, erased(), erase=True)
        text = plain_text(text)
        if not text:
            return Answered(key, empty())
        redacted = redact(text)
        unheard = alert is not None and alert_in(redacted.text) is None
        return Accepted(key, redacted.text, alert, unheard, any(kind in _NEVER_GIVEN for kind in redacted.found))

    def forget(self, key: str) -> None:
        """Forget the rate of a conversation that has ended; one that was only erased keeps its limit."""
        self.limits.conversation.forget(key)
