"""How well labels are given: accuracy, precision, recall, F1, confusions. Accepted labels count as the expected one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.evaluation.catalogue import FOREIGN, SAME_GROUP, Catalogue
from bot.evaluation.measures import Share, f1, rounded
from bot.evaluation.records import MessageRecord

Records = Sequence[MessageRecord]


def accuracy(records: Records) -> Share:
    """Return the share of messages with an accepted answer."""
    return Share.of([record.right for record in records])


def about_situations(records: Records, catalogue: Catalogue) -> list[MessageRecord]:
    """Return the messages that tell a problem: those whose label is a situation."""
    return [record for record in records if record.expected in catalogue.situations]


def by_part(records: Records, catalogue: Catalogue) -> dict[str, Any]:
    """Return the accuracy of all messages, and of each part: situations, not our field, questions, the rest."""
    parts: dict[str, list[MessageRecord]] = {"all": [], "situations": [], "foreign": [], "questions": [], "other": []}
    for record in records:
        parts["all"].append(record)
        if record.expected in catalogue.situations:
            parts["situations"].append(record)
        elif record.expected in FOREIGN:
            parts["foreign"].append(record)
        else:
            parts["questions" if record.expected in catalogue.questions else "other"].append(record)
    return {part: accuracy(held).public() for part, held in parts.items()}


def by_label(records: Records, catalogue: Catalogue) -> dict[str, Any]:
    """Return for each label that is expected somewhere: support, recall, precision (both shares), F1."""
    support = Counter(record.expected for record in records)
    given = Counter(record.resolved for record in records)
    right = Counter(record.expected for record in records if record.right)
    return {
        label: {
            "is_situation": label in catalogue.situations,
            "support": support[label],
            "recall": Share(right[label], support[label]).public(),
            "precision": Share(right[label], given[label]).public(),
            "f1": rounded(f1(right[label], given[label], support[label])),
        }
        for label in sorted(support, key=catalogue.order)
    }


def mean_f1(labels: dict[str, Any]) -> float | None:
    """Return the mean F1 of the situations, each counting the same (from `by_label`)."""
    values = [figure["f1"] for figure in labels.values() if figure["is_situation"]]
    return rounded(sum(values) / len(values)) if values else None


def by_style(records: Records) -> dict[str, Any]:
    """Return the accuracy of each way of writing, the most frequent first."""
    styles = Counter(record.style for record in records if record.style)
    ordered = sorted(styles, key=lambda style: (-styles[style], style))
    return {style: accuracy([record for record in records if record.style == style]).public() for style in ordered}


def confusions(records: Records) -> list[dict[str, Any]]:
    """Return how often each wrong label was given for each label, the most frequent first."""
    counts = Counter((record.expected, record.got) for record in records if not record.right)
    return [
        {"expected": expected, "got": got, "count": count}
        for (expected, got), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def matrix(records: Records, catalogue: Catalogue) -> dict[str, Any]:
    """Return the confusion matrix: `rows` expected, `columns` got, `counts` of shape (rows, columns).

    Situations and guards have a row of their own, other labels one for their group; a mistake inside a group has a
    column of its own. Wrong answers only move to another column: an accepted one stays on the diagonal.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for record in records:
        expected, got = catalogue.group(record.expected), catalogue.group(record.resolved)
        pairs[expected, SAME_GROUP if not record.right and got == expected else got] += 1
    order = [*catalogue.situations, *dict.fromkeys(map(catalogue.group, [*FOREIGN, *sorted(catalogue.labels)]))]
    found = {label for pair in pairs for label in pair}
    named = [label for label in dict.fromkeys([*order, *sorted(found)]) if label in found]
    rows = [label for label in named if any(expected == label for expected, _ in pairs)]
    columns = [*rows, *(label for label in named if label not in rows)]
    return {
        "rows": rows,
        "columns": columns,
        "counts": [[pairs[expected, got] for got in columns] for expected in rows],
    }
