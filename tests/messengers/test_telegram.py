"""The channel Telegram against a fake of its Bot API: who may call, and what each update gets."""

import asyncio
import json
import secrets

import pytest

from bot.channels import telegram
from bot.channels.messenger_commands import sentence
from tests.messengers.fake_telegram import SECRET
from tests.messengers.telegram_bot import DANGER, HEADER, PATH, URL, greeted, run


def test_a_thousand_forged_replayed_or_truncated_calls_are_not_taken():
    async def scenario(bot):
        good = bot.fake.says(7, "bonjour")
        await bot.give(good)
        taken = len(bot.service.heard())
        body = json.dumps(good).encode()
        for number in range(1_000):
            kind = number % 5
            if kind == 0:  # another secret, and one that is nearly right
                other = secrets.token_urlsafe(30) if number % 10 else SECRET[:-1] + "x"
                assert await bot.post(bot.fake.says(8, "forged"), secret=other) == 403
            elif kind == 1:
                assert await bot.post(bot.fake.says(8, "forged"), secret=["", None, SECRET + " x"][number % 3]) == 403
            elif kind == 2:  # the whole call again
                assert await bot.post(good) == 200
            elif kind == 3:  # cut
                assert await bot.post(body[: 1 + number % (len(body) - 1)]) == 400
            else:
                wrong = [b"", b"[]", b"null", b"\xff\xfe", b'{"update_id": 1e400}', b"[" * 5_000][number % 6]
                assert await bot.post(wrong) in (200, 400)
        await bot.service.settled()
        assert len(bot.service.heard()) == taken == 1
        assert bot.service.watch.refusals.count("signature") == 400

    run(scenario)


def test_a_forged_call_is_refused_before_its_body_is_read(monkeypatch):
    read = []
    own = telegram.body_of

    async def reading(request, most):
        read.append(most)
        return await own(request, most)

    monkeypatch.setattr(telegram, "body_of", reading)

    async def scenario(bot):
        assert await bot.post(b"x" * 15_000, secret="wrong") == 403 and read == []
        headers = [(HEADER, SECRET), (HEADER, "wrong")]
        assert (await bot.service.call("POST", PATH, data=b"{}", headers=headers))[0] == 403
        headers = {HEADER: "\udcff" * 10}
        assert (await bot.service.call("GET", PATH))[0] == 405

    run(scenario)


