"""What nouns report: "Lavrov's claim that", "criticism from Turkey", "expressed concern that", "is a critic of"."""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.reading.says_lexicon import Pattern, Sense
from quidnunc.reading.says_report import Range, Report
from quidnunc.reading.says_source import Grounds
from quidnunc.records import Stance

_FROM = frozenset({"from", "by", "among"})
_CLAUSES = frozenset({"acl", "ccomp", "relcl"})


class NounReports:
    """Finds the attributions of a text whose cue is a noun, with the verb that carries it if one does."""

    def __init__(self, grounds: Grounds) -> None:
        """Keeps what the methods look things up in."""
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.lexicon = grounds.lexicon

    def find(self, i: int) -> Report | None:
        """The attribution whose cue is the noun at token i."""
        lemma = self.syntax.lemmas[i]
        if lemma in self.lexicon.roles:
            return self._role(i, self.lexicon.roles[lemma][0])
        for sense in self.lexicon.nouns.get(lemma, ()):
            complement = self._complement(i, sense.of)
            if complement is not None:
                cue, content, pattern = complement
                found = self._source(i, cue, content)
                if found is None:
                    continue
                source, head, cue = found
                stance = self._stance(i, sense)
                if pattern == "object" and source is None:
                    continue
                return Report(source, head, cue, i, [content], sense.kind, stance, pattern)
            for report in (self._drawn(i, sense), self._equated(i, sense)):
                if report is not None:
                    return report
        return None

    def _complement(self, i: int, prepositions: frozenset[str]) -> tuple[Range, Range, Pattern] | None:
        """Cue and content of a noun with a clause, an infinitive or a preposition."""
        syntax, grounds = self.syntax, self.grounds
        for j in syntax.children[i]:
            if j < i:
                continue
            cue, content = (i, i + 1), (0, 0)
            pattern: Pattern = "clause"
            if syntax.deps[j] in _CLAUSES:
                opened = grounds.edges(j)[0]
                marked = syntax.child(j, "mark") is not None or (syntax.lowers[opened], syntax.tags[opened]) == (
                    "that",
                    "IN",
                )
                infinitive = any(syntax.tags[k] == "TO" for k in syntax.children[j])
                if marked or infinitive:
                    pattern = "infinitive" if infinitive else "clause"
                    content = grounds.trim(*grounds.edges(j))
            elif syntax.deps[j] == "prep" and syntax.lowers[j] in prepositions and j == i + 1:
                cue, content, pattern = (i, j + 1), grounds.trim(j + 1, grounds.edges(j)[1]), "object"
            if content[1] > content[0]:
                return cue, content, pattern
        return None

    def _source(self, i: int, cue: Range, content: Range) -> tuple[Range | None, int | None, Range] | None:
        """Who says it, and the cue with a light verb: the noun's owner, "from X", the verb's subject, or nobody named."""
        syntax, grounds = self.syntax, self.grounds
        head = syntax.child(i, "poss")
        if head is not None:
            return grounds.edges(head), head, cue
        for j in syntax.childs(i, "prep"):
            who = syntax.child(j, "pobj")
            if who is not None and syntax.lowers[j] in _FROM and not content[0] <= j < content[1]:
                last = min(grounds.edges(who)[1], content[0]) if who < content[0] else grounds.edges(who)[1]
                return grounds.trim(grounds.edges(who)[0], max(last, who + 1)), who, cue
        verb = syntax.heads[i]
        if syntax.deps[i] == "dobj" and syntax.lemmas[verb] in self.lexicon.light_verbs and verb < i:
            head = grounds.subject(verb)
            if head is None:
                return None
            cue = (grounds.verb_group(verb)[0], cue[1])
            return grounds.noun_phrase(head, cue), head, cue
        unnamed = syntax.lowers[i] in self.lexicon.unnamed and syntax.lowers[content[0]] == "that"
        return (None, None, cue) if unnamed else None

    def _stance(self, i: int, sense: Sense) -> Stance:
        """The noun's stance, or that of a verb that turns it down ("rejected claims that")."""
        syntax, verb = self.syntax, self.syntax.heads[i]
        if syntax.deps[i] == "dobj" and syntax.child(i, "poss") is None:
            for denial in self.lexicon.verbs.get(syntax.lemmas[verb], ()):
                if denial.stance in ("denies", "doubts"):
                    return denial.stance
        return sense.stance

    def _drawn(self, i: int, sense: Sense) -> Report | None:
        """ "The strike drew condemnation from Turkey": what draws the words is what they are about."""
        syntax, grounds = self.syntax, self.grounds
        verb = syntax.heads[i]
        if syntax.deps[i] not in ("dobj", "pobj"):
            return None
        if syntax.deps[i] == "pobj":
            verb = syntax.heads[verb]
        if syntax.lemmas[verb] not in self.lexicon.drawing_verbs or verb > i:
            return None
        about = grounds.subject(verb)
        links = [
            j for at in (i, verb) for j in syntax.childs(at, "prep", "agent") if j > i and syntax.lowers[j] in _FROM
        ]
        who = next((k for j in links for k in syntax.childs(j, "pobj")), None)
        if about is None or who is None:
            return None
        cue = (grounds.verb_group(verb)[0], i + 1)
        return Report(
            grounds.trim(*grounds.edges(who)),
            who,
            cue,
            i,
            [grounds.noun_phrase(about, cue)],
            sense.kind,
            sense.stance,
            "object",
        )

    def _equated(self, i: int, sense: Sense) -> Report | None:
        """ "Its demand is that …", "Their aim is to …": the noun is someone's, and its content follows "be"."""
        syntax, grounds = self.syntax, self.grounds
        verb, owner = syntax.heads[i], syntax.child(i, "poss")
        unnamed = owner is None and syntax.lemmas[i] in self.lexicon.claims
        if (owner is None and not unnamed) or syntax.deps[i] != "nsubj" or syntax.lemmas[verb] != "be":
            return None
        said = next((j for j in syntax.children[verb] if j > verb and syntax.deps[j] in ("ccomp", "xcomp")), None)
        if said is None:
            return None
        content = grounds.trim(*grounds.edges(said))
        source = None if owner is None else grounds.edges(owner)
        return Report(source, owner, (i, i + 1), i, [content], sense.kind, sense.stance, "clause")

    def _role(self, i: int, sense: Sense) -> Report | None:
        """ "He is a critic of the war", "Moreau, a supporter of the accord": who is called so backs or opposes it."""
        syntax, grounds = self.syntax, self.grounds
        link = next((j for j in syntax.childs(i, "prep") if syntax.lowers[j] in sense.of and j == i + 1), None)
        target = None if link is None else syntax.child(link, "pobj")
        if link is None or target is None:
            return None
        content = grounds.trim(link + 1, grounds.edges(link)[1])
        above = syntax.heads[i]
        if syntax.deps[i] == "attr" and syntax.lemmas[above] in ("be", "become", "remain"):
            head = grounds.subject(above)
            cue = (grounds.verb_group(above)[0], link + 1)
            if head is None or content[1] <= content[0]:
                return None
            return Report(grounds.noun_phrase(head, cue), head, cue, i, [content], sense.kind, sense.stance, "object")
        return None


def noun_reports(grounds: Grounds) -> Iterator[Report]:
    """The attributions of a text whose cue is a noun."""
    finder, lexicon, syntax = NounReports(grounds), grounds.lexicon, grounds.syntax
    for i, lemma in enumerate(syntax.lemmas):
        if syntax.pos[i] == "NOUN" and (lemma in lexicon.nouns or lemma in lexicon.roles):
            report = finder.find(i)
            if report is not None:
                yield report
