"""The report of a run and the comparison of two, as pages that need nothing else: no script, no font, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.evaluation import pictures, scope, slots, trust
from bot.evaluation.catalogue import CLARIFICATION, Catalogue
from bot.evaluation.comparing import Comparison
from bot.evaluation.labels import about_situations
from bot.evaluation.records import Run
from bot.evaluation.summary import headlines, interval, percent
from bot.evaluation.words import words

_TEMPLATES = Path(__file__).with_name("templates")


def report(
    run: Run, figures: Mapping[str, Any], times: Mapping[str, Any], about: Mapping[str, str], catalogue: Catalogue
) -> str:
    """Return the page of a run; `about` has its `name`, its `model` and its `date`."""
    matrix = figures["matrix"]
    rows, columns = ([catalogue.name(label) for label in matrix[side]] for side in ("rows", "columns"))
    return _page(
        "report.html",
        catalogue,
        about=about,
        figures=figures,
        headlines=headlines(figures),
        times=times,
        run=run,
        lists=lists(run, catalogue),
        heat_map=Markup(pictures.heat_map(rows, columns, matrix["counts"])),
        reliability=Markup(pictures.reliability(figures["confidence"]["bins"])),
    )


def comparison(compared: Comparison, catalogue: Catalogue) -> str:
    """Return the page of a comparison."""
    return _page("compare.html", catalogue, compared=compared)


def lists(run: Run, catalogue: Catalogue) -> dict[str, Sequence[Any]]:
    """Return the items that the report shows one by one, in the order played."""
    ours = about_situations(run.messages, catalogue)
    alerts = [record for record in run.emergencies if record.category is not None]
    return {
        "wrong": [record for record in run.messages if not record.right],
        "wrong_situation": [record for record in ours if trust.is_wrong_situation(record, catalogue)],
        "wrong_sure": [record for record in ours if trust.is_wrong_situation(record, catalogue) and not record.doubt],
        "wrong_first": [record for record in ours if trust.is_wrong_first_body(record, catalogue)],
        "wrong_bodies": [record for record in ours if trust.is_wrong_bodies(record, catalogue)],
        "clarified": [record for record in ours if record.kind == CLARIFICATION],
        "alarms_on_problems": [record for record in ours if trust.is_alarm(record)],
        "false_accepts": [record for record in run.messages if scope.is_false_accept(record)],
        "false_rejects": [record for record in ours if scope.is_false_reject(record)],
        "slots": [found for found in slots.findings(run.messages, catalogue) if found.outcome != slots.RIGHT],
        "missed": [record for record in alerts if not record.right],
        "misread": [
            record for record in alerts if record.right and not (record.category_right and record.number_right)
        ],
        "false_alarms": [record for record in run.emergencies if record.category is None and record.blocks],
        "dialogues": [record for record in run.dialogues if not record.right],
    }


def _page(template: str, catalogue: Catalogue, **values: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(
        percent=percent, interval=interval, name=catalogue.name, decimal=_decimal, points=_points, many=_many
    )
    return environment.get_template(template).render(words=words(), **values)


def _decimal(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}".replace(".", ",")


def _points(value: float | None) -> str:
    """Return a difference of shares in points of percent, with its sign."""
    return "–" if value is None else f"{100 * value:+.1f}".replace(".", ",")


def _many(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")
