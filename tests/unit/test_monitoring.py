"""Metrics and logs: they count what happens, and nothing that a person wrote can be in them."""

import io
import json
import logging
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.monitoring import labels, logs, metrics, routes
from bot.monitoring.metrics import METRICS, Metrics

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "docs" / "grafana.json"

#: What must never come out: texts, identifiers, keys, attempts to break the formats.
CANARIES = (
    "je m'appelle Zoé Canarivet",
    "2 84 05 49 588 157 80",
    "06 39 98 12 34",
    "zoe.canarivet@exemple.fr",
    "FR7630006000011234567890189",
    "9f3c0d7be1a44c55b1f0",
    'canari"} 1\nrecours_turns_total{channel="canari',
    "canari\\",
    "\ud800canari",
    "%s %d canari",
)
PARTS = ("canari", "2 84 05", "588 157", "06 39 98", "FR7630", "9f3c0d", "exemple.fr", "ud800")


def quotes(text: str) -> list[str]:
    """What of the canaries is in `text`."""
    return [part for part in PARTS if part.lower() in text.lower()]


# --- the format ------------------------------------------------------------------------------------------------------

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")


def parsed(page: str) -> dict[tuple[str, tuple], float]:
    """The samples of a page by name and labels; fails where the page is not valid (text format 0.0.4)."""
    assert page.endswith("\n") and "\n\n" not in page and "\r" not in page
    samples, helped, typed, current = {}, set(), {}, None
    for line in page.splitlines():
        if line.startswith("# HELP "):
            current = line.split(" ", 3)[2]
            assert current not in helped, f"{current} comes twice"
            helped.add(current)
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name == current and kind in ("counter", "gauge", "histogram")
            typed[name] = kind
        else:
            match = SAMPLE.fullmatch(line)
            assert match, line
            name, pairs, value = match.groups()
            family = re.sub("_(bucket|sum|count)$", "", name) if typed[current] == "histogram" else name
            assert family == current, f"{name} stands under {current}"
            key = name, tuple(sorted(re.findall(r'(\w+)="([^"]*)"', pairs or "")))
            assert key not in samples, f"{key} comes twice"
            samples[key] = float(value)
    assert helped == set(typed) == set(METRICS)
    return samples


def value(page: str, name: str, **pairs: str) -> float:
    return parsed(page)[name, tuple(sorted(pairs.items()))]


def test_page_is_valid_and_whole_from_the_start():
    samples = parsed(Metrics().exposition({}))
    assert all(count == 0 for (name, _), count in samples.items() if name.startswith("recours_"))
    for situation in labels.situations():
        assert ("recours_situations_total", (("situation", situation),)) in samples
    assert len(labels.situations()) == 20
    assert {"vital", "suicide", "deaf"} <= labels.categories() and "shared" not in labels.categories()


def test_names_keep_to_the_conventions():
    for name, (kind, told) in METRICS.items():
        assert name.endswith("_total") == (kind == "counter"), name
        assert told.endswith(".") and "\n" not in told and "\\" not in told


def test_no_label_value_needs_escaping():
    known = (labels.CHANNELS, labels.KINDS, labels.REASONS, labels.FAILURES, labels.STORE_EVENTS, labels.UNSURE)
    for value_ in set().union(*known, labels.situations(), labels.categories()):
        assert re.fullmatch("[a-z0-9_]+", value_) and value_ != labels.OTHER


def test_memory_is_that_of_this_process():
    memory = value(Metrics().exposition({}), "process_resident_memory_bytes")
    assert 5e6 < memory < 2e10


# --- what is counted -------------------------------------------------------------------------------------------------


def test_turns_are_counted_by_channel_and_kind():
    counts = Metrics()
    counts.observe({"kind": "orientation", "situation": "refusal_of_care"}, 0.2, "web")
    counts.observe({"kind": "orientation", "situation": "refusal_of_care"}, 0.2, "web")
    counts.observe({"kind": "question", "situation": "medical_error", "attempt": 1}, 0.2, "rest")
    page = counts.exposition({})
    assert value(page, "recours_turns_total", channel="web", kind="orientation") == 2
    assert value(page, "recours_turns_total", channel="rest", kind="question") == 1
    assert value(page, "recours_situations_total", situation="refusal_of_care") == 2
    # Only problems that got their answer: a question on the way is not one.
    assert value(page, "recours_situations_total", situation="medical_error") == 0
    assert sum(n for (name, _), n in parsed(page).items() if name == "recours_turns_total") == 3


