"""The trained network → ``model.onnx`` in 8-bit integers, with its tokenizer and card."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from quidnunc.reading.typing_model import LONGEST
from quidnunc.training.network import Network, base_folder


class _Heads(nn.Module):
    """The network without its attention among the outputs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, sentence: Tensor, pools: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        types, modes, statuses, _ = self.network(ids, mask, sentence, pools)
        return types, modes, statuses


def export(network: Network, card: dict[str, object], folder: Path) -> None:
    """Writes ``model.onnx``, ``tokenizer.json`` and ``model.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    _shorten(network)
    example = (
        torch.ones(2, 12, dtype=torch.long),
        torch.ones(2, 12, dtype=torch.long),
        torch.tensor([0, 1, 1]),
        torch.ones(3, 3, 12) / 12,
    )
    pieces = {0: "sentences", 1: "length"}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _Heads(network),
                example,
                str(full),
                input_names=["ids", "mask", "sentence", "pools"],
                output_names=["types", "modes", "statuses"],
                dynamic_axes={
                    "ids": pieces,
                    "mask": pieces,
                    "sentence": {0: "candidates"},
                    "pools": {0: "candidates", 2: "length"},
                    **{name: {0: "candidates"} for name in ("types", "modes", "statuses")},
                },
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(full, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copyfile(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    (folder / "model.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _shorten(network: Network) -> None:
    """Drops the places of words beyond the longest sentence, which would only take space."""
    embeddings = network.embeddings
    kept = embeddings.position_embeddings.weight[:LONGEST].detach().clone()
    embeddings.position_embeddings = nn.Embedding.from_pretrained(kept)
    embeddings.register_buffer("position_ids", torch.arange(LONGEST).unsqueeze(0), persistent=False)
    embeddings.register_buffer("token_type_ids", torch.zeros(1, LONGEST, dtype=torch.long), persistent=False)
