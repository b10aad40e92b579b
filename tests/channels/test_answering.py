"""A turn never ends without an answer, and takes anything as its input."""

import asyncio

import pytest

from bot.channels.answering import Desk, alerting, is_failure
from bot.channels.intake import Fixed, Incoming, Intake
from bot.channels.rest import LONGEST_SENDER, clean_sender, is_local
from bot.model import SLOTS
from bot.stores.errors import StoreError


def turn(handle, text="bonjour", **more):
    async def erase(key):
        return True

    async def ask():
        desk = Desk(Intake(lambda channel, sender: f"{channel}|{sender}"), erase, seconds=1)
        return await desk.answer(Incoming("rest", "someone", text, **more), "told", handle)

    return asyncio.run(ask())


async def repeat(message):
    await message.output_channel.send_text_message(message.sender_id, f"« {message.text} »")


def test_what_the_assistant_says_is_passed_on_under_the_callers_name():
    assert turn(repeat) == [{"recipient_id": "told", "text": "« bonjour »"}]


def test_silence_becomes_a_helpful_sentence():
    async def silent(message):
        return None

    messages = turn(silent)
    assert is_failure(messages)
    assert "15" in messages[0]["text"] and "112" in messages[0]["text"]
    custom = next(message for message in messages if "custom" in message)["custom"]
    assert custom["kind"] == "error" and set(custom["slots"]) == set(SLOTS) and custom["situation"] is None


def test_an_error_becomes_a_helpful_sentence_and_its_words_stay_out_of_the_log(caplog):
    async def broken(message):
        raise RuntimeError(message.text)

    assert is_failure(turn(broken, text="mon secret"))
    assert "mon secret" not in caplog.text
    assert "RuntimeError at test_answering.py" in caplog.text


def test_a_fault_of_the_intake_is_answered_too(monkeypatch, caplog):
    def broken(text):
        raise ValueError(text)

    monkeypatch.setattr("bot.channels.intake.redact", broken)
    assert is_failure(turn(repeat, text="mon secret"))
    assert "mon secret" not in caplog.text and "ValueError at test_answering.py" in caplog.text


class Counting:
    """Writes down what it is told."""

    def __init__(self):
        self.told = []

    def observe(self, custom, seconds, channel):
        self.told.append((custom.get("kind"), custom.get("topic"), channel, seconds < 5))

    def refused(self, reason):
        self.told.append(reason)

    def failed(self, kind):
        self.told.append(kind)


def test_what_happens_is_counted():
    async def handle(message):
        if message.text == "fault":
            raise RuntimeError
        if message.text == "store":
            raise StoreError
        if message.text == "slow":
            await asyncio.sleep(5)

    async def erase(key):
        raise OSError

    async def ask():
        counting = Counting()
        desk = Desk(Intake(lambda channel, sender: sender), erase, 0.05, watch=counting)
        for text in ("fault", "store", "slow", "silent", "effacer", "dossier " * 501):
            await desk.answer(Incoming("web", "someone", text), "told", handle)
        return counting.told

    failure = ("error", "technical", "web", True)
    erasing = ["erasing", ("error", "not_erased", "web", True)]
    assert asyncio.run(ask()) == [
        *("turn", failure, "store", failure, "timeout", failure, "turn", failure),
        *erasing,
        "too_long",
    ]


def test_refusals_are_answers_where_there_is_no_status():
    messages = turn(repeat, text="dossier " * 501)
    assert messages[1]["custom"]["topic"] == "too_long" and "15" in messages[0]["text"]


def test_an_emergency_of_the_assistant_is_left_as_it_is_and_others_get_ours():
    alert = Fixed("Appelez le 15.", {"kind": "emergency", "category": "vital", "numbers": ["15"]})
    own = [{"text": "15 !"}, {"custom": {"kind": "emergency", "category": "other"}}]
    assert alerting(own, alert) == own
    slots = {"department": "49"}
    other = [{"text": "a", "buttons": [{}]}, {"custom": {"kind": "question", "situation": "x", "slots": slots}}]
    first, second, third = alerting(other, alert)
    assert first == {"text": "Appelez le 15."} and second == other[0]
    assert third["custom"] == {**alert.custom, "situation": "x", "slots": slots}


def test_callers_without_a_sender_share_nothing():
    senders = {clean_sender(sender) for sender in (None, "", " ", {}, [], "\0", True)}
    assert len(senders) == 7 and "default" not in senders
    assert clean_sender("a\ud800") == "a?"
    assert clean_sender(12) == "12"
    assert len(clean_sender("x" * 10_000)) == LONGEST_SENDER


@pytest.mark.parametrize(
    "address, expected",
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.1", False),
        ("::ffff:192.0.2.1", False),
        ("0.0.0.0", False),
        ("", False),
        ("localhost", False),
    ],
)
def test_which_addresses_are_this_machine(address, expected):
    assert is_local(address) is expected
