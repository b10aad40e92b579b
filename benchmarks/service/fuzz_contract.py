"""What the web channel may answer: its OpenAPI (`bot/channels/web.openapi.yml`) as a judge of real responses."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import yaml

import bot.channels

OPENAPI = Path(bot.channels.__file__).with_name("web.openapi.yml")
#: What no response may hold: parts of a stack trace.
_TRACE = re.compile(rb'Traceback|File \\?"[^"]+", line|\.py:?[0-9]*\b')
_LINES = "application/x-ndjson"
#: Statuses without a body (RFC 9110, section 15.3.5); 403 is the refusal of another site's question.
_NO_BODY = (204, 403)


class ContractError(AssertionError):
    """What in a response is not as documented, in one line."""


class Contract:
    """The OpenAPI, read once."""

    def __init__(self, path: Path = OPENAPI) -> None:
        """Raises what YAML raises."""
        self.document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._resolver = jsonschema.RefResolver.from_schema(self.document)

    def _at(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a part of the document says, a reference followed."""
        return self._resolver.resolve(part["$ref"])[1] if "$ref" in part else part

    def operations(self) -> Iterator[tuple[str, str]]:
        """Yield every documented (METHOD, path)."""
        for path, item in self.document["paths"].items():
            yield from ((method.upper(), path) for method in item)

    def responses(self, method: str, path: str) -> dict[int, Mapping[str, Any]]:
        """Return what may be answered to a method at a path (without query), by status; unknown ones too.

        A request can be refused as broken, too large... before anybody looks at its address.
        """
        shared = self.document["components"]["responses"]
        item = self.document["paths"].get(path)
        if item is None or method.lower() not in item or method != method.upper():
            own = {405: shared["OtherMethod"], **({404: shared["NotFound"]} if item is None else {})}
            early = {400: "NotHttp", 408: "Slow", 413: "BodyTooLarge", 417: "ExpectationFailed"}
            return {**own, **{status: shared[name] for status, name in early.items()}}
        return {int(status): self._at(part) for status, part in item[method.lower()]["responses"].items()}

    def topics(self, response: Mapping[str, Any]) -> set[str]:
        """Return the topics of a documented refusal; none for an answer."""
        content = response.get("content", {}).get("application/json", {}).get("schema", {})
        return set(self._at(content).get("properties", {}).get("error", {}).get("enum", ()))

    def check(
        self, method: str, path: str, status: int, headers: Mapping[str, str], body: bytes, faults: bool = False
    ) -> Any:
        """Return the body of a response (parsed) that is as documented; raises `ContractError` for any other.

        `headers` have names in lower case. A streamed answer is returned as the list of its messages. `faults`: the
        statuses from 500 on are let through, where they are documented.
        """
        self.harmless(0 if faults else status, body)
        documented = self.responses(method, path.partition("?")[0]).get(status)
        if documented is None:
            raise ContractError(f"{method} {path[:80]} answers {status}, which is not documented")
        self._check_headers(documented, headers)
        if method == "HEAD" or status in _NO_BODY:
            if body:
                raise ContractError(f"{method} with {status} has a body")
            return None
        return self._check_body(documented["content"], headers.get("content-type", ""), body)

    @staticmethod
    def harmless(status: int, body: bytes) -> None:
        """Raise `ContractError` for what no address of the server may answer: a fault, or a part of a stack trace."""
        if _TRACE.search(body):
            raise ContractError("a response tells of the inside of the program")
        if status >= 500:
            raise ContractError(f"status {status}")

    def _check_headers(self, documented: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        for name, part in documented.get("headers", {}).items():
            header, value = self._at(part), headers.get(name.lower())
            if value is None and header.get("required"):
                raise ContractError(f"the header {name} is missing")
            if value is not None:
                number = header["schema"].get("type") == "integer" and value.isdigit()
                self.valid(header["schema"], int(value) if number else value)

    def _check_body(self, content: Mapping[str, Any], kind: str, body: bytes) -> Any:
        if kind not in content:
            raise ContractError(f"content type {kind!r}")
        try:
            if kind == _LINES:
                parsed = [json.loads(line) for line in body.decode("utf-8").splitlines()]
                return self.valid({"$ref": "#/components/schemas/Turn"}, parsed)
            return self.valid(content[kind]["schema"], json.loads(body.decode("utf-8")))
        except ValueError as error:
            raise ContractError("the body is not JSON in UTF-8") from error

    def valid(self, schema: Mapping[str, Any], value: Any) -> Any:
        """Return a value that fits a schema of the document; raises `ContractError` where it does not."""
        error = jsonschema.exceptions.best_match(self._validator(json.dumps(schema)).iter_errors(value))
        if error is not None:
            where = "/".join(map(str, error.absolute_path))
            raise ContractError(f"at /{where}: {error.message[:300]}")
        return value

    @functools.lru_cache(maxsize=200)  # noqa: B019 - one contract lives as long as its program
    def _validator(self, schema: str) -> Any:
        return jsonschema.Draft202012Validator(json.loads(schema), resolver=self._resolver)
