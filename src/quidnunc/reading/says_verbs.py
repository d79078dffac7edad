"""Which verbs report, and in whose name: the cue and the source around a reporting verb."""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.reading.says_content import Contents
from quidnunc.reading.says_context import asks_to_be_nameless
from quidnunc.reading.says_lexicon import Sense
from quidnunc.reading.says_passive import Passives
from quidnunc.reading.says_report import Range, Report
from quidnunc.reading.says_source import FINITE, Grounds

_BETWEEN = frozenset({"ADV", "ADJ", "PART", "ADP", "VERB", "AUX"})
_PERSONS = frozenset({"he", "she", "i", "we", "you", "who"})
_SEEMING = frozenset({"seem", "appear"})


class VerbReports:
    """Finds what the verbs of a text report."""

    def __init__(self, grounds: Grounds) -> None:
        """Keeps what the methods look things up in."""
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.lexicon = grounds.lexicon
        self.contents = Contents(grounds)
        self.passives = Passives(self.contents)

    def find(self) -> Iterator[Report]:
        """The attributions whose cue is a verb."""
        syntax, verbs, repairs = self.syntax, self.lexicon.verbs, self.lexicon.lemmas
        for i, lemma in enumerate(syntax.lemmas):
            lemma = repairs.get(lemma, lemma)
            if lemma not in verbs:
                continue
            if syntax.pos[i] == "NOUN":
                report = self._mistagged(i, verbs[lemma][-1])
                if report is not None:
                    yield report
            if syntax.pos[i] == "VERB" and syntax.deps[i] not in ("amod", "compound", "aux"):
                report = self._report(i, verbs[lemma])
                if report is not None:
                    yield report

    def _mistagged(self, i: int, sense: Sense) -> Report | None:
        """A verb taken for a noun, in a sentence left without a verb: "Images show that ..."."""
        syntax, grounds = self.syntax, self.grounds
        low, high = grounds.bounds(i)
        first, last = grounds.trim(i + 1, high)
        if i == low or last <= first + 1 or syntax.lowers[i + 1] != "that" or "clause" not in sense.takes:
            return None
        root = next((k for k in range(low, i + 1) if syntax.heads[k] == k), None)
        if root == i:
            root = syntax.child(i, "nsubj")
        if root is None or syntax.pos[root] not in ("NOUN", "PROPN"):
            return None
        return Report((low, i), root, (i, i + 1), i, [(first, last)], sense.kind, sense.stance, "clause")

    def _report(self, i: int, senses: tuple[Sense, ...]) -> Report | None:
        syntax, grounds = self.syntax, self.grounds
        passive = grounds.is_passive(i)
        if (
            not passive
            and syntax.deps[i] in ("acl", "relcl")
            and any(syntax.tags[k] == "TO" for k in syntax.children[i])
        ):
            return None
        if syntax.deps[i] == "pcomp" and syntax.lowers[syntax.heads[i]] == "without":
            return None
        if not passive and self._commands(i):
            return None
        if passive and any(
            syntax.lemmas[k] in self.lexicon.verbs and self._quoted_as(k) == i
            for j in syntax.childs(i, "prep")
            for k in syntax.children[j]
        ):
            return None
        for sense in senses:
            cue = self._cue(i, sense)
            if cue is None:
                continue
            head = self._agent(i) if passive else self._speaker(i, sense, cue)
            source = None if head is None else grounds.noun_phrase(head, cue)
            if sense.kind == "seeming":
                pattern, content = self.contents.seeming(i, cue, source)
                source = head = None
            elif passive:
                pattern, content = self.passives.find(i, sense, cue, head)
            else:
                pattern, content = self.contents.active(i, sense, cue, source)
            content = [part for part in content if part[1] > part[0]]
            if not content or asks_to_be_nameless(syntax, i) or (pattern == "object" and not self._speaks(i, head)):
                continue
            lent = self._lent(i, head)
            if lent is not None and not passive:
                head, verb = lent
                cue = (grounds.verb_group(verb)[0], cue[1])
                source = grounds.noun_phrase(head, cue)
            return Report(
                source, head, self._with_document(cue, content), i, content, sense.kind, sense.stance, pattern
            )
        return None

    def _speaks(self, i: int, head: int | None) -> bool:
        """Whether a verb that names blows as well as words ("attacked") can be one of words: a person is its subject."""
        syntax = self.syntax
        if syntax.lemmas[i] not in self.lexicon.physical:
            return True
        for j in syntax.children[i]:
            reason = syntax.deps[j] == "prep" and syntax.lowers[j] in ("for", "over", "as")
            if reason and (syntax.lowers[j] != "for" or syntax.child(j, "pcomp") is not None):
                return True
        return head is not None and (syntax.lowers[head] in _PERSONS or head in self.grounds.persons)

    def _commands(self, i: int) -> bool:
        """Whether a verb is an imperative ("See the full list"): nobody says anything by it."""
        syntax = self.syntax
        return (
            syntax.tags[i] == "VB"
            and syntax.deps[i] == "ROOT"
            and not any(syntax.deps[j] in ("aux", "nsubj", "neg") or syntax.tags[j] == "TO" for j in syntax.children[i])
        )

    def _cue(self, i: int, sense: Sense) -> Range | None:
        """The verb's group with its particle, and with what makes it seem so ("appeared to imply")."""
        syntax = self.syntax
        first, last = self.grounds.verb_group(i)
        if sense.particle:
            last = i + 1 + len(sense.particle)
            if tuple(syntax.lowers[i + 1 : last]) != sense.particle or syntax.tags[last - 1] == "TO":
                return None
        above = syntax.heads[i]
        if above < i and syntax.deps[i] == "xcomp" and syntax.lemmas[above] in _SEEMING:
            first = self.grounds.verb_group(above)[0]
        opened = self._infinitive(first, i)
        if opened is not None:
            first = opened
        quoted = self._quoted_as(i)
        if quoted is not None:
            first = self.grounds.verb_group(quoted)[0]
        return first, last

    def _infinitive(self, first: int, i: int) -> int | None:
        """Where the cue of an infinitive begins: at its "to", or at the verb that it completes ("went on to explain").

        A verb that reports by itself ("wants to discuss") keeps its own cue, and one whose object acts ("urged him to say")
        lends none.
        """
        syntax, grounds = self.syntax, self.grounds
        opened: int | None = None
        for _ in range(4):
            if first - 1 < grounds.bounds(i)[0] or syntax.tags[first - 1] != "TO":
                break
            first = opened = first - 1
            above = syntax.heads[i]
            goes_on = syntax.deps[i] == "advcl" and above + 2 == first and syntax.tags[above + 1] == "RP"
            if (syntax.deps[i] not in ("xcomp", "acomp") and not goes_on) or above >= first or first - above > 4:
                break
            if syntax.pos[above] not in ("VERB", "AUX", "ADJ") or any(
                syntax.pos[k] not in _BETWEEN for k in range(above + 1, first)
            ):
                break
            i, first = above, grounds.verb_group(above)[0]
            opened = first
        return opened

    def _quoted_as(self, i: int) -> int | None:
        """The passive verb before "as saying": "was quoted as saying" is one cue."""
        syntax = self.syntax
        link = syntax.heads[i]
        if syntax.deps[i] != "pcomp" or syntax.lowers[link] != "as":
            return None
        above = syntax.heads[link]
        quotes = above < i and syntax.lemmas[above] in self.lexicon.verbs and self.grounds.is_passive(above)
        return above if quotes else None

    def _speaker(self, i: int, sense: Sense, cue: Range) -> int | None:
        """The head of the source: the subject, or the noun beside the cue where the parser missed it."""
        syntax = self.syntax
        head = self.grounds.subject(i)
        if "quote" not in sense.takes:
            return head
        finite = syntax.tags[i] in FINITE
        if finite and (head is None or syntax.heads[head] != i) and self.contents.quoted.inverted(cue):
            follows = syntax.child(i, "dobj")
            return follows if follows is not None else self.grounds.noun_after(cue[1])
        if head is None and sense.kind == "speech" and (finite or syntax.tags[i] == "VBN"):
            head = self.grounds.neighbour(cue)
        return head

    def _agent(self, i: int) -> int | None:
        agent = self.syntax.child(i, "agent")
        return None if agent is None else self.syntax.child(agent, "pobj")

    def _lent(self, i: int, noun: int | None) -> tuple[int, int] | None:
        """Subject and verb of "X issued a statement saying": who issues the statement is who says."""
        syntax = self.syntax
        if noun is None or syntax.deps[i] != "acl" or noun != syntax.heads[i]:
            return None
        above = syntax.heads[syntax.heads[noun]]
        if syntax.deps[noun] == "pobj" and syntax.lemmas[above] in self.lexicon.carriers:
            noun = above
        verb = syntax.heads[noun]
        light = syntax.lemmas[verb] in self.lexicon.light_verbs or syntax.lemmas[noun] in self.lexicon.carriers
        if verb < i and syntax.deps[noun] == "dobj" and light:
            head = self.grounds.subject(verb)
            if head is not None:
                return head, verb
        return None

    def _with_document(self, cue: Range, content: list[Range]) -> Range:
        """The cue with the document or post that carries the words ("said in a statement")."""
        syntax, last = self.syntax, cue[1]
        if last < len(syntax) and syntax.lowers[last] in ("in", "on", "via"):
            for k in range(last + 1, min(last + 6, len(syntax))):
                if syntax.lemmas[k] in self.lexicon.documents and not any(a <= k < b for a, b in content):
                    while k + 1 < len(syntax) and syntax.heads[k] == k + 1 and syntax.pos[k + 1] == "NOUN":
                        k += 1
                    return cue[0], k + 1
                if syntax.pos[k] not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "ADV"):
                    break
        return cue
