"""Every commune, département and region by name: `contacts/*.csv` and `data/places.yml`."""

from __future__ import annotations

import csv
import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

import yaml

from bot.language.flat import flat
from bot.language.place_spelling import Spelling
from bot.language.words import normal

_CONTACTS = Path(__file__).resolve().parents[2] / "contacts"
_DATA = Path(__file__).parent / "data" / "places.yml"
_LINE = re.compile(r".+")
_LETTERS = re.compile(r"[^a-z0-9,\n]+")
#: "Château-Chinon (Ville)".
_BRACKETS = re.compile(r" \([^)\n]*\)")
_ARTICLES = ("le ", "la ", "les ", "l ")
_JOINTS = frozenset(["sur", "en", "les", "le", "la", "l", "de", "d", "du", "des", "sous", "aux", "au", "et", "lez"])
#: Homonyms below this many inhabitants are left out beside one ten times larger.
_SMALL = 5000
#: Towns of this size need no proof (see `caution`), may lack their article, and are found when misspelled.
_TOWN = 5000
#: Towns of this size also go by the first part of their name ("Charleville").
_HEAD = 5000
#: An old commune that is now a part of another one counts as a village.
_PART = 300
#: A town that much smaller than another one is not called by the same first part of its name.
_FEW = 5
#: Of homonyms, a town named by a short form is meant without asking when the others are that many times smaller.
_MAIN = 10
#: Départements, regions and islands count as large.
_LARGE = 100000
#: At most this many départements are offered for a name.
_MOST = 6


@dataclass(frozen=True)
class Entry:
    """What a name means.

    `caution` is how careful one must be with the name: safe, exact (safe when spelled right), plain (a village),
    saint, word (also a French word or a first name), never (nearly always a word). `everywhere` also counts the small
    homonyms left out of `departments`.
    """

    kind: str
    departments: Tuple[str, ...]
    label: str
    population: int
    caution: str
    everywhere: Tuple[str, ...] = ()