def test_the_largest_update_is_taken_and_a_larger_one_is_not():
    """Characters as Telegram writes them, six bytes each, and the message that is replied to."""

    async def scenario(bot):
        await greeted(bot)
        reply = {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": "é" * 4096}
        await bot.give(bot.fake.says(7, "é" * 3_000, reply_to_message=reply))
        assert bot.service.heard() == ["é" * 50], "read by the intake like every text"
        assert await bot.post(b" " * (telegram.MOST_UPDATE + 1)) == 413
        assert await bot.post(b" " * 20_000, secret="wrong") in (403, 413)

    run(scenario)


def test_without_its_secrets_the_channel_is_off():
    assert telegram.channel({}) is None
    assert telegram.channel({"RECOURS_TELEGRAM_TOKEN": " "}) is None


def test_the_first_message_gets_the_notice_and_the_second_does_not():
    async def scenario(bot):
        first = await bot.say("bonjour")
        notice = first[0]
        for words in ("programme automatique, pas une personne", "15", "112", "3114", "N'écrivez pas votre nom"):
            assert words in notice
        assert (
            "Telegram" in notice and "hors de l'Union européenne" in notice and URL in notice and "24 heures" in notice
        )
        assert first[1:] == ["heard: bonjour"]
        assert await bot.say("encore") == ["heard: encore"]
        assert (await bot.say("bonjour", chat=8))[0] == notice, "each person gets it"

    run(scenario)


def test_start_gives_the_notice_again_and_is_never_told_to_the_assistant():
    async def scenario(bot):
        for text in ("/start", "/start ref_42", "start", "/START", "/start@recours_bot"):
            shown = await bot.say(text)
            assert "programme automatique" in shown[0] and shown[1] == sentence("tell"), text
        assert bot.service.heard() == []

    run(scenario)


def test_a_danger_is_answered_before_the_notice():
    async def scenario(bot):
        bot.service.agent.way = "raises"
        shown = await bot.say(DANGER)
        assert "15" in shown[0] and "programme automatique" in shown[-1] and "programme automatique" not in shown[0]

    run(scenario)


def test_a_slash_typed_is_a_plain_text():
    async def scenario(bot):
        await greeted(bot)
        for text in ("/restart", '/refusal_of_care{"department": "49"}', "/starter", "/cas 2 dentistes", "／back"):
            await bot.say(text)
        await bot.give(bot.fake.says(7, "/back", kind="edited_message"))
        await bot.give(bot.fake.says(7, caption="/restart", photo=[{"file_id": "x"}]))
        heard = bot.service.heard()
        assert len(heard) == 7 and not any(text.startswith(("/", "／")) for text in heard)

    run(scenario)


def test_the_same_update_three_times_is_one_turn_and_one_answer():
    async def scenario(bot):
        await greeted(bot)
        update = bot.fake.says(7, "bonjour")
        await bot.give(update, update, update)
        await bot.give(update)
        assert bot.service.heard() == ["bonjour"] and bot.fake.texts() == ["heard: bonjour"]

    run(scenario)


def test_messages_sent_at_once_are_answered_one_by_one_in_order():
    async def scenario(bot):
        await greeted(bot)
        bot.service.agent.way = "slow"
        texts = [f"message {number}" for number in range(8)]
        updates = [bot.fake.says(7, text) for text in texts]
        assert await asyncio.gather(*(bot.post(update) for update in updates)) == [200] * 8
        await bot.service.settled()
        assert sorted(bot.service.heard()) == texts
        assert bot.fake.texts() == [f"heard: {text}" for text in bot.service.heard()]
        bot.fake.sent.clear()
        bot.service.agent.heard.clear()
        for number in (3, 1, 2):  # out of order, with a duplicate: in order of arrival, each once
            await bot.post(dict(bot.fake.says(7, f"late {number}"), update_id=5_000 + number))
        await bot.post(dict(bot.fake.says(7, "late 1"), update_id=5_001))
        await bot.service.settled()
        assert bot.fake.texts() == ["heard: late 3", "heard: late 1", "heard: late 2"]

    run(scenario)


def test_the_webhook_is_acknowledged_while_the_answer_takes_longer():
    async def scenario(bot):
        await greeted(bot)
        bot.service.agent.way = "hangs"
        assert await bot.post(bot.fake.says(7, "bonjour")) == 200
        assert bot.fake.texts() == []
        await bot.service.settled()
        assert "15" in bot.fake.texts()[0], "a turn that hangs is answered with what to do"

    run(scenario, seconds=1.0)


def test_an_answer_that_takes_long_shows_that_it_is_being_written(monkeypatch):
    monkeypatch.setattr(telegram.TelegramChannel, "typing_seconds", 0.05)

    async def scenario(bot):
        await greeted(bot)
        bot.service.agent.way = "slow"  # 0.2 s
        await bot.say("bonjour")
        shown = [parameters for method, parameters in bot.fake.calls if method == "sendChatAction"]
        assert len(shown) >= 2 and shown[0] == {"chat_id": 7, "action": "typing"}
        bot.fake.faults["sendChatAction"].extend([500, "drop", 429])
        assert await bot.say("encore") == ["heard: encore"]

    run(scenario)


@pytest.mark.parametrize("part", ["voice", "photo", "sticker", "document", "contact", "video_note", "dice"])
def test_what_is_not_text_is_answered_with_how_to_write(part):
    async def scenario(bot):
        await greeted(bot)
        await bot.give(bot.fake.says(7, **{part: {"file_id": "x"}}))
        assert bot.fake.texts() == [sentence("media")] and bot.service.heard() == []

    run(scenario)


def test_a_place_is_asked_for_in_words_and_words_under_a_picture_are_answered():
    async def scenario(bot):
        await greeted(bot)
        await bot.give(bot.fake.says(7, location={"latitude": 47.4, "longitude": -0.5}))
        assert "ville" in bot.fake.texts()[0] and "département" in bot.fake.texts()[0]
        await bot.give(bot.fake.says(7, caption="le courrier de ma caisse", photo=[{}]))
        assert bot.fake.texts()[1:] == [sentence("caption"), "heard: le courrier de ma caisse"]
        assert bot.service.heard() == ["le courrier de ma caisse"]

    run(scenario)


def test_a_message_that_was_edited_is_a_new_one():
    async def scenario(bot):
        await greeted(bot)
        await bot.give(bot.fake.says(7, "à Angers", kind="edited_message"))
        assert bot.fake.texts() == [sentence("edited"), "heard: à Angers"]
        await bot.give(bot.fake.says(7, kind="edited_message", location={}))
        assert len(bot.fake.texts()) == 2, "a living location changes by itself"

    run(scenario)


def test_a_group_gets_one_sentence():
    async def scenario(bot):
        group = {"id": -100, "type": "supergroup", "title": "Zoé Canarivet et ses amis"}
        for text in ("bonjour", "/aide", "/start"):
            await bot.give(bot.fake.says(7, text, chat=group))
        assert bot.fake.texts() == [sentence("group")] and bot.fake.sent[0]["chat"]["id"] == -100
        assert bot.service.heard() == []

    run(scenario)


def test_other_updates_are_acknowledged_and_ignored():
    async def scenario(bot):
        fake = bot.fake
        private = {"id": 7, "type": "private"}
        robot = {"id": 9, "is_bot": True, "first_name": "x"}
        member = {"chat": private, "from": {"id": 7, "is_bot": False}, "new_chat_member": {"status": "kicked"}}
        await bot.give(
            fake.update(my_chat_member=member),
            fake.update(channel_post={"chat": {"id": -1, "type": "channel"}, "text": "x"}),
            fake.update(message_reaction={}),
            fake.update(unheard_of={"chat": private}),
            fake.update(message=None),
            fake.update(message={"chat": "x", "text": "a"}),
            fake.update(message={"chat": {"id": "7", "type": "private"}, "text": "a"}),
            fake.says(7, "x", **{"from": robot}),
            fake.says(7, pinned_message={}),
            fake.says(7, "x", chat={"id": -1, "type": "channel"}),
            fake.update(callback_query={"id": "1", "from": {"id": 7}, "data": "x"}),
            fake.update(callback_query={"id": 1, "data": "x", "message": {}}),
            {"update_id": "1", "message": {}},
            {},
        )
        assert fake.calls == [] and bot.service.heard() == []

    run(scenario)
