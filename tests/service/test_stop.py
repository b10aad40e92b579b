"""A stop in order: who is connected already gets an answer."""

import secrets
import signal
import socket
import time

from benchmarks.service.stack import ROOT, Assistant, running
from bot.runtime import training

REQUEST = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def test_a_request_under_way_at_a_stop_is_answered(tmp_path):
    training.ensure_model(ROOT)
    assistant = Assistant("assistant", tmp_path, secrets.token_hex(32))
    with running(assistant):
        with socket.create_connection(("127.0.0.1", assistant.port), 10) as early:
            assistant.send(signal.SIGTERM)
            time.sleep(0.2)  # the address is closed by now; Sanic alone would have closed this connection too
            early.sendall(REQUEST)
            assert early.recv(64).startswith(b"HTTP/1.1 200")
        assert assistant.stop() in (0, None)
