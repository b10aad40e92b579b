"""The conditions that rules may test, and how a condition is decided."""

from __future__ import annotations

from typing import Dict, Mapping, Optional, Sequence, Union

from bot.knowledge.loader import KnowledgeBase
from bot.model import Case

#: Pacific collectivities, where the fund's way does not exist (CSP R1541-1, R1521-1).
PACIFIC = {"986", "987", "988"}
Wanted = Union[str, Sequence[str]]


def fund_of(case: Case) -> Optional[str]:
    """Return the kind of fund (cpam, msa, other) that the coverage or the words tell, or None."""
    named = case.facts.get("fund_named")
    coverage = case.known("coverage")
    if coverage == "msa" or named == "msa":
        return "msa"
    if coverage == "other_scheme":
        return "other"
    if coverage in ("general_scheme", "c2s", "ame", "none"):
        return "cpam"
    return named


def territory_of(department: Optional[str]) -> Optional[str]:
    """Return mainland, overseas or pacific for a département code, None when it is unknown."""
    if department is None:
        return None
    if department in PACIFIC:
        return "pacific"
    return "overseas" if department.startswith("97") else "mainland"


def facets_of(case: Case, base: KnowledgeBase) -> Dict[str, Optional[str]]:
    """Return every facet of a case by name: its slots, what derives from them, and its facts."""
    profession = case.known("profession")
    record = base.professions.get(profession or "", {})
    return {
        **case.facts,
        "profession": profession,
        "coverage": case.known("coverage"),
        "setting": case.known("setting"),
        "for_whom": case.known("for_whom"),
        "department": case.known("department"),
        "event": case.known("event"),
        "order": record.get("group"),
        "fund": fund_of(case),
        "territory": territory_of(case.known("department")),
    }


def holds(when: Optional[Mapping[str, Wanted]], facets: Mapping[str, Optional[str]]) -> bool:
    """Return whether every test of `when` is true; an unknown facet only satisfies the value `unknown`."""
    for facet, wanted in (when or {}).items():
        values = [wanted] if isinstance(wanted, str) else wanted
        if (facets.get(facet) or "unknown") not in values:
            return False
    return True
