"""The messages of one turn as blocks: paragraphs, sections, cards of bodies, numbers to call, choices.

The `text` of the messages is what is said, word for word, and gives the blocks; `custom` adds what a text cannot carry:
which line names a body, where a contact comes from, the addresses of the sources, which numbers come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.channels.wording import Wording
from bot.knowledge.loader import load as load_knowledge

WORDS = Wording(Path(__file__).with_name("words.yml"))

#: A first line that is a heading: short, one sentence, with a colon at its end.
_HEADING = re.compile(r"([^.!?]{2,60}?)\s*:")
#: How a line of a list begins: a card of a body, a bullet, a number.
_MARK = re.compile(r"(•|-|\d{1,2}\.)\s+(?=\S)")
#: Slots whose answers are places: a number typed there is a département, not a rank.
_PLACES = ("department", "residence_department")


@dataclass(frozen=True)
class Piece:
    """Some words of a line: `strong` for a name, `url` for the page that they name."""

    text: str
    strong: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Line:
    """One line. `mark` is empty, "-", or a rank such as "1."."""

    pieces: tuple[Piece, ...]
    mark: str = ""

    @property
    def text(self) -> str:
        """The words of the line, without its mark."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> str:
        """The line as plain text."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True)
class Block:
    """Lines that belong together. `kind`: paragraph, section (has a title), card (its title is a body), sources,
    numbers. A section without lines is the heading of the cards after it.
    """

    kind: str
    title: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def heading(self) -> str:
        """The title as a line of a message."""
        return WORDS.sentence("heading", title=self.title) if self.kind in ("section", "sources") else self.title

    @property
    def shown(self) -> str:
        """The block as plain text."""
        return "\n".join([*([self.heading] if self.title else []), *(line.shown for line in self.lines)])


@dataclass(frozen=True)
class Choice:
    """A button: what it says, the words that it sends, and its number where a question is numbered ("" if not)."""

    title: str
    payload: str
    rank: str = ""


@dataclass(frozen=True)
class Answer:
    """One turn. `unlisted`: the choices as a block with their numbers, for where buttons are cut; None where the text
    lists them, or there is none.
    """

    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    unlisted: Block | None = None


def read(messages: Sequence[Mapping[str, Any]]) -> Answer:
    """Return the messages of a turn (the contract's list, of any channel) as an answer; an empty list has no block."""
    custom = next((m["custom"] for m in messages if isinstance(m.get("custom"), Mapping)), {})
    texts = [m["text"] for m in messages if m.get("text")]
    marks = _Marks(custom, "\n".join(texts))
    blocks = [block for text in texts for part in re.split(r"\n\s*\n", text) for block in marks.blocks(part)]
    numbers = _numbers(custom)
    choices = _choices(messages, custom)
    lines = {line.text for block in blocks for line in block.lines}
    listed = all(choice.title in lines for choice in choices)
    return Answer((*numbers, *blocks), choices, None if listed else _listing(choices, custom))


def spoken(day: date) -> str:
    """Return a date as people write it in France: 25/11/2026."""
    return day.strftime("%d/%m/%Y")


# --- the text ----------------------------------------------------------------------------------------------------


class _Marks:
    """What `custom` says of the lines of a text: which are names, which are sources, where contacts come from."""

    def __init__(self, custom: Mapping[str, Any], whole: str) -> None:
        situation = load_knowledge().situations.get(custom.get("situation") or "")
        self._bodies = {body["name"]: body for body in custom.get("bodies", ())}
        self._sources = {source["title"]: source.get("url") for source in custom.get("sources", ())}
        self._labels = [deadline["label"] for deadline in custom.get("deadlines", ())]
        self._name = f"{situation['name']}." if situation else None
        self._whole = whole

    def blocks(self, part: str) -> Iterable[Block]:
        """Yield the blocks of a paragraph of a text."""
        first, *rest = lines = [line.strip() for line in part.splitlines() if line.strip()]
        title = _HEADING.fullmatch(first) if rest and not _MARK.match(first) else None
        plain, cards = _cards(rest if title else lines)
        kind = "section" if title else "paragraph"
        shown = tuple(self._line(line) for line in plain)
        if shown and all(line.mark == "-" and self._named_by(line.text, self._sources) for line in shown):
            kind = "sources"
        if title or shown:
            yield Block(kind, title.group(1) if title else "", shown)
        for name, *about in cards:
            yield Block("card", name, (*map(self._line, about), *self._origin(name)))

    def _line(self, line: str) -> Line:
        found = _MARK.match(line)
        mark, words = (found.group(1), line[found.end() :]) if found else ("", line)
        source, label = (self._named_by(words, names) if mark else "" for names in (self._sources, self._labels))
        if source and self._sources[source]:
            first = Piece(source, url=self._sources[source])
        elif label:
            first = Piece(label, strong=True)
        else:
            first = Piece(words, strong=not mark and (words in self._bodies or words == self._name))
        rest = words[len(first.text) :]
        return Line((first, Piece(rest)) if rest else (first,), mark)

    @staticmethod
    def _named_by(words: str, names: Iterable[str]) -> str:
        """The longest of `names` that some words begin with, "" if there is none."""
        return max((name for name in names if words.startswith(name)), key=len, default="")

    def _origin(self, name: str) -> Iterable[Line]:
        """Where the contact of a card comes from, unless the text says it."""
        known = next((body for title, body in self._bodies.items() if name.startswith(title)), {})
        contact = known.get("contact") or {}
        if contact.get("source") and contact["source"] not in self._whole:
            day = f", {_written(contact['source_date'])}" if contact.get("source_date") else ""
            line = load_knowledge().texts["contact"]["source"].format(source=contact["source"], date=day)
            yield Line((Piece(line),))


def _cards(lines: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return the lines before the first body, and the lines of each body, its name first."""
    plain: list[str] = []
    cards: list[list[str]] = []
    for line in lines:
        if line.startswith("•"):
            cards.append([line.lstrip("• ")])
        else:
            (cards[-1] if cards else plain).append(line)
    return plain, cards


def _written(day: str) -> str:
    try:
        return spoken(date.fromisoformat(day))
    except ValueError:
        return day


# --- numbers and choices -----------------------------------------------------------------------------------------


def _numbers(custom: Mapping[str, Any]) -> tuple[Block, ...]:
    """What to call, as the first block of an emergency; lines that have no short number are left to the text."""
    numbers = [n for n in custom.get("numbers", ()) if n.isdigit()] if custom.get("kind") == "emergency" else []
    if not numbers:
        return ()
    shown = WORDS.entry("numbers_between").join(f"{n[:3]} {n[3:]}" if len(n) > 4 else n for n in numbers)
    return (Block("numbers", WORDS.sentence("numbers", numbers=shown)),)


def _choices(messages: Sequence[Mapping[str, Any]], custom: Mapping[str, Any]) -> tuple[Choice, ...]:
    buttons = [button for message in messages for button in message.get("buttons") or ()]
    found = [Choice(button["title"], button.get("payload") or button["title"]) for button in buttons]
    asked = custom.get("kind") in ("question", "clarification")
    return (
        tuple(replace(one, rank=f"{n}.") for n, one in enumerate(found, 1)) if asked and _ranked(custom) else (*found,)
    )


def _listing(choices: Sequence[Choice], custom: Mapping[str, Any]) -> Block:
    marks = [f"{number}." if _ranked(custom) else "-" for number, _ in enumerate(choices, start=1)]
    return Block("paragraph", lines=tuple(Line((Piece(one.title),), mark) for one, mark in zip(choices, marks)))


def _ranked(custom: Mapping[str, Any]) -> bool:
    """Whether the dialogue takes a number for a choice (bot/dialogue/choosing.py): where a place is asked it is one."""
    return custom.get("slot") not in _PLACES
