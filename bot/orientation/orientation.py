"""A case in, its whole answer out: the rule that decides, bodies, contacts, deadlines, what is missing."""

from __future__ import annotations

import itertools
from datetime import date
from functools import lru_cache
from typing import Dict, Iterable, List, Mapping, Optional, Tuple

from bot.knowledge.loader import SENTENCE_FIELDS, KnowledgeBase
from bot.model import Case, Outcome, Recourse
from bot.orientation import deadlines as due_dates
from bot.orientation.directory import Directory, Found
from bot.orientation.facets import facets_of, holds

#: Events that count from the day a letter of the person is received, which the person rarely knows.
RECEIPTS = ("complaint_received", "record_requested", "appeal_received", "claim_received")
#: Scopes of a body's contact that depend on a département.
LOCAL_SCOPES = ("practice", "event", "residence")


class Orientation:
    """Applies the rules of a knowledge base and the offices of a directory to cases. Keeps no state."""

    def __init__(self, base: KnowledgeBase, directory: Directory):
        """`base` gives rules and texts, `directory` the offices."""
        self.base = base
        self.directory = directory
        self._missing = lru_cache(maxsize=4096)(self._missing_slots)

    def decide(self, case: Case) -> Tuple[dict, List[dict], Case, List[str]]:
        """Return the rule that decides, the notes that add to it, the case with its assumptions, and their sentences.

        Raise KeyError when the situation is unknown.
        """
        situation = self.base.situations[case.situation]
        assumptions = []
        for item in situation.get("assume", []):
            if case.known(item["slot"]) is None and holds(item.get("when"), facets_of(case, self.base)):
                case = case.with_values(**{item["slot"]: item["value"]})
                assumptions.append(item["say"])
        facets = facets_of(case, self.base)
        rule = next(rule for rule in situation["rules"] if holds(rule.get("when"), facets))
        notes = [note for note in situation.get("notes", []) if holds(note.get("when"), facets)]
        return rule, notes, case, assumptions

    def orient(self, case: Case, today: date) -> Outcome:
        """Return the whole answer to `case`; dates are computed against `today`."""
        situation = self.base.situations[case.situation]
        rule, notes, assumed, assumptions = self.decide(case)
        facets = facets_of(assumed, self.base)
        parts = [rule, *notes]

        recourses = [self._recourse(body, assumed, facets) for body in self._bodies(parts, facets)]
        assumptions += self._spoken_assumptions(case, assumed, recourses, facets)
        return Outcome(
            situation=situation["id"],
            rule=rule["id"],
            say=self._sentences([situation, *parts], "say", facets),
            recourses=tuple(recourses),
            deadlines=tuple(
                due_dates.due(key, self.base.deadlines, case.known("event"), case.known("event_date"), today)
                for key in self._deadlines(parts, facets)
            ),
            how=self._own_or_default(situation, rule, notes, "how", facets),
            include=self._own_or_default(situation, rule, notes, "include", facets),
            next_steps=self._own_or_default(situation, rule, notes, "next", facets),
            limits=self._own_or_default(situation, rule, notes, "limits", facets),
            if_it_fails=self._own_or_default(situation, rule, notes, "if_it_fails", facets),
            sources=tuple(self.base.sources[key] for key in self._sources(situation, rule, notes)),
            assumptions=tuple(assumptions),
            trace=tuple(part["id"] for part in parts),
            missing=self.missing(case),
        )

    def situation_of(self, case: Case) -> str:
        """Return the situation that the values of a case make of it (`instead` of its situation's file)."""
        facets = facets_of(case, self.base)
        others = self.base.situations[case.situation].get("instead", ())
        return next((other["situation"] for other in others if holds(other["when"], facets)), case.situation)

    def recourses(self, case: Case) -> List[Recourse]:
        """Return only the bodies of the answer to `case`, in order."""
        rule, notes, assumed, _ = self.decide(case)
        facets = facets_of(assumed, self.base)
        return [self._recourse(body, assumed, facets) for body in self._bodies([rule, *notes], facets)]

    # -- what is missing ------------------------------------------------------------------------------------------

    def missing(self, case: Case) -> Tuple[str, ...]:
        """Return the slots not filled yet whose value would change the answer, in the order to ask them.

        A département counts when a body of the answer has local offices; any other slot when two of its values
        lead to different first bodies. A declined slot (`DONT_KNOW`) or an assumed one is never missing.
        """
        return self._missing(_key(case))

    def _missing_slots(self, key: tuple) -> Tuple[str, ...]:
        case = Case(**{**dict(key[0]), "facts": dict(key[1])})
        situation = self.base.situations[case.situation]
        rule, _, assumed, _ = self.decide(case)
        settled = rule.get("settles", ())
        open_slots = [
            slot
            for slot in situation["ask"]
            if slot not in settled and getattr(case, slot) is None and getattr(assumed, slot) is None
        ]
        found = []
        for slot in open_slots:
            if slot == "department":
                if self._needs_place(case, [other for other in open_slots if other != slot]):
                    found.append(slot)
                continue
            others = [other for other in open_slots if other not in (slot, "department")]
            if self._changes(case, slot, others):
                found.append(slot)
        return tuple(found)

    def _changes(self, case: Case, slot: str, others: List[str]) -> bool:
        for combination in itertools.product(*([None, *self._values(case, other)] for other in others)):
            fixed = case.with_values(**dict(zip(others, combination)))
            signatures = {self._signature(fixed.with_values(**{slot: v})) for v in self._values(case, slot)}
            if len(signatures) > 1:
                return True
        return False

    def _needs_place(self, case: Case, others: List[str]) -> bool:
        facets_cases = [case] + [
            case.with_values(**{other: value}) for other in others for value in self._values(case, other)
        ]
        for candidate in facets_cases:
            rule, notes, assumed, _ = self.decide(candidate)
            facets = facets_of(assumed, self.base)
            for body in self._bodies([rule, *notes], facets):
                if self.base.bodies[_resolve(body["id"], facets)]["contact"] in LOCAL_SCOPES:
                    return True
        return False

    def _values(self, case: Case, slot: str) -> List[str]:
        """Return the values worth trying for a slot: those its rules name, and one of each kind."""
        situation = self.base.situations[case.situation]
        named = set(_named_values(situation, slot))
        if slot == "profession":
            kinds = {}
            for profession, record in self.base.professions.items():
                kinds.setdefault((record["group"], record.get("order")), profession)
            return sorted(named | set(kinds.values()))
        return list(self.base.choices[slot])

    def _signature(self, case: Case) -> tuple:
        rule, notes, assumed, _ = self.decide(case)
        facets = facets_of(assumed, self.base)
        order = self.base.professions.get(facets["profession"] or "", {}).get("order")
        return tuple(
            (_resolve(b["id"], facets), order if b["id"] == "order_council" else None)
            for b in self._bodies([rule, *notes], facets)
            if b["role"] == "primary"
        )

    # -- pieces of an answer --------------------------------------------------------------------------------------

    def _bodies(self, parts: Iterable[dict], facets: Mapping[str, Optional[str]]) -> List[dict]:
        chosen: Dict[str, dict] = {}
        for part in parts:
            for body in part.get("bodies", []):
                if holds(body.get("when"), facets):
                    chosen.setdefault(_resolve(body["id"], facets), body)
        order = {"primary": 0, "also": 1, "next": 2}
        return sorted(chosen.values(), key=lambda body: order[body["role"]])

    def _recourse(self, body: dict, case: Case, facets: Mapping[str, Optional[str]]) -> Recourse:
        body_id = _resolve(body["id"], facets)
        record = self.base.bodies[body_id]
        found, note = self.contact(body_id, case)
        name = self.name_of(body_id, case)
        if facets.get("fund") == "other" and body_id == "cpam":
            texts = self.base.texts["directory"]
            found, note, name = Found(None), texts["other_fund"], texts["other_fund_name"]
        return Recourse(
            id=body_id,
            role=body["role"],
            name=name,
            reason=body.get("reason") or record["plain"],
            contact=found.contact,
            more_contacts=found.others,
            contact_note=note,
            unverified=body.get("status") == "unverified",
        )

    def name_of(self, body_id: str, case: Case) -> str:
        """Return the name of a body as the person reads it; the order council is that of the profession."""
        if body_id == "order_council":
            order = self.base.professions.get(case.known("profession") or "", {}).get("order")
            if order:
                return self.base.orders[order]["name"]
        return self.base.bodies[body_id]["name"]

    def contact(self, body_id: str, case: Case) -> Tuple[Found, Optional[str]]:
        """Return the office of a body for a case, and a sentence saying what is not known or where to look."""
        record = self.base.bodies[body_id]
        texts = self.base.texts["directory"]
        scope, where = record["contact"], record.get("where")
        if scope in ("facility", "decision", "none"):
            return Found(None), where
        kind, finder = record.get("at", body_id), record.get("finder")
        if body_id == "order_council":
            order = self.base.professions.get(case.known("profession") or "", {}).get("order")
            if order is None:
                return self.directory.national(kind), where
            kind, finder = self.base.orders[order]["contacts"], self.base.orders[order].get("finder")
        if scope == "national":
            if "office" in record:
                office = self.directory.by_code(record["office"])
                known = self.directory.national(kind)
                others = [contact for contact in (known.contact, *known.others) if contact and contact != office]
                return Found(office, tuple(others)), where
            return self.directory.national(kind), where
        department = case.known("department")
        if scope == "residence":
            department = case.known("residence_department") or department
        found = self.directory.find(kind, department)
        if found.local:
            return found, where if "at" in record else None
        sentence = texts["no_local_contact"] if department else texts["place_unknown"]
        if finder:
            sentence = f"{sentence} {texts['finder'].format(url=finder)}"
        return found, sentence

    def _spoken_assumptions(self, case: Case, assumed: Case, recourses: List[Recourse], facets) -> List[str]:
        texts = self.base.texts["assumptions"]
        spoken = []
        ids = {recourse.id for recourse in recourses}
        if facets.get("fund") is None and ids & {"cpam", "am_mediator", "cra", "cmra"}:
            spoken.append(texts["general_scheme"])
        at_home = [r for r in recourses if self.base.bodies[r.id]["contact"] == "residence"]
        away = [r for r in recourses if self.base.bodies[r.id]["contact"] in ("practice", "event")]
        if at_home and away and case.known("department") and not case.known("residence_department"):
            spoken.append(texts["same_department"])
        if case.known("event_date") and case.known("event") in RECEIPTS:
            spoken.append(texts["sent_not_received"])
        return spoken

    def _deadlines(self, parts: Iterable[dict], facets: Mapping[str, Optional[str]]) -> List[str]:
        found: Dict[str, None] = {}
        for part in parts:
            for item in part.get("deadlines", []):
                if isinstance(item, str):
                    found.setdefault(item)
                elif holds(item["when"], facets):
                    found.setdefault(item["id"])
        return list(found)

    def _sources(self, situation: dict, rule: dict, notes: Iterable[dict]) -> List[str]:
        own = rule.get("sources") or situation["sources"]
        return list(dict.fromkeys([*own, *(key for note in notes for key in note.get("sources", []))]))

    def _own_or_default(self, situation: dict, rule: dict, notes: List[dict], field: str, facets) -> Tuple[str, ...]:
        return self._sentences([rule if rule.get(field) else situation, *notes], field, facets)

    def _sentences(self, parts: Iterable[dict], field: str, facets) -> Tuple[str, ...]:
        spoken: Dict[str, None] = {}
        for part in parts:
            for sentence in part.get(field, []):
                spoken_text = self.sentence(sentence, facets)
                if spoken_text:
                    spoken.setdefault(spoken_text)
        return tuple(spoken)

    def sentence(self, sentence, facets: Mapping[str, Optional[str]] = {}) -> Optional[str]:
        """Return the words of one sentence record, marked when unverified; None when its condition is false."""
        if isinstance(sentence, str):
            return sentence
        if not holds(sentence.get("when"), facets):
            return None
        if sentence.get("status") == "unverified":
            return self.base.texts["unverified"].format(sentence=sentence["text"].rstrip(" ."))
        return sentence["text"]


def _resolve(body_id: str, facets: Mapping[str, Optional[str]]) -> str:
    """Return the real body behind `fund`: the MSA for its members, the CPAM otherwise."""
    if body_id != "fund":
        return body_id
    return "msa" if facets.get("fund") == "msa" else "cpam"


def _conditions(situation: dict) -> Iterable[Mapping]:
    """Yield every condition of a situation: of its rules, notes, bodies, deadlines and sentences."""
    for part in [situation, *situation["rules"], *situation.get("notes", [])]:
        yield part.get("when") or {}
        for field in ("bodies", "deadlines", *SENTENCE_FIELDS):
            yield from (item["when"] for item in part.get(field, []) if isinstance(item, dict) and "when" in item)


def _named_values(situation: dict, slot: str) -> Iterable[str]:
    for when in _conditions(situation):
        wanted = when.get(slot, [])
        yield from (value for value in ([wanted] if isinstance(wanted, str) else wanted) if value != "unknown")


def _key(case: Case) -> tuple:
    slots = {
        slot: getattr(case, slot)
        for slot in ("situation", "profession", "department", "coverage", "setting", "for_whom", "event")
    }
    return tuple(slots.items()), tuple(sorted(case.facts.items()))
