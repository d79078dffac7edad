"""The typing model at run time: sentences with marked parties → types, modes and statuses with their probabilities.

A sentence is encoded once, however many candidates it holds; each candidate's agent, recipient and trigger are pooled from the
sentence's token states. A candidate without a known trigger gets one by attention. ONNX Runtime and a tokenizer are all it takes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
from tokenizers import Tokenizer

from quidnunc.codebook.schema import EventType
from quidnunc.errors import ModelError
from quidnunc.records import Span, Status

SHIPPED = Path(__file__).parent / "model"
OWN = "model"  # the folder, in a codebook's, of a typing model trained for it
NONE = "NONE"
LONGEST = 160  # word pieces of a sentence that are looked at; what stands beyond is not judged
_BATCH = 16
_UNFIT = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, RuntimeException)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Question:
    """A candidate in a sentence.

    Spans count characters of ``text``. A party may have several spans, or none where it is not named. Without a trigger the
    model finds the words itself.
    """

    text: str
    agents: tuple[Span, ...]
    recipients: tuple[Span, ...]
    trigger: Span | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model holds of a candidate: probabilities that sum to 1 each, by type (and "NONE"), mode and status.

    ``modes`` are those of ``type``; None among them says that it has none.
    """

    types: Mapping[str, float]
    modes: Mapping[tuple[str, str | None], float]
    statuses: Mapping[Status, float]

    @property
    def type(self) -> str:
        """The likeliest type, or "NONE"."""
        return max(self.types, key=lambda name: self.types[name])

    def mode_of(self, type_: str) -> str | None:
        """The likeliest mode of a type; None where it has none, or none is likelier."""
        own = {mode: share for (name, mode), share in self.modes.items() if name in (type_, "")}
        return max(own, key=lambda mode: own[mode]) if own else None


@dataclass(frozen=True, slots=True)
class Card:
    """What a model's folder says of it (``model.json``).

    Attributes:
        types: the types in the order of the model's output, "NONE" among them.
        modes: pairs of type and mode; the first, ``("", None)``, stands for no mode.
        statuses: the statuses in the order of the model's output.
        temperature: what the types' scores are divided by, so that probabilities are calibrated.
        frames_weight: how much the frames' verdict counts beside the model's where both type a pair.
        codebook: the version of the codebook that it was trained for.
    """

    types: tuple[str, ...]
    modes: tuple[tuple[str, str | None], ...]
    statuses: tuple[Status, ...]
    temperature: float
    frames_weight: float
    codebook: str = ""


class TypingModel:
    """Judges candidates.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``model.json``.
        types: the codebook's types, which the model must know, and no others.

    Raises:
        ModelError: one of the files is missing or unfit, or the model was made for another codebook.
    """

    def __init__(self, folder: Path, types: Mapping[str, EventType]) -> None:
        self.folder = folder
        self.card = read_card(folder / "model.json")
        check_fit(self.card, folder, types)
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        path = folder / "model.onnx"
        try:
            self._weights = path.read_bytes()
        except OSError as problem:
            raise ModelError(f"{path} cannot be read ({problem.strerror}): {_remedy(folder)}") from problem
        try:
            self._session = onnxruntime.InferenceSession(self._weights, options, providers=["CPUExecutionProvider"])
        except _UNFIT as problem:
            raise ModelError(f"{path} is no ONNX model: {_remedy(folder)}") from problem
        self._check_outputs(path)

    def _check_outputs(self, path: Path) -> None:
        """Raises ModelError where the model's outputs are not those that its card names."""
        sizes = {one.name: one.shape[-1] for one in self._session.get_outputs()}
        for name in ("types", "modes", "statuses"):
            wanted, found = len(getattr(self.card, name)), sizes.get(name)
            if found != wanted and (found is None or isinstance(found, int)):
                raise ModelError(
                    f"{path} gives {found or 'no'} {name}, model.json beside it names {wanted}: {_remedy(self.folder)}"
                )

    def judge(self, questions: Sequence[Question]) -> list[Judgement | None]:
        """A judgement for each question; None where a party or the trigger stands beyond what the model looks at.

        The same questions in the same order give the same figures.
        """
        texts = sorted({q.text for q in questions}, key=lambda text: (len(text), text))
        out: list[Judgement | None] = [None] * len(questions)
        asked: dict[str, list[int]] = {}
        for i, question in enumerate(questions):
            asked.setdefault(question.text, []).append(i)
        for first in range(0, len(texts), _BATCH):
            self._batch(texts[first : first + _BATCH], asked, questions, out)
        return out

    def _batch(
        self,
        texts: Sequence[str],
        asked: Mapping[str, Sequence[int]],
        questions: Sequence[Question],
        out: list[Judgement | None],
    ) -> None:
        encoded = [self._tokenizer.encode(text) for text in texts]
        length = max(len(e.ids) for e in encoded)
        ids = np.zeros((len(texts), length), np.int64)
        mask = np.zeros((len(texts), length), np.int64)
        rows: list[tuple[int, int, Floats]] = []
        for row, (text, e) in enumerate(zip(texts, encoded, strict=True)):
            ids[row, : len(e.ids)] = e.ids
            mask[row, : len(e.ids)] = 1
            for i in asked[text]:
                pools = _pools(questions[i], e.offsets, length)
                if pools is not None:
                    rows.append((i, row, pools))
        if not rows:
            return
        feed = {
            "ids": ids,
            "mask": mask,
            "sentence": np.array([row for _, row, _ in rows], np.int64),
            "pools": np.stack([pools for _, _, pools in rows]),
        }
        types, modes, statuses = self._session.run(["types", "modes", "statuses"], feed)
        for k, (i, _, _) in enumerate(rows):
            out[i] = self._judgement(types[k], modes[k], statuses[k])

    def _judgement(self, types: Floats, modes: Floats, statuses: Floats) -> Judgement:
        card = self.card
        return Judgement(
            dict(zip(card.types, _softmax(types / card.temperature), strict=True)),
            dict(zip(card.modes, _softmax(modes), strict=True)),
            dict(zip(card.statuses, _softmax(statuses), strict=True)),
        )

    @cached_property
    def version(self) -> str:
        """A hash of the model's files; it changes when any of them does."""
        digest = hashlib.blake2b(self._weights, digest_size=8)
        for name in ("tokenizer.json", "model.json"):
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()

    @cached_property
    def size(self) -> int:
        """Bytes of the model's files."""
        return sum((self.folder / name).stat().st_size for name in ("model.onnx", "tokenizer.json", "model.json"))


