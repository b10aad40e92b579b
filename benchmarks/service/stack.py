"""The service as in production: processes of the assistant, Redis and the reverse proxy, as plain processes.

Everything listens on 127.0.0.1, on free ports, keeps its files in one folder, and is stopped by its process id. The
proxy runs `deploy/nginx.conf` itself, with the paths and ports of the trial in place of production's.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.service import machine, program
from benchmarks.service.machine import free_port, missing
from benchmarks.service.machine import program as found
from benchmarks.service.redis_server import RedisServer

ROOT = Path(__file__).resolve().parents[2]
#: Seconds that a process gets to be ready (it may have to load a model on a busy machine), and to stop.
START_SECONDS, STOP_SECONDS = 120.0, 20.0


class ServiceError(Exception):
    """Why a trial cannot run, in one line."""


class Process:
    """One process that is started, frozen, killed and stopped by its id; what it prints goes to `log`."""

    def __init__(self, name: str, folder: Path, command: Sequence[str], cwd: Path, **environment: str) -> None:
        """`folder` gets the log; `environment` is added to this process's own."""
        self.name, self.log = name, folder / f"{name}.log"
        self._command, self._cwd, self._environment = list(command), cwd, environment
        self._process: subprocess.Popen | None = None

    def launch(self) -> None:
        """Start it, without waiting until it is ready."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self._environment}
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, cwd=self._cwd, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    @property
    def pid(self) -> int:
        """Its id; raises `ServiceError` before the start."""
        if self._process is None:
            raise ServiceError(f"{self.name} was not started")
        return self._process.pid

    def runs(self) -> bool:
        """Return whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def send(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def freeze(self) -> None:
        """Let it hang: it takes connections and answers nothing."""
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.send(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self.send(signal.SIGKILL)
        self._process.wait(STOP_SECONDS)

    def stop(self) -> int | None:
        """End it in order, frozen or not; returns its exit status, None if it did not run."""
        if not self.runs():
            return None
        self.thaw()
        self.send(signal.SIGTERM)
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise ServiceError(f"{self.name} did not stop within {STOP_SECONDS:.0f} s") from None

    def memory(self) -> float:
        """Return the resident memory in MB of it and of what it started (Linux)."""
        return machine.memory(machine.family(self.pid))

    def cpu(self) -> float:
        """Return the seconds of CPU that it and what it started have used (Linux)."""
        return sum(map(machine.cpu, machine.family(self.pid)))

    def output(self) -> str:
        """Return all that it has printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


class Assistant(Process):
    """One process of the assistant, with its model, in the production profile; `levers` are those of `program.py`."""

    def __init__(self, name: str, folder: Path, secret: str, project: Path = ROOT, **settings: str) -> None:
        """`settings`: further environment, such as `RECOURS_REDIS_URL`; without it conversations go to `folder`."""
        self.port = free_port()
        self._levers = folder / f"{name}.levers.json"
        environment = {
            "RECOURS_PROFILE": "production",
            "RECOURS_PROXIES": "1",
            "RECOURS_SECRET": secret,
            "RECOURS_STATE": str(folder / "state"),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            program.LEVERS: str(self._levers),
            **settings,
        }
        command = [sys.executable, "-m", "benchmarks.service.program"]
        super().__init__(name, folder, command, project, **environment)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Assistant":
        """Start it and wait until it can answer."""
        self.launch()
        return self.wait()

    def wait(self) -> "Assistant":
        """Wait until it can answer; raises `ServiceError` when it ends or takes too long."""
        end = time.monotonic() + START_SECONDS
        while not self.ready():
            if not self.runs() or time.monotonic() > end:
                raise ServiceError(f"{self.name} does not start: {self.output()[-300:]}")
            time.sleep(0.05)
        return self

    def ready(self) -> bool:
        """Return whether `/ready` says so."""
        try:
            with urllib.request.urlopen(f"{self.address}/ready", timeout=3) as answer:
                return answer.status == 200
        except (OSError, urllib.error.HTTPError):
            return False

    def set(self, **levers: Any) -> None:
        """Move the levers: these, and no others."""
        draft = self._levers.with_suffix(".new")
        draft.write_text(json.dumps(levers), encoding="utf-8")
        draft.replace(self._levers)  # never read half


class Proxy(Process):
    """nginx with `deploy/nginx.conf` before some assistants, with a certificate made for the trial."""

    def __init__(self, folder: Path, assistants: Sequence[Assistant]) -> None:
        """Raises `ServiceError` when nginx or openssl is missing."""
        for name in ("nginx", "openssl"):
            if found(name) is None:
                raise ServiceError(missing(name))
        self.port = free_port()
        self.switch = folder / "switch" / "off"
        self.switch.parent.mkdir()
        settings = folder / "nginx.conf"
        settings.write_text(self._settings(folder, assistants), encoding="utf-8")
        _certificate(folder)
        command = [found("nginx"), "-c", str(settings), "-g", "daemon off;"]
        super().__init__("proxy", folder, command, folder)

    def _settings(self, folder: Path, assistants: Sequence[Assistant]) -> str:
        text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        servers = [f"server 127.0.0.1:{one.port} max_fails=1 fail_timeout=5s;" for one in assistants]
        text, count = re.subn(r"(?m)^( *)server assistant-1:.*\n *server assistant-2:.*$", "\n".join(servers), text)
        for old, new in (
            ("listen 8443", f"listen 127.0.0.1:{self.port}"),
            ("/etc/recours-sante/pages", str(ROOT / "deploy" / "pages")),
            ("/etc/recours-sante", str(folder)),
            ("/dev/stdout", str(folder / "access.log")),
            ("/tmp/recours-", f"{folder}/recours-"),
        ):
            count, text = count * text.count(old), text.replace(old, new)
        if not count:
            raise ServiceError("deploy/nginx.conf has another form than the trial expects")
        # nginx drops its rights when it is started by root, and could not write into the folder of the trial.
        return "user root;\n" + text if os.geteuid() == 0 else text

    @property
    def address(self) -> str:
        """The public address, with a certificate that nobody trusts."""
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> "Proxy":
        """Start it and wait until it takes connections."""
        self.launch()
        end = time.monotonic() + START_SECONDS
        while not (self._cwd / "recours-nginx.pid").exists():
            if not self.runs() or time.monotonic() > end:
                raise ServiceError(f"nginx does not start: {self.output()[-300:]}")
            time.sleep(0.02)
        return self


def _certificate(folder: Path) -> None:
    certificates = folder / "certs"
    certificates.mkdir()
    command = [found("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run(command, cwd=certificates, check=True, capture_output=True, timeout=30)


class Stack:
    """Redis, some assistants that share it, and the proxy before them."""

    def __init__(self, folder: Path, processes: int = 2, project: Path = ROOT, **settings: str) -> None:
        """`folder` is empty and gets all that the service writes. Nothing is started yet."""
        self.folder = folder
        self.secret = secrets.token_hex(32)
        (folder / "redis").mkdir()
        self.redis = RedisServer(folder / "redis")
        settings = {"RECOURS_REDIS_URL": self.redis.url, **settings}
        names = [f"assistant-{number}" for number in range(1, processes + 1)]
        self.assistants = [Assistant(name, folder, self.secret, project, **settings) for name in names]
        self.proxy = Proxy(folder, self.assistants)

    def start(self) -> "Stack":
        """Start everything and wait until messages can be answered."""
        self.redis.start()
        for assistant in self.assistants:
            assistant.launch()
        for assistant in self.assistants:
            assistant.wait()
        self.proxy.start()
        return self

    def stop(self) -> None:
        """Stop everything, whatever state it is in."""
        with ExitStack() as stack:
            stack.callback(self.redis.stop)
            for assistant in self.assistants:
                stack.callback(assistant.stop)
            stack.callback(self.proxy.stop)


@contextmanager
def running(service: Any) -> Iterator[Any]:
    """Start an `Assistant` or a `Stack` for the time of a block."""
    try:
        yield service.start()
    finally:
        service.stop()
