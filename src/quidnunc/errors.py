"""Quidnunc's exceptions, one tree.

::

    QuidnuncError
    ├── InputError            an article or a folder that cannot be read
    │   ├── NotEnglishError   a text in another language
    │   └── NoTextError       a file without text
    ├── DataError             a table or a YAML file of ours (or the user's) that breaks its contract
    │   ├── CodebookError
    │   └── GazetteerError
    ├── ModelError            a language pipeline that is missing or unfit
    ├── UnknownEventError     an event id that the reading does not hold
    ├── FilterError           a question to a world that cannot be understood
    ├── UnknownNameError      a name that the gazetteer does not hold
    ├── WorkerError           a process that reads articles beside others and cannot start
    ├── ClusterError          a run on a cluster that cannot start, or failed for good
    ├── ServiceError          a service on the network that does not answer
    └── WorldError            a world that cannot be opened, read or written
        ├── DamagedWorldError     a file of it is cut short or missing
        └── NewerWorldError       a newer version made it

Every message names the file, and the line and field where there is one, and says what to do.
"""

from __future__ import annotations

from pathlib import Path


class QuidnuncError(Exception):
    """The root of all errors that Quidnunc raises on purpose."""


class InputError(QuidnuncError, ValueError):
    """An article that cannot be read; a ``ValueError`` too, as what was given is at fault.

    Args:
        message: what is wrong and what to do about it.
        source: the file (or ``FILE:LINE``, ``-`` for standard input) that is at fault.
        field: the field of the record at fault, if it is one field.
    """

    def __init__(self, message: str, *, source: str = "", field: str | None = None) -> None:
        self.message = message
        self.source = source
        self.field = field
        where = ": ".join(part for part in (source, f"field '{field}'" if field else "") if part)
        super().__init__(f"{where}: {message}" if where else message)


class NotEnglishError(InputError):
    """The text is not English; it is set aside, never misread."""


class NoTextError(InputError):
    """There is no text to read: an empty file, or a page without an article."""


class DataError(QuidnuncError):
    """A data file breaks its contract.

    Args:
        message: what is wrong and what to do about it.
        source: the file at fault.
        line: its line (CSV) or entry number (YAML), counted from 1.
        field: the column or key at fault.
    """

    def __init__(self, message: str, *, source: str = "", line: int | None = None, field: str | None = None) -> None:
        self.message = message
        self.source = source
        self.line = line
        self.field = field
        place = f"{source}:{line}" if line is not None else source
        where = ": ".join(part for part in (place, f"field '{field}'" if field else "") if part)
        super().__init__(f"{where}: {message}" if where else message)


class CodebookError(DataError):
    """A codebook file breaks its contract."""

    def within(self, folder: Path) -> CodebookError:
        """The same error, its file named from outside the codebook's folder."""
        source = self.source if self.source.startswith(str(folder)) else str(folder / self.source)
        return CodebookError(self.message, source=source, line=self.line, field=self.field)


class GazetteerError(DataError):
    """A gazetteer table breaks its contract."""


class ModelError(QuidnuncError):
    """A language pipeline is not installed or lacks a component that reading needs."""


class UnknownEventError(QuidnuncError):
    """No event of that id in the reading."""


class FilterError(QuidnuncError, ValueError):
    """A question to a world that cannot be understood.

    Args:
        message: what is wrong and what to do about it.
        field: the filter's field at fault.
    """

    def __init__(self, message: str, *, field: str) -> None:
        self.message = message
        self.field = field
        super().__init__(f"{field}: {message}")


class UnknownNameError(QuidnuncError):
    """The gazetteer holds nothing of that name; the message suggests near ones."""


class WorkerError(QuidnuncError):
    """A process that is to read articles beside others cannot start, or cannot make a reader."""


class ServiceError(QuidnuncError):
    """A service on the network cannot be reached, refuses, or answers something else.

    Args:
        message: what is wrong and what to do about it.
        source: the service's address.
    """

    def __init__(self, message: str, *, source: str = "") -> None:
        self.message = message
        self.source = source
        super().__init__(f"{source}: {message}" if source else message)


class ClusterError(QuidnuncError):
    """A run on a cluster cannot start, or failed for good.

    Args:
        message: what is wrong and what to do about it.
    """


class WorldError(QuidnuncError):
    """A world cannot be opened, read or written.

    Args:
        message: what is wrong and what to do about it.
        source: the world, or the table or file of it, that is at fault.
    """

    def __init__(self, message: str, *, source: str = "") -> None:
        self.message = message
        self.source = source
        super().__init__(f"{source}: {message}" if source else message)


class DamagedWorldError(WorldError):
    """A file of a world is cut short, missing, or not what it should be."""


class NewerWorldError(WorldError):
    """A newer version made the world; it is neither read nor changed."""
