"""A line between the browser and the server that a test can slow down, cut and mend, below HTTP."""

import contextlib
import socket
import threading


class Relay:
    """Listens on a free port of 127.0.0.1 and carries bytes to `port` there and back, until `stop`."""

    def __init__(self, port):
        self._port = port
        self._flows = threading.Event()
        self._flows.set()
        self._lock = threading.Lock()
        self._cut = False
        self._pairs = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def address(self):
        """Where the browser finds the server."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def hold(self):
        """Nothing more comes back from the server, until `flow`."""
        self._flows.clear()

    def flow(self):
        """What was held comes, and all that follows."""
        self._flows.set()

    def cut(self):
        """Break every connection, and each new one, until `mend`."""
        with self._lock:
            self._cut = True
            pairs = list(self._pairs)
        for pair in pairs:
            _close(*pair)
        self._flows.set()

    def mend(self):
        """Connections are carried again."""
        with self._lock:
            self._cut = False

    def stop(self):
        """End every connection and listen no more."""
        self.cut()
        _close(self._listener)
        self._thread.join()

    def _listen(self):
        while True:
            try:
                browser = self._listener.accept()[0]
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._port), 5)
            except OSError:
                browser.close()
                continue
            pair = (browser, server)
            with self._lock:
                cut = self._cut
                self._pairs.add(pair)
            if cut:
                _close(*pair)
            for one, other, waits in ((browser, server, False), (server, browser, True)):
                threading.Thread(target=self._carry, args=(one, other, waits, pair), daemon=True).start()

    def _carry(self, one, other, waits, pair):
        with contextlib.suppress(OSError):
            one.settimeout(None)
            while data := one.recv(65536):
                if waits:
                    self._flows.wait()
                other.sendall(data)
        _close(*pair)
        with self._lock:
            self._pairs.discard(pair)


def _close(*sockets):
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
