"""Log lines as JSON objects that cannot hold what a person wrote, whoever logs: this project, Rasa or any library.

A line says when, how grave, what (an event of a closed list), where in the program, and numbers. The message of a log
call and the message of an exception are never shown: both can quote a person. Instead stand the place of the call and
the type and place of the exception, which lead a developer to the same sentence in the source.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import TracebackType
from typing import Any, TextIO

from bot.monitoring import labels
from bot.monitoring.labels import OTHER, fold

#: What may be logged as an event; anything else is a `message` of a library, told by its place only.
EVENTS = frozenset({"turn", "refused", "failed", "erased", "started", "ready", "stopped", "crashed"})
MESSAGE = "message"
LEVELS = frozenset({"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})

#: `logger.error("...", extra={FAULT: error})`: an exception for these logs alone, which other formatters do not print.
FAULT = "fault"
#: A longer time, NaN or what is no number is logged as 0.
_MOST_MILLISECONDS = 10**9
#: How many exceptions of a chain (this one, what caused it...) are told.
MOST_ERRORS = 3
#: Folders and file of a place: enough to find it, too few to tell whose machine it is.
_PLACE_PARTS = 3

_events = logging.getLogger("recours.events")


def _milliseconds(value: Any) -> int:
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _MOST_MILLISECONDS
    return round(value) if fine else 0


def _situation(value: Any) -> str | None:
    return None if value is None else fold(value, labels.situations())


#: The fields of an event besides time, level and event, and what each is made of whatever it is given.
FIELDS: dict[str, Callable[[Any], Any]] = {
    "channel": lambda value: fold(value, labels.CHANNELS),
    "kind": lambda value: fold(value, labels.KINDS | labels.FAILURES),
    "situation": _situation,
    "reason": lambda value: fold(value, labels.REASONS),
    "milliseconds": _milliseconds,
}


def event(name: str, *, error: BaseException | None = None, level: int = logging.INFO, **fields: Any) -> None:
    """Log an event of `EVENTS` with fields of `FIELDS`; other fields are left out, other values become `other`."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    _events.log(level, name, exc_info=exc_info, extra={"recours": dict(fields)})


def turn(custom: Mapping, seconds: float, channel: str) -> None:
    """Log one answered turn, as `metrics.observe` counts it."""
    custom = custom if isinstance(custom, Mapping) else {}
    milliseconds = seconds * 1000 if isinstance(seconds, (int, float)) else 0
    kind, situation = custom.get("kind"), custom.get("situation")
    event("turn", channel=channel, kind=kind, situation=situation, milliseconds=milliseconds)


def safe_fields(record: logging.LogRecord) -> dict[str, Any]:
    """Return what may be shown of any log record. Its message is never formatted, so its values are never read."""
    own = record.name == _events.name
    fields: dict[str, Any] = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
        "level": fold(record.levelname, LEVELS),
        "event": fold(record.msg, EVENTS) if own else MESSAGE,
    }
    if own:
        given = getattr(record, "recours", None)
        given = given if isinstance(given, Mapping) else {}
        fields.update((name, made(given[name])) for name, made in FIELDS.items() if name in given)
    else:
        fields["place"] = place(record.pathname, record.lineno)
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else record.__dict__.get(FAULT)
    if isinstance(error, BaseException):
        fields["error"] = told(error)
    return fields


def told(error: BaseException) -> str:
    """Return an exception and what caused it, each as `ValueError at bot/x.py:12`, without any message."""
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None and len(parts) < MOST_ERRORS:
        frames = list(traceback.walk_tb(current.__traceback__))
        where = f" at {place(frames[-1][0].f_code.co_filename, frames[-1][1])}" if frames else ""
        parts.append(_plain(type(current).__name__) + where)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " < ".join(parts)


def place(path: Any, line: Any) -> str:
    """Return `bot/stores/sqlite.py:12`: the end of a path of the program, and the line."""
    return f"{_plain('/'.join(PurePath(str(path)).parts[-_PLACE_PARTS:]))}:{line if isinstance(line, int) else 0}"


def _plain(name: str) -> str:
    """A name of the program, or `OTHER` where it does not look like one."""
    return name if re.fullmatch(r"[A-Za-z0-9_.<>/-]{1,120}", name) else OTHER


class ContentFilter(logging.Filter):
    """Takes out of every record all that could quote a person, before any formatter or later handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: the record passes, reduced to its safe fields."""
        if not isinstance(record.__dict__.get("safe"), _Safe):
            safe = _Safe(safe_fields(record))
            for name in set(record.__dict__) - _STANDARD:
                del record.__dict__[name]
            record.msg, record.args = safe["event"], None
            record.exc_info = record.exc_text = record.stack_info = None
            record.safe = safe
        return True


class _Safe(dict):
    """The fields that this filter made, and nobody else."""


#: What every record has; all else was added by a caller. `message` and `asctime` are not kept: formatters make them.
_STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__)


class JsonFormatter(logging.Formatter):
    """One JSON object on one line. Safe also where the filter was forgotten."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        safe = record.__dict__.get("safe")
        return json.dumps(safe if isinstance(safe, _Safe) else safe_fields(record))


def install(stream: TextIO | None = None) -> None:
    """Send every log line of this process to `stream` (by default standard error) as safe JSON.

    To be called once everything that sets its own handlers (the web server, Rasa, `quiet`) was loaded. Levels stay as
    they are; the events of this package are shown from INFO on. Crashes of the program are told in the same way.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(ContentFilter())
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.handlers[:] = []
            logger.propagate = True
    logging.root.handlers[:] = [handler]
    _events.setLevel(logging.INFO)
    # A log call that fails would print its message and its values.
    logging.raiseExceptions = False
    sys.excepthook = _crashed
    threading.excepthook = lambda crash: _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)
    sys.unraisablehook = lambda crash: _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if kind is not None and not issubclass(kind, KeyboardInterrupt):
        event("crashed", error=error, level=logging.CRITICAL)
