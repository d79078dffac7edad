"""What a passive verb reports: "X is expected to attend", "X was praised by Y", "asked about X"."""

from __future__ import annotations

from quidnunc.reading.says_content import Contents
from quidnunc.reading.says_lexicon import Sense
from quidnunc.reading.says_report import Found, Range

_CHARGES = frozenset({"of", "as", "for", "with", "to", "on"})


class Passives:
    """Finds the content of passive verbs."""

    def __init__(self, contents: Contents) -> None:
        """Keeps what the methods look things up in."""
        self.contents = contents
        self.grounds = contents.grounds
        self.syntax = contents.syntax

    def find(self, i: int, sense: Sense, cue: Range, agent: int | None) -> Found:
        """The content of a passive verb whose agent's head is ``agent``; empty if there is none."""
        syntax = self.syntax
        subject = syntax.child(i, "nsubjpass", "nsubj")
        free = subject is None and syntax.deps[i] == "advcl"
        if sense.particle:
            return "passive", self._rest(i, cue[1]) if free else self._subject(i, subject, cue)
        if free and any(syntax.lowers[k] == "as" for k in syntax.children[i]):
            return "passive", self._around(i)
        complement = next((j for j in syntax.children[i] if j > i and syntax.deps[j] in ("xcomp", "ccomp")), None)
        if complement is not None:
            return "passive", self._complement(i, sense, cue, subject, complement)
        if "quote" in sense.takes and subject is not None:
            clause = self.grounds.noun_phrase(subject, cue)[0], cue[1]
            found = self.contents.quoted.find(i, clause, addressed=True)
            if found:
                return "passive", found
        if "address" in sense.takes:
            about = next((j for j in syntax.childs(i, "prep") if j > i and syntax.lowers[j] == "about"), None)
            return "passive", [] if about is None else [self.grounds.trim(*self.grounds.edges(about))]
        if not sense.takes & {"object", "passive"} or sense.lemma in self.contents.lexicon.active:
            return "passive", []
        return "passive", self._whom(i, cue, subject, agent)

    def _rest(self, i: int, first: int) -> list[Range]:
        return [self.grounds.trim(first, self.contents.end(i, first))]

    def _around(self, i: int) -> list[Range]:
        """The sentence around "as reported by X"."""
        grounds = self.grounds
        first, last = grounds.edges(i)
        low, high = grounds.bounds(i)
        before, after = grounds.trim(low, first), grounds.trim(last, high)
        return [before] if before[1] > before[0] else [after]

    def _complement(self, i: int, sense: Sense, cue: Range, subject: int | None, complement: int) -> list[Range]:
        """ "X is believed to have left": the subject and the infinitive; "it is said that": the clause."""
        first = max(self.grounds.edges(complement)[0], cue[1])
        rest = self.contents.grown(first, self.contents.end(i, first), i)
        if "address" in sense.takes or (subject is not None and self.syntax.lowers[subject] == "it"):
            return [rest]
        return [*self._subject(i, subject, cue), rest]

    def _whom(self, i: int, cue: Range, subject: int | None, agent: int | None) -> list[Range]:
        """Whom or what the verb is about, and of what: "X was accused of theft"."""
        syntax = self.syntax
        out = self._subject(i, subject, cue)
        charge = next((j for j in syntax.childs(i, "prep") if j > i and syntax.lowers[j] in _CHARGES), None)
        if charge is not None and out:
            out.append(self.grounds.trim(*self.grounds.edges(charge)))
        elif agent is None and syntax.deps[i] == "acl":
            return []
        return out

    def _subject(self, i: int, subject: int | None, cue: Range) -> list[Range]:
        """The subject, or the noun that a bare participle follows."""
        head = subject
        if head is None:
            if self.syntax.deps[i] != "acl":
                return []
            head = self.syntax.heads[i]
        first, last = self.grounds.edges(head)
        if head < cue[0] and last >= cue[1]:
            return [self.grounds.trim(first, cue[0])]
        return [self.grounds.noun_phrase(head, cue)]
