"""What is done with a message, step by step and in order."""

import pytest

from bot.channels.intake import (
    Accepted,
    Answered,
    Incoming,
    Intake,
    Refused,
    alert_in,
    asks_erasing,
    refusal,
    refusal_text,
)
from bot.channels.limits import Buckets, Limits
from bot.channels.wording import entry

DANGER = "mon mari ne respire plus"


def message(text, **more):
    return Incoming("web", more.pop("sender", "someone"), text, address="192.0.2.1", **more)


@pytest.fixture
def intake():
    return Intake(lambda channel, sender: f"{channel}|{sender}", Limits(Buckets(3, 60), Buckets(100, 60)))


def test_an_ordinary_message_is_accepted(intake):
    assert intake.decide(message("  mon dentiste\u200b refuse ")) == Accepted("web|someone", "mon dentiste refuse")


def test_a_danger_is_accepted_with_what_must_be_said(intake):
    decision = intake.decide(message(DANGER))
    assert isinstance(decision, Accepted) and decision.alert.custom["kind"] == "emergency"
    assert decision.alert.custom["numbers"][0] == "15" and "15" in decision.alert.text
    assert not decision.unheard


def test_a_danger_is_answered_whatever_the_limits(intake):
    for _ in range(3):
        intake.decide(message("bonjour"))
    assert intake.decide(message("bonjour")) == Refused(429, "too_many", 20)
    assert isinstance(intake.decide(message(DANGER)), Answered)
    long = message(DANGER + " dossier" * 501, sender="other")
    assert intake.decide(long).reply.custom["kind"] == "emergency"
    assert intake.decide(message("dossier " * 501, sender="other")) == Refused(413, "too_long")


def test_rates_do_not_apply_where_there_are_none(intake):
    assert all(isinstance(intake.decide(message("bonjour", limited=False)), Accepted) for _ in range(50))


def test_a_conversation_that_has_ended_leaves_no_rate_behind(intake):
    for _ in range(4):
        decision = intake.decide(message("bonjour"))
    assert decision.topic == "too_many"
    intake.forget("web|someone")
    assert isinstance(intake.decide(message("bonjour")), Accepted)


@pytest.mark.parametrize("text", ["", " \n", "/", "\u200b/\ufeff", "\ud800"])
def test_nothing_said_is_told(intake, text):
    assert intake.decide(message(text)).reply.custom["topic"] == "empty"


def test_identifiers_are_gone_and_numbers_that_must_not_be_given_are_noted(intake):
    decision = intake.decide(message("/inform mon mail est jean.dupont@exemple.fr"))
    assert decision.text.startswith("inform") and "exemple.fr" not in decision.text and not decision.private
    decision = intake.decide(message("mon numéro de sécu 1 84 12 76 451 089 46"))
    assert decision.private and "451" not in decision.text


@pytest.mark.parametrize("text", [*entry("erasing.typed"), "Effacer !", "EFFACEZ MES DONNÉES", "Bonjour, effacer svp"])
def test_short_orders_to_erase_are_known(text):
    assert asks_erasing(text)


@pytest.mark.parametrize(
    "text", ["", "mon médecin veut effacer mes données", "effacer une dette", "l'hôpital a effacé"]
)
def test_other_wordings_are_left_to_the_assistant(text):
    assert not asks_erasing(text)


def test_erasing_is_not_an_emergency_nor_a_turn(intake):
    decision = intake.decide(message("effacer mes données"))
    assert isinstance(decision, Answered) and decision.erase and decision.reply.custom["topic"] == "erase_data"


def test_warnings_that_do_not_come_first_are_left_to_the_assistant():
    assert alert_in("mon dentiste refuse ma C2S") is None
    assert alert_in("") is None
    assert alert_in("dossier " * 500 + DANGER) is None  # past the first 4,000 characters


def test_every_refusal_is_one_line_and_those_of_messages_name_the_emergency_numbers():
    for topic in entry("refused"):
        text = refusal_text(topic, 5)
        assert text and "\n" not in text and "{" not in text
    for topic in ("too_many", "too_long", "too_large", "session", "technical"):
        assert all(number in refusal(Refused(400, topic)).text for number in ("15", "112", "114"))
