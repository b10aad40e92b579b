"""What every place for conversations promises: memory, a file of this machine, Redis."""

import asyncio

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, check_if_tracker_store_async

from bot.stores.errors import StoreConflictError, StoreError
from bot.stores.memory import MemoryTrackerStore
from tests.stores import talks


def run(test) -> None:
    asyncio.run(asyncio.wait_for(test(), 30))


async def say(store, key: str, text: str = "hello", intent: str = "tell", **slots: object) -> None:
    """One turn as Rasa's processor makes it: read, change, save."""
    tracker = await store.get_or_create_tracker(key, append_action_listen=False)
    talks.turn(tracker, text, intent, **slots)
    await store.save(tracker)


def test_rasa_takes_it_for_a_store_that_does_not_block(open_store):
    assert check_if_tracker_store_async(open_store())


def test_a_conversation_goes_on_after_a_restart(open_store):
    async def test() -> None:
        store = open_store()
        assert await store.retrieve("key") is None and not await store.exists("key")
        await say(store, "key", "one", "greet", city="Angers")
        tracker = await store.get_or_create_tracker("key", append_action_listen=False)
        talks.ask_in_form(tracker, "two")
        await store.save(tracker)
        if not isinstance(store, MemoryTrackerStore):
            await store.close()
            store = open_store()
        for restored in (
            await store.retrieve("key"),
            await store.retrieve_full_tracker("key"),
            await store.get_or_create_tracker("key"),
            await store.get_or_create_full_tracker("key"),
        ):
            assert talks.intents(restored) == ["greet", "tell"]
            assert restored.get_slot("city") == "Angers" and restored.active_loop_name == "city_form"
        assert await store.exists("key") and list(await store.keys()) == ["key"]
        await store.close()

    run(test)


def test_a_conversation_that_only_began_is_none(open_store):
    async def test() -> None:
        store = open_store()
        tracker = await store.get_or_create_tracker("key", append_action_listen=False)
        await store.save(tracker)
        assert not tracker.events and await store.retrieve("key") is None and not await store.exists("key")
        created = await store.create_tracker("other")
        assert created.latest_action_name == "action_listen"
        assert (await store.retrieve("other")).latest_action_name == "action_listen"
        await store.close()

    run(test)


def test_an_older_turn_cannot_undo_a_newer_one(open_store):
    async def test() -> None:
        store = open_store()
        await say(store, "key", "one", "greet")
        late = await store.get_or_create_tracker("key", append_action_listen=False)
        talks.turn(late, "late", "inform")
        await say(store, "key", "two", "tell")
        with pytest.raises(StoreConflictError):
            await store.save(late)
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        assert store.counts["conflicts"] == 1
        await store.close()

    run(test)


def test_two_saves_of_one_turn_are_both_kept(open_store):
    async def test() -> None:
        store = open_store()
        tracker = await store.get_or_create_tracker("key", append_action_listen=False)
        talks.turn(tracker, "one", "greet")
        await store.save(tracker)
        talks.turn(tracker, "two", "inform")
        await store.save(tracker)
        assert talks.intents(await store.retrieve("key")) == ["greet", "inform"]
        await store.close()

    run(test)


def test_a_write_whose_answer_got_lost_may_be_repeated(open_store):
    async def test() -> None:
        store = open_store()
        stamp = (await store.records.begin("key")).stamp
        new = stamp.next()
        assert await store.records.write("key", stamp, new, b"body")
        assert await store.records.write("key", stamp, new, b"body")
        assert (await store.records.read("key")).stamp == new
        await store.close()

    run(test)


