"""Whether a name is only part of another: the "Shanghai" of "Shanghai Film Corp.", the "Paris" of "the Paris Agreement"."""

from __future__ import annotations

from quidnunc.reading.draft import Draft, Found

_MODIFIES = frozenset({"compound", "nmod", "amod", "nummod"})
_NAMES = frozenset({"NNP", "NNPS"})


def is_part_of_name(draft: Draft, found: Found) -> bool:
    """Whether a place's or state's name modifies a proper noun that is nobody's title: it names nothing there by itself.

    In "Texas Governor Greg Abbott", "the Iran nuclear deal" and "the Russian army" the name is one of its own; in "the Russian Defence
    Minister" and "the British Antarctic Survey" the adjective is part of a title's or body's, in "US$" part of a currency's. "Britons"
    names a people and no state.
    """
    syntax, head = draft.syntax, draft.syntax.heads[found.head]
    if found.geographic and _follows_letter(draft, found):
        return True
    if syntax.words[found.last - 1].endswith("$"):
        return True
    if found.demonym:
        return syntax.deps[found.head] not in _MODIFIES or _opens_title(draft, found, head)
    if not found.geographic or syntax.deps[found.head] not in _MODIFIES or head < found.last:
        return False
    between = range(found.last, head + 1)
    if not all(syntax.tags[i] in _NAMES or syntax.tags[i] in ("CD", "HYPH") for i in between):
        return False
    holder = draft.covering.get(head)
    if holder is None or not holder.actors:
        return True
    return holder.form == "name" and draft.actors[holder.actors[0]].kind not in ("person", "state", "government")


def _opens_title(draft: Draft, found: Found, head: int) -> bool:
    """Whether a demonym is followed by more capitals up to the noun or the person that it belongs to."""
    syntax, after = draft.syntax, found.last
    if head < after or syntax.tags[head] not in _NAMES or syntax.words[after].isupper():
        return False
    follower = draft.covering.get(after)
    person = follower is not None and follower.actors and draft.actors[follower.actors[0]].kind == "person"
    return syntax.tags[after] in _NAMES and syntax.words[after][0].isupper() and not person


def _follows_letter(draft: Draft, found: Found) -> bool:
    """Whether a single capital letter stands right before, as in the names of magazines and firms ("H Texas")."""
    before, syntax = found.first - 1, draft.syntax
    return (
        before >= 0
        and syntax.tags[before] in _NAMES
        and len(syntax.words[before]) == 1
        and syntax.words[before].isupper()
    )
