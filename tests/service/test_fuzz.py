"""The short version of `make fuzz` against a real server, and that its trials see what they look for."""

import contextlib
import itertools

import pytest

from benchmarks.service import fuzz, fuzz_cases, strategies
from benchmarks.service.fuzz_talk import BrokenError
from benchmarks.service.strategies import Step, Talk
from bot.model import SLOTS
from bot.runtime import training

FAMILIES = [fuzz.COMMANDS, *fuzz.SHARES]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What some hundred trials found; always the same ones."""
    training.ensure_model(fuzz.ROOT)
    return fuzz.run(tmp_path_factory.mktemp("fuzz"), 160, 4, some_commands=40, tell=lambda line: None)


@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_that_is_sent_breaks_the_service(report, name):
    (result,) = (result for result in report.results if result.name == name)
    if result.left_out:
        pytest.skip(result.left_out)
    assert not result.failures, "\n".join(result.failures)
    assert result.runs >= (40 if name == fuzz.COMMANDS else fuzz.SHARES[name])
    assert result.requests >= result.runs


def test_the_process_lives_and_answers_no_fault(report):
    assert (report.ended, report.faults, report.failed) == (0, 0, False)


def test_the_page_tells_every_family(report):
    page = fuzz.page(report, 4)
    for family in strategies.words()["page"]["families"].values():
        assert f"| {family} |" in page
    assert "graine 4" in page


def test_there_are_commands_enough():
    tried = dict(fuzz_cases.commands())
    assert len(tried) >= 1_126 + len(strategies.intents())
    assert all(f"/{intent}" in tried for intent in strategies.intents())
    assert not any(sign in bare for bare in tried.values() for sign in strategies.SLASHES)


class Assistant:
    """Stands in for a service: a session remembers what it was told. `fault` is what it does wrong."""

    def __init__(self, fault=""):
        self.fault, self.told, self.names = fault, {}, itertools.count()

    def begin(self, own=False):
        token = str(next(self.names))
        self.told[token] = []
        return token

    def say(self, token, text, number=None, stream=False, own=False):
        executes = self.fault == "executes" and text.startswith("/")
        text = text.lstrip("/").strip()
        told = self.told[token]
        if self.fault == "mixes":
            told = self.told.setdefault("everybody", [])
        if number is None or self.fault == "hears twice" or (number, text) not in told:
            told.append((number, text))
        self.understands = {"name": text, "confidence": 1.0 if executes else 0.7}
        known = dict.fromkeys(SLOTS) | strategies.words()["told"]["slots"]
        custom = {"kind": "smalltalk", "topic": "greet", "situation": None, "slots": known}
        return [{"text": f"{len(told)} {text}"}, {"custom": custom}]

    def understood(self, token):
        return self.understands

    def call(self, method, path, token, own=False):
        self.told.pop(token)

    def plain(self, token):
        pass

    def watch(self):
        pass


TALK = Talk((Step(0, "says", "a"), Step(1, "says", "b"), Step(0, "says", "c"), Step(0, "again"), Step(1, "ends")))


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(("fault", "seen"), [("", False), ("mixes", True), ("hears twice", True)])
def test_a_talk_that_is_mixed_with_another_is_seen(fault, seen, together):
    with pytest.raises(BrokenError) if seen else contextlib.nullcontext():
        fuzz_cases.talk(Assistant(fault), Talk(TALK.steps, together))


def test_a_command_that_is_executed_is_seen():
    fuzz_cases.Commands(Assistant()).check("/restart", "restart")
    with pytest.raises(BrokenError):
        fuzz_cases.Commands(Assistant("executes")).check("/restart", "restart")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (b"/webhooks/web/webhook?stream=true", "/webhooks/web/webhook"),
        (b"/webhooks/web/webhook/", "/webhooks/web/webhook"),
        (b"http://localhost/webhooks/web/webhook", "/webhooks/web/webhook"),
        (b"/webhooks/web/%77ebhook", "/webhooks/web/%77ebhook"),
        (b"/", "/"),
        (b"*", "*"),
    ],
)
def test_a_path_means_an_address(path, address):
    assert fuzz_cases.address(path) == address
