"""Read every record once, check it and its references, and hand out one immutable knowledge base."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Mapping

from bot.knowledge import validation
from bot.model import Source

FOLDER = Path(__file__).parent
#: Lists of a rule or a situation that hold sentences shown to the person.
SENTENCE_FIELDS = ("say", "how", "include", "next", "limits", "if_it_fails")
#: Facets that a condition may name besides the facts.
FACETS = {
    "profession",
    "coverage",
    "setting",
    "for_whom",
    "department",
    "order",
    "fund",
    "territory",
    "event",
}


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """All records by id. Plain mappings, as checked against `schemas/`; sources are `Source` objects."""

    situations: Mapping[str, dict]
    bodies: Mapping[str, dict]
    orders: Mapping[str, dict]
    professions: Mapping[str, dict]
    deadlines: Mapping[str, dict]
    questions: Mapping[str, dict]
    facts: Mapping[str, Mapping[str, list]]
    sources: Mapping[str, Source]
    texts: Mapping[str, Any]
    choices: Mapping[str, Mapping[str, dict]]
    reading: Mapping[str, Any]
    events: Mapping[str, dict]
    borders: Mapping[FrozenSet[str], dict]


@lru_cache(maxsize=None)
def load(folder: Path = FOLDER) -> KnowledgeBase:
    """Return the checked knowledge base of `folder`; raise `RecordError` at the first bad record."""
    schemas = validation.read_yaml(FOLDER / "schemas" / "records.yml")
    situation_schema = validation.read_yaml(FOLDER / "schemas" / "situation.yml")
    schemas["questions"]["properties"]["answer"]["items"] = situation_schema["definitions"]["sentence"]
    schemas["questions"]["definitions"] = situation_schema["definitions"]

    records: Dict[str, dict] = {}
    for name, schema in schemas.items():
        path = folder / f"{name}.yml"
        records[name] = validation.read_yaml(path)
        for record_id, record in records[name].items():
            validation.check(path, record, schema, [record_id])

    situations = {}
    for path in sorted((folder / "situations").glob("*.yml")):
        situation = validation.read_yaml(path)
        validation.check(path, situation, situation_schema)
        if situation["id"] != path.stem:
            validation.fail(path, ["id"], f"must be {path.stem}, the name of the file")
        situations[situation["id"]] = situation

    base = KnowledgeBase(
        situations=situations,
        bodies=records["bodies"],
        orders=records["orders"],
        professions=records["professions"],
        deadlines=records["deadlines"],
        questions=records["questions"],
        facts=validation.read_yaml(folder / "facts.yml"),
        sources={
            key: Source(key, value["title"], value.get("url"), value.get("date", ""), value["kind"])
            for key, value in records["sources"].items()
        },
        texts=validation.read_yaml(folder / "texts.yml"),
        choices=validation.read_yaml(folder / "choices.yml"),
        reading=validation.read_yaml(folder / "reading.yml"),
        events=validation.read_yaml(folder / "events.yml"),
        borders=_read_borders(folder / "borders.yml", situations),
    )
    _check_references(folder, base)
    return base


def _read_borders(path: Path, situations: Mapping[str, dict]) -> Dict[FrozenSet[str], dict]:
    """Return the questions that tell two close situations apart, by the pair of situations."""
    schema = validation.read_yaml(FOLDER / "schemas" / "borders.yml")
    borders: Dict[FrozenSet[str], dict] = {}
    meanings: Dict[str, str] = {}
    for index, record in enumerate(validation.read_yaml(path)):
        validation.check(path, record, schema, [index])
        pair = frozenset(record["between"])
        if pair in borders:
            validation.fail(path, [index, "between"], "this pair already has a question")
        if not pair <= set(situations) or pair != set(record["answers"]):
            validation.fail(path, [index, "answers"], "must answer for the two situations of `between`")
        for situation, answer in record["answers"].items():
            if meanings.setdefault(answer, situation) != situation:
                validation.fail(path, [index, "answers", situation], "this answer already means another situation")
        borders[pair] = record
    return borders


def _check_references(folder: Path, base: KnowledgeBase) -> None:
    """Refuse an id that names nothing: sources, bodies, deadlines, orders, facts, duplicate rule ids."""
    for name in ("bodies", "deadlines", "questions", "orders", "professions"):
        for record_id, record in getattr(base, name).items():
            for index, key in enumerate(record.get("sources", [])):
                if key not in base.sources:
                    validation.fail(folder / f"{name}.yml", [record_id, "sources", index], f"unknown source {key}")
    for record_id, record in base.professions.items():
        if record.get("order") and record["order"] not in base.orders:
            validation.fail(folder / "professions.yml", [record_id, "order"], "unknown order")
    for record_id, record in base.deadlines.items():
        if record.get("after", record_id) not in base.deadlines:
            validation.fail(folder / "deadlines.yml", [record_id, "after"], "unknown deadline")

    seen: Dict[str, str] = {}
    for situation in base.situations.values():
        path = folder / "situations" / f"{situation['id']}.yml"
        facts = set(base.facts) | set(situation.get("facts", {}))
        _check_sources(path, situation, [], base)
        for part in ("assume", "instead"):
            for index, item in enumerate(situation.get(part, [])):
                _check_when(path, item, [part, index], facts, base, situation)
                if item.get("situation", situation["id"]) not in base.situations:
                    validation.fail(path, [part, index, "situation"], "unknown situation")
        if "when" in situation["rules"][-1]:
            validation.fail(path, ["rules", len(situation["rules"]) - 1], "the last rule must have no `when`")
        for part in ("rules", "notes"):
            for index, rule in enumerate(situation.get(part, [])):
                keys = [part, index]
                if rule["id"] in seen:
                    validation.fail(path, [*keys, "id"], f"already used in {seen[rule['id']]}")
                seen[rule["id"]] = situation["id"]
                _check_rule(path, rule, keys, facts, base, situation)


def _check_rule(path: Path, rule: dict, keys: list, facts: set, base: KnowledgeBase, situation: dict) -> None:
    _check_sources(path, rule, keys, base)
    _check_when(path, rule, keys, facts, base, situation)
    for index, body in enumerate(rule.get("bodies", [])):
        if body["id"] not in base.bodies and body["id"] != "fund":
            validation.fail(path, [*keys, "bodies", index, "id"], f"unknown body {body['id']}")
        _check_when(path, body, [*keys, "bodies", index], facts, base, situation)
    for index, deadline in enumerate(rule.get("deadlines", [])):
        deadline_id = deadline if isinstance(deadline, str) else deadline["id"]
        if deadline_id not in base.deadlines:
            validation.fail(path, [*keys, "deadlines", index], f"unknown deadline {deadline_id}")
    for field in SENTENCE_FIELDS:
        for index, sentence in enumerate(rule.get(field, [])):
            if isinstance(sentence, dict):
                _check_when(path, sentence, [*keys, field, index], facts, base, situation)


def _check_sources(path: Path, record: dict, keys: list, base: KnowledgeBase) -> None:
    for index, key in enumerate(record.get("sources", [])):
        if key not in base.sources:
            validation.fail(path, [*keys, "sources", index], f"unknown source {key}")


def _check_when(path: Path, record: dict, keys: list, facts: set, base: KnowledgeBase, situation: dict) -> None:
    for facet, wanted in record.get("when", {}).items():
        if facet not in FACETS and facet not in facts:
            validation.fail(path, [*keys, "when", facet], "neither a facet nor a fact")
        if facet in facts:
            known = {**base.facts.get(facet, {}), **situation.get("facts", {}).get(facet, {})}
            for value in [wanted] if isinstance(wanted, str) else wanted:
                if value not in known and value != "unknown":
                    validation.fail(path, [*keys, "when", facet], f"{value} is no value of this fact")


def facts_of(base: KnowledgeBase, situation: str) -> Mapping[str, Mapping[str, list]]:
    """Return the facts that the words of a `situation` may reveal: the shared ones and its own (merged)."""
    merged = copy.deepcopy(dict(base.facts))
    for fact, values in base.situations[situation].get("facts", {}).items():
        merged.setdefault(fact, {})
        for value, patterns in values.items():
            merged[fact][value] = [*merged[fact].get(value, []), *patterns]
    return merged
