"""The statistics of the measures, and the rows of their table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values lie, between two neighbours by proportion."""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return percentile(values, 50)


@dataclass(frozen=True)
class Row:
    """One measure of both systems. `at_most` or `at_least` is the aim for the ratio ours / starter."""

    name: str
    ours: float
    starter: float
    unit: str = ""
    digits: int = 0
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        """Our figure divided by the starter's."""
        return self.ours / self.starter if self.starter else math.nan

    @property
    def met(self) -> bool | None:
        """Whether the ratio is as good as the aim; None without an aim."""
        if self.at_most is not None:
            return self.ratio <= self.at_most
        if self.at_least is not None:
            return self.ratio >= self.at_least
        return None


def table(rows: Sequence[Row]) -> str:
    """A Markdown table: both figures, the ratio, the aim."""
    lines = ["| Measure | This assistant | Rasa's starter | Ratio | Aim |", "|---|---:|---:|---:|---:|"]
    for row in rows:
        cells = [row.name, figure(row.ours, row), figure(row.starter, row), plain(row.ratio, 2), aim(row)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def figure(value: float, row: Row) -> str:
    """A value with the digits and the unit of its row."""
    return plain(value, row.digits) + (f" {row.unit}" if row.unit and not math.isnan(value) else "")


def plain(value: float, digits: int) -> str:
    """A number, or a dash where there is none."""
    return "–" if math.isnan(value) else f"{value:,.{digits}f}"


def aim(row: Row) -> str:
    """The aim of a row and whether it is met."""
    if row.met is None:
        return ""
    wanted = f"≤ {row.at_most:g}" if row.at_most is not None else f"≥ {row.at_least:g}"
    return f"{wanted} {'met' if row.met else '**missed**'}"
