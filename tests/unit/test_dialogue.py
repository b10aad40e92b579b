"""Turns of the dialogue without Rasa: whatever the situation and the follow-up, there is an answer."""

from datetime import date

import pytest

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.state import Heard, State
from bot.knowledge.loader import load
from bot.model import DONT_KNOW, Case
from bot.orientation.directory import load as load_directory

TODAY = date(2026, 11, 24)
DIALOGUE = Dialogue(load(), load_directory())
FOLLOW_UPS = ("what_to_write", "if_it_fails", "what_next", "deadlines", "why", "simpler", "other_contact")


def answered(situation):
    """Return a conversation whose problem got its answer, nothing else being known."""
    unknown = dict.fromkeys(("profession", "department", "coverage", "setting"), DONT_KNOW)
    state = State(case=Case(situation=situation, **unknown))
    return DIALOGUE.orient(state, Heard("voilà", situation), TODAY)


@pytest.mark.parametrize("situation", load().situations)
def test_a_case_of_which_nothing_is_known_gets_an_answer(situation):
    state, reply = answered(situation)
    assert state.answered and reply.text
    assert reply.custom["kind"] in ("orientation", "out_of_scope")


@pytest.mark.parametrize("situation", load().situations)
@pytest.mark.parametrize("intent", FOLLOW_UPS)
def test_every_follow_up_has_an_answer(situation, intent):
    state, _ = answered(situation)
    _, reply = DIALOGUE.answer(state, Heard("et alors", intent), TODAY)
    assert reply.text.strip() and reply.custom["kind"] in ("answer", "orientation")


def test_a_state_survives_the_tracker():
    state, _ = DIALOGUE.orient(State(), Heard("mon dentiste refuse ma CMU", "refusal_of_care"), TODAY)
    assert state.pending.slot == "department"
    assert State.restored(state.case.public_slots(), state.memory()) == state


def test_the_third_failure_to_answer_a_question_moves_on():
    state, reply = DIALOGUE.orient(State(), Heard("mon dentiste refuse ma CMU", "refusal_of_care"), TODAY)
    assert reply.custom["attempt"] == 1
    state, reply = DIALOGUE.clarify(state, Heard("blabla", "nlu_fallback"), TODAY)
    assert reply.custom["attempt"] == 2
    state, reply = DIALOGUE.clarify(state, Heard("blabla", "nlu_fallback"), TODAY)
    assert reply.custom["kind"] == "orientation" and state.case.known("department") is None
