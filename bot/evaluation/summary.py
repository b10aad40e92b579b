"""The figures that count, in a few lines: for the terminal (French) and for README.md (a table)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.evaluation.catalogue import Catalogue
from bot.evaluation.words import sentence

Figures = Mapping[str, Any]
ShareFigures = Mapping[str, Any]


def percent(share: float | None, decimal: str = ",") -> str:
    """Return a share (0 to 1) in percent with one decimal; a dash of nothing."""
    space = "\u00a0" if decimal == "," else " "
    return "–" if share is None else f"{100 * share:.1f}".replace(".", decimal) + f"{space}%"


def interval(share: ShareFigures) -> str:
    """Return the 95 % interval of a share in percent."""
    return sentence("summary.interval", low=percent(share["low"]).split()[0], high=percent(share["high"]))


def headlines(figures: Figures) -> dict[str, ShareFigures]:
    """Return the shares that count, by the names that `words.yml` gives them."""
    dangers = figures["emergencies"]
    return {
        "accuracy": figures["accuracy"]["all"],
        "situations": figures["accuracy"]["situations"],
        "wrong_situation": figures["wrong_bodies"]["situation"],
        "wrong_sure": figures["wrong_bodies"]["sure"],
        "wrong_first": figures["wrong_bodies"]["first"],
        "wrong_bodies": figures["wrong_bodies"]["bodies"],
        "clarified": figures["clarifications"]["asked"],
        "offered": figures["clarifications"]["offered"],
        "false_accepts": figures["scope"]["false_accepts"],
        "danger_explicit": dangers["levels"]["explicit"],
        "danger_implicit": dangers["levels"]["implicit"],
        "false_alarms": dangers["false_alarms"],
        "dialogues": figures["dialogues"]["right"],
        "empty": figures["empty_turns"],
    }


def terminal_lines(figures: Figures, times: Mapping[str, Any], catalogue: Catalogue) -> Iterator[str]:
    """Yield the summary of a run, a line each; what was not played is left out."""
    for name, share in headlines(figures).items():
        if share["total"]:
            shown = {**share, "share": percent(share["share"]), "interval": interval(share)}
            yield sentence("summary.line", name=sentence(f"summary.{name}"), **shown)
    for slot, figure in figures["slots"].items():
        recall, precision = (percent(figure[part]["share"]) for part in ("recall", "precision"))
        yield sentence("summary.slot", slot=catalogue.name(slot), recall=recall, precision=precision)
    if times["turns"]:
        yield sentence("summary.time", median=times["median_ms"], p95=times["p95_ms"])


def readme_block(figures: Figures, model: str, day: str) -> str:
    """Return the table of README.md and the line below it; `day` is an ISO date."""
    lines = ["| Measure | Figure | 95 % interval | Of |", "|---|---:|---:|---:|"]
    lines += [_row(name, *shares) for name, shares in _readme_rows(figures) if shares[0]["total"]]
    lines += ["", f"Measured {day}, model `{model}`. Repeat it: `make evaluate README=1`."]
    return "\n".join(lines)


def _readme_rows(figures: Figures) -> Iterator[tuple[str, tuple[ShareFigures, ...]]]:
    accuracy, dangers, dialogues = figures["accuracy"], figures["emergencies"], figures["dialogues"]
    yield "First message understood, every label", (accuracy["all"],)
    yield "– problems told", (accuracy["situations"],)
    weakest = _weakest(figures)
    if weakest:
        yield f"– the weakest situation, `{weakest}`", (figures["labels"][weakest]["recall"],)
    yield "Answered, or first question asked, for a wrong situation", (figures["wrong_bodies"]["situation"],)
    yield "– without owning a doubt", (figures["wrong_bodies"]["sure"],)
    yield "– and the first body named is not one of the right situation", (figures["wrong_bodies"]["first"],)
    yield "– and none of the bodies named is", (figures["wrong_bodies"]["bodies"],)
    yield "Problems answered by “did you mean”", (figures["clarifications"]["asked"],)
    yield "– with the right one among the choices", (figures["clarifications"]["offered"],)
    auroc = figures["scope"]["auroc"]
    told = f" (AUROC {auroc:.3f})" if auroc is not None else ""
    yield f"Not our field, taken for a problem{told}", (figures["scope"]["false_accepts"],)
    for level in ("explicit", "implicit"):
        yield f"Emergencies found, {level}", (dangers["levels"][level],)
        yield "– in files kept aside", (dangers["kept_aside"]["levels"][level],)
    yield "False alarms on ordinary messages", (dangers["false_alarms"],)
    yield "– in files kept aside", (dangers["kept_aside"]["false_alarms"],)
    for slot, figure in figures["slots"].items():
        yield f"`{slot}`: recall / precision", (figure["recall"], figure["precision"])
    yield "Dialogues wholly right", (dialogues["right"],)
    yield "– in files kept aside", (dialogues["kept_aside"],)
    yield "Turns without an answer", (figures["empty_turns"],)


def _weakest(figures: Figures) -> str | None:
    """Return the situation of the lowest recall."""
    recalls = {label: f["recall"]["share"] for label, f in figures["labels"].items() if f["is_situation"]}
    return min(recalls, key=lambda label: (recalls[label], label)) if recalls else None


def _row(name: str, *shares: ShareFigures) -> str:
    figure = " / ".join(percent(share["share"], ".") for share in shares)
    interval = " / ".join(f"{100 * share['low']:.1f}–{100 * share['high']:.1f}" for share in shares)
    counts = " / ".join(f"{share['total']:,}" for share in shares)
    return f"| {name} | {figure} | {interval} | {counts} |"
