"""The channel Telegram against a fake of its Bot API: who may call, what each update gets, what is delivered."""

import asyncio
import json
import logging
import secrets
from contextlib import asynccontextmanager

import pytest

from bot.channels import delivering, messenger, telegram
from bot.channels.limits import Buckets, Limits
from bot.channels.messenger_commands import sentence
from bot.stores.errors import StoreError
from tests.channels.serving import FakeAgent
from tests.messengers.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.messengers.serving import serving

PATH = "/webhooks/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
URL = "https://recours.exemple.fr"
DANGER = "mon mari ne respire plus"


class Bot:
    """A running channel and its fake Telegram."""

    def __init__(self, service, fake):
        self.service, self.fake = service, fake

    async def post(self, update, secret=SECRET, **more):
        """Calls the webhook as Telegram does; returns the status."""
        headers = {HEADER: secret} if secret is not None else {}
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers["Content-Type"] = "application/json"
        return (await self.service.call("POST", PATH, data=body, headers=headers, **more))[0]

    async def give(self, *updates):
        """Brings updates and waits for the answers."""
        for update in updates:
            assert await self.post(update) == 200
        await self.service.settled()

    async def say(self, text, chat=7):
        """One message of a person who was greeted before; returns what they then see."""
        before = len(self.fake.sent)
        await self.give(self.fake.says(chat, text))
        return [one["text"] for one in self.fake.sent[before:]]


@asynccontextmanager
async def running(environment=(), **arguments):
    async with FakeTelegram() as fake:
        settings = {
            "RECOURS_TELEGRAM_TOKEN": TOKEN,
            "RECOURS_TELEGRAM_SECRET": SECRET,
            "RECOURS_TELEGRAM_API": fake.url,
            "RECOURS_PUBLIC_URL": URL,
            **dict(environment),
        }
        async with serving(telegram.channel(settings), **arguments) as service:
            yield Bot(service, fake)


def run(scenario, **arguments):
    """Runs `async scenario(bot)` against a fresh application."""

    async def all_of_it():
        async with running(**arguments) as bot:
            return await asyncio.wait_for(scenario(bot), 60)

    return asyncio.run(all_of_it())


async def greeted(bot, chat=7):
    """A person who has seen the notice."""
    await bot.give(bot.fake.says(chat, "/start"))
    bot.fake.sent.clear()
    bot.fake.calls.clear()
    bot.service.agent.heard.clear()


# --- who may call ----------------------------------------------------------------------------------------------------


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


# --- what comes in ---------------------------------------------------------------------------------------------------


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


# --- buttons ---------------------------------------------------------------------------------------------------------


class Asking(FakeAgent):
    """Answers with buttons, some of whose words differ from their titles."""

    async def handle_message(self, message):
        self.heard.append((message.sender_id, message.text, message.input_channel))
        titles = [f"Choix numéro {number}, avec un très long titre en français, accents compris" for number in range(3)]
        buttons = [{"title": title, "payload": title} for title in titles] + [
            {"title": "Oui", "payload": "oui, répondez"}
        ]
        await message.output_channel.send_text_with_buttons(message.sender_id, "Lequel ?", buttons)
        custom = {"kind": "question", "slot": "profession", "choices": [], "situation": None, "slots": {}, "attempt": 1}
        await message.output_channel.send_custom_json(message.sender_id, custom)


def test_buttons_are_one_a_row_and_send_words_also_after_a_restart():
    async def scenario(bot):
        await greeted(bot)
        await bot.say("bonjour")
        asked = bot.fake.sent[-1]
        rows = asked["reply_markup"]["inline_keyboard"]
        assert len(rows) == 4 and all(len(row) == 1 for row in rows)
        bot.fake.calls.clear()
        await bot.give(bot.fake.presses(asked, "Oui"))
        assert bot.service.heard()[-1] == "oui, répondez"
        assert bot.fake.calls[0][0] == "answerCallbackQuery"
        await bot.give(bot.fake.presses(asked, rows[2][0]["text"]))
        assert bot.service.heard()[-1] == rows[2][0]["text"]
        return asked

    asked = run(scenario, agent=Asking())

    async def after(bot):
        await bot.give(bot.fake.presses(asked, "Oui"))
        assert bot.service.heard() == ["oui, répondez"]

    run(after)


