"""Where derived files live: made once, kept in the user's cache folder, never half-written."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "QUIDNUNC_CACHE"

_log = logging.getLogger(__name__)


def cache_folders() -> list[Path]:
    """The folders to try, best first: ``$QUIDNUNC_CACHE`` alone where set, else the platform's; last a temporary one."""
    named = os.environ.get(VARIABLE)
    temporary = Path(tempfile.gettempdir()) / f"quidnunc-{_user()}"
    return [Path(named) if named else user_cache_path("quidnunc", appauthor=False), temporary]


def _user() -> str:
    getuid = getattr(os, "getuid", None)
    return str(getuid()) if getuid else os.environ.get("USERNAME", "user")


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A derived file, made where no earlier run left it.

    Several processes may call this at once: each writes a file of its own and renames it into place, so a reader sees a
    whole file or none.

    Args:
        name: the file's name; it has to change with whatever the content depends on.
        make: writes the file at the path that it is given (which does not exist yet).

    Raises:
        OSError: not even the temporary folder can be written to.
    """
    folders = cache_folders()
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    for folder in folders[:-1]:
        try:
            return _make_in(folder, name, make)
        except OSError as problem:
            _log.warning("cannot keep %s in %s (%s); using a temporary folder", name, folder, problem)
    return _make_in(folders[-1], name, make)


def _make_in(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as inner:
        draft = Path(inner) / name
        _log.info("making %s in %s; later runs find it there", name, folder)
        started = time.monotonic()
        make(draft)
        try:
            draft.replace(folder / name)
        except PermissionError:
            # Windows refuses to replace a file that another process has open; that one is as good as ours.
            if not (folder / name).is_file():
                raise
    _log.info("made %s in %.1f s", name, time.monotonic() - started)
    return folder / name


def code_digest(room: str, modules: Iterable[str]) -> str:
    """A hash over modules of a package, for names of files that depend on their code.

    An installation may hold compiled modules alone; then the version of Quidnunc tells them apart.

    Args:
        room: the package ("quidnunc.gazetteer").
        modules: the modules' files ("tables.py").
    """
    digest = hashlib.blake2b(version("quidnunc").encode(), digest_size=4)
    folder = files(room)
    for name in modules:
        if (module := folder / name).is_file():
            digest.update(module.read_bytes())
    return digest.hexdigest()
