"""`python -m bot.runtime.serve`: the assistant over HTTP, in one process.

Prints one line when a message can really be answered. PORT (5005) and HOST (127.0.0.1) come from the
environment. Ctrl-C and SIGTERM stop all of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.channels.messengers import check_settings, messengers
from bot.channels.settings import Settings, SettingsError, read_settings
from bot.channels.wording import sentence as channel_sentence
from bot.runtime import training
from bot.runtime.messages import entry, sentence
from bot.stores.errors import StoreError
from bot.stores.state import state_folder

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import InputChannel
    from sanic import Sanic

    from bot.stores.opening import Stores

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = "5005"
CREDENTIALS = Path("credentials.yml")
ENDPOINTS = Path("endpoints.yml")
#: Seconds in which connections that wait at the address are still let in, at a stop.
_LAST_SECONDS = 0.1


class StartError(Exception):
    """Why the server does not start, in one line."""


def main() -> int:
    """Starts, serves until it is stopped."""
    try:
        address = reserve(os.environ.get("HOST") or DEFAULT_HOST, os.environ.get("PORT") or DEFAULT_PORT)
        settings = read_settings(state_folder())
        check_settings()
        return serve(training.ensure_model(), address, settings)
    except (StartError, SettingsError, StoreError, training.TrainingError) as error:
        if str(error):
            print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def reserve(host: str, port: str) -> socket.socket:
    """The socket that will listen, bound first: a busy port is known before anything is loaded."""
    if not port.isdigit() or not 0 <= int(port) <= 65535:
        raise StartError(sentence("serve.port_invalid", port=port))
    address = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        address.bind((host, int(port)))
    except OSError as error:
        address.close()
        raise StartError(sentence("serve.port_busy", port=port)) from error
    return address


def serve(model: Path, address: socket.socket, settings: Settings) -> int:
    """Our web application with our channels, stores and assistant, until it is told to stop."""
    from bot.runtime import levers, quiet
    from bot.runtime.prepare import prepare_rasa

    levers.use_one_thread()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the web server takes the signals over
    prepare_rasa()
    with quiet.hushed_warnings():
        from bot.channels.application import build
        from bot.monitoring import logs, metrics, routes
        from bot.runtime.agent import durable_stores
        from bot.site import routes as site
    quiet.silence_libraries()
    stores = durable_stores(ENDPOINTS)
    app = build([*channels(settings, address.getsockname()[0]), *messengers()], settings)
    app.ctx.watch = metrics
    app.blueprint(routes.blueprint())
    app.blueprint(site.blueprint())
    failed: list[str] = []
    live(app, model, stores, failed, address)
    if settings.production:
        # After the assistant is loaded: quiet.py resets what logs go where.
        app.register_listener(lambda *_: logs.install(), "before_server_start")
    app.run(sock=address, motd=False, access_log=False)
    if failed:
        raise StartError(failed[0])
    return 0


def channels(settings: Settings, host: str, credentials: Path = CREDENTIALS) -> list[InputChannel]:
    """The channels of `credentials` that may be opened on `host` with these settings.

    Raises `StartError` for a channel of Rasa in production: none of them checks who writes.
    """
    from rasa.core.run import create_http_input_channels

    from bot.channels.rest import RestChannel, is_local

    found = create_http_input_channels(None, str(credentials))
    if settings.production:
        return list(_public(found))
    if is_local(host):
        return found
    print(sentence("serve.not_local"), file=sys.stderr)
    return [channel for channel in found if not isinstance(channel, RestChannel)]


def _public(found: Iterable[InputChannel]) -> Iterable[InputChannel]:
    from bot.channels.rest import RestChannel

    for channel in found:
        if type(channel).__module__.startswith("rasa."):
            raise StartError(channel_sentence("settings.stock_channel", name=type(channel).name()))
        if not isinstance(channel, RestChannel):
            yield channel


def live(app: Sanic, model: Path, stores: Stores, failed: list[str], address: socket.socket) -> None:
    """What happens when the application starts and stops; why it does not start is put into `failed`."""
    from bot.channels.answering import Desk
    from bot.channels.intake import Intake
    from bot.runtime.agent import load_agent_async

    tasks: list[asyncio.Task] = []

    async def load(app: Any, _: Any) -> None:
        app.ctx.agent = await load_agent_async(model, ENDPOINTS, stores=stores)
        app.ctx.stores, app.ctx.check_store = stores, stores.check
        intake = Intake.with_secret(app.ctx.settings.secret)
        intake.limits = app.ctx.limits
        app.ctx.desk = Desk(intake, stores.erase, watch=app.ctx.watch)
        if not await warm_up(app.ctx.agent):
            failed.append(sentence("serve.not_answering"))

    async def tell(app: Any, _: Any) -> None:
        if failed:
            app.stop()
            return
        tasks.append(asyncio.ensure_future(stores.purge_regularly()))
        print(sentence("serve.ready", port=address.getsockname()[1]), flush=True)

    async def take_the_last(app: Any, _: Any) -> None:
        # Those who wait to be let in are cut off when the address is closed: nobody more may queue, and they come in.
        address.listen(0)
        await asyncio.sleep(_LAST_SECONDS)

    async def stop(app: Any, _: Any) -> None:
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await app.ctx.desk.finish()
        await stores.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(tell, "after_server_start")
    app.register_listener(take_the_last, "before_server_stop")
    # After the last response: the web server itself waits for those that are under way.
    app.register_listener(stop, "after_server_stop")


async def warm_up(agent: Agent) -> bool:
    """Passes messages through the whole assistant, away from the real stores: they may not be there yet."""
    from bot.channels.answering import is_failure
    from bot.runtime.agent import ask_async
    from bot.stores.opening import memory_stores

    processor, memory = agent.processor, memory_stores()
    memory.conversations.domain = agent.domain
    real_store, processor.tracker_store = processor.tracker_store, memory.conversations
    real_locks, agent.lock_store = agent.lock_store, memory.locks
    try:
        answers = [await ask_async(agent, "warm-up", text) for text in entry("serve.warm_up")]
    finally:
        processor.tracker_store, agent.lock_store = real_store, real_locks
    return not any(is_failure(messages) for messages in answers)


if __name__ == "__main__":
    sys.exit(main())
