"""What an answer amounts to, and how files are played; the assistant is made up."""

import pytest

from bot.evaluation.catalogue import read_catalogue
from bot.evaluation.files import LabelledFile
from bot.evaluation.messages import first_guess, label_of
from bot.evaluation.playing import Assistant, Player, is_empty

CATALOGUE = read_catalogue()


def answer(text="Bonjour", **custom):
    return [{"text": text}, {"custom": {"situation": None, "slots": {}, **custom}}]


def file(kind, *items):
    return LabelledFile("f.yml", kind, tuple(enumerate(items, start=1)))


@pytest.mark.parametrize(
    ("custom", "intent", "label"),
    [
        ({"kind": "orientation", "situation": "medical_error"}, "x", "medical_error"),
        ({"kind": "emergency", "situation": "medical_error"}, "emergency", "medical_error"),
        ({"kind": "emergency"}, "emergency", "emergency"),
        ({"kind": "out_of_scope", "reason": "other"}, "out_of_scope", "out_of_scope"),
        ({"kind": "out_of_scope", "reason": "medical_advice"}, None, "medical_advice"),
        ({"kind": "answer", "question": "deadlines"}, None, "deadlines"),
        ({"kind": "question", "slot": "department"}, "contact_request", "contact_request"),
        ({"kind": "clarification"}, "nlu_fallback", "clarification"),
        ({"kind": "clarification"}, "vague_problem", "vague_problem"),
        ({"kind": "smalltalk", "topic": "dont_know"}, "refuse_answer", "refuse_answer"),
        ({"kind": "smalltalk", "topic": "dont_know"}, "nlu_fallback", "dont_know"),
        ({"kind": "smalltalk", "topic": "greet"}, None, "greet"),
        ({"kind": "privacy", "topic": "erase_data"}, "erase_data", "erase_data"),
        ({"kind": "error", "topic": "empty"}, None, "empty"),
        ({}, None, "error"),
    ],
)
def test_the_label_that_an_answer_amounts_to(custom, intent, label):
    assert label_of(custom, intent) == label


def test_the_first_guess_is_what_is_likeliest_besides_the_doubt():
    assert first_guess([("nlu_fallback", 0.3), ("thank", 0.4), ("greet", 0.2)]) == ("thank", 0.4)
    assert first_guess([]) == (None, None)


def test_a_message_is_played_with_its_ranking():
    ranking = [("out_of_scope", 0.62345), ("refusal_of_care", 0.2), ("greet", 0.1)]
    parsed = {
        "intent": {"name": "out_of_scope"},
        "intent_ranking": [{"name": name, "confidence": share} for name, share in ranking],
    }
    slots = {"coverage": "c2s", "event_date": "2026-01-02", "setting": None}
    say = {"a": answer(kind="out_of_scope", reason="other", slots=slots)}
    assistant = Assistant(lambda sender, text: say[text], lambda text: parsed)
    item = {"text": "a", "intent": "refusal_of_care", "second": "medical_error", "slots": {"coverage": "ame"}}
    (record,) = Player(assistant, CATALOGUE).play([file("messages", item)]).messages
    assert (record.got, record.kind, record.right) == ("out_of_scope", "out_of_scope", False)
    assert record.accepted == ("refusal_of_care", "medical_error")
    assert (record.best, record.confidence, record.foreign) == ("out_of_scope", 0.6234, 0.4234)
    assert (record.said, record.found) == ({"coverage": "ame"}, {"coverage": "c2s"})
    assert len(assistant.seconds) == 1


def test_a_wrong_question_is_followed_to_the_bodies_it_leads_to():
    senders, said = [], []

    def say(sender, text):
        senders.append(sender)
        said.append(text)
        if len(said) < 3:
            return answer(kind="question", situation="medical_error")
        return answer(kind="orientation", situation="medical_error", bodies=[{"id": "cci"}, {"id": "ars"}])

    item = {"text": "a", "intent": "refusal_of_care"}
    assistant = Assistant(say)
    (record,) = Player(assistant, CATALOGUE).play([file("messages", item)]).messages
    assert record.bodies == ("cci", "ars") and record.kind == "question"
    assert said == ["a", CATALOGUE.declined, CATALOGUE.declined] and len(set(senders)) == 1
    assert len(assistant.seconds) == 1  # only the first turn is a turn of the test


def test_every_item_has_a_conversation_of_its_own():
    senders = []
    say = lambda sender, text: senders.append(sender) or answer(kind="smalltalk", topic="greet")  # noqa: E731
    items = [{"text": "a", "intent": "greet"}, {"text": "a", "intent": "greet"}]
    Player(Assistant(say), CATALOGUE).play([file("messages", *items)])
    assert len(set(senders)) == 2


def test_dangers_are_told_before_the_answer_or_beside_it():
    beside = "\n".join(["Voici qui contacter.", CATALOGUE.warnings["vulnerable_adult_abuse"][0]])
    said = {
        "a": answer(kind="emergency", category="vital", numbers=["15", "112"]),
        "b": answer(beside, kind="question"),
        "c": answer(kind="question"),
    }
    items = [
        {"text": "a", "category": "vital", "level": "explicit", "numbers_first": "15"},
        {
            "text": "b",
            "category": "vulnerable_adult_abuse",
            "level": "implicit",
            "numbers_first": "3977",
            "blocking": False,
        },
        {"text": "c"},
    ]
    assistant = Assistant(lambda sender, text: said[text])
    first, second, third = Player(assistant, CATALOGUE).play([file("emergencies", *items)]).emergencies
    assert (first.got, first.blocks, first.numbers, first.right) == ("vital", True, ("15", "112"), True)
    assert (second.got, second.blocks, second.right) == ("vulnerable_adult_abuse", False, True)
    assert second.number_right and second.category_right
    assert (third.got, third.blocks, third.right) == (None, False, True)


def test_a_dialogue_is_played_to_its_end():
    item = {"id": "x", "turns": [{"user": "a", "kind": "question"}, {"user": "b", "kind": "smalltalk"}, {"user": "c"}]}
    said = {"a": answer(kind="smalltalk"), "b": answer(kind="smalltalk"), "c": []}
    assistant = Assistant(lambda sender, text: said[text])
    (record,) = Player(assistant, CATALOGUE).play([file("dialogues", item)]).dialogues
    assert [(fault.turn, fault.fault) for fault in record.faults] == [
        (1, "kind: 'smalltalk' instead of 'question'"),
        (3, "no message"),
    ]
    assert (record.turns, record.empty, record.right) == (3, 1, False)


def test_empty_turns():
    assert is_empty([]) and is_empty(answer("  ", kind="smalltalk"))
    assert is_empty(answer("Désolé", kind="error", topic="technical"))
    assert not is_empty(answer("Je n'ai rien lu", kind="error", topic="empty"))


def test_the_catalogue_of_the_project():
    assert len(CATALOGUE.situations) == 20
    assert {"cpam", "msa", "order_council"} <= CATALOGUE.bodies["refusal_of_care"]
    assert CATALOGUE.name("refusal_of_care") == "Refus de soins" and CATALOGUE.name("nonsense") == "nonsense"
    assert CATALOGUE.group("deadlines") == "question" and CATALOGUE.group("greet") == "other"
    assert CATALOGUE.is_value("department", "971") and not CATALOGUE.is_value("department", "20A")
    assert CATALOGUE.numbers["vital"][0] == "15"
