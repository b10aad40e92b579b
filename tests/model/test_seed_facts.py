"""Every fact of the first documents can be got by asking; a superseded one gives the rule of today."""

from pathlib import Path

import pytest
import yaml

from bot.evaluation.dialogues import contract_faults, text_of

FACTS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "seed_facts.yml").read_text(encoding="utf-8"))


def squeezed(text):
    return " ".join(text.replace("’", "'").replace("\u00a0", " ").split()).casefold()


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_fact(fact, talk):
    messages = talk(fact["ask"])
    assert contract_faults(messages) == []
    text = squeezed(text_of(messages))
    assert [piece for piece in fact["answer_has"] if squeezed(str(piece)) not in text] == []
