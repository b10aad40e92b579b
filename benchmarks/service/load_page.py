"""The part of docs/preuves.md that the load writes; its words are in `load.yml`."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from benchmarks import report
from benchmarks.workspace import ROOT
from bot.evaluation.marks import Marks

PAGE = ROOT / "docs" / "preuves.md"
MARKS = Marks("load")


@functools.lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return everything that `load.yml` holds."""
    return yaml.safe_load(Path(__file__).with_name("load.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Figure:
    """A measured value for a row of `load.yml`; `named` fills the names in its title."""

    row: str
    value: float
    named: Mapping[str, object] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the aim of the row is reached; None without an aim. No figure is no success."""
        row = words()["rows"][self.row]
        tests = {
            "at_most": lambda aim: self.value <= aim,
            "at_least": lambda aim: self.value >= aim,
            "below": lambda aim: self.value < aim,
            "exactly": lambda aim: self.value == aim,
        }
        return next((test(row[kind]) for kind, test in tests.items() if kind in row), None)

    def line(self) -> str:
        """Return the row of the table."""
        said, row = words(), words()["rows"][self.row]
        unit = f" {row['unit']}" if "unit" in row else ""
        aim = next((text.format(aim=f"{row[kind]:g}") for kind, text in said["aims"].items() if kind in row), "")
        met = {None: "", True: said["met"], False: said["missed"]}[self.met]
        value = number(self.value, row.get("digits", 0)) + unit
        return _cells(row["title"].format(**self.named), value, aim.replace(".", ",") + (unit if aim else ""), met)


@dataclass(frozen=True)
class Section:
    """The figures of one trial under a heading of `load.yml`; `named` fills the names in it."""

    name: str
    figures: Sequence[Figure]
    named: Mapping[str, object] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return the rows of the table."""
        heading = words()["sections"][self.name].format(**self.named)
        return [_cells(f"**{heading}**", "", "", ""), *(figure.line() for figure in self.figures)]


def number(value: float, digits: int = 0) -> str:
    """Return a number as it is written in French; a dash where there is none."""
    if math.isnan(value):
        return "–"
    written = f"{round(value, digits) + 0.0:,.{digits}f}"  # no zero below zero
    return written.replace(",", "\u202f").replace(".", ",")


def note(name: str, **named: object) -> str:
    """Return a remark of `load.yml`."""
    return words()["notes"][name].format(**named)


def block(sections: Sequence[Section], notes: Sequence[str]) -> str:
    """Return the table with its remarks, the date, the machine and the version."""
    said = words()
    commit, _, changed = report.commit().partition(",")
    origin = said["origin"].format(
        date=f"{datetime.now():%d/%m/%Y}",
        machine=report.machine().replace("cores", said["cores"]),
        commit=commit + (said["uncommitted"] if changed else ""),
    )
    head = [_cells(*said["columns"]), "| --- | ---: | ---: | --- |"]
    rows = [line for section in sections for line in section.lines()]
    return "\n".join([origin, "", *head, *rows, "", *(f"- {one}" for one in notes)])


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
