"""The server starts with one line, answers, refuses a busy port and stops when it is told."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bot.runtime import serve

PROJECT = Path(serve.__file__).parents[2]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start(folder: Path, port: int, **streams) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PORT": str(port), "HOST": "127.0.0.1"}
    command = [sys.executable, "-m", "bot.runtime.serve"]
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL, **streams)


def post(port: int, body: object) -> object:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhooks/rest/webhook",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


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

        second = start(tiny_project, port, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, complaint = second.communicate(timeout=20)
        assert (second.returncode, said) == (1, "")
        assert complaint.startswith(f"Le port {port} est déjà pris") and complaint.count("\n") == 1

        server.send_signal(stop)
        started = time.monotonic()
        assert server.wait(10) == 0
        assert time.monotonic() - started < 5
        assert server.stdout.read() == ""
        assert "Quoted words" not in server.stderr.read()
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()


@pytest.mark.parametrize("port", ["", "http", "-1", "70000", "5005.5"])
def test_a_wrong_port_is_told(port):
    with pytest.raises(serve.StartError, match="PORT doit être"):
        serve.reserve("127.0.0.1", port)
