"""The figures of a run, on a few made-up answers counted by hand."""

import pytest

from bot.evaluation import dangers, figures, labels, scope, slots, trust
from bot.evaluation.catalogue import Catalogue
from bot.evaluation.records import DialogueRecord, EmergencyRecord, Fault, MessageRecord, Run

CATALOGUE = Catalogue(
    situations=("refusal", "fees", "record"),
    questions=("delays", "costs"),
    labels=frozenset({"refusal", "fees", "record", "delays", "costs", "greet", "out_of_scope", "medical_advice"}),
    names={"refusal": "Refus"},
    values={"coverage": frozenset({"c2s", "ame"})},
    bodies={"refusal": frozenset({"order", "fund"}), "fees": frozenset({"fund"}), "record": frozenset({"cada"})},
    warnings={"vital": ("Appelez le 15.",), "abuse": ("Appelez le 3977.",)},
    numbers={"vital": ("15",), "abuse": ("3977",)},
    declined="?",
)


def message(expected, got, kind="question", *, also=(), number=1, **more):
    values = {"file": "m.yml", "text": f"{expected} {got} {number}", **more}
    return MessageRecord(number=number, expected=expected, accepted=(expected, *also), got=got, kind=kind, **values)


MESSAGES = [
    message("refusal", "refusal", best="refusal", confidence=0.9, style="sms", foreign=-0.9),
    message("refusal", "fees", also=("fees",), best="fees", confidence=0.6, style="sms", foreign=-0.6),
    message("refusal", "record", bodies=("cada",), best="record", confidence=0.8, foreign=-0.8),
    message("fees", "refusal", bodies=("order", "fund"), best="refusal", confidence=0.4, style="short", foreign=-0.3),
    message("fees", "clarification", "clarification", candidates=("record", "fees"), foreign=-0.2),
    message("record", "out_of_scope", "out_of_scope", foreign=0.1),
    message("out_of_scope", "out_of_scope", "out_of_scope", foreign=0.9),
    message("out_of_scope", "fees", foreign=-0.2),
    message("delays", "costs", "answer"),
    message("greet", "greet", "smalltalk"),
]


def counts(figure):
    return figure["right"], figure["total"]


def test_an_accepted_label_is_right_and_counts_as_the_expected_one():
    assert MESSAGES[1].right and MESSAGES[1].resolved == "refusal"
    assert not MESSAGES[2].right and MESSAGES[2].resolved == "record"


def test_an_emergency_is_right_where_it_is_accepted_also_before_a_situation():
    assert message("emergency", "refusal", "emergency").right
    assert message("refusal", "refusal", "emergency").right
    assert not message("refusal", "fees", "emergency").right
    assert trust.is_alarm(message("refusal", "refusal", "emergency"))
    assert not trust.is_alarm(message("refusal", "refusal", "emergency", also=("emergency",)))


def test_accuracy_by_part_and_style():
    parts = {part: counts(figure) for part, figure in labels.by_part(MESSAGES, CATALOGUE).items()}
    assert parts == {"all": (4, 10), "situations": (2, 6), "foreign": (1, 2), "questions": (0, 1), "other": (1, 1)}
    assert {style: counts(figure) for style, figure in labels.by_style(MESSAGES).items()} == {
        "sms": (2, 2),
        "short": (0, 1),
    }


