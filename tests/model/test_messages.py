"""How well the trained assistant understands messages that were not used to build it (figures: `make evaluate`)."""

from pathlib import Path

import pytest

from bot.evaluation import labels, slots
from bot.evaluation.catalogue import FOREIGN, read_catalogue
from bot.evaluation.files import read_files
from bot.evaluation.playing import Assistant, Player

CATALOGUE = read_catalogue()
SETS = sorted((Path(__file__).parents[1] / "nlu").glob("messages*.yml"))


@pytest.fixture(scope="module")
def played(say):
    """Return the records of the project's own test set: told problems, and what is not our field."""
    run = Player(Assistant(say), CATALOGUE).play(read_files(SETS, CATALOGUE))
    return [record for record in run.messages if record.expected in (*CATALOGUE.situations, *FOREIGN)]


def test_situations_are_understood(played):
    assert labels.accuracy(played).value >= 0.88


@pytest.mark.parametrize(
    "slot, recall, precision",
    [("profession", 0.93, 0.88), ("department", 0.95, 0.95), ("coverage", 0.9, 0.85), ("setting", 0.93, 0.9)],
)
def test_slots_are_understood(played, slot, recall, precision):
    found = slots.by_slot(played, CATALOGUE)[slot]["understood"]
    assert found["recall"]["share"] >= recall
    assert found["precision"]["share"] >= precision
