"""JSON lines: one reading a line, the contract's names."""

from __future__ import annotations

from typing import TextIO

from quidnunc.records import Reading


class JsonlExporter:
    """One reading a line."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, reading: Reading) -> None:
        """Writes one line."""
        self.stream.write(reading.to_json().decode("utf-8"))
        self.stream.write("\n")

    def finalize(self) -> None:
        """Nothing stands at the end of JSON lines."""
        self.stream.flush()
