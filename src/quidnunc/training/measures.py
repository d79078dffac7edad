"""Figures of a model on examples."""

from __future__ import annotations

from collections.abc import Sequence

_BINS = 10


def f1_by_class(gold: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    """The F1 of each class that occurs in the gold labels.

    >>> f1_by_class(["A", "B", "B"], ["A", "B", "A"])
    {'A': 0.667, 'B': 0.667}
    """
    out = {}
    for name in sorted(set(gold)):
        right = sum(g == t == name for g, t in zip(gold, told, strict=True))
        out[name] = round(2 * right / (gold.count(name) + list(told).count(name)), 3)
    return out


def macro_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """The mean F1 of the classes that occur in the gold labels."""
    by_class = f1_by_class(gold, told)
    return round(sum(by_class.values()) / len(by_class), 3)


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error over ten bins of confidence: how far, on average, confidence is from the share that is right.

    >>> calibration_error([0.95, 0.95], [True, False])
    0.45
    """
    bins: dict[int, list[float]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        bins.setdefault(min(int(confidence * _BINS), _BINS - 1), []).append(confidence - hit)
    return round(sum(abs(sum(gaps)) for gaps in bins.values()) / len(confidences), 3)
