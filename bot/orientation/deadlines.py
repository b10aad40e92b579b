"""Deadlines of the master table applied to a date."""

from __future__ import annotations

import re
from datetime import date
from typing import Mapping, Optional

from dateutil.relativedelta import relativedelta

from bot.model import DueDate

_LENGTH = re.compile(r"P(?:(\d+)([DMY])|T(\d+)H)$")


def add(start: date, length: str) -> date:
    """Return `start` plus an ISO length: P8D = calendar days, PnM and PnY = date to date.

    The day of the start event is not counted; a missing day becomes the last day of the month.
    The result is never moved for week-ends or holidays (the safe side).
    Raise ValueError when `length` is not of the form P8D, P2M, P10Y or PT48H.
    """
    match = _LENGTH.match(length)
    if not match:
        raise ValueError(f"not a length: {length!r}")
    if match.group(3):
        return start + relativedelta(hours=int(match.group(3)))
    number, unit = int(match.group(1)), match.group(2)
    return start + relativedelta(**{{"D": "days", "M": "months", "Y": "years"}[unit]: number})


def due(
    deadline_id: str, records: Mapping[str, Mapping], event: Optional[str], event_date: Optional[str], today: date
) -> DueDate:
    """Apply one of the `records` of `deadlines.yml` to the dated event of a case.

    The date stays None when the event is not the one that starts the delay, is unknown or lies in the future.
    A record marked `at_least` may also start from the facts: its date is then a floor ("at least until"), and a
    floor that is past tells nothing, so it is left out. A record with `after` starts when another delay ends without
    an answer: it follows from the event that starts that one.
    """
    record, day = records[deadline_id], None
    waited = records.get(record.get("after"), {})
    floor = record.get("at_least", False) and event == "facts"
    if record["length"] and event_date and (floor or event == record["start"]):
        start = date.fromisoformat(event_date)
        if start <= today:
            day = add(start, record["length"])
    elif waited and event_date and event == waited["start"] and date.fromisoformat(event_date) <= today:
        day = add(add(date.fromisoformat(event_date), waited["length"]), record["length"])
    if floor and day is not None and day < today:
        day = None
    return DueDate(
        id=deadline_id,
        label=record["label"],
        direction=record["direction"],
        rule=record["rule"],
        basis=record["basis"],
        date=day,
        passed=day is not None and day < today,
        floor=floor,
    )
