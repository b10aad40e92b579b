"""An answer for Telegram: HTML in messages of at most 4,096 characters, one button a row under the last one.

Limits: Bot API, `sendMessage` (1 to 4,096 characters after entities parsing), `InlineKeyboardButton.callback_data`
(1 to 64 bytes), "HTML style" (tags b, a, blockquote; &, < and > escaped).
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.rendering.answer import Answer, Block, Line, Piece, read
from bot.channels.rendering.splitting import messages as split

#: Most characters of a message, after entities parsing; most bytes of a button's data.
MOST_CHARACTERS = 4_096
MOST_DATA = 64
#: A title longer than this is cut on a narrow phone: then the text lists the choices.
_WIDE = 34
#: So many sources or more are folded; a tap opens them.
_MANY_SOURCES = 3
#: Hexadecimal digits of the hash that a button brings back, after `#`. Data without `#` are the words themselves.
_DIGITS = 16

Button = tuple[str, str]


@dataclass(frozen=True)
class TelegramMessage:
    """One `sendMessage` with `parse_mode` HTML. `keyboard`: rows of one button, each `(title, data)`."""

    html: str
    keyboard: tuple[Button, ...] = ()


def render(messages: Sequence[Mapping[str, Any]]) -> list[TelegramMessage]:
    """Return the messages of a turn as Telegram's; the buttons are under the last one. Empty when nothing is said."""
    answer = read(messages)
    pages = ["\n\n".join(_block(block) for block in page) for page in split(_with_choices(answer), MOST_CHARACTERS)]
    shown = [TelegramMessage(page) for page in pages]
    if shown and answer.choices:
        keyboard = tuple((choice.title, _data(choice.title, choice.payload)) for choice in answer.choices)
        shown[-1] = replace(shown[-1], keyboard=keyboard)
    return shown


def pressed(data: str, keyboard: Iterable[Button]) -> str | None:
    """Return the words that a pressed button sends, None when no button of `keyboard` brings `data`.

    `keyboard` holds the buttons `(title, data)` of the message that was pressed on: Telegram sends it back, so nothing
    is kept here and buttons work after a restart.
    """
    title = next((title for title, own in keyboard if own == data), None)
    if title is None:
        return None
    return title if data.startswith("#") else data


def _data(title: str, payload: str) -> str:
    """The words that are sent, where they are not the title and fit; else a hash, which says: the title."""
    if payload != title and not payload.startswith("#") and 0 < len(payload.encode("utf-8")) <= MOST_DATA:
        return payload
    return "#" + hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _with_choices(answer: Answer) -> tuple[Block, ...]:
    are_wide = any(len(choice.title) > _WIDE for choice in answer.choices)
    return (*answer.blocks, answer.unlisted) if answer.unlisted and are_wide else answer.blocks


def _block(block: Block) -> str:
    lines = [_line(line) for line in block.lines]
    heading = [f"<b>{_escaped(block.heading)}</b>"] if block.title else []
    if block.kind == "sources" and len(lines) >= _MANY_SOURCES:
        return "\n".join([*heading, "<blockquote expandable>" + "\n".join(lines) + "</blockquote>"])
    return "\n".join([*heading, *lines])


def _line(line: Line) -> str:
    words = "".join(_piece(piece) for piece in line.pieces)
    mark = "•" if line.mark == "-" else line.mark
    return f"{mark} {words}" if mark else words


def _piece(piece: Piece) -> str:
    words = _escaped(piece.text)
    if piece.url and piece.url.startswith(("https://", "http://")):
        words = f'<a href="{html.escape(piece.url)}">{words}</a>'
    return f"<b>{words}</b>" if piece.strong else words


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
