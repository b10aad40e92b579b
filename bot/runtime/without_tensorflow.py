"""Lets Rasa 3.6.21 start where TensorFlow is not installed.

Rasa imports TensorFlow at start for components that this project does not use, and for two helper
classes. Stand-ins take their place: they satisfy the imports, and the components among them are refused
with one clear line if a configuration names them. Where TensorFlow is installed nothing is done.
"""

from __future__ import annotations

import importlib.util
from types import ModuleType

from bot.runtime import stand_in
from bot.runtime.messages import sentence

# module -> component and its kinds in Rasa's recipe
COMPONENTS = {
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier", ("INTENT_CLASSIFIER", "ENTITY_EXTRACTOR")),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector", ("INTENT_CLASSIFIER",)),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer", ("MESSAGE_FEATURIZER",)),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer", ("MESSAGE_FEATURIZER",)),
    "rasa.core.policies.ted_policy": ("TEDPolicy", ("POLICY_WITH_END_TO_END_SUPPORT",)),
    "rasa.core.policies.unexpected_intent_policy": (
        "UnexpecTEDIntentPolicy",
        ("POLICY_WITHOUT_END_TO_END_SUPPORT",),
    ),
}

# module -> classes that Rasa imports by name and uses only when it trains with TensorFlow
HELPERS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}


def is_needed() -> bool:
    """Whether TensorFlow is missing here."""
    return importlib.util.find_spec("tensorflow") is None


def install() -> bool:
    """Puts the stand-ins in place where they are needed; call it before Rasa is imported."""
    if not is_needed():
        return False
    stand_in.install(dict.fromkeys(COMPONENTS, _build_component))
    stand_in.install(dict.fromkeys(HELPERS, _build_helpers))
    return True


def _build_component(module: ModuleType) -> None:
    name, kinds = COMPONENTS[module.__name__]
    setattr(module, name, _refused_component(name, kinds, module.__name__))


def _build_helpers(module: ModuleType) -> None:
    for name in HELPERS[module.__name__]:
        setattr(module, name, type(name, (), {"__module__": module.__name__}))


def _refused_component(name: str, kinds: tuple[str, ...], module: str) -> type:
    """A class that Rasa's recipe knows by the component's name, and that refuses to be used."""
    from rasa.engine.graph import GraphComponent
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe
    from rasa.shared.exceptions import RasaException

    def refuse(cls: type, *arguments: object, **settings: object) -> None:
        raise RasaException(sentence("stand_in.needs_tensorflow", name=name))

    refused = type(
        name,
        (GraphComponent,),
        {
            "__module__": module,
            "__doc__": f"Stands in for Rasa's {name}, which needs TensorFlow.",
            # `supported_languages` is what Rasa asks first when it checks a configuration.
            "supported_languages": classmethod(refuse),
            "create": classmethod(refuse),
            "load": classmethod(refuse),
        },
    )
    types = [DefaultV1Recipe.ComponentType[kind] for kind in kinds]
    return DefaultV1Recipe.register(types, is_trainable=True)(refused)
