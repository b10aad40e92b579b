"""Texts as tf-idf vectors, for training; counting the features is shared between two processes."""

from __future__ import annotations

from collections import Counter
from typing import List, NamedTuple, Sequence, Tuple

import numpy as np

from bot.nlu.features import features
from bot.nlu.word_classes import WordClasses

#: Processes that share the work of a training.
SHARES = 2


class Counted(NamedTuple):
    """Features of texts, one after the other: `codes` (uint32) and `counts` (float32); `sizes`: features a text."""

    codes: np.ndarray
    counts: np.ndarray
    sizes: np.ndarray


def counted(texts: Sequence[str], classes: WordClasses, without: str = "") -> Counted:
    """Return the features of each text and how often it has them (views: `bot.nlu.features`)."""
    from joblib import Parallel, delayed

    cut = (len(texts) + SHARES - 1) // SHARES
    parts = [texts[start : start + cut] for start in range(0, len(texts), cut)]
    found = Parallel(n_jobs=SHARES)(delayed(_count)(part, classes, without) for part in parts)
    return Counted(*(np.concatenate(arrays) for arrays in zip(*found)))


def _count(texts: Sequence[str], classes: WordClasses, without: str) -> Counted:
    bags = [Counter(features(text, classes, without)) for text in texts]
    sizes = np.array([len(bag) for bag in bags], dtype=np.int64)
    total = int(sizes.sum())
    codes = np.fromiter((code for bag in bags for code in bag), dtype=np.uint32, count=total)
    counts = np.fromiter((count for bag in bags for count in bag.values()), dtype=np.float32, count=total)
    return Counted(codes, counts, sizes)


def tfidf(found: Counted, min_count: int) -> Tuple[np.ndarray, np.ndarray, "csr_matrix"]:  # noqa: F821
    """Return the sorted codes that at least `min_count` texts have, their idf, and the matrix (texts x codes).

    Counts are taken as 1 + log; rows have length 1.
    """
    from scipy.sparse import csr_matrix

    codes, seen = np.unique(found.codes, return_counts=True)
    frequent = seen >= min_count
    codes, seen = codes[frequent], seen[frequent]
    idf = np.log((1 + len(found.sizes)) / (1 + seen)) + 1
    index = np.minimum(np.searchsorted(codes, found.codes), len(codes) - 1)
    kept = codes[index] == found.codes
    rows = np.repeat(np.arange(len(found.sizes)), found.sizes)[kept]
    values = (1 + np.log(found.counts[kept])) * idf[index[kept]]
    lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(found.sizes)))
    values /= lengths[rows]
    shape = (len(found.sizes), len(codes))
    return codes, idf.astype(np.float32), csr_matrix((values.astype(np.float32), (rows, index[kept])), shape=shape)


def groups(labels: Sequence[str]) -> List[Sequence[str]]:
    """Return the labels in `SHARES` groups, always the same ones, so that a model does not depend on the computer."""
    return [labels[share::SHARES] for share in range(SHARES) if labels[share::SHARES]]
