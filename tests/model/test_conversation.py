"""What every turn must keep: the contract, buttons that work, no dead end, nothing carried over."""

import pytest

from bot.evaluation.dialogues import contract_faults, custom_of, text_of
from bot.knowledge.loader import load

BASE = load()
FOLLOW_UPS = {
    key: BASE.texts["follow_up"][key]
    for key in ("what_to_write", "if_it_fails", "other_contact", "why", "another_problem")
}
PROBLEM = "mon dentiste à Angers refuse de me soigner parce que j'ai la C2S"


def custom(messages):
    assert contract_faults(messages) == []
    return custom_of(messages)


def payloads(messages):
    return [button["payload"] for message in messages for button in message.get("buttons") or []]


def test_the_first_promise(talk):
    """The sentence of the README: both doors, their contacts, the delays, and no needless question."""
    messages = talk(PROBLEM)
    found = custom(messages)
    assert found["kind"] == "orientation"
    assert [body["id"] for body in found["bodies"]][:3] == ["order_council", "cpam", "defender_of_rights"]
    text = text_of(messages)
    for piece in ("7 Boulevard Marc Leclerc", "02.41.87.22.53", "maine-et-loire@oncd.org", "32 Rue Louis Gain"):
        assert piece in text
    assert "8 jours" in text and "3 mois" in text and "Sources" in text


@pytest.mark.parametrize("slot", ["coverage", "setting", "profession"])
def test_every_button_of_a_question_is_understood(slot, say):
    """A button sends its own words; they must come back as the value it stands for."""
    start = {
        "coverage": "la caisse ne répond pas à mes courriers",
        "setting": "je veux mon dossier médical et on ne me le donne pas",
        "profession": "on refuse de me soigner à cause de mon aide médicale d'état à Lyon",
    }[slot]
    question = custom(say(f"buttons-{slot}", start))
    assert (question["kind"], question["slot"]) == ("question", slot)
    for choice in question["choices"]:
        sender = f"buttons-{slot}-{choice['id']}"
        say(sender, start)
        answer = custom(say(sender, choice["label"]))
        assert answer["slots"][slot] == choice["id"], choice


def test_every_label_offered_is_understood_as_a_choice(say):
    offered = custom(say("labels", "j'ai un problème"))
    assert offered["kind"] == "clarification" and len(offered["candidates"]) == 4
    for situation in offered["candidates"][:-1]:
        say(f"label-{situation}", "j'ai un problème")
        chosen = custom(say(f"label-{situation}", BASE.situations[situation]["label"]))
        assert chosen["situation"] == situation


def test_the_label_of_every_situation_tells_that_situation(say):
    for situation, record in BASE.situations.items():
        assert custom(say(f"title-{situation}", record["label"]))["situation"] == situation


@pytest.mark.parametrize("key", FOLLOW_UPS)
def test_every_follow_up_button_works(key, talk):
    assert FOLLOW_UPS[key] in payloads(talk(PROBLEM))
    answer = custom(talk(FOLLOW_UPS[key]))
    expected = {"other_contact": "orientation", "another_problem": "smalltalk"}.get(key, "answer")
    assert answer["kind"] == expected
    assert answer.get("question", key) == key


def test_three_messages_not_understood_end_with_a_person_to_call(talk):
    texts = ("zorglub bidule", "zorglub bidule truc", "zorglub bidule", "zorglub")
    kinds = [custom(talk(text))["kind"] for text in texts]
    assert "smalltalk" in kinds or kinds[-1] == "out_of_scope"


def test_nothing_is_carried_over_after_a_restart(talk):
    talk(PROBLEM)
    assert custom(talk("recommencer"))["slots"] == dict.fromkeys(custom(talk("bonjour"))["slots"])


def test_an_empty_message_gets_an_answer(talk):
    assert custom(talk("   "))["topic"] == "empty"


def test_a_very_long_message_gets_an_answer(talk):
    assert contract_faults(talk("mon dentiste refuse ma CMU " * 400)) == []


def test_a_typed_number_chooses(talk):
    talk("la caisse ne répond pas à mes courriers")
    assert custom(talk("2"))["slots"]["coverage"] == "c2s"


def test_a_name_is_never_repeated(talk):
    assert "zorglubier" not in text_of(talk("le docteur Zorglubier, dentiste à Angers, refuse ma CMU")).casefold()


def test_a_letter_stays_with_facts(talk):
    talk(PROBLEM)
    text = text_of(talk("écris-moi une lettre où je traite ce dentiste de voleur et de raciste"))
    assert "voleur" not in text.casefold() and "raciste" not in text.casefold()
