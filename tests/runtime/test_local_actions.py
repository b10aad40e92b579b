"""Actions inside the process behave like those of Rasa's action server."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.runtime.local_actions import LocalActions, action_endpoint

TRACKER = {
    "sender_id": "someone",
    "slots": {"city": "Angers"},
    "latest_message": {"text": "refus", "intent": {"name": "refusal"}, "entities": []},
    "latest_event_time": 1.0,
    "followup_action": None,
    "paused": False,
    "events": [],
    "latest_input_channel": "rest",
    "active_loop": {},
    "latest_action_name": "action_listen",
}


def call(action: str) -> dict:
    """What Rasa sends to its action server."""
    tracker = json.loads(json.dumps(TRACKER))
    return {"next_action": action, "sender_id": "someone", "tracker": tracker, "version": "3.6.21", "domain": {}}


def result(endpoint: EndpointConfig, action: str):
    """The response, or the status and the text of the refusal."""
    try:
        return asyncio.run(endpoint.request(json=call(action), method="post", timeout=5, compress=False))
    except ClientResponseError as error:
        text = error.text if isinstance(error.text, str) else error.text.decode()
        return error.status, json.loads(text)


@pytest.fixture(scope="module")
def action_server(tiny_project):
    """Rasa's own action server with the same actions, on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "tiny_actions", "--port", str(port)]
    environment = {**os.environ, "SANIC_HOST": "127.0.0.1"}
    server = subprocess.Popen(command, cwd=tiny_project, env=environment, stdout=-3, stderr=-3)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield EndpointConfig(f"http://127.0.0.1:{port}/webhook")
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize("action", ["action_tiny_orient", "action_reject", "action_unknown", "action_meddle"])
def test_same_answers_as_the_action_server(action, action_server, tiny_project):
    assert result(LocalActions("tiny_actions"), action) == result(action_server, action)


def test_an_error_of_an_action_is_not_hidden(tiny_project):
    with pytest.raises(ValueError, match="Quoted words"):
        result(LocalActions("tiny_actions"), "action_break_down")


def test_an_action_cannot_change_the_conversation_behind_rasa(tiny_project):
    sent = call("action_meddle")
    asyncio.run(LocalActions("tiny_actions").request(json=sent))
    assert sent["tracker"] == TRACKER


def test_the_setting_chooses(tiny_project):
    assert isinstance(action_endpoint(None, "tiny_actions"), LocalActions)
    assert isinstance(action_endpoint(EndpointConfig("local"), "tiny_actions"), LocalActions)
    remote = EndpointConfig("http://127.0.0.1:5055/webhook")
    assert action_endpoint(remote, "tiny_actions") is remote
