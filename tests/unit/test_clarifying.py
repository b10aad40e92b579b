"""When the assistant does not know for sure: the question that tells two situations apart, the answer that owns it."""

from datetime import date

import pytest

from bot.dialogue.clarifying import SURE
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.state import Heard, State
from bot.knowledge.loader import load
from bot.language.titles import intent_of_title
from bot.orientation.directory import load as load_directory

TODAY = date(2026, 11, 24)
BASE = load()
DIALOGUE = Dialogue(BASE, load_directory())
PAIR = ("refusal_of_care", "tariff_dispute")


def unsure(*ranking):
    return Heard("le dentiste m'a demandé 800 euros", "nlu_fallback", 0.3, ranking)


def test_two_close_situations_get_the_question_that_tells_them_apart():
    state, reply = DIALOGUE.clarify(State(), unsure((PAIR[0], 0.31), (PAIR[1], 0.3), ("medical_error", 0.1)), TODAY)
    border = BASE.borders[frozenset(PAIR)]
    assert reply.text.startswith(border["ask"])
    assert reply.custom["candidates"][:2] == list(PAIR) and len(reply.custom["candidates"]) == 3
    assert [button.title for button in reply.buttons][:2] == [border["answers"][situation] for situation in PAIR]
    state, _ = DIALOGUE.orient(state, Heard(border["answers"]["tariff_dispute"], "tariff_dispute"), TODAY)
    assert state.case.situation == "tariff_dispute"


def test_three_close_situations_get_their_labels():
    _, reply = DIALOGUE.clarify(State(), unsure((PAIR[0], 0.31), (PAIR[1], 0.3), ("medical_error", 0.29)), TODAY)
    assert reply.custom["candidates"][:3] == [*PAIR, "medical_error"]
    assert BASE.situations["medical_error"]["label"] in reply.text


def test_a_likely_situation_is_answered_with_its_doubt_and_the_other_one_is_offered():
    heard = Heard("on m'a fait payer trop cher à Lyon", PAIR[1], SURE - 0.1, ((PAIR[1], SURE - 0.1), (PAIR[0], 0.2)))
    state, reply = DIALOGUE.orient(State(), heard, TODAY)
    doubt = DIALOGUE.clarifier.doubt_line(PAIR[1])
    assert doubt in reply.text
    while reply.custom["kind"] == "question":
        state, reply = DIALOGUE.orient(state, Heard("je ne sais pas", "dont_know"), TODAY)
    assert doubt not in reply.text


def test_no_after_a_doubtful_answer_offers_the_others():
    heard = Heard(
        "le magnétiseur m'a pris 90 euros", "unconventional_care", 0.5, (("unconventional_care", 0.5), (PAIR[1], 0.3))
    )
    state, reply = DIALOGUE.orient(State(), heard, TODAY)
    assert reply.custom["kind"] == "orientation" and reply.custom["doubt"] == [PAIR[1]]
    assert reply.buttons[0].title == BASE.situations[PAIR[1]]["label"]
    _, reply = DIALOGUE.orient(state, Heard("non", "deny"), TODAY)
    assert reply.custom["kind"] == "clarification" and reply.custom["candidates"][0] == PAIR[1]


def test_a_sure_answer_has_no_doubt():
    _, reply = DIALOGUE.orient(State(), Heard("sophrologie", "unconventional_care", 0.95), TODAY)
    assert "doubt" not in reply.custom and DIALOGUE.clarifier.doubt_line("unconventional_care") not in reply.text


@pytest.mark.parametrize("pair", BASE.borders, ids="/".join)
def test_every_answer_of_a_border_is_understood_as_its_situation(pair):
    for situation, answer in BASE.borders[pair]["answers"].items():
        assert intent_of_title(answer) == situation
