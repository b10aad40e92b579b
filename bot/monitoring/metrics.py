"""Counts and times of the service, in the text format that Prometheus reads (version 0.0.4).

Each process counts for itself from its start and is scraped for itself. Counts are added up by no person, session or
address. Every series exists from the start with 0, so that the first event of a kind is seen as an increase.
"""

from __future__ import annotations

import os
import resource
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.monitoring import labels
from bot.monitoring.labels import fold, with_other

#: What a scrape must be told of the format.
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

#: Upper ends in seconds of the classes of turn times. 0.8: limit in danger; 1.5 and 4: goals for 95 % and 99 % of the
#: turns (REL-01 of the reliability checklist); 8: limit of every turn (REL-02).
BUCKETS = (0.05, 0.1, 0.25, 0.5, 0.8, 1.0, 1.5, 2.5, 4.0, 8.0)

#: No count and no time is larger. NaN and infinity are not smaller either.
_MOST = 10**12

#: Name, type and help of each metric, in the order of the page.
METRICS = {
    "recours_turns_total": ("counter", "Answers given, by channel and kind of answer."),
    "recours_situations_total": ("counter", "Problems answered with whom to contact, by situation."),
    "recours_unsure_total": ("counter", "Answers to what was not understood for sure, by what was done."),
    "recours_dead_ends_total": ("counter", "Conversations led to a person after three messages not understood."),
    "recours_emergencies_total": ("counter", "Answers to a danger, by category."),
    "recours_refusals_total": ("counter", "Requests refused before the assistant, by reason."),
    "recours_failures_total": ("counter", "Turns and erasures that failed, by kind."),
    "recours_turn_seconds": ("histogram", "Seconds from a message to its answer."),
    "recours_store_events_total": ("counter", "What happened in the store of conversations."),
    "process_resident_memory_bytes": ("gauge", "Memory of this process in bytes."),
}


class Metrics:
    """The counts of one process. For one thread (the event loop's); nothing is raised, whatever is given."""

    def __init__(self) -> None:
        """Everything is 0."""
        self._turns: Counter = Counter()
        self._situations: Counter = Counter()
        self._unsure: Counter = Counter()
        self._dead_ends = 0
        self._emergencies: Counter = Counter()
        self._refusals: Counter = Counter()
        self._failures: Counter = Counter()
        self._classes = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0

    def observe(self, custom: Mapping, seconds: float, channel: str) -> None:
        """Count one answered turn: the `custom` object of the answer, and the seconds that the person waited.

        A turn without a kind counts as `other`. A time that is no number of seconds counts as 0.
        """
        custom = custom if isinstance(custom, Mapping) else {}
        kind = fold(custom.get("kind"), labels.KINDS)
        self._turns[fold(channel, labels.CHANNELS), kind] += 1
        if kind == "orientation" or custom.get("reason") == "discrimination_elsewhere":
            self._situations[fold(custom.get("situation"), labels.situations())] += 1
        if kind == "emergency":
            self._emergencies[fold(custom.get("category"), labels.categories())] += 1
        for how in _unsure(kind, custom):
            self._unsure[how] += 1
        self._dead_ends += custom.get("dead_end") is True
        self._time(seconds)

    def refused(self, reason: str) -> None:
        """Count one request refused before the assistant; `reason` is a topic of bot/channels/messages.yml."""
        self._refusals[fold(reason, labels.REASONS)] += 1

    def failed(self, kind: str) -> None:
        """Count one turn or erasure that failed; `kind` is one of `labels.FAILURES`."""
        self._failures[fold(kind, labels.FAILURES)] += 1

    def exposition(self, stores_counts: Mapping[str, int]) -> str:
        """Return the whole page; `stores_counts` is `Records.counts`."""
        stored: Counter = Counter()
        for name, count in stores_counts.items():
            stored[fold(name, labels.STORE_EVENTS)] += _number(count)
        channels, kinds = with_other(labels.CHANNELS), with_other(labels.KINDS)
        series = {
            "recours_turns_total": [
                (_labelled(channel=channel, kind=kind), self._turns[channel, kind])
                for channel in channels
                for kind in kinds
            ],
            "recours_situations_total": _by("situation", labels.situations(), self._situations),
            "recours_unsure_total": _by("how", labels.UNSURE, self._unsure),
            "recours_dead_ends_total": [("", self._dead_ends)],
            "recours_emergencies_total": _by("category", labels.categories(), self._emergencies),
            "recours_refusals_total": _by("reason", labels.REASONS, self._refusals),
            "recours_failures_total": _by("kind", labels.FAILURES, self._failures),
            "recours_turn_seconds": self._histogram(),
            "recours_store_events_total": _by("event", labels.STORE_EVENTS, stored),
            "process_resident_memory_bytes": [("", resident_bytes())],
        }
        return "\n".join([*_lines(series), ""])

    def _time(self, seconds: Any) -> None:
        seconds = _number(seconds)
        self._classes[next((i for i, end in enumerate(BUCKETS) if seconds <= end), len(BUCKETS))] += 1
        self._seconds += seconds

    def _histogram(self) -> list[tuple[str, float]]:
        ends = [*map(_written, BUCKETS), "+Inf"]
        sums = [sum(self._classes[: i + 1]) for i in range(len(ends))]
        buckets = [("_bucket" + _labelled(le=end), count) for end, count in zip(ends, sums)]
        return [*buckets, ("_sum", round(self._seconds, 6)), ("_count", sums[-1])]


def _unsure(kind: str, custom: Mapping) -> Iterable[str]:
    """Yield how a turn shows that a message was not understood for sure."""
    if kind == "clarification":
        yield "clarification"
    if kind == "orientation" and "doubt" in custom:
        yield "doubt"
    if kind == "question" and _number(custom.get("attempt")) > 1:
        yield "asked_again"


def _number(value: Any) -> float:
    """`value` when it is a number that can be, else 0: one wrong number would spoil a sum for ever."""
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= _MOST
    return value if fine else 0


def _by(label: str, known: frozenset[str], counts: Counter) -> list[tuple[str, float]]:
    return [(_labelled(**{label: value}), counts[value]) for value in with_other(known)]


def _labelled(**pairs: str) -> str:
    """Labels as the format writes them. No value needs escaping: all are ids of closed lists."""
    return "{" + ",".join(f'{name}="{value}"' for name, value in pairs.items()) + "}"


def _lines(series: Mapping[str, Sequence[tuple[str, float]]]) -> Iterable[str]:
    for name, (kind, told) in METRICS.items():
        yield f"# HELP {name} {told}"
        yield f"# TYPE {name} {kind}"
        yield from (f"{name}{rest} {_written(value)}" for rest, value in series[name])


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def resident_bytes() -> int:
    """Return the memory that this process holds now; where the system does not tell (macOS), the most it held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


#: The counts of this process.
_metrics = Metrics()
observe = _metrics.observe
refused = _metrics.refused
failed = _metrics.failed
exposition = _metrics.exposition
