"""The codebook that ships: its figures are PLOVER's, and its frames reach every type and mode."""

from __future__ import annotations

import time

import pytest

from quidnunc import codebook
from quidnunc.codebook import Codebook

# Type: (quad class, does it require a recipient, score, {mode: score}), as the PLOVER manual has them; types.yaml
# explains the choices where it contradicts itself.
PLOVER = {
    "AGREE": ("VERBAL COOPERATION", False, 2.5, {}),
    "CONSULT": (
        "VERBAL COOPERATION",
        False,
        2.5,
        {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5},
    ),
    "SUPPORT": ("VERBAL COOPERATION", False, 5.0, {}),
    "CONCEDE": ("VERBAL COOPERATION", False, 4.5, {}),
    "COOPERATE": ("MATERIAL COOPERATION", True, 9.5, {}),
    "AID": ("MATERIAL COOPERATION", True, 10.0, {}),
    "RETREAT": (
        "MATERIAL COOPERATION",
        False,
        6.5,
        {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": ("VERBAL CONFLICT", False, 0.0, {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0}),
    "ACCUSE": ("VERBAL CONFLICT", False, -2.0, {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5}),
    "REJECT": ("VERBAL CONFLICT", False, -2.0, {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0}),
    "THREATEN": (
        "VERBAL CONFLICT",
        False,
        -3.5,
        {"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5},
    ),
    "PROTEST": (
        "MATERIAL CONFLICT",
        False,
        -5.0,
        {
            "demo": -5.0,
            "riot": -7.0,
            "strike": -5.0,
            "hunger": -4.5,
            "boycott": -4.5,
            "obstruct": -4.5,
            "vandalize": -5.0,
        },
    ),
    "SANCTION": (
        "MATERIAL CONFLICT",
        True,
        -6.0,
        {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0},
    ),
    "MOBILIZE": ("MATERIAL CONFLICT", False, -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0}),
    "COERCE": (
        "MATERIAL CONFLICT",
        False,
        -7.0,
        {
            "seize": -7.0,
            "restrict": -7.0,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7.0,
            "deport": -7.0,
            "withhold": -7.0,
            "misinformation": -6.5,
            "cyber": -7.0,
        },
    ),
    "ASSAULT": (
        "MATERIAL CONFLICT",
        False,
        -9.0,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8.0,
            "firearms": -9.0,
            "explosives": -9.0,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10.0,
        },
    ),
}
CONTEXTS = [
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism",
    "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Codebook:
    return codebook.load()


def test_types_in_plovers_order(book):
    assert list(book.types) == list(PLOVER)


@pytest.mark.parametrize("name", PLOVER)
def test_figures_of_a_type_are_plovers(book, name):
    entry = book.types[name]
    quad, needs_recipient, score, modes = PLOVER[name]
    assert (entry.quad, entry.requires_recipient, entry.score) == (quad, needs_recipient, score)
    assert {mode: definition.score for mode, definition in entry.modes.items()} == modes


def test_contexts_are_plovers_37(book):
    assert list(book.contexts) == CONTEXTS
    assert len(CONTEXTS) == 37


def test_every_context_has_12_to_40_cues(book):
    assert {name: len(c.cues) for name, c in book.contexts.items() if not 12 <= len(c.cues) <= 40} == {}


def test_frames_name_thousands_of_predicates(book):
    assert len(book.distinct_predicates) >= 1500


@pytest.mark.parametrize("name", PLOVER)
def test_every_type_has_predicates(book, name):
    assert sum(len(frame.lemmas) for frame in book.frames if frame.type == name) >= 100


def test_every_mode_is_reached_by_a_frame(book):
    reached = {(frame.type, frame.mode) for frame in book.frames}
    wanted = {(name, mode) for name, entry in book.types.items() for mode in (None, *entry.modes)}
    assert {pair for pair in wanted - reached if pair[1] is not None} == set()


def test_every_context_that_frames_imply_is_one_of_ours(book):
    assert {context for frame in book.frames for context in frame.contexts} <= set(CONTEXTS)


@pytest.mark.parametrize(
    ("kind", "lemma", "type_"),
    [
        ("verb", "accuse", "ACCUSE"),
        ("verb", "invade", "ASSAULT"),
        ("verb", "turn down", "REJECT"),
        ("verb", "apologise", "CONCEDE"),
        ("verb", "apologize", "CONCEDE"),
        ("verb", "extradite", "COOPERATE"),
        ("verb", "detain", "COERCE"),
        ("verb", "urge", "REQUEST"),
        ("verb", "praise", "SUPPORT"),
        ("verb", "threaten", "THREATEN"),
        ("noun", "hunger strike", "PROTEST"),
        ("noun", "ultimatum", "THREATEN"),
        ("noun", "airstrike", "ASSAULT"),
        ("noun", "embargo", "SANCTION"),
        ("noun", "mobilisation", "MOBILIZE"),
        ("noun", "prisoner swap", "RETREAT"),
        ("noun", "phone call", "CONSULT"),
        ("noun", "pledge", "AGREE"),
        ("noun", "loan", "AID"),
    ],
)
def test_unmistakable_words_have_their_type(book, kind, lemma, type_):
    assert {frame.type for frame in book.frames if lemma in getattr(frame, kind) and not frame.object} == {type_}


def test_refusal_negates_what_is_refused(book):
    frames = [f for f in book.frames if "refuse" in f.verb and f.complement == ("infinitive",)]
    assert [(f.inner.status, f.inner.agent) for f in frames] == [("negated", "subject")]


def test_every_support_verb_is_given_once(book):
    pairs = [(verb, entry.preposition) for entry in book.support_verbs for verb in entry.verb]
    assert len(pairs) == len(set(pairs)) > 100


def test_crosswalk_covers_cameos_roots_and_bases(book):
    roots = {f"{number:02}" for number in range(1, 21)}
    assert roots <= set(book.crosswalk)
    assert all(code[:2] in roots for code in book.crosswalk)
    assert sum(len(code) == 3 for code in book.crosswalk) >= 130


def test_every_type_and_mode_has_a_cameo_code(book):
    for name, entry in book.types.items():
        for mode in (None, *entry.modes):
            assert book.cameo_of(name, mode).type == name


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("0871", "RETREAT", "ceasefire"),
        ("055", "CONCEDE", None),
        ("116", "SANCTION", "convict"),
        ("173", "COERCE", "arrest"),
        ("1831", "ASSAULT", "suicide-attack"),
        ("010", None, None),
    ],
)
def test_cameo_codes_answer_to_plover(book, code, type_, mode):
    assert (book.crosswalk[code].type, book.crosswalk[code].mode) == (type_, mode)


def test_standing_relations(book):
    assert {"holds_office", "member_of", "ally_of", "part_of", "located_in", "party_to", "leads"} <= set(
        book.predicates
    )


def test_loading_is_quick():
    def seconds() -> float:
        start = time.process_time()
        codebook.load()
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 1.0  # CPU seconds, far above what it takes, for busy machines
