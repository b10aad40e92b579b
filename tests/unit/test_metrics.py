"""Metrics count what happens, and nothing that a person wrote can be in them."""

import math
import re
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.monitoring import labels, metrics
from bot.monitoring.metrics import METRICS, Metrics
from tests.unit.monitoring import CANARIES, ROOT, parsed, quotes, value


def test_page_is_valid_and_whole_from_the_start():
    samples = parsed(Metrics().exposition({}))
    assert all(count == 0 for (name, _), count in samples.items() if name.startswith("recours_"))
    for situation in labels.situations():
        assert ("recours_situations_total", (("situation", situation),)) in samples
    assert len(labels.situations()) == 20
    assert {"vital", "suicide", "deaf"} <= labels.categories() and "shared" not in labels.categories()


def test_names_keep_to_the_conventions():
    for name, (kind, told) in METRICS.items():
        assert name.endswith("_total") == (kind == "counter"), name
        assert told.endswith(".") and "\n" not in told and "\\" not in told


def test_no_label_value_needs_escaping():
    known = (labels.CHANNELS, labels.KINDS, labels.REASONS, labels.FAILURES, labels.STORE_EVENTS, labels.UNSURE)
    for value_ in set().union(*known, labels.situations(), labels.categories()):
        assert re.fullmatch("[a-z0-9_]+", value_) and value_ != labels.OTHER


def test_memory_is_that_of_this_process():
    memory = value(Metrics().exposition({}), "process_resident_memory_bytes")
    assert 5e6 < memory < 2e10


def test_turns_are_counted_by_channel_and_kind():
    counts = Metrics()
    counts.observe({"kind": "orientation", "situation": "refusal_of_care"}, 0.2, "web")
    counts.observe({"kind": "orientation", "situation": "refusal_of_care"}, 0.2, "web")
    counts.observe({"kind": "question", "situation": "medical_error", "attempt": 1}, 0.2, "rest")
    page = counts.exposition({})
    assert value(page, "recours_turns_total", channel="web", kind="orientation") == 2
    assert value(page, "recours_turns_total", channel="rest", kind="question") == 1
    assert value(page, "recours_situations_total", situation="refusal_of_care") == 2
    # Only problems that got their answer: a question on the way is not one.
    assert value(page, "recours_situations_total", situation="medical_error") == 0
    assert sum(n for (name, _), n in parsed(page).items() if name == "recours_turns_total") == 3


def test_discrimination_elsewhere_is_a_situation_answered():
    counts = Metrics()
    custom = {"kind": "out_of_scope", "reason": "discrimination_elsewhere", "situation": "discrimination_elsewhere"}
    counts.observe(custom, 0.1, "web")
    counts.observe({"kind": "out_of_scope", "reason": "other", "situation": None}, 0.1, "web")
    page = counts.exposition({})
    assert value(page, "recours_situations_total", situation="discrimination_elsewhere") == 1
    assert value(page, "recours_situations_total", situation="other") == 0


@pytest.mark.parametrize(
    "custom, how",
    [
        ({"kind": "clarification", "candidates": ["medical_error"]}, "clarification"),
        ({"kind": "orientation", "situation": "medical_error", "doubt": []}, "doubt"),
        ({"kind": "question", "slot": "department", "attempt": 2}, "asked_again"),
        ({"kind": "question", "slot": "department", "attempt": 1}, None),
        ({"kind": "orientation", "situation": "medical_error"}, None),
    ],
)
def test_what_was_not_understood_is_counted(custom, how):
    counts = Metrics()
    counts.observe(custom, 0.1, "web")
    page = counts.exposition({})
    for other in labels.UNSURE:
        assert value(page, "recours_unsure_total", how=other) == (other == how)


def test_emergencies_dead_ends_refusals_failures_and_the_store():
    counts = Metrics()
    counts.observe({"kind": "emergency", "category": "suicide", "situation": None}, 0.1, "web")
    counts.observe({"kind": "smalltalk", "topic": "ask_human", "dead_end": True}, 0.1, "web")
    counts.observe({"kind": "smalltalk", "topic": "ask_human"}, 0.1, "web")
    counts.refused("too_many")
    counts.failed("timeout")
    counts.failed("store")
    page = counts.exposition(Counter(errors=3, erased=2))
    assert value(page, "recours_emergencies_total", category="suicide") == 1
    assert value(page, "recours_dead_ends_total") == 1
    assert value(page, "recours_refusals_total", reason="too_many") == 1
    assert value(page, "recours_failures_total", kind="timeout") == 1
    assert value(page, "recours_failures_total", kind="store") == 1
    assert value(page, "recours_store_events_total", event="errors") == 3
    assert value(page, "recours_store_events_total", event="purged") == 0


