"""Each lever gives what Rasa itself gives, and stands down when Rasa is not the version it was made for."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
import rasa
import rasa.core.processor
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from bot.runtime import levers
from bot.runtime.agent import ask_async, load_agent_async

DIALOGUE = ["Bonjour", "Mon dentiste à Angers refuse", "refus de soin", "panne", "rejet", "salut", "???"]


def test_rasa_is_the_version_that_the_levers_were_made_for():
    assert rasa.__version__ == levers.TESTED_RASA, (
        "Rasa changed: check each function of bot/runtime/levers.py, local_actions.py and "
        "without_tensorflow.py against the new source, then change TESTED_RASA."
    )


def test_every_lever_is_in_place():
    assert levers.apply_all() and all(levers.apply_all().values())


def test_levers_stand_down_with_another_rasa(monkeypatch):
    monkeypatch.setattr("rasa.version.__version__", "3.6.99")
    touched = []
    assert not levers.are_wanted()
    assert levers._lever(lambda: touched.append(1))() is False
    assert not touched


def test_levers_stand_down_on_demand(monkeypatch):
    monkeypatch.setenv("RECOURS_LEVERS", "off")
    assert not levers.are_wanted()


@pytest.mark.parametrize(
    "response",
    [
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": None}], "responses": [{"text": "b"}]},
        {"events": [{"event": "followup", "name": "action_listen"}], "responses": []},
        {},
        {"events": [{"event": "unknown"}], "responses": []},
        {"events": [{}], "responses": []},
        {"events": "none", "responses": []},
        {"events": [], "responses": ["text"]},
        [],
        None,
    ],
)
def test_action_responses_are_judged_as_by_rasa(response):
    checks = (RemoteAction._validate_action_result, RemoteAction._validate_action_result.stock)
    verdicts = []
    for check in checks:
        try:
            verdicts.append(check(RemoteAction("action_x", None), response))
        except ValidationError as error:
            verdicts.append(str(error))
    assert verdicts[0] == verdicts[1]


def test_event_classes_are_found_as_by_rasa():
    stock = Event.resolve_by_type.stock
    names = [event.type_name for event in all_subclasses(Event)]
    assert len(names) > 20
    for name in [*names, *names]:
        assert Event.resolve_by_type(name) is stock(name)
    assert Event.resolve_by_type("topic") is stock("topic") is None
    assert Event.resolve_by_type("nothing", Event) is stock("nothing", Event) is Event
    with pytest.raises(ValueError, match="Unknown event name"):
        Event.resolve_by_type("nothing")


def test_event_classes_that_are_defined_later_are_found():
    class LateEvent(SlotSet):
        type_name = "late_event_of_a_test"

    assert Event.resolve_by_type("late_event_of_a_test") is LateEvent


def test_components_run_as_by_rasa(tiny_model, tmp_path):
    planned = rasa.core.processor.DaskGraphRunner
    results = {}
    for name, runner_class in {"planned": planned, "stock": planned.stock}.items():
        folder = tmp_path / name
        folder.mkdir()
        metadata, runner = load_predict_graph_runner(folder, tiny_model, LocalModelStorage, runner_class)
        assert isinstance(runner, runner_class)
        results[name] = []
        for text in DIALOGUE * 2:
            message = UserMessage(text)
            output = runner.run(inputs={"__message__": [message]}, targets=[metadata.nlu_target])
            parsed = output[metadata.nlu_target][0].as_dict(only_output_properties=True)
            results[name].append((list(output), parsed))
    assert results["planned"] == results["stock"]


def test_plan_runs_each_node_after_its_needs(tiny_model, tmp_path):
    metadata, _ = load_predict_graph_runner(
        tmp_path, tiny_model, LocalModelStorage, rasa.core.processor.DaskGraphRunner
    )
    seen = set()
    for name, needs in levers.plan(metadata.predict_schema, [metadata.core_target]):
        assert all(need in seen for need in needs if need in metadata.predict_schema.nodes)
        seen.add(name)
    assert metadata.core_target in seen


def without_volatile(value):
    """A stored conversation less what differs from one to the next."""
    if isinstance(value, dict):
        volatile = ("timestamp", "message_id", "metadata")
        return {key: without_volatile(part) for key, part in value.items() if key not in volatile}
    return [without_volatile(part) for part in value] if isinstance(value, list) else value


def test_a_dialogue_goes_as_with_plain_rasa(tiny_project, tiny_model, monkeypatch):
    """The same words, events and slots, with all levers and with none."""

    async def play() -> list:
        agent = await load_agent_async(tiny_model, tiny_project / "endpoints.yml", "tiny_actions")
        answers = [await ask_async(agent, "someone", text) for text in DIALOGUE * 2]
        tracker = await agent.tracker_store.retrieve("someone")
        events = [event.as_dict() for event in tracker.events]
        return [answers, without_volatile(events)]

    with_levers = asyncio.run(play())
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result.stock)
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(Event.resolve_by_type.stock))
    monkeypatch.setattr(rasa.core.processor, "DaskGraphRunner", rasa.core.processor.DaskGraphRunner.stock)
    monkeypatch.setenv("RECOURS_LEVERS", "off")
    assert with_levers == asyncio.run(play())
    assert "Angers" in str(with_levers[0])


def python(code: str, folder: Path) -> str:
    """What a fresh Python prints."""
    environment = {"PYTHONPATH": str(Path(levers.__file__).parents[2]), "PATH": ""}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


def test_skops_is_not_imported_until_it_is_used(tmp_path):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from bot.runtime.levers import make_skops_lazy\n"
        "print(make_skops_lazy(Path('config.yml')))\n"
        "import skops.io as sio\n"
        "print('sklearn' in sys.modules)\n"
        "print(sio.loads(sio.dumps([1, 2])), 'sklearn' in sys.modules)\n"
    )
    assert python(code, tmp_path).split("\n")[:3] == ["True", "False", "[1, 2] True"]
    (tmp_path / "config.yml").write_text("pipeline: [{name: LogisticRegressionClassifier}]")
    assert python(code, tmp_path).split("\n")[:2] == ["False", "True"]
