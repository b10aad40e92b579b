"""One message read once: every profession, coverage, setting, person, place, date and body that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Dict, List, Optional, Set, Tuple

from bot.knowledge.loader import KnowledgeBase, load
from bot.language.blame import Blame
from bot.language.context import Context, context_of, data
from bot.language.dates import FoundDate, find_dates
from bot.language.lexicon import Lexicon, Match, entries_of
from bot.language.persons import Persons
from bot.language.places import Place, find_places
from bot.language.remembering import TEXTS, remembered
from bot.language.values import Value
from bot.language.words import Word, split

SLOT_KINDS = ("profession", "coverage", "setting", "for_whom")


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
        self._weak: Set[Tuple[str, str]] = set()
        self._answers: Set[Tuple[str, str]] = set()
        for slot in ("coverage", "setting", "for_whom"):
            for value, record in base.choices[slot].items():
                entries += entries_of(slot, {value: record["forms"]})
                self._weak |= {(slot, form) for form in record.get("weak", ())}
                self._answers |= {(slot, form) for form in record.get("answers", ())}
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
        self._now = re.compile(words["now"])
        self._lost = re.compile(words["lost"])
        self._fillers = set(words["fillers"])
        self._implied = words["implied_profession"]
        self._answer_for_others = words["answer_for_others"]
        self._blame = Blame(words, data("blame"))
        self._persons = Persons(data("persons"))

    def read(self, text: str, today: date, asked: Optional[str] = None) -> Reading:
        """Return what `text` names. `asked` is the slot of the pending question, which lets bare words count."""
        words = split(text)
        context = context_of(text, words)
        values: List[Value] = []
        options: Tuple[str, ...] = ()
        matched = [False] * len(words)
        for match in self._slots.find(words):
            if match.kind == "options":
                options = tuple(match.value.split(","))
            elif asked == match.kind or (match.kind, match.expression) not in self._answers:
                values.append(self._value(match, words, context))
            else:
                continue  # it answers a question that was not asked
            _mark(matched, match)
        values = self._kept(values, context)
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
            chosen=self._choose(words, values, asked, bool(options), context),
        )

    def _value(self, match: Match, words: List[Word], context: Context) -> Value:
        before = " ".join(word.form for word in words[max(0, match.first - 4) : match.first])
        value = Value(
            slot=match.kind,
            value=match.value,
            start=words[match.first].start,
            end=words[match.last].end,
            first=match.first,
            last=match.last,
            weak=(match.kind, match.expression) in self._weak,
        )
        denied = value.value != "none" and self._denied(value, before, context)
        return replace(value, negated=True) if denied else value

    def _denied(self, value: Value, before: str, context: Context) -> bool:
        """Return whether the words around a value deny it; lacking a doctor still names the doctor one looks for."""
        if value.slot == "profession":
            return self._blame.clears(value, context)
        if any(pattern.search(before) or pattern.search(f"{before} ") for pattern in (self._not_this, self._not_had)):
            return True
        if value.slot == "coverage":
            return bool(self._lost.match(context.after(value.last)))
        return self._blame.clears(value, context)

    def _kept(self, values: List[Value], context: Context) -> List[Value]:
        """Return `values` with those that the person takes back marked as denied."""
        if len(values) < 2:
            return values
        following = [*values[1:], None]
        return [
            replace(value, negated=True) if self._blame.taken_back(value, after, context) else value
            for value, after in zip(values, following)
        ]

    def _choose(
        self, words: List[Word], values: List[Value], asked: Optional[str], ambiguous: bool, context: Context
    ) -> Dict[str, str]:
        """Return one value per slot: the one the message is about when it names several."""
        chosen: Dict[str, str] = {}
        for slot in SLOT_KINDS:
            candidates = [v for v in values if v.slot == slot and not v.negated]
            strong = [v for v in candidates if not v.weak] or (candidates if slot in ("setting", asked) else [])
            if slot == "profession":
                strong = [*strong, *self._blame.from_context(values, context)]
                best = self._blame.choose(strong, [v for v in values if v.slot == "setting"], context)
            elif slot == "for_whom":
                best = self._persons.choose(candidates if slot != asked else strong, context)
                best = strong[0].value if best is None and strong and slot == asked else best
            else:
                firm = [v for v in strong if not v.weak]
                best = (firm or strong)[0].value if strong else None
                if slot == "coverage" and len({v.value for v in strong}) > 1:
                    best = next((v.value for v in strong if self._now.search(context.before(v.first))), best)
            if best:
                chosen[slot] = best
        if chosen.get("profession") in (None, *self._answer_for_others) and not ambiguous:
            hints = [match.value for match in self._hints.find(words)]
            implied = hints[0] if hints else self._implied.get(chosen.get("setting", ""))
            if implied:
                chosen["profession"] = implied
        return chosen


def _mark(matched: List[bool], match: Match) -> None:
    for index in range(match.first, match.last + 1):
        matched[index] = True


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Return the reader of the product's own knowledge base."""
    return Reader(load())


@remembered(16, of=TEXTS)
def read(text: str, today: date, asked: Optional[str] = None) -> Reading:
    """Read `text` with the product's reader; a reading is kept until its turn is over."""
    return reader().read(text, today, asked)
