"""`python -m bot.runtime.serve`: the assistant over HTTP, in one process.

Prints one line when a message can really be answered. PORT (5005) and HOST (127.0.0.1) come from the
environment. Ctrl-C and SIGTERM stop all of it.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.runtime import training
from bot.runtime.messages import entry, sentence

if TYPE_CHECKING:
    from rasa.core.agent import Agent

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = "5005"
CREDENTIALS = Path("credentials.yml")
ENDPOINTS = Path("endpoints.yml")


class StartError(Exception):
    """Why the server does not start, in one line."""


def main() -> int:
    """Starts, serves until it is stopped."""
    try:
        address = reserve(os.environ.get("HOST") or DEFAULT_HOST, os.environ.get("PORT") or DEFAULT_PORT)
        model = training.ensure_model()
        return serve(model, address)
    except (StartError, training.TrainingError) as error:
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


def serve(model: Path, address: socket.socket) -> int:
    """Rasa's web application with our channel and our assistant."""
    from bot.runtime import quiet
    from bot.runtime.prepare import prepare_rasa

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the web server takes the signals over
    prepare_rasa()
    with quiet.hushed_warnings():
        from rasa.core.run import close_resources, configure_app, create_http_input_channels
    quiet.silence_libraries()
    failed: list[str] = []

    async def load(app: Any, _: Any) -> None:
        from bot.runtime.agent import load_agent_async

        app.ctx.agent = await load_agent_async(model, ENDPOINTS)
        if not await warm_up(app.ctx.agent):
            failed.append(sentence("serve.not_answering"))

    async def tell(app: Any, _: Any) -> None:
        if failed:
            app.stop()
        else:
            print(sentence("serve.ready", port=address.getsockname()[1]), flush=True)

    channels = create_http_input_channels(None, str(CREDENTIALS))
    app = configure_app(channels, enable_api=False, port=address.getsockname()[1])
    app.register_listener(load, "before_server_start")
    app.register_listener(tell, "after_server_start")
    app.register_listener(close_resources, "after_server_stop")
    app.run(sock=address, motd=False, access_log=False)
    if failed:
        raise StartError(failed[0])
    return 0


async def warm_up(agent: Agent) -> bool:
    """Passes messages through the whole assistant, away from the store of real conversations."""
    from rasa.core.tracker_store import InMemoryTrackerStore

    from bot.runtime.agent import ask_async
    from bot.runtime.answering import is_failure

    processor = agent.processor
    real_store, processor.tracker_store = processor.tracker_store, InMemoryTrackerStore(agent.domain)
    try:
        answers = [await ask_async(agent, "warm-up", text) for text in entry("serve.warm_up")]
    finally:
        processor.tracker_store = real_store
    return not any(is_failure(messages) for messages in answers)


if __name__ == "__main__":
    sys.exit(main())
