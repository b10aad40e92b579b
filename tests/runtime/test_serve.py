"""The server starts with one line, answers on both channels, refuses a busy port and stops when it is told."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.channels.settings import Settings
from bot.runtime import serve

PROJECT = Path(serve.__file__).parents[2]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start(folder: Path, port: int, settings=MappingProxyType({}), program=("-m", "bot.runtime.serve"), **streams):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PORT": str(port), "HOST": "127.0.0.1", **settings}
    command = [sys.executable, *program]
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL, **streams)


def post(
    port: int, body: object, path: str = "/webhooks/rest/webhook", token: str = "", method: str = "POST"
) -> object:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or "null")


def raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(10_000)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_life_of_the_server(tiny_project, stop):
    port = free_port()
    server = start(tiny_project, port, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert server.stdout.readline() == f"Prêt : http://localhost:{port}\n"

        answer = post(port, {"sender": "someone", "message": "Mon dentiste à Angers refuse"})
        assert answer == [
            {"recipient_id": "someone", "text": "Ordre des dentistes, Angers"},
            {"recipient_id": "someone", "custom": {"kind": "orientation", "rule": "tiny-1"}},
        ]
        for body in ({"sender": "\ud800", "message": "\ud800"}, {}, {"sender": "x", "message": "panne"}):
            assert post(port, body), body
        for body in ([], "bonjour", None):
            with pytest.raises(urllib.error.HTTPError) as refused:
                post(port, body)
            assert refused.value.code == 400
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/webhooks/rest/", timeout=5) as health:
            assert json.loads(health.read()) == {"status": "ok"}

        token = post(port, {}, "/webhooks/web/session")["token"]
        assert "Angers" in str(post(port, {"message": "refus à Angers"}, "/webhooks/web/webhook", token))
        assert "Angers" in str(post(port, {"message": "refuse", "sender": "x"}, "/webhooks/web/webhook", token))
        for attack in (b"Content-Length: -5\r\n\r\nabc", b"Content-Length: 20000\r\n\r\nabc", b"X: y\r\n\r\n"):
            answer = raw(port, b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\n" + attack)
            assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 413", b"HTTP/1.1 401")), answer
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as ready:
            assert json.loads(ready.read()) == {"status": "ok", "model": True, "store": True}
        secret = tiny_project / ".state" / "secret"
        assert secret.stat().st_mode & 0o777 == 0o600

        second = start(tiny_project, port, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, complaint = second.communicate(timeout=20)
        assert (second.returncode, said) == (1, "")
        assert complaint.startswith(f"Le port {port} est déjà pris") and complaint.count("\n") == 1

        server.send_signal(stop)
        started = time.monotonic()
        assert server.wait(10) == 0
        assert time.monotonic() - started < 5
        assert server.stdout.read() == ""
        logged = server.stderr.read()
        for words in ("Quoted words", "Angers", "refus", token, secret.read_text()):
            assert words not in logged
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()


def test_a_conversation_survives_a_restart_and_not_its_erasing(tiny_project, tmp_path):
    """With the production profile: no channel for trials, no version of anything."""
    settings = {"RECOURS_PROFILE": "production", "RECOURS_SECRET": "s" * 40, "RECOURS_STATE": str(tmp_path / "state")}
    token = ""
    for life in range(3):
        port = free_port()
        server = start(tiny_project, port, settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            assert server.stdout.readline().startswith("Prêt")
            if life == 0:
                token = post(port, {}, "/webhooks/web/session")["token"]
                post(port, {"message": "refus à Angers"}, "/webhooks/web/webhook", token)
                for path in ("/webhooks/rest/webhook", "/webhooks/rest/", "/version", "/model/parse"):
                    with pytest.raises(urllib.error.HTTPError) as refused:
                        post(port, {}, path)
                    assert refused.value.code == 404
            if life == 1:
                assert "Angers" in str(post(port, {"message": "refuse"}, "/webhooks/web/webhook", token))
                said = post(port, {"message": "Effacer mes données."}, "/webhooks/web/webhook", token)
                assert said[1]["custom"]["topic"] == "erase_data"
                stored = [path.read_bytes() for path in (tmp_path / "state").rglob("*") if path.is_file()]
                assert not any(b"Angers" in one for one in stored)
            if life == 2:
                assert "Angers" not in str(post(port, {"message": "refuse"}, "/webhooks/web/webhook", token))
                post(port, {"message": "refus à Angers"}, "/webhooks/web/webhook", token)
                assert post(port, {}, "/webhooks/web/session", token, "DELETE") is None
            server.terminate()
            assert server.wait(10) == 0
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()
    stored = [path.read_bytes() for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert stored and not any(b"Angers" in one for one in stored)


#: Serves with actions that take their time.
SLOW = """
import asyncio, sys
from bot.runtime import local_actions, serve
quick = local_actions.LocalActions.request
async def slow(self, *arguments, **named):
    await asyncio.sleep(1.5)
    return await quick(self, *arguments, **named)
async def warm(agent):
    return True
local_actions.LocalActions.request, serve.warm_up = slow, warm
sys.exit(serve.main())
"""


def test_a_turn_that_is_under_way_is_finished_before_the_server_stops(tiny_project, tmp_path):
    port = free_port()
    settings = {"RECOURS_STATE": str(tmp_path / "state")}
    server = start(tiny_project, port, settings, program=("-c", SLOW), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert server.stdout.readline().startswith("Prêt")
        with ThreadPoolExecutor(1) as other:
            turn = other.submit(post, port, {"sender": "a", "message": "refus à Angers"})
            time.sleep(0.5)
            server.terminate()
            assert "Angers" in str(turn.result(10))
        assert server.wait(10) == 0
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()
    assert any(b"Angers" in path.read_bytes() for path in (tmp_path / "state").iterdir())


def kinds(*arguments, **named):
    return sorted(channel.name() for channel in serve.channels(*arguments, **named))


def test_the_channel_for_trials_is_for_this_machine_in_development(capsys):
    credentials = PROJECT / "credentials.yml"
    development, production = Settings(b"s" * 40), Settings(b"s" * 40, production=True)
    assert kinds(development, "127.0.0.1", credentials) == ["rest", "web"]
    assert capsys.readouterr().err == ""
    assert kinds(development, "0.0.0.0", credentials) == ["web"]
    assert "HOST" in capsys.readouterr().err
    for host in ("127.0.0.1", "0.0.0.0"):
        assert kinds(production, host, credentials) == ["web"]


@pytest.mark.parametrize("name", ["rest", "callback"])
def test_channels_of_rasa_are_refused_in_production(tmp_path, name):
    credentials = tmp_path / "credentials.yml"
    credentials.write_text(f"{name}:\n  url: http://127.0.0.1:1/\n")
    with pytest.raises(serve.StartError, match=name):
        serve.channels(Settings(b"s" * 40, production=True), "127.0.0.1", credentials)


def test_production_without_a_secret_is_told_in_one_line(tiny_project):
    settings = {"RECOURS_PROFILE": "production", "RECOURS_SECRET": ""}
    server = start(tiny_project, free_port(), settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, complaint = server.communicate(timeout=30)
    assert (server.returncode, said) == (1, "")
    assert complaint.startswith("RECOURS_SECRET") and complaint.count("\n") == 1


@pytest.mark.parametrize("port", ["", "http", "-1", "70000", "5005.5"])
def test_a_wrong_port_is_told(port):
    with pytest.raises(serve.StartError, match="PORT doit être"):
        serve.reserve("127.0.0.1", port)
