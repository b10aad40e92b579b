"""Draw a real dialogue as `docs/dialogue.svg`: the trained assistant answers, nothing is made up.

.venv/bin/python tools/dialogue_picture.py
"""

from __future__ import annotations

import sys
import textwrap
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

#: What the person says, and the longest part of each answer to show (lines); the picture says where it is cut.
LINES = (
    ("mon kiné refuse ma CMU", 12),
    ("c'est à Angers", 22),
    ("et si ça marche pas ?", 9),
)
WIDTH, LINE, PAD = 760, 19, 14


def bubbles() -> list[tuple[str, list[str]]]:
    """Return (who, lines) for each side of the dialogue, wrapped for the picture."""
    from bot.evaluation.dialogues import text_of
    from bot.runtime.agent import ask, load_agent

    agent, found = load_agent(), []
    for said, longest in LINES:
        found.append(("patient", [said]))
        wrapped = []
        for line in text_of(ask(agent, "picture", said)).splitlines():
            wrapped += textwrap.wrap(line, 84) or [""]
        found.append(("assistant", wrapped if len(wrapped) <= longest else [*wrapped[:longest], "[…]"]))
    return found


def svg(content: list[tuple[str, list[str]]]) -> str:
    """Return the picture; colours work on light and dark pages."""
    parts, y = [], PAD
    for who, lines in content:
        width = min(WIDTH - 90, 30 + max(len(line) for line in lines) * 7.4)
        height = len(lines) * LINE + 2 * PAD - 6
        x = WIDTH - width - PAD if who == "patient" else PAD
        fill, ink = ("#1f5f4a", "#ffffff") if who == "patient" else ("#eef3ef", "#16241d")
        parts.append(f'<rect x="{x:.0f}" y="{y}" rx="12" width="{width:.0f}" height="{height}" fill="{fill}"/>')
        for number, line in enumerate(lines):
            place = y + PAD + 9 + number * LINE
            parts.append(f'<text x="{x + PAD:.0f}" y="{place}" fill="{ink}">{escape(line)}</text>')
        y += height + 12
    style = "font-family='DejaVu Sans, Verdana, sans-serif' font-size='13'"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" {style}>'
        f'<rect width="{WIDTH}" height="{y}" fill="#ffffff"/>' + "".join(parts) + "</svg>\n"
    )


if __name__ == "__main__":
    (ROOT / "docs" / "dialogue.svg").write_text(svg(bubbles()), encoding="utf-8")
