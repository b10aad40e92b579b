"""The statistics of the bench, against figures computed by hand."""

import pytest

from bot.evaluation import measures
from bot.evaluation.measures import Share


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (90, 100, 0.8256, 0.9448)],
)
def test_wilson(right, total, low, high):
    assert measures.wilson(right, total) == pytest.approx((low, high), abs=1e-4)


def test_a_share_is_written_with_its_counts_and_interval():
    assert Share.of([True, False, True, True]).public() == {
        "right": 3, "total": 4, "share": 0.75, "low": 0.30064, "high": 0.95441,
    }  # fmt: skip
    assert Share.of([]).public() == {"right": 0, "total": 0, "share": None, "low": 0.0, "high": 1.0}


def test_f1():
    assert measures.f1(right=3, given=4, expected=6) == pytest.approx(2 * 0.75 * 0.5 / 1.25)
    assert measures.f1(0, 0, 5) == 0
    assert measures.f1(0, 0, 0) is None


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.3], [0.5, 0.3, 0.1], 4.5 / 6)],
)
def test_auroc(positives, negatives, expected):
    assert measures.auroc(positives, negatives) == pytest.approx(expected)


def test_auroc_needs_both_sides():
    assert measures.auroc([], [0.5]) is None and measures.auroc([0.5], []) is None


def test_calibration_by_hand():
    bins = measures.calibration([(0.95, True), (0.97, False), (1.0, True), (0.25, False)])
    assert [(held.low, held.high, held.share) for held in bins] == [(0.2, 0.3, Share(0, 1)), (0.9, 1.0, Share(2, 3))]
    assert bins[1].confidence == pytest.approx(0.9733, abs=1e-4)
    # |0 - 0.25| of one answer, |2/3 - 0.9733| of three
    assert measures.calibration_error(bins) == pytest.approx((0.25 + 0.92) / 4)
    assert measures.calibration_error([]) is None


@pytest.mark.parametrize(
    ("better", "worse", "p"), [(0, 0, 1.0), (1, 1, 1.0), (5, 0, 0.0625), (8, 2, 0.109375), (2, 8, 0.109375)]
)
def test_mcnemar(better, worse, p):
    assert measures.mcnemar(better, worse) == pytest.approx(p)


@pytest.mark.parametrize(("values", "percent", "expected"), [([3, 1, 2], 50, 2), ([1, 2], 50, 1.5), ([0, 10], 95, 9.5)])
def test_percentiles(values, percent, expected):
    assert measures.percentile(values, percent) == pytest.approx(expected)
    assert measures.percentile([], percent) is None
