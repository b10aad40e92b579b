"""What goes out to Telegram, floods, and faults of our own side."""

import asyncio
import logging

import pytest

from bot.channels import delivering, messenger, telegram
from bot.channels.limits import Buckets, Limits
from bot.stores.errors import StoreError
from tests.messengers.fake_telegram import SECRET, TOKEN
from tests.messengers.telegram_bot import DANGER, greeted, run
from tests.messengers.test_telegram_choices import Answering


def test_a_long_answer_is_split_and_its_buttons_are_under_the_last_part():
    async def scenario(bot):
        await greeted(bot)
        shown = await bot.say("bonjour")
        assert len(shown) >= 3 and sum(one.count("Une phrase.") for one in shown) == 700
        assert [("reply_markup" in one) for one in bot.fake.sent] == [False] * (len(shown) - 1) + [True]
        calls = [parameters for method, parameters in bot.fake.calls if method == "sendMessage"]
        assert all(one["link_preview_options"] == {"is_disabled": True} for one in calls)

    run(scenario, agent=Answering())


def test_signs_of_html_are_shown_as_they_were_written():
    async def scenario(bot):
        await greeted(bot)
        text = "<b>moi</b> & <script>alert(1)</script> {{7*7}} %s"
        assert await bot.say(text) == [f"heard: {text}"]

    run(scenario)


@pytest.mark.parametrize("fault", [429, 500, 502, "drop"])
def test_what_fails_for_a_moment_is_sent_again(fault, monkeypatch):
    monkeypatch.setattr(delivering, "FIRST_PAUSE", 0.01)

    async def scenario(bot):
        await greeted(bot)
        bot.fake.faults["sendMessage"].extend([fault] * 3)
        started = asyncio.get_running_loop().time()
        assert await bot.say("bonjour") == ["heard: bonjour"]
        assert bot.fake.count("sendMessage") == 4
        waited = asyncio.get_running_loop().time() - started
        assert fault != 429 or waited >= 0.6, "as long as Telegram asks"
        assert bot.service.watch.failures == []

    run(scenario)


