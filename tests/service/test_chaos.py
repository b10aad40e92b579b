"""Parts of the real service break while a patient talks: short trials of `python -m benchmarks.service.chaos`.

Limits of time are measured by that command, not here.
"""

import asyncio
from itertools import islice

import pytest

from benchmarks.service import chaos, redis_server
from benchmarks.service.chaos_trial import DANGER, LOST, SILENT, End, Limits, Trial, end_of, readable, treated, trial
from benchmarks.service.faults import BEFORE, BETWEEN, DURING, Service
from benchmarks.service.faults_stores import wait_alive
from benchmarks.service.patients import Patient, Reply, connected, places
from benchmarks.service.stack import Assistant

#: A machine that does many things at once takes longer; "never hangs" remains.
PATIENT = Limits(answer=20, danger=10)
#: The people of these tests come from other addresses than those of other tests.
PLACES = islice(places(), 1000, None)


@pytest.fixture
def whole(stack):
    """The whole stack; its levers as they were afterwards."""
    yield Service.of_stack(stack)
    for assistant in stack.assistants:
        assistant.set()


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """One assistant with its own file."""
    with chaos.one_service(tmp_path_factory.mktemp("one")) as service:
        yield service


def play(service, make, moment, step):
    """What is wrong when a fault comes."""

    async def once():
        end = await end_of(service, chaos.story(), PLACES)
        return await trial(service, make(), moment, step, chaos.story(), end, PLACES, PATIENT)

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("name", "moment", "step"),
    [
        ("action_fails", BEFORE, 1),
        ("redis_killed", DURING, 2),
        ("redis_full", BEFORE, 3),
        ("slow_connections", BEFORE, 1),
        ("process_killed", DURING, 3),
    ],
)
def test_the_stack_loses_nothing(whole, name, moment, step):
    one = play(whole, chaos.STACK[name], moment, step)
    assert one.problems == [] and len(one.dangers) == 2
    assert one.again or name == "slow_connections"


@pytest.mark.parametrize(
    ("name", "moment", "step"),
    [
        ("folder_removed", BEFORE, 2),
        ("file_replaced", BETWEEN, 1),
        ("folder_away", DURING, 2),
        ("disk_full", BEFORE, 3),
        ("slow_connections_alone", BEFORE, 1),
    ],
)
def test_one_assistant_loses_nothing_but_its_file(alone, name, moment, step):
    one = play(alone, chaos.ONE[name], moment, step)
    assert one.problems == [] and len(one.dangers) == 2


def test_an_assistant_started_without_redis_is_alive_helps_and_waits(tmp_path):
    if redis_server.BINARY is None:
        pytest.skip(redis_server.MISSING)
    (tmp_path / "redis").mkdir()
    server = redis_server.RedisServer(tmp_path / "redis")
    assistant = Assistant("assistant", tmp_path, "s" * 40, RECOURS_REDIS_URL=server.url)

    async def talk():
        async with connected(assistant.address, next(PLACES)) as http:
            patient = Patient(http, assistant.address)
            await patient.begin()
            danger, problem = [await patient.send(text) for text in (chaos.story().danger, chaos.story().steps[0])]
            assert danger.custom["numbers"][0] == chaos.story().number
            assert not treated(problem) and readable(problem)
            server.start()
            await asyncio.to_thread(assistant.wait)
            assert treated(await patient.send(chaos.story().steps[0]))

    try:
        assistant.launch()
        wait_alive(assistant)
        assert not assistant.ready()
        asyncio.run(talk())
        assert assistant.stop() == 0
    finally:
        assistant.stop()
        if server.process:
            server.stop()


# --- the judge itself --------------------------------------------------------------------------------------------


def words_of(text, **custom):
    return Reply(200, 0.1, [{"text": text}, {"custom": {"slots": {}, **custom}}])


def test_what_is_treated_and_what_can_be_read():
    failure = "Désolé. En cas d'urgence : 15, 112, 114 ou 3114."
    assert treated(words_of("?", kind="question")) and readable(words_of("?", kind="question"))
    assert not treated(words_of(failure, kind="error", topic="technical"))
    assert readable(words_of(failure, kind="error", topic="technical")) and readable(Reply(502, 0.1, [], failure))
    assert not readable(words_of("Désolé.", kind="error", topic="technical"))
    assert not readable(Reply(200, 0.1, [])) and not readable(Reply(0, 9.0)) and not readable(Reply(500, 0.1, [], "?"))


def test_every_moment_comes_at_every_message():
    for make in (*chaos.STACK.values(), *chaos.ONE.values()):
        fault = make()
        assert {moment for moment, _ in chaos.plan(fault, 9)} == set(fault.moments)
        assert {step for _, step in chaos.plan(fault, 9)} == {1, 2, 3}


def test_the_page_says_what_was_wrong():
    good = Trial([0.1, 7.04], 2, 1.0, [Reply(504, 8.0, [], "15")])
    bad = Trial([0.1], problems=[(LOST, "x"), (SILENT, "y"), (DANGER, "z")])
    outcomes = [chaos.Outcome(name, [good]) for name in (*chaos.STACK, *chaos.ONE)]
    outcomes[0].trials.append(bad)
    finds = [chaos.canary.Find("stack", 50, 50), chaos.canary.Find("one", 50, 50, keys=1)]
    lines = chaos.page(outcomes, finds, "hier").splitlines()
    rows = [line for line in lines if line.startswith("| ") and line.endswith(("tenu |", "revoir** |"))]
    assert len(rows) == len(outcomes) + 2 and not [row for row in rows[1:-1] if "revoir" in row]
    assert rows[0].endswith("| 2 | 1 | 1 | 7,0 s | 1,0 s | 0 / 1 | – | **à revoir** |")
    assert rows[-1].endswith("| 50 | 50 | 0 | 0 | 1 | 0 | **à revoir** |")


def test_an_end_without_the_same_bodies_is_another():
    assert End.of(words_of("?", kind="orientation", bodies=[{"id": "ars"}])) != End(["cpam"], {})
