"""Who says it: a view on the syntax that finds a verb's group, its subject, and how far a noun phrase reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quidnunc.reading.language import Syntax
from quidnunc.reading.says_lexicon import Lexicon
from quidnunc.reading.says_quotes import Quote
from quidnunc.reading.says_report import Range

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_EDGE = frozenset({",", ";", ":", ".", "—", "–", "-", "--", "―", "...", "…", "!", "?"})
_OPENERS = frozenset({",", "when", "if", "once", "—", "–"})
_ASKED = frozenset({"about", "if", "whether", "why", "how", "what", "who", "when", "where", "by"})
_STOPS = frozenset({".", "!", "?"})
_LONGEST_ASIDE = 16  # tokens
_DATELINE_ENDS = frozenset({"—", "–", "-", "--", "―"})
_LOOSELY_HUNG = frozenset({"acl", "advmod", "prep", "advcl", "npadvmod"})
_EXAMPLES = frozenset({"including", "like", "such"})
_SHORT = frozenset({"'s", "’s"})
_LOOSE = frozenset({"and", "but", "or", "as", "because", "while", "when", "if"})


class Grounds:
    """What every step of attribution asks of a text: edges of subtrees, quotations, verb groups and subjects."""

    def __init__(self, syntax: Syntax, lexicon: Lexicon, quotes: Sequence[Quote]) -> None:
        """Keeps what the methods look things up in."""
        self.syntax = syntax
        self.lexicon = lexicon
        self.quotes = quotes
        self.quote_at: dict[int, int] = {i: n for n, q in enumerate(quotes) for i in range(q.first, q.last)}
        self.persons = {i for e in syntax.entities if e.label == "PERSON" for i in range(e.first, e.last)}
        self._edges: dict[int, Range] = {}
        self._stops: dict[int, list[int]] = {}
        for quote in quotes:
            at = quote.first
            if at > 0 and syntax.words[at - 1] in _STOPS and at != syntax.sentences[syntax.sentence_of[at]][0]:
                self._stops.setdefault(syntax.sentence_of[at], []).append(at)
        self._asides = {last: first for first, last in _asides(syntax)}
        self._aside_at = {i: (first, last) for last, first in self._asides.items() for i in range(first, last)}
        self.lifted: dict[int, int] = {}
        self.lowered: dict[int, list[int]] = {}
        for low, high in _lifted(syntax, lexicon, self.quote_at):
            self.lifted[low] = high
            self.lowered.setdefault(high, []).append(low)

    def edges(self, i: int) -> Range:
        """The leftmost token below token i, and the one past the rightmost."""
        known = self._edges.get(i)
        if known is None:
            left, right = i, i + 1
            for j in self.syntax.children[i]:
                a, b = self.edges(j)
                left, right = min(left, a), max(right, b)
            known = self._edges[i] = (left, right)
        return known

    def bounds(self, i: int) -> Range:
        """The sentence of token i, within the quotation that holds the token if one does."""
        first, last = self.syntax.sentences[self.syntax.sentence_of[i]]
        for stop in self._stops.get(self.syntax.sentence_of[i], ()):
            if stop <= i:
                first = stop
            else:
                last = stop
                break
        if i in self._aside_at:
            aside = self._aside_at[i]
            first, last = max(first, aside[0]), min(last, aside[1])
        number = self.quote_at.get(i)
        if number is not None:
            quote = self.quotes[number]
            return max(first, quote.first), min(last, quote.last)
        return first, last

    def past_aside(self, right: int) -> int:
        """The token after an aside that opens at token ``right`` (", citing flight data, that …"); the same token without one."""
        return next((last + 1 for last, first in self._asides.items() if first == right + 1), right)

    def after_dateline(self, first: int) -> int:
        """The first token of a sentence after its dateline ("GENEVA, May 3 (Agency) - Talks ...")."""
        syntax = self.syntax
        if syntax.words[first].isupper() and len(syntax.words[first]) > 2:
            for k in range(first + 1, min(first + 12, len(syntax.words))):
                if syntax.words[k] in _DATELINE_ENDS:
                    return k + 1
        return first

    def after_link(self, first: int, last: int) -> int:
        """The first token of a sentence after the words that only link it to what went before ("And", "However,")."""
        lowers, links = self.syntax.lowers, self.lexicon.links
        if (
            last - first > 2
            and lowers[first] in links
            and (lowers[first + 1] == "," or self.syntax.tags[first] == "CC")
        ):
            return first + (2 if lowers[first + 1] == "," else 1)
        return first

    def trim(self, first: int, last: int) -> Range:
        """The range without punctuation at its edges; quotation marks stay."""
        words = self.syntax.words
        while first < last and words[first] in _EDGE:
            first += 1
        while last > first and words[last - 1] in _EDGE:
            last -= 1
        return first, last

    def verb_group(self, verb: int) -> Range:
        """The verb with the auxiliaries and adverbs right before it ("has also said")."""
        syntax, words = self.syntax, self.lexicon.group_words
        first, floor = verb, self.bounds(verb)[0]
        while first > floor:
            j = first - 1
            if syntax.lowers[j] in words or (syntax.tags[j] == "RB" and syntax.heads[j] == verb):
                if syntax.heads[j] != verb and syntax.deps[j] not in ("aux", "auxpass", "neg", "advmod", "ROOT"):
                    break
                first = j
            else:
                break
        while first < verb and syntax.tags[first] in ("RB", "RBR") and syntax.heads[first] != verb:
            first += 1
        return first, verb + 1

    def is_passive(self, verb: int) -> bool:
        """Whether the verb is in the passive voice, bare participles ("asked about it, he ...") included."""
        syntax = self.syntax
        tag = syntax.tags[verb]
        if tag not in ("VBN", "VBD"):
            return False
        if verb and self._asked_of(verb):
            return True
        children = syntax.children[verb]
        deps = {syntax.deps[j] for j in children}
        if "auxpass" in deps or "nsubjpass" in deps:
            if "agent" in deps or not deps & {"ccomp"}:
                return True
            return not any(syntax.deps[j] == "auxpass" and syntax.lowers[j] in _SHORT for j in children)
        if "nsubj" in deps or "aux" in deps or "dobj" in deps:
            return False
        opens = verb == syntax.sentences[syntax.sentence_of[verb]][0]
        return "agent" in deps or ((tag == "VBN" or opens) and syntax.deps[verb] in ("acl", "advcl"))

    def _asked_of(self, verb: int) -> bool:
        """Whether a verb of asking stands bare between commas or after "when" ("Putin, asked about it, said")."""
        syntax = self.syntax
        if syntax.lemmas[verb] not in self.lexicon.asking or verb + 1 >= len(syntax):
            return False
        return syntax.lowers[verb - 1] in _OPENERS and syntax.lowers[verb + 1] in _ASKED

    def subject(self, verb: int) -> int | None:
        """The head of the phrase that says: the verb's own subject, or the one that a verb above lends it."""
        syntax = self.syntax
        for _ in range(6):
            own = self._own_subject(verb)
            if own is not None:
                return None if syntax.deps[own] == "expl" else own
            if verb in self.lifted:
                verb = self.lifted[verb]
                continue
            head, dep = syntax.heads[verb], syntax.deps[verb]
            if head == verb:
                return None
            if dep == "acl":
                return head
            if dep == "relcl":
                return head
            if dep == "xcomp" and syntax.lemmas[head] in self.lexicon.object_control:
                target = syntax.child(head, "dobj")
                if target is not None and target < verb:
                    return target
            if dep in ("pcomp", "prep"):
                above = syntax.heads[head]
                if syntax.pos[above] in ("NOUN", "PROPN"):
                    return syntax.child(above, "poss")
                head = above
            if syntax.pos[head] not in ("VERB", "AUX") and not (
                syntax.pos[head] == "ADJ" and dep in ("xcomp", "advcl")
            ):
                return None
            verb = head
        return None

    def neighbour(self, cue: Range) -> int | None:
        """The noun before a finite cue that the parser gave no subject, an aside between commas apart; None without one."""
        syntax, j = self.syntax, cue[0] - 1
        low = self.bounds(cue[1] - 1)[0]
        if j > low and syntax.words[j] == ",":
            k = next((k for k in range(j - 1, max(low, j - _LONGEST_ASIDE), -1) if syntax.words[k] == ","), None)
            j = j if k is None else k - 1
        if (
            j < low
            or syntax.pos[j] not in ("NOUN", "PROPN", "PRON")
            or self.quote_at.get(j) != self.quote_at.get(cue[0])
        ):
            return None
        return j

    def noun_after(self, first: int) -> int | None:
        """The head of the noun phrase that begins at token ``first``, whatever the parser made of it; None without one."""
        syntax, high = self.syntax, self.bounds(first - 1)[1]
        last = first
        while last < high and syntax.pos[last] in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"):
            last += 1
        if last == first and first < high and syntax.words[first][:1].isupper():
            return first
        return last - 1 if last > first and syntax.pos[last - 1] in ("NOUN", "PROPN", "PRON") else None

    def _own_subject(self, verb: int) -> int | None:
        """The subject nearest to a verb, outside quotations that do not hold the verb."""
        syntax, outer = self.syntax, self.quote_at.get(verb)
        opened = self.after_dateline(syntax.sentences[syntax.sentence_of[verb]][0])
        found = [
            j
            for j in syntax.children[verb]
            if syntax.deps[j] in SUBJECTS and j >= opened and self.quote_at.get(j) == outer
        ]
        return min(found, key=lambda j: abs(j - verb)) if found else None

    def noun_phrase(self, head: int, avoid: Range) -> Range:
        """The noun phrase around a head: all that depends on it, up to the cue."""
        first, last = self.edges(head)
        for j in self.syntax.children[head]:
            if j > head and self.syntax.deps[j] in _LOOSELY_HUNG and self.syntax.lowers[j] not in _EXAMPLES:
                left = self.edges(j)[0]
                if self.syntax.words[left - 1] in _EDGE:
                    last = min(last, left)
                    break
        if first <= avoid[0] < last:
            last = avoid[0]
        elif first < avoid[1] <= last:
            first = avoid[1]
        if last <= first:
            return head, head + 1
        low, high = self.bounds(head)
        first, last = self.trim(max(first, low), min(last, high))
        while first < head and self.syntax.lowers[first] in _LOOSE:
            first += 1
        return min(first, head), max(last, head + 1)