@pytest.mark.parametrize("earlier", [0, 3])
def test_a_turn_that_is_running_cannot_undo_an_erasure(open_store, earlier):
    """Also in the first turn of a conversation, and also when the person writes again before that turn ends."""

    async def test() -> None:
        store = open_store()
        for _ in range(earlier):
            await say(store, "key")
        running = await store.get_or_create_tracker("key", append_action_listen=False)
        talks.turn(running, "running", "inform")
        assert await store.erase("key")
        await store.save(running)
        assert await store.retrieve("key") is None and list(await store.keys()) == []
        await say(store, "key", "new", "greet")
        await store.save(running)
        assert talks.intents(await store.retrieve("key")) == ["greet"]
        assert store.counts["dropped"] == 2 and store.counts["erased"] == 1
        await store.close()

    run(test)


def test_erasing_takes_one_conversation_and_can_be_repeated(open_store):
    async def test() -> None:
        store = open_store()
        await say(store, "key")
        await say(store, "other")
        assert await store.erase("key") is True
        assert await store.erase("key") is False
        assert await store.retrieve("key") is None and await store.exists("other")
        await store.close()

    run(test)


def test_a_damaged_conversation_begins_anew_and_is_counted(open_store, caplog):
    async def test() -> None:
        store = open_store()
        stamp = (await store.records.begin("key")).stamp
        await store.records.write("key", stamp, stamp.next(), b'{"event":"slot"} words of a patient')
        assert not (await store.retrieve("key")).events
        await say(store, "key", "one", "greet")
        assert talks.intents(await store.retrieve("key")) == ["greet"]
        assert store.counts["damaged"] == 2
        await store.close()

    run(test)
    assert "words of a patient" not in caplog.text and "key" not in caplog.text


@pytest.mark.parametrize("key", ["\ud800", "a\0b", "é" * 500, "", "' OR 1=1 --", "*", "a\r\nb"])
def test_a_strange_key_never_ends_the_process(open_store, key):
    """Keys are keyed hashes; Rasa's own SQL store ends the process when it gets another kind."""

    async def test() -> None:
        store = open_store()
        try:
            await say(store, key)
            assert (await store.retrieve(key)).sender_id == key
            assert await store.erase(key)
        except StoreError:
            assert key == "\ud800"
        await say(store, "key")
        assert await store.exists("key")
        await store.close()

    run(test)


def test_a_tracker_of_elsewhere_takes_the_place_of_what_is_stored(open_store):
    async def test() -> None:
        store = open_store()
        await say(store, "key", "one", "greet")
        foreign = store.init_tracker("key")
        talks.turn(foreign, "two", "inform")
        await store.save(foreign)
        assert talks.intents(await store.retrieve("key")) == ["inform"]
        await store.close()

    run(test)


def test_plain_rasa_can_use_it_too(open_store):
    """`rasa run` with the store named in `endpoints.yml`: Rasa wraps it, and creates trackers by its own means."""

    async def test() -> None:
        store = open_store()
        wrapped = FailSafeTrackerStore(store)
        for number in range(2):
            tracker = await wrapped.get_or_create_tracker("key", append_action_listen=False)
            talks.turn(tracker, "hello", f"intent-{number}")
            await wrapped.save(tracker)
        running = await wrapped.get_or_create_tracker("first", append_action_listen=False)
        talks.turn(running, "hello")
        await store.erase("first")
        await wrapped.save(running)
        assert talks.intents(await wrapped.retrieve("key")) == ["intent-0", "intent-1"]
        assert await wrapped.retrieve("first") is None
        await store.close()

    run(test)


def test_it_says_whether_it_can_be_written(open_store):
    async def test() -> None:
        store = open_store()
        await store.check()
        assert list(await store.keys()) == []
        await store.close()

    run(test)


def test_no_event_broker_gets_the_words_of_people():
    with pytest.raises(StoreError, match="broker"):
        MemoryTrackerStore(talks.DOMAIN, event_broker=object())


def test_a_long_conversation_is_bounded():
    async def test() -> None:
        store = MemoryTrackerStore(talks.DOMAIN, turns=10)
        for number in range(25):
            await say(store, "key", "x", f"intent-{number}", dialogue=number)
        tracker = await store.retrieve("key")
        assert len(talks.intents(tracker)) <= 10 and tracker.get_slot("dialogue") == 24

    run(test)
