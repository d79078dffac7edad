"""Whether a name is only part of another: the "Shanghai" of "Shanghai Film Corp.", the "Paris" of "the Paris Agreement"."""

from __future__ import annotations

from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.teams import Teams
from quidnunc.reading.where_lexicon import where_lexicon

_MODIFIES = frozenset({"compound", "nmod", "amod", "nummod"})
_NAMES = frozenset({"NNP", "NNPS"})
_OPENING, _CLOSING = frozenset({'"', "“", "‘", "'", "``"}), frozenset({'"', "”", "’", "'", "''"})
_LONGEST_TITLE = 8
_LONG_WORD = 4


def names_itself(draft: Draft, found: Found, teams: Teams) -> bool:
    """Whether a mention's words name what bears the name, and are neither part of another name nor a team's."""
    return not is_part_of_name(draft, found) and not teams.is_team(found)


def is_part_of_name(draft: Draft, found: Found) -> bool:
    """Whether a place's or state's name modifies a proper noun that is nobody's title: it names nothing there by itself.

    In "Texas Governor Greg Abbott", "the Iran nuclear deal" and "the Russian army" the name is one of its own; in "the Russian Defence
    Minister" and "the British Antarctic Survey" the adjective is part of a title's or body's, in "US$" part of a currency's. "Britons"
    names a people and no state.
    """
    syntax, head = draft.syntax, draft.syntax.heads[found.head]
    if found.geographic and (
        _follows_letter(draft, found)
        or _is_given(draft, found)
        or _is_classed(syntax, found)
        or _is_titled(syntax, found)
        or _ends_acronym(syntax, found)
    ):
        return True
    if syntax.words[found.last - 1].endswith("$") or _ends_body(draft, found):
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
    named = follower is not None and follower.first == after and follower.form == "name" and bool(follower.actors)
    person = follower is not None and named and draft.actors[follower.actors[0]].kind == "person"
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


def _ends_body(draft: Draft, found: Found) -> bool:
    """Whether a body's name of one word follows that of another, whose own it is ("the FIFA Congress")."""
    syntax, before = draft.syntax, found.first - 1
    if (
        found.bearer != "organisation"
        or found.last - found.first > 1
        or before < 0
        or syntax.words[found.head].isupper()
    ):
        return False
    holder = draft.covering.get(before)
    joined = syntax.deps[before] == "compound" and syntax.heads[before] == found.head and syntax.tags[before] in _NAMES
    return joined and holder is not None and holder.bearer == "organisation"


def _is_classed(syntax: Syntax, found: Found) -> bool:
    """Whether a name is that of a class of things ("a Virginia-class submarine")."""
    rest = [lower for lower in syntax.lowers[found.last : found.last + 2] if lower != "-"]
    joined = syntax.lowers[found.last : found.last + 1] == ["-"]
    return bool(rest) and (joined or rest[0].startswith("-")) and rest[0].lstrip("-") in where_lexicon().classes


def _is_given(draft: Draft, found: Found) -> bool:
    """Whether a name is said to be given to something that is no town ("both frigates were named New Jersey")."""
    syntax = draft.syntax
    verb = syntax.heads[found.head]
    if syntax.deps[found.head] not in ("oprd", "dobj", "attr") or syntax.lowers[verb] not in where_lexicon().naming:
        return False
    bearers = [c for c in syntax.children[verb] if syntax.deps[c] in ("nsubjpass", "nsubj")]
    bearers = bearers if syntax.deps[verb] != "acl" else [syntax.heads[verb]]
    return bool(bearers) and not any(syntax.lowers[i] in where_lexicon().announcers for i in bearers)


def _is_titled(syntax: Syntax, found: Found) -> bool:
    """Whether a name stands within the quoted title of a work, all its long words in capitals ("Houston's Top Dentists")."""
    first, end = syntax.sentences[syntax.sentence_of[found.first]]
    opening = next(
        (
            i
            for i in range(found.first - 1, max(found.first - _LONGEST_TITLE, first) - 1, -1)
            if syntax.words[i] in _OPENING
        ),
        None,
    )
    closing = next(
        (i for i in range(found.last, min(found.last + _LONGEST_TITLE, end)) if syntax.words[i] in _CLOSING), None
    )
    if opening is None or closing is None or closing - opening > _LONGEST_TITLE + 1:
        return False
    others = [
        syntax.words[i]
        for i in (*range(opening + 1, found.first), *range(found.last, closing))
        if syntax.words[i].isalpha()
    ]
    capitals = [word for word in others if word[0].isupper()]
    return len(capitals) > 1 and all(word[0].isupper() or len(word) < _LONG_WORD for word in others)


def _ends_acronym(syntax: Syntax, found: Found) -> bool:
    """Whether an acronym behind a name is that of a longer one that it ends ("the Centre for Hearing of Turin (CHT)")."""
    words = syntax.words[found.last : found.last + 3]
    if len(words) < 3 or words[0] != "(" or words[2] != ")" or not words[1].isupper():
        return False
    initials = "".join(word[0] for word in syntax.words[found.first : found.last])
    return len(words[1]) > len(initials) + 1 and words[1].endswith(initials)