def _asides(syntax: Syntax) -> Iterator[Range]:
    """Asides between a verb and the clause that it reports: "said, citing flight data, that the plane had turned"."""
    for k, word in enumerate(syntax.lowers):
        if word not in ("that", "whether") or k < 4 or syntax.words[k - 1] != ",":
            continue
        low = max(syntax.sentences[syntax.sentence_of[k]][0], k - _LONGEST_ASIDE)
        opened = next((j for j in range(k - 2, low, -1) if syntax.words[j] == ","), None)
        if (
            opened is not None
            and syntax.pos[opened - 1] == "VERB"
            and syntax.pos[opened + 1] in ("VERB", "ADP", "ADV", "SCONJ")
        ):
            yield opened + 1, k - 1


def _lifted(syntax: Syntax, lexicon: Lexicon, quote_at: dict[int, int]) -> Iterator[Range]:
    """Reporting verbs that the parser hangs inside what another one reports, and that other one, whose subject they share.

    "He said that the town had fallen, adding that …", "He said that it had fallen and vowed that …".
    """
    for j, lemma in enumerate(syntax.lemmas):
        if syntax.pos[j] != "VERB" or lemma not in lexicon.verbs or lexicon.verbs[lemma][-1].kind != "speech":
            continue
        tag, dep = syntax.tags[j], syntax.deps[j]
        before = syntax.lowers[j - 1] if j else ""
        adds = tag == "VBG" and dep in ("advcl", "acl", "conj") and before == ","
        joins = tag in FINITE and dep == "conj" and before in ("and", "but", "then", "also")
        if not (adds or joins) or any(syntax.deps[k] in SUBJECTS for k in syntax.children[j]):
            continue
        if not any(syntax.deps[k] in ("ccomp", "xcomp", "dobj", "prep") for k in syntax.children[j] if k > j):
            continue
        above, crossed = j, False
        for _ in range(12):
            crossed = crossed or syntax.deps[above] == "ccomp"
            if syntax.heads[above] == above:
                break
            above = syntax.heads[above]
            senses = lexicon.verbs.get(syntax.lemmas[above])
            if (
                crossed
                and senses is not None
                and senses[-1].kind == "speech"
                and above < j
                and syntax.tags[above] in FINITE
                and (adds or syntax.tags[above] == tag)
                and quote_at.get(above) == quote_at.get(j)
            ):
                yield j, above
                break
