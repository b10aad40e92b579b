"""Buttons of Telegram, and the commands of an association's worker."""

import pytest

from bot.channels import delivering
from bot.channels.messenger_commands import sentence
from bot.stores.errors import StoreError
from tests.channels.serving import FakeAgent
from tests.messengers.telegram_bot import greeted, run


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
