"""A bad record is refused with its file, line and field."""

import shutil

import pytest

from bot.knowledge.loader import FOLDER, load
from bot.knowledge.validation import RecordError


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "knowledge"
    shutil.copytree(FOLDER, folder)
    return folder


def broken(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RecordError) as error:
        load(folder)
    return str(error.value)


def test_a_wrong_role(copy):
    message = broken(copy, "situations/refusal_of_care.yml", "role: primary", "role: first")
    assert "refusal_of_care.yml, line" in message and "role" in message


def test_an_unknown_body(copy):
    message = broken(copy, "situations/refusal_of_care.yml", "id: defender_of_rights", "id: defender")
    assert "unknown body defender" in message


def test_an_unknown_source(copy):
    message = broken(copy, "situations/refusal_of_care.yml", "S002", "S999")
    assert "unknown source S999" in message


def test_a_field_too_many(copy):
    message = broken(copy, "deadlines.yml", "direction:", "colour: red\n  direction:")
    assert "deadlines.yml, line" in message and "colour" in message


def test_a_file_that_is_no_yaml(copy):
    message = broken(copy, "bodies.yml", "cpam:", "cpam: [")
    assert "bodies.yml, line" in message and "not valid YAML" in message


def test_a_pair_of_situations_asked_twice(copy):
    first = "- between: [refusal_of_care, tariff_dispute]"
    twice = """- between: [tariff_dispute, refusal_of_care]
  ask: "Avez-vous la C2S ?"
  answers: {refusal_of_care: "Oui, je l'ai", tariff_dispute: "Non, pas du tout"}
"""
    message = broken(copy, "borders.yml", first, twice + first)
    assert "borders.yml, line" in message and "already has a question" in message


def test_an_answer_for_another_situation(copy):
    message = broken(copy, "borders.yml", "    tariff_dispute:", "    medical_error:")
    assert "answers" in message and "two situations" in message
