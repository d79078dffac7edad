"""Who belonged to what, when: dates that everybody can look up, and how many members there were."""

from __future__ import annotations

import pytest

from quidnunc.gazetteer import Gazetteer

# State, organisation, day, role on that day ("no": not a member; it may be a candidate, an observer or an associate).
FACTS = """
    FIN nato 2023-04-03 no
    FIN nato 2023-04-04 member
    SWE nato 2024-03-06 no
    SWE nato 2024-03-07 member
    MNE nato 2017-06-05 member
    MKD nato 2020-03-27 member
    GBR eu 2020-01-31 member
    GBR eu 2020-02-01 no
    HRV eu 2013-07-01 member
    BGR eu 2006-12-31 no
    UKR eu 2023-01-01 candidate
    HRV euro-area 2022-12-31 no
    HRV euro-area 2023-01-01 member
    LTU euro-area 2015-01-01 member
    BGR euro-area 2025-12-31 no
    BGR euro-area 2026-01-01 member
    HRV schengen-area 2023-01-01 member
    ROU schengen-area 2024-03-31 member
    CHE schengen-area 2008-12-12 member
    GBR schengen-area 2015-01-01 no
    BDI icc 2017-10-26 member
    BDI icc 2017-10-27 no
    PHL icc 2019-03-16 member
    PHL icc 2019-03-17 no
    ARM icc 2024-02-01 member
    UKR icc 2025-01-01 member
    USA icc 2020-01-01 no
    ZAF brics 2010-12-24 member
    IRN brics 2024-01-01 member
    ETH brics 2024-01-01 member
    EGY brics 2024-01-01 member
    ARE brics 2024-01-01 member
    IDN brics 2025-01-06 member
    ARG brics 2024-06-01 no
    IND sco 2017-06-09 member
    PAK sco 2017-06-09 member
    IRN sco 2023-07-04 member
    IRN sco 2023-07-03 no
    BLR sco 2024-07-04 member
    RUS g8 2014-03-01 member
    RUS g8 2014-04-01 suspended
    JPN g7 2020-01-01 member
    ZAF g20 2010-01-01 member
    TLS asean 2025-10-26 member
    MMR asean 1997-07-23 member
    KHM asean 1999-04-30 member
    MAR african-union 2016-01-01 no
    MAR african-union 2017-01-31 member
    SSD african-union 2012-01-01 member
    SDN african-union 2021-10-27 suspended
    MLI ecowas 2025-01-28 suspended
    NER ecowas 2025-01-29 no
    BFA ecowas 2025-01-29 no
    MRT ecowas 1999-01-01 member
    MRT ecowas 2001-01-01 no
    QAT gcc 2017-06-05 member
    SYR arab-league 2012-01-01 suspended
    SYR arab-league 2023-05-07 member
    COM arab-league 1993-11-20 member
    QAT opec 2018-12-31 member
    QAT opec 2019-01-01 no
    AGO opec 2023-12-31 member
    AGO opec 2024-01-01 no
    ECU opec 2020-01-01 no
    IDN opec 2017-01-01 no
    GNQ opec 2017-06-01 member
    ARM csto 2020-01-01 member
    UZB csto 2008-01-01 member
    UZB csto 2013-01-01 no
    ARM eaeu 2015-01-02 member
    KGZ eaeu 2015-08-12 member
    VEN mercosur 2012-08-12 member
    VEN mercosur 2017-08-05 suspended
    BOL mercosur 2024-08-07 member
    PRY mercosur 2012-07-01 suspended
    SYR oic 2013-01-01 suspended
    ZWE commonwealth 2003-12-08 no
    GMB commonwealth 2014-01-01 no
    GMB commonwealth 2018-02-08 member
    MDV commonwealth 2017-01-01 no
    MDV commonwealth 2020-02-01 member
    GAB commonwealth 2022-06-25 member
    TGO commonwealth 2022-06-25 member
    RWA commonwealth 2009-11-29 member
    CRI oecd 2021-05-25 member
    COL oecd 2020-04-28 member
    LVA oecd 2016-07-01 member
    RUS wto 2012-08-21 no
    RUS wto 2012-08-22 member
    CHN wto 2001-12-11 member
    TLS wto 2024-08-30 member
    COM wto 2024-08-21 member
    AFG wto 2016-07-29 member
    GBR cptpp 2024-12-15 member
    CHL cptpp 2023-02-21 member
    USA cptpp 2020-01-01 no
    AUS five-eyes 1980-01-01 member
    IND quad 2020-01-01 member
    GBR aukus 2021-09-15 member
    CHE un 2002-09-10 member
    SSD un 2011-07-14 member
    TWN un 1972-01-01 no
    TLS un 2002-09-27 member
    MNE un 2006-06-28 member
    RUS council-of-europe 2022-03-16 no
    BLR osce 2020-01-01 member
    DEU un-security-council 2019-06-01 member
    RUS un-security-council 2020-01-01 member
"""
COUNTS = [
    ("un", {"1945-12-31": 51, "1990-12-31": 159, "2011-12-31": 193, "2024-01-01": 193}),
    ("un-security-council", {f"{year}-06-01": 15 for year in range(1990, 2026)}),
    (
        "nato",
        {"1950-01-01": 12, "1982-06-01": 16, "1999-04-01": 19, "2004-04-01": 26, "2009-05-01": 28, "2024-04-01": 32},
    ),
    ("eu", {"1995-06-01": 15, "2004-06-01": 25, "2007-06-01": 27, "2013-08-01": 28, "2024-01-01": 27}),
    ("euro-area", {"1999-06-01": 11, "2002-06-01": 12, "2015-06-01": 19, "2023-06-01": 20, "2026-02-01": 21}),
    ("schengen-area", {"2024-06-01": 29}),
    ("icc", {"2016-01-01": 123, "2025-02-01": 125}),
    ("brics", {"2011-06-01": 5, "2024-06-01": 9, "2025-06-01": 10}),
    ("sco", {"2001-07-01": 6, "2018-01-01": 8, "2024-08-01": 10}),
    ("g7", {"2024-01-01": 7}),
    ("g8", {"2010-01-01": 8}),
    ("g20", {"2010-01-01": 19}),  # states; the European and the African Union are none
    ("asean", {"1967-09-01": 5, "2000-01-01": 10, "2026-01-01": 11}),
    ("african-union", {"2018-01-01": 55}),
    ("ecowas", {"1976-01-01": 15, "2010-01-01": 15, "2025-03-01": 12}),
    ("gcc", {"2020-01-01": 6}),
    ("arab-league", {"2020-01-01": 22}),
    ("opec", {"1960-10-01": 5, "2020-06-01": 13, "2024-06-01": 12}),
    ("csto", {"2020-01-01": 6}),
    ("eaeu", {"2020-01-01": 5}),
    ("mercosur", {"2000-01-01": 4, "2013-08-20": 5}),
    ("oic", {"2020-01-01": 57}),
    ("commonwealth", {"2020-03-01": 54, "2023-01-01": 56}),
    ("oecd", {"2022-01-01": 38}),
    ("wto", {"2016-12-31": 163, "2024-09-30": 165}),  # members but for the European Union
    ("cptpp", {"2024-01-01": 11, "2025-01-01": 12}),
    ("five-eyes", {"2020-01-01": 5}),
    ("quad", {"2020-01-01": 4}),
    ("aukus", {"2022-01-01": 3}),
]


