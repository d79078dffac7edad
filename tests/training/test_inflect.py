import pytest

from quidnunc.training.inflect import forms


@pytest.mark.parametrize(
    ("verb", "third", "gerund", "past", "participle"),
    [
        ("withdraw", "withdraws", "withdrawing", "withdrew", "withdrawn"),
        ("ban", "bans", "banning", "banned", "banned"),
        ("deny", "denies", "denying", "denied", "denied"),
        ("impose", "imposes", "imposing", "imposed", "imposed"),
        ("visit", "visits", "visiting", "visited", "visited"),
        ("admit", "admits", "admitting", "admitted", "admitted"),
        ("veto", "vetoes", "vetoing", "vetoed", "vetoed"),
        ("free", "frees", "freeing", "freed", "freed"),
        ("lie", "lies", "lying", "lay", "lain"),
        ("attack", "attacks", "attacking", "attacked", "attacked"),
        ("destroy", "destroys", "destroying", "destroyed", "destroyed"),
        ("have", "has", "having", "had", "had"),
    ],
)
def test_verbs_are_inflected(verb, third, gerund, past, participle):
    f = forms(verb)
    assert (f.third, f.gerund, f.past, f.participle) == (third, gerund, past, participle)
