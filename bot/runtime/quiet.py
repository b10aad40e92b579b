"""Silence at the source: no telemetry, no noise of libraries, never a patient's words in a log."""

from __future__ import annotations

import logging
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

# Read by the libraries when they are imported.
ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}

# What a log line of Rasa may say; all other fields can hold words of the conversation.
LOGGED_FIELDS = ("event", "level")


def is_debug() -> bool:
    """Whether a developer asked for details (`DEBUG=1`). Never set it where patients write."""
    return os.environ.get("DEBUG", "") not in ("", "0")


def set_environment() -> None:
    """Tells the libraries to be quiet; before they are imported."""
    os.environ.update(ENVIRONMENT)


@contextmanager
def hushed_warnings() -> Iterator[None]:
    """Shows no warning, whatever filters the libraries set while they are imported."""
    shown = warnings.showwarning
    warnings.showwarning = lambda *_, **__: None
    try:
        yield
    finally:
        warnings.showwarning = shown


def silence_libraries() -> None:
    """For a program that talks to a person: logs hold errors only, and no text of a conversation."""
    os.environ["LOG_LEVEL"] = "ERROR"  # Rasa also asks it before it draws a progress bar
    warnings.filterwarnings("ignore")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter("%(levelname)s %(name)s : %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR)
    for name in ("rasa", "rasa_sdk", "sanic", "sanic.root", "sanic.error", "sanic.access", "apscheduler", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        logger.setLevel(logging.ERROR)
    _configure_structlog()


def _configure_structlog() -> None:
    import structlog

    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.add_log_level,
            _keep_safe_fields,
            structlog.processors.KeyValueRenderer(key_order=list(LOGGED_FIELDS)),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        cache_logger_on_first_use=True,
    )


def _keep_safe_fields(_: Any, __: str, fields: MutableMapping[str, Any]) -> dict[str, Any]:
    """Drops from a log line of Rasa every field that could quote a person."""
    kept = {name: fields[name] for name in LOGGED_FIELDS if name in fields}
    if fields.get("exc_info"):
        kept["error"] = where_it_failed(sys.exc_info())
    return kept


class PrivateFormatter(logging.Formatter):
    """Says which error and where, not its message, which may quote a person (all of it with DEBUG=1)."""

    def formatException(  # noqa: N802 (name of the standard library)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The line that a log shows for an exception."""
        return super().formatException(ei) if is_debug() else where_it_failed(ei)


def where_it_failed(error: tuple[Any, Any, Any]) -> str:
    """`ValueError, actions/x.py:12`: the kind of an error and the innermost line of it."""
    kind, _, trace = error
    if kind is None:
        return ""
    frames = traceback.extract_tb(trace)
    place = f", {os.path.relpath(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"{kind.__name__}{place}"
