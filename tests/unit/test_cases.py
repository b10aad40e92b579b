"""The legal cases of tests/cases: a case in; the rule, bodies, deadlines and sources out."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.dialogue.voice import Voice
from bot.knowledge.loader import load
from bot.model import Case
from bot.orientation.directory import load as load_directory
from bot.orientation.orientation import Orientation

FOLDER = Path(__file__).parents[1] / "cases"
BASE = load()
ORIENTATION = Orientation(BASE, load_directory())
VOICE = Voice(BASE, load_directory())
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.yml"))
    if path.stem in BASE.situations
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def outcome_of(situation, case):
    values = {"situation": situation, **case.get("case", {})}
    today = date.fromisoformat(str(values.pop("today", "2026-11-24")))
    values = {key: value if key == "facts" else str(value) for key, value in values.items()}
    return ORIENTATION.orient(Case(**values), today)


@pytest.mark.parametrize("situation, case", CASES, ids=[f"{s}:{c['id']}" for s, c in CASES])
def test_case(situation, case):
    outcome, expect = outcome_of(situation, case), case["expect"]
    bodies = [(recourse.id, recourse.role) for recourse in outcome.recourses]
    if "rule" in expect:
        assert outcome.rule == expect["rule"]
    if "bodies" in expect:
        assert bodies == [tuple(pair) for pair in expect["bodies"]]
    for body in expect.get("not_bodies", []):
        assert body not in [name for name, _ in bodies]
    deadlines = {due.id: due for due in outcome.deadlines}
    for deadline in expect.get("deadlines", []):
        key, day = next(iter(deadline.items())) if isinstance(deadline, dict) else (deadline, None)
        assert key in deadlines
        if day is not None:
            assert str(deadlines[key].date) == str(day)
    assert set(expect.get("sources", [])) <= {source.id for source in outcome.sources}
    text = " ".join(VOICE.orientation(outcome).split())
    for piece in expect.get("says", []):
        assert " ".join(piece.split()) in text
    for piece in expect.get("not_says", []):
        assert " ".join(piece.split()) not in text


def test_every_rule_and_note_has_a_case():
    seen = {rule for situation, case in CASES for rule in outcome_of(situation, case).trace}
    known = {r["id"] for s in BASE.situations.values() for r in [*s["rules"], *s.get("notes", [])]}
    assert known - seen == set()


def test_every_edge_case_is_there():
    """The reference lists 80 edge cases; each is a case here, or in the tests of places, dates and words."""
    ids = {case["id"] for _, case in CASES}
    other = yaml.safe_load((FOLDER / "elsewhere.yml").read_text(encoding="utf-8"))
    missing = [n for n in range(1, 81) if not any(i.startswith(f"EDGE-{n:02d}") for i in {*ids, *other})]
    assert missing == []
