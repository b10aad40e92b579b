"""Labelled files: their kind is recognised, and what is wrong in them is said in one line."""

from pathlib import Path

import pytest

from bot.evaluation.catalogue import read_catalogue
from bot.evaluation.files import FileError, kept_aside, read_file, read_files

CATALOGUE = read_catalogue()
PROJECT = Path(__file__).parents[2]
GOOD = {
    "messages": '- {text: "a", intent: refusal_of_care, also: [tariff_dispute], slots: {department: "2A"}, style: sms}',
    "emergencies": "- {text: a, category: vital, level: explicit, numbers_first: '15'}\n- {text: b}",
    "dialogues": "- {id: x, turns: [{user: a, kind: question, asks: coverage, deadlines: [{D-ACK8: 2026-01-02}]}]}",
}


@pytest.fixture
def written(tmp_path):
    """Return `written(text) -> path` of a file with this content."""

    def write(text):
        path = tmp_path / "file.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("kind", GOOD)
def test_the_kind_of_a_file_shows_in_its_items(kind, written):
    assert read_file(written(GOOD[kind]), CATALOGUE).kind == kind


def test_texts_alone_are_ordinary_messages(written):
    assert read_file(written("- {text: a}\n- {text: b}"), CATALOGUE).kind == "emergencies"


@pytest.mark.parametrize(
    ("text", "number", "field"),
    [
        ("- {text: a, intent: refusal_of_care}\n- {text: b, intent: nonsense}", 2, "intent"),
        ("- {text: a, intent: refusal_of_care}\n- {text: b}", 2, "intent"),
        ("- {intent: refusal_of_care}", 1, "text"),
        ("- {text: 12, intent: refusal_of_care}", 1, "text"),
        ("- {text: a, intent: refusal_of_care, alos: [x]}", 1, "alos"),
        ("- {text: a, intent: refusal_of_care, also: tariff_dispute}", 1, "also"),
        ("- {text: a, intent: refusal_of_care, second: nonsense}", 1, "second"),
        ("- {text: a, intent: refusal_of_care, slots: {department: 49}}", 1, "slots.department"),
        ("- {text: a, intent: refusal_of_care, slots: {department: '4'}}", 1, "slots.department"),
        ("- {text: a, intent: refusal_of_care, slots: {coverage: cmu}}", 1, "slots.coverage"),
        ("- {text: a, intent: refusal_of_care, slots: {colour: red}}", 1, "slots.colour"),
        ("- {text: a, intent: refusal_of_care, slots: [dentist]}", 1, "slots"),
        ("- {text: a, category: nonsense, level: explicit, numbers_first: '15'}", 1, "category"),
        ("- {text: a, category: vital, level: maybe, numbers_first: '15'}", 1, "level"),
        ("- {text: a, category: vital, level: explicit, numbers_first: 15}", 1, "numbers_first"),
        ("- {text: a, level: explicit, numbers_first: '15'}", 1, "category"),
        ("- {text: a, category: vital, level: explicit, numbers_first: '15', blocking: 'no'}", 1, "blocking"),
        ("- {id: x, turns: []}", 1, "turns"),
        ("- {id: x, turns: [{user: a}]}\n- {id: x, turns: [{user: a}]}", 2, "id"),
        ("- {id: x, turns: [{user: a}, {kind: question}]}", 1, "turns.2.user"),
        ("- {id: x, turns: [{user: a, kin: question}]}", 1, "turns.1.kin"),
        ("- {id: x, turns: [{user: a, kind: nonsense}]}", 1, "turns.1.kind"),
        ("- {id: x, turns: [{user: a, situation: nonsense}]}", 1, "turns.1.situation"),
        ("- {id: x, turns: [{user: a, contains: word}]}", 1, "turns.1.contains"),
        ("- {id: x, turns: [{user: a, slots: {profession: nonsense}}]}", 1, "turns.1.slots.profession"),
    ],
)
def test_a_fault_is_said_in_one_line_with_file_item_and_field(text, number, field, written):
    with pytest.raises(FileError) as error:
        read_file(written(text), CATALOGUE)
    said = str(error.value)
    assert said.startswith(f"file.yml, élément {number}, champ « {field} » : ") and "\n" not in said


@pytest.mark.parametrize("text", ["", "text: a", "- a", "- {text: 'a", "- 1\n- 2"])
def test_what_is_no_list_of_items_is_refused(text, written):
    with pytest.raises(FileError) as error:
        read_file(written(text), CATALOGUE)
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_or_has_the_name_of_another_is_refused(tmp_path, written):
    with pytest.raises(FileError):
        read_file(tmp_path / "none.yml", CATALOGUE)
    path = written(GOOD["messages"])
    with pytest.raises(FileError):
        read_files([path, path], CATALOGUE)


def test_a_slice_is_spread_over_the_file_and_keeps_the_numbers(written):
    file = read_file(written("\n".join(f"- {{text: t{number}}}" for number in range(1, 11))), CATALOGUE)
    assert [number for number, _ in file.slice(3).items] == [1, 4, 7]
    assert file.slice(None) == file == file.slice(10)


def test_the_slots_to_score_are_the_usual_ones_and_those_labelled(written):
    text = "- {text: a, intent: refusal_of_care, slots: {event_date: 2026-01-02}}"
    usual = ("profession", "department", "coverage", "setting", "for_whom")
    assert read_file(written(text), CATALOGUE).slots == (*usual, "event_date")
    assert read_file(written(GOOD["messages"]), CATALOGUE).slots == usual


@pytest.mark.parametrize("name", ["alerts_held.yml", "ordinary_blind.yml", "alerts_final.yaml", "examiner_a.yml"])
def test_files_kept_aside_say_so(name):
    assert kept_aside(name)
    assert not kept_aside("messages_a.yml")


OWN = ("nlu/messages_a", "emergency/alerts_held", "emergency/ordinary_held", "dialogues/places")


@pytest.mark.parametrize("name", OWN)
def test_own_sets_are_read(name):
    assert read_file(PROJECT / "tests" / f"{name}.yml", CATALOGUE).items
