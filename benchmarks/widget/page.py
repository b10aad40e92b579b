"""The part of docs/preuves.md on the widget; its words are in `widget.yml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from benchmarks import report
from benchmarks.figures import median
from benchmarks.workspace import ROOT
from bot.evaluation.marks import Marks

PAGE = ROOT / "docs" / "preuves.md"
MARKS = Marks("widget")


@functools.lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return everything that `widget.yml` holds."""
    return yaml.safe_load(Path(__file__).with_name("widget.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Figure:
    """What was measured for a row of `widget.yml`, once or several times."""

    row: str
    values: Sequence[float]

    @property
    def worst(self) -> float:
        """The value that must reach the aim."""
        return min(self.values) if "at_least" in words()["rows"][self.row] else max(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None without an aim."""
        row = words()["rows"][self.row]
        if "at_most" in row:
            return self.worst <= row["at_most"]
        return self.worst >= row["at_least"] if "at_least" in row else None

    def line(self) -> str:
        """Return the row of the table."""
        said, row = words(), words()["rows"][self.row]
        unit = f" {row['unit']}" if "unit" in row else ""
        digits = row.get("digits", 0)
        aim = next((text.format(aim=row[kind]) + unit for kind, text in said["aims"].items() if kind in row), "")
        met = {None: "", True: said["met"], False: said["missed"]}[self.met]
        worst = number(self.worst, digits) + unit if len(self.values) > 1 else ""
        return _cells(row["title"], number(median(self.values), digits) + unit, worst, aim, met)


def block(figures: Sequence[Figure], notes: Sequence[str], chromium: str) -> str:
    """Return the table with its remarks, the date, the machine, the browser and the version."""
    said = words()
    commit, _, changed = report.commit().partition(",")
    origin = said["origin"].format(
        date=f"{datetime.now():%d/%m/%Y}",
        machine=report.machine().replace("cores", said["cores"]),
        chromium=chromium.partition(".")[0],
        commit=commit + (said["uncommitted"] if changed else ""),
    )
    head = [_cells(*said["columns"]), "| --- | ---: | ---: | ---: | --- |"]
    return "\n".join([origin, "", *head, *(one.line() for one in figures), "", *(f"- {one}" for one in notes)])


def number(value: float, digits: int) -> str:
    """Return a number as it is written in French."""
    return f"{value:.{digits}f}".replace(".", ",")


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
