"""Every text that a patient can see, read through the loaders and put together as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Iterable, Iterator, List, Mapping, Sequence, Tuple

from bot.knowledge.loader import FOLDER, KnowledgeBase
from bot.knowledge.validation import read_yaml
from bot.language import emergency
from bot.language.danger_cues import load_rules

ROOT = FOLDER.parents[1]
_KNOWLEDGE = FOLDER.relative_to(ROOT).as_posix()
#: How a text is set: `source` = straight apostrophe and ordinary spaces, as records are typed;
#: `page` = ’ and no-break spaces, as a web page shows them.
STYLES = ("source", "page")
#: An answer in the settings of nginx: its code, its sentence.
_REFUSAL = re.compile(r'"error":"(\w+)","text":"([^"]+)"')


@dataclass(frozen=True)
class Piece:
    """One string of a file: `where` names it; a `label` (title, button) need not be a sentence."""

    file: str
    where: str
    text: str
    label: bool = False
    when: Mapping[str, Any] = field(default_factory=dict, compare=False)
    style: str = "source"

    @property
    def id(self) -> str:
        """Its name in findings and exceptions."""
        return f"{self.file}:{self.where}"


@dataclass(frozen=True)
class Text:
    """Pieces that a patient reads one after the other; `whole` is False for what is only read inside a longer text."""

    file: str
    where: str
    pieces: Tuple[Piece, ...]
    whole: bool = True

    @property
    def id(self) -> str:
        """Its name in findings and exceptions."""
        return f"{self.file}:{self.where}"

    @property
    def read(self) -> List[str]:
        """What is read as sentences: everything but titles, buttons and official names."""
        return [piece.text for piece in self.pieces if not piece.label]


def all_texts(base: KnowledgeBase, files: Sequence[Mapping[str, Any]] = ()) -> List[Text]:
    """Return every text of the knowledge base, of the emergencies and of `files`.

    An item of `files` has `file` (path from the project's root; YAML, JSON, HTML or nginx), `style` (see `STYLES`),
    and for YAML and JSON `skip`, dotted paths that no patient sees, and `labels`, dotted paths of titles and buttons.
    Raises OSError when a file is missing.
    """
    found = [*_answers(base), *_questions(base), *_bodies(base), *_emergencies(), *_borders(base), *_names(base)]
    for item in files:
        path = ROOT / item["file"]
        if path.suffix == ".html":
            found.append(page(item["file"], path.read_text(encoding="utf-8"), item["style"]))
        elif path.suffix == ".conf":
            found += refusals(item["file"], path.read_text(encoding="utf-8"), item["style"])
        else:
            found += tree(item["file"], read_yaml(path), item)
    return [text for text in found if text.pieces]


# -- the knowledge base -----------------------------------------------------------------------------------------------


def _answers(base: KnowledgeBase) -> Iterator[Text]:
    """Yield one text for each rule (the whole answer and what follows it), for each note, and for all notes."""
    for key, situation in base.situations.items():
        file = f"{_KNOWLEDGE}/situations/{key}.yml"
        for name in ("name", "label"):
            yield Text(file, name, (Piece(file, name, situation[name], label=True),))
        if "definition" in situation:
            yield Text(file, "definition", tuple(_items(file, "", situation, "definition")))
        for index, item in enumerate(situation.get("assume", [])):
            where = f"assume.{index}.say"
            yield Text(file, where, (Piece(file, where, item["say"]),))
        name = Piece(file, "name", situation["name"], label=True)
        said = [name, *_items(file, "", situation, "say")]
        for rule in situation["rules"]:
            yield Text(file, rule["id"], tuple(_part(base, file, rule, said, situation)))
        # A note is said inside an answer: its sentences are judged one by one, and all notes together.
        notes = [
            Text(file, note["id"], tuple(_part(base, file, note, said, {})), False)
            for note in situation.get("notes", [])
        ]
        yield from notes
        pieces = dict.fromkeys(piece for note in notes for piece in note.pieces)
        yield Text(file, "notes", tuple(pieces))


def _part(base: KnowledgeBase, file: str, part: dict, before: Iterable[Piece], default: dict) -> Iterator[Piece]:
    """Yield the pieces of a rule or a note in the order they are shown; `default` holds the lists it does not have."""
    yield from before
    yield from _items(file, part["id"], part, "say")
    for index, body in enumerate(part.get("bodies", [])):
        for body_id in ("cpam", "msa") if body["id"] == "fund" else (body["id"],):
            yield from _recourse(base, file, f"{part['id']}.bodies.{index}", part, body, body_id)
    for listed in ("how", "include"):
        yield from _own_or_default(file, part, default, listed)
    for item in part.get("deadlines", []):
        deadline = item if isinstance(item, str) else item["id"]
        record, where = base.deadlines[deadline], f"{_KNOWLEDGE}/deadlines.yml"
        when = _both(part, item)
        # The label is shown only when a date could be computed.
        yield Piece(where, f"{deadline}.label", record["label"], label=True, when={**when, "date": "known"})
        yield Piece(where, f"{deadline}.rule", record["rule"], when=when)
    for listed in ("next", "limits", "if_it_fails"):
        yield from _own_or_default(file, part, default, listed)


def _recourse(base: KnowledgeBase, file: str, where: str, part: dict, body: dict, body_id: str) -> Iterator[Piece]:
    record, bodies = base.bodies[body_id], f"{_KNOWLEDGE}/bodies.yml"
    when = _both(part, body)
    if body["id"] == "fund":
        when = {"fund": ["msa"] if body_id == "msa" else ["cpam", "unknown"], **when}
    yield Piece(bodies, f"{body_id}.name", record["name"], label=True, when=when)
    if "reason" in body:
        yield Piece(file, f"{where}.reason", body["reason"], when=when)
    else:
        yield Piece(bodies, f"{body_id}.plain", record["plain"], when=when)
    if "where" in record:
        always = record["contact"] in ("facility", "decision", "none") or "at" in record
        yield Piece(bodies, f"{body_id}.where", record["where"], when=when if always else {**when, "office": "unknown"})


def _own_or_default(file: str, part: dict, default: dict, listed: str) -> Iterator[Piece]:
    if part.get(listed):
        yield from _items(file, part["id"], part, listed)
    else:
        for piece in _items(file, "", default, listed):
            yield Piece(piece.file, piece.where, piece.text, when={**part.get("when", {}), **piece.when})


def _items(file: str, prefix: str, record: dict, listed: str) -> Iterator[Piece]:
    """Yield the sentences of a list, each with the conditions under which it is said."""
    for index, item in enumerate(record.get(listed, [])):
        where = f"{prefix}.{listed}.{index}" if prefix else f"{listed}.{index}"
        text = item if isinstance(item, str) else spoken(item)
        yield Piece(file, where, text, when=_both(record if prefix else {}, item))


def spoken(item: Mapping[str, Any]) -> str:
    """Return a sentence record as it is said; the mark "à vérifier" brings its own full stop."""
    return f"{item['text'].rstrip(' .')}." if item.get("status") == "unverified" else item["text"]


def _both(part: Mapping[str, Any], item: Any) -> Mapping[str, Any]:
    own = item.get("when", {}) if isinstance(item, dict) else {}
    return {**part.get("when", {}), **own}


def _questions(base: KnowledgeBase) -> Iterator[Text]:
    file = f"{_KNOWLEDGE}/questions.yml"
    for key, record in base.questions.items():
        yield Text(file, f"{key}.label", (Piece(file, f"{key}.label", record["label"], label=True),))
        pieces = tuple(
            Piece(file, f"{key}.answer.{index}", item if isinstance(item, str) else spoken(item))
            for index, item in enumerate(record["answer"])
        )
        yield Text(file, key, pieces)


def _bodies(base: KnowledgeBase) -> Iterator[Text]:
    """Yield what "what is this body?" answers."""
    file = f"{_KNOWLEDGE}/bodies.yml"
    for key, record in base.bodies.items():
        pieces = [Piece(file, f"{key}.name", record["name"], label=True), Piece(file, f"{key}.plain", record["plain"])]
        for listed in ("can", "cannot", "how"):
            pieces += [Piece(file, f"{key}.{listed}.{n}", text) for n, text in enumerate(record.get(listed, []))]
        if "where" in record:
            pieces.append(Piece(file, f"{key}.where", record["where"]))
        yield Text(file, key, tuple(pieces))


def _emergencies() -> Iterator[Text]:
    file = f"{_KNOWLEDGE}/emergencies.yml"
    for category in load_rules().records:
        record = emergency.record(category)
        title = Piece(file, f"{category}.title", record["title"], label=True)
        for listed in ("say", "say_relative"):
            if listed in record:
                yield Text(file, f"{category}.{listed}", (title, *_items(file, category, record, listed)))


def _borders(base: KnowledgeBase) -> Iterator[Text]:
    file = f"{_KNOWLEDGE}/borders.yml"
    for pair, record in base.borders.items():
        where = "+".join(sorted(pair))
        answers = (Piece(file, f"{where}.{key}", text, label=True) for key, text in record["answers"].items())
        yield Text(file, where, (Piece(file, f"{where}.ask", record["ask"]), *answers))


def _names(base: KnowledgeBase) -> Iterator[Text]:
    """Yield what stands on buttons and in lists: values of slots, professions, orders."""
    named = [
        ("choices", slot, key, record) for slot, records in base.choices.items() for key, record in records.items()
    ]
    for file, prefix, key, record in named:
        yield _alone(f"{_KNOWLEDGE}/{file}.yml", f"{prefix}.{key}.label", record["label"])
    for file, records in (("professions", base.professions), ("orders", base.orders)):
        for key, record in records.items():
            yield _alone(f"{_KNOWLEDGE}/{file}.yml", f"{key}.name", record["name"])


def _alone(file: str, where: str, text: str) -> Text:
    return Text(file, where, (Piece(file, where, text, label=True),))


# -- fixed sentences and pages ----------------------------------------------------------------------------------------


def tree(file: str, content: Any, item: Mapping[str, Any]) -> Iterator[Text]:
    """Yield one text for each string of a nested record; a list of strings is one text."""
    skip, labels = tuple(item.get("skip", ())), tuple(item.get("labels", ()))
    for where, strings in _leaves(content, ()):
        if where and not _under(where, skip):
            is_label = _under(where, labels)
            pieces = tuple(Piece(file, name, text, is_label, style=item["style"]) for name, text in strings)
            yield Text(file, where, pieces)


def _under(where: str, paths: Sequence[str]) -> bool:
    return any(where == path or where.startswith(f"{path}.") for path in paths)


def _leaves(content: Any, path: Tuple[str, ...]) -> Iterator[Tuple[str, List[Tuple[str, str]]]]:
    where = ".".join(path)
    if isinstance(content, str):
        yield where, [(where, content)]
    elif isinstance(content, list) and all(isinstance(item, str) for item in content):
        yield where, [(f"{where}.{index}", text) for index, text in enumerate(content)]
    elif isinstance(content, (dict, list)):
        for key, value in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _leaves(value, (*path, str(key)))


def refusals(file: str, content: str, style: str) -> Iterator[Text]:
    """Yield the sentence of each JSON answer that a proxy gives by itself."""
    for error, sentence in _REFUSAL.findall(content):
        yield Text(file, error, (Piece(file, error, sentence, style=style),))


class _Page(HTMLParser):
    """Collects the text of each block of a page."""

    _LABELS = ("title", "h1", "h2", "h3", "h4", "button", "label", "summary", "th")
    _BLOCKS = (*_LABELS, "p", "li", "dt", "dd", "td", "figcaption")
    _HIDDEN = ("script", "style")

    def __init__(self) -> None:
        super().__init__()
        self.blocks: List[Tuple[str, str]] = []
        self._open: List[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Open a block."""
        if tag in self._BLOCKS:
            self.blocks.append((tag, ""))
        if tag in (*self._BLOCKS, *self._HIDDEN):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a block."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        """Add the text to the block it stands in."""
        if self._open and self._open[-1] not in self._HIDDEN:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


def page(file: str, content: str, style: str) -> Text:
    """Return the text of an HTML page, one piece for each block."""
    parser = _Page()
    parser.feed(content)
    pieces = tuple(
        Piece(file, f"{tag}.{number}", text.strip("\n \t"), tag in parser._LABELS, style=style)
        for number, (tag, text) in enumerate(parser.blocks)
        if text.strip()
    )
    return Text(file, "page", pieces)
