"""A real Redis for a trial: the `redis-server` of the system, on a free port of 127.0.0.1, in a folder of its own."""

import signal
import socket
import subprocess
import time
from pathlib import Path

import bot.stores
from benchmarks.service import machine
from benchmarks.service.machine import free_port, missing, program

BINARY = program("redis-server")
MISSING = missing("redis-server")
SETTINGS = Path(bot.stores.__file__).with_name("redis.conf")


class RedisServer:
    """One server with the project's `redis.conf`; it can be killed, frozen and started again with what it had."""

    def __init__(self, folder: Path, *settings: str) -> None:
        """`settings`: further arguments of the command, such as `"--maxmemory", "3mb"`."""
        self.folder, self.settings = folder, settings
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "RedisServer":
        """Start it, and wait until it answers (10 s at most)."""
        command = [BINARY, str(SETTINGS), "--port", str(self.port), "--dir", str(self.folder), *self.settings]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() < end, "redis-server does not start"
            time.sleep(0.02)
        return self

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order, frozen or not."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self._signal(signal.SIGTERM)

    def freeze(self) -> None:
        """Let it hang: it takes connections and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        self.process.send_signal(number)
        self.process.wait(10)

    def memory(self) -> float:
        """Return its resident memory in MB (Linux)."""
        return machine.memory([self.process.pid])

    def cpu(self) -> float:
        """Return the seconds of CPU that it has used (Linux)."""
        return machine.cpu(self.process.pid)

    def files(self) -> bytes:
        """Return all that it has written to the disk."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())
