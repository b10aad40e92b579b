"""What Telegram's updates tell, without network or state: who wrote, what, and what is to be done with it.

Rules: https://core.telegram.org/bots/api#update. Whatever is not understood is ignored: Telegram adds kinds of updates,
and an error would make it send them again and again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.messenger import Received
from bot.channels.rendering.telegram import pressed

#: Messages that a person did not write, but their telephone or Telegram itself.
_SERVICE = ("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "boost_added")
#: Parts of a message that are places.
_PLACES = ("location", "venue")


@dataclass(frozen=True)
class Update:
    """`received` goes to the inbox; `query`: the pressed button that Telegram shows as working until it is answered."""

    received: Received
    query: str = ""


def read(update: Mapping[str, Any]) -> Update | None:
    """Return what an update asks for, None for what is ignored: channels, bots, edited pictures, unknown kinds."""
    number = update.get("update_id")
    if not _is_id(number):
        return None
    if isinstance(update.get("callback_query"), Mapping):
        return _pressed(update["callback_query"], str(number))
    for kind in ("message", "edited_message"):
        if isinstance(update.get(kind), Mapping):
            return _written(update[kind], str(number), edited=kind == "edited_message")
    return None


def _written(message: Mapping[str, Any], number: str, edited: bool) -> Update | None:
    chat, author = message.get("chat"), message.get("from")
    if not isinstance(chat, Mapping) or not _is_id(chat.get("id")) or _is_bot(author):
        return None
    sender = str(chat["id"])
    if chat.get("type") in ("group", "supergroup"):
        # One sentence to a group: the next ones are duplicates of it.
        return None if edited else Update(Received(sender, f"group {sender}", kind="group"))
    if chat.get("type") != "private" or any(name in message for name in _SERVICE):
        return None
    text, caption = _words(message, "text"), _words(message, "caption")
    if edited and not text:
        return None  # a living location, a picture that was changed
    kind = "edited" if edited else "text" if text else _kind(message, caption)
    at = message.get("edit_date" if edited else "date")
    return Update(Received(sender, number, text or caption, kind, float(at) if _is_id(at) else 0.0))


def _kind(message: Mapping[str, Any], caption: str) -> str:
    if caption:
        return "caption"
    return "location" if any(name in message for name in _PLACES) else "media"


def _pressed(query: Mapping[str, Any], number: str) -> Update | None:
    message, author, identity = query.get("message"), query.get("from"), query.get("id")
    if not isinstance(message, Mapping) or not isinstance(identity, str) or _is_bot(author):
        return None
    chat, data = message.get("chat"), query.get("data")
    if not isinstance(chat, Mapping) or chat.get("type") != "private" or not _is_id(chat.get("id")):
        return None
    words = pressed(data, _keyboard(message)) if isinstance(data, str) else None
    received = Received(str(chat["id"]), number, words or "", "text" if words else "old_button")
    return Update(received, identity)


def _keyboard(message: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The buttons of the message that was pressed on, as Telegram sends it back."""
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, Mapping) else None
    buttons = [button for row in rows if isinstance(row, list) for button in row] if isinstance(rows, list) else []
    pairs = [(one.get("text"), one.get("callback_data")) for one in buttons if isinstance(one, Mapping)]
    return [(title, data) for title, data in pairs if isinstance(title, str) and isinstance(data, str)]


def _words(message: Mapping[str, Any], name: str) -> str:
    found = message.get(name)
    return found if isinstance(found, str) else ""


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_bot(author: Any) -> bool:
    return isinstance(author, Mapping) and author.get("is_bot") is True
