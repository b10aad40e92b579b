"""The intent model: one linear view over features that forgive spelling, kept as plain arrays.

Linear support vectors, one against the rest, on tf-idf; a softmax with a fixed sharpness makes probabilities of the
margins. What each part brings is measured in docs/comprendre.md.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from pathlib import Path
from typing import Any, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from bot.nlu.features import features
from bot.nlu.noise import noisy
from bot.nlu.vectors import SHARES, counted, groups, tfidf
from bot.nlu.word_classes import NO_CLASSES, WordClasses

DEFAULTS = {
    "seed": 7,
    #: Noisy copies made of each training message.
    "copies": 1,
    #: Features seen less often are left out.
    "min_count": 3,
    #: How closely the training messages are followed (LinearSVC's C).
    "closeness": 0.5,
    #: Sharpness of the softmax over margins: higher is surer.
    "sharpness": 7.0,
    #: Features whose largest weight is below this are dropped after training: memory, without loss.
    "smallest_weight": 0.02,
    #: Views of `bot.nlu.features` that are left out (only to measure what each brings).
    "without": "",
}


class IntentModel:
    """A trained model. `labels` are the intents, in the order of the probabilities it returns.

    `kinds` are finer labels of the messages of one intent (the categories of danger of an emergency).
    """

    def __init__(
        self, labels: Sequence[str], kinds: Sequence[str], arrays: Mapping[str, np.ndarray], config: Mapping[str, Any]
    ):
        """Use `fit` or `load`.

        Arrays: `codes` (sorted), `idf`, `weights` (features x labels and kinds), `bias`, word classes.
        """
        self.labels = list(labels)
        self.kinds = list(kinds)
        self.config = {**DEFAULTS, **config}
        self._arrays = arrays
        self._classes = WordClasses(arrays["word_codes"], arrays["word_classes"])

    def read(self, text: str) -> "Impression":
        """Return what the model makes of `text`."""
        counts = Counter(features(text, self._classes, self.config["without"]))
        codes, known = self._arrays["codes"], np.fromiter(counts, dtype=np.uint32, count=len(counts))
        places = np.minimum(np.searchsorted(codes, known), len(codes) - 1)
        found = codes[places] == known
        repeated = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))[found]
        index = places[found]
        values = (1 + np.log(repeated)) * self._arrays["idf"][index]
        values /= np.linalg.norm(values) or 1.0
        scores = values @ self._arrays["weights"][index].astype(np.float32) + self._arrays["bias"]
        return Impression(self.labels, self.kinds, scores, self.config["sharpness"])

    def ranking(self, text: str, size: int = 10) -> List[Tuple[str, float]]:
        """Return the `size` most probable intents with their probabilities, best first."""
        return self.read(text).ranking(size)

    def save(self, folder: Path) -> None:
        """Write the model into `folder` as arrays and JSON; nothing in it can execute code."""
        np.savez(folder / "arrays.npz", **self._arrays)
        content = {"labels": self.labels, "kinds": self.kinds, "config": self.config}
        (folder / "model.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read a model written by `save`."""
        content = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            named = {name: arrays[name] for name in arrays.files}
            return cls(content["labels"], content["kinds"], named, content["config"])


class Impression:
    """What the model makes of one message: a margin for each intent (above 0: it looks like one) and each kind."""

    def __init__(self, labels: Sequence[str], kinds: Sequence[str], scores: np.ndarray, sharpness: float):
        """`scores`: float32, the margins of `labels` then of `kinds`."""
        self._labels, self._kinds = labels, kinds
        self._margins, self._kind_margins = scores[: len(labels)], scores[len(labels) :]
        self._sharpness = sharpness

    def probabilities(self, without: Optional[str] = None) -> np.ndarray:
        """Return one probability per label; they add up to 1, that of the label `without` being 0."""
        powers = np.exp(self._sharpness * (self._margins - self._margins.max()))
        if without in self._labels:
            powers[self._labels.index(without)] = 0.0
        return powers / powers.sum()

    def ranking(self, size: int = 10, without: Optional[str] = None) -> List[Tuple[str, float]]:
        """Return the `size` most probable intents with their probabilities, best first, one being left out."""
        probabilities = self.probabilities(without)
        best = np.argsort(-probabilities)[:size]
        return [(self._labels[index], float(probabilities[index])) for index in best]

    def margin(self, label: str) -> float:
        """Return the margin of one intent; minus infinity when the model does not know it."""
        return float(self._margins[self._labels.index(label)]) if label in self._labels else -math.inf

    def is_first(self, label: str) -> bool:
        """Return whether no other intent has a larger margin."""
        return label in self._labels and int(self._margins.argmax()) == self._labels.index(label)

    def kind(self) -> Optional[str]:
        """Return the likeliest kind, None when the model was trained without."""
        return self._kinds[int(self._kind_margins.argmax())] if self._kinds else None


def fit(
    texts: Sequence[str],
    intents: Sequence[str],
    classes: Optional[WordClasses] = None,
    config: Mapping[str, Any] = {},
    kinds: Optional[Sequence[Optional[str]]] = None,
) -> IntentModel:
    """Train on labelled texts, with word classes when there are some. Same data and seed, same model.

    `kinds` are finer labels of some of the texts, None for the others.
    """
    settings = {**DEFAULTS, **config}
    classes = classes or NO_CLASSES
    rng = random.Random(settings["seed"])
    everything, targets = list(texts), list(intents)
    finer = list(kinds or [None] * len(texts)) * (1 + settings["copies"])
    for _ in range(settings["copies"]):
        everything += [noisy(text, rng) for text in texts]
        targets += intents
    codes, idf, matrix = tfidf(counted(everything, classes, settings["without"]), settings["min_count"])
    labels, weights, bias = _machines(matrix, targets, settings)
    rows = [row for row, kind in enumerate(finer) if kind]
    kind_names: List[str] = []
    if rows:
        kind_names, kind_weights, kind_bias = _machines(matrix[rows], [finer[row] for row in rows], settings)
        weights, bias = np.hstack([weights, kind_weights]), np.hstack([bias, kind_bias])
    kept = np.abs(weights).max(axis=1) >= settings["smallest_weight"]
    arrays = {
        "codes": codes[kept],
        "idf": idf[kept],
        "weights": weights[kept].astype(np.float16),
        "bias": bias.astype(np.float32),
        "word_codes": classes.codes,
        "word_classes": classes.classes,
    }
    return IntentModel(labels, kind_names, arrays, settings)


def _machines(matrix, targets: Sequence[str], settings: Mapping[str, Any]):
    """Return labels, weights (float32, features x labels) and biases of one machine a label, trained side by side."""
    from joblib import Parallel, delayed

    labels = sorted(set(targets))
    trained = Parallel(n_jobs=SHARES)(delayed(_group)(matrix, targets, group, settings) for group in groups(labels))
    columns = {label: (weights, bias) for found in trained for label, weights, bias in found}
    weights = np.stack([columns[label][0] for label in labels], axis=1)
    return labels, weights, np.array([columns[label][1] for label in labels], dtype=np.float32)


def _group(matrix, targets: Sequence[str], labels: Sequence[str], settings: Mapping[str, Any]):
    """Return (label, weights, bias) for some of the labels, each against all the other messages."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=settings["closeness"], tol=1e-3, random_state=settings["seed"])
    machine.fit(matrix, [target if target in labels else "" for target in targets])
    names = machine.classes_[1:] if len(machine.classes_) == 2 else machine.classes_
    found = zip(names, machine.coef_.astype(np.float32), machine.intercept_)
    return [(label, weights, bias) for label, weights, bias in found if label]
