"""The addresses of the page and of the widget. Files are read once and served from memory."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.knowledge import loader
from bot.knowledge.loader import KnowledgeBase
from bot.orientation import directory
from bot.site.doors import Doors
from bot.site.script import PATH, Script

_FOLDER = Path(__file__).parent
_STYLE_PATH = "/recours-sante.css"
_POWERS_PATH = "/recours-sante.json"
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_ASK_AGAIN, _AN_HOUR, _FOR_EVER = "no-cache", "public, max-age=3600", "public, max-age=31536000, immutable"
#: Any site may load the script and what it reads; browsers need the second header, also to check the script.
_FOR_EVERY_SITE = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class File:
    """A response that never changes while the server runs."""

    content: bytes
    kind: str
    cache: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def all_headers(self) -> dict[str, str]:
        """The headers of the response; the tag changes with the content."""
        tag = f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'
        return {"Cache-Control": self.cache, "ETag": tag, **self.headers}


def files() -> dict[str, File]:
    """Return what is served, by path: page, style, what bodies can do, script (lasting and versioned address)."""
    script, base = Script.read(), loader.load()
    kind = "text/javascript; charset=utf-8"
    return {
        "/": File(page(script, base), "text/html; charset=utf-8", _ASK_AGAIN, {"Content-Security-Policy": _CSP}),
        _STYLE_PATH: File((_FOLDER / "page.css").read_bytes(), "text/css; charset=utf-8", _AN_HOUR),
        _POWERS_PATH: File(powers(base), "application/json", _AN_HOUR, _FOR_EVERY_SITE),
        PATH: File(script.content, kind, _AN_HOUR, _FOR_EVERY_SITE),
        script.versioned_path: File(script.content, kind, _FOR_EVER, _FOR_EVERY_SITE),
    }


def powers(base: KnowledgeBase) -> bytes:
    """Return as JSON, for the cards of the widget, what each body can and cannot do, by the ids of the bodies.

    `{"bodies": {id: {can, cannot: sentences, sources: titles, checked: ISO day}}}`
    """
    found = {
        id: {
            "can": body["can"],
            "cannot": body.get("cannot", []),
            "sources": [base.sources[key].title for key in body["sources"]],
            "checked": body["checked"],
        }
        for id, body in base.bodies.items()
    }
    return json.dumps({"bodies": found}, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def page(script: Script, base: KnowledgeBase) -> bytes:
    """Return the page `/`, with the numbers and bodies of the knowledge base."""
    doors = Doors(base, directory.load())
    template = Template((_FOLDER / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        style=_STYLE_PATH,
        script=script.versioned_path,
        integrity=script.integrity,
        emergency=doors.emergency(),
        doors=doors.bodies(),
    ).encode()


def blueprint() -> Blueprint:
    """Return the addresses, GET and HEAD."""
    addresses = Blueprint("site", strict_slashes=True)
    served = {path: (file, file.all_headers) for path, file in files().items()}

    async def read(request: Request) -> HTTPResponse:
        file, headers = served[request.path]
        tags = request.headers.get("if-none-match", "")
        if headers["ETag"] in tags:
            return HTTPResponse(status=304)
        return HTTPResponse(file.content, 200, None, file.kind)

    @addresses.middleware("response")
    async def finish(request: Request, response: HTTPResponse) -> None:
        # After the headers of the application, which forbid every cache: these files hold nothing of anybody.
        if response.status in (200, 304) and request.path in served:
            response.headers.update(served[request.path][1])

    for number, path in enumerate(served):
        addresses.add_route(read, path, methods=["GET", "HEAD"], name=f"file_{number}")
    return addresses
