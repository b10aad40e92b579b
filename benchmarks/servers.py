"""The two systems as servers: started, watched and stopped by their process ids. Linux (`/proc`)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import starter, workspace
from benchmarks.service.machine import cpu, family, free_port, memory
from benchmarks.training import BenchmarkError, Model

LOCALHOST = "127.0.0.1"
START_LIMIT = 300.0
STOP_LIMIT = 15.0


@dataclass(frozen=True)
class Launch:
    """One process to start."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]


@dataclass
class Server:
    """A system that answers at `address`: one process, or more."""

    name: str
    port: int
    launches: list[Launch]
    processes: list[subprocess.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where messages are sent."""
        return f"http://{LOCALHOST}:{self.port}/webhooks/rest/webhook"

    def start(self, message: str) -> float:
        """Starts the processes together; the seconds until `message` got a first full answer."""
        started = time.monotonic()
        for launch in self.launches:
            with self.log(launch).open("ab") as output:
                self.processes.append(
                    subprocess.Popen(
                        launch.command, cwd=launch.folder, env=launch.environment,
                        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                    )
                )
        while time.monotonic() - started < START_LIMIT:
            if self.listens() and first_answer(self.address, message):
                return time.monotonic() - started
            for launch, process in zip(self.launches, self.processes):
                if process.poll() is not None:
                    log = self.log(launch).relative_to(workspace.ROOT)
                    raise BenchmarkError(f"{self.name}: {launch.name} stopped at start: see {log}")
            time.sleep(0.02)
        raise BenchmarkError(f"{self.name} did not answer within {START_LIMIT:.0f} s: see .benchmark/logs")

    def listens(self) -> bool:
        """Whether the port is open."""
        with socket.socket() as probe:
            return probe.connect_ex((LOCALHOST, self.port)) == 0

    def stop(self) -> None:
        """Ends the processes that `start` began, and only those."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def log(self, launch: Launch) -> Path:
        """Where what a process prints goes."""
        return workspace.LOGS / f"{launch.name}.log"

    def pids(self) -> list[int]:
        """The processes and all that they started."""
        return [pid for process in self.processes for pid in family(process.pid)]

    def memory(self) -> float:
        """Resident memory of all processes in MB; what they share counts once."""
        return memory(self.pids())

    def cpu(self) -> float:
        """Seconds of CPU that all processes have used."""
        return sum(map(cpu, self.pids()))


class Others:
    """How much of the machine programs other than these servers and this one take, from now on."""

    def __init__(self, servers: Sequence[Server]) -> None:
        """Notes where every count stands."""
        self.servers = servers
        self.before = time.monotonic(), self._seconds()

    def _seconds(self) -> float:
        return busy() - sum(server.cpu() for server in self.servers) - time.process_time()

    def share(self) -> float:
        """Percent of all cores, since the beginning."""
        started, seconds = self.before
        return 100 * (self._seconds() - seconds) / (time.monotonic() - started) / (os.cpu_count() or 1)


def busy() -> float:
    """Seconds of CPU that the whole machine has worked, for whomever."""
    user, nice, system, _, _, *interrupts = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    return sum(map(int, (user, nice, system, *interrupts))) / os.sysconf("SC_CLK_TCK")


def first_answer(address: str, message: str) -> bool:
    """Whether the server gives a whole answer: one in which an action spoke."""
    body = json.dumps({"sender": f"start-{time.monotonic_ns()}", "message": message}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=START_LIMIT) as answer:
            return is_answer(json.loads(answer.read()))
    except (OSError, ValueError):
        return False


def is_answer(messages: object) -> bool:
    """Whether an action of the project made these messages (each of its answers carries `custom`)."""
    return isinstance(messages, list) and any(message.get("custom") for message in messages)


def ours() -> Server:
    """The assistant as `make run` starts it."""
    port = free_port()
    environment = workspace.child_environment(PORT=str(port), HOST=LOCALHOST)
    command = [sys.executable, "-m", "bot.runtime.serve"]
    return Server("the assistant", port, [Launch("ours", command, workspace.PROJECT, environment)])


def stock(model: Model, config: dict) -> Server:
    """Rasa's starter: `rasa run` and `rasa run actions`, with the project's actions."""
    port, actions_port = free_port(), free_port()
    starter.write_settings(config, actions_port)
    rasa = [str(starter.PYTHON), "-m", "rasa", "run"]
    actions = [*rasa, "actions", "--actions", "actions", "--port", str(actions_port)]
    serving = [*rasa, "--interface", LOCALHOST, "--port", str(port), "--model", model.path]
    serving += ["--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]
    environment = workspace.child_environment(SANIC_HOST=LOCALHOST, PYTHONPATH=str(workspace.PROJECT))
    return Server(
        "Rasa's starter",
        port,
        [
            Launch("starter-actions", actions, starter.RUNNING, environment),
            Launch("starter", serving, starter.RUNNING, workspace.child_environment()),
        ],
    )
