"""Standing relations: offices held, memberships, alliances; also those denied ("is not a member of")."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments, Filler
from quidnunc.reading.draft import Draft, Title
from quidnunc.records import Fact, FactEvidence, Span

_ALLY = frozenset({"ally", "partner"})
_MEMBER = frozenset({"member", "signatory", "member state"})
_COPULA = frozenset({"be", "become", "remain"})


class FactFinder:
    """Finds the facts stated in one draft.

    Args:
        draft: the draft, mentions resolved and attributions found.
        book: the article's actors.
        gazetteer: who there is.
        arguments: the roles of the text's predicates.
    """

    def __init__(self, draft: Draft, book: ActorBook, gazetteer: Gazetteer, arguments: Arguments) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.arguments = arguments

    def find(self) -> list[Fact]:
        """All facts, each once, in text order."""
        out: dict[tuple[str, str, str, str | None, bool], Fact] = {}
        for fact in (*self._offices(), *self._nouns()):
            out.setdefault((fact.subject, fact.predicate, fact.object, fact.role, fact.negated), fact)
        return list(out.values())

    def _fact(
        self,
        subject: str,
        predicate: str,
        target: str,
        spans: list[Span],
        token: int,
        *,
        role: str | None = None,
        negated: bool = False,
    ) -> Fact:
        return Fact(
            subject=subject,
            predicate=predicate,
            object=target,
            role=role,
            negated=negated,
            said_by=() if role is not None else self._speakers(self.syntax.starts[token]),
            evidence=FactEvidence(sentences=(self.syntax.sentence_of[token],), spans=tuple(sorted(set(spans)))),
        )

    def _speakers(self, offset: int) -> tuple[str, ...]:
        """Those in whose attributed words a character stands."""
        for said in reversed(self.draft.said):
            if any(start <= offset < end for start, end in said.content):
                return said.speakers
        return ()

    # --- offices

    def _offices(self) -> list[Fact]:
        out = []
        for title in self.draft.titles:
            if title.former or title.role.kind not in ("office", "person") or not title.role.offices:
                continue
            target = self._object_of(title)
            if target is None:
                continue
            actor = self.book[title.actor]
            if actor.kind != "person" or target == title.actor:
                continue
            spans = [
                self.syntax.span(title.bearer.first, title.bearer.last),
                self.syntax.span(title.first, title.last),
            ]
            out.append(self._fact(title.actor, "holds_office", target, spans, title.first, role=self._role_name(title)))
        return out

    def _object_of(self, title: Title) -> str | None:
        """The state or organisation of an office, from the text or, for offices that name their body by themselves, the gazetteer."""
        if title.body is not None:
            return title.body
        if title.state is not None:
            return self.book.state(title.state) if self._plausible(title) else None
        if title.role.kind != "office":
            return None
        name = self.book[title.actor].name
        for term in self.gazetteer.offices_of(name, self.draft.article.published):
            if term.office in title.role.offices and term.of in self.gazetteer.states:
                return self.book.state(term.of)
        return None

    def _plausible(self, title: Title) -> bool:
        """Whether a known person may hold office in a state: one that the gazetteer gives him, or his own."""
        entry = self.gazetteer.people.get(self.book[title.actor].name)
        if entry is None or not entry.country:
            return True
        return title.state == entry.country or any(
            t.of == title.state for t in self.gazetteer.terms_by_person.get(entry.name, ())
        )

    def _role_name(self, title: Title) -> str:
        """The office as the title writes it, in capitals."""
        words = self.syntax.slice(title.first, title.last).split()
        if len(words) > 1:
            words = [w for w in words if self.draft.covering.get(title.first) is None or w]
        small = {"of", "the", "for", "and", "to"}
        return " ".join(w if w in small else w[:1].upper() + w[1:] for w in words)

    # --- membership, alliance

    def _nouns(self) -> list[Fact]:
        out: list[Fact] = []
        for i, lemma in enumerate(self.syntax.lemmas):
            if self.syntax.pos[i] not in ("NOUN", "PROPN"):
                continue
            if lemma in _MEMBER:
                out.extend(self._membership(i))
            elif lemma in _ALLY:
                out.extend(self._alliance(i))
        return out

    def _negated(self, verb: int) -> bool:
        return any(
            self.syntax.deps[j] == "neg" or self.syntax.lowers[j] in ("never", "not", "n't")
            for j in self.syntax.children[verb]
        )

    def _membership(self, i: int) -> list[Fact]:
        """ "X is (not) a member of Y", "of which X is (not) a member", "Y member X"."""
        syntax, args = self.syntax, self.arguments
        verb = syntax.heads[i]
        subjects: list[Filler] = []
        negated = False
        if syntax.deps[i] == "attr" and syntax.lemmas[verb] in _COPULA:
            subjects = [f for j in syntax.childs(verb, "nsubj") for f in args.actors(j)]
            negated = self._negated(verb) or any(syntax.lowers[j] in ("no", "not") for j in syntax.children[i])
        elif syntax.deps[i] == "appos":
            subjects = args.actors(syntax.heads[i])
        elif syntax.deps[i] == "conj" and syntax.lemmas[verb] in _MEMBER:
            return self._second_membership(i, verb)
        elif syntax.deps[i] == "pobj" and syntax.lowers[verb] == "as":
            governor = syntax.heads[verb]
            subjects = [f for j in args.subject(governor) for f in args.actors(j)]
        bodies = [f for j in args.prepositional(i, "of") for f in args.actors(j)] or args.modifiers(i)
        if not bodies and syntax.deps[verb] in ("relcl", "pcomp", "acl", "ccomp"):
            bodies = self._of_which(i, verb)
        if not bodies:
            bodies = [
                f
                for j in syntax.childs(verb, "prep")
                if syntax.lowers[j] == "of"
                for k in syntax.childs(j, "pobj")
                for f in args.actors(k)
            ]
        return self._memberships(i, subjects, bodies, negated)

    def _second_membership(self, i: int, first: int) -> list[Fact]:
        """ "a member of A but not (a member) of B"."""
        syntax, args = self.syntax, self.arguments
        bodies = [f for j in args.prepositional(i, "of") for f in args.actors(j)]
        negated = any(syntax.lowers[j] in ("not", "never", "no") for j in range(max(i - 3, first), i))
        earlier = [f.subject for f in self._membership(first)]
        subjects = [Filler(k, syntax.span(first, first + 1)) for k in dict.fromkeys(earlier)]
        return self._memberships(i, subjects, bodies, negated)

    def _memberships(self, i: int, subjects: list[Filler], bodies: list[Filler], negated: bool) -> list[Fact]:
        out = []
        for s in subjects:
            for b in bodies:
                kind = self.book[b.actor].kind
                named = b.actor.startswith(("org:", "local:"))
                if s.actor != b.actor and named and kind in ("organisation", "armed_group"):
                    spans = [s.span, b.span, self.syntax.span(i, i + 1)]
                    out.append(self._fact(s.actor, "member_of", b.actor, spans, i, negated=negated))
        return out

    def _of_which(self, i: int, verb: int) -> list[Filler]:
        """The body behind "of which" in front of the clause."""
        syntax = self.syntax
        first, _ = syntax.sentences[syntax.sentence_of[i]]
        for j in range(i, first, -1):
            if syntax.lowers[j] in ("which", "whom") and syntax.lowers[j - 1] == "of":
                for k in range(j - 2, first - 1, -1):
                    found = self.draft.covering.get(k)
                    if found is not None and found.actors and not found.demonym:
                        return [Filler(a, syntax.span(found.first, found.last)) for a in found.actors]
        head = syntax.heads[verb]
        return self.arguments.actors(head)

    def _alliance(self, i: int) -> list[Fact]:
        """ "his ally Xi", "Iran's ally Syria", "X is an ally of Y"."""
        syntax, args = self.syntax, self.arguments
        holders: list[Filler] = []
        verb = syntax.heads[i]
        negated = False
        nxt = self.draft.covering.get(i + 1)
        if nxt is not None and nxt.first == i + 1 and nxt.actors and nxt.form == "name":
            holders = [Filler(a, syntax.span(nxt.first, nxt.last)) for a in nxt.actors]
        elif syntax.deps[i] == "attr" and syntax.lemmas[verb] in _COPULA:
            holders = [f for j in syntax.childs(verb, "nsubj") for f in args.actors(j)]
            negated = self._negated(verb)
        elif syntax.deps[i] == "appos":
            holders = args.actors(syntax.heads[i])
        else:
            holders = [f for j in syntax.childs(i, "appos") for f in args.actors(j)]
        sides = [f for j in syntax.childs(i, "poss") for f in args.actors(j)]
        sides += [f for p in ("of", "to") for j in args.prepositional(i, p) for f in args.actors(j)]
        if not sides:
            sides = self._shared_possessor(i)
        if not sides:
            sides = [f for f in args.modifiers(i) if all(f.actor != h.actor for h in holders)]
        return [
            self._fact(h.actor, "ally_of", s.actor, [h.span, s.span, syntax.span(i, i + 1)], i, negated=negated)
            for h in holders
            for s in sides
            if h.actor != s.actor
        ]

    def _shared_possessor(self, i: int) -> list[Filler]:
        """In "his counterpart and ally Xi" the possessor stands before the first of two nouns."""
        syntax = self.syntax
        for j in range(i - 1, max(i - 5, -1), -1):
            if syntax.tags[j] in ("CC",):
                noun = j - 1
                return [f for k in syntax.childs(noun, "poss") for f in self.arguments.actors(k)]
        return []
