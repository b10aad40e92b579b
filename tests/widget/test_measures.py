"""`python -m benchmarks.widget` measures what it says. How long things take is written by it, and asserted nowhere."""

import pytest

from benchmarks.widget import page, timing
from benchmarks.widget.page import Figure, block, words


def test_a_visit_gives_every_time(browser, service):
    found = timing.visit(browser, service.page, words()["message"])
    assert set(found) == {"launcher", "panel", "greeting", "answer"}
    assert all(0 < value < 60_000 for value in found.values())
    assert found["greeting"] >= 150  # the log is there, empty, before its first words


def test_the_worst_decides_whether_an_aim_is_reached():
    assert Figure("panel", [20, 100]).met and not Figure("panel", [20, 101]).met
    assert Figure("lighthouse_page", [100]).met and not Figure("lighthouse_page", [99]).met
    assert Figure("launcher", [9_999]).met is None


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("panel", [10, 20, 60]), " 20 ms | 60 ms | ≤ 100 ms | oui |"),
        (Figure("weight", [26.94]), " 26,9 ko |  | ≤ 40 ko | oui |"),
        (Figure("lighthouse_site", [97]), " 97 |  | ≥ 100 | **non** |"),
    ],
)
def test_a_row_says_the_figure_the_worst_and_the_aim(figure, line):
    assert figure.line().endswith(line)


def test_the_part_of_the_page_has_every_row():
    figures = [Figure(row, [1]) for row in words()["rows"]]
    written = block(figures, ["note"], "156.0.1")
    assert all(row["title"] in written for row in words()["rows"].values())
    assert "Chromium 156." in written and written.endswith("- note")
    assert page.MARKS.content(page.PAGE) is not None
