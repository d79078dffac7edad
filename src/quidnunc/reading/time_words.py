"""The words of time expressions: the loader of ``lexicon/when.yaml``, and a text's words by the part they can play."""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec
import yaml

from quidnunc.errors import DataError
from quidnunc.reading.language import Syntax

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# One character for each kind, so that a text's words make a string that patterns match
KINDS = {
    "weekday": "W", "shortday": "1", "month": "M", "season": "S", "holiday": "H", "day": "d", "num": "n", "year": "y",
    "decade": "Y", "nth": "o", "numword": "N", "a": "a", "vague": "q", "units": "U", "unit": "u", "weekend": "e",
    "quarter": "Q", "halfword": "h", "part": "p", "noon": "c", "clock": "k", "ampm": "@", "zone": "z", "today": "D",
    "tonight": "G", "last": "l", "past": "L", "prev": "v", "next": "f", "following": "F", "coming": "C", "this": "t",
    "that": "T", "same": "s", "recent": "r", "current": "R", "these": "j", "all": "2", "early": "m", "late": "4",
    "mid": "i", "edge": "B", "earlier": "E", "later": "5", "before": "b", "after": "6", "ago": "g", "comma": ",",
    "hyphen": "-", "slash": "/", "the": "#", "of": "~", "and": "&", "to": ">", "on": "^", "at": "%", "in": "=",
    "approx": "A", "every": "V", "often": "w", "ref": "P", "old": "O", "poss": "'", "iso": "I", "numdate": "0",
    "qcode": "Z", "times": "7", "oclock": "8", "fiscal": "X", "weekago": "K",
    "yearend": "J", "overnight": "_", "more": "+", "another": "*", "famous": "\"", "future": "$", "from": "<", "decadeword": ";",
    "lasting": "!", "ahead": "}",
}  # fmt: skip
PLAIN = "x"
TRIGGERS = 'WMSHyYoUueQpck@DGwPI0ZJK_;L$8z"!'
_RUN = re.compile(f"[^{PLAIN}]*[{re.escape(TRIGGERS)}][^{PLAIN}]*")
_LONGEST = 40

_LEX = re.compile(
    r"(?P<iso>\d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))"
    r"|(?P<numdate>\d\d?(?P<by>[/.])\d\d?(?P=by)(?:\d{4}|\d\d)(?![\d/]))"
    r"|(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<decade>(?:1\d|20)\d0s(?!\w)|[1-9]0s(?!\w))"
    r"|(?P<nth>\d{1,3}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    r"|(?P<qcode>q[1-4](?!\w))"
    r"|(?P<int>\d+)|(?P<word>[^\W\d_]+)|(?P<hyphen>[-–—])|(?P<comma>,)|(?P<slash>/)|(?P<other>.)",
    re.DOTALL,
)


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time: its words, and its letter in a TIMEX3 duration."""

    words: tuple[str, ...]
    plural: tuple[str, ...]
    unit: str
    code: str
    clock: bool


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day of every year: by date, by the n-th weekday of a month, or by its distance from Easter."""

    names: tuple[str, ...]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None
    orthodox: bool = False


class FamousDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day known by month and day alone, when one of the words ``before`` follows."""

    month: int
    day: int
    date: datetime.date
    before: frozenset[str]
    figures: bool = False


class TenseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell whether their time lies ahead or behind."""

    awaiting: frozenset[str]
    setting: frozenset[str]
    futurate: frozenset[str]
    facts: frozenset[str]
    future_words: frozenset[str]
    modals_future: frozenset[str]
    past_words: frozenset[str]
    behind: frozenset[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    months: dict[str, int]
    seasons: dict[str, str]
    units: tuple[Unit, ...]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    parts: dict[str, str]
    noons: dict[str, str]
    meridiems: dict[str, str]
    deictics: dict[str, int]
    frequencies: dict[str, str]
    lasting: dict[str, str]
    references: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    holidays: tuple[Holiday, ...]
    famous_days: tuple[FamousDay, ...]
    portions: frozenset[str]
    not_after: frozenset[str]
    not_after_part: frozenset[str]
    not_before: frozenset[str]
    not_before_today: frozenset[str]
    not_months_after: frozenset[str]
    not_months_before: frozenset[str]
    doubtful_months: frozenset[str]
    match_words: frozenset[str]
    before_doubtful: frozenset[str]
    no_first_names: frozenset[str]
    tense: TenseWords
    counted: frozenset[str]
    numbered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words: ``kinds`` gives each word's character, ``values`` what it stands for, ``phrases`` go by first word."""

    kinds: dict[str, str]
    values: dict[str, object]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    units: dict[str, Unit]
    plurals: frozenset[str]
    file: _File


@functools.cache
def load_lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon of time words; the one that ships by default.

    Raises:
        DataError: the file breaks its contract.
    """
    file = path if path is not None else Path(__file__).parent / "lexicon" / "when.yaml"
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # a subclass of SafeLoader
        data = msgspec.convert(raw, _File)
    except yaml.YAMLError as problem:
        raise DataError(f"is no valid YAML: {problem}", source=str(file)) from problem
    except msgspec.ValidationError as problem:
        raise DataError(str(problem), source=str(file)) from problem
    entries: dict[str, tuple[str, object]] = {}
    for kind, words in data.kinds.items():
        if kind not in KINDS:
            raise DataError(f"unknown kind '{kind}'; one of: {', '.join(KINDS)}", source=str(file), field="kinds")
        entries.update({word: (KINDS[kind], word) for word in words})
    units: dict[str, Unit] = {}
    for unit in data.units:
        single = {"quarter": "quarter", "weekend": "weekend"}.get(unit.unit, "unit")
        entries.update(dict.fromkeys(unit.words, (KINDS[single], unit)))
        entries.update(dict.fromkeys(unit.plural, (KINDS["units"], unit)))
        units[unit.unit] = unit
    for name, table in (
        ("weekday", data.weekdays), ("shortday", data.short_weekdays), ("month", data.months), ("season", data.seasons),
        ("numword", data.numbers), ("nth", data.ordinals), ("decadeword", data.decades), ("part", data.parts),
        ("noon", data.noons), ("ampm", data.meridiems), ("today", data.deictics), ("often", data.frequencies),
        ("ref", data.references), ("lasting", data.lasting),
    ):  # fmt: skip
        entries.update({word: (KINDS[name], value) for word, value in table.items()})
    entries.update({short + ".": entries[short] for short in (*data.short_weekdays, *data.months) if len(short) < 6})
    entries.update({name: (KINDS["holiday"], holiday) for holiday in data.holidays for name in holiday.names})
    entries.update({day + "s": (KINDS["often"], f"XXXX-WXX-{n + 1}") for day, n in data.weekdays.items()})
    entries.update({f"{d.month}/{d.day}": (KINDS["famous"], d) for d in data.famous_days if d.figures})
    for mark in "-–—":
        entries[mark] = (KINDS["hyphen"], mark)
    entries["/"] = (KINDS["slash"], "/")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in entries:
        words = tuple(entry.split())
        if len(words) > 1:
            phrases.setdefault(words[0], []).append((words, entry))
    return Lexicon(
        kinds={word: kind for word, (kind, _) in entries.items() if " " not in word},
        values={word: value for word, (_, value) in entries.items()}
        | {f"kind {w}": k for w, (k, _) in entries.items()},
        phrases={first: tuple(sorted(found, key=lambda x: -len(x[0]))) for first, found in phrases.items()},
        units=units,
        plurals=frozenset(word for unit in data.units for word in unit.plural),
        file=data,
    )


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, or a piece or a group of words, that an expression can be made of; ``tokens`` is ``[first, last)``."""

    start: int
    end: int
    first: int
    last: int
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text as atoms, and ``kinds``, the string of their kinds."""

    kinds: str
    atoms: list[Atom]

    def runs(self) -> list[tuple[int, int]]:
        """The stretches that can hold an expression."""
        return [found.span() for found in _RUN.finditer(self.kinds)]


def words_of(syntax: Syntax) -> Words:
    """The atoms of a text."""
    lexicon = load_lexicon()
    table, phrases = lexicon.kinds, lexicon.phrases
    lowers = syntax.lowers
    kinds: list[str] = []
    atoms: list[Atom] = []
    i, n = 0, len(lowers)
    while i < n:
        low = lowers[i]
        if low in phrases:
            found = _phrase(lowers, i, phrases[low])
            if found is not None:
                size, entry = found
                kinds.append(str(lexicon.values[f"kind {entry}"]))
                atoms.append(Atom(syntax.starts[i], syntax.ends[i + size - 1], i, i + size, entry))
                i += size
                continue
        if low == "[" and (inserted := _inserted(syntax, i)) is not None:
            kinds.append(inserted[0])
            atoms.append(Atom(syntax.starts[i], syntax.ends[i + 2], i, i + 3, inserted[1]))
            i += 3
            continue
        kind = table.get(low)
        if kind is not None:
            kinds.append(_named(syntax, i, kind, low))
            atoms.append(Atom(syntax.starts[i], syntax.ends[i], i, i + 1, low))
        elif low.isalpha():
            kinds.append(PLAIN)
            atoms.append(Atom(syntax.starts[i], syntax.ends[i], i, i + 1, low))
        else:
            i = _lex(syntax, i, kinds, atoms)
            continue
        i += 1
    return Words("".join(kinds), atoms)


def _phrase(lowers: list[str], i: int, phrases: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[int, str] | None:
    for words, entry in phrases:
        if tuple(lowers[i : i + len(words)]) == words:
            return len(words), entry
    return None


def _inserted(syntax: Syntax, i: int) -> tuple[str, str] | None:
    """The kind and the word of one word that an editor put in brackets: "[Ten] years ago"."""
    if syntax.lowers[i + 2 : i + 3] != ["]"]:
        return None
    word = syntax.lowers[i + 1]
    if not word[0].isdigit():
        kind = load_lexicon().kinds.get(word)
        return None if kind is None else (_named(syntax, i + 1, kind, word), word)
    parts = pieces(word)
    return (parts[0][2], word) if len(parts) == 1 and parts[0][2] else None


def _named(syntax: Syntax, i: int, kind: str, low: str) -> str:
    """Weekdays and months are capitalised; the modal "may" and the verbs "march", "spring", "fall" are no names."""
    if kind not in "WM1S":
        return kind
    tag = syntax.tags[i]
    if kind == KINDS["season"]:
        return (
            PLAIN
            if tag.startswith("VB")
            and syntax.words[i].islower()
            and i
            and syntax.tags[i - 1] in ("TO", "MD", "NNS", "NNPS", "PRP")
            else kind
        )
    if not syntax.words[i][0].isupper() or (tag == "MD" and low == "may"):
        return PLAIN
    return kind


def _lex(syntax: Syntax, i: int, kinds: list[str], atoms: list[Atom]) -> int:
    """Adds the pieces of a token that is no word; tokens written together with a leading figure count as one."""
    last = i + 1
    low = syntax.lowers[i]
    if low[0].isdigit():
        ends, starts = syntax.ends, syntax.starts
        while last < len(syntax) and starts[last] == ends[last - 1] and last - i < 8:
            last += 1
    elif not any(c.isdigit() or c in "-–—" for c in low):
        kinds.append(PLAIN)
        atoms.append(Atom(syntax.starts[i], syntax.ends[i], i, last, low))
        return last
    start = syntax.starts[i]
    table = load_lexicon().kinds
    token = i
    for a, b, kind, word in pieces(syntax.text[start : syntax.ends[last - 1]][: _LONGEST * 4].lower()):
        while token + 1 < last and syntax.ends[token] <= start + a:
            token += 1
        until = token + 1
        while until < last and syntax.starts[until] < start + b:
            until += 1
        kinds.append(kind or table.get(word, PLAIN))
        atoms.append(Atom(start + a, start + b, token, until, word))
    return last


@functools.lru_cache(maxsize=1 << 14)
def pieces(chunk: str) -> tuple[tuple[int, int, str, str], ...]:
    """The pieces of a chunk that holds figures: first and last character, kind (empty: look the word up), word."""
    out = []
    for match in _LEX.finditer(chunk):
        name, word = match.lastgroup or "other", match.group()
        kind = ""
        if name == "int":
            number = int(word) if len(word) < 9 else 0
            kind = (
                "year"
                if len(word) == 4 and 1000 <= number < 2400
                else "day"
                if len(word) < 3 and 0 < number < 32
                else "num"
            )
        elif name not in ("word", "other"):
            kind = name
        elif name == "other" and not word.strip():
            continue
        out.append((match.start(), match.end(), KINDS[kind] if kind else "", word))
    return tuple(out)
