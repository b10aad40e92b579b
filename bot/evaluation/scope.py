"""What is not our field: is it told apart from the problems, and what is taken in or sent away by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.catalogue import FOREIGN, Catalogue
from bot.evaluation.labels import about_situations
from bot.evaluation.measures import Share, auroc, rounded
from bot.evaluation.records import MessageRecord


def foreign_score(ranking: Sequence[tuple[str, float]], catalogue: Catalogue) -> float:
    """Return how foreign a message looks, from -1 to 1.

    The probability of `out_of_scope` and `medical_advice` together, minus that of the likeliest situation or
    question. A label that the ranking (its first places only) leaves out counts as 0.
    """
    foreign = sum(share for name, share in ranking if name in FOREIGN)
    ours = [share for name, share in ranking if name in catalogue.situations or name in catalogue.questions]
    return foreign - max(ours, default=0.0)


def figures(records: Sequence[MessageRecord], catalogue: Catalogue) -> dict[str, Any]:
    """Return the AUROC of `foreign_score` (foreign messages against told problems), false accepts, false rejects.

    False accept: a foreign message for which a problem is opened (bodies named, or a first question asked). False
    reject: a told problem sent away as foreign.
    """
    foreign = [record for record in records if record.expected in FOREIGN]
    ours = about_situations(records, catalogue)
    return {
        "auroc": rounded(
            auroc(
                [record.foreign for record in foreign if record.foreign is not None],
                [record.foreign for record in ours if record.foreign is not None],
            )
        ),
        "false_accepts": Share.of([is_false_accept(record) for record in foreign]).public(),
        "false_rejects": Share.of([is_false_reject(record) for record in ours]).public(),
    }


def is_false_accept(record: MessageRecord) -> bool:
    """Return whether a problem is opened for a message that is not our field."""
    return record.expected in FOREIGN and not record.right and record.kind in ("orientation", "question")


def is_false_reject(record: MessageRecord) -> bool:
    """Return whether a message is sent away as foreign though no expert would."""
    return record.got in FOREIGN and not record.right and record.expected not in FOREIGN
