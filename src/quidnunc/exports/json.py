"""JSON: a list of readings, indented for people."""

from __future__ import annotations

from typing import TextIO

import msgspec

from quidnunc.records import Reading


class JsonExporter:
    """One list of all readings."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._count = 0

    def write(self, reading: Reading) -> None:
        """Writes one element."""
        self.stream.write("[\n" if self._count == 0 else ",\n")
        self.stream.write(msgspec.json.format(reading.to_json(), indent=2).decode("utf-8"))
        self._count += 1

    def finalize(self) -> None:
        """Closes the list."""
        self.stream.write("[]\n" if self._count == 0 else "\n]\n")
        self.stream.flush()
