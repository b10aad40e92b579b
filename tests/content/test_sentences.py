"""Every sentence a person may read: whole, ended, and short enough."""

import re

import pytest

from bot.knowledge.loader import SENTENCE_FIELDS, load

BASE = load()


def spoken(item):
    """Return a sentence as it is said; the mark "à vérifier" brings its own full stop."""
    if isinstance(item, str):
        return item
    return f"{item['text']}." if item.get("status") == "unverified" else item["text"]


def sentences():
    for situation in BASE.situations.values():
        for part in [situation, *situation["rules"], *situation.get("notes", [])]:
            name = part["id"]
            for field in (*SENTENCE_FIELDS, "definition"):
                yield from ((name, spoken(item)) for item in part.get(field, []))
            yield from ((name, body["reason"]) for body in part.get("bodies", []) if "reason" in body)
    for key, body in BASE.bodies.items():
        yield from ((key, text) for field in ("can", "cannot", "how") for text in body.get(field, []))
        yield key, body["plain"]
    for key, question in BASE.questions.items():
        if key == "letter_template":  # lines of a letter, not sentences
            continue
        yield from ((key, spoken(item)) for item in question["answer"])
    for key, deadline in BASE.deadlines.items():
        yield key, deadline["rule"]


SENTENCES = list(dict.fromkeys(sentences()))


IDS = [f"{where}-{number}" for number, (where, _) in enumerate(SENTENCES)]


@pytest.mark.parametrize("where, text", SENTENCES, ids=IDS)
def test_sentence(where, text):
    """A sentence cut by a comma of YAML has no full stop; a capital starts each one."""
    assert re.search(r"[.!?…:»)]$", text.strip()), text
    assert re.match(r"[A-ZÀ-ÖØ-Þ0-9«\"]", text.strip()), text
    longest = max(len(piece.split()) for piece in re.split(r"(?<=[.!?:;])\s", text))
    assert longest <= 32, text
