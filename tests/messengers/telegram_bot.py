"""A running channel Telegram, and its fake."""

import asyncio
import json
from contextlib import asynccontextmanager

from bot.channels import telegram
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
