"""Zip files of articles: each member read by its own format, within bounds, its name never used as a path."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from quidnunc.articles.source import ArticleOrError, Format, Options
from quidnunc.articles.streams import MAX_BYTES, PIECE
from quidnunc.errors import InputError, NoTextError
from quidnunc.records import Article

MAX_MEMBERS = 200_000
MAX_RATIO = 300
"""No text packs better; what does is a bomb."""


class ZipFormat:
    """A ``.zip`` file; its members are read in order of their names, those of unknown suffix passed over.

    Args:
        formats: the format of each suffix, asked when there is something to read.
    """

    suffixes = (".zip",)

    def __init__(self, formats: Callable[[], dict[str, Format]]) -> None:
        self._formats = formats

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The articles of its members; ``FILE!MEMBER`` is the source of each."""
        formats = {suffix: form for suffix, form in self._formats().items() if not isinstance(form, ZipFormat)}
        try:
            with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="quidnunc-") as folder:
                members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
                if len(members) > MAX_MEMBERS:
                    raise InputError(f"more than {MAX_MEMBERS:,} members; refused", source=str(path))
                known = [m for m in members if PurePosixPath(m.filename).suffix.lower() in formats]
                if not known:
                    raise NoTextError("the archive holds no article", source=str(path))
                for member in known:
                    suffix = PurePosixPath(member.filename).suffix.lower()
                    yield from self._member(
                        archive, member, Path(folder) / f"member{suffix}", formats[suffix], options, path
                    )
        except FileNotFoundError:
            yield InputError("no such file", source=str(path))
        except (zipfile.BadZipFile, OSError) as problem:
            yield InputError(f"no zip file that can be read: {problem}", source=str(path))
        except InputError as problem:
            yield problem

    def _member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, form: Format, options: Options, path: Path
    ) -> Iterator[ArticleOrError]:
        source = f"{path}!{member.filename}"
        try:
            _unpack(archive, member, place, source)
        except InputError as problem:
            yield problem
            return
        for item in form.read(place, options):
            yield _renamed(item, str(place), source)
        place.unlink()


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, source: str) -> None:
    """Writes a member to a file of our own naming. Raises InputError where it is a bomb, encrypted or broken."""
    limit = min(MAX_BYTES, max(PIECE, MAX_RATIO * member.compress_size))
    try:
        with archive.open(member) as packed, place.open("wb") as out:
            total = 0
            while piece := packed.read(PIECE):
                total += len(piece)
                if total > limit:
                    raise InputError(f"unpacked, it is longer than {limit:,} bytes; refused", source=source)
                out.write(piece)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise InputError(f"the member cannot be unpacked: {problem}", source=source) from problem


def _renamed(item: ArticleOrError, place: str, source: str) -> ArticleOrError:
    """An article or error with the member's name in the place of our file's."""
    if isinstance(item, Article):
        import msgspec

        return msgspec.structs.replace(item, source=item.source.replace(place, source))
    return type(item)(item.message.replace(place, source), source=item.source.replace(place, source), field=item.field)
