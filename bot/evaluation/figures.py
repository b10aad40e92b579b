"""All figures of a run, as plain numbers: the part `figures` of `run.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation import dangers, labels, scope, slots, trust
from bot.evaluation.catalogue import Catalogue
from bot.evaluation.files import kept_aside
from bot.evaluation.measures import Share, percentile
from bot.evaluation.records import DialogueRecord, Record, Run


def figures(run: Run, catalogue: Catalogue) -> dict[str, Any]:
    """Return every figure; shares as in `Share.public`, None where there is nothing to measure."""
    messages = run.messages
    per_label = labels.by_label(messages, catalogue)
    ours = labels.about_situations(messages, catalogue)
    return {
        "accuracy": labels.by_part(messages, catalogue),
        "mean_f1": labels.mean_f1(per_label),
        "files": by_file(run, catalogue),
        "styles": labels.by_style(messages),
        "labels": per_label,
        "confusions": labels.confusions(messages),
        "matrix": labels.matrix(messages, catalogue),
        "confidence": trust.confidence(messages),
        "slots": slots.by_slot(messages, catalogue),
        "emergencies": dangers.figures(run.emergencies, tuple(catalogue.warnings)),
        "alarms_on_problems": Share.of([trust.is_alarm(record) for record in ours]).public(),
        "scope": scope.figures(messages, catalogue),
        "wrong_bodies": trust.wrong_bodies(messages, catalogue),
        "doubts": trust.doubts(messages, catalogue),
        "clarifications": trust.clarifications(messages, catalogue),
        "dialogues": dialogue_figures(run.dialogues),
        "empty_turns": empty_turns(run),
    }


def by_file(run: Run, catalogue: Catalogue) -> dict[str, Any]:
    """Return for each file, in the order played, its kind, and the share of its items that are right.

    `situations`: the same over the messages that tell a problem.
    """
    found: dict[str, Any] = {}
    for kind, records in (("messages", run.messages), ("emergencies", run.emergencies), ("dialogues", run.dialogues)):
        for name in dict.fromkeys(record.file for record in records):
            held = [record for record in records if record.file == name]
            found[name] = {"kind": kind, "kept_aside": kept_aside(name), "all": _right(held)}
            if kind == "messages":
                found[name]["situations"] = _right(labels.about_situations(held, catalogue))
    return found


def _right(records: Sequence[Record]) -> dict[str, Any]:
    return Share.of([record.right for record in records]).public()


def dialogue_figures(records: Sequence[DialogueRecord]) -> dict[str, Any]:
    """Return the share of dialogues without any fault, the number of turns, and that of turns with a fault."""
    aside = [record for record in records if kept_aside(record.file)]
    return {
        "right": _right(records),
        "kept_aside": _right(aside),
        "turns": sum(record.turns for record in records),
        "faulty_turns": sum(len({fault.turn for fault in record.faults}) for record in records),
    }


def empty_turns(run: Run) -> dict[str, Any]:
    """Return the share of turns without an answer that can be read, or with the excuse of a breakdown."""
    empty = sum(record.empty for part in (run.messages, run.emergencies, run.dialogues) for record in part)
    turns = len(run.messages) + len(run.emergencies) + sum(record.turns for record in run.dialogues)
    return Share(empty, turns).public()


def times(seconds: Sequence[float]) -> dict[str, Any]:
    """Return number of turns, median, 95th percentile, longest and sum, in milliseconds: what `times.json` holds."""
    in_ms = [1000 * value for value in seconds]
    return {
        "turns": len(in_ms),
        "median_ms": _ms(percentile(in_ms, 50)),
        "p95_ms": _ms(percentile(in_ms, 95)),
        "longest_ms": _ms(max(in_ms, default=None)),
        "sum_ms": _ms(sum(in_ms)),
    }


def _ms(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