class PlaceIndex:
    """Names in normal form -> entries."""

    def __init__(self, communes: str, departments: Iterable[Mapping[str, str]], data: Mapping):
        """Build the index from the text of the communes file, the rows of départements and the words of `data`."""
        self.rows: Dict[str, Mapping[str, str]] = {row["code"]: row for row in departments}
        for code, row in data["more_departments"].items():
            self.rows.setdefault(code, row)
        self.offices: Dict[str, str] = {c: o for c, o in data["offices"].items() if c not in self.rows}
        self.words = {kind: _list(text) for kind, text in data["words"].items()}
        self._cautious = _list(data["cautious_names"])
        self._ids: Dict[str, Union[int, Tuple[int, ...]]] = {}
        self._codes: List[str] = []
        self._people = array("I")
        self._names: List[str] = []
        self.postcodes: Dict[str, str] = {}
        self._read_communes(communes)
        self._special: Dict[str, Entry] = {}
        self._add_special(data)
        self._add_short_names()
        self._sizes: Dict[str, int] = {}
        for names in (self._ids, self._special):
            for name in names:
                size = name.count(" ") + 1
                first = name.split(" ", 1)[0] if size > 1 else name
                if self._sizes.get(first, 0) < size:
                    self._sizes[first] = size
        towns = ((name, self._largest(ids)) for name, ids in self._ids.items())
        spelled = [(name, people) for name, people in towns if people >= _TOWN]
        spelled += [(name, _LARGE) for name, entry in self._special.items() if entry.caution == "safe"]
        self.spelling = Spelling(spelled, _list(data["not_a_town"]))

    def _read_communes(self, text: str) -> None:
        text = _BRACKETS.sub("", text)
        plain = _LETTERS.sub(" ", flat(text.replace("œ", "oe").replace("Œ", "Oe")))
        names = (line.group().split(",", 2)[1] for line in _LINE.finditer(plain))
        chief: Dict[str, int] = {}
        parts: List[Tuple[int, str]] = []
        found: Dict[str, List[int]] = {}
        heads: Dict[str, List[int]] = {}
        rows = csv.reader(line.group() for line in _LINE.finditer(text))
        next(rows), next(names)
        for row, name in zip(rows, names):
            if row[5] == "M":
                continue
            code = self.offices.get(row[2], row[2])
            if code not in self.rows:
                continue
            number, people, name = len(self._names), int(row[4] or 0), name.strip()
            self._names.append(row[1])
            self._codes.append(self.rows[code].get("code", code))
            self._people.append(people)
            found.setdefault(name, []).append(number)
            if row[5] == "A":
                chief[row[0]] = people
                if people >= _HEAD:
                    head = _head(name)
                    if head:
                        heads.setdefault(head, []).append(number)
            else:
                self._people[number] = _PART
                if row[6] == row[0]:
                    parts.append((number, row[6]))
            for postcode in row[3].split():
                own = postcode.startswith(row[2])
                if own or postcode not in self.postcodes:
                    self.postcodes[postcode] = self._codes[number]
        # Those that begin like their département need not be kept.
        self.postcodes = {p: c for p, c in self.postcodes.items() if not p.startswith(c)}
        for number, parent in parts:
            self._people[number] = max(self._people[number], chief.get(parent, 0))
        for head, numbers in heads.items():
            same = max((self._people[number] for number in found.get(head, ())), default=0)
            larger = max(self._people[number] for number in numbers) > same
            if head not in self.words["not_heads"] and larger and (same < _SMALL or " " not in head):
                most = max(self._people[number] for number in numbers)
                found.setdefault(head, []).extend(n for n in numbers if self._people[n] * _FEW > most)
        for name, numbers in found.items():
            numbers.sort(key=lambda number: -self._people[number])
            self._ids[name] = numbers[0] if len(numbers) == 1 else tuple(numbers)

    def _add_special(self, data: Mapping) -> None:
        word_like = self.words["department_words"]
        for code, row in self.rows.items():
            name = normal(row["name"])
            if name != "paris":
                entry = Entry(
                    "name", (code,), f"{row['name']} ({code})", _LARGE, "word" if name in word_like else "safe"
                )
                self._special[name] = entry
        for kind in ("old_departments", "regions", "islands", "nicknames", "demonyms"):
            for name, (label, *codes) in data[kind].items():
                codes = tuple(str(code) for code in codes)
                caution = "word" if name in word_like or name in self.words["nickname_words"] else "safe"
                label = label or (f"{self.rows[codes[0]]['name']} ({codes[0]})")
                kind_of_place = {"regions": "region", "nicknames": "commune", "demonyms": "commune"}.get(kind, "name")
                caution = "exact" if kind == "demonyms" else caution
                if kind_of_place == "commune" and len(codes) == 1:
                    label = self.labelled(label, codes[0])
                self._special[name] = Entry(kind_of_place, codes, label, _LARGE, caution, codes)

    def _add_short_names(self) -> None:
        """Let larger towns be named without their article or small words ("Rochelle", "Aix Provence")."""
        common = self.words["common"]
        short: Dict[str, List[int]] = {}
        for name, ids in self._ids.items():
            if " " not in name or self._largest(ids) < _TOWN:
                continue
            for article in _ARTICLES:
                rest = name[len(article) :]
                if name.startswith(article) and rest not in common and rest not in self._cautious:
                    short.setdefault(rest, []).extend(_listed(ids))
            content = [word for word in name.split() if word not in _JOINTS]
            if len(content) > 1 and len(content) < name.count(" ") + 1:
                short.setdefault(" ".join(content), []).extend(_listed(ids))
        for name, numbers in short.items():
            if name not in self._special:
                numbers = sorted({*numbers, *_listed(self._ids.get(name, ()))}, key=lambda n: -self._people[n])
                self._ids[name] = numbers[0] if len(numbers) == 1 else tuple(numbers)

    def _largest(self, ids: Union[int, Tuple[int, ...]]) -> int:
        return self._people[ids if isinstance(ids, int) else ids[0]]

    # --- looking up

    def longest(self, first: str) -> int:
        """Return the number of words of the longest name that begins with the word `first` (0: none)."""
        return self._sizes.get(first, 0)

    def towns(self, least: int) -> Iterator[Tuple[str, str]]:
        """Yield the name and the département of every commune of at least `least` inhabitants."""
        for name, people, code in zip(self._names, self._people, self._codes):
            if people >= least:
                yield name, code

    def labelled(self, town: str, code: str) -> str:
        """Return a town with its département: "Angers (Maine-et-Loire)", "Paris (75)"."""
        department = self.rows[code]["name"]
        return f"{town} ({code if town == department else department})"

    def special(self, name: str) -> Optional[Entry]:
        """Return the département, region, island or nickname called `name`."""
        return self._special.get(name)

    def commune(self, name: str) -> Optional[Entry]:
        """Return the communes called `name`, as one entry."""
        ids = self._ids.get(name)
        if ids is None:
            return None
        numbers = _listed(ids)
        top = self._people[numbers[0]]
        kept = [n for n in numbers if self._people[n] * 10 > top or self._people[n] >= _SMALL]
        short = _LETTERS.sub(" ", flat(self._names[numbers[0]])).strip() != name
        main = short and len(kept) > 1 and top >= _MAIN * self._people[kept[1]]
        kept = kept[:1] if main or name in self.words["main"] else kept
        departments = tuple(dict.fromkeys(self._codes[n] for n in kept))[:_MOST]
        label = self._names[numbers[0]]
        if len(departments) == 1:
            label = self.labelled(label, departments[0])
        else:
            label = re.match(r"(?:[^\W_]+[^\w]*){%d}" % (name.count(" ") + 1), label + " ").group().strip(" -'")
        everywhere = tuple(dict.fromkeys(self._codes[n] for n in numbers))
        return Entry("commune", departments, label, top, self._caution(name, top), everywhere)

    def _caution(self, name: str, people: int) -> str:
        words = self.words
        if name in words["never"]:
            return "never"
        if " " not in name:
            if name in words["safe"]:
                return "safe"
            if name in words["common"] or len(name) < 4:
                return "word"
            if name in words["soft"]:
                return "plain"
        elif name in self._cautious or (name.startswith(_ARTICLES) and name.split(" ", 1)[1] in words["common"]):
            return "word"
        elif name.startswith(("saint ", "sainte ")) and name.count(" ") == 1:
            return "saint"
        return "safe" if people >= _TOWN else "plain"


def _list(text: str) -> FrozenSet[str]:
    return frozenset(item.strip() for item in text.split(";")) if ";" in text else frozenset(text.split())


def _listed(ids: Union[int, Sequence[int]]) -> Tuple[int, ...]:
    return (ids,) if isinstance(ids, int) else tuple(ids)


def _head(name: str) -> Optional[str]:
    """Return the part of a long name that people use alone: "charleville", "saint ouen", "la seyne"."""
    words = name.split()
    size = 2 if words[0] in ("saint", "sainte", "le", "la", "les", "l") else 1
    return " ".join(words[:size]) if len(words) > size else None


@lru_cache(maxsize=1)
def index() -> PlaceIndex:
    """Return the index of the product's own files, built once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with open(_CONTACTS / "departments.csv", encoding="utf-8") as file:
        departments = list(csv.DictReader(file))
    data = yaml.load(_DATA.read_text(encoding="utf-8"), Loader=loader)
    return PlaceIndex((_CONTACTS / "communes.csv").read_text(encoding="utf-8"), departments, data)
