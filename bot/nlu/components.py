"""Rasa components over the plain modules of `bot.nlu` and `bot.language`. They only translate formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.loader import load as load_knowledge
from bot.language import emergency
from bot.language.reader import read
from bot.language.titles import intent_of_title
from bot.nlu import danger
from bot.nlu import model as intents
from bot.nlu.clauses import two_problems
from bot.nlu.word_classes import learn_classes

#: The name of the entity that carries a second problem told in the same message.
SECOND_SITUATION = "second_situation"
#: The intent of who is in danger now.
EMERGENCY = "emergency"
#: The name of the entity that carries the category of a danger which only the model saw.
DANGER = "danger"
#: Where the classifier leaves for `EmergencyGuard` its margin of danger, whether it is the first one, and the category.
_DANGER_READ = "danger_read"
_SPACY_MODEL = Path(".venv/share/fr_core_news_md")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrenchIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message with `bot.nlu.model`."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Settings of `bot.nlu.model.DEFAULTS`; `word_classes` false does without fr_core_news_md."""
        return {**intents.DEFAULTS, "word_classes": True, "ranking": 10, "second_situation": 0.6}

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        model: Optional[intents.IntentModel] = None,
    ):
        """Use `create` or `load`."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(cls, config, model_storage, resource, execution_context: ExecutionContext) -> "FrenchIntentClassifier":
        """Create a component to be trained."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the intent examples and keep the model as plain arrays."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = intents.fit(
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
            learn_classes(_SPACY_MODEL, self._config["seed"]) if self._config["word_classes"] else None,
            {key: self._config[key] for key in intents.DEFAULTS},
            [example.get(METADATA, {}).get(METADATA_INTENT, {}).get("category") for example in examples],
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(cls, config, model_storage, resource, execution_context, **kwargs: Any) -> "FrenchIntentClassifier":
        """Load a trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, intents.IntentModel.load(folder))

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message, and a second situation when it tells two."""
        for message in messages:
            text = message.get(TEXT) or ""
            size, situations = self._config["ranking"], load_knowledge().situations
            impression = self._model.read(text)
            # Whether it is an emergency is for `EmergencyGuard` to say; here the other intents are ranked.
            ranked = impression.ranking(size, without=EMERGENCY)
            message.set(_DANGER_READ, (impression.margin(EMERGENCY), impression.is_first(EMERGENCY), impression.kind()))
            second = two_problems(self._model, text, ranked, situations, self._config["second_situation"])
            if second:
                left = 1 - second.probability
                others = [(intent, left * probability) for intent, probability in ranked if intent != second.first]
                ranked = [(second.first, second.probability), *others]
            names = [{"name": name, "confidence": probability} for name, probability in ranked]
            message.set(INTENT, names[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, names, add_to_output=True)
            if second:
                _add(message, SECOND_SITUATION, second.situation, second.start, len(text))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LexiconReader(GraphComponent, EntityExtractorMixin):
    """Names what `bot.language.reader` finds as entities: slot values, départements, dates, bodies."""

    @classmethod
    def create(cls, config, model_storage, resource, execution_context) -> "LexiconReader":
        """Create the component; it has no settings and nothing to train."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of each message."""
        for message in messages:
            found = [{**entity, "extractor": type(self).__name__} for entity in entities_of(message.get(TEXT) or "")]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EmergencyGuard(GraphComponent, IntentClassifier):
    """Gives a message the intent `emergency` when it tells a danger now, whatever the classifier thought.

    How the rules and the classifier are weighed is in `bot.nlu.danger`.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Thresholds of `bot.nlu.danger.DEFAULTS`."""
        return dict(danger.DEFAULTS)

    def __init__(self, config: Dict[Text, Any]):
        """Use `create`."""
        self._config = config
        base = load_knowledge()
        self._answerable = {*base.situations, *base.questions}

    @classmethod
    def create(cls, config, model_storage, resource, execution_context) -> "EmergencyGuard":
        """Create the component; its rules are data (`knowledge/emergencies.yml`)."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Override the intent of each message that tells a danger, and name its category when no rule does."""
        for message in messages:
            text = message.get(TEXT) or ""
            alert = emergency.detect(text)
            margin, first, category = message.get(_DANGER_READ)
            ranked, covered = message.get(INTENT_RANKING_KEY), read(text, date.today()).covered
            # Abuse that lasts, told with no problem that we can answer, is not left without its number.
            lasting = alert is not None and not alert.blocking and ranked[0]["name"] not in self._answerable
            if lasting or danger.tells_danger(alert, margin, first, covered, self._config):
                _decide(message, {"name": EMERGENCY, "confidence": 1.0}, ranked)
                if alert is None:
                    _add(message, DANGER, category, 0, len(text))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ButtonReader(GraphComponent, IntentClassifier):
    """Gives a message that is word for word a button of ours the intent that the button stands for."""

    @classmethod
    def create(cls, config, model_storage, resource, execution_context) -> "ButtonReader":
        """Create the component; the titles are those of the knowledge base."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message that is the title of a button."""
        for message in messages:
            intent = intent_of_title(message.get(TEXT) or "")
            if intent:
                _decide(message, {"name": intent, "confidence": 1.0}, message.get(INTENT_RANKING_KEY, []))
        return messages


def _decide(message: Message, first: Dict[Text, Any], others: List[Dict[Text, Any]]) -> None:
    others = [item for item in others if item["name"] != first["name"]]
    message.set(INTENT, first, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [first, *others], add_to_output=True)


def _add(message: Message, entity: Text, value: Text, start: int, end: int) -> None:
    found = {"entity": entity, "value": value, "start": start, "end": end}
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)


def entities_of(text: str) -> List[Dict[str, Any]]:
    """Return the entities of a message in Rasa's format, without the name of an extractor."""
    reading = read(text, date.today())
    found = [
        {"entity": value.slot, "value": value.value, "start": value.start, "end": value.end}
        for value in reading.values
        if not value.negated and not value.weak
    ]
    found += [
        {"entity": "department", "value": place.departments[0], "start": place.start, "end": place.end}
        for place in reading.places
        if len(place.departments) == 1
    ]
    found += [
        {"entity": "date", "value": day.day.isoformat(), "start": day.start, "end": day.end} for day in reading.dates
    ]
    return sorted(found, key=lambda entity: entity["start"])
