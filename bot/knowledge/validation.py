"""Refuse a bad record with its file, line and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterable

import jsonschema
import yaml
from yaml import CSafeLoader


class RecordError(ValueError):
    """A record of the knowledge base is wrong. The message says file, line, field and what is wrong."""


class _Loader(CSafeLoader):
    """YAML in which a date stays the text that was written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file, dates as text; raise `RecordError` with file and line when it is not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RecordError(f"{path}, line {line}: not valid YAML ({getattr(error, 'problem', error)})") from None


def line_of(path: Path, keys: Iterable[Any]) -> int:
    """Return the line (from 1) of the field reached by `keys` in a YAML file, or of its nearest parent."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=CSafeLoader)
    line = node.start_mark.line + 1 if node else 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(key)]
            if not found:
                return line
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def fail(path: Path, keys: Iterable[Any], what: str) -> None:
    """Raise `RecordError` for the field reached by `keys` in `path`."""
    keys = list(keys)
    field = ".".join(str(key) for key in keys) or "(file)"
    raise RecordError(f"{path}, line {line_of(path, keys)}, field {field}: {what}")


def check(path: Path, content: Any, schema: dict, prefix: Iterable[Any] = ()) -> None:
    """Raise `RecordError` for the first place where `content` does not follow `schema` (JSON Schema draft 7)."""
    validator = jsonschema.Draft7Validator(schema)
    error = jsonschema.exceptions.best_match(validator.iter_errors(content))
    if error is not None:
        fail(path, [*prefix, *error.absolute_path], error.message)
