"""Whose a role noun is when a name stands beside it: titles, appositions, predicates."""

from __future__ import annotations

from quidnunc.gazetteer.roles import Role, RoleTable
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Draft, Found


class Titles:
    """Ties role nouns to the names beside them, in one article.

    Args:
        draft: the article's draft, its names found.
        book: its actors.
        words: forms of address, words for former holders.
    """

    def __init__(self, draft: Draft, book: ActorBook, words: RoleTable) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.words = words

    def is_former(self, first: int, head: int) -> bool:
        """Whether a title is no longer, or not yet, or was only for a while held."""
        words = self.words.former
        return (
            any(self.syntax.lowers[j] in words for j in self.syntax.children[head] if j < head)
            or (first > 0 and self.syntax.lowers[first - 1] in words)
            or (first > 1 and self.syntax.words[first - 1] == "-" and self.syntax.lowers[first - 2] in words)
        )

    def follows(self, last: int, head: int, role: Role) -> Found | None:
        """The person or body whose name directly follows ("President Putin", "the Islamist movement Hamas")."""
        at = last
        syntax = self.syntax
        while at < len(syntax) and syntax.lowers[at] in self.words.honorifics:
            at += 1
        at = self._beyond_place(at)
        found = self.draft.covering.get(at)
        if found is None or found.first != at or found.form != "name" or not found.actors:
            return None
        if syntax.sentence_of[at] != syntax.sentence_of[head]:
            return None
        kind = self.book[found.actors[0]].kind
        if kind == "person" and role.kind in ("office", "person"):
            return found
        if (
            kind in ("organisation", "armed_group")
            and role.kind == "body"
            and not found.demonym
            and not found.geographic
        ):
            return found
        return None

    def _beyond_place(self, at: int) -> int:
        """Where a name would start behind "from Vermont" or "of France" after a title ("Senator from Vermont Bernie Sanders")."""
        if at + 1 >= len(self.syntax) or self.syntax.lowers[at] not in ("from", "of", "for"):
            return at
        place = self.draft.covering.get(at + 1)
        beyond = place is not None and place.geographic and place.first == at + 1
        return place.last if place is not None and beyond else at

    def apposition(self, head: int) -> Found | None:
        """The named person or body that the noun stands in apposition to, on either side, or is equated with by "is"."""
        syntax = self.syntax
        near = []
        if syntax.deps[head] == "appos":
            near.append(syntax.heads[head])
        near.extend(syntax.childs(head, "appos"))
        if syntax.deps[head] == "attr" and syntax.lemmas[syntax.heads[head]] in ("be", "become", "remain"):
            subject = syntax.child(syntax.heads[head], "nsubj")
            if subject is not None and syntax.child(syntax.heads[head], "neg") is None:
                near.append(subject)
        for i in near:
            found = self.draft.by_head.get(i)
            if (
                found is not None
                and found.form == "name"
                and found.actors
                and not found.demonym
                and found.last - 1 >= 0
            ) and self.book[found.actors[0]].kind in ("person", "organisation", "armed_group"):
                return found
        return self._shared_title(head) or self._between_commas(head)

    def _between_commas(self, head: int) -> Found | None:
        """ "the US ambassador to the UN, Nikki Haley, …": a name between commas right after an office phrase, however it hangs."""
        syntax = self.syntax
        comma = next((i for i in range(head + 1, min(head + 8, len(syntax))) if syntax.words[i] == ","), None)
        if comma is None or any(syntax.pos[i] in ("VERB", "AUX", "CCONJ") for i in range(head, comma)):
            return None
        found = self.draft.covering.get(comma + 1)
        if found is None or found.first != comma + 1 or found.form != "name" or not found.actors:
            return None
        closed = found.last < len(syntax) and syntax.words[found.last] in (",", ".", ";")
        linked = syntax.deps[found.head] in ("appos", "pobj", "dobj") and head in syntax.ancestors(found.head)
        return found if closed and linked and self.book[found.actors[0]].kind == "person" else None

    def _shared_title(self, head: int) -> Found | None:
        """ "his counterpart and ally Xi": the first of two titles that share one name."""
        syntax = self.syntax
        for j in syntax.childs(head, "conj"):
            found = self.draft.by_head.get(j)
            if found is None or found.form != "name" or not found.actors or self.book[found.actors[0]].kind != "person":
                continue
            at = found.first - 1
            if at > head and syntax.pos[at] in ("NOUN", "PROPN") and syntax.lowers[at - 1] in ("and", "or"):
                return found
        return None
