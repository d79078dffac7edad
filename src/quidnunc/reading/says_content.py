"""What is said: from each cue to the words that it reports."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.reading.says_quoted import Quoted
from quidnunc.reading.says_lexicon import Kind, Pattern, Sense
from quidnunc.reading.says_source import Grounds, Range
from quidnunc.records import Stance

_CLAUSE = ("ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp")
_ASIDE = ("in", "at", "on", "during", "to", "from", "via", "through", "by", "after", "of", "about", "with", "before")
_PUNCTUATION = frozenset({",", ":", ";", "—", "–", "-", "--", "―"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "what"})


@dataclass(slots=True)
class Report:
    """An attribution in tokens: ranges of source, cue and content, and the pattern that led from cue to content."""

    source: Range | None
    source_head: int | None
    cue: Range
    cue_head: int
    content: list[Range]
    kind: Kind
    stance: Stance
    pattern: Pattern
    parent: int | None = None


class Finder:
    """Finds the attributions of one text."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.lexicon = grounds.lexicon
        self.out: list[Report] = []
        self.taken: set[int] = set()
        self.pattern: Pattern = "clause"
        self.quoted = Quoted(grounds)

    def find(self) -> list[Report]:
        """All attributions, unsorted."""
        syntax, lexicon = self.syntax, self.lexicon
        for i, lemma in enumerate(syntax.lemmas):
            if syntax.pos[i] in ("VERB", "AUX") and lemma in lexicon.verbs:
                self._verb(i)
        return self.out

    # verbs

    def _verb(self, i: int) -> None:
        syntax, grounds = self.syntax, self.grounds
        if syntax.deps[i] in ("amod", "compound", "aux"):
            return
        for sense in self.lexicon.verbs[syntax.lemmas[i]]:
            cue, after = grounds.verb_group(i), i + 1
            if sense.particle:
                last = self._particle(i, sense.particle)
                if last is None:
                    continue
                cue, after = (cue[0], last + 1), last + 1
            passive = grounds.is_passive(i)
            head = self._agent(i) if passive else grounds.subject(i)
            content = self._passive(i, sense, cue) if passive else self._active(i, sense, cue, head)
            if not content:
                continue
            source: Range | None = None
            if head is not None:
                source = grounds.noun_phrase(head, cue)
            self._add(source, head, cue, i, content, sense.kind, sense.stance, self.pattern)
            return

    def _particle(self, i: int, particle: tuple[str, ...]) -> int | None:
        """The last token of the particle's words, right after the verb."""
        lowers = self.syntax.lowers
        if tuple(lowers[i + 1 : i + 1 + len(particle)]) == particle:
            return i + len(particle)
        return None

    def _agent(self, i: int) -> int | None:
        agent = self.syntax.child(i, "agent")
        return None if agent is None else self.syntax.child(agent, "pobj")

    def _active(self, i: int, sense: Sense, cue: Range, head: int | None) -> list[Range]:
        syntax, grounds = self.syntax, self.grounds
        takes = sense.takes
        left = cue[0] if head is None or head > i else min(cue[0], grounds.noun_phrase(head, cue)[0])
        right = cue[1] if head is None or head < i else max(cue[1], grounds.noun_phrase(head, cue)[1])
        if "quote" in takes:
            self.pattern = "quote"
            found = self.quoted.find(i, (left, right), "address" in takes)
            if found:
                return found
        if "clause" in takes or "infinitive" in takes or "gerund" in takes:
            for j in syntax.children[i]:
                if syntax.deps[j] not in ("ccomp", "xcomp") or not self._allowed(j, takes):
                    continue
                self.pattern = "infinitive" if syntax.deps[j] == "xcomp" else "clause"
                if j < left:
                    return self._before(i, left, right)
                if j >= right:
                    return self._after(i, right, j)
        if "quote" in takes and head is not None and syntax.deps[i] in ("parataxis", "ccomp", "ROOT", "advcl"):
            self.pattern = "clause"
            found = self._parenthetical(i, left, right)
            if found:
                return found
        self.pattern = "object"
        if "object" in takes or sense.particle:
            return self._object(i, cue)
        return []

    def _allowed(self, j: int, takes: frozenset[str]) -> bool:
        """Whether a complement is of a form that the verb takes."""
        syntax = self.syntax
        infinitive = any(syntax.tags[k] == "TO" for k in syntax.children[j])
        if infinitive:
            return "infinitive" in takes or "clause" in takes
        if syntax.tags[j] == "VBG" and syntax.child(j, "aux", "nsubj", "mark") is None:
            return "gerund" in takes or "clause" in takes
        return "clause" in takes

    def _end(self, i: int, start: int) -> int:
        """Where a content that follows verb i ends: with all that depends on the verb, but before a verb coordinated to it."""
        syntax, grounds = self.syntax, self.grounds
        end = min(grounds.edges(i)[1], grounds.bounds(i)[1])
        for j in syntax.children[i]:
            if j <= start:
                continue
            if syntax.deps[j] == "conj" or (syntax.deps[j] == "advcl" and syntax.lemmas[j] in self.lexicon.verbs):
                first = grounds.edges(j)[0]
                if first > start:
                    end = min(end, first)
                    if syntax.deps[first - 1] == "cc":
                        end = min(end, first - 1)
        return end

    def _after(self, i: int, right: int, j: int) -> list[Range]:
        first = max(self.grounds.edges(j)[0], right)
        return [self.grounds.trim(first, max(self._end(i, first), j + 1))]

    def _before(self, i: int, left: int, right: int) -> list[Range]:
        """What precedes the cue's clause in its sentence, and what follows it if the clause is an aside."""
        grounds = self.grounds
        low, high = grounds.bounds(i)
        first, last = grounds.trim(low, left)
        if last <= first:
            return []
        out = [(first, last)]
        rest = self._rest(right, high)
        if rest is not None:
            out.append(rest)
        return out

    def _rest(self, right: int, high: int) -> Range | None:
        """The continuation of a sentence after an aside, which a comma opens."""
        words = self.syntax.words
        if right < high and words[right] == ",":
            first, last = self.grounds.trim(right, high)
            if last - first > 1:
                return first, last
        return None

    def _parenthetical(self, i: int, left: int, right: int) -> list[Range]:
        """A cue clause set off by commas: "X, he said, Y" or "X, he said"."""
        low, high = self.grounds.bounds(i)
        words = self.syntax.words
        if left <= low or words[left - 1] not in (",", "—", "–", "--"):
            return []
        if right < high and words[right] not in (",", ".", "—", "–", "--"):
            return []
        return self._before(i, left, right)

    def _object(self, i: int, cue: Range) -> list[Range]:
        """A noun phrase after the cue and what belongs to the verb."""
        syntax, grounds = self.syntax, self.grounds
        first = cue[1]
        target = next(
            (
                j
                for j in syntax.children[i]
                if j >= first and syntax.deps[j] in ("dobj", "oprd", "ccomp", "prep", "dative", "attr")
            ),
            None,
        )
        if cue[1] > i + 1:
            last = self._end(i, first)
        elif target is not None and syntax.deps[target] in ("dobj", "ccomp"):
            first = grounds.edges(target)[0]
            last = self._end(i, first)
        else:
            moved = syntax.child(i, "dobj")
            if moved is not None and moved < i and syntax.lowers[moved] in _RELATIVE:
                return [(moved, moved + 1)]
            return []
        first, last = grounds.trim(max(first, cue[1]), last)
        return [(first, last)] if last > first else []

    def _passive(self, i: int, sense: Sense, cue: Range) -> list[Range]:
        """ "X is expected to attend": the subject and the infinitive; "X was praised by": the subject."""
        syntax, grounds = self.syntax, self.grounds
        self.pattern = "passive"
        subject = syntax.child(i, "nsubjpass", "nsubj")
        if subject is None:
            return []
        first, last = grounds.noun_phrase(subject, cue)
        complement = syntax.child(i, "xcomp", "ccomp")
        if complement is not None and complement > i:
            start = max(grounds.edges(complement)[0], cue[1])
            end = self._end(i, start)
            if syntax.lowers[subject] == "it" or "address" in sense.takes:
                return [grounds.trim(start, end)]
            return [(first, last), grounds.trim(start, end)]
        if "object" in sense.takes or "passive" in sense.takes:
            out = [(first, last)]
            preposition = next(
                (j for j in syntax.childs(i, "prep") if syntax.lowers[j] in ("of", "as", "for", "with")), None
            )
            if preposition is not None and self._agent(i) is None:
                out.append(grounds.trim(preposition, self._end(i, preposition)))
            return out
        return []

    def _add(
        self,
        source: Range | None,
        head: int | None,
        cue: Range,
        cue_head: int,
        content: list[Range],
        kind: Kind,
        stance: Stance,
        pattern: Pattern,
    ) -> None:
        kept = [r for r in content if r[1] > r[0]]
        if kept and cue_head not in self.taken:
            self.taken.add(cue_head)
            self.out.append(Report(source, head, cue, cue_head, kept, kind, stance, pattern))
