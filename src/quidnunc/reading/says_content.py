"""What a verb reports: its complement clause, its object, or the quotation beside it."""

from __future__ import annotations

from quidnunc.reading.says_lexicon import Pattern, Sense
from quidnunc.reading.says_quoted import Quoted
from quidnunc.reading.says_report import Found, Range
from quidnunc.reading.says_source import FINITE, Grounds

_RELATIVE = frozenset({"which", "who", "that", "whom", "what"})
_DASHES = frozenset({",", "—", "–", "--"})
_BELONGING = frozenset({"as", "for", "of", "to", "with", "from", "about", "against", "into", "than", "on", "like"})
_SUBORDINATE = frozenset(
    {"after", "before", "as", "while", "when", "since", "although", "though", "because", "once", "until"}
)
_MARKS = frozenset({"that", "whether", "if", "why", "how"})
_COMPLEMENTS = frozenset({"oprd", "xcomp", "ccomp", "relcl", "acl"})
_PREDICATES = frozenset({"xcomp", "ccomp", "oprd", "acomp", "advcl", "attr"})
_NO_ONE = frozenset({"it", "there"})
_SET_OFF = frozenset({"parataxis", "ccomp", "ROOT", "advcl", "conj"})


class Contents:
    """Finds what a verb reports: each method gives the pattern that fits and the content, empty if there is none."""

    def __init__(self, grounds: Grounds) -> None:
        """Keeps what the methods look things up in."""
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.lexicon = grounds.lexicon
        self.quoted = Quoted(grounds)

    def active(self, i: int, sense: Sense, cue: Range, source: Range | None) -> Found:
        """The content of an active verb: a quotation, a complement, what the clause interrupts, or an object."""
        takes = sense.takes
        left, right = cue
        if source is not None and source[0] < i:
            left = min(left, source[0])
        elif source is not None:
            right = max(right, source[1])
        if "quote" in takes:
            found = self.quoted.find(i, (left, right), "address" in takes)
            if found:
                return "quote", found
        pattern, found = self._complement(i, left, right, takes)
        if found:
            return pattern, found
        if "clause" in takes and not sense.particle:
            found = self._marked(i, right, takes)
            if not found and source is not None:
                found = self._aside(i, left, right, takes)
            if found:
                return "clause", found
        if "address" in takes and self.syntax.lemmas[i] in self.lexicon.asking:
            asked = self._asked(i, right)
            if asked:
                return "object", asked
        return "object", self._object(i, cue) if "object" in takes or sense.particle else []

    def _asked(self, i: int, right: int) -> list[Range]:
        """What someone is asked about or for: "asked the minister about the strike"."""
        syntax = self.syntax
        about = [j for at in (i, *syntax.childs(i, "dobj", "dative")) for j in syntax.childs(at, "prep") if j >= right]
        link = next((j for j in about if syntax.lowers[j] in ("about", "for")), None)
        return [] if link is None else [self.grounds.trim(link, self.grounds.edges(link)[1])]

    def _complement(self, i: int, left: int, right: int, takes: frozenset[Pattern]) -> Found:
        """The first complement that the verb takes, after it or before it."""
        syntax = self.syntax
        for j in syntax.children[i]:
            if syntax.deps[j] not in ("ccomp", "xcomp") or not self._allowed(j, takes):
                continue
            pattern: Pattern = "infinitive" if syntax.deps[j] == "xcomp" else "clause"
            if j >= right:
                return pattern, self._after(i, right, j, with_object="address" not in takes or pattern == "infinitive")
            if j < left and self._closed(i, right, takes) and not self._fronted(j, i):
                return pattern, self._before(i, left, right, j)
        return "clause", []

    def _fronted(self, j: int, i: int) -> bool:
        """Whether a clause before the verb only says when or why it is said ("After she had left, he told …")."""
        syntax = self.syntax
        first = self.grounds.edges(j)[0]
        marked = any(
            syntax.deps[k] in ("mark", "advmod") and syntax.lowers[k] in _SUBORDINATE for k in syntax.children[j]
        )
        return marked and first <= self.grounds.bounds(i)[0] + 1

    def _main_verb(self, first: int, last: int) -> bool:
        """Whether a range that opens with a conjunction of time or cause holds a clause besides the one that it opens."""
        syntax = self.syntax
        clauses = [
            k for k in range(first, last) if syntax.pos[k] in ("VERB", "AUX") and syntax.tags[k] in (*FINITE, "MD")
        ]
        return len(clauses) > 1

    def _closed(self, i: int, right: int, takes: frozenset[Pattern]) -> bool:
        """Whether a cue's clause ends at token ``right``, but for adjuncts and whom the words are spoken to."""
        syntax = self.syntax
        if right >= self.grounds.bounds(i)[1] or syntax.pos[right] == "PUNCT":
            return True
        if syntax.lowers[right] in _MARKS:
            return False
        return (
            "address" in takes
            or syntax.pos[right] in ("ADP", "ADV", "PART", "SCONJ", "CCONJ")
            or (syntax.heads[right] == i and syntax.deps[right] in ("npadvmod", "advcl", "advmod", "prep"))
        )

    def _marked(self, i: int, right: int, takes: frozenset[Pattern]) -> list[Range]:
        """A "that" or "whether" clause that the parser hangs elsewhere, a few words after the cue."""
        syntax = self.syntax
        right = self.grounds.past_aside(right)
        high = min(self.grounds.bounds(i)[1], right + 12)
        for k in range(right, high):
            if syntax.lowers[k] in _MARKS and (syntax.tags[k] == "IN" or syntax.deps[k] in ("mark", "advmod")):
                target = syntax.child(i, "dobj")
                if target is not None and right <= target < k and "address" not in takes:
                    return []
                return [self.grown(k, max(self.end(i, k), self.grounds.edges(syntax.heads[k])[1]), i)]
            if syntax.pos[k] in ("VERB", "AUX") or syntax.words[k] in _DASHES:
                break
        return []

    def _allowed(self, j: int, takes: frozenset[Pattern]) -> bool:
        """Whether a complement is of a form that the verb takes."""
        syntax = self.syntax
        if any(syntax.tags[k] == "TO" for k in syntax.children[j]):
            return "infinitive" in takes or (
                "clause" in takes and syntax.child(j, "nsubj", "advmod", "mark") is not None
            )
        if syntax.tags[j] == "VBG" and syntax.child(j, "aux", "nsubj", "mark") is None:
            return "gerund" in takes
        return "clause" in takes

    def end(self, i: int, start: int) -> int:
        """Where a content after verb i ends: with all that depends on the verb, but before a verb coordinated to it."""
        syntax, grounds = self.syntax, self.grounds
        end = min(grounds.edges(i)[1], grounds.bounds(i)[1])
        for j in (*syntax.children[i], *grounds.lowered.get(i, ())):
            if j <= start or not (j in grounds.lifted or self._coordinate(j)):
                continue
            first = grounds.edges(j)[0]
            if first > start:
                end = min(end, first)
                if syntax.deps[first - 1] == "cc" or syntax.tags[first - 1] == "CC":
                    end = min(end, first - 1)
        return end

    def _coordinate(self, j: int) -> bool:
        """Whether a dependent of a verb is another act of the same speaker ("said X and added Y", "said X, adding Y")."""
        syntax = self.syntax
        if syntax.deps[j] == "conj":
            bare = any(syntax.tags[k] == "TO" for k in syntax.children[j]) and syntax.tags[syntax.heads[j]] in FINITE
            marked = any(syntax.deps[k] == "mark" and syntax.lowers[k] == "that" for k in syntax.children[j])
            return syntax.pos[j] in ("VERB", "AUX") and not bare and not marked
        return syntax.deps[j] == "advcl" and syntax.tags[j] == "VBG" and syntax.lemmas[j] in self.lexicon.verbs

    def _conceded(self, first: int, last: int) -> int:
        """Where a content ends before a clause in which the text, not the speaker, makes a reservation (", though …")."""
        syntax = self.syntax
        for k in range(first + 2, last - 2):
            if syntax.words[k] == "," and syntax.lowers[k + 1] in ("although", "though", "while"):
                clause = syntax.heads[k + 1]
                if k + 1 < clause < last and not any(syntax.words[m] == "," for m in range(clause, last)):
                    return k
        return last

    def grown(self, first: int, last: int, i: int) -> Range:
        """The range, grown to whole quotations where it cuts one that does not hold the cue."""
        grounds = self.grounds
        for at in (first, last - 1):
            number = grounds.quote_at.get(at)
            if number is None:
                continue
            quote = grounds.quotes[number]
            if i < quote.first or quote.last <= i:
                first, last = min(first, quote.first), max(last, quote.last)
        return grounds.trim(first, last)

    def _after(self, i: int, right: int, j: int, *, with_object: bool) -> list[Range]:
        syntax, grounds = self.syntax, self.grounds
        first = max(grounds.edges(j)[0], right)
        target = syntax.child(i, "dobj")
        if with_object and target is not None and right <= target < j:
            first = min(first, max(right, grounds.edges(target)[0]))
        out = [self.grown(first, max(self._conceded(first, self.end(i, first)), j + 1), i)]
        moved = next((k for k in syntax.children[j] if k < i and syntax.lowers[k] in _RELATIVE), None)
        if moved is not None:
            out.insert(0, (moved, moved + 1))
        return out

    def _before(self, i: int, left: int, right: int, j: int) -> list[Range]:
        """What precedes the cue's clause, and what follows it if the clause is an aside."""
        syntax, grounds = self.syntax, self.grounds
        low, high = grounds.bounds(i)
        if syntax.deps[i] in ("relcl", "acl", "advcl", "pcomp"):
            low = max(low, min(grounds.edges(j)[0], left))
        first, last = grounds.trim(grounds.after_link(grounds.after_dateline(low), left), left)
        if last <= first:
            return []
        out = [self.grown(first, last, i)]
        if grounds.edges(j)[1] > right:
            rest = self._rest(right, high)
            if rest is not None:
                out.append(rest)
        return out

    def _rest(self, right: int, high: int) -> Range | None:
        """The continuation of a sentence after an aside and its adjuncts, which a comma opens."""
        syntax = self.syntax
        k = right
        while k < high and k - right < 10 and syntax.words[k] not in _DASHES:
            if syntax.pos[k] in ("VERB", "AUX", "SCONJ"):
                return None
            k += 1
        if k < high and syntax.words[k] in _DASHES:
            first, last = self.grounds.trim(k, high)
            if last - first > 1:
                return first, last
        return None

    def _aside(self, i: int, left: int, right: int, takes: frozenset[Pattern]) -> list[Range]:
        """A clause set off from what it reports: "X, he said, Y", "X, he told reporters", "As he reported, X"."""
        syntax, grounds = self.syntax, self.grounds
        low, high = grounds.bounds(i)
        opened = next((k for k in syntax.children[i] if syntax.lowers[k] == "as" and k in (left - 1, left)), None)
        if opened is not None:
            left = opened
        elif syntax.deps[i] not in _SET_OFF:
            return []
        rest = self._rest(right, high)
        if not self._closed(i, right, takes) or (
            "address" not in takes and any(j >= right for j in syntax.childs(i, "dobj", "oprd"))
        ):
            return []
        if left > low and syntax.words[left - 1] in _DASHES:
            first, last = grounds.trim(grounds.after_link(grounds.after_dateline(low), left), left)
            inside = [*range(first, last), *(range(*rest) if rest is not None else ())]
            if last <= first or not any(syntax.pos[k] in ("VERB", "AUX") for k in inside):
                return []
            if rest is None and syntax.lowers[first] in _SUBORDINATE and not self._main_verb(first, last):
                return []
            out = [self.grown(first, last, i)]
        elif opened is not None and left == low and rest is not None:
            return [self.grown(*rest, i)]
        else:
            return []
        if rest is not None:
            out.append(rest)
        return out

    def _object(self, i: int, cue: Range) -> list[Range]:
        """A noun phrase after the cue, and the complements that belong to it."""
        syntax, grounds = self.syntax, self.grounds
        right = cue[1]
        after = [j for j in syntax.children[i] if j >= right]
        if right > i + 1 and syntax.deps[right - 1] == "prep":
            first, last = right, min(grounds.edges(right - 1)[1], grounds.bounds(i)[1])
            named = next((j for j in after if syntax.lowers[j] == "as" and grounds.edges(j)[0] == last), None)
            last = last if named is None else grounds.edges(named)[1]
            last = max([last, *(grounds.edges(j)[1] for j in after if self._called_to(j, last))])
            if last <= first:
                last = self.end(i, first)
            return [self.grown(first, last, i)]
        if right > i + 1 and syntax.deps[right - 1] == "mark":
            return [self.grown(right, self.end(i, right), i)]
        target = next((j for j in after if syntax.deps[j] in ("dobj", "oprd", "ccomp", "attr", "xcomp")), None)
        if target is None:
            moved = syntax.child(i, "dobj")
            if moved is not None and moved < i and syntax.lowers[moved] in _RELATIVE:
                return [(moved, moved + 1)]
            return []
        first, last = grounds.edges(target)
        for j in after:
            a, b = grounds.edges(j)
            belongs = syntax.deps[j] in _COMPLEMENTS or (syntax.deps[j] == "prep" and syntax.lowers[j] in _BELONGING)
            if belongs and a <= last + 1 and b > last:
                last = b
        return [self.grown(max(first, right), min(last, grounds.bounds(i)[1]), i)]

    def _called_to(self, j: int, last: int) -> bool:
        """Whether a dependent is what those before it shall do: "called on both sides to stop"."""
        syntax = self.syntax
        infinitive = any(syntax.tags[k] == "TO" for k in syntax.children[j])
        return infinitive and syntax.deps[j] in _COMPLEMENTS | {"advcl"} and self.grounds.edges(j)[0] == last

    def seeming(self, i: int, cue: Range, subject: Range | None) -> Found:
        """What seems: the subject and all after the verb, unless a verb reports it ("appeared to imply that")."""
        syntax = self.syntax
        complement = next((j for j in syntax.children[i] if j > i and syntax.deps[j] in _PREDICATES), None)
        if complement is None:
            return "infinitive", []
        if (
            syntax.deps[complement] == "xcomp"
            and syntax.lemmas[complement] in self.lexicon.verbs
            and syntax.child(complement, "ccomp", "dobj") is not None
        ):
            return "infinitive", []
        content = [self.grown(cue[1], self.end(i, cue[1]), i)]
        if subject is not None and syntax.lowers[subject[0]] not in _NO_ONE:
            content.insert(0, subject)
        return "infinitive", content
