"""Telegram: settings, the command for the webhook, long polling, what is kept until it is answered."""

import asyncio
import json

import pytest

from bot.channels import messengers, telegram, telegram_webhook
from bot.channels.messenger_commands import command, entry, to_forward
from bot.channels.rendering.splitting import pages
from bot.channels.sealing import Sealer, SealError
from bot.channels.settings import SettingsError
from bot.channels.telegram_api import TelegramApi, TelegramSettings, read_settings
from bot.stores.errors import StoreError
from tests.messengers.fake_telegram import SECRET, TOKEN, FakeTelegram
from tests.messengers.serving import serving

GIVEN = {"RECOURS_TELEGRAM_TOKEN": TOKEN, "RECOURS_TELEGRAM_SECRET": SECRET}
URL = "https://recours.exemple.fr"


# --- settings --------------------------------------------------------------------------------------------------------


def test_settings():
    assert read_settings({}) is None
    assert read_settings({"RECOURS_PUBLIC_URL": URL, "RECOURS_TELEGRAM_POLLING": "0"}) is None
    settings = read_settings({**GIVEN, "RECOURS_PUBLIC_URL": URL + "/"})
    assert (settings.url, settings.polling, settings.api) == (URL, False, "https://api.telegram.org")
    assert TOKEN not in repr(settings) and SECRET not in repr(settings)
    polling = read_settings({"RECOURS_TELEGRAM_TOKEN": TOKEN, "RECOURS_TELEGRAM_POLLING": "1"})
    assert polling.polling and polling.secret == ""


