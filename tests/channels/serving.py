"""The web application in this process, with an assistant that is told what to do."""

import asyncio
import json
import logging
import socket
from contextlib import asynccontextmanager, nullcontext
from unittest import mock

import aiohttp

from bot.channels.answering import Desk
from bot.channels.application import build
from bot.channels.intake import Intake
from bot.channels.rest import RestChannel
from bot.channels.settings import Settings
from bot.channels.web import WebChannel
from bot.site import routes as site
from bot.stores.errors import AlreadyHeardError

SECRET = b"s" * 40
SITE = "https://www.exemple.fr"
#: A text in which the rules see a danger.
DANGER = "mon mari ne respire plus"


class FakeAgent:
    """Repeats what it hears; `way` changes that: silent, raises, hangs, stubborn, erases, heard before."""

    def __init__(self):
        self.heard = []
        self.ids = []
        self.way = "repeats"
        self.cancelled = 0

    def is_ready(self):
        return True

    async def handle_message(self, message):
        self.heard.append((message.sender_id, message.text, message.input_channel))
        self.ids.append(message.message_id)
        if self.way == "heard before":
            raise AlreadyHeardError
        if self.way == "raises":
            raise RuntimeError(message.text)
        if self.way == "says, then raises":
            await message.output_channel.send_text_message(message.sender_id, "half of it")
            raise RuntimeError(message.text)
        if self.way == "hangs":
            try:
                await asyncio.sleep(60)
            finally:
                self.cancelled += 1
        while self.way == "stubborn":
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.cancelled += 1
        if self.way == "silent":
            return
        if self.way == "slow":
            await asyncio.sleep(0.2)
        custom = {"kind": "smalltalk", "topic": "greet", "situation": None, "slots": {}}
        if self.way == "erases":
            custom = {"kind": "privacy", "topic": "erase_data"}
        await message.output_channel.send_text_message(message.sender_id, f"heard: {message.text}")
        await message.output_channel.send_custom_json(message.sender_id, custom)


class Service:
    """What the tests see of a running application."""

    def __init__(self, app, agent, http, address):
        self.app, self.agent, self.http, self.address = app, agent, http, address
        self.erased = []
        self.erasing_fails = False
        self.store_fails = False

    async def erase(self, key):
        if self.erasing_fails:
            raise OSError("the disk is full")
        self.erased.append(key)
        return True

    async def check_store(self):
        if self.store_fails:
            raise OSError("gone")

    def url(self, path):
        return f"http://{self.address[0]}:{self.address[1]}{path}"

    async def call(self, method, path, token=None, **arguments):
        """Returns status, headers, and the body (parsed if it is JSON)."""
        headers = dict(arguments.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        async with self.http.request(method, self.url(path), headers=headers, **arguments) as response:
            body = await response.read()
            if response.content_type == "application/json":
                body = json.loads(body)
            return response.status, response.headers, body

    async def token(self):
        return (await self.call("POST", "/webhooks/web/session"))[2]["token"]

    async def say(self, token, text, **more):
        return await self.call("POST", "/webhooks/web/webhook", token, json={"message": text, **more})

    async def raw(self, data, end=True):
        """Sends bytes as they are; returns all that comes back."""
        reader, writer = await asyncio.open_connection(*self.address)
        writer.write(data)
        if end:
            writer.write_eof()
        try:
            return await asyncio.wait_for(reader.read(), 15)
        except ConnectionResetError:
            return b""
        finally:
            writer.close()


_rewritten = []


def _methods_rewritten_once():
    """Sanic rewrites its own methods when an application starts, and cannot do it again for a second one."""
    if _rewritten:
        return mock.patch("sanic.app.TouchUp.run")
    _rewritten.append(True)
    return nullcontext()


@asynccontextmanager
async def serving(seconds=8.0, alert_seconds=0.8, limits=None, **settings):
    """Serves on a free port of 127.0.0.1 until the end of the block."""
    app = build([WebChannel(), RestChannel()], Settings(SECRET, **settings))
    app.blueprint(site.blueprint())
    agent = FakeAgent()
    with socket.socket() as free, _methods_rewritten_once():
        free.bind(("127.0.0.1", 0))
        server = await app.create_server(sock=free.dup(), return_asyncio_server=True, access_log=False)
        await server.startup()
    await server.before_start()
    await server.after_start()
    await server.start_serving()
    address = server.server.sockets[0].getsockname()[:2]
    async with aiohttp.ClientSession() as http:
        service = Service(app, agent, http, address)
        intake = Intake.with_secret(SECRET)
        if limits is not None:
            app.ctx.limits = limits
        intake.limits = app.ctx.limits
        app.ctx.agent = agent
        app.ctx.check_store = service.check_store
        app.ctx.desk = Desk(intake, service.erase, seconds, alert_seconds)
        try:
            yield service
        finally:
            server.close()
            await server.wait_closed()
            for connection in list(server.connections):
                connection.abort()


def run(scenario, **arguments):
    """Runs `async scenario(service)` against a fresh application."""
    logging.getLogger("sanic.root").setLevel(logging.ERROR)

    async def all_of_it():
        async with serving(**arguments) as service:
            return await asyncio.wait_for(scenario(service), 60)

    return asyncio.run(all_of_it())


def text_of(messages):
    """The visible words of an answer."""
    return "\n".join(message["text"] for message in messages if "text" in message)


def custom_of(messages):
    """The one `custom` of an answer."""
    customs = [message["custom"] for message in messages if "custom" in message]
    assert len(customs) == 1, messages
    return customs[0]
