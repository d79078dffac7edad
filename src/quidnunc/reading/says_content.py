"""What a verb reports: its complement clause, its object, or the quotation beside it."""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.reading.says_lexicon import Pattern, Sense
from quidnunc.reading.says_quoted import Quoted
from quidnunc.reading.says_report import Range, Report
from quidnunc.reading.says_source import Grounds

_RELATIVE = frozenset({"which", "who", "that", "whom", "what"})
_DASHES = frozenset({",", "—", "–", "--"})
_BELONGING = frozenset({"as", "for", "of", "to", "with", "from", "about", "against", "into", "than", "on"})
_SEEMING = frozenset({"seem", "appear"})
_MARKS = frozenset({"that", "whether", "if", "why", "how"})
_SET_OFF = frozenset({"parataxis", "ccomp", "ROOT", "advcl", "conj"})


class VerbReports:
    """Finds what the verbs of a text report."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.lexicon = grounds.lexicon
        self.quoted = Quoted(grounds)
        self.pattern: Pattern = "clause"
        self.takes: frozenset[Pattern] = frozenset()

    def find(self) -> Iterator[Report]:
        """The attributions whose cue is a verb."""
        syntax, verbs, repairs = self.syntax, self.lexicon.verbs, self.lexicon.lemmas
        for i, lemma in enumerate(syntax.lemmas):
            if syntax.pos[i] != "VERB":
                continue
            lemma = repairs.get(lemma, lemma)
            if lemma in verbs and syntax.deps[i] not in ("amod", "compound", "aux"):
                report = self._report(i, verbs[lemma])
                if report is not None:
                    yield report

    def _report(self, i: int, senses: tuple[Sense, ...]) -> Report | None:
        syntax, grounds = self.syntax, self.grounds
        passive = grounds.is_passive(i)
        if syntax.deps[i] in ("acl", "relcl") and not passive and any(syntax.tags[k] == "TO" for k in syntax.children[i]):
            return None
        for sense in senses:
            cue = grounds.verb_group(i)
            if sense.particle:
                last = i + 1 + len(sense.particle)
                if tuple(syntax.lowers[i + 1 : last]) != sense.particle:
                    continue
                cue = (cue[0], last)
            above = syntax.heads[i]
            if syntax.deps[i] == "xcomp" and syntax.lemmas[above] in _SEEMING:
                cue = (grounds.verb_group(above)[0], cue[1])
            head = self._agent(i) if passive else grounds.subject(i)
            if head is None and not passive and "quote" in sense.takes and sense.kind == "speech":
                head = grounds.neighbour(cue)
            if not passive and "quote" in sense.takes and self.quoted.inverted(cue):
                if head is None or syntax.heads[head] != i:
                    head = syntax.child(i, "dobj")
            source = None if head is None else grounds.noun_phrase(head, cue)
            if sense.kind == "seeming":
                content = [] if self._seems_to_say(i) else self._seeming(i, cue)
            elif passive:
                content = self._passive(i, sense, cue)
            else:
                content = self._active(i, sense, cue, source)
            content = [part for part in content if part[1] > part[0]]
            if not content:
                continue
            if sense.kind == "seeming":
                if source is not None and syntax.lowers[source[0]] not in ("it", "there"):
                    content.insert(0, source)
                source = head = None
            if not passive and syntax.deps[i] == "acl" and head == syntax.heads[i]:
                lent = self._lent(head)
                if lent is not None:
                    head, verb = lent
                    cue = (grounds.verb_group(verb)[0], cue[1])
                    source = grounds.noun_phrase(head, cue)
            cue = self._with_document(cue, content)
            return Report(source, head, cue, i, content, sense.kind, sense.stance, self.pattern)
        return None

    def _with_document(self, cue: Range, content: list[Range]) -> Range:
        """The cue with the document or post that carries the words ("said in a statement")."""
        syntax, last = self.syntax, cue[1]
        if last < len(syntax) and syntax.lowers[last] in ("in", "on", "via"):
            for k in range(last + 1, min(last + 6, len(syntax))):
                if syntax.lemmas[k] in self.lexicon.documents and not any(a <= k < b for a, b in content):
                    return cue[0], k + 1
                if syntax.pos[k] not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADV"):
                    break
        return cue

    def _lent(self, noun: int) -> tuple[int, int] | None:
        """Subject and verb of "X issued a statement saying": who issues the statement is who says."""
        syntax = self.syntax
        verb = syntax.heads[noun]
        if syntax.deps[noun] == "dobj" and syntax.lemmas[verb] in self.lexicon.light_verbs:
            head = self.grounds.subject(verb)
            if head is not None:
                return head, verb
        return None

    def _agent(self, i: int) -> int | None:
        agent = self.syntax.child(i, "agent")
        return None if agent is None else self.syntax.child(agent, "pobj")

    # active

    def _active(self, i: int, sense: Sense, cue: Range, source: Range | None) -> list[Range]:
        syntax, takes = self.syntax, sense.takes
        self.takes = takes
        left, right = cue
        if source is not None and source[0] < i:
            left = min(left, source[0])
        elif source is not None:
            right = max(right, source[1])
        if "quote" in takes:
            self.pattern = "quote"
            found = self.quoted.find(i, (left, right), "address" in takes)
            if found:
                return found
        for j in syntax.children[i]:
            if syntax.deps[j] in ("ccomp", "xcomp") and self._allowed(j, takes):
                self.pattern = "infinitive" if syntax.deps[j] == "xcomp" else "clause"
                if j < left:
                    if self._closed(i, right):
                        return self._before(i, left, right, j)
                    continue
                if j >= right:
                    return self._after(i, right, j, takes)
        if "clause" in takes and not sense.particle:
            self.pattern = "clause"
            found = self._marked(i, right) or (self._aside(i, left, right) if source is not None else [])
            if found:
                return found
        self.pattern = "object"
        return self._object(i, cue) if "object" in takes or sense.particle else []

    def _closed(self, i: int, right: int) -> bool:
        """Whether a cue's clause ends at token ``right``, but for adjuncts and whom the words are spoken to."""
        syntax = self.syntax
        if right >= self.grounds.bounds(i)[1] or syntax.pos[right] == "PUNCT":
            return True
        if syntax.lowers[right] in _MARKS:
            return False
        return "address" in self.takes or syntax.pos[right] in ("ADP", "ADV", "PART", "SCONJ", "CCONJ") or (
            syntax.heads[right] == i and syntax.deps[right] in ("npadvmod", "advcl", "advmod", "prep")
        )

    def _marked(self, i: int, right: int) -> list[Range]:
        """A "that" or "whether" clause that the parser hangs elsewhere, a few words after the cue."""
        syntax = self.syntax
        high = min(self.grounds.bounds(i)[1], right + 12)
        for k in range(right, high):
            if syntax.lowers[k] in _MARKS and syntax.deps[k] in ("mark", "advmod"):
                target = syntax.child(i, "dobj")
                if target is not None and right <= target < k and "address" not in self.takes:
                    return []
                return [self._grown(k, max(self._end(i, k), self.grounds.edges(syntax.heads[k])[1]), i)]
            if syntax.pos[k] in ("VERB", "AUX") or syntax.words[k] in _DASHES:
                break
        return []

    def _seems_to_say(self, i: int) -> bool:
        """Whether what seems is itself reported by a verb ("appeared to imply that"), which then is the cue."""
        syntax = self.syntax
        inner = syntax.child(i, "xcomp")
        return inner is not None and syntax.lemmas[inner] in self.lexicon.verbs and syntax.child(inner, "ccomp", "dobj") is not None

    def _seeming(self, i: int, cue: Range) -> list[Range]:
        """What seems: everything after the verb."""
        syntax, grounds = self.syntax, self.grounds
        self.pattern = "infinitive"
        if not any(
            j > i and syntax.deps[j] in ("xcomp", "ccomp", "oprd", "acomp", "advcl", "attr") for j in syntax.children[i]
        ):
            return []
        return [self._grown(cue[1], self._end(i, cue[1]), i)]

    def _allowed(self, j: int, takes: frozenset[str]) -> bool:
        """Whether a complement is of a form that the verb takes."""
        syntax = self.syntax
        if any(syntax.tags[k] == "TO" for k in syntax.children[j]):
            return "infinitive" in takes or (
                "clause" in takes and syntax.child(j, "nsubj", "advmod", "mark") is not None
            )
        if syntax.tags[j] == "VBG" and syntax.child(j, "aux", "nsubj", "mark") is None:
            return "gerund" in takes
        return "clause" in takes

    def _end(self, i: int, start: int) -> int:
        """Where a content that follows verb i ends: with all that depends on the verb, but before a verb coordinated to it."""
        syntax, grounds = self.syntax, self.grounds
        end = min(grounds.edges(i)[1], grounds.bounds(i)[1])
        for j in syntax.children[i]:
            if j <= start or not self._coordinate(i, j):
                continue
            first = grounds.edges(j)[0]
            if first > start:
                end = min(end, first)
                if syntax.deps[first - 1] == "cc":
                    end = min(end, first - 1)
        return end

    def _coordinate(self, i: int, j: int) -> bool:
        """Whether a dependent of verb i is another act of the same speaker ("said X and added Y", "said X, adding Y")."""
        syntax = self.syntax
        if syntax.deps[j] == "conj":
            return syntax.pos[j] in ("VERB", "AUX")
        return syntax.deps[j] == "advcl" and syntax.tags[j] == "VBG" and syntax.lemmas[j] in self.lexicon.verbs

    def _grown(self, first: int, last: int, i: int) -> Range:
        """The range, grown to whole quotations where it cuts one that does not hold the cue."""
        grounds = self.grounds
        for at in (first, last - 1):
            number = grounds.quote_at.get(at)
            if number is None:
                continue
            quote = grounds.quotes[number]
            if not quote.first <= i < quote.last:
                if quote.first > i or quote.last <= i:
                    first, last = min(first, quote.first), max(last, quote.last)
        return grounds.trim(first, last)

    def _after(self, i: int, right: int, j: int, takes: frozenset[str]) -> list[Range]:
        syntax, grounds = self.syntax, self.grounds
        first = max(grounds.edges(j)[0], right)
        if "address" not in takes or self.pattern == "infinitive":
            target = syntax.child(i, "dobj")
            if target is not None and right <= target < j:
                first = min(first, max(right, grounds.edges(target)[0]))
        out = [self._grown(first, max(self._end(i, first), j + 1), i)]
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
        first, last = grounds.trim(grounds.after_dateline(low), left)
        if last <= first:
            return []
        out = [self._grown(first, last, i)]
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

    def _aside(self, i: int, left: int, right: int) -> list[Range]:
        """A clause set off from what it reports: "X, he said, Y", "X, he told reporters", "As he reported, X"."""
        syntax, grounds = self.syntax, self.grounds
        low, high = grounds.bounds(i)
        opened = next((k for k in syntax.children[i] if syntax.lowers[k] == "as" and k in (left - 1, left)), None)
        if opened is not None:
            left = opened
        elif syntax.deps[i] not in _SET_OFF:
            return []
        rest = self._rest(right, high)
        if not self._closed(i, right) or (
            "address" not in self.takes and any(j >= right for j in syntax.childs(i, "dobj", "oprd"))
        ):
            return []
        if left > low and syntax.words[left - 1] in _DASHES:
            first, last = grounds.trim(grounds.after_dateline(low), left)
            inside = [*range(first, last), *(range(*rest) if rest is not None else ())]
            if last <= first or not any(syntax.pos[k] in ("VERB", "AUX") for k in inside):
                return []
            out = [self._grown(first, last, i)]
        elif opened is not None and left == low and rest is not None:
            return [self._grown(*rest, i)]
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
            if last <= first:
                last = self._end(i, first)
            return [self._grown(first, last, i)]
        if right > i + 1 and syntax.deps[right - 1] == "mark":
            return [self._grown(right, self._end(i, right), i)]
        target = next((j for j in after if syntax.deps[j] in ("dobj", "oprd", "ccomp", "attr", "xcomp")), None)
        if target is None:
            moved = syntax.child(i, "dobj")
            if moved is not None and moved < i and syntax.lowers[moved] in _RELATIVE:
                return [(moved, moved + 1)]
            return []
        first, last = grounds.edges(target)
        for j in after:
            a, b = grounds.edges(j)
            if a <= last + 1 and b > last and not self._coordinate(i, j):
                if syntax.deps[j] in ("oprd", "xcomp", "ccomp", "relcl", "acl"):
                    last = b
                elif syntax.deps[j] == "prep" and syntax.lowers[j] in _BELONGING:
                    last = b
        return [self._grown(max(first, right), min(last, grounds.bounds(i)[1]), i)]

    # passive

    def _passive(self, i: int, sense: Sense, cue: Range) -> list[Range]:
        """The subject and what is said of it: "X is expected to attend", "X was praised by"."""
        syntax, grounds = self.syntax, self.grounds
        self.pattern = "passive"
        subject = syntax.child(i, "nsubjpass", "nsubj")
        head = subject if subject is not None else syntax.heads[i] if syntax.deps[i] == "acl" else None
        complement = next((j for j in syntax.children[i] if j > i and syntax.deps[j] in ("xcomp", "ccomp")), None)
        if sense.particle:
            first = cue[1]
            if subject is None and syntax.deps[i] == "advcl":
                return [grounds.trim(first, self._end(i, first))]
            return self._subject(head, cue)
        if syntax.deps[i] == "advcl" and subject is None and any(syntax.lowers[k] == "as" for k in syntax.children[i]):
            return self._as_reported(i)
        if complement is not None:
            start = max(grounds.edges(complement)[0], cue[1])
            rest = self._grown(start, self._end(i, start), i)
            if head is None or syntax.lowers[head] == "it" or "address" in sense.takes:
                return [rest]
            return [*self._subject(head, cue), rest]
        if "quote" in sense.takes and subject is not None:
            found = self.quoted.find(i, (grounds.noun_phrase(subject, cue)[0], cue[1]), True)
            if found:
                return found
        if "address" in sense.takes:
            about = next((j for j in syntax.childs(i, "prep") if j > i and syntax.lowers[j] == "about"), None)
            return [] if about is None else [grounds.trim(*grounds.edges(about))]
        if head is None or not sense.takes & {"object", "passive"}:
            return []
        out = self._subject(head, cue)
        agent = self._agent(i)
        preposition = next(
            (j for j in syntax.childs(i, "prep") if j > i and syntax.lowers[j] in ("of", "as", "for", "with", "to")),
            None,
        )
        if preposition is not None and (
            agent is None or preposition < agent or syntax.deps[preposition - 1] != "agent"
        ):
            out.append(grounds.trim(*grounds.edges(preposition)))
        elif agent is None and syntax.deps[i] == "acl":
            return []
        return out

    def _as_reported(self, i: int) -> list[Range]:
        """The sentence around "as reported by X"."""
        grounds = self.grounds
        first, last = grounds.edges(i)
        low, high = grounds.bounds(i)
        before, after = grounds.trim(low, first), grounds.trim(last, high)
        return [before] if before[1] > before[0] else [after]

    def _subject(self, head: int | None, cue: Range) -> list[Range]:
        if head is None:
            return []
        if head < cue[0] and self.grounds.edges(head)[1] >= cue[1]:
            first = self.grounds.edges(head)[0]
            return [self.grounds.trim(first, cue[0])]
        return [self.grounds.noun_phrase(head, cue)]
