"""The load of `make load` in small: patients at once, one person at two processes, large bodies, false sessions."""

import asyncio
import random
import time

import pytest

from benchmarks.service import machine
from benchmarks.service.load_attacks import Door, forge, forgeries, large_bodies
from benchmarks.service.load_capacity import alternate, requests, saturate
from benchmarks.service.load_crowd import SAMPLE_SECONDS, Crowd, growth, talk
from benchmarks.service.load_page import Figure, Section, block, number, words
from benchmarks.service.load_turns import all_at_once, in_lanes, problems
from benchmarks.service.patients import NUMBERS, Patient, Reply, connected, dialogues, places
from bot.channels.keys import new_token, session_of

TURNS = 3


@pytest.fixture
def without_rates(stack):
    """The service, where anybody may write as fast as they like."""
    for assistant in stack.assistants:
        assistant.set(rates=False)
    yield stack
    for assistant in stack.assistants:
        assistant.set()


def test_twenty_patients_at_once_are_all_answered(stack):
    said = random.Random(1).sample([told[:TURNS] for told in dialogues() if len(told) >= TURNS], 20)

    async def patient(place: str, told: list[str], stream: bool) -> Patient:
        async with connected(stack.proxy.address, place) as http:
            one = Patient(http, stack.proxy.address)
            assert (await one.begin()).status == 201
            for text in told:
                await one.say(text, stream, tries=1)
            assert (await one.end()).status == 204
            assert (await one.send(told[0])).status == 401
            return one

    async def all_of_them() -> list[Patient]:
        return await asyncio.gather(
            *(patient(place, told, len(told[0]) % 2 == 0) for place, told in zip(places(), said))
        )

    for one in asyncio.run(all_of_them()):
        answers, after = one.replies[:TURNS], one.replies[TURNS]
        assert [reply.answered for reply in answers] == [True] * TURNS, answers
        assert all(number in after.text for number in NUMBERS)


def test_who_writes_too_fast_is_refused_with_the_emergency_numbers(stack):
    async def hasty() -> list[Reply]:
        async with connected(stack.proxy.address, "127.200.1.1") as http:
            one = Patient(http, stack.proxy.address, new_token(stack.secret.encode(), time.time()))
            return await asyncio.gather(*(one.send(text) for text in problems(30)))

    replies = asyncio.run(hasty())
    refused = [reply for reply in replies if not reply.answered]
    assert 0 < len(refused) < len(replies)
    assert all(reply.polite and reply.wait for reply in refused), refused


def test_messages_of_the_same_persons_at_two_processes_are_all_kept(without_rates):
    found = asyncio.run(in_lanes(without_rates, senders=5, least=100))
    assert (found.lost, found.answered) == (0, found.sent) and found.sent >= 100
    assert found.kept == found.sent


def test_more_messages_than_may_wait_are_answered_and_kept_or_refused(without_rates):
    found = asyncio.run(all_at_once(without_rates, senders=5, count=100))
    assert found.sent == 100 and found.lost == 0
    assert found.answered and found.refused


@pytest.mark.parametrize("chunked", [False, True])
def test_a_large_body_is_refused_and_costs_no_memory(stack, chunked):
    token, used = new_token(stack.secret.encode(), time.time()), places()
    pids = [assistant.pid for assistant in stack.assistants]
    for door in (Door(stack.assistants[0].port), Door(stack.proxy.port, tls=True)):
        large_bodies(door, 1, pids, token, used, chunked)  # loads what refusing needs
        found = large_bodies(door, 3, pids, token, used, chunked)
        assert found.statuses == [413] * 3
        assert max(found.grown) < 1


def test_false_sessions_get_nothing(without_rates):
    found = asyncio.run(forge(without_rates.assistants[0].address, without_rates.secret.encode(), 100, words()["told"]))
    assert (found.sent, found.passed, found.foreign, found.harmed) == (100, 0, 0, 0)


