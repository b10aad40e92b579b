"""What Meta's webhooks tell, without network or state: who wrote, what, and what is to be done with it.

Rules: "Webhooks" and "Business-scoped user IDs" of Meta's WhatsApp Cloud API. One call brings messages of many people,
of several numbers, and what became of ours (`statuses`). Whatever is not understood is left out: an error would make
Meta send all of it again for seven days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.messenger import Received

#: Ids of people: one of this business alone (`FR.1502…`), else the digits of a telephone number.
_USER_ID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9._-]{1,128}")
_PHONE = re.compile(r"[0-9]{5,20}")
#: The longest id of a message that is taken.
_LONGEST_ID = 512
#: Kinds of messages that ask for nothing: a smile on a message, a number that changed, a conversation opened.
_SILENT = ("reaction", "system", "request_welcome", "ephemeral")


def read(body: Mapping[str, Any], phone_id: str, now: float) -> list[Received]:
    """Return the messages of a call for the number `phone_id`, in the order in which people wrote them.

    `now` (Unix seconds) dates those that bear no date.
    """
    found = [one for value in _values(body, phone_id) for one in _messages(value, now)]
    return sorted(found, key=lambda one: one.at)


def is_user_id(sender: str) -> bool:
    """Return whether an id of a person is one of this business alone, not a telephone number."""
    return _USER_ID.fullmatch(sender) is not None


def _values(body: Mapping[str, Any], phone_id: str) -> Iterator[Mapping[str, Any]]:
    for entry in _objects(body.get("entry")):
        for change in _objects(entry.get("changes")):
            value = _object(change.get("value"))
            if change.get("field") == "messages" and _object(value.get("metadata")).get("phone_number_id") == phone_id:
                yield value


def _messages(value: Mapping[str, Any], now: float) -> Iterator[Received]:
    contacts = _objects(value.get("contacts"))
    for message in _objects(value.get("messages")):
        sender, number = _sender(message, contacts), message.get("id")
        if not sender or not isinstance(number, str) or not 0 < len(number) <= _LONGEST_ID:
            continue
        if message.get("type") in _SILENT or "group_id" in message:
            continue  # groups are not answered: others would read it
        text, kind = _said(message)
        yield Received(sender, number, text, kind, _time(message.get("timestamp"), now))


def _sender(message: Mapping[str, Any], contacts: list[Mapping[str, Any]]) -> str:
    """The person's id of this business where Meta tells it, else the telephone number, else nothing."""
    phone, own = message.get("from"), message.get("from_user_id")
    mine = [one for one in contacts if phone is not None and one.get("wa_id") == phone]
    if phone is None and len(contacts) == 1:
        mine = contacts
    for known in (own, *(one.get("user_id") for one in mine), phone):
        if isinstance(known, str) and (_USER_ID.fullmatch(known) or _PHONE.fullmatch(known)):
            return known
    return ""


def _said(message: Mapping[str, Any]) -> tuple[str, str]:
    """The words of a message and its kind, as `Received` names them."""
    kind = message.get("type")
    part = _object(message.get(kind)) if isinstance(kind, str) else {}
    if kind == "interactive":
        reply = next((_object(part[name]) for name in ("button_reply", "list_reply") if name in part), {})
        words = _text(reply, "id") or _text(reply, "title")
        return words, "text" if words else "old_button"
    if kind in ("text", "button"):
        # Under a button of a template stand the words that it sends, and those that it shows.
        words = _text(part, "body") or _text(part, "payload") or _text(part, "text")
        return words, "text"
    if kind == "location":
        return "", "location"
    caption = _text(part, "caption")
    return caption, "caption" if caption else "media"


def _time(timestamp: Any, now: float) -> float:
    return float(timestamp) if isinstance(timestamp, str) and re.fullmatch("[0-9]{1,12}", timestamp) else now


def _text(part: Mapping[str, Any], name: str) -> str:
    found = part.get(name)
    return found if isinstance(found, str) else ""


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
