"""Every sentence a person may read is whole and ended. How plain it is: test_plain_language.py."""

import re

import pytest

from bot.evaluation.plain import patient_texts

#: Not sentences: parts to put together, the lines of a letter, a list of numbers, titles and buttons.
NOT_SENTENCES = (
    "bot/channels/messengers.yml:",
    "bot/channels/rendering/",
    "bot/knowledge/questions.yml:letter_template.",
    "bot/knowledge/texts.yml:",
    "bot/site/",
    "deploy/pages/",
    "widget/",
)
PIECES = {
    piece.id: piece.text
    for text in patient_texts()
    for piece in text.pieces
    if not piece.label and not piece.id.startswith(NOT_SENTENCES)
}


@pytest.mark.parametrize("where", PIECES)
def test_sentence(where):
    """A sentence cut by a comma of YAML has no full stop; a capital starts each one."""
    text = PIECES[where].removesuffix(" {numbers}").strip()
    assert re.search(r"[.!?…:»)]$", text), text
    assert re.match(r"[A-ZÀ-ÖØ-Þ0-9«\"]", text), text
