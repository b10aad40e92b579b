"""Logs tell what happened, and nothing that a person wrote can be in them."""

import io
import json
import logging
import math
import re
import subprocess
import sys

import pytest

from bot.monitoring import logs
from tests.unit.monitoring import CANARIES, ROOT, quotes


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
    assert written[0]["place"].startswith("tests/unit/test_logs.py:")


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
    here = r"tests/unit/test_logs\.py:\d+"
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
