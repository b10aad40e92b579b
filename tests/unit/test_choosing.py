"""A number alone names what was offered, in whatever turn the language model sends it."""

from datetime import date

import pytest

from bot.dialogue.choosing import rank_of
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.state import Heard, Pending, State
from bot.knowledge.loader import load
from bot.model import Case
from bot.orientation.directory import load as load_directory

TODAY = date(2026, 11, 24)
DIALOGUE = Dialogue(load(), load_directory())


def say(state, text, turn="out_of_scope", intent="out_of_scope"):
    turn, heard = DIALOGUE.chooser.turn(turn, state, Heard(text, intent))
    return getattr(DIALOGUE, turn)(state, heard, TODAY)


def answered():
    case = Case("refusal_of_care", profession="dentist", department="49", coverage="c2s")
    return DIALOGUE.orient(State(case=case), Heard("voilà", "inform"), TODAY)


@pytest.mark.parametrize(
    "text, rank",
    [
        ("1", 1), ("1.", 1), ("2)", 2), ("un", 1), ("Deux", 2), ("n° 2", 2), ("le 3", 3), ("numéro trois", 3),
        ("la deuxième", 2), ("le premier", 1), ("choix 4", 4), ("12", 12), ("douze", 12),
        ("", None), ("1 2", None), ("deux dentistes", None), ("je ne sais pas", None), ("3 mars", None),
        ("3114", None), ("à 2", None), ("le", None),
    ],
)  # fmt: skip
def test_what_is_a_rank(text, rank):
    assert rank_of(text) == rank


def test_a_question_takes_the_number_of_each_choice():
    state, reply = DIALOGUE.asker.ask(State(case=Case("refusal_of_care")), "coverage", 1)
    assert say(state, "deux")[0].case.coverage == "c2s"
    assert say(state, str(len(reply.buttons)))[0].case.coverage == "dont_know"
    assert say(state, "99", "clarify", "nlu_fallback")[0].case.coverage is None


def test_did_you_mean_takes_the_number_of_each_choice():
    state, _ = DIALOGUE.clarifier.offer(State(), ("medical_error", "tariff_dispute"), "clarify.first")
    assert say(state, "1")[0].case.situation == "medical_error"
    assert say(state, "deux")[0].case.situation == "tariff_dispute"
    assert say(state, "3")[1].custom["topic"] == "another_problem"


def test_after_an_answer_a_number_is_a_follow_up():
    state, reply = answered()
    for rank, button in enumerate(reply.buttons, start=1):
        after, said = say(state, str(rank))
        key = load().texts["follow_up"]["buttons"][rank - 1]
        assert load().texts["follow_up"][key] == button.title
        assert said.custom.get("question", key) == key
    assert after.case.situation is None  # the last one: another problem
    assert say(state, "6")[1].custom["kind"] == "out_of_scope"


def test_a_doubt_and_a_second_problem_take_numbers():
    state, _ = answered()
    doubtful = state.changed(pending=Pending("doubt", choices=("medical_error",)))
    assert say(doubtful, "1")[0].case.situation == "medical_error"
    assert say(doubtful, "2")[1].custom["question"] == "what_to_write"
    later = state.changed(later=(Case("medical_error"),), pending=Pending("next_problem"))
    assert say(later, "1")[0].case.situation == "medical_error"
    assert say(later, "2")[0].later == ()


def test_a_number_stays_itself_where_nothing_is_offered():
    heard = Heard("15", "emergency")
    state, _ = answered()
    assert DIALOGUE.chooser.turn("emergency", state, heard) == ("emergency", heard)
    place, _ = DIALOGUE.asker.ask(State(case=Case("refusal_of_care")), "department", 1, ("01", "69"))
    for state in (State(), place):
        assert DIALOGUE.chooser.turn("clarify", state, Heard("1", "inform")) == ("clarify", Heard("1", "inform"))
