"""False identities told to the real service while parts of it break: nothing is left. Short form of `canary.py`."""

import asyncio
import json
from itertools import islice

import pytest

from benchmarks.service import canary
from benchmarks.service.canary_identities import IDENTIFIERS, Search, identities
from benchmarks.service.faults import Service
from benchmarks.service.patients import places
from bot.channels.keys import conversation_key
from bot.channels.redaction import redact

PLACES = islice(places(), 2000, None)
PEOPLE = identities(50)


def test_nothing_of_ten_identities_is_left(stack):
    service = Service.of_stack(stack)
    try:
        find = asyncio.run(canary.hunt(service, PLACES, 10))
    finally:
        for assistant in stack.assistants:
            assistant.set()
    assert find.right, find
    assert find.stored == 10 and not service.ended()


def test_what_is_left_in_a_file_is_found(stack):
    service = Service.of_stack(stack)
    keys = [conversation_key(b"s" * 40, "web", str(number)) for number in range(50)]
    search = Search(PEOPLE, keys)
    left = service.folder / "left.log"
    left.write_text(f"turn of {keys[3]}: {PEOPLE[7].written['nir']}", encoding="utf-8")
    try:
        found = {place: (search.found(data), search.keys(data)) for place, data in canary.everything(service)}
    finally:
        left.unlink()
    assert found["left.log"] == ({(7, "nir")}, {3})
    assert {"assistant-1.log", "access.log", "metrics of assistant-2"} <= set(found)
    assert any(place.startswith("redis/appendonlydir") for place in found)


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_identities_are_found_however_they_are_written(person):
    search, place = Search(PEOPLE, []), PEOPLE.index(person)
    text = " | ".join(person.written.values())
    spread = text.replace(" ", ".")
    for told in (text, text.upper(), json.dumps({"a": text})):
        assert search.found(told.encode()) == {(place, kind) for kind in person.tokens}
    assert {(place, kind) for kind in ("nir", "phone", "iban", "card")} <= search.found(spread.encode())
    assert search.found(text.encode(), IDENTIFIERS) == {(place, kind) for kind in IDENTIFIERS}
    assert search.found(b"rien ici, sauf 063998 et 9999") == set()


def test_no_two_identities_share_anything():
    tokens = [
        token
        for person in PEOPLE
        for kind in person.tokens
        for token in set(person.tokens[kind])
        if kind != "birth_date"
    ]
    assert len(tokens) == len(set(tokens)) and not any(
        a != b and a in b for a in tokens for b in tokens if not b.endswith(a)
    )


def test_half_of_the_social_security_numbers_are_right():
    keys = [person.written["nir"].replace(" ", "") for person in PEOPLE]
    right = [97 - int(key[:13]) % 97 == int(key[13:]) for key in keys]
    assert right.count(True) == 25


def test_the_identifiers_are_such_that_redaction_knows_them():
    for person in PEOPLE:
        for text in canary.words()["tells"]:
            told = text.format(**person.written)
            hidden = Search([person], []).found(redact(told).text.encode(), IDENTIFIERS)
            assert not hidden, told