def test_discrimination_elsewhere_is_a_situation_answered():
    counts = Metrics()
    custom = {"kind": "out_of_scope", "reason": "discrimination_elsewhere", "situation": "discrimination_elsewhere"}
    counts.observe(custom, 0.1, "web")
    counts.observe({"kind": "out_of_scope", "reason": "other", "situation": None}, 0.1, "web")
    page = counts.exposition({})
    assert value(page, "recours_situations_total", situation="discrimination_elsewhere") == 1
    assert value(page, "recours_situations_total", situation="other") == 0


@pytest.mark.parametrize(
    "custom, how",
    [
        ({"kind": "clarification", "candidates": ["medical_error"]}, "clarification"),
        ({"kind": "orientation", "situation": "medical_error", "doubt": []}, "doubt"),
        ({"kind": "question", "slot": "department", "attempt": 2}, "asked_again"),
        ({"kind": "question", "slot": "department", "attempt": 1}, None),
        ({"kind": "orientation", "situation": "medical_error"}, None),
    ],
)
def test_what_was_not_understood_is_counted(custom, how):
    counts = Metrics()
    counts.observe(custom, 0.1, "web")
    page = counts.exposition({})
    for other in labels.UNSURE:
        assert value(page, "recours_unsure_total", how=other) == (other == how)


def test_emergencies_dead_ends_refusals_failures_and_the_store():
    counts = Metrics()
    counts.observe({"kind": "emergency", "category": "suicide", "situation": None}, 0.1, "web")
    counts.observe({"kind": "smalltalk", "topic": "ask_human", "dead_end": True}, 0.1, "web")
    counts.observe({"kind": "smalltalk", "topic": "ask_human"}, 0.1, "web")
    counts.refused("too_many")
    counts.failed("timeout")
    counts.failed("store")
    page = counts.exposition(Counter(errors=3, erased=2))
    assert value(page, "recours_emergencies_total", category="suicide") == 1
    assert value(page, "recours_dead_ends_total") == 1
    assert value(page, "recours_refusals_total", reason="too_many") == 1
    assert value(page, "recours_failures_total", kind="timeout") == 1
    assert value(page, "recours_failures_total", kind="store") == 1
    assert value(page, "recours_store_events_total", event="errors") == 3
    assert value(page, "recours_store_events_total", event="purged") == 0


def test_times_fall_into_their_classes():
    counts = Metrics()
    for seconds in (0.01, 0.05, 0.3, 1.5, 1.51, 9.0):
        counts.observe({"kind": "answer"}, seconds, "web")
    page = counts.exposition({})
    below = {end: value(page, "recours_turn_seconds_bucket", le=end) for end in ("0.05", "0.5", "1.5", "8", "+Inf")}
    assert below == {"0.05": 2, "0.5": 3, "1.5": 4, "8": 5, "+Inf": 6}
    assert value(page, "recours_turn_seconds_count") == 6
    assert value(page, "recours_turn_seconds_sum") == pytest.approx(12.37)


def test_classes_of_times_hold_the_limits_that_were_promised():
    assert {0.8, 1.5, 4.0, 8.0} <= set(metrics.BUCKETS) and list(metrics.BUCKETS) == sorted(metrics.BUCKETS)


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf, -3.0, "1.0", None, True, 10**400])
def test_a_wrong_time_does_not_spoil_the_sum(seconds):
    counts = Metrics()
    counts.observe({"kind": "answer"}, seconds, "web")
    counts.observe({"kind": "answer"}, 0.5, "web")
    page = counts.exposition({})
    assert value(page, "recours_turn_seconds_sum") == 0.5
    assert value(page, "recours_turn_seconds_count") == 2


# --- nothing of anybody ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("canary", CANARIES)
def test_unknown_values_become_other(canary):
    counts = Metrics()
    for kind in ("orientation", "emergency", canary):
        custom = {"kind": kind, "situation": canary, "category": canary, "topic": canary, "slots": {canary: canary}}
        counts.observe({**custom, "attempt": canary, "dead_end": canary, "text": canary}, 0.1, canary)
    counts.refused(canary)
    counts.failed(canary)
    page = counts.exposition({canary: 1})
    assert quotes(page) == []
    assert set(parsed(page)) == set(parsed(Metrics().exposition({})))
    assert value(page, "recours_turns_total", channel="other", kind="other") == 1
    assert value(page, "recours_situations_total", situation="other") == 1
    assert value(page, "recours_emergencies_total", category="other") == 1
    assert value(page, "recours_refusals_total", reason="other") == 1
    assert value(page, "recours_failures_total", kind="other") == 1
    assert value(page, "recours_store_events_total", event="other") == 1
    assert value(page, "recours_dead_ends_total") == 0


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)
CUSTOM = st.dictionaries(
    st.sampled_from(["kind", "situation", "category", "reason", "attempt", "doubt", "dead_end", "topic"]),
    ANYTHING | st.sampled_from(sorted(labels.KINDS)),
)
SERIES = frozenset(parsed(Metrics().exposition({})))


