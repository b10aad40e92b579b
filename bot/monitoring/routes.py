"""`GET /metrics`: the counts of this process, for the machine's own Prometheus."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping

from sanic import Blueprint, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.monitoring import metrics

#: 1: whoever reaches the port may read the counts (a private network). Otherwise this machine only.
SETTING = "RECOURS_METRICS"
#: What servers in front add: such a request comes from elsewhere, even if its last step was on this machine.
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def may_read(address: str | None, headers: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the counts are given to who asks from the network address `address` with these `headers`.

    Names of `headers` are in lower case, or the mapping finds them in any case.
    """
    if environment.get(SETTING) == "1":
        return True
    return _is_loopback(address) and not any(name in headers for name in FORWARDED)


def _is_loopback(address: str | None) -> bool:
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    return (getattr(parsed, "ipv4_mapped", None) or parsed).is_loopback


def blueprint() -> Blueprint:
    """Return the address. Who may not read it is told that it does not exist.

    Counts of the store are read from `app.ctx.stores` (bot/stores/opening.py) once it is there.
    """
    addresses = Blueprint("monitoring")

    @addresses.route("/metrics", methods=["GET"])
    async def read(request: Request) -> HTTPResponse:
        if not may_read(request.ip, request.headers):
            raise NotFound("")
        stores = getattr(request.app.ctx, "stores", None)
        counts = stores.conversations.counts if stores else {}
        page = metrics.exposition(counts)
        return response.text(page, content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})

    return addresses