def test_what_cannot_be_delivered_in_time_is_dropped_and_counted(monkeypatch, caplog):
    monkeypatch.setattr(delivering, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(delivering, "DELIVERY_SECONDS", 0.3)

    async def scenario(bot):
        await greeted(bot)
        bot.fake.faults["sendMessage"].extend([500] * 100)
        assert await bot.say("canari perdu") == []
        assert bot.service.watch.failures == ["undelivered"]
        bot.fake.faults["sendMessage"].clear()
        assert await bot.say("bonjour") == ["heard: bonjour"]

    run(scenario)
    assert "canari" not in caplog.text and TOKEN not in caplog.text


def test_a_person_who_blocked_the_bot_is_left_alone_and_nothing_is_erased():
    async def scenario(bot):
        await greeted(bot)
        bot.fake.blocked.add(7)
        assert await bot.say("bonjour") == []
        assert bot.fake.count("sendMessage") == 1 and bot.service.watch.failures == ["blocked"]
        bot.fake.blocked.clear()
        assert await bot.say("encore") == ["heard: encore"], "no notice: nothing was forgotten"
        bot.fake.unknown.add(7)
        assert await bot.say("bonjour") == []
        assert bot.service.watch.failures == ["blocked", "undelivered"]

    run(scenario)


def test_a_form_that_telegram_refuses_is_sent_as_plain_text(monkeypatch):
    own = telegram.rendering.render

    def broken(messages):
        return [type(one)(f"<unknown>{one.html}</unknown>", one.keyboard) for one in own(messages)]

    monkeypatch.setattr(telegram.rendering, "render", broken)

    async def scenario(bot):
        await greeted(bot)
        assert await bot.say("a & b < c") == ["heard: a & b < c"]

    run(scenario)


def test_a_fault_of_the_renderer_still_says_the_words(monkeypatch, caplog):
    def broken(messages):
        raise ValueError(str(messages))

    monkeypatch.setattr(telegram.rendering, "render", broken)

    async def scenario(bot):
        await greeted(bot)
        assert await bot.say("canari") == ["heard: canari"]
        assert await bot.say("encore") == ["heard: encore"]

    run(scenario)
    assert "ValueError" in caplog.text and "canari" not in caplog.text


def test_who_writes_too_much_is_told_and_bounded_and_others_are_not_concerned():
    async def scenario(bot):
        await greeted(bot)
        await greeted(bot, 8)
        bot.service.agent.way = "slow"
        for number in range(40):
            assert await bot.post(bot.fake.says(7, f"flood {number}")) == 200
        assert await bot.post(bot.fake.says(7, DANGER)) == 200
        assert await bot.post(bot.fake.says(8, "bonjour")) == 200
        await bot.service.settled(40)
        mine, other = bot.fake.texts(7), bot.fake.texts(8)
        assert other == ["heard: bonjour"]
        assert len([text for text in mine if "flood" in text]) == 5
        assert len([text for text in mine if "trop vite" in text]) <= messenger_room()
        assert "15" in mine[-1] and "flood" not in mine[-1], "a danger is always heard"
        assert bot.service.watch.refusals.count("too_many") >= 19

    run(scenario, limits=Limits(conversation=Buckets(6, 3600), address=Buckets(1_000, 60)))


def messenger_room():
    from bot.stores.inbox import MOST_WAITING

    return MOST_WAITING


def test_stickers_count_as_messages():
    async def scenario(bot):
        for _ in range(4):
            await bot.give(bot.fake.says(7, sticker={}))
        assert ["trop vite" in text for text in bot.fake.texts()] == [False, False, False, True, True]

    run(scenario, limits=Limits(conversation=Buckets(2, 3600)))


def test_a_message_that_cannot_be_kept_is_not_acknowledged(caplog):
    async def scenario(bot):
        await greeted(bot)
        inbox = bot.service.stores.inbox
        own = inbox.put

        async def fails(*_, **__):
            raise StoreError("full")

        inbox.put = fails
        update = bot.fake.says(7, "canari")
        assert await bot.post(update) == 503
        inbox.put = own
        await bot.give(update)
        assert bot.fake.texts() == ["heard: canari"]

    run(scenario)
    assert "canari" not in caplog.text


def test_a_store_that_is_away_while_messages_wait_is_come_back_to(monkeypatch):
    monkeypatch.setattr(messenger, "LOOK_SECONDS", 0.05)

    async def scenario(bot):
        await greeted(bot)
        inbox = bot.service.stores.inbox
        own = inbox.claim
        failures = [StoreError("gone")] * 2

        async def claim(*arguments):
            if failures:
                raise failures.pop()
            return await own(*arguments)

        inbox.claim = claim
        assert await bot.say("bonjour") == ["heard: bonjour"] and not failures

    run(scenario)


def test_a_store_that_is_away_when_an_answer_was_given_does_not_have_it_given_twice():
    async def scenario(bot):
        await greeted(bot)
        inbox, failures = bot.service.stores.inbox, [StoreError("gone")] * 2
        own = inbox.done

        async def done(*arguments):
            if failures:
                raise failures.pop()
            await own(*arguments)

        inbox.done = done
        assert await bot.say("bonjour") == ["heard: bonjour"] and not failures
        assert await bot.say("encore") == ["heard: encore"]

    run(scenario)


def test_a_lost_lease_ends_the_work_so_that_nobody_is_answered_twice(monkeypatch):
    monkeypatch.setattr(messenger, "RENEWAL_SECONDS", 0.05)
    monkeypatch.setattr(messenger, "LOOK_SECONDS", 0.05)

    async def scenario(bot):
        await greeted(bot)
        inbox = bot.service.stores.inbox
        bot.service.agent.way = "slow"
        own, lost = inbox.renew, []

        async def renew(item, seconds):
            if not lost:
                lost.append(item)
                await own(item, 0)
                return False
            return await own(item, seconds)

        inbox.renew = renew
        assert await bot.say("bonjour") == ["heard: bonjour"] and lost

    run(scenario)


def test_nothing_typed_is_logged(caplog):
    caplog.set_level(logging.DEBUG)

    async def scenario(bot):
        for way in ("repeats", "raises", "silent", "hangs"):
            bot.service.agent.way = way
            await bot.say("canari secret 06 39 98 12 34")
        bot.fake.faults["sendMessage"].extend([400, 400, 400, 400])
        bot.service.agent.way = "repeats"
        await bot.say("canari secret")
        await bot.post(b'{"canari": ')
        await bot.give(bot.fake.says(7, "canari", chat={"id": -5, "type": "group", "title": "canari"}))

    run(scenario, seconds=0.3)
    own = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("aiohttp"))
    for words in ("canari", "06 39", "Canarivet", TOKEN, SECRET):
        assert words not in own