def test_a_button_that_is_not_known_any_more_is_told():
    async def scenario(bot):
        await greeted(bot)
        await bot.say("bonjour")
        asked = bot.fake.sent[-1]
        for message in (dict(asked, reply_markup={"inline_keyboard": "x"}), dict(asked, date=0, reply_markup=None)):
            update = bot.fake.presses(asked, "Oui")
            update["callback_query"]["message"] = message
            await bot.give(update)
            assert bot.fake.texts()[-1] == sentence("old_button")
        update = bot.fake.presses(asked, "Oui")
        update["callback_query"]["data"] = '/restart{"x": 1}'
        await bot.give(update)
        assert bot.fake.texts()[-1] == sentence("old_button") and len(bot.service.heard()) == 1

    run(scenario, agent=Asking())


# --- commands of an association's worker -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["/aide", "aide", "/Aide", "/help", "/aide@recours_bot"])
def test_help_names_the_commands(text):
    async def scenario(bot):
        await greeted(bot)
        (shown,) = await bot.say(text)
        assert all(name in shown for name in ("/resume", "/document", "/cas", "/effacer")) and "15" in shown

    run(scenario)


@pytest.mark.parametrize("text", ["/effacer", "effacer", "Effacez mes données."])
def test_erasing_erases_and_the_next_conversation_begins_with_the_notice(text):
    async def scenario(bot):
        await greeted(bot)
        await bot.say("bonjour")
        key = bot.service.agent.heard[0][0]
        erased = []
        own = bot.service.app.ctx.desk._erase

        async def erase(key):
            erased.append(key)
            return await own(key)

        bot.service.app.ctx.desk._erase = erase
        assert "oublié" in (await bot.say(text))[-1]
        assert erased == [key]
        assert "programme automatique" in (await bot.say("bonjour"))[0]

    run(scenario)


@pytest.mark.parametrize("text", ["/cas", "cas", "Cas"])
def test_a_case_for_another_person_erases_the_one_before(text):
    async def scenario(bot):
        await greeted(bot)
        erased = []

        async def erase(key):
            erased.append(key)

        bot.service.app.ctx.desk._erase = erase
        assert await bot.say(text) == [sentence("case")] and len(erased) == 1
        assert await bot.say("bonjour") == ["heard: bonjour"], "the worker knows the notice"

        async def fails(key):
            raise StoreError("gone")

        bot.service.app.ctx.desk._erase = fails
        assert "pas pu tout effacer" in (await bot.say(text))[0]

    run(scenario)


class Answering(FakeAgent):
    """Gives an answer with buttons."""

    async def handle_message(self, message):
        self.heard.append((message.sender_id, message.text, message.input_channel))
        buttons = [{"title": "Et les délais ?", "payload": "Et les délais ?"}]
        await message.output_channel.send_text_with_buttons(
            message.sender_id,
            "Qui peut aider :\n• La CPAM & l'Ordre\nTéléphone : 36 46\n\n" + "Une phrase. " * 700,
            buttons,
        )
        custom = {"kind": "orientation", "bodies": [], "sources": [], "deadlines": [], "situation": None, "slots": {}}
        await message.output_channel.send_custom_json(message.sender_id, custom)


@pytest.mark.parametrize("text", ["/resume", "résumé"])
def test_the_summary_is_the_whole_answer_as_text(text):
    async def scenario(bot):
        await greeted(bot)
        shown = await bot.say(text)
        assert bot.service.heard() == [sentence("words.repeat")]
        assert "La CPAM & l'Ordre" in shown[0] and "36 46" in shown[0]
        assert sum(one.count("Une phrase.") for one in shown) == 700
        assert not any("reply_markup" in one for one in bot.fake.sent)

    run(scenario, agent=Answering())


def test_the_document_is_sent_when_there_is_an_answer(monkeypatch):
    pytest.importorskip("docx")

    async def scenario(bot):
        await greeted(bot)
        bot.fake.faults["sendDocument"].extend([500, 429])
        monkeypatch.setattr(delivering, "FIRST_PAUSE", 0.01)
        await bot.say("/document")
        ((chat, name, content, caption),) = bot.fake.documents
        assert chat == 7 and name.endswith(".docx") and content.startswith(b"PK") and caption

    run(scenario, agent=Answering())


def test_without_an_answer_there_is_no_document():
    async def scenario(bot):
        await greeted(bot)
        assert await bot.say("/document") == [sentence("document.nothing"), "heard: " + sentence("words.repeat")]

    run(scenario)


# --- what goes out ---------------------------------------------------------------------------------------------------


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


# --- too much --------------------------------------------------------------------------------------------------------


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


# --- faults of our own side ------------------------------------------------------------------------------------------


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
