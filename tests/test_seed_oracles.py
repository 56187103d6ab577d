"""The oracles of DOMAIN.md section 12 that concern reading, on the article the project began with.

The article is no part of the project: the tests run where ../shared is there. They address its
claims by offsets (code points), and by the numbers of the annotation (C20, C31) in the comments.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from vitne import pipeline
from vitne.model import Capture, Claim, Reading
from vitne.packs.pack import Packs

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
THERE = sorted(SEED.glob("article.txt"))
__test__ = bool(THERE)  # for pytest: without the article there is nothing to collect
SPEECH = {"threat", "demand", "offer", "refusal", "accusation", "denial", "support"}

STEPANAKERT, GANJA, BEYLAGAN = 146970, 586523, 148354  # GeoNames
REPEATED = {"C10": (653, 714), "C11": (716, 766), "C27": (1766, 1866)}
TOLLS = {  # trigger: measure, low, high, known
    "C20": ((1195, 1207), ("killed", 1, 1, "given")),
    "C21": ((1219, 1224), ("wounded", 4, 4, "given")),
    "C23": ((1453, 1465), ("killed", None, None, "unknown")),
    "C25": ((1581, 1587), ("killed", 150, 150, "given")),
    "C28": ((1899, 1920), ("casualties", None, None, "undisclosed")),
    "C29": ((1946, 1949), ("casualties", None, None, "given")),
    "C30": ((1984, 1996), ("killed", 2, None, "given")),
    "C31": ((2066, 2071), ("killed", 240, None, "given")),
    "C32": ((2089, 2094), ("wounded", 200, None, "given")),
}
CUMULATIVE = ("C23", "C25", "C28", "C29", "C30", "C31", "C32")


@pytest.fixture(scope="module", params=THERE, ids=[path.name for path in THERE])
def seed(request: pytest.FixtureRequest) -> Reading:
    data = request.param.read_bytes()
    capture = Capture(request.param.name, data, hashlib.sha256(data).hexdigest(), "text/plain")
    return pipeline.read(capture, Packs())


def at(seed: Reading, start: int, end: int, *kinds: str) -> list[Claim]:
    """The claims whose trigger overlaps a stretch of the article."""
    return [
        c for c in seed.claims
        if c.trigger.start < end and start < c.trigger.end and (not kinds or c.kind in kinds)
    ]  # fmt: skip


def one(seed: Reading, start: int, end: int, *kinds: str) -> Claim:
    found = at(seed, start, end, *kinds)
    assert len(found) == 1, [(c.kind, c.trigger) for c in found]
    return found[0]


def toll_of(seed: Reading, number: str) -> Claim:
    claim = one(seed, *TOLLS[number][0], "toll")
    assert claim.toll is not None
    return claim


def anchors(claim: Claim) -> list[tuple[int, int]]:
    number = claim.toll.number if claim.toll else None
    return [(q.start, q.end) for q in (claim.trigger, number) if q is not None]


def test_oracle_1_acts_are_in_three_towns(seed: Reading) -> None:
    acts = [c for c in seed.claims if c.kind == "event" and c.event_type == "ASSAULT"]
    assert {c.place.geonameid for c in acts if c.place} == {STEPANAKERT, GANJA, BEYLAGAN}
    assert all(c.place for c in acts)


def test_oracle_1_one_toll_of_an_incident_killed(seed: Reading) -> None:
    rows = [
        (c.place.geonameid if c.place else None, c.toll.low, c.toll.high, c.toll.status)
        for c in seed.claims
        if c.toll and c.toll.scope == "incident" and c.toll.measure == "killed"
    ]
    assert rows == [(GANJA, 1, 1, "unknown")]


@pytest.mark.parametrize("number", TOLLS)
def test_casualties_are_tolls(seed: Reading, number: str) -> None:
    toll = toll_of(seed, number).toll
    assert toll is not None
    assert (toll.measure, toll.low, toll.high, toll.known) == TOLLS[number][1]


@pytest.mark.parametrize("number", CUMULATIVE)
def test_tolls_of_the_war_are_cumulative(seed: Reading, number: str) -> None:
    toll = toll_of(seed, number).toll
    assert toll is not None
    assert toll.scope == "cumulative"


def test_nothing_else_is_a_toll(seed: Reading) -> None:
    known = [anchor for anchor, _ in TOLLS.values()]
    extra = [
        c for c in seed.claims
        if c.kind == "toll" and not any(c.trigger.start < e and s < c.trigger.end for s, e in known)
    ]  # fmt: skip
    assert extra == []


def test_oracle_2_decoys_are_background(seed: Reading) -> None:
    gold = json.loads((SEED / "article.json").read_bytes())
    spans = [(decoy["start"], decoy["end"]) for decoy in gold["decoys"]]
    for start, end in spans:
        tolls = [
            c
            for c in seed.claims
            if c.kind == "toll"
            for s, e in anchors(c)
            if s < end and start < e
        ]
        assert tolls == []
        assert at(seed, start, end, "background")
    assert not [c for c in seed.claims if c.toll and (c.toll.low or c.toll.high or 0) >= 1000]


@pytest.mark.parametrize("number", REPEATED)
def test_oracle_3_repeats_are_never_counted(seed: Reading, number: str) -> None:
    start, end = REPEATED[number]
    assert not [c for c in seed.claims for s, e in anchors(c) if s < end and start < e]


@pytest.mark.parametrize(("number", "first"), [("C10", (541, 547)), ("C11", (563, 577))])
def test_oracle_3_the_first_lists_its_repeats(
    seed: Reading, number: str, first: tuple[int, int]
) -> None:
    start, end = REPEATED[number]
    [repeat] = one(seed, *first).repeats
    assert start <= repeat.start < repeat.end <= end


def test_oracle_4_soldiers_and_inhabitants_are_distinct(seed: Reading) -> None:
    soldiers = toll_of(seed, "C25")
    assert soldiers.toll is not None
    assert (soldiers.toll.approx, soldiers.toll.status) == (True, "combatant")
    inhabitants = one(seed, 2178, 2203)
    assert (inhabitants.kind, inhabitants.reasons) == ("background", ("population",))
    assert soldiers.id != inhabitants.id


def test_oracle_5_an_open_bound_for_all_people(seed: Reading) -> None:
    toll = toll_of(seed, "C31").toll
    assert toll is not None
    assert (toll.low, toll.high, toll.approx) == (240, None, False)
    assert (toll.status, toll.side, toll.subset_of) == ("unknown", None, None)


def test_oracle_6_nothing_is_added_up(seed: Reading) -> None:
    bounds = {bound for c in seed.claims if c.toll for bound in (c.toll.low, c.toll.high)}
    assert bounds == {None, 1, 2, 4, 150, 200, 240}


def test_oracle_7_a_day_in_a_month_is_a_month_wide(seed: Reading) -> None:
    time = one(seed, 2840, 2848, "accusation").time  # C44
    assert time is not None
    assert (time.earliest, time.latest, time.basis) == ("2020-09-29", "2020-10-29", "stated")


def test_oracle_8_the_country_of_the_president(seed: Reading) -> None:
    threat = one(seed, 1309, 1316, "threat")  # C22
    assert "Azerbaijan" in threat.attribution[-1].name
    assert threat.place is not None
    assert threat.place.country == "ARM"


@pytest.mark.parametrize(
    ("trigger", "kind", "country"),
    [((2420, 2429), "relation", "AZE"), ((3176, 3181), "relation", "ARM")],
    ids=["C38", "C49"],
)
def test_oracle_8_the_country_of_a_relation(
    seed: Reading, trigger: tuple[int, int], kind: str, country: str
) -> None:
    place = one(seed, *trigger, kind).place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("trigger", "geonameid"),
    [
        ((48, 56), STEPANAKERT), ((346, 354), STEPANAKERT), ((966, 972), GANJA),
        ((1195, 1207), GANJA), ((1219, 1224), GANJA), ((3393, 3406), BEYLAGAN),
    ],
    ids=["C01", "C07", "C15", "C20", "C21", "C51"],
)  # fmt: skip
def test_oracle_9_two_spellings_are_one_place(
    seed: Reading, trigger: tuple[int, int], geonameid: int
) -> None:
    place = one(seed, *trigger, "event", "toll").place
    assert place is not None
    assert (place.geonameid, place.country) == (geonameid, "AZE")


def test_oracle_10_no_agent_is_made_up(seed: Reading) -> None:
    bombing = one(seed, 966, 972, "event")  # C15
    assert bombing.agents == ()
    assert [voice.name for voice in bombing.attribution] == ["Reuters"]


def test_oracle_11_an_act_on_both_sides_of_an_insertion(seed: Reading) -> None:
    place = one(seed, 2723, 2730, "event").place  # C43
    assert place is not None
    assert place.geonameid == STEPANAKERT


def test_oracle_12_a_threat_under_a_condition(seed: Reading) -> None:
    threat = one(seed, 1309, 1316, "threat")
    assert (threat.modality, threat.event_type) == ("conditional", "THREATEN")
    assert threat.condition is not None
    assert (threat.condition.start, threat.condition.end) == (1336, 1392)


def test_oracle_12_the_mode_of_the_threat(seed: Reading) -> None:
    assert one(seed, 1309, 1316, "threat").modes == ("violence",)


@pytest.mark.parametrize(
    "trigger", [(871, 878), (2562, 2568), (3072, 3078)], ids=["C13", "C41", "C47"]
)
def test_demands(seed: Reading, trigger: tuple[int, int]) -> None:
    assert one(seed, *trigger, *SPEECH).kind == "demand"


def test_an_offer_under_a_condition(seed: Reading) -> None:
    offer = one(seed, 3519, 3532, *SPEECH)  # C52
    assert (offer.kind, offer.modality) == ("offer", "conditional")


@pytest.mark.parametrize(
    "stretch", [(2459, 2484), (3237, 3356), (3614, 3684), (3858, 3938)],
    ids=["C39", "C50", "C53", "C55"],
)  # fmt: skip
def test_what_is_denied_or_only_feared_is_no_act(seed: Reading, stretch: tuple[int, int]) -> None:
    assert not [c for c in at(seed, *stretch) if c.kind not in ("background", "relation")]


@pytest.mark.parametrize(
    ("trigger", "modality"),
    [((48, 56), "asserted"), ((346, 354), "alleged"), ((1019, 1027), "reported"),
     ((2066, 2071), "reported"), ((2089, 2094), "reported")],
    ids=["C01", "C07", "C16", "C31", "C32"],
)  # fmt: skip
def test_modality(seed: Reading, trigger: tuple[int, int], modality: str) -> None:
    assert one(seed, *trigger, "event", "toll").modality == modality
