"""The intent model without Rasa: same data and seed, same model; views left out; kinds of one intent."""

import numpy as np
import pytest

from bot.nlu.features import features
from bot.nlu.model import IntentModel, fit

TEXTS = {
    "refusal": [
        "le dentiste refuse ma carte",
        "refus de soins chez le kiné",
        "il ne veut pas me soigner",
        "on me refuse",
    ],
    "record": ["je veux mon dossier", "mon dossier médical svp", "copie du dossier", "l'hôpital garde mes radios"],
    "danger": ["il ne respire plus", "elle ne respire pas", "il veut mourir", "je veux mourir ce soir"],
}
KINDS = {"il ne respire plus": "vital", "elle ne respire pas": "vital", "il veut mourir": "suicide"}
EXAMPLES = [(text, intent) for intent, texts in TEXTS.items() for text in texts]
SETTINGS = {"min_count": 1, "smallest_weight": 0.0}


def trained(settings=(), kinds=None):
    texts, intents = zip(*EXAMPLES)
    return fit(texts, intents, None, {**SETTINGS, **dict(settings)}, kinds)


def test_the_same_seed_gives_the_same_model():
    first, second = trained(), trained()
    assert all(np.array_equal(first._arrays[name], second._arrays[name]) for name in first._arrays)
    assert any(not np.array_equal(first._arrays[n], trained({"seed": 8})._arrays[n]) for n in ("codes", "weights"))


def test_a_fault_of_spelling_is_forgiven():
    assert trained().ranking("mon dossié medicale", 1)[0][0] == "record"


def test_kinds_do_not_change_the_intents():
    kinds = [KINDS.get(text, "other" if intent == "danger" else None) for text, intent in EXAMPLES]
    plain, finer = trained(), trained(kinds=kinds)
    assert finer.kinds == ["other", "suicide", "vital"] and plain.read("il va mourir").kind() is None
    assert finer.read("elle respire plus").kind() == "vital"
    np.testing.assert_allclose(
        plain.read("il va mourir").probabilities(), finer.read("il va mourir").probabilities(), 1e-4
    )


def test_margins_tell_on_which_side_a_message_is():
    impression = trained().read("il ne respire plus du tout")
    assert impression.margin("danger") > impression.margin("record")
    assert impression.margin("unknown intent") == float("-inf")


def test_a_model_is_the_same_after_saving(tmp_path):
    model = trained(kinds=[KINDS.get(text, "other" if intent == "danger" else None) for text, intent in EXAMPLES])
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    for text in ("je veux mourir", "mon dossier"):
        assert again.ranking(text) == model.ranking(text) and again.read(text).kind() == model.read(text).kind()


@pytest.mark.parametrize("view", "wcpqxn")
def test_a_view_can_be_left_out(view):
    text = "mon dentiste refuse ma CMU à Angers ?"
    assert set(features(text, without=view)) < set(features(text))
