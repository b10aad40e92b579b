"""What makes Rasa 3.6.21 faster, one function a lever.

Each lever replaces one named thing of Rasa by another that gives the same result (tests/runtime compare
them), keeps Rasa's own as `stock`, and does nothing with another version of Rasa or with
`RECOURS_LEVERS=off`. Figures: milliseconds of CPU of one message with a custom action.
"""

from __future__ import annotations

import functools
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

TESTED_RASA = "3.6.21"

# Components whose code needs skops, and with it 0.8 s of start when it is imported early, 4 s when late.
SKOPS_USERS = ("LogisticRegressionClassifier", "SklearnIntentClassifier")


def are_wanted() -> bool:
    """Whether the levers fit the Rasa that is installed, and were not turned off."""
    from rasa.version import __version__

    return __version__ == TESTED_RASA and os.environ.get("RECOURS_LEVERS", "on") != "off"


def use_one_thread() -> None:
    """Keep sums of numpy in one thread, unless the environment says otherwise; before numpy is imported.

    They are small here: more threads mostly wait for each other, on the cores that the other processes need (a third
    of the CPU of a turn). For servers only: training is left as it is.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _lever(apply: Callable[[], None]) -> Callable[[], bool]:
    """Guards a lever: applied once, with the tested Rasa only. Tells whether it is in place."""
    done: list[bool] = []

    @functools.wraps(apply)
    def guarded() -> bool:
        if not done and are_wanted():
            apply()
            done.append(True)
        return bool(done)

    return guarded


def apply_all() -> dict[str, bool]:
    """Applies every lever that acts on imported modules of Rasa; tells which are in place."""
    levers = (apply_cached_schema_check, apply_event_class_index, apply_planned_graph_runner)
    return {lever.__name__: lever() for lever in levers}


@_lever
def apply_cached_schema_check() -> None:
    """Builds the validator of action responses once, not at each action (20 ms -> 0.7 ms)."""
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)
    stock = RemoteAction._validate_action_result

    def validate(self: RemoteAction, result: Any) -> bool:
        """A good response passes at once; a bad one gets Rasa's own error."""
        return validator.is_valid(result) or stock(self, result)

    validate.stock = stock  # type: ignore[attr-defined]
    RemoteAction._validate_action_result = validate


@_lever
def apply_event_class_index() -> None:
    """Finds the class of a stored event in a table, not by walking all classes (a third at turn 50)."""
    from rasa.shared.core.events import Event

    stock = Event.resolve_by_type
    index: dict[str, type] = {}

    def resolve_by_type(type_name: str, default: type | None = None) -> type | None:
        """Known names from the table; others by Rasa's own search, remembered when it is found."""
        if type_name in index:
            return index[type_name]
        found = stock(type_name, default)
        if found is not None and found.type_name == type_name:
            index[type_name] = found
        return found

    resolve_by_type.stock = stock  # type: ignore[attr-defined]
    Event.resolve_by_type = staticmethod(resolve_by_type)


@_lever
def apply_planned_graph_runner() -> None:
    """Plans the order of the components once, not by dask at each message (0.5 ms a run, 2 to 4 a message)."""
    import rasa.core.processor

    stock = rasa.core.processor.DaskGraphRunner
    rasa.core.processor.DaskGraphRunner = planned_runner(stock)


def planned_runner(stock: type) -> type:
    """A graph runner like `stock` that remembers in which order the nodes run for given targets."""
    from rasa.engine.exceptions import GraphRunError

    class PlannedGraphRunner(stock):  # type: ignore[misc]
        """Runs the nodes that the targets need, one after another."""

        def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
            """Same results as the parent's `run`."""
            wanted = tuple(targets or self._graph_schema.target_names)
            plans = self.__dict__.setdefault("_plans", {})
            if wanted not in plans:
                plans[wanted] = plan(self._graph_schema, wanted)
            values = {name: (name, value) for name, value in (inputs or {}).items()}
            for name, needs in plans[wanted]:
                if name in values:
                    raise GraphRunError(f"Input '{name}' clashes with a node name.")
                # An input that is not there is passed by its name, as dask does.
                arguments = [values.get(need, need) for need in needs]
                try:
                    values[name] = self._instantiated_nodes[name](*arguments)
                except RuntimeError as error:
                    raise GraphRunError("Error running runner.") from error
            return dict(values[target] for target in wanted)

    PlannedGraphRunner.stock = stock
    return PlannedGraphRunner


def plan(schema: Any, targets: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The nodes that `targets` need, each after those that it needs itself, with these."""
    ordered: dict[str, list[str]] = {}

    def visit(name: str) -> None:
        if name in ordered or name not in schema.nodes:
            return
        needs = list(schema.nodes[name].needs.values())
        for need in needs:
            visit(need)
        ordered[name] = needs

    for target in targets:
        visit(target)
    return list(ordered.items())


# --- before Rasa is imported ---------------------------------------------------------------------------


class LazyModule(ModuleType):
    """A module that is imported when something of it is first asked for."""

    def __getattr__(self, attribute: str) -> Any:
        """Called for what is not there yet: brings the real module in."""
        if attribute.startswith("__"):  # questions of the import machinery are not a use
            raise AttributeError(attribute)
        package, _, _ = self.__name__.rpartition(".")
        for name in (self.__name__, package):
            if isinstance(sys.modules.get(name), LazyModule):
                del sys.modules[name]
        real = importlib.import_module(self.__name__)
        self.__dict__.update({key: value for key, value in vars(real).items() if not key.startswith("__")})
        return getattr(real, attribute)


def make_skops_lazy(config: Path = Path("config.yml")) -> bool:
    """Imports skops first where the pipeline uses it, else only if it is ever used (0.8 s of start)."""
    if "skops.io" in sys.modules:
        return False
    text = config.read_text(encoding="utf-8") if config.exists() else ""
    if any(name in text for name in SKOPS_USERS) or os.environ.get("RECOURS_LEVERS") == "off":
        importlib.import_module("skops.io")
        return False
    package, module = LazyModule("skops"), LazyModule("skops.io")
    package.__path__ = []
    package.io = module
    sys.modules.update({"skops": package, "skops.io": module})
    return True
