"""Modules that stand in for others that are not installed or not wanted.

One finder for the whole process, first in `sys.meta_path`: it builds a named module by a function of
ours instead of reading its file. It never touches a module that is already imported.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

Builder = Callable[[ModuleType], None]


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that it was given builders for."""

    def __init__(self) -> None:
        self.builders: dict[str, Builder] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A spec for a module that has a stand-in, nothing for the others."""
        if fullname not in self.builders:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin="stand-in")

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Python's ordinary empty module."""

    def exec_module(self, module: ModuleType) -> None:
        """Fills the module."""
        self.builders[module.__name__](module)


_FINDER = StandInFinder()


def install(builders: Mapping[str, Builder]) -> None:
    """From now on these modules are built by these functions."""
    _FINDER.builders.update(builders)
    if _FINDER not in sys.meta_path:
        sys.meta_path.insert(0, _FINDER)


def is_stand_in(name: str) -> bool:
    """Whether the imported module of this name is one of ours."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return spec is not None and spec.loader is _FINDER
