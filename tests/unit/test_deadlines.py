"""Date arithmetic: the values fixed by the reference, both directions, past, future and unknown dates."""

from datetime import date

import pytest

from bot.knowledge.loader import load
from bot.orientation.deadlines import add, due

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "start, length, end",
    [
        ("2026-12-28", "P8D", "2027-01-05"),
        ("2026-11-30", "P3M", "2027-02-28"),
        ("2026-12-31", "P2M", "2027-02-28"),
        ("2024-02-29", "P10Y", "2034-02-28"),
        ("2026-11-20", "PT48H", "2026-11-22"),
    ],
)
def test_add(start, length, end):
    assert add(date.fromisoformat(start), length) == date.fromisoformat(end)


def test_a_length_that_is_none_is_refused():
    with pytest.raises(ValueError):
        add(TODAY, "two months")


def applied(deadline, event, day):
    return due(deadline, load().deadlines, event, day, TODAY)


def test_a_date_that_starts_the_delay_gives_a_date():
    found = applied("D-ACK8", "complaint_received", "2026-11-20")
    assert (found.date, found.direction, found.passed) == (date(2026, 11, 28), "receive", False)


def test_another_event_gives_the_rule_without_a_date():
    assert applied("D-ACK8", "facts", "2026-11-20").date is None


def test_a_future_event_gives_the_rule_without_a_date():
    assert applied("D-CRA2", "decision_notified", "2026-12-20").date is None


def test_a_deadline_that_is_past_says_so():
    found = applied("D-CRA2", "decision_notified", "2026-08-01")
    assert found.passed and found.date == date(2026, 10, 1)


def test_the_facts_give_a_floor_when_only_they_are_known():
    assert applied("D-CCI10", "facts", "2020-03-05").date == date(2030, 3, 5)


def test_a_delay_after_silence_follows_from_the_request():
    assert applied("D-CADA2", "record_requested", "2026-10-01").date == date(2027, 1, 1)
    assert applied("D-CADA2", "refusal_received", "2026-10-01").date == date(2026, 12, 1)
    assert applied("D-CADA2", "facts", "2026-10-01").date is None
