"""A web site that shows the widget, as an association's would, with the strictest policy that lets it work."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: A page of a site: one script line in the head, whatever stands in the page, and nothing else.
_PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Une association</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
{script}</head>
<body><main><h1>Une association</h1><p>Nous aidons les patients.</p>{content}</main></body>
</html>
"""


class HostSite:
    """Serves pages on a free port of 127.0.0.1, in a thread, until `stop`."""

    def __init__(self) -> None:
        """It listens at once, with no page."""
        self._pages: dict[str, tuple[str, str]] = {}
        pages = self._pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                html, policy = pages.get(self.path, ("", ""))
                body = html.encode()
                self.send_response(200 if html else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """Where it is, as browsers write it."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, bot: str, script: str = "", content: str = "", more_policy: str = "") -> str:
        """Put a page that loads the widget from `bot` (an address without final slash); returns its address.

        `script`: the whole script line, where it is not the usual one. `content`: HTML in the page. `more_policy`: what
        the policy says besides.
        """
        script = script or f'<script src="{bot}/recours-sante.js" data-server="{bot}" defer></script>'
        policy = f"default-src 'none'; img-src data:; script-src {bot}; connect-src {bot}{more_policy}"
        self._pages[path] = (_PAGE.format(script=script, content=content), policy)
        return self.origin + path

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