@pytest.mark.parametrize(
    "environment, named",
    [
        ({"RECOURS_TELEGRAM_TOKEN": TOKEN}, "RECOURS_TELEGRAM_SECRET"),
        ({"RECOURS_TELEGRAM_SECRET": SECRET}, "RECOURS_TELEGRAM_TOKEN"),
        ({"RECOURS_TELEGRAM_POLLING": "1"}, "RECOURS_TELEGRAM_TOKEN"),
        ({**GIVEN, "RECOURS_TELEGRAM_TOKEN": "a token"}, "RECOURS_TELEGRAM_TOKEN"),
        ({**GIVEN, "RECOURS_TELEGRAM_SECRET": "s" * 31}, "RECOURS_TELEGRAM_SECRET"),
        ({**GIVEN, "RECOURS_TELEGRAM_SECRET": "é" * 40}, "RECOURS_TELEGRAM_SECRET"),
        ({**GIVEN, "RECOURS_TELEGRAM_POLLING": "oui"}, "RECOURS_TELEGRAM_POLLING"),
        ({**GIVEN, "RECOURS_TELEGRAM_API": "http://telegram.example"}, "RECOURS_TELEGRAM_API"),
        ({**GIVEN, "RECOURS_TELEGRAM_API": "https://user@telegram.example"}, "RECOURS_TELEGRAM_API"),
        ({**GIVEN, "RECOURS_PUBLIC_URL": "recours.exemple.fr"}, "RECOURS_PUBLIC_URL"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line_without_the_secrets(environment, named):
    with pytest.raises(SettingsError) as told:
        messengers.check_settings(environment)
    assert named in str(told.value) and "\n" not in str(told.value)
    for secret in (TOKEN, SECRET, "a token", "s" * 31):
        assert secret not in str(told.value)


def test_open_messengers_are_those_of_the_environment():
    assert messengers.messengers({}) == []
    assert [channel.name() for channel in messengers.messengers(GIVEN)] == ["telegram"]


# --- the command -----------------------------------------------------------------------------------------------------


def commanded(what, fake_before=None, **environment):
    """Exit status, what it printed, and the fake."""

    async def test():
        async with FakeTelegram() as fake:
            if fake_before:
                fake_before(fake)
            given = {**GIVEN, "RECOURS_TELEGRAM_API": fake.url, "RECOURS_PUBLIC_URL": URL, **environment}
            try:
                return await telegram_webhook.run(what, given), fake
            except (telegram_webhook.WebhookError, SettingsError) as error:
                return error, fake

    return asyncio.run(test())


def test_the_webhook_is_set_shown_and_removed():
    line, fake = commanded("set")
    assert line == f"Telegram appelle maintenant {URL}/webhooks/telegram/webhook."
    assert fake.webhook["secret_token"] == SECRET and fake.webhook["drop_pending_updates"] is False
    assert fake.webhook["allowed_updates"] == ["message", "edited_message", "callback_query"]
    assert [one["command"] for one in fake.commands] == list(entry("menu"))
    line, _ = commanded("show", lambda fake: fake.webhook.update(url=URL))
    assert URL in line and "aucune" in line
    line, _ = commanded("show")
    assert line.startswith("Telegram n'appelle aucun serveur")
    line, fake = commanded("remove", lambda fake: fake.webhook.update(url=URL))
    assert line.startswith("Telegram n'appelle plus") and fake.webhook == {}


@pytest.mark.parametrize(
    "what, environment, words",
    [
        ("set", {"RECOURS_PUBLIC_URL": ""}, "RECOURS_PUBLIC_URL manque"),
        ("set", {"RECOURS_PUBLIC_URL": "https://recours.exemple.fr:5005"}, "8443"),
        ("set", {"RECOURS_PUBLIC_URL": "http://localhost"}, "https"),
        ("set", {"RECOURS_TELEGRAM_SECRET": "", "RECOURS_TELEGRAM_POLLING": "1"}, "RECOURS_TELEGRAM_SECRET manque"),
        ("show", {"RECOURS_TELEGRAM_TOKEN": "999999:" + "B" * 35}, "refuse RECOURS_TELEGRAM_TOKEN"),
        ("show", dict.fromkeys([*GIVEN, "RECOURS_TELEGRAM_API"], ""), "rien à faire"),
        ("show", {"RECOURS_TELEGRAM_API": "http://127.0.0.1:9"}, "ne répond pas"),
        ("delete", {}, "set, remove ou show"),
    ],
)
def test_each_thing_that_is_wrong_is_one_line(what, environment, words):
    error, fake = commanded(what, **environment)
    assert isinstance(error, Exception) and words in str(error) and "\n" not in str(error)
    assert fake.webhook == {} and TOKEN not in str(error)


def test_the_command_line(capsys):
    assert telegram_webhook.main([], {}) == 1 and telegram_webhook.main(["set"], {}) == 1
    assert capsys.readouterr().err.count("\n") == 2


# --- long polling ----------------------------------------------------------------------------------------------------


def polling(scenario, monkeypatch):
    monkeypatch.setattr(telegram, "_POLL_PAUSE", 0.02)

    async def test():
        async with FakeTelegram() as fake:
            given = {"RECOURS_TELEGRAM_TOKEN": TOKEN, "RECOURS_TELEGRAM_API": fake.url, "RECOURS_TELEGRAM_POLLING": "1"}
            fake.pending.append(fake.says(7, "avant"))
            async with serving(telegram.channel(given)) as service:
                await asyncio.wait_for(scenario(service, fake), 30)

    asyncio.run(test())


async def answered(fake, count):
    while len([text for text in fake.texts() if text.startswith("heard")]) < count:
        await asyncio.sleep(0.01)


def test_updates_are_fetched_once_and_confirmed_when_they_are_kept(monkeypatch):
    async def scenario(service, fake):
        await answered(fake, 1)
        fake.pending += [fake.says(number % 3, f"message {number}") for number in range(30)]
        while fake.pending:
            await asyncio.sleep(0.01)
        await service.settled()
        assert len(fake.texts(7)) == 1 + 1 and [len(fake.texts(chat)) for chat in range(3)] == [1 + 10] * 3
        status, _ = await service.call("POST", "/webhooks/telegram/webhook", data=b"{}")
        assert status == 404, "no address to call"

    polling(scenario, monkeypatch)


def test_faults_of_telegram_and_of_the_store_delay_and_lose_nothing(monkeypatch):
    async def scenario(service, fake):
        await answered(fake, 1)
        inbox, failures = service.stores.inbox, [StoreError("full")] * 2
        own = inbox.put

        async def put(*arguments, **more):
            if failures:
                raise failures.pop()
            return await own(*arguments, **more)

        inbox.put = put
        fake.faults["getUpdates"].extend([500, 429, "drop", "late", 401])
        broken = {"update_id": 900_000, "message": {"chat": {"id": 7, "type": "private"}, "text": "x", "from": []}}
        fake.pending += [broken, dict(fake.says(7, "après"), update_id=900_001)]
        await answered(fake, 3)
        assert not failures and service.heard()[-1] == "après"
        while fake.pending:
            await asyncio.sleep(0.01)

    polling(scenario, monkeypatch)


def test_while_a_webhook_is_set_nothing_is_fetched_and_it_goes_on_afterwards(monkeypatch):
    async def scenario(service, fake):
        await answered(fake, 1)
        fake.webhook = {"url": URL}
        fake.pending.append(fake.says(7, "encore"))
        await asyncio.sleep(0.1)
        fake.webhook = {}
        await answered(fake, 2)

    polling(scenario, monkeypatch)


# --- what is kept, what is said --------------------------------------------------------------------------------------


def test_a_body_is_sealed_for_its_owner():
    sealer = Sealer(b"s" * 40)
    sealed = sealer.seal("déjà dit".encode(), "owner")
    assert b"dit" not in sealed and sealer.seal("déjà dit".encode(), "owner") != sealed
    assert sealer.open(sealed, "owner").decode() == "déjà dit"
    changed = bytes([sealed[-1] ^ 1])
    for body, owner, secret in (
        (sealed, "other", b"s" * 40),
        (sealed, "owner", b"t" * 40),
        (sealed[:-1] + changed, "owner", b"s" * 40),
        (b"", "owner", b"s" * 40),
    ):
        with pytest.raises(SealError):
            Sealer(secret).open(body, owner)
    assert sealer.hidden("telegram", "1") != sealer.hidden("whatsapp", "1") != Sealer(b"t" * 40).hidden("whatsapp", "1")


def test_what_waits_is_unreadable_and_a_changed_secret_drops_it():
    async def test():
        given = {**GIVEN, "RECOURS_TELEGRAM_API": "http://127.0.0.1:9"}  # nothing is to be said
        async with serving(telegram.channel(given)) as service:
            inbox, bodies = service.stores.inbox, []
            own = inbox.put

            async def put(channel, owner, message_id, body, *more):
                bodies.append((owner, message_id, body))
                return await own(channel, owner, message_id, b"sealed by another secret", *more)

            inbox.put = put
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            data = json.dumps(FakeTelegram().says(4_242_424_242, "canari"))
            await service.call("POST", "/webhooks/telegram/webhook", data=data, headers=headers)
            await service.settled()
            ((owner, message_id, body),) = bodies
            assert b"canari" not in body and "4242424242" not in owner + message_id and b"4242424242" not in body
            assert service.heard() == [] and service.watch.failures == []

    asyncio.run(test())


@pytest.mark.parametrize(
    "text, expected",
    [
        ("/cas", "case"),
        ("Résumé", "summary"),
        (" /document ", "document"),
        ("/effacer@recours_bot", "erase"),
        ("/start abc", "start"),
        ("start abc", None),
        ("/cas abc", None),
        ("aide-moi", None),
        ("mon cas", None),
        ("//cas", None),
        ("cas" + " " * 500, None),
        ("", None),
        ("\ud800", None),
    ],
)
def test_which_texts_are_commands(text, expected):
    assert command(text) == expected


def test_what_is_forwarded_does_not_say_that_it_is_said_again():
    messages = [{"text": "Je répète.\n\nRefus de soins."}, {"custom": {"kind": "orientation"}}, {"text": "Je répète."}]
    assert [message.get("text") for message in to_forward(messages)] == ["Refus de soins.", None, ""]


def test_a_long_text_is_cut_between_paragraphs_else_lines_else_sentences():
    text = "\n\n".join(["a" * 30, "b" * 60 + "\n" + "c" * 60, ("Une phrase. " * 20).strip(), "d"])
    found = pages(text, 100)
    assert all(len(part) <= 100 for part in found)
    assert found[:3] == ["a" * 30 + "\n\n" + "b" * 60, "c" * 60, ("Une phrase. " * 8).strip()]
    assert found[-1].endswith("phrase.\n\nd") and "".join("".join(found).split()) == "".join(text.split())
    assert pages("", 100) == [] and pages("x" * 250, 100) == ["x" * 100, "x" * 100, "x" * 50]


def test_tokens_are_not_in_errors():
    async def test():
        api = TelegramApi(TelegramSettings(TOKEN, SECRET, "http://127.0.0.1:9"))
        with pytest.raises(Exception) as told:
            await api.call("getMe")
        await api.close()
        return told.value

    error = asyncio.run(test())
    assert TOKEN not in str(error) + repr(error)
