"""Stories: the reports of one occasion, copies of one another included.

Copies are found first, and stand together as one report; the rest is grouped by likeness (``linking`` says how). Reports
come in as they like, and only the groups that a new one touches are looked at again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from quidnunc.records import Article, Reading, content_id
from quidnunc.world.copies import Copies
from quidnunc.world.likeness import Likeness
from quidnunc.world.linking import ALIKE, link
from quidnunc.world.unions import Unions
from quidnunc.world.wording import Wording, wording

_UNDATED = "9999-99-99"  # after all days
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Report:
    """A report as stories see it. ``key`` is what tells it from all others; ``published`` is an ISO day."""

    key: str
    title: str
    text: str
    published: str | None = None

    @classmethod
    def of(cls, article: Article | Reading) -> Report:
        """An article, told from others by its source, or a reading, by its id."""
        key = article.id if isinstance(article, Reading) else article.source
        return cls(key, article.title, article.text, article.published)


@dataclass(frozen=True, slots=True)
class Member:
    """A report in a story; ``copy_of`` is the key of the report that it repeats, or ``None``."""

    key: str
    published: str | None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one occasion.

    Attributes:
        id: of the first report, so that a story keeps it as it grows.
        members: the reports by day, then by key.
        names: those in at least half of its independent reports, the commonest first.
    """

    id: str
    members: tuple[Member, ...]
    names: tuple[str, ...]

    @property
    def independent(self) -> int:
        """How many of its reports are no copies of others."""
        return sum(member.copy_of is None for member in self.members)


@dataclass(frozen=True, slots=True)
class _Held:
    key: str
    published: str | None
    wording: Wording

    @property
    def order(self) -> tuple[str, str]:
        return self.published or _UNDATED, self.key


class Stories:
    """Reports, grouped by the occasion that they tell of.

    The likeness of any two reports is kept, in two bytes: ten thousand take 100 MB.

    >>> stories = Stories()
    >>> stories.add([Report("a", "", "Rebels took the port."), Report("b", "", "Rebels took the port.")])
    >>> [[(member.key, member.copy_of) for member in story.members] for story in stories]
    [[('a', None), ('b', 'a')]]
    """

    def __init__(self) -> None:
        self._reports: list[_Held] = []
        self._keys: set[str] = set()
        self._copies = Copies()
        self._same = Unions()  # of reports: copies of one another
        self._heads: list[int] = []  # the reports that were no copies when they came in, by their place in what follows
        self._likeness = Likeness()
        self._alike: list[NDArray[np.float16]] = []  # of each head to those before it
        self._near = Unions()  # of heads: whatever may ever be grouped
        self._groups: dict[int, list[list[int]]] = {}  # of heads, by the first head of what may be grouped

    def add(self, reports: Iterable[Report]) -> None:
        """Takes reports in; one whose key is held already adds nothing."""
        fresh = [report for report in {r.key: r for r in reports}.values() if report.key not in self._keys]
        if not fresh:
            return
        fresh.sort(key=lambda report: (report.published or _UNDATED, report.key))
        self._keys.update(report.key for report in fresh)
        touched = self._join_copies(fresh)
        touched |= self._compare()
        self._link(touched)

    def __iter__(self) -> Iterator[Story]:
        """The stories by the day of their first reports."""
        members = self._same.sets(range(len(self._reports)))
        groups = (group for groups in self._groups.values() for group in groups)
        stories = [self._story([members[self._heads[head]] for head in group]) for group in groups]
        return iter(sorted(stories, key=lambda story: (story.members[0].published or _UNDATED, story.members[0].key)))

    def __len__(self) -> int:
        """The number of stories."""
        return sum(len(groups) for groups in self._groups.values())

    def _join_copies(self, fresh: Sequence[Report]) -> set[int]:
        """Takes the reports in and puts copies together; the heads of sets that a new report has joined."""
        first = len(self._reports)
        self._reports += [_Held(r.key, r.published, wording(r.title, r.text)) for r in fresh]
        pairs = self._copies.add(report.text for report in fresh)
        before = {one: self._same.find(one) for one, _ in pairs if one < first}
        for one, other in pairs:
            self._same.join(one, other)
        self._heads += [n for n in range(first, len(self._reports)) if self._same.find(n) == n]
        return {self._place(head) for one, head in before.items() if self._same.find(one) != head}

    def _place(self, report: int) -> int:
        """The place of a head among the heads, which come in ascending order."""
        return bisect_left(self._heads, report)

    def _compare(self) -> set[int]:
        """Compares the heads that are new to those before; the heads whose likenesses have changed."""
        done = len(self._likeness)
        new = [self._reports[number] for number in self._heads[done:]]
        rows = self._likeness.add([report.wording for report in new], [_ordinal(report.published) for report in new])
        start = len(self._heads) - len(rows)
        del self._alike[start:]
        self._alike += [row.astype(np.float16) for row in rows]
        if start < done:  # all was compared anew
            self._near, self._groups = Unions(), {}
        changed = set(range(start, len(self._heads)))
        for number in sorted(changed):
            for other in np.flatnonzero(self._alike[number] >= ALIKE):
                self._near.join(int(other), number)
        return changed

    def _link(self, touched: set[int]) -> None:
        """Groups anew what may be grouped with a head that was touched.

        A mean likeness of ALIKE needs one pair that is as much alike: what no chain of such pairs joins is never grouped.
        """
        roots = {self._near.find(head) for head in touched}
        apart = self._near.sets(range(len(self._heads)))
        self._groups = {root: groups for root, groups in self._groups.items() if root in apart and root not in roots}
        for root in sorted(roots):
            heads = [head for head in apart[root] if self._same.find(self._heads[head]) == self._heads[head]]
            if heads:
                groups = link(self._square(heads), [self._reports[self._heads[h]].wording.names.keys() for h in heads])
                self._groups[root] = [[heads[at] for at in group] for group in groups]

    def _square(self, heads: Sequence[int]) -> NDArray[np.float32]:
        """The likenesses between some heads."""
        square = np.zeros((len(heads), len(heads)), dtype=np.float32)
        for at, head in enumerate(heads):
            square[at, :at] = square[:at, at] = self._alike[head][heads[:at]]
        return square

    def _story(self, units: Iterable[Sequence[int]]) -> Story:
        """The story of some reports, copies of one another together."""
        members = []
        names: Counter[str] = Counter()
        written: dict[str, str] = {}
        for unit in units:
            first, *copies = sorted((self._reports[number] for number in unit), key=lambda report: report.order)
            names.update(first.wording.names.keys())
            written |= first.wording.written
            members.append((first.order, Member(first.key, first.published)))
            members += [(copy.order, Member(copy.key, copy.published, first.key)) for copy in copies]
        members.sort(key=lambda pair: pair[0])
        independent = sum(member.copy_of is None for _, member in members)
        ranked = sorted(names.items(), key=lambda item: (-item[1], item[0]))
        common = [written[name] for name, count in ranked if 2 * count >= independent]
        key = members[0][1].key
        return Story(content_id("story", key), tuple(member for _, member in members), tuple(common[:_SHOWN]))


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()
