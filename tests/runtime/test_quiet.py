"""Logs hold no words of a person; libraries keep quiet."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import structlog

from bot.runtime import quiet

PROJECT = Path(quiet.__file__).parents[2]


def test_a_log_line_of_rasa_keeps_only_what_cannot_quote():
    line = {"event": "rest.failure", "level": "error", "text": "mon secret", "event_info": "mon secret"}
    assert quiet._keep_safe_fields(None, "error", line) == {"event": "rest.failure", "level": "error"}


def test_an_error_is_told_by_kind_and_place(monkeypatch):
    monkeypatch.delenv("DEBUG", raising=False)
    try:
        raise ValueError("mon secret")
    except ValueError:
        told = quiet.PrivateFormatter().formatException(sys.exc_info())
    assert told.startswith("ValueError, ") and "test_quiet.py" in told
    assert "secret" not in told


def test_logs_say_errors_only_and_no_text(capfd, monkeypatch):
    monkeypatch.delenv("DEBUG", raising=False)
    kept = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        quiet.silence_libraries()
        logging.getLogger("rasa.core.processor").warning("mon secret")
        structlog.get_logger().error("turn.failed", text="mon secret", event_info="mon secret")
        logging.getLogger("rasa").error("something broke")
    finally:
        logging.getLogger().handlers[:], level = kept
        logging.getLogger().setLevel(level)
    said = capfd.readouterr().err
    assert "turn.failed" in said and "something broke" in said
    assert "secret" not in said


def test_starting_rasa_prints_nothing():
    code = (
        "from bot.runtime.prepare import prepare_rasa; prepare_rasa()\n"
        "from bot.runtime import quiet; quiet.silence_libraries()\n"
        "import rasa.telemetry; assert not rasa.telemetry.is_telemetry_enabled()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env={**os.environ, "DEBUG": ""}, capture_output=True, check=True
    )
    assert (result.stdout, result.stderr) == (b"", b"")
