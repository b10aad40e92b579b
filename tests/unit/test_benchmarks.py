"""The statistics and the table of the benchmark, and what it takes for a right answer."""

import math

import pytest
import yaml

from benchmarks import figures, report, understand, workspace
from benchmarks.figures import Row
from benchmarks.messages import TestMessage, error_rate, learnable


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([7], 95, 7), ([3, 1, 2], 50, 2), ([1, 2], 50, 1.5), (range(101), 95, 95), ([0, 10], 95, 9.5)],
)
def test_percentiles(values, percent, expected):
    assert figures.percentile(list(values), percent) == pytest.approx(expected)


def test_nothing_measured_is_no_number():
    assert math.isnan(figures.median([]))
    assert figures.table([Row("Nothing", math.nan, 0)]).endswith("| Nothing | – | 0 | – |  |")


def test_aims_go_in_their_own_direction():
    assert Row("time", 35, 100, at_most=0.35).met is True
    assert Row("time", 36, 100, at_most=0.35).met is False
    assert Row("turns", 300, 100, at_least=3).met is True
    assert Row("turns", 299, 100, at_least=3).met is False
    assert Row("seconds", 1, 100).met is None
    assert Row("time", 1, 0, at_most=0.35).met is False  # no figure is no success


def test_the_table_shows_figures_ratio_and_aim():
    rows = [Row("Turn", 8.04, 40, "ms", 1, at_most=0.35), Row("Memory", 700, 1334, "MB", at_most=0.4)]
    assert figures.table(rows).splitlines()[2:] == [
        "| Turn | 8.0 ms | 40.0 ms | 0.20 | ≤ 0.35 met |",
        "| Memory | 700 MB | 1,334 MB | 0.52 | ≤ 0.4 **missed** |",
    ]


def test_every_accepted_label_is_right():
    tests = [TestMessage("a", ("x", "y")), TestMessage("b", ("x",)), TestMessage("c", ("z",))]
    assert error_rate(tests, ["y", "y", "z"]) == pytest.approx(100 / 3)
    assert [test.text for test in learnable(tests, {"x"})] == ["a", "b"]


def test_the_best_guess_is_what_was_likeliest_before_the_doubt():
    ranking = [{"name": "nlu_fallback"}, {"name": "thank"}, {"name": "greet"}]
    for intent, expected in (("nlu_fallback", ["nlu_fallback", "thank"]), ("greet", ["greet", "greet"])):
        assert understand.labels({"intent": {"name": intent}, "intent_ranking": ranking}) == expected


def test_a_trial_keeps_some_examples_of_each_intent():
    greet = "- intent: greet\n  examples: |\n    - un\n    - deux\n    - trois\n"
    text = f"nlu:\n{greet}- lookup: x\n  examples: |\n    - a\n"
    assert yaml.safe_load(workspace.thinned(text, 2))["nlu"] == [
        {"intent": "greet", "examples": "- un\n- trois\n"},
        {"lookup": "x", "examples": "- a\n"},
    ]


def test_the_readme_gets_the_table_between_its_marks_only(tmp_path):
    results, readme = tmp_path / "RESULTS.md", tmp_path / "README.md"
    results.write_text(f"# Results\n{report.START}\nnew\n{report.END}\nrest\n")
    readme.write_text("# Project\n")
    assert "not changed" in report.update_readme(results, readme)
    readme.write_text(f"# Project\n{report.START}\nold\n{report.END}\nend\n")
    report.update_readme(results, readme)
    assert readme.read_text() == f"# Project\n{report.START}\nnew\n{report.END}\nend\n"