def test_times_fall_into_their_classes():
    counts = Metrics()
    for seconds in (0.01, 0.05, 0.3, 1.5, 1.51, 9.0):
        counts.observe({"kind": "answer"}, seconds, "web")
    page = counts.exposition({})
    below = {end: value(page, "recours_turn_seconds_bucket", le=end) for end in ("0.05", "0.5", "1.5", "8", "+Inf")}
    assert below == {"0.05": 2, "0.5": 3, "1.5": 4, "8": 5, "+Inf": 6}
    assert value(page, "recours_turn_seconds_count") == 6
    assert value(page, "recours_turn_seconds_sum") == pytest.approx(12.37)


def test_classes_of_times_hold_the_limits_that_were_promised():
    assert {0.8, 1.5, 4.0, 8.0} <= set(metrics.BUCKETS) and list(metrics.BUCKETS) == sorted(metrics.BUCKETS)


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf, -3.0, "1.0", None, True, 10**400])
def test_a_wrong_time_does_not_spoil_the_sum(seconds):
    counts = Metrics()
    counts.observe({"kind": "answer"}, seconds, "web")
    counts.observe({"kind": "answer"}, 0.5, "web")
    page = counts.exposition({})
    assert value(page, "recours_turn_seconds_sum") == 0.5
    assert value(page, "recours_turn_seconds_count") == 2


@pytest.mark.parametrize("canary", CANARIES)
def test_unknown_values_become_other(canary):
    counts = Metrics()
    for kind in ("orientation", "emergency", canary):
        custom = {"kind": kind, "situation": canary, "category": canary, "topic": canary, "slots": {canary: canary}}
        counts.observe({**custom, "attempt": canary, "dead_end": canary, "text": canary}, 0.1, canary)
    counts.refused(canary)
    counts.failed(canary)
    page = counts.exposition({canary: 1})
    assert quotes(page) == []
    assert set(parsed(page)) == set(parsed(Metrics().exposition({})))
    assert value(page, "recours_turns_total", channel="other", kind="other") == 1
    assert value(page, "recours_situations_total", situation="other") == 1
    assert value(page, "recours_emergencies_total", category="other") == 1
    assert value(page, "recours_refusals_total", reason="other") == 1
    assert value(page, "recours_failures_total", kind="other") == 1
    assert value(page, "recours_store_events_total", event="other") == 1
    assert value(page, "recours_dead_ends_total") == 0


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)
CUSTOM = st.dictionaries(
    st.sampled_from(["kind", "situation", "category", "reason", "attempt", "doubt", "dead_end", "topic"]),
    ANYTHING | st.sampled_from(sorted(labels.KINDS)),
)
SERIES = frozenset(parsed(Metrics().exposition({})))


@given(custom=CUSTOM | ANYTHING, seconds=ANYTHING, channel=ANYTHING, count=ANYTHING)
def test_no_input_breaks_the_page_or_adds_a_series(custom, seconds, channel, count):
    counts = Metrics()
    counts.observe(custom, seconds, channel)
    page = counts.exposition({"errors": count})
    assert frozenset(parsed(page)) == SERIES
    assert value(page, "recours_turn_seconds_count") == 1


def test_closed_lists_are_those_of_the_rest_of_the_project():
    wording = yaml.safe_load((ROOT / "bot" / "channels" / "messages.yml").read_text(encoding="utf-8"))
    assert set(wording["refused"]) == labels.REASONS
    counted = {
        name
        for path in (ROOT / "bot" / "stores").glob("*.py")
        for name in re.findall(r'counts\["(\w+)"\]', path.read_text(encoding="utf-8"))
    }
    assert counted == labels.STORE_EVENTS
    said = {
        kind
        for path in (ROOT / "bot" / "dialogue").glob("*.py")
        for kind in re.findall(r'"kind"(?:: |\] = )"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert said and said <= labels.KINDS
