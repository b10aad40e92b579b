"""What may be expected of the assistant: labels, values of slots, bodies of a situation, words of a warning."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.evaluation.words import words
from bot.knowledge.loader import KnowledgeBase, load
from bot.language.danger_cues import load_rules
from bot.model import SLOTS

#: Labels of what is not our field.
FOREIGN = ("out_of_scope", "medical_advice")
EMERGENCY = "emergency"
CLARIFICATION = "clarification"
#: Groups that stand for many labels in the confusion matrix.
QUESTION, OTHER, SAME_GROUP = "question", "other", "same_group"
#: What a rule means by `fund`.
_FUNDS = ("cpam", "msa")
_DEPARTMENT = re.compile(r"\d\d|2[AB]|97\d|98[678]")
_DOMAIN = Path("domain.yml")


@dataclass(frozen=True)
class Catalogue:
    """Ids and words of the knowledge base.

    `bodies`: by situation, all that its rules may name. `warnings` and `numbers`: by category of danger, the sentences
    that tell it and the numbers to call, first one first. `declined`: what a person writes who cannot answer.
    """

    situations: tuple[str, ...]
    questions: tuple[str, ...]
    labels: frozenset[str]
    names: Mapping[str, str]
    values: Mapping[str, frozenset[str]]
    bodies: Mapping[str, frozenset[str]]
    warnings: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]]
    declined: str

    def name(self, label: str | None) -> str:
        """Return the French name of a label, a slot or a category; the id itself when it has none."""
        return self.names.get(label or "", label or "–")

    def group(self, label: str) -> str:
        """Return the row of the confusion matrix that holds `label`."""
        if label in self.situations or label in (*FOREIGN, EMERGENCY, CLARIFICATION):
            return label
        return QUESTION if label in self.questions else OTHER

    def order(self, label: str) -> tuple[int, int, str]:
        """Return what to sort labels by: situations, guards, questions, the rest."""
        fixed = (*self.situations, *FOREIGN, EMERGENCY)
        if label in fixed:
            return 0, fixed.index(label), label
        return (1 if label in self.questions else 2), 0, label

    def is_value(self, slot: str, value: str) -> bool:
        """Return whether a slot can hold `value`; what is free (dates, events) can hold any text."""
        if slot in ("department", "residence_department"):
            return bool(_DEPARTMENT.fullmatch(value))
        return value in self.values[slot] if slot in self.values else slot in SLOTS


@functools.lru_cache(maxsize=1)
def read_catalogue(domain: Path = _DOMAIN) -> Catalogue:
    """Return the catalogue of the project's own knowledge base and domain."""
    base = load()
    intents = yaml.safe_load(domain.read_text(encoding="utf-8"))["intents"]
    dangers = load_rules().records
    names = {
        **words()["labels"],
        **words()["slots"],
        **{key: record["label"] for key, record in base.questions.items()},
        **{key: record["title"] for key, record in dangers.items()},
        **{key: record["name"] for key, record in base.situations.items()},
    }
    return Catalogue(
        situations=tuple(base.situations),
        questions=(*base.questions, "body_role", "contact_request"),
        labels=frozenset(intents),
        names=names,
        values={
            "situation": frozenset(base.situations),
            "profession": frozenset(base.professions),
            **{slot: frozenset(base.choices[slot]) for slot in ("coverage", "setting", "for_whom")},
        },
        bodies={situation: _bodies_of(base, situation) for situation in base.situations},
        warnings={category: (*record["say"], *record.get("say_relative", [])) for category, record in dangers.items()},
        numbers={category: tuple(map(str, record["numbers"])) for category, record in dangers.items()},
        declined=base.texts["questions"]["dont_know"],
    )


def _bodies_of(base: KnowledgeBase, situation: str) -> frozenset[str]:
    """Return every body that a rule or a note of a situation may name."""
    record = base.situations[situation]
    rules = [*record["rules"], *record.get("notes", [])]
    ids = {body["id"] for rule in rules for body in rule.get("bodies", [])}
    return frozenset((ids - {"fund"}) | (set(_FUNDS) if "fund" in ids else set()))
