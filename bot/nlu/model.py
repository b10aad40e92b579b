"""The intent model: one linear view over features that forgive spelling, kept as plain arrays.

Linear support vectors, one against the rest, on tf-idf; a softmax with a fixed sharpness makes probabilities of the
margins. What each part brings is measured in docs/comprendre.md.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from bot.nlu.features import features
from bot.nlu.noise import noisy
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
}


class IntentModel:
    """A trained model. `labels` are the intents, in the order of the probabilities it returns."""

    def __init__(self, labels: Sequence[str], arrays: Mapping[str, np.ndarray], config: Mapping[str, Any]):
        """Use `fit` or `load`. Arrays: `codes` (sorted), `idf`, `weights` (features x labels), `bias`, word classes."""
        self.labels = list(labels)
        self.config = {**DEFAULTS, **config}
        self._arrays = arrays
        self._classes = WordClasses(arrays["word_codes"], arrays["word_classes"])

    def probabilities(self, text: str) -> np.ndarray:
        """Return one probability per label; they add up to 1."""
        counts = Counter(features(text, self._classes))
        codes, known = self._arrays["codes"], np.fromiter(counts, dtype=np.uint32, count=len(counts))
        places = np.minimum(np.searchsorted(codes, known), len(codes) - 1)
        found = codes[places] == known
        repeated = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))[found]
        index = places[found]
        values = (1 + np.log(repeated)) * self._arrays["idf"][index]
        values /= np.linalg.norm(values) or 1.0
        scores = values @ self._arrays["weights"][index].astype(np.float32) + self._arrays["bias"]
        powers = np.exp(self.config["sharpness"] * (scores - scores.max()))
        return powers / powers.sum()

    def ranking(self, text: str, size: int = 10) -> List[Tuple[str, float]]:
        """Return the `size` most probable intents with their probabilities, best first."""
        probabilities = self.probabilities(text)
        best = np.argsort(-probabilities)[:size]
        return [(self.labels[index], float(probabilities[index])) for index in best]

    def save(self, folder: Path) -> None:
        """Write the model into `folder` as arrays and JSON; nothing in it can execute code."""
        np.savez(folder / "arrays.npz", **self._arrays)
        content = {"labels": self.labels, "config": self.config}
        (folder / "model.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read a model written by `save`."""
        content = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            return cls(content["labels"], {name: arrays[name] for name in arrays.files}, content["config"])


def fit(
    texts: Sequence[str],
    intents: Sequence[str],
    classes: Optional[WordClasses] = None,
    config: Mapping[str, Any] = {},
) -> IntentModel:
    """Train on labelled texts, with word classes when there are some. Same data and seed, same model."""
    from sklearn.svm import LinearSVC

    settings = {**DEFAULTS, **config}
    classes = classes or NO_CLASSES
    rng = random.Random(settings["seed"])
    everything, targets = list(texts), list(intents)
    for _ in range(settings["copies"]):
        everything += [noisy(text, rng) for text in texts]
        targets += intents
    bags = [Counter(features(text, classes)) for text in everything]
    codes, idf, matrix = _tfidf(bags, settings["min_count"])
    machine = LinearSVC(C=settings["closeness"], tol=1e-3, random_state=settings["seed"]).fit(matrix, targets)
    weights = machine.coef_.T
    kept = np.abs(weights).max(axis=1) >= settings["smallest_weight"]
    arrays = {
        "codes": codes[kept],
        "idf": idf[kept],
        "weights": weights[kept].astype(np.float16),
        "bias": machine.intercept_.astype(np.float32),
        "word_codes": classes.codes,
        "word_classes": classes.classes,
    }
    return IntentModel(list(machine.classes_), arrays, settings)


def _tfidf(bags: Sequence[Counter], min_count: int):
    """Return the sorted codes kept, their idf, and the tf-idf matrix (log counts, rows of length 1)."""
    from scipy.sparse import csr_matrix

    seen = Counter(item for bag in bags for item in bag)
    codes = np.array(sorted(item for item, count in seen.items() if count >= min_count), dtype=np.uint32)
    place = {int(item): index for index, item in enumerate(codes)}
    idf = np.log((1 + len(bags)) / (1 + np.array([seen[int(item)] for item in codes]))) + 1
    rows, columns, values = [0], [], []
    for bag in bags:
        known = [(place[item], count) for item, count in bag.items() if item in place]
        index = np.array([i for i, _ in known], dtype=np.int32)
        value = (1 + np.log(np.array([c for _, c in known], dtype=np.float64))) * idf[index]
        columns.append(index)
        values.append(value / (np.linalg.norm(value) or 1.0))
        rows.append(rows[-1] + len(index))
    matrix = csr_matrix((np.concatenate(values), np.concatenate(columns), rows), shape=(len(bags), len(codes)))
    return codes, idf.astype(np.float32), matrix.astype(np.float32)
