"""A folder of YAML files → ``Codebook``, or an error that names the file, line and field at fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from quidnunc.codebook import checks
from quidnunc.codebook.book import Codebook
from quidnunc.codebook.files import Document, read
from quidnunc.codebook.keeping import kept
from quidnunc.codebook.schema import (
    CameoCode,
    Context,
    EventType,
    FactPredicate,
    Frame,
    FrameEntry,
    Grammar,
    SupportVerb,
)
from quidnunc.errors import CodebookError
from quidnunc.records import content_id

DATA = Path(__file__).parent / "data"

_INHERITED = ("quad", "score", "requires_recipient")

_ENTRY = TypeVar("_ENTRY", bound=msgspec.Struct)
_PATH = re.compile(r"at `\$\.(\w+)")
_KEY = re.compile(r"field `(\w+)`")


def load(path: Path | None = None) -> Codebook:
    """The codebook in a folder; the one that ships with the package unless told otherwise.

    Args:
        path: a folder laid out as the shipped one: ``types.yaml`` (and ``types/*.yaml``), ``contexts.yaml``, ``grammar.yaml``,
            ``support_verbs.yaml``, ``crosswalk.yaml``, ``predicates.yaml`` and ``frames/*.yaml``.

    Raises:
        CodebookError: a file is missing or breaks its contract.
    """
    if path is None:
        return kept(version_of(DATA), lambda: _load(DATA))
    return _load(Path(path))


def _load(folder: Path) -> Codebook:
    types = _types(folder)
    contexts = _contexts(folder)
    grammar = _grammar(folder, types)
    return Codebook(
        types=types,
        contexts=contexts,
        frames=_frames(folder, types, contexts, grammar),
        support_verbs=_support_verbs(folder, grammar),
        crosswalk=_crosswalk(folder, types),
        predicates=_predicates(folder),
        grammar=grammar,
        version=version_of(folder),
    )


def load_types(path: Path | None = None) -> Mapping[str, EventType]:
    """The event types alone, for those who need quad classes and scores but read no text.

    Raises:
        CodebookError: ``types.yaml`` is missing or breaks its contract.
    """
    return _types(DATA if path is None else Path(path))


def load_crosswalk(path: Path | None = None) -> Mapping[str, CameoCode]:
    """The crosswalk to CAMEO alone.

    Raises:
        CodebookError: ``types.yaml`` or ``crosswalk.yaml`` is missing or breaks its contract.
    """
    folder = DATA if path is None else Path(path)
    return _crosswalk(folder, _types(folder))


def version_of(folder: Path = DATA) -> str:
    """A hash of a codebook's files, which changes when any of them does."""
    files = sorted(folder.rglob("*.yaml"))
    return content_id(
        *(part for file in files for part in (file.relative_to(folder).as_posix(), file.read_bytes().hex()))
    )


def _convert(value: object, shape: type[_ENTRY], source: str, line: int | None, entry: str) -> _ENTRY:
    """An entry of the given shape."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as problem:
        message = str(problem)
        found = _PATH.search(message) or _KEY.search(message)
        field = found.group(1) if found is not None else None
        raise CodebookError(f"{entry}: {message}", source=source, line=line, field=field) from problem


def _raise(faults: Iterable[checks.Fault], source: str, line: int | None, entry: str) -> None:
    for fault in faults:
        raise CodebookError(f"{entry}: {fault.message}", source=source, line=line, field=fault.field)


def _main(document: Document, key: str, optional: Iterable[str] = ()) -> object:
    """The value of a file's main key; other keys are errors."""
    for unknown in document.data:
        if unknown != key and unknown not in optional:
            raise CodebookError(f"unknown key '{unknown}'", source=document.source, field=unknown)
    return document.data.get(key)


def _listed(document: Document, key: str, optional: Iterable[str] = ()) -> Iterator[tuple[object, int, str]]:
    """The entries of a file's list, with their lines and what to call them."""
    values = _main(document, key, optional)
    if not isinstance(values, list) or not values:
        raise CodebookError(f"'{key}' must be a list with entries", source=document.source, field=key)
    for number, (value, line) in enumerate(zip(values, document.lines[key], strict=True), 1):
        yield value, line, f"entry {number}"


def _named(document: Document, key: str) -> Iterator[tuple[str, object, int]]:
    """The entries of a file's mapping, with their lines."""
    values = _main(document, key)
    if not isinstance(values, dict) or not values:
        raise CodebookError(f"'{key}' must be a mapping with entries", source=document.source, field=key)
    for (name, value), line in zip(values.items(), document.lines[key], strict=True):
        yield str(name), value, line


def _types(folder: Path) -> dict[str, EventType]:
    sources = ["types.yaml", *(f"types/{file.name}" for file in sorted((folder / "types").glob("*.yaml")))]
    named = [(source, *entry) for source in sources for entry in _named(read(folder / source, source), "types")]
    entries = {name: value for _, name, value, _ in named}
    out: dict[str, EventType] = {}
    given: dict[str, str] = {}
    for source, name, value, line in named:
        if name in given:
            message = f"entry '{name}': the type stands in {given[name]} already; drop or rename one"
            raise CodebookError(message, source=source, line=line)
        given[name] = f"{source}:{line}"
        if isinstance(value, dict):
            _raise(checks.family_faults(name, value, entries), source, line, f"entry '{name}'")
            value = _inherited(value, entries)
        out[name] = _convert(value, EventType, source, line, f"entry '{name}'")
    return out


def _inherited(entry: Mapping[str, object], entries: Mapping[str, object]) -> dict[str, object]:
    """A type's entry with what it leaves to its parent."""
    parent = entries.get(str(entry.get("parent")))
    given = parent if isinstance(parent, Mapping) else {}
    return {**{key: given[key] for key in _INHERITED if key in given}, **entry}


def _contexts(folder: Path) -> dict[str, Context]:
    document = read(folder / "contexts.yaml", "contexts.yaml")
    out: dict[str, Context] = {}
    for name, value, line in _named(document, "contexts"):
        out[name] = _convert(value, Context, document.source, line, f"entry '{name}'")
        _raise(checks.word_faults("cues", out[name].cues), document.source, line, f"entry '{name}'")
    return out


def _grammar(folder: Path, types: Mapping[str, EventType]) -> Grammar:
    document = read(folder / "grammar.yaml", "grammar.yaml")
    grammar = _convert(document.data, Grammar, document.source, None, "the file")
    _raise(checks.grammar_faults(grammar, types), document.source, None, "the file")
    return grammar


def _frames(
    folder: Path, types: Mapping[str, EventType], contexts: Mapping[str, Context], grammar: Grammar
) -> tuple[Frame, ...]:
    files = sorted((folder / "frames").glob("*.yaml"))
    if not files:
        raise CodebookError("the folder is missing or empty; it holds the frames, a file a type", source="frames")
    out: list[Frame] = []
    seen: dict[tuple[object, ...], str] = {}
    for file in files:
        document = read(file, f"frames/{file.name}")
        default = _default_type(document, types)
        for value, line, entry in _listed(document, "frames", ("type",)):
            frame = _frame(_convert(value, FrameEntry, document.source, line, entry), default, types)
            _raise(checks.frame_faults(frame, types, contexts, grammar), document.source, line, entry)
            for identity in checks.identities(frame):
                if identity in seen:
                    message = (
                        f"{entry}: '{identity[1]}' with these constraints and slots stands in {seen[identity]} already"
                    )
                    raise CodebookError(message, source=document.source, line=line)
                seen[identity] = f"{document.source}:{line}"
            out.append(frame)
    without = [name for name in types if all(frame.type != name for frame in out)]
    if without:
        raise CodebookError(f"no frame names {', '.join(without)}", source="frames", field="type")
    return tuple(out)


def _frame(entry: FrameEntry, default: str | None, types: Mapping[str, EventType]) -> Frame:
    """A frame with its type, the file's where it names none, and its family."""
    given = msgspec.structs.asdict(entry)
    type_ = entry.type or default
    parent = types[type_].parent if type_ is not None and type_ in types else None
    return Frame(**{**given, "type": type_, "family": parent or type_ or ""})


def _default_type(document: Document, types: Mapping[str, EventType]) -> str | None:
    """The type of a file's frames that name none."""
    default = document.data.get("type")
    if default is None:
        return None
    _raise(checks.type_faults(str(default), None, types), document.source, None, "the file")
    return str(default)


def _support_verbs(folder: Path, grammar: Grammar) -> tuple[SupportVerb, ...]:
    document = read(folder / "support_verbs.yaml", "support_verbs.yaml")
    out: list[SupportVerb] = []
    seen: set[tuple[str, str | None]] = set()
    for value, line, name in _listed(document, "support_verbs"):
        entry = _convert(value, SupportVerb, document.source, line, name)
        _raise(checks.support_faults(entry, grammar), document.source, line, name)
        for verb in entry.verb:
            if (verb, entry.preposition) in seen:
                raise CodebookError(f"{name}: '{verb}' is given twice", source=document.source, line=line, field="verb")
            seen.add((verb, entry.preposition))
        out.append(entry)
    return tuple(out)


def _crosswalk(folder: Path, types: Mapping[str, EventType]) -> dict[str, CameoCode]:
    document = read(folder / "crosswalk.yaml", "crosswalk.yaml")
    out: dict[str, CameoCode] = {}
    exports: dict[tuple[str, str | None], str] = {}
    for value, line, name in _listed(document, "cameo"):
        entry = _convert(value, CameoCode, document.source, line, name)
        _raise(checks.cameo_faults(entry, types), document.source, line, name)
        if entry.code in out:
            raise CodebookError(
                f"{name}: code {entry.code} is given twice", source=document.source, line=line, field="code"
            )
        for pair in checks.stands_for(entry):
            if pair in exports:
                message = f"{name}: {pair[0]} {pair[1] or ''} goes out as {exports[pair]} already".replace("  ", " ")
                raise CodebookError(message, source=document.source, line=line, field="export")
            exports[pair] = entry.code
        out[entry.code] = entry
    for type_, definition in types.items():
        for mode in (None, *definition.modes):
            if (type_, mode) not in exports and definition.parent is None:
                what = f"{type_} {mode or ''}".rstrip()
                message = f"no code stands for {what}; give one of its codes 'export: true', or the type a 'parent'"
                raise CodebookError(message, source=document.source, field="export")
    return out


def _predicates(folder: Path) -> dict[str, FactPredicate]:
    document = read(folder / "predicates.yaml", "predicates.yaml")
    out: dict[str, FactPredicate] = {}
    for value, line, name in _listed(document, "predicates"):
        entry = _convert(value, FactPredicate, document.source, line, name)
        if entry.name in out:
            raise CodebookError(
                f"{name}: '{entry.name}' is given twice", source=document.source, line=line, field="name"
            )
        out[entry.name] = entry
    return out
