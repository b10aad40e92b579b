"""An answer for WhatsApp: texts, then reply buttons or a list that opens.

Limits: WhatsApp Cloud API, "Text messages" (body 4,096 characters), "Interactive reply buttons messages" (body 1,024,
3 buttons, title 20, id 256, titles all different), "Interactive list messages" (body 4,096, button 20, 10 rows, title
24, description 72, id 200). A button brings back its id: the words it sends, so that nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.rendering.answer import WORDS, Answer, Block, Choice, Line, read
from bot.channels.rendering.splitting import cut, units
from bot.channels.rendering.splitting import messages as split

MOST_CHARACTERS = 4_096
MOST_BUTTONS, BUTTON_TITLE, BUTTON_ID, BUTTONS_BODY = 3, 20, 256, 1_024
MOST_ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID, LIST_BODY = 10, 24, 72, 200, 4_096
#: Signs that WhatsApp takes for a change of type; a name with one of them is not set in bold.
_TYPE_SIGNS = set("*_~`")
#: What stands for words that are left out.
_CUT = "…"


@dataclass(frozen=True)
class Option:
    """A button or a row. `id`: the words that it sends; `description` is empty on a button."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class WhatsAppMessage:
    """One message. `kind`: text, buttons or list; `options` is empty for a text."""

    kind: str
    body: str
    options: tuple[Option, ...] = ()


def render(messages: Sequence[Mapping[str, Any]]) -> list[WhatsAppMessage]:
    """Return the messages of a turn as WhatsApp's; the choices are on the last ones. Empty when nothing is said."""
    answer = read(messages)
    if not answer.choices:
        return [WhatsAppMessage("text", _text(page)) for page in _pages(answer.blocks)]
    first, *others = _by_messages(answer)
    pages = _pages(_with_choices(answer) if first.kind == "list" else answer.blocks)
    # Under buttons less text may stand than in a message: then its last block.
    if pages and first.kind == "buttons" and units(_text(pages[-1])) > BUTTONS_BODY:
        *before, last = split(pages.pop(), BUTTONS_BODY, comfortable=0, measure=_size)
        pages += [*_pages([block for page in before for block in page]), last]
    body = _text(pages.pop()) if pages else WORDS.sentence("whatsapp.choose")
    texts = [WhatsAppMessage("text", _text(page)) for page in pages]
    return [*texts, WhatsAppMessage(first.kind, body, first.options), *others]


def _pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks by messages, as few as can be: each one is paid (Meta's prices since 1 October 2026)."""
    return split(blocks, MOST_CHARACTERS, comfortable=MOST_CHARACTERS, measure=_size)


def content(message: WhatsAppMessage) -> dict[str, Any]:
    """Return the part of a Cloud API request that holds a message: `type` and its object."""
    if message.kind == "text":
        return {"type": "text", "text": {"body": message.body, "preview_url": False}}
    if message.kind == "buttons":
        buttons = [{"type": "reply", "reply": {"id": one.id, "title": one.title}} for one in message.options]
        kind, action = "button", {"buttons": buttons}
    else:
        kind = "list"
        action = {"button": WORDS.sentence("whatsapp.open_list"), "sections": [{"rows": [*map(_row, message.options)]}]}
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": message.body}, "action": action}}


def _row(option: Option) -> dict[str, str]:
    row = {"id": option.id, "title": option.title}
    return {**row, "description": option.description} if option.description else row


# --- choices -----------------------------------------------------------------------------------------------------


def _by_messages(answer: Answer) -> list[WhatsAppMessage]:
    """The choices in as many messages as they need; the body of the first one is not known yet."""
    buttons = _buttons(answer.choices)
    if buttons:
        return [WhatsAppMessage("buttons", "", buttons)]
    rows = [_option(choice) for choice in answer.choices]
    lists = [tuple(rows[start : start + MOST_ROWS]) for start in range(0, len(rows), MOST_ROWS)]
    more = WORDS.sentence("whatsapp.more")
    return [WhatsAppMessage("list", more if number else "", options) for number, options in enumerate(lists)]


def _buttons(choices: Sequence[Choice]) -> tuple[Option, ...]:
    """Reply buttons, where there are few choices with short titles; else nothing."""
    titles = [_short(choice.title) for choice in choices]
    fit = all(units(title) <= BUTTON_TITLE for title in titles)
    if len(titles) > MOST_BUTTONS or not fit or len(set(titles)) < len(titles):
        return ()
    return tuple(Option(_id(choice, BUTTON_ID), title) for choice, title in zip(choices, titles))


def _option(choice: Choice) -> Option:
    """A row. What its title leaves out is in its description: the whole title, or what follows."""
    rank = f"{choice.rank} " if choice.rank else ""
    short, room = _short(choice.title), ROW_TITLE - len(rank)
    if short == choice.title and units(short) <= room:
        return Option(_id(choice, ROW_ID), rank + short)
    if units(short) > room:
        short = cut(short, room - 1)[0] + _CUT
    if units(choice.title) <= ROW_DESCRIPTION:
        return Option(_id(choice, ROW_ID), rank + short, choice.title)
    head = cut(choice.title, room - 1)[0]
    rest = _CUT + choice.title[len(head) :].strip()
    if units(rest) > ROW_DESCRIPTION:
        rest = cut(rest, ROW_DESCRIPTION - 1)[0] + _CUT
    return Option(_id(choice, ROW_ID), rank + head + _CUT, rest)


def _short(title: str) -> str:
    return WORDS.entry("short").get(title, title)


def _id(choice: Choice, most: int) -> str:
    """The words that a choice sends, as far as they fit."""
    return choice.payload if len(choice.payload) <= most else cut(choice.payload, most)[0]


def _with_choices(answer: Answer) -> tuple[Block, ...]:
    """The text; with the choices where they are numbered, or where the rows cannot show all of a title."""
    wanted = any(choice.rank or _option(choice).description.endswith(_CUT) for choice in answer.choices)
    return (*answer.blocks, answer.unlisted) if answer.unlisted and wanted else answer.blocks


# --- text --------------------------------------------------------------------------------------------------------


def _text(page: Iterable[Block]) -> str:
    return "\n\n".join(_block(block) for block in page)


def _size(block: Block) -> int:
    return units(_block(block))


def _block(block: Block) -> str:
    heading = [_strong(block.heading)] if block.title else []
    return "\n".join([*heading, *(_line(line) for line in block.lines)])


def _line(line: Line) -> str:
    words = "".join(_strong(piece.text) if piece.strong else piece.text for piece in line.pieces)
    mark = "•" if line.mark == "-" else line.mark
    return f"{mark} {words}" if mark else words


def _strong(words: str) -> str:
    return words if _TYPE_SIGNS & set(words) else f"*{words}*"