def test_precision_recall_and_f1_of_each_label():
    found = labels.by_label(MESSAGES, CATALOGUE)
    assert list(found) == ["refusal", "fees", "record", "out_of_scope", "delays", "greet"]
    assert counts(found["refusal"]["recall"]) == (2, 3) and counts(found["refusal"]["precision"]) == (2, 3)
    assert found["refusal"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert counts(found["fees"]["recall"]) == (0, 2) and counts(found["fees"]["precision"]) == (0, 1)
    assert found["record"]["support"] == 1 and counts(found["record"]["precision"]) == (0, 1)
    assert labels.mean_f1(found) == pytest.approx(2 / 9, abs=1e-4)


def test_confusions():
    assert {"expected": "delays", "got": "costs", "count": 1} in labels.confusions(MESSAGES)
    assert len(labels.confusions(MESSAGES)) == 6
    matrix = labels.matrix(MESSAGES, CATALOGUE)
    assert matrix["rows"] == ["refusal", "fees", "record", "out_of_scope", "question", "other"]
    assert matrix["columns"] == [*matrix["rows"], "clarification", "same_group"]
    assert matrix["counts"] == [
        [2, 0, 1, 0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0, 0, 1, 0],
        [0, 0, 0, 1, 0, 0, 0, 0],
        [0, 1, 0, 1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 1, 0, 0],
    ]


def test_wrong_bodies_given_with_confidence():
    found = trust.wrong_bodies(MESSAGES, CATALOGUE)
    assert counts(found["situation"]) == (2, 6)  # record for refusal, refusal for fees; a doubt is no confidence
    assert counts(found["first"]) == (2, 6)  # cada for a refusal; the order first for fees
    assert counts(found["bodies"]) == (1, 6)  # the fund is right for fees
    assert trust.steers(message("fees", "elsewhere", "out_of_scope", bodies=("defender",)))
    assert not trust.steers(message("fees", "out_of_scope", "out_of_scope"))


def test_an_answer_may_own_its_doubt():
    records = [
        message("fees", "refusal", doubt=("fees",)),
        message("fees", "refusal", doubt=("record",)),
        message("fees", "refusal"),
        message("fees", "fees", doubt=("record",)),
        message("fees", "fees"),
        message("fees", "clarification", "clarification"),
    ]
    found = trust.wrong_bodies(records, CATALOGUE)
    assert (counts(found["situation"]), counts(found["sure"])) == ((3, 6), (1, 6))
    doubts = trust.doubts(records, CATALOGUE)
    assert (counts(doubts["offered"]), counts(doubts["needless"])) == ((1, 2), (1, 2))


def test_clarifications():
    found = trust.clarifications(MESSAGES, CATALOGUE)
    assert counts(found["asked"]) == (1, 6) and counts(found["offered"]) == (1, 1) and found["elsewhere"] == 0


def test_confidence_judges_the_first_guess_and_leaves_rules_out():
    ruled = message("refusal", "refusal", "emergency", best="emergency", confidence=1.0, ruled=True)
    found = trust.confidence([*MESSAGES, ruled])
    assert (found["judged"], found["ruled"]) == (4, 1)
    # 0.9 right, 0.6 right, 0.8 wrong, 0.4 wrong
    assert found["error"] == pytest.approx((0.1 + 0.4 + 0.8 + 0.4) / 4)


def test_scope():
    found = scope.figures(MESSAGES, CATALOGUE)
    # 0.9 is above all six problems; -0.2 is above four of them, and ties with one
    assert found["auroc"] == pytest.approx((6 + 4.5) / 12, abs=1e-4)
    assert counts(found["false_accepts"]) == (1, 2)
    assert counts(found["false_rejects"]) == (1, 6)


def test_how_foreign_a_ranking_looks():
    ranking = [("out_of_scope", 0.5), ("fees", 0.3), ("greet", 0.15), ("medical_advice", 0.05)]
    assert scope.foreign_score(ranking, CATALOGUE) == pytest.approx(0.25)
    assert scope.foreign_score([("greet", 1.0)], CATALOGUE) == 0


def test_slots():
    records = [
        message("fees", "fees", said={"coverage": "c2s"}, found={"coverage": "c2s", "department": "49"}),
        message("fees", "refusal", said={"coverage": "c2s"}, found={"coverage": "ame"}),
        message("fees", "fees", said={"coverage": "ame", "event_date": "2026-01-02"}),
        message("fees", "fees", found={"event_date": "2026-01-03"}),
        message("greet", "greet", "smalltalk", found={"coverage": "c2s"}),
    ]
    found = slots.by_slot(records, CATALOGUE)
    assert list(found) == ["department", "coverage", "event_date"]
    coverage = found["coverage"]
    assert [coverage[name] for name in ("right", "missed", "extra", "wrong")] == [1, 1, 0, 1]
    assert counts(coverage["recall"]) == (1, 3) and counts(coverage["precision"]) == (1, 2)
    assert counts(coverage["understood"]["recall"]) == (1, 2)
    assert found["department"]["extra"] == 1 and found["department"]["recall"]["share"] is None
    assert (found["event_date"]["missed"], found["event_date"]["extra"]) == (1, 1)


def danger(**values):
    return EmergencyRecord(**{"file": "alerts.yml", "number": 1, "text": "x", **values})


DANGERS = [
    danger(category="vital", level="explicit", first="15", got="vital", blocks=True, numbers=("15", "112")),
    danger(category="vital", level="explicit", first="15", got=None),
    danger(category="vital", level="implicit", first="15", also=("fire",), got="fire", blocks=True, numbers=("18",)),
    danger(category="abuse", level="implicit", first="3977", must_block=False, got="abuse", numbers=("3977",)),
    danger(
        category="abuse", level="implicit", first="3977", must_block=False, got="vital", blocks=True, numbers=("15",)
    ),
    danger(category="vital", level="implicit", first="15", got="vital"),  # told beside the answer: too weak
    danger(file="ordinary_blind.yml"),
    danger(file="ordinary_blind.yml", got="vital", blocks=True),
    danger(file="ordinary.yml", got="abuse"),
]


def test_dangers():
    found = dangers.figures(DANGERS, ("vital", "abuse", "poison"))
    assert counts(found["found"]) == (4, 6)
    assert {level: counts(figure) for level, figure in found["levels"].items()} == {
        "explicit": (1, 2),
        "implicit": (3, 4),
    }
    assert {name: counts(figure) for name, figure in found["categories"].items()} == {"vital": (2, 4), "abuse": (2, 2)}
    assert counts(found["beside_only"]) == (1, 6)
    assert counts(found["category_right"]) == (3, 4)
    assert counts(found["number_right"]) == (3, 4)
    assert counts(found["blocks_needlessly"]) == (1, 2)
    assert counts(found["false_alarms"]) == (1, 3)
    assert counts(found["told_beside"]) == (1, 3)
    assert counts(found["kept_aside"]["false_alarms"]) == (1, 2)


DIALOGUES = [
    DialogueRecord("d.yml", 1, "one", 3),
    DialogueRecord("examiner_x.yml", 1, "two", 2, (Fault(2, "a", "b"), Fault(2, "a", "c")), empty=1),
]


def test_all_figures_together():
    run = Run(tuple(MESSAGES), tuple(DANGERS), tuple(DIALOGUES))
    found = figures.figures(run, CATALOGUE)
    assert counts(found["dialogues"]["right"]) == (1, 2) and counts(found["dialogues"]["kept_aside"]) == (0, 1)
    assert (found["dialogues"]["turns"], found["dialogues"]["faulty_turns"]) == (5, 1)
    assert counts(found["empty_turns"]) == (1, 10 + 9 + 5)
    assert {name: counts(figure["all"]) for name, figure in found["files"].items()} == {
        "m.yml": (4, 10),
        "alerts.yml": (4, 6),
        "ordinary_blind.yml": (1, 2),
        "ordinary.yml": (1, 1),
        "d.yml": (1, 1),
        "examiner_x.yml": (0, 1),
    }
    assert counts(found["files"]["m.yml"]["situations"]) == (2, 6)
    assert Run.restored(run.public()) == run


def test_nothing_played_has_figures_too():
    found = figures.figures(Run(), CATALOGUE)
    assert found["accuracy"]["all"]["share"] is None and found["scope"]["auroc"] is None


def test_times_are_in_milliseconds():
    assert figures.times([0.001, 0.003, 0.002]) == {
        "turns": 3, "median_ms": 2.0, "p95_ms": 2.9, "longest_ms": 3.0, "sum_ms": 6.0,
    }  # fmt: skip
    assert figures.times([])["median_ms"] is None
