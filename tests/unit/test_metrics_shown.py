"""Who may read the metrics, and the dashboard made of them."""

import json
import re
import subprocess
import sys

import pytest
import yaml

from bot.monitoring import routes
from bot.monitoring.metrics import METRICS, Metrics
from tests.unit.monitoring import ROOT, parsed, value

DASHBOARD = ROOT / "docs" / "grafana.json"


ALERTS = ROOT / "deploy" / "alerts.yml"


def shown() -> list[str]:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]]


def alarming() -> list[str]:
    groups = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return [rule["expr"] for group in groups for rule in group["rules"]]


def test_dashboard_and_alerts_name_only_metrics_that_exist_and_leaves_none_out():
    exist = {name for name, _ in parsed(Metrics().exposition({}))}
    named = {name for expr in [*shown(), *alarming()] for name in re.findall(r"\b(?:recours|process)_\w+", expr)}
    assert named <= exist
    assert {name for name in METRICS if any(expr.find(name) >= 0 for expr in shown())} == set(METRICS)


def test_dashboard_groups_by_labels_that_exist():
    samples = parsed(Metrics().exposition({}))
    for expr in shown():
        first = re.search(r"\b(?:recours|process)_\w+", expr).group()
        has = {label for name, pairs in samples if name == first for label, _ in pairs}
        for group in re.findall(r"by \(([^)]*)\)", expr):
            assert set(group.split(", ")) <= has, expr
        assert all(expr.count(pair[0]) == expr.count(pair[1]) for pair in ("()", "{}", "[]")), expr


def test_alerts_look_at_series_that_exist():
    samples = parsed(Metrics().exposition({}))
    for expr in alarming():
        for name, matched in re.findall(r"(recours_\w+)\{(\w+=~?\"[^\"]+\")\}", expr):
            label, values = matched.replace("=~", "=").replace('"', "").split("=")
            for value_wanted in values.split("|"):
                assert any(series == name and (label, value_wanted) in pairs for series, pairs in samples), expr


def test_dashboard_has_panels_of_their_own_place():
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    cells = [
        (x, y)
        for p in (panel["gridPos"] for panel in panels)
        for x in range(p["x"], p["x"] + p["w"])
        for y in range(p["y"], p["y"] + p["h"])
    ]
    assert len(cells) == len(set(cells)) and max(x for x, _ in cells) < 24
    variables = {variable["name"] for variable in dashboard["templating"]["list"]}
    used = set(re.findall(r"\$\{?([a-z]\w*)", DASHBOARD.read_text(encoding="utf-8")))
    assert used == variables
    assert "http" not in DASHBOARD.read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_read(address):
    assert routes.may_read(address, {}, {})


@pytest.mark.parametrize(
    "address", ["192.168.1.4", "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1", "", None, "localhost"]
)
def test_others_may_read_only_when_it_was_set(address):
    assert not routes.may_read(address, {}, {})
    assert not routes.may_read(address, {}, {routes.SETTING: "0"})
    assert not routes.may_read(address, {}, {routes.SETTING: "true"})
    assert routes.may_read(address, {}, {routes.SETTING: "1"})


@pytest.mark.parametrize("header", routes.FORWARDED)
def test_what_came_through_a_proxy_of_this_machine_is_from_elsewhere(header):
    assert not routes.may_read("127.0.0.1", {header: "203.0.113.9"}, {})


#: In a process of its own: Sanic rewrites its own methods when an application starts, once for all tests of a process.
SERVED = """
import asyncio, json, socket, urllib.error, urllib.request
from collections import Counter
from types import SimpleNamespace
from sanic import Sanic
from bot.monitoring import routes

app = Sanic("monitoring_test", configure_logging=False)
app.blueprint(routes.blueprint())
free = socket.create_server(("127.0.0.1", 0))
address = "http://127.0.0.1:%d/metrics" % free.getsockname()[1]

def get(headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=5) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()

async def visit():
    server = await app.create_server(sock=free, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    loop = asyncio.get_running_loop()
    before = await loop.run_in_executor(None, get, {})
    app.ctx.stores = SimpleNamespace(conversations=SimpleNamespace(counts=Counter(conflicts=4)))
    after = await loop.run_in_executor(None, get, {})
    proxied = await loop.run_in_executor(None, get, {"X-Forwarded-For": "203.0.113.9"})
    print(json.dumps([before, after, proxied]))

asyncio.run(visit())
"""


def test_the_address_over_http(monkeypatch):
    monkeypatch.delenv(routes.SETTING, raising=False)
    served = subprocess.run([sys.executable, "-c", SERVED], cwd=ROOT, capture_output=True, text=True, timeout=60)
    before, after, proxied = json.loads(served.stdout)
    status, headers, page = after
    assert status == 200
    headers = {name.lower(): text for name, text in headers.items()}
    assert headers["content-type"].startswith("text/plain; version=0.0.4") and headers["cache-control"] == "no-store"
    assert value(before[2], "recours_store_events_total", event="conflicts") == 0
    assert value(page, "recours_store_events_total", event="conflicts") == 4
    assert proxied[0] == 404 and "recours_" not in proxied[2]