def _pools(question: Question, offsets: Sequence[Span], length: int) -> Floats | None:
    """Weights over a sentence's word pieces: of the agent, the recipient, the trigger (all 0 where unknown), each summing to 1."""
    out = np.zeros((3, length), np.float32)
    trigger = () if question.trigger is None else (question.trigger,)
    for k, spans in enumerate((question.agents, question.recipients, trigger)):
        pieces = [i for i, (s, e) in enumerate(offsets) if e > s and any(s < end and start < e for start, end in spans)]
        if spans and not pieces:
            return None
        if pieces:
            out[k, pieces] = 1 / len(pieces)
    return out


def _softmax(scores: Floats) -> list[float]:
    raised = np.exp(scores.astype(np.float64) - scores.max())
    return [round(float(x), 6) for x in raised / raised.sum()]


def trained_for(folder: Path) -> str:
    """The version of the codebook that a model was trained for; empty where the model does not say. Raises ModelError."""
    return read_card(folder / "model.json").codebook


def check_fit(card: Card, folder: Path, types: Mapping[str, EventType]) -> None:
    """Raises ModelError where a model's types, or its modes, are not the codebook's."""
    known, wanted = {*card.types}, {*types, NONE}
    strange = [
        f"{type_}/{mode}" for type_, mode in card.modes if mode and type_ in types and mode not in types[type_].modes
    ]
    faults = [
        f"it {what} {', '.join(sorted(names))}"
        for what, names in (
            ("does not know", wanted - known),
            ("knows types that the codebook lacks:", known - wanted),
            ("knows modes that the codebook lacks:", strange),
        )
        if names
    ]
    if faults:
        raise ModelError(
            f"{folder}: the typing model was made for another codebook: {'; '.join(faults)}. {_remedy(folder)}"
        )


def _remedy(folder: Path) -> str:
    """What to do about an unfit model."""
    if folder == SHIPPED:
        return "Reinstall quidnunc, or train the model with 'make train'"
    return f"Train it anew with 'quidnunc train {folder.parent}', or delete {folder} to go by the frames alone"


def _tokenizer(path: Path) -> Tokenizer:
    try:
        text = path.read_text("utf-8")
        if "model" not in json.loads(text):
            raise ModelError(f"{path} does not describe a tokenizer: {_remedy(path.parent)}")
    except (OSError, ValueError, TypeError) as problem:
        raise ModelError(f"{path} cannot be read ({problem}): {_remedy(path.parent)}") from problem
    return Tokenizer.from_str(text)


def read_card(path: Path) -> Card:
    """What a model's ``model.json`` says of it.

    Raises:
        ModelError: it is missing, or says nothing of the kind.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        return Card(
            types=tuple(data["types"]),
            modes=tuple((type_, mode) for type_, mode in data["modes"]),
            statuses=tuple(data["statuses"]),
            temperature=float(data["temperature"]),
            frames_weight=float(data["frames_weight"]),
            codebook=str(data.get("codebook", "")),
        )
    except FileNotFoundError as problem:
        raise ModelError(f"{path} is missing: {_remedy(path.parent)}") from problem
    except (OSError, ValueError, KeyError, TypeError) as problem:
        message = f"{path} does not describe a typing model ({problem}): {_remedy(path.parent)}"
        raise ModelError(message) from problem
