"""Places named in a message, as codes of départements: numbers, postcodes, communes, départements, regions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import List, Sequence, Tuple

import yaml

from bot.language.flat import flat
from bot.language.place_index import index
from bot.language.place_names import Named, Names
from bot.language.place_numbers import BESIDE, EMERGENCY_NUMBERS, PRICE, SURE, Number, Numbers
from bot.language.words import split

_CONTEXT = Path(__file__).parent / "data" / "place_context.yml"
_GAP = re.compile(r"[ ,(:-]{0,3}")


@dataclass(frozen=True)
class Place:
    """A place found in a message.

    `departments` holds one code; several when homonyms must be asked (at most 6, most populous first); none for a
    region of several départements. `start` and `end` count characters of the message. `kind` is number, name
    (of a département), postcode, commune or region.
    """

    departments: Tuple[str, ...]
    text: str
    start: int
    end: int
    kind: str
    label: str


def find_places(text: str, alone: bool = False) -> List[Place]:
    """Return the places named in `text`, in reading order.

    `alone` tells that the message answers "dans quel département ?": a bare number or a common word then counts.
    """
    numbers, names = _finders()
    plain = flat(text)
    figures = numbers.find(plain)
    named = names.find(text, alone, [(n.start, n.end, n.codes) for n in figures])
    places = [_place(one.entry.departments, text, one.start, one.end, one.entry.kind, one.entry.label) for one in named]
    places += _numbers(text, plain, alone, figures, named)
    places.sort(key=lambda place: place.start)
    return _resolved(text, places, named)


def label_of(department: str) -> str:
    """Return a département as it is shown in a list: "Maine-et-Loire (49)"."""
    row = index().rows.get(department)
    return f"{row['name']} ({department})" if row else department


def in_form(department: str) -> str:
    """Return a département as it is said in a sentence: "dans le Maine-et-Loire"."""
    row = index().rows.get(department)
    return row["in_form"] if row else f"dans le {department}"


@lru_cache(maxsize=1)
def _finders() -> Tuple[Numbers, Names]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    context = yaml.load(_CONTEXT.read_text(encoding="utf-8"), Loader=loader)
    return Numbers(index()), Names(index(), context)


def _place(departments: Tuple[str, ...], text: str, start: int, end: int, kind: str, label: str) -> Place:
    return Place(departments, text[start:end], start, end, kind, label)


def _numbers(text: str, plain: str, alone: bool, figures: Sequence[Number], named: Sequence[Named]) -> List[Place]:
    """Return the numbers that are départements here."""
    free = [f for f in figures if not any(one.start <= f.start < one.end for one in named)]
    if not free:
        return []
    words = [word for word in split(text) if not any(f.start <= word.start < f.end for f in free)]
    fillers = _finders()[1].words["fillers"]
    bare = all(word.form in fillers for word in words) or (alone and len(words) <= 5 and not named)
    found = []
    for figure in free:
        beside = any(_touch(plain, figure, one) for one in named)
        emergency = plain[figure.start : figure.end] in EMERGENCY_NUMBERS
        keyword = figure.sure == BESIDE and len(words) <= 4 and not emergency and _is_keyword(plain, figure)
        if figure.sure == SURE or beside or keyword or (bare and (alone or not emergency)):
            kind = "postcode" if figure.postcode else "number"
            label = label_of(figure.codes[0]) if len(figure.codes) == 1 else "Corse"
            found.append(_place(figure.codes, text, figure.start, figure.end, kind, label))
    return found


def _touch(plain: str, figure: Number, one: Named) -> bool:
    gap = plain[one.end : figure.start] if figure.start >= one.end else plain[figure.end : one.start]
    codes = one.entry.everywhere or one.entry.departments
    return bool(_GAP.fullmatch(gap)) and bool(set(codes) & set(figure.codes))


def _is_keyword(plain: str, figure: Number) -> bool:
    """Whether a number ends a message of keywords ("refus discriminatoire 93")."""
    before = plain[: figure.start]
    ends = figure.end >= len(plain.rstrip(" .!?"))
    return ends and bool(re.search(r"[a-z]{4,} $", before)) and not PRICE.search(before)


def _resolved(text: str, places: List[Place], named: Sequence[Named]) -> List[Place]:
    """Decide between homonyms with the other places of the message, and join "Angers (49)" into one place."""
    everywhere = {one.start: one.entry.everywhere for one in named}
    known = {p.departments[0] for p in places if len(p.departments) == 1}
    result: List[Place] = []
    for place in places:
        options = everywhere.get(place.start) or place.departments
        if len(place.departments) > 1 or place.kind == "commune":
            near = [
                q.departments[0]
                for q in places
                if q is not place
                and len(q.departments) == 1
                and _close(text, place, q)
                # A town beside another one decides between homonyms; only a département overrules a large town.
                and (len(place.departments) > 1 or q.kind != "commune")
            ]
            near = [code for code in near if code in options]
            near = near or _shared(text, place, places)
            decided = near or [code for code in place.departments if code in known and len(place.departments) > 1]
            if len(set(decided)) == 1:
                label = index().labelled(place.label.split(" (")[0], decided[0])
                place = replace(place, departments=(decided[0],), label=label)
        last = result[-1] if result else None
        if last and last.departments == place.departments and _joined(text, last, place):
            keep = last if last.kind == "commune" else place
            result[-1] = replace(keep, start=last.start, end=place.end, text=text[last.start : place.end])
            continue
        result.append(place)
    return result


def _shared(text: str, place: Place, places: Sequence[Place]) -> List[str]:
    """Return the only département that two homonyms side by side have in common ("Marne-la-Vallée (Chessy)")."""
    for other in places:
        if other is not place and len(other.departments) > 1 and len(place.departments) > 1:
            shared = [code for code in place.departments if code in other.departments]
            if len(shared) == 1 and _close(text, place, other):
                return shared
    return []


def _joined(text: str, one: Place, other: Place) -> bool:
    """Whether two places are one, as in "Angers (49)" or "49000 Angers"."""
    numbered = {one.kind, other.kind} & {"number", "postcode"}
    return bool(numbered) and bool(_GAP.fullmatch(text[one.end : other.start]))


def _close(text: str, one: Place, other: Place) -> bool:
    first, second = sorted((one, other), key=lambda place: place.start)
    return len(text[first.end : second.start]) <= 20
