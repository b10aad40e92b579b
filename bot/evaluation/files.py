"""Labelled files: which kind each is, recognised from its items, and a plain refusal of what is wrong in one.

Messages: `text`, `intent`, `also` (other labels an expert would accept), `second` (a second situation told),
`slots` (only what the text says), `style`. Emergencies: `text`, `category`, `level` (explicit or implicit),
`numbers_first`, `also` (other categories), `blocking` (false: told beside the answer), or an ordinary message: `text`
alone. Dialogues: see `bot.evaluation.dialogues`. Every item may have a `note`, which is not read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.catalogue import Catalogue
from bot.evaluation.dialogues import KINDS, LISTS, TURN_FIELDS
from bot.evaluation.slots import SCORED
from bot.evaluation.words import sentence
from bot.knowledge.validation import RecordError, read_yaml
from bot.model import SLOTS

MESSAGES, EMERGENCIES, DIALOGUES = "messages", "emergencies", "dialogues"
LEVELS = ("explicit", "implicit")
_FIELDS = {
    MESSAGES: {"text", "intent", "also", "second", "slots", "style", "note"},
    EMERGENCIES: {"text", "category", "level", "numbers_first", "also", "blocking", "style", "note"},
    DIALOGUES: {"id", "says", "turns", "style", "note"},
}
#: Files whose errors were not looked at while the assistant was built say so in their names.
_KEPT_ASIDE = re.compile(r"_(held|blind|final)\.ya?ml$|^examiner_")

Item = Mapping[str, Any]


class FileError(ValueError):
    """A labelled file is wrong. The message says, in one line, which file, which item, which field and why."""


@dataclass(frozen=True)
class LabelledFile:
    """The items of a file, each with its place in it (from 1)."""

    name: str
    kind: str
    items: tuple[tuple[int, Item], ...]

    @functools.cached_property
    def slots(self) -> tuple[str, ...]:
        """The slots to score, in the order of the message contract: those of every set, and further ones labelled."""
        labelled = {slot for _, item in self.items for slot in said_in(item)}
        return tuple(slot for slot in SLOTS if slot in SCORED or slot in labelled)

    def slice(self, size: int | None) -> LabelledFile:
        """Return at most `size` of the items, spread over the file; all of them without a size."""
        count = len(self.items)
        if not size or size >= count:
            return self
        return LabelledFile(self.name, self.kind, tuple(self.items[place * count // size] for place in range(size)))


def said_in(item: Item) -> dict[str, str]:
    """Return the slots that the label of a message gives a value."""
    return {slot: value for slot, value in (item.get("slots") or {}).items() if value is not None}


def kept_aside(name: str) -> bool:
    """Return whether a file's name says that the assistant was not corrected with it."""
    return bool(_KEPT_ASIDE.search(name))


def read_files(paths: Sequence[Path], catalogue: Catalogue) -> list[LabelledFile]:
    """Return the checked files; raise `FileError` at the first fault."""
    names = [path.name for path in paths]
    for path in paths:
        if names.count(path.name) > 1:
            raise FileError(sentence("errors.same_name", file=path.name))
    return [read_file(path, catalogue) for path in paths]


def read_file(path: Path, catalogue: Catalogue) -> LabelledFile:
    """Return one checked file; raise `FileError` at its first fault."""
    try:
        content = read_yaml(path)
    except OSError:
        raise FileError(sentence("errors.missing", file=path)) from None
    except UnicodeDecodeError:
        raise FileError(sentence("errors.encoding", file=path)) from None
    except RecordError as error:
        raise FileError(sentence("errors.yaml", what=error)) from None
    if not isinstance(content, list) or not content:
        raise FileError(sentence("errors.no_list", file=path.name))
    kind = _kind_of(content)
    checks = _Checks(path.name, catalogue)
    for number, item in enumerate(content, start=1):
        checks.item(number, item, kind)
    return LabelledFile(path.name, kind, tuple(enumerate(content, start=1)))


def _kind_of(content: Sequence[Any]) -> str:
    """Return the kind of file: that of the first item which shows it; texts alone are ordinary messages."""
    for item in content:
        if isinstance(item, dict):
            if "turns" in item:
                return DIALOGUES
            if "intent" in item or "slots" in item:
                return MESSAGES
    return EMERGENCIES


