"""What the tests of metrics and logs share: what must never come out, and a reader of the page of metrics."""

import re
from pathlib import Path

from bot.monitoring.metrics import METRICS

ROOT = Path(__file__).parents[2]
#: What must never come out: texts, identifiers, keys, attempts to break the formats.
CANARIES = (
    "je m'appelle Zoé Canarivet",
    "2 84 05 49 588 157 80",
    "06 39 98 12 34",
    "zoe.canarivet@exemple.fr",
    "FR7630006000011234567890189",
    "9f3c0d7be1a44c55b1f0",
    'canari"} 1\nrecours_turns_total{channel="canari',
    "canari\\",
    "\ud800canari",
    "%s %d canari",
)
PARTS = ("canari", "2 84 05", "588 157", "06 39 98", "FR7630", "9f3c0d", "exemple.fr", "ud800")


def quotes(text: str) -> list[str]:
    """What of the canaries is in `text`."""
    return [part for part in PARTS if part.lower() in text.lower()]


NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")


def parsed(page: str) -> dict[tuple[str, tuple], float]:
    """The samples of a page by name and labels; fails where the page is not valid (text format 0.0.4)."""
    assert page.endswith("\n") and "\n\n" not in page and "\r" not in page
    samples, helped, typed, current = {}, set(), {}, None
    for line in page.splitlines():
        if line.startswith("# HELP "):
            current = line.split(" ", 3)[2]
            assert current not in helped, f"{current} comes twice"
            helped.add(current)
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name == current and kind in ("counter", "gauge", "histogram")
            typed[name] = kind
        else:
            match = SAMPLE.fullmatch(line)
            assert match, line
            name, pairs, value = match.groups()
            family = re.sub("_(bucket|sum|count)$", "", name) if typed[current] == "histogram" else name
            assert family == current, f"{name} stands under {current}"
            key = name, tuple(sorted(re.findall(r'(\w+)="([^"]*)"', pairs or "")))
            assert key not in samples, f"{key} comes twice"
            samples[key] = float(value)
    assert helped == set(typed) == set(METRICS)
    return samples


def value(page: str, name: str, **pairs: str) -> float:
    return parsed(page)[name, tuple(sorted(pairs.items()))]
