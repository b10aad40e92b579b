"""`python -m benchmarks.widget`: how heavy and how quick the widget is, on a real server and in a real browser.

The figures go between the marks `widget` of docs/preuves.md. Ends with 1 when an aim is missed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import secrets
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.service.machine import missing
from benchmarks.service.stack import Assistant, ServiceError, running
from benchmarks.widget import lighthouse
from benchmarks.widget.browser import chromium
from benchmarks.widget.host import HostSite
from benchmarks.widget.page import MARKS, PAGE, Figure, block, number, words
from benchmarks.widget.timing import visit
from bot.site.script import BUILT


def measure(folder: Path, visits: int) -> tuple[list[Figure], list[str], str]:
    """Return the figures, the remarks and the version of Chromium; `folder` gets what the programs write."""
    site = HostSite()
    settings = {"RECOURS_ORIGINS": site.origin, "RECOURS_PROXIES": "0"}
    assistant = Assistant("widget", folder, secrets.token_hex(32), **settings)
    assistant.set(rates=False)
    said = words()["notes"]
    notes = [said["visits"].format(visits=visits), said["load"].format(load=number(os.getloadavg()[0], 1))]
    figures = [Figure("weight", [len(gzip.compress(BUILT.read_bytes(), 9)) / 1000])]
    try:
        with running(assistant):
            address = site.put("/", assistant.address)
            times, version = _times(folder, address, visits)
            figures += [Figure(row, values) for row, values in times.items()]
            try:
                figures.append(Figure("lighthouse_page", [lighthouse.mark(f"{assistant.address}/", folder)]))
                figures.append(Figure("lighthouse_site", [lighthouse.mark(address, folder)]))
                notes.append(said["lighthouse"].format(version=lighthouse.version()))
            except lighthouse.LighthouseError as error:
                notes.append(said["no_lighthouse"].format(reason=error))
    finally:
        site.stop()
    return figures, notes, version


def _times(folder: Path, address: str, visits: int) -> tuple[dict[str, list[float]], str]:
    """Return milliseconds by row, one for each visit, and the version of Chromium."""
    times: dict[str, list[float]] = defaultdict(list)
    with sync_playwright() as playwright:
        browser = chromium(playwright, folder)
        visit(browser, address, words()["message"])  # the first one starts the browser's and the server's own parts
        for _ in range(visits):
            for row, value in visit(browser, address, words()["message"]).items():
                times[row].append(value)
        version = browser.version
        browser.close()
    return times, version


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.widget", description=__doc__)
    parser.add_argument("--visits", type=int, default=20, help="visits that are timed (default: 20)")
    parser.add_argument("--keep", action="store_true", help="leave docs/preuves.md as it is")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="recours-widget-") as folder:
        try:
            figures, notes, version = measure(Path(folder), chosen.visits)
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
        except FileNotFoundError:
            print(missing("chromium"), file=sys.stderr)
            return 1
    written = block(figures, notes, version)
    print(written)
    if not chosen.keep and not MARKS.replace(PAGE, written):
        print(f"{PAGE.name} has no lines {MARKS.start} and {MARKS.end}: not written", file=sys.stderr)
    return int(any(one.met is False for one in figures))


if __name__ == "__main__":
    sys.exit(main())
