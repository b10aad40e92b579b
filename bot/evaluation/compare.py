"""`python -m bot.evaluation.compare OLD NEW`: what got better and worse between two runs (`make compare`).

Both are `run.json` files. The comparison is printed, and written beside NEW as a page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation import page
from bot.evaluation.catalogue import Catalogue, read_catalogue
from bot.evaluation.comparing import Change, Comparison, compare
from bot.evaluation.runs import RunError, read_run
from bot.evaluation.words import sentence

#: Characters of a message that a line of the terminal shows.
_LONGEST = 100


def lines(compared: Comparison, catalogue: Catalogue) -> Iterator[str]:
    """Yield the comparison, a line each: what got worse first, then what got better, then labels."""
    for part in compared.parts:
        yield sentence(
            "compare.part",
            name=sentence(f"parts.{part.name}"),
            common=part.common,
            better=len(part.better),
            worse=len(part.worse),
            p=f"{part.p:.3f}".replace(".", ","),
        )
        for sign, changes in (("-", part.worse), ("+", part.better)):
            for change in changes:
                yield from _told(sign, change)
    changed = {label: row for label, row in compared.labels.items() if any(_moved(row, part) for part in row)}
    if changed:
        yield sentence("compare.labels")
    for label, row in changed.items():
        yield sentence("compare.label", name=catalogue.name(label), **{part: _points(row[part]) for part in row})
    if compared.only_old or compared.only_new:
        yield sentence("compare.alone", old=compared.only_old, new=compared.only_new)
    if compared.relabelled:
        yield sentence("compare.relabelled", count=compared.relabelled)


def _told(sign: str, change: Change) -> Iterator[str]:
    text = " ".join(change.text.split())
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    yield sentence("compare.changed", sign=sign, file=change.file, text=text)
    yield sentence("compare.detail", expected=change.expected, before=change.before, after=change.after)


def _moved(row: Mapping[str, Any], part: str) -> bool:
    return abs(row[part]["difference"] or 0) >= 0.0005


def _points(figure: Mapping[str, Any]) -> str:
    difference = figure["difference"]
    return "–" if difference is None else f"{100 * difference:+.1f}".replace(".", ",")


def main(argv: Sequence[str]) -> int:
    """Compare two files; return 1 when one of them is no run (said in one line)."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 1
    old, new = map(Path, argv)
    try:
        compared = compare(read_run(old), read_run(new), read_catalogue())
    except RunError as error:
        print(sentence("errors.no_run", file=error), file=sys.stderr)
        return 1
    path = new.with_name(f"compare-{old.parent.name}.html")
    path.write_text(page.comparison(compared, read_catalogue()), encoding="utf-8")
    print(*lines(compared, read_catalogue()), sep="\n")
    print(sentence("progress.compared", path=path))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
