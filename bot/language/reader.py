"""One message read once: every profession, coverage, setting, person, place, date and body that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Dict, List, Optional, Tuple

from bot.knowledge.loader import KnowledgeBase, load
from bot.language.dates import FoundDate, find_dates
from bot.language.lexicon import Lexicon, Match, entries_of
from bot.language.places import Place, find_places
from bot.language.words import Word, split

SLOT_KINDS = ("profession", "coverage", "setting", "for_whom")


@dataclass(frozen=True)
class Value:
    """A slot value named in the text. `weak` words only count as the answer to a question about that slot."""

    slot: str
    value: str
    start: int
    end: int
    weak: bool = False
    negated: bool = False


@dataclass(frozen=True)
class Reading:
    """What one message names. `options` holds the professions an ambiguous word may mean ("psy")."""

    text: str
    words: Tuple[Word, ...]
    values: Tuple[Value, ...] = ()
    places: Tuple[Place, ...] = ()
    dates: Tuple[FoundDate, ...] = ()
    bodies: Tuple[str, ...] = ()
    orders: Tuple[str, ...] = ()
    options: Tuple[str, ...] = ()
    covered: float = 0.0
    chosen: Dict[str, str] = field(default_factory=dict)


class Reader:
    """Reads messages with the lexicons of a knowledge base."""

    def __init__(self, base: KnowledgeBase):
        """Index every expression of `base`."""
        words = base.reading
        entries: List[Tuple[str, str, str]] = []
        for profession, record in base.professions.items():
            entries += entries_of("profession", {profession: record["forms"]})
        self._weak = set()
        for slot in ("coverage", "setting", "for_whom"):
            for value, record in base.choices[slot].items():
                entries += entries_of(slot, {value: record["forms"]})
                self._weak |= {(slot, form) for form in record.get("weak", ())}
        for order in base.orders:
            entries += entries_of("order", {order: words["orders"][order]})
        for body, record in base.bodies.items():
            entries += entries_of("body", {body: record.get("names", [])})
        for option, record in words["ambiguous"].items():
            entries += entries_of("options", {",".join(record): [option]})
        for profession, forms in words["hints"].items():
            entries += entries_of("hint", {profession: forms})
        # A word of two kinds (CPAM: a body and a coverage) is looked up once per kind.
        self._slots = Lexicon(
            [e for e in entries if e[0] in (*SLOT_KINDS, "options")], words["never_fuzzy"], words["not_a_person"]
        )
        self._hints = Lexicon([e for e in entries if e[0] == "hint"], approximate=False)
        self._bodies = Lexicon(
            [e for e in entries if e[0] in ("order", "body")], words["never_fuzzy"], words["not_a_person"]
        )
        self._not_this = re.compile(words["not_this"])
        self._not_had = re.compile(words["negation"])
        self._origin = re.compile(words["not_the_one"])
        self._accused = re.compile(words["the_one"])
        self._sender = re.compile(words["sent_elsewhere"])
        self._fillers = set(words["fillers"])
        self._implied = words["implied_profession"]
        self._implied_setting = words["implied_setting"]
        self._helpers = set(words["helpers"])
        self._titles = set(words["titles"])

    def read(self, text: str, today: date, asked: Optional[str] = None) -> Reading:
        """Return what `text` names. `asked` is the slot of the pending question, which lets bare words count."""
        words = split(text)
        values, options = [], ()
        matched = [False] * len(words)
        for match in self._slots.find(words):
            if match.kind == "options":
                options = tuple(match.value.split(","))
            else:
                values.append(self._value(match, words))
            _mark(matched, match)
        bodies, orders = [], []
        for match in self._bodies.find(words):
            (orders if match.kind == "order" else bodies).append(match.value)
            _mark(matched, match)
        places = find_places(text, alone=asked in ("department", "residence_department"))
        dates = find_dates(text, today)
        for span in (*places, *dates):
            for index, word in enumerate(words):
                matched[index] = matched[index] or (span.start <= word.start and word.end <= span.end)
        known = [m or word.form in self._fillers for m, word in zip(matched, words)]
        return Reading(
            text=text,
            words=tuple(words),
            values=tuple(values),
            places=tuple(places),
            dates=tuple(dates),
            bodies=tuple(dict.fromkeys(bodies)),
            orders=tuple(dict.fromkeys(orders)),
            options=options,
            covered=sum(known) / len(known) if any(matched) else 0.0,
            chosen=self._choose(words, values, orders, asked, bool(options)),
        )

    def _value(self, match: Match, words: List[Word]) -> Value:
        expression = " ".join(word.form for word in words[match.first : match.last + 1])
        before = " ".join(word.form for word in words[max(0, match.first - 4) : match.first])
        return Value(
            slot=match.kind,
            value=match.value,
            start=words[match.first].start,
            end=words[match.last].end,
            weak=(match.kind, expression) in self._weak,
            negated=match.value != "none" and self._denied(match.kind, before),
        )

    def _denied(self, kind: str, before: str) -> bool:
        """Return whether the words before a value deny it; lacking a doctor still names the doctor one looks for."""
        patterns = [self._not_this] if kind == "profession" else [self._not_this, self._not_had]
        return any(pattern.search(before) or pattern.search(f"{before} ") for pattern in patterns)

    def _choose(
        self, words, values: List[Value], orders: List[str], asked: Optional[str], ambiguous: bool
    ) -> Dict[str, str]:
        """Return one value per slot: the one the message is about when it names several."""
        chosen: Dict[str, str] = {}
        for slot in SLOT_KINDS:
            candidates = [v for v in values if v.slot == slot and not v.negated]
            strong = [v for v in candidates if not v.weak] or (candidates if slot in ("setting", asked) else [])
            if not strong:
                continue
            if slot == "profession" and len(strong) > 1:
                chosen[slot] = max(strong, key=lambda v: self._blame(words, v)).value
            elif slot == "for_whom":
                kinds = {v.value for v in strong}
                chosen[slot] = next(kind for kind in ("deceased", "relative", "self") if kind in kinds)
            elif slot == "setting" and len(strong) > 1:
                firm = [v for v in strong if not v.weak]
                chosen[slot] = (firm or strong)[0].value
            else:
                chosen[slot] = strong[0].value
        if chosen.get("profession") in (None, *self._helpers) and not ambiguous:
            hints = [match.value for match in self._hints.find(words)]
            implied = hints[0] if hints else self._implied.get(chosen.get("setting", ""))
            if implied:
                chosen["profession"] = implied
        if "setting" not in chosen and chosen.get("profession") in self._implied_setting:
            chosen["setting"] = self._implied_setting[chosen["profession"]]
        return chosen

    def _blame(self, words: List[Word], value: Value) -> Tuple[int, int]:
        before = " ".join(w.form for w in words if value.start - 40 <= w.start and w.end <= value.start)
        after = " ".join(w.form for w in words if value.end <= w.start <= value.end + 45)
        score = 2 * bool(self._accused.match(after)) - 2 * bool(self._origin.search(before + " "))
        title = any(value.start == w.start and w.form in self._titles and value.end == w.end for w in words)
        score -= 4 * bool(self._sender.match(after)) + 3 * (value.value in self._helpers) + 3 * title
        return score, -value.start


def _mark(matched: List[bool], match: Match) -> None:
    for index in range(match.first, match.last + 1):
        matched[index] = True


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Return the reader of the product's own knowledge base."""
    return Reader(load())


@lru_cache(maxsize=2048)
def read(text: str, today: date, asked: Optional[str] = None) -> Reading:
    """Read `text` with the product's reader; the latest readings are kept in memory, nowhere else."""
    return reader().read(text, today, asked)
