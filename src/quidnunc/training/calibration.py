"""Calibrates a typing model as it was exported, on examples held back from training, and takes its figures there."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quidnunc.codebook.examples import Example
from quidnunc.codebook.schema import EventType
from quidnunc.reading.reader import Reader
from quidnunc.reading.typing_model import Judgement, Question, TypingModel
from quidnunc.training.measures import calibration_error, f1_by_class, macro_f1

_TEMPERATURES = tuple(step / 20 for step in range(10, 51))
_WEIGHTS = tuple(step / 20 for step in range(21))
_LEAST = 1e-6  # the rounding of the model's probabilities

Floats = NDArray[np.float64]


def settle(folder: Path, held: Sequence[Example], frames: Reader, types: Mapping[str, EventType]) -> dict[str, object]:
    """Fits the temperature and the frames' weight, writes them to ``model.json`` and all figures to ``metrics.json``.

    Args:
        folder: the exported model's.
        held: examples that it did not learn from.
        frames: a reader of the codebook without a model.
        types: the codebook's types.
    """
    path = folder / "model.json"
    card = json.loads(path.read_text("utf-8"))
    path.write_text(_json({**card, "temperature": 1.0, "frames_weight": 0.0}), "utf-8")
    model = TypingModel(folder, types)
    asked = model.judge([Question(e.text, (e.agent,), (e.recipient,)) for e in held])
    judged = [(example, judgement) for example, judgement in zip(held, asked, strict=True) if judgement is not None]
    names = model.card.types
    scores = _logs([judgement.types[name] for name in names] for _, judgement in judged)
    verdicts = [dict(frames.type_of(e.text, e.agent, e.recipient)) for e, _ in judged]
    told = _logs([verdict[name] for name in names] for verdict in verdicts)
    truth = np.array([names.index(example.type) for example, _ in judged])
    temperature, weight = calibrate(scores, told, truth)
    path.write_text(_json({**card, "temperature": temperature, "frames_weight": weight}), "utf-8")
    figures = _figures(judged, names, scores, pooled(scores, told, temperature, weight))
    (folder / "metrics.json").write_text(_json(figures), "utf-8")
    return figures


def pooled(scores: Floats, frames: Floats, temperature: float, weight: float) -> Floats:
    """The probabilities of model and frames together, from both's logarithms: ``[examples, types]`` each."""
    mixed = scores / temperature + weight * frames
    raised = np.exp(mixed - mixed.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def calibrate(scores: Floats, frames: Floats, truth: NDArray[np.int64]) -> tuple[float, float]:
    """The temperature of the model's scores and the weight of the frames' verdict under which the truth is likeliest."""

    def loss(temperature: float, weight: float) -> float:
        shares = pooled(scores, frames, temperature, weight)[np.arange(len(truth)), truth]
        return float(-np.log(shares + 1e-12).mean())

    _, temperature, weight = min((loss(t, w), t, w) for t in _TEMPERATURES for w in _WEIGHTS)
    return temperature, weight


def _figures(
    judged: Sequence[tuple[Example, Judgement]], names: Sequence[str], scores: Floats, joint: Floats
) -> dict[str, object]:
    gold = [example.type for example, _ in judged]
    alone = [names[i] for i in scores.argmax(1)]
    together = [names[i] for i in joint.argmax(1)]
    modes = [max(j.modes, key=lambda mode: j.modes[mode]) for _, j in judged]
    statuses = [max(j.statuses, key=lambda status: j.statuses[status]) for _, j in judged]
    own_modes = [("", None) if e.mode is None else (e.type, e.mode) for e, _ in judged]
    right = [g == t for g, t in zip(gold, together, strict=True)]
    return {
        "held_back": len(judged),
        "macro_f1_model": macro_f1(gold, alone),
        "macro_f1": macro_f1(gold, together),
        "f1_by_type": f1_by_class(gold, together),
        "calibration_error": calibration_error(joint.max(1).tolist(), right),
        "mode_accuracy": _share(m == own for m, own in zip(modes, own_modes, strict=True)),
        "status_accuracy": _share(s == e.status for s, (e, _) in zip(statuses, judged, strict=True)),
    }


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return round(sum(counted) / len(counted), 3)


def _logs(rows: Iterable[Sequence[float]]) -> Floats:
    return np.array([[math.log(max(share, _LEAST)) for share in row] for row in rows])


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
