"""Pictures of the report as SVG text, drawn without a library. Nothing in them needs a script or a font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_CELL, _NAMES, _TOP = 25, 252, 30
_SIDE, _EDGE = 300, 36


def heat_map(names: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """Return a confusion matrix; `counts` has the shape (names, columns), and the first columns are the names.

    Rows are numbered, and so are the columns: the numbers stand above them. Darker means a larger part of the row.
    """
    width, height = _NAMES + _CELL * len(columns) + 4, _TOP + _CELL * len(names) + 4
    parts = [_start(width, height)]
    for place, column in enumerate(columns):
        x = _NAMES + _CELL * place + _CELL / 2
        parts.append(f'<text x="{x:g}" y="{_TOP - 9}" text-anchor="middle">{place + 1}{_title(column)}</text>')
    for row, (name, line) in enumerate(zip(names, counts)):
        y, total = _TOP + _CELL * row, sum(line)
        parts.append(f'<text x="{_NAMES - 8}" y="{y + 17}" text-anchor="end">{escape(_short(name))} {row + 1}</text>')
        for place, count in enumerate(line):
            x, share = _NAMES + _CELL * place, count / total if total else 0.0
            parts.append(_cell(x, y, share, row == place, f"{name} → {columns[place]} : {count}"))
            if count:
                ink = "#fff" if share > 0.55 else "#1d2b33"
                middle = x + _CELL / 2
                parts.append(f'<text x="{middle:g}" y="{y + 17}" text-anchor="middle" fill="{ink}">{count}</text>')
    return "".join([*parts, "</svg>"])


def reliability(bins: Sequence[Mapping[str, Any]]) -> str:
    """Return the calibration curve: confidence to the right, share of right answers upwards, both from 0 to 1.

    `bins` as `trust.confidence` gives them. On the diagonal the confidence is honest; a dot grows with its messages.
    """
    size = _SIDE + 2 * _EDGE
    parts = [_start(size, size), f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" {_FRAME}/>']
    parts.append(f'<line x1="{_EDGE}" y1="{_EDGE + _SIDE}" x2="{_EDGE + _SIDE}" y2="{_EDGE}" {_DASHES}/>')
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<text x="{_across(tick):g}" y="{size - 16}" text-anchor="middle">{_number(tick)}</text>')
        parts.append(f'<text x="{_EDGE - 6}" y="{_up(tick) + 4:g}" text-anchor="end">{_number(tick)}</text>')
    most = max((held["share"]["total"] for held in bins), default=1)
    for held in bins:
        share, x = held["share"], _across(held["confidence"])
        low, high, middle = _up(share["low"]), _up(share["high"]), _up(share["share"])
        said = f"{_number(held['low'])}–{_number(held['high'])} : {share['right']} / {share['total']}"
        parts.append(f'<line x1="{x:g}" y1="{low:g}" x2="{x:g}" y2="{high:g}" stroke="#2c6e8f"/>')
        radius = 3 + 7 * (share["total"] / most) ** 0.5
        parts.append(f'<circle cx="{x:g}" cy="{middle:g}" r="{radius:.1f}" fill="#2c6e8f">{_title(said)}</circle>')
    return "".join([*parts, "</svg>"])


_FRAME = 'fill="#fff" stroke="#b8c4ca"'
_DASHES = 'stroke="#8a989f" stroke-dasharray="4 4"'


def _start(width: float, height: float) -> str:
    style = 'font-family="system-ui, sans-serif" font-size="12" fill="#1d2b33"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" {style}>'


def _title(said: str) -> str:
    return f"<title>{escape(said)}</title>"


def _short(name: str, longest: int = 32) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _cell(x: float, y: float, share: float, right: bool, said: str) -> str:
    colour = "31,111,84" if right else "190,80,20"
    strength = 0.0 if not share else 0.12 + 0.88 * share
    fill = f"rgba({colour},{strength:.2f})" if share else "#f4f6f7"
    side = _CELL - 1
    return f'<rect x="{x:g}" y="{y:g}" width="{side}" height="{side}" fill="{fill}">{_title(said)}</rect>'


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _across(value: float) -> float:
    return round(_EDGE + _SIDE * value, 1)


def _up(value: float) -> float:
    return round(_EDGE + _SIDE * (1 - value), 1)