@given(custom=CUSTOM | ANYTHING, seconds=ANYTHING, channel=ANYTHING, count=ANYTHING)
def test_no_input_breaks_the_page_or_adds_a_series(custom, seconds, channel, count):
    counts = Metrics()
    counts.observe(custom, seconds, channel)
    page = counts.exposition({"errors": count})
    assert frozenset(parsed(page)) == SERIES
    assert value(page, "recours_turn_seconds_count") == 1


def test_closed_lists_are_those_of_the_rest_of_the_project():
    wording = yaml.safe_load((ROOT / "bot" / "channels" / "messages.yml").read_text(encoding="utf-8"))
    assert set(wording["refused"]) == labels.REASONS
    counted = {
        name
        for path in (ROOT / "bot" / "stores").glob("*.py")
        for name in re.findall(r'counts\["(\w+)"\]', path.read_text(encoding="utf-8"))
    }
    assert counted == labels.STORE_EVENTS
    said = {
        kind
        for path in (ROOT / "bot" / "dialogue").glob("*.py")
        for kind in re.findall(r'"kind"(?:: |\] = )"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert said and said <= labels.KINDS


# --- the dashboard ---------------------------------------------------------------------------------------------------


def expressions() -> list[str]:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]]


def test_dashboard_names_only_metrics_that_exist_and_leaves_none_out():
    exist = {name for name, _ in parsed(Metrics().exposition({}))}
    named = {name for expr in expressions() for name in re.findall(r"\b(?:recours|process)_\w+", expr)}
    assert named <= exist
    assert {name for name in METRICS if any(expr.find(name) >= 0 for expr in expressions())} == set(METRICS)


def test_dashboard_groups_by_labels_that_exist():
    samples = parsed(Metrics().exposition({}))
    for expr in expressions():
        first = re.search(r"\b(?:recours|process)_\w+", expr).group()
        has = {label for name, pairs in samples if name == first for label, _ in pairs}
        for group in re.findall(r"by \(([^)]*)\)", expr):
            assert set(group.split(", ")) <= has, expr
        assert all(expr.count(pair[0]) == expr.count(pair[1]) for pair in ("()", "{}", "[]")), expr


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


# --- the address -----------------------------------------------------------------------------------------------------


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


# --- the logs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def lines():
    """Install the logs as the server does; `lines()` gives what was written since. Everything is put back after."""
    root, loggers = logging.root, [x for x in logging.root.manager.loggerDict.values() if isinstance(x, logging.Logger)]
    before = [(x, x.handlers[:], x.propagate, x.level) for x in (root, *loggers)]
    hooks = sys.excepthook, sys.unraisablehook, logs.threading.excepthook, logging.raiseExceptions
    stream = io.StringIO()
    logs.install(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger, handlers, propagate, level in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)
    sys.excepthook, sys.unraisablehook, logs.threading.excepthook, logging.raiseExceptions = hooks


def test_a_turn_is_one_line_of_known_fields(lines):
    logs.turn({"kind": "orientation", "situation": "refusal_of_care", "slots": {"department": "49"}}, 0.1234, "web")
    (line,) = lines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line.pop("time"))
    assert line == {
        "level": "INFO",
        "event": "turn",
        "channel": "web",
        "kind": "orientation",
        "situation": "refusal_of_care",
        "milliseconds": 123,
    }


def test_a_refusal_and_a_failure(lines):
    logs.event("refused", level=logging.WARNING, reason="too_many", channel="web")
    logs.event("failed", level=logging.ERROR, kind="store", error=OSError("je m'appelle Zoé Canarivet"))
    refused, failed = lines()
    assert (refused["event"], refused["reason"], refused["level"]) == ("refused", "too_many", "WARNING")
    assert (failed["kind"], failed["error"]) == ("store", "OSError")


