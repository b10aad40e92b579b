"""Rasa starts without TensorFlow and without the libraries of other channels, and says so when asked for them."""

import importlib
import importlib.util

import pytest
from rasa.core.channels import BUILTIN_CHANNELS
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.validation import validate
from rasa.shared.data import TrainingType
from rasa.shared.exceptions import RasaException

from bot.runtime import stand_in, without_channels, without_tensorflow

without_tf = pytest.mark.skipif(not without_tensorflow.is_needed(), reason="TensorFlow is installed here")

CONFIGURATIONS = {
    "DIETClassifier": {"pipeline": [{"name": "WhitespaceTokenizer"}, {"name": "DIETClassifier"}]},
    "ResponseSelector": {"pipeline": [{"name": "WhitespaceTokenizer"}, {"name": "ResponseSelector"}]},
    "ConveRTFeaturizer": {"pipeline": [{"name": "WhitespaceTokenizer"}, {"name": "ConveRTFeaturizer"}]},
    "LanguageModelFeaturizer": {"pipeline": [{"name": "WhitespaceTokenizer"}, {"name": "LanguageModelFeaturizer"}]},
    "TEDPolicy": {"policies": [{"name": "TEDPolicy"}]},
    "UnexpecTEDIntentPolicy": {"policies": [{"name": "UnexpecTEDIntentPolicy"}]},
}


def test_every_component_is_tried():
    assert {name for name, _ in without_tensorflow.COMPONENTS.values()} == set(CONFIGURATIONS)


@without_tf
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_components_that_need_tensorflow_are_refused_in_one_line(name):
    configuration = {"language": "fr", "pipeline": [{"name": "KeywordIntentClassifier"}], **CONFIGURATIONS[name]}
    with pytest.raises(RasaException) as refused:
        model = DefaultV1Recipe().graph_config_for_recipe(configuration, {}, training_type=TrainingType.BOTH)
        validate(model)
    line = str(refused.value)
    assert line.startswith(f"Le composant {name} demande TensorFlow")
    assert "\n" not in line


@without_tf
def test_tensorflow_is_neither_there_nor_pretended():
    assert importlib.util.find_spec("tensorflow") is None
    for name in (*without_tensorflow.COMPONENTS, *without_tensorflow.HELPERS):
        importlib.import_module(name)
        assert stand_in.is_stand_in(name)


def test_nothing_stands_in_when_tensorflow_is_there(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    assert without_tensorflow.install() is False
    assert without_channels.install() == []


@pytest.mark.parametrize("module", without_channels.CHANNELS)
def test_channels_without_their_library_are_refused_in_one_line(module):
    library, class_name, name = without_channels.CHANNELS[module]
    if importlib.util.find_spec(library):
        pytest.skip(f"{library} is installed here")
    channel = BUILTIN_CHANNELS[name]
    assert channel.__name__ == class_name
    with pytest.raises(RasaException, match=f"Le canal {name} n'est pas fourni"):
        channel.from_credentials({"any": "thing"})


def test_only_modules_with_a_stand_in_are_replaced():
    assert not stand_in.is_stand_in("rasa.core.channels.rest")
    assert not stand_in.is_stand_in("no.such.module")
