"""A run on disk: `run.json` (the same for the same model and files) and `times.json` (never twice the same)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.files import LabelledFile
from bot.evaluation.records import Run

RUN, TIMES = "run.json", "times.json"
_VERSION = 1


class RunError(ValueError):
    """A file is no run; the message is the path."""


@dataclass(frozen=True)
class Written:
    """A run as it was written: the name of its folder and of the model, what was played, the figures."""

    name: str
    model: str
    run: Run
    figures: Mapping[str, Any]


def write_run(
    folder: Path, model: str, files: Sequence[LabelledFile], run: Run, figures: Mapping[str, Any], times: Any
) -> None:
    """Write both files of a run into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = {
        "version": _VERSION,
        "model": model,
        "files": [{"name": file.name, "kind": file.kind, "items": len(file.items)} for file in files],
        "figures": figures,
        **run.public(),
    }
    for name, content in ((RUN, whole), (TIMES, times)):
        (folder / name).write_text(_text(content), encoding="utf-8")


def _text(content: Mapping[str, Any]) -> str:
    """Return JSON with a line for each field, and for each item of a list: two runs can be compared line by line."""
    fields = []
    for key, value in content.items():
        listed = isinstance(value, list) and value
        shown = "[\n" + ",\n".join(map(_json, value)) + "\n]" if listed else _json(value)
        fields.append(f"{_json(key)}: {shown}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_run(path: Path) -> Written:
    """Return the run written in `run.json`; raise `RunError` when it is something else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Written(path.parent.name, data["model"], Run.restored(data), data["figures"])
    except (OSError, ValueError, KeyError, TypeError):
        raise RunError(str(path)) from None
