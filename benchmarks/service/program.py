"""`python -m benchmarks.service.program`: the real server (`bot.runtime.serve`) with levers that a trial pulls.

The levers are a JSON file, named by `SERVICE_LEVERS` and read at each use, so that they move while the server runs:
`"rates": false` lets anybody write as fast as they like; `"action"` is what happens to each action: `"fails"`, a number
of seconds that it takes longer, or `"blocks:<seconds>"` (the whole process stands still, as in a call that waits).
Nothing of this is in the product.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bot.channels import limits
from bot.runtime import serve
from bot.runtime.levers import use_one_thread
from bot.runtime.prepare import prepare_rasa

LEVERS = "SERVICE_LEVERS"


def levers() -> dict[str, Any]:
    """Return what the levers say now; nothing where there is no file."""
    path = Path(os.environ.get(LEVERS, ""))
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def pull() -> None:
    """Put the levers into the classes of the product."""
    use_one_thread()  # as the server does, which comes after this
    prepare_rasa()
    from bot.runtime.local_actions import LocalActions

    take, request = limits.Buckets.take, LocalActions.request

    def taken(self: limits.Buckets, key: str) -> int:
        return take(self, key) if levers().get("rates", True) else 0

    async def requested(self: LocalActions, *arguments: Any, **named: Any) -> dict[str, Any] | None:
        action = levers().get("action", 0)
        if action == "fails":
            raise RuntimeError("the action fails, as the lever says")
        if isinstance(action, str):
            time.sleep(float(action.removeprefix("blocks:")))
        else:
            await asyncio.sleep(action)
        return await request(self, *arguments, **named)

    limits.Buckets.take, LocalActions.request = taken, requested


if __name__ == "__main__":
    pull()
    sys.exit(serve.main())
