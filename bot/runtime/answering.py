"""One turn: a person's words in, the messages of the assistant out. Shared by HTTP, the shell and tests."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.model import SLOTS
from bot.runtime.messages import sentence

logger = logging.getLogger(__name__)

Messages = list[dict[str, Any]]

# Longer texts are cut: the time of an answer grows with the text, and everybody waits meanwhile.
LONGEST_TEXT = 4000
LONGEST_SENDER = 200

CHANNEL = "rest"


async def answer(handle: Callable[[UserMessage], Awaitable[Any]], sender: Any, text: Any) -> Messages:
    """What the assistant says to `text`: never an empty list, whatever happens inside."""
    channel = CollectingOutputChannel()
    message = UserMessage(clean_text(text), channel, clean_sender(sender), input_channel=CHANNEL)
    try:
        await handle(message)
    except Exception:
        logger.exception("turn failed")
    return channel.messages or failure(message.sender_id)


def clean_text(text: Any) -> str:
    """Valid Unicode of a bounded length, whatever was sent; a slash typed first must not name an intent of Rasa."""
    return _valid(text)[:LONGEST_TEXT].strip().lstrip("/／ ") if isinstance(text, str) else ""


def clean_sender(sender: Any) -> str:
    """The conversation's key; a new one where none was sent, so that nobody shares a conversation."""
    key = _valid(str(sender))[:LONGEST_SENDER].strip() if isinstance(sender, (str, int)) else ""
    return key or uuid.uuid4().hex


def _valid(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def failure(sender: str) -> Messages:
    """What a person reads when the assistant itself fails: what to do, and the emergency numbers."""
    custom = {
        "kind": "error",
        "topic": "technical",
        "situation": None,
        "slots": dict.fromkeys(SLOTS),
    }
    return [
        {"recipient_id": sender, "text": sentence("failure.text")},
        {"recipient_id": sender, "custom": custom},
    ]


def is_failure(messages: Messages) -> bool:
    """Whether these messages are those of `failure`."""
    return any(message.get("custom", {}).get("topic") == "technical" for message in messages)
