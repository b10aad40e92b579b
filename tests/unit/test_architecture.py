"""Which layer may import which, how long a file may be, and that French stays in the data."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/**/*.py"), *ROOT.glob("tools/*.py")])

#: What each layer may import of the project, besides itself.
ALLOWED = {
    "bot.model": set(),
    "bot.knowledge": {"bot.model"},
    "bot.language": {"bot.knowledge", "bot.model"},
    "bot.orientation": {"bot.knowledge", "bot.model"},
    "bot.dialogue": {"bot.orientation", "bot.language", "bot.knowledge", "bot.model"},
    "bot.nlu": {"bot.language", "bot.knowledge", "bot.model"},
    "bot.stores": set(),
    "bot.channels": {"bot.stores", "bot.language", "bot.knowledge", "bot.model"},
    "bot.monitoring": {"bot.language", "bot.knowledge", "bot.model"},
    "bot.site": {"bot.orientation", "bot.knowledge", "bot.model"},
    "bot.runtime": {"bot.channels", "bot.monitoring", "bot.site", "bot.stores", "bot.model"},
    "bot.evaluation": {"bot.runtime", "bot.nlu", "bot.language", "bot.knowledge", "bot.model"},
    "actions": {"bot.dialogue", "bot.orientation", "bot.knowledge", "bot.model"},
}
#: The only places where Rasa may be imported.
RASA = (
    "bot/nlu/components.py",
    "bot/runtime/",
    "actions/",
    "bot/channels/answering.py",
    "bot/channels/application.py",
    "bot/channels/messenger.py",
    "bot/channels/rest.py",
    "bot/channels/web.py",
    "bot/stores/history.py",
    "bot/stores/tracker_store.py",
    "bot/stores/queued_lock.py",
    "bot/stores/opening.py",
)


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(module):
    return next((layer for layer in ALLOWED if module == layer or module.startswith(layer + ".")), None)


def relative(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_imports_follow_the_layers(path):
    module = relative(path)[:-3].replace("/", ".").removesuffix(".__init__")
    layer = layer_of(module)
    for imported in imports(path):
        other = layer_of(imported)
        if layer and other and other != layer:
            assert other in ALLOWED[layer], f"{module} imports {imported}"
        if imported.split(".")[0] in ("rasa", "rasa_sdk"):
            assert relative(path).startswith(RASA), f"{module} imports {imported}"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_files_can_be_read_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", [p for p in FILES if not relative(p).startswith("tools/")], ids=relative)
def test_no_french_sentence_in_python(path):
    """A string with accents and spaces is a sentence for people: it belongs to the data."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            assert not re.search(r"[éèêàùçîôœ]\w* \w+ \w+", node.value), node.value


def public(node):
    """Yield the public functions and classes of a module and the public methods of its public classes."""
    for child in node.body:
        if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_public_functions_and_classes_say_what_they_do(path):
    for node in public(ast.parse(path.read_text(encoding="utf-8"))):
        assert ast.get_docstring(node), f"{node.name} has no docstring"