class _Checks:
    """Refuses what is wrong in the items of one file."""

    def __init__(self, file: str, catalogue: Catalogue):
        self._file = file
        self._catalogue = catalogue
        self._number = 0
        self._ids: set[str] = set()

    def item(self, number: int, item: Any, kind: str) -> None:
        """Check one item."""
        self._number = number
        if not isinstance(item, dict):
            raise FileError(sentence("errors.no_item", file=self._file, number=number))
        for field in item:
            if field not in _FIELDS[kind]:
                self._fail(field, "unknown_field", known=", ".join(sorted(_FIELDS[kind])))
        {MESSAGES: self._message, EMERGENCIES: self._emergency, DIALOGUES: self._dialogue}[kind](item)

    def _fail(self, field: str, why: str, **values: object) -> None:
        what = sentence(f"errors.{why}", **values)
        raise FileError(sentence("errors.at", file=self._file, number=self._number, field=field, what=what))

    def _text(self, field: str, value: Any) -> None:
        if not isinstance(value, str):
            self._fail(field, "not_text" if value is not None else "absent")

    def _known(self, field: str, value: Any, is_known: Callable[[str], bool]) -> None:
        self._text(field, value)
        if not is_known(value):
            self._fail(field, "unknown_value", value=value)

    def _each(self, field: str, values: Any, is_known: Callable[[str], bool]) -> None:
        if not isinstance(values, list):
            self._fail(field, "not_list")
        for value in values:
            self._known(field, value, is_known)

    def _message(self, item: Item) -> None:
        labels = self._catalogue.labels.__contains__
        self._text("text", item.get("text"))
        self._known("intent", item.get("intent"), labels)
        self._each("also", item.get("also", []), labels)
        if item.get("second") is not None:
            self._known("second", item["second"], labels)
        if not isinstance(item.get("slots") or {}, dict):
            self._fail("slots", "not_mapping")
        self._slots("slots", item.get("slots") or {})
        self._text("style", item.get("style", ""))

    def _slots(self, field: str, slots: Mapping[str, Any]) -> None:
        for slot, value in slots.items():
            if value is not None:
                self._known(f"{field}.{slot}", value, lambda known, slot=slot: self._catalogue.is_value(slot, known))

    def _emergency(self, item: Item) -> None:
        categories = self._catalogue.warnings.__contains__
        self._text("text", item.get("text"))
        if item.get("category") is None:
            for field in ("level", "numbers_first", "also", "blocking"):
                if field in item:
                    self._fail("category", "absent")
            return
        self._known("category", item["category"], categories)
        self._known("level", item.get("level"), LEVELS.__contains__)
        self._text("numbers_first", item.get("numbers_first"))
        self._each("also", item.get("also", []), categories)
        if not isinstance(item.get("blocking", True), bool):
            self._fail("blocking", "not_flag")

    def _dialogue(self, item: Item) -> None:
        self._text("id", item.get("id"))
        if item["id"] in self._ids:
            self._fail("id", "twice", value=item["id"])
        self._ids.add(item["id"])
        if not isinstance(item.get("turns"), list) or not item["turns"]:
            self._fail("turns", "not_list")
        for place, turn in enumerate(item["turns"], start=1):
            self._turn(f"turns.{place}", turn)

    def _turn(self, where: str, turn: Any) -> None:
        if not isinstance(turn, dict):
            self._fail(where, "not_mapping")
        self._text(f"{where}.user", turn.get("user"))
        for field, value in turn.items():
            if field not in TURN_FIELDS:
                self._fail(f"{where}.{field}", "unknown_field", known=", ".join(sorted(TURN_FIELDS)))
            if field in LISTS and not isinstance(value, list):
                self._fail(f"{where}.{field}", "not_list")
        if "kind" in turn:
            self._known(f"{where}.kind", turn["kind"], KINDS.__contains__)
        if turn.get("situation") is not None:
            self._known(f"{where}.situation", turn["situation"], self._catalogue.situations.__contains__)
        if not isinstance(turn.get("slots", {}), dict):
            self._fail(f"{where}.slots", "not_mapping")
        self._slots(f"{where}.slots", turn.get("slots", {}))
