"""Custom actions run inside the assistant's own process: no second server to start, watch or lose.

Used when `endpoints.yml` names no action server, or the word `local`. With a URL Rasa calls that server.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor, ActionNotFoundException
from rasa_sdk.interfaces import ActionExecutionRejection

LOCAL = "local"
PACKAGE = "actions"


def action_endpoint(configured: EndpointConfig | None, package: str = PACKAGE) -> EndpointConfig:
    """The endpoint that `endpoints.yml` asks for: the server of a URL, else the actions of this process."""
    if configured is not None and configured.url not in (None, "", LOCAL):
        return configured
    return LocalActions(package, **(configured.kwargs if configured else {}))


class LocalActions(EndpointConfig):
    """An action endpoint that calls the actions directly, with the answers and errors of Rasa's server."""

    def __init__(self, package: str = PACKAGE, **settings: Any) -> None:
        """Loads every action of the package."""
        super().__init__(url=LOCAL, **settings)
        self.executor = ActionExecutor()
        self.executor.register_package(package)

    async def request(  # type: ignore[override]
        self, method: str = "post", json: dict[str, Any] | None = None, **_: Any
    ) -> dict[str, Any] | None:
        """Runs the action that the call names."""
        call = json or {}
        try:
            return _copy(await self.executor.run(_with_own_state(call)))
        except ActionExecutionRejection as rejection:
            raise _refusal(400, str(rejection), rejection.action_name) from rejection
        except ActionNotFoundException as missing:
            raise _refusal(404, str(missing), missing.action_name) from missing


def _with_own_state(call: dict[str, Any]) -> dict[str, Any]:
    """The call with its own copy of what an action may change; the events, which it only reads, are shared."""
    tracker = dict(call.get("tracker", {}))
    for part in ("slots", "latest_message", "active_loop"):
        if part in tracker:
            tracker[part] = _copy(tracker[part])
    return {**call, "tracker": tracker}


def _copy(value: Any) -> Any:
    """As it would come out of an HTTP call."""
    return json.loads(json.dumps(value))


def _refusal(status: int, message: str, action: str) -> ClientResponseError:
    """The error that Rasa gets from its action server."""
    body = {"error": message, "action_name": action}
    return ClientResponseError(status, message, json.dumps(body))
