"""From a kind of body and a place to one concrete office, read in `contacts/*.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from bot.model import Contact

FOLDER = Path(__file__).resolve().parents[2] / "contacts"
#: Files that hold no offices.
_NOT_OFFICES = {"communes.csv", "departments.csv"}
_RANK = {"high": 0, "medium": 1, "low": 2}
_FIELDS = ("address", "postcode", "city", "phone", "email", "url")
_PLACE = ("address", "postcode", "city")


@dataclass(frozen=True)
class Found:
    """The best contact for a body and place, further ones, and whether it is the local one asked for."""

    contact: Optional[Contact]
    others: Tuple[Contact, ...] = ()
    local: bool = False


class Directory:
    """All offices by (kind of body, code); the code is a département, a region `R52`, or a national code."""

    def __init__(self, rows: Sequence[Mapping[str, str]], regions: Mapping[str, str]):
        """Index `rows` (as in the CSV files, best first); `regions` maps a département to its region code."""
        self._regions = regions
        self._rows: Dict[Tuple[str, str], List[Mapping[str, str]]] = {}
        self._national: Dict[str, List[Mapping[str, str]]] = {}
        for row in rows:
            for code in row["code"].split("+"):
                code = f"R{code}" if row["code"].startswith("R") and not code.startswith("R") else code
                self._rows.setdefault((row["body"], code), []).append(row)
            if row["department_or_region"] == "France":
                self._national.setdefault(row["body"], []).append(row)

    def find(self, kind: str, department: Optional[str]) -> Found:
        """Return the office of `kind` (``cpam``, ``order_council:infirmiers``...) for a département.

        Falls back on the region, then on the national office or directory page; never on another département.
        """
        if department:
            region = self._regions.get(department)
            for code in (department, f"R{region}"):
                rows = self._rows.get((kind, code))
                if rows:
                    lines = [row for row in self._national.get(kind, []) if row["code"].startswith("NUM-")]
                    contact, others = _merge([rows[0], *lines, *rows[1:], *self._referred(kind, rows)])
                    delegation = self._rows.get((f"{kind}_delegation", department), [])
                    return Found(contact, (*others, *(_contact(row) for row in delegation)), local=True)
        return self.national(kind)

    def national(self, kind: str) -> Found:
        """Return the national office or page of a kind of body, with `local` false."""
        rows = self._national.get(kind, [])
        if not rows:
            return Found(None)
        first, *rest = (_contact(row) for row in rows)
        return Found(first, tuple(rest))

    def by_code(self, code: str) -> Optional[Contact]:
        """Return the national row with this code (``NUM-15``, ``SID``...), or None."""
        for rows in self._national.values():
            for row in rows:
                if row["code"] == code:
                    return _contact(row)
        return None

    def _referred(self, kind: str, rows: Sequence[Mapping[str, str]]) -> List[Mapping[str, str]]:
        codes = {row.get("refers_to") for row in rows} - {None, ""}
        return [row for code in sorted(codes) for row in self._rows.get((kind, code), [])]


def _contact(row: Mapping[str, str]) -> Contact:
    return Contact(
        name=row["name"],
        source=row["source"],
        source_date=row["source_date"] or None,
        confidence=row["confidence"],
        **{field: row[field] or None for field in _FIELDS},
    )


def _merge(rows: Sequence[Mapping[str, str]]) -> Tuple[Contact, Tuple[Contact, ...]]:
    """Complete the best row with the blanks of the next ones, as long as these are not of low confidence.

    An address is taken whole or not at all, so that a street is never joined to another town.
    What was completed is named with its date in `source` and lowers the confidence; low rows stay apart, dated.
    """
    best, others = _contact(rows[0]), []
    for row in rows[1:]:
        extra = _contact(row)
        wanted = {}
        if best.address is None and extra.address is not None:
            wanted.update({field: getattr(extra, field) for field in _PLACE})
        for field in ("phone", "email", "url"):
            if getattr(best, field) is None and getattr(extra, field) is not None:
                wanted[field] = getattr(extra, field)
        if not wanted:
            continue
        if extra.confidence == "low" and best.confidence != "low":
            others.append(extra)
            continue
        when = f" ({extra.source_date})" if extra.source_date else ""
        source = best.source if extra.source in best.source else f"{best.source} ; {extra.source}{when}"
        worst = max(best.confidence, extra.confidence, key=_RANK.__getitem__)
        best = replace(best, **wanted, source=source, confidence=worst)
    return best, tuple(others)


def read_rows(path: Path) -> List[Dict[str, str]]:
    """Return the rows of one CSV file of contacts as dictionaries."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=None)
def load(folder: Path = FOLDER) -> Directory:
    """Return the directory of every office in `folder`."""
    rows: List[Dict[str, str]] = []
    for path in sorted(folder.glob("*.csv")):
        if path.name not in _NOT_OFFICES:
            rows.extend(read_rows(path))
    regions = {row["code"]: row["region_code"] for row in read_rows(folder / "departments.csv")}
    return Directory(rows, regions)