@pytest.mark.parametrize("fact", FACTS.split("\n")[1:-1], ids=str.strip)
def test_membership(shipped: Gazetteer, fact: str) -> None:
    state, organisation, day, role = fact.split()
    held = {
        m.role for m in shipped.memberships if m.member == state and m.organisation == organisation and m.covers(day)
    }
    if role == "no":
        assert held.isdisjoint({"member", "suspended"})
    else:
        assert role in held


@pytest.mark.parametrize(("organisation", "counts"), COUNTS, ids=[name for name, _ in COUNTS])
def test_how_many(shipped: Gazetteer, organisation: str, counts: dict[str, int]) -> None:
    rows = [m for m in shipped.memberships if m.organisation == organisation and m.role in ("member", "suspended")]
    assert {day: len({m.member for m in rows if m.covers(day)}) for day in counts} == counts


def test_coverage_of_offices(shipped: Gazetteer) -> None:
    """Heads of state of every member of the United Nations; foreign and defence ministers of sixty states and more."""
    members = [s for s in shipped.states.values() if s.status == "un_member"]
    days = ["1995-06-01", "2003-06-01", "2012-06-01", "2022-06-01"]
    headless = [
        (state.id, day)
        for state in members
        for day in days
        if (not state.start or state.start < day) and shipped.in_office(state.id, "head_of_state", day) is None
    ]
    assert not headless
    for office in ("foreign_minister", "defence_minister"):
        days = ["2006-06-01", "2012-06-01", "2018-06-01", "2023-06-01"]
        covered = [s.id for s in members if all(shipped.in_office(s.id, office, day) for day in days)]
        assert len(covered) >= 60


def test_sizes(shipped: Gazetteer) -> None:
    kinds = [organisation.kind for organisation in shipped.organisations.values()]
    assert len(kinds) >= 500
    assert kinds.count("armed_group") >= 200