@pytest.mark.parametrize("canary", CANARIES)
def test_no_way_of_logging_lets_a_text_through(lines, canary):
    logger = logging.getLogger("some.library")
    logger.setLevel(logging.DEBUG)
    logger.warning(canary)
    logger.warning("said: %s", canary)
    logger.warning("said: %(x)s", {"x": canary})
    logger.error("wrong number of values %s", canary, canary)
    logger.info("extra", extra={"text": canary, "safe": {"event": canary}, "recours": {"channel": canary}})
    logger.error("stack", stack_info=True, extra={"sender": canary})
    logger.log(33, {"a": canary})
    try:
        try:
            raise KeyError(canary)
        except KeyError as error:
            raise ValueError(f"wrong: {canary}") from error
    except ValueError:
        logger.exception("failed with %s", canary)
    logs.event(canary, channel=canary, kind=canary, situation=canary, reason=canary, milliseconds=canary, text=canary)
    logs.turn({"kind": canary, "situation": canary, "text": canary}, canary, canary)
    logs.turn(canary, math.nan, "web")
    written = lines()
    assert len(written) == 11
    assert quotes(json.dumps(written, ensure_ascii=False)) == []
    allowed = {"time", "level", "event", "place", "error", *logs.FIELDS}
    assert all(set(line) <= allowed for line in written)
    assert {line["event"] for line in written} == {"message", "other", "turn"}
    assert written[0]["place"].startswith("tests/unit/test_monitoring.py:")


def test_an_exception_is_told_by_type_and_place(lines):
    def inner():
        raise LookupError("zoe.canarivet@exemple.fr")

    try:
        try:
            inner()
        except LookupError as error:
            raise RuntimeError("06 39 98 12 34") from error
    except RuntimeError:
        logging.getLogger("some.library").exception("canari")
    (line,) = lines()
    here = r"tests/unit/test_monitoring\.py:\d+"
    assert re.fullmatch(rf"RuntimeError at {here} < LookupError at {here}", line["error"])


def test_a_fault_given_apart_is_told_the_same_way(lines):
    logging.getLogger("some.library").error("turn failed", extra={logs.FAULT: ValueError("canari")})
    logging.getLogger("some.library").error("turn failed", extra={logs.FAULT: "canari"})
    first, second = lines()
    assert first["error"] == "ValueError" and "error" not in second


def test_later_handlers_get_nothing_more(lines):
    seen = []

    class Keeper(logging.Handler):
        def emit(self, record):
            seen.append(str(record.__dict__) + self.format(record))

    logging.root.addHandler(Keeper())
    try:
        raise ValueError(CANARIES[0])
    except ValueError:
        logging.getLogger("some.library").exception(CANARIES[1], extra={"sender": CANARIES[5]})
    assert len(seen) == 1 and quotes(seen[0]) == []


def test_handlers_of_libraries_are_taken_over(lines):
    stream = io.StringIO()
    stubborn = logging.getLogger("stubborn.library")
    stubborn.addHandler(logging.StreamHandler(stream))
    stubborn.propagate = False
    again = io.StringIO()
    logs.install(again)
    stubborn.error("canari")
    assert stream.getvalue() == "" and json.loads(again.getvalue())["event"] == "message"
    assert quotes(again.getvalue()) == []


def test_the_formatter_is_safe_without_the_filter():
    record = logging.LogRecord("x", logging.ERROR, "/home/zoe/canarivet/bot/x.py", 3, "canari %s", ("canari",), None)
    record.safe = {"event": "canari"}
    line = logs.JsonFormatter().format(record)
    assert json.loads(line)["event"] == "message" and "\n" not in line and "/home" not in line


CRASH = """
import sys, threading
from bot.monitoring import logs
logs.install()
thread = threading.Thread(target=lambda: int("canari fil"))
thread.start(); thread.join()
class Gone:
    def __del__(self): raise ValueError("canari objet")
Gone()
raise RuntimeError("canari programme")
"""


def test_a_crash_of_the_program_quotes_nobody():
    crashed = subprocess.run([sys.executable, "-c", CRASH], cwd=ROOT, capture_output=True, text=True, timeout=60)
    written = [json.loads(line) for line in crashed.stderr.splitlines()]
    assert crashed.returncode == 1 and crashed.stdout == ""
    assert [line["event"] for line in written] == ["crashed"] * 3
    assert [line["error"].split()[0] for line in written] == ["ValueError", "ValueError", "RuntimeError"]
    assert quotes(crashed.stderr) == []