def test_every_kind_of_false_session_is_false():
    secret, now = b"s" * 40, time.time()
    tokens = [new_token(secret, now) for _ in range(2)]
    made = list(forgeries(*tokens, secret, 500))
    assert len(set(made)) > 200 and not set(made) & set(tokens)
    assert not [token for token in made if session_of(secret, token, now)]
    assert all(session_of(secret, token, now) for token in tokens)


def test_the_light_client_counts_answers_and_the_processor(without_rates):
    texts, secret = problems(20), without_rates.secret.encode()
    cpu = {one.name: one.cpu for one in without_rates.assistants}
    used = places()

    def full(*doors):
        def asked(name):
            return requests(texts, lambda: new_token(secret, time.time()), used, name)

        return lambda: saturate(doors, 1.5, asked, used, cpu)  # answers come in bursts, one of all lines at a time

    found = alternate(1, full(Door(without_rates.assistants[0].port)), full(Door(without_rates.proxy.port, True)))
    for block_of in (found.rounds[0].one, found.rounds[0].two):
        assert block_of.turns > 0 and block_of.failed == 0
        assert {"client", "others", *cpu} == set(block_of.cpu)
    assert found.ratio == found.rate("two") / found.rate("one")


def test_a_crowd_talks_until_its_time_is_over(stack):
    started = time.monotonic()
    memory = {one.name: one.memory for one in stack.assistants}
    seen = asyncio.run(talk(stack.proxy.address, Crowd(5, 1.0, 0.2, iter(list(places())[-500:])), memory))
    assert time.monotonic() - started >= 1.0 and seen.replies and seen.openings
    assert (seen.errors, seen.empty, seen.cut, seen.refusals) == (0, 0, 0, [])
    assert 0 < seen.waited(50) <= seen.waited(99) and set(seen.memory) == set(memory)


def test_growth_is_counted_from_a_moment_to_the_end():
    samples = [50, 100, 100, 100, 100, 100, 150, 130, 130, 130, 130, 130]
    assert growth(samples, 3 * SAMPLE_SECONDS) == pytest.approx(30)


def test_replies_are_told_apart():
    custom = {"custom": {"kind": "answer", "topic": None}}
    assert Reply(200, 0.1, [{"text": "oui"}, custom]).answered
    assert Reply(200, 0.1, [{"text": " "}, custom]).empty and not Reply(200, 0.1, [custom]).answered
    assert Reply(200, 0.1, [{"text": "oui"}, {"custom": {"topic": "technical"}}]).failed
    assert Reply(429, 0.1, text="15, 112, 3114").polite and not Reply(503, 0.1, text="15").polite
    assert not Reply(500, 0.1, text="15, 112, 3114").polite and not Reply(0, 0.1).empty


def test_memory_is_told_of_a_process_and_all_that_it_started(stack):
    workers = machine.family(stack.proxy.pid)
    assert len(workers) > 1 and stack.proxy.memory() > machine.memory(workers[1:]) > 0
    assert stack.redis.memory() > 0 and stack.redis.cpu() >= 0


def test_a_figure_without_a_value_is_no_success():
    assert Figure("p95", float("nan")).met is False
    assert Figure("p95", 1.5).met is True and Figure("p95", 1.51).met is False
    assert Figure("ratio", 1.8).met is True and Figure("errors", 1).met is False
    assert Figure("replies", 3).met is None


def test_the_table_is_in_french():
    assert number(1234.5, 1) == "1\u202f234,5" and number(float("nan")) == "–"
    section = Section("sessions", [Figure("passed", 1), Figure("ratio", 1.9)], {"count": 3})
    lines = block([section], ["fin"]).splitlines()
    assert lines[4].startswith("| **3 sessions") and lines[5].endswith("| 1 | 0 | **non** |")
    assert lines[6].endswith("| 1,90 | ≥ 1,8 | oui |") and lines[-1] == "- fin"
