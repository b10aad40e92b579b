"""Can the assistant be believed: wrong bodies given with confidence, demands for precision, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.catalogue import CLARIFICATION, EMERGENCY, Catalogue
from bot.evaluation.labels import about_situations
from bot.evaluation.measures import Share, calibration, calibration_error, rounded
from bot.evaluation.records import MessageRecord

Records = Sequence[MessageRecord]


def steers(record: MessageRecord) -> bool:
    """Return whether the answer leads to bodies: names them, or starts to ask what it needs to name them."""
    return record.kind in ("orientation", "question") or (record.kind == "out_of_scope" and bool(record.bodies))


def is_wrong_situation(record: MessageRecord, catalogue: Catalogue) -> bool:
    """Return whether a told problem is led, with confidence, into a situation that no expert would accept."""
    return record.expected in catalogue.situations and not record.right and steers(record)


def is_wrong_first_body(record: MessageRecord, catalogue: Catalogue) -> bool:
    """Return whether, besides, the body to contact first is none that an accepted situation may name."""
    return is_wrong_situation(record, catalogue) and bool(set(record.bodies[:1]) - _good_bodies(record, catalogue))


def is_wrong_bodies(record: MessageRecord, catalogue: Catalogue) -> bool:
    """Return whether, besides, none of the bodies named is one that an accepted situation may name."""
    lost = bool(record.bodies) and not _good_bodies(record, catalogue) & set(record.bodies)
    return is_wrong_situation(record, catalogue) and lost


def _good_bodies(record: MessageRecord, catalogue: Catalogue) -> set[str]:
    return {body for label in record.accepted for body in catalogue.bodies.get(label, ())}


def wrong_bodies(records: Records, catalogue: Catalogue) -> dict[str, Any]:
    """Return shares of the told problems: `situation`, and inside it `sure` (no doubt owned), `first` (body), `bodies`.

    `bodies` is inside `first` too.
    """
    ours = about_situations(records, catalogue)
    wrong = [is_wrong_situation(record, catalogue) for record in ours]
    return {
        "situation": Share.of(wrong).public(),
        "sure": Share.of([flag and not record.doubt for flag, record in zip(wrong, ours)]).public(),
        "first": Share.of([is_wrong_first_body(record, catalogue) for record in ours]).public(),
        "bodies": Share.of([is_wrong_bodies(record, catalogue) for record in ours]).public(),
    }


def offers_right(record: MessageRecord) -> bool:
    """Return whether an accepted situation is among those offered, or named as possible."""
    return any(label in (*record.candidates, *record.doubt) for label in record.accepted)


def doubts(records: Records, catalogue: Catalogue) -> dict[str, Any]:
    """Return how answers own their doubt: `needless` among the right ones, `offered` (the right one) among the wrong.

    Only answers to told problems that lead to bodies are counted; `offered` is a share of the wrong ones with a doubt.
    """
    ours = [record for record in about_situations(records, catalogue) if steers(record)]
    owned = [record for record in ours if not record.right and record.doubt]
    return {
        "needless": Share.of([bool(record.doubt) for record in ours if record.right]).public(),
        "offered": Share.of([offers_right(record) for record in owned]).public(),
    }


def clarifications(records: Records, catalogue: Catalogue) -> dict[str, Any]:
    """Return `asked`, the share of told problems answered by a demand for precision, and `offered` among these."""
    ours = about_situations(records, catalogue)
    asked = [record for record in ours if record.kind == CLARIFICATION]
    return {
        "asked": Share(len(asked), len(ours)).public(),
        "offered": Share.of([offers_right(record) for record in asked]).public(),
        "elsewhere": sum(record.kind == CLARIFICATION for record in records) - len(asked),
    }


def confidence(records: Records) -> dict[str, Any]:
    """Return the reliability of the first guess: bins of confidence, and the calibration error (0 to 1).

    What the emergency detector decided (`ruled`) has no probability and is left out.
    """
    judged = [
        (record.confidence, record.best in record.accepted)
        for record in records
        if record.confidence is not None and not record.ruled
    ]
    bins = calibration(judged)
    return {
        "bins": [
            {
                "low": rounded(held.low),
                "high": rounded(held.high),
                "confidence": rounded(held.confidence),
                "share": held.share.public(),
            }
            for held in bins
        ],
        "error": rounded(calibration_error(bins)),
        "judged": len(judged),
        "ruled": sum(record.ruled for record in records),
    }


def is_alarm(record: MessageRecord) -> bool:
    """Return whether an emergency is announced for a message that tells none."""
    return record.kind == EMERGENCY and EMERGENCY not in record.accepted
