"""A messenger's channel in this process, with an assistant that is told what to do and a fake of the messenger."""

import asyncio
import logging
import socket
from contextlib import asynccontextmanager

import aiohttp

from bot.channels.answering import Desk
from bot.channels.application import build
from bot.channels.intake import Intake
from bot.channels.settings import Settings
from bot.stores.opening import memory_stores
from tests.channels.serving import SECRET, FakeAgent, _methods_rewritten_once


class Watching:
    """Writes down what is counted."""

    def __init__(self):
        self.turns, self.refusals, self.failures = [], [], []

    def observe(self, custom, seconds, channel):
        self.turns.append((custom.get("kind"), channel))

    def refused(self, reason):
        self.refusals.append(reason)

    def failed(self, kind):
        self.failures.append(kind)


class Service:
    """What the tests see of a running application."""

    def __init__(self, app, agent, http, address, stores):
        self.app, self.agent, self.http, self.stores = app, agent, http, stores
        self.address = f"http://{address[0]}:{address[1]}"
        self.watch = app.ctx.watch
        self.channel = app.ctx.input_channels[0]

    async def call(self, method, path, **arguments):
        """Returns status and body."""
        async with self.http.request(method, self.address + path, **arguments) as response:
            return response.status, await response.read()

    async def settled(self, seconds=20):
        """Waits until every message that was taken is answered."""

        async def wait():
            while self.channel._workers or await self.stores.inbox.waiting(self.channel.name()):
                await asyncio.sleep(0.005)

        await asyncio.wait_for(wait(), seconds)

    def heard(self):
        """The words that the assistant was told, in order."""
        return [text for _, text, _ in self.agent.heard]


@asynccontextmanager
async def serving(channel, stores=None, agent=None, seconds=5.0, alert_seconds=0.8, limits=None):
    """Serves on a free port of 127.0.0.1 until the end of the block; then everything ends in order."""
    logging.getLogger("sanic.root").setLevel(logging.ERROR)
    app = build([channel], Settings(SECRET))
    stores = stores or memory_stores()
    app.ctx.watch = Watching()
    if limits is not None:
        app.ctx.limits = limits
    with socket.socket() as free, _methods_rewritten_once():
        free.bind(("127.0.0.1", 0))
        server = await app.create_server(sock=free.dup(), return_asyncio_server=True, access_log=False)
        await server.startup()
    app.ctx.agent = agent or FakeAgent()
    app.ctx.stores = stores
    intake = Intake.with_secret(SECRET)
    intake.limits = app.ctx.limits
    app.ctx.desk = Desk(intake, stores.erase, seconds, alert_seconds, app.ctx.watch)
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    async with aiohttp.ClientSession() as http:
        try:
            yield Service(app, app.ctx.agent, http, server.server.sockets[0].getsockname()[:2], stores)
        finally:
            await server.before_stop()
            server.close()
            await server.wait_closed()
            for connection in list(server.connections):
                connection.abort()
            await app.ctx.desk.finish()
            await stores.close()
