"""The two groups of gold and the article the project began with, reconciled from their gold claims.

Gold stands beside the project and is no part of it: the tests run where ../shared is there.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from vitne import pipeline
from vitne.articles.credits import agency_of
from vitne.articles.dates import parse_edtf
from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import Reconciled, reconcile, reconcile_all
from vitne.incidents.reprints import Copy, body, is_reprint, original, sign
from vitne.incidents.voices import independent
from vitne.model import Capture, Claim, Estimate, Metadata, Role, Scope, Statement
from vitne.packs.pack import Packs

SHARED = Path(__file__).resolve().parents[3] / "shared"
DEV, SEED = SHARED / "gold" / "dev", SHARED / "seed"
GROUPS = sorted((SHARED / "gold" / "groups").glob("*.json"))
__test__ = bool(GROUPS)  # for pytest: without gold there is nothing to reconcile

ARTICLES = [*DEV.glob("d1*.json"), *DEV.glob("d2*.json"), SEED / "article.json"] if GROUPS else []
INCIDENTS = [one for path in GROUPS for one in json.loads(path.read_bytes())["incidents"]]
Bounds = tuple[int | None, int | None, int | None]


class GoldText(NamedTuple):
    """An article with its gold, and what reading tells of it besides its claims."""

    path: Path
    gold: dict[str, Any]
    article: Any
    passages: tuple[Any, ...]


@pytest.fixture(scope="module")
def texts() -> list[GoldText]:
    packs, found = Packs(), []
    for path in sorted(ARTICLES):
        gold = json.loads(path.read_bytes())
        data = path.with_suffix(".txt").read_bytes()
        known = Metadata(published=gold["published"], publisher=gold["publisher"])
        digest = hashlib.sha256(data).hexdigest()
        reading = pipeline.read(Capture(path.stem, data, digest, "text/plain", known), packs)
        found.append(GoldText(path, gold, reading.article, reading.passages))
    return found


@pytest.fixture(scope="module")
def origins(texts: list[GoldText]) -> dict[str, str]:
    """The original of each article, as reprints are found."""
    signs = {text.path.stem: sign(body(text.article)) for text in texts}
    copies = {
        text.path.stem: Copy(
            text.path.stem,
            text.gold["published"],
            agency_of(text.article) == text.gold["publisher"],
        )
        for text in texts
    }
    return {
        name: original(c for other, c in copies.items() if is_reprint(signs[name], signs[other]))
        for name in signs
    }


@pytest.fixture(scope="module")
def statements(texts: list[GoldText], origins: dict[str, str]) -> dict[str, list[Statement]]:
    """The gold claims as statements, by the incident they are about; tolls of the war by "war"."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for text in texts:
        groups = {one["id"]: one["group"] for one in text.gold["incidents"]}
        for claim in text.gold["claims"]:
            statement = state(text, claim, origins)
            if claim["incident"]:
                found[groups[claim["incident"]]].append(statement)
            elif (claim.get("toll") or {}).get("scope") == "cumulative":
                found["war"].append(statement)
    return found


def state(text: GoldText, claim: dict[str, Any], origins: dict[str, str]) -> Statement:
    stem, gold = text.path.stem, text.gold
    passage = next((p for p in text.passages if claim["start"] < p.end), text.passages[-1])
    toll = claim.get("toll")
    if toll is not None and toll["subset_of"]:
        toll = {**toll, "subset_of": f"{stem} {toll['subset_of']}"}
    made = {
        **claim, "id": f"{stem} {claim['id']}", "passage": passage.index, "toll": toll,
        "repeats": [], "incident": None, "place": None, "time": None,
    }  # fmt: skip
    return Statement(
        claim=msgspec.convert(made, Claim),
        article=stem,
        file=f"{stem}.txt",
        language=gold["language"],
        origin=origins[stem],
        role=Role(passage.role),
        outlet=gold["publisher"],
        agency=agency_of(text.article),
        published=parse_edtf(gold["published"]),
    )


def bounds(estimate: Estimate) -> Bounds:
    return estimate.low, estimate.best, estimate.high


def short(claims: tuple[str, ...]) -> set[str]:
    return {claim.split()[-1] for claim in claims}


def test_lightly_cut_agency_copy_is_found(origins: dict[str, str]) -> None:
    copies = {name: first for name, first in origins.items() if name != first}
    assert copies == {"d1b-nb-barda": "d1a-nb-barda", "d2b-en-zakho": "d2a-en-zakho"}


@pytest.mark.parametrize("measure", ["killed", "wounded"])
@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda one: one["group"])
def test_bounds_of_the_groups_are_exact(
    statements: dict[str, list[Statement]], incident: dict[str, Any], measure: str
) -> None:
    found = reconcile(statements[incident["group"]], profiles()["full"]).estimates[measure]
    assert (found.low, found.high) == (incident[measure]["low"], incident[measure]["high"])


@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda one: one["group"])
def test_voices_of_the_groups_are_exact(
    statements: dict[str, list[Statement]], incident: dict[str, Any]
) -> None:
    voices = independent(reconcile(statements[incident["group"]], profiles()["full"]).voices)
    assert len(voices) == incident["independent_voices"]
    latest = {
        (one["name"], measure, one["low"], one["high"])
        for measure in ("killed", "wounded")
        for one in incident[measure]["voices"]
        if one["latest"]
    }
    assert {
        (voice.name, measure, bound.low, bound.high)
        for voice in voices
        for measure, bound in voice.latest.items()
    } == latest


def test_who_gave_figures_and_who_told_of_an_act_are_told_apart(
    statements: dict[str, list[Statement]],
) -> None:
    barda = reconcile(statements["2020-10-28-barda-rocket-strike"], profiles()["full"]).voices
    others = {voice.name: voice.vouches for voice in barda if voice.vouches != "toll"}
    assert others == {"International Committee of the Red Cross": "part", "Azerbaijan": "act"}


def test_the_worked_example_of_the_method_page(statements: dict[str, list[Statement]]) -> None:
    barda = reconcile_all(statements["2020-10-28-barda-rocket-strike"])
    killed = {name: bounds(one.estimates["killed"]) for name, one in barda.items()}
    assert killed == {
        "full": (17, 17, 21), "ged": (17, 17, 21), "acled": (17, 17, 17), "airwars": (17, None, 21),
    }  # fmt: skip
    assert bounds(barda["full"].estimates["wounded"]) == (60, 60, 70)
    assert barda["full"].estimates["wounded"].approx
    assert [(one.status, one.best) for one in barda["ged"].parts] == [
        ("civilian", 1),
        ("unknown", 16),
    ]
    assert [one.about for one in barda["full"].contradictions] == ["killed"] * 3 + ["wounded"]
    assert barda["airwars"].grade is not None
    assert barda["airwars"].grade.id == "fair"


# The seed: annotation.json, `incidents` and `reconciled_tolls`.


@pytest.fixture(scope="module")
def week(statements: dict[str, list[Statement]]) -> Reconciled:
    """AGG-WEEK1: claims C23 to C32."""
    return reconcile(statements["war"], profiles()["full"])


def test_the_first_week_is_a_period(
    statements: dict[str, list[Statement]], week: Reconciled
) -> None:
    assert reconcile(statements["war"], profiles()["full"], scope=Scope.PERIOD) == week


def test_killed_in_the_first_week(week: Reconciled) -> None:
    killed = week.estimates["killed"]
    assert bounds(killed) == (240, 240, None)
    for claims in (killed.low_claims, killed.best_claims, killed.high_claims):
        assert short(claims) == {"C31"}
    assert short(killed.caveats) == {"C23", "C28", "C31"}
    assert (killed.status, killed.side, killed.known) == (None, None, "given")
    assert "R6-minimum" in killed.rules


def test_wounded_in_the_first_week(week: Reconciled) -> None:
    wounded = week.estimates["wounded"]
    assert (bounds(wounded), short(wounded.low_claims)) == ((200, None, None), {"C32"})


def test_soldiers_of_one_side_killed_in_the_first_week(week: Reconciled) -> None:
    [soldiers] = [
        one for one in week.parts if one.status == "combatant" and one.measure == "killed"
    ]
    assert bounds(soldiers) == (150, 150, 150)
    assert soldiers.approx
    assert "separatists" in (soldiers.side or "")
    assert short(soldiers.low_claims) == {"C25"}


def test_soldiers_of_one_side_about_150_widened_by_policy(
    statements: dict[str, list[Statement]],
) -> None:
    policy = msgspec.structs.replace(profiles()["full"], about_percent=10)
    parts = reconcile(statements["war"], policy).parts
    assert (135, 150, 165) in [bounds(one) for one in parts]


def test_losses_of_the_other_side_in_the_first_week(week: Reconciled) -> None:
    [losses] = [one for one in week.parts if one.measure == "casualties"]
    assert bounds(losses) == (1, None, None)
    assert (short(losses.low_claims), short(losses.caveats)) == ({"C29"}, {"C28"})
    assert losses.side == "Armed forces of Azerbaijan"


def test_civilians_killed_in_the_first_week(week: Reconciled) -> None:
    [civilians] = [one for one in week.parts if one.status == "civilian"]
    assert (bounds(civilians), short(civilians.low_claims)) == ((2, None, None), {"C30"})


def test_a_part_is_the_floor_where_the_whole_is_discounted(
    statements: dict[str, list[Statement]],
) -> None:
    rest = [one for one in statements["war"] if not one.claim.id.endswith("C31")]
    killed = reconcile(rest, profiles()["full"]).estimates["killed"]
    assert (bounds(killed), short(killed.low_claims)) == ((150, None, None), {"C25"})


@pytest.mark.parametrize("method", profiles())
def test_nothing_is_done_that_the_annotation_forbids(
    statements: dict[str, list[Statement]], method: str
) -> None:
    found = reconcile(statements["war"], profiles()[method])
    numbers = {n for one in (*found.estimates.values(), *found.parts) for n in bounds(one)}
    assert not numbers & {150 + 240, 150 + 240 + 1, 240 + 2, 152, 391, 392}
    civilians = [one for one in found.parts if one.status == "civilian"]
    assert all(one.low != 240 and one.high != 240 for one in civilians)
    casualties = found.estimates.get("casualties")
    assert casualties is None or bounds(casualties) != (0, 0, 0)
    if method == "full":
        assert found.estimates["killed"].high is None


@pytest.mark.parametrize(
    ("incident", "killed", "wounded", "voices"),
    [
        ("stepanakert-2020-10-04", None, None,
         {"article.txt", "AFP journalists in Stepanakert",
          "Armenian separatists in Nagorno-Karabakh (de facto authorities)"}),
        ("ganja-2020-10-04", 1, 4, {"Reuters", "Authorities of Azerbaijan"}),
        ("beylagan-2020-10", None, None, {"article.txt"}),
    ],
)  # fmt: skip
def test_incidents_of_the_seed(
    statements: dict[str, list[Statement]],
    incident: str, killed: int | None, wounded: int | None, voices: set[str],
) -> None:  # fmt: skip
    found = reconcile(statements[incident], profiles()["full"])
    assert bounds(found.estimates["killed"]) == (killed, killed, killed)
    assert bounds(found.estimates["wounded"]) == (wounded, wounded, wounded)
    if killed is None:
        assert found.estimates["killed"].known == "unreported"
    assert {voice.name for voice in found.voices if voice.vouches in ("toll", "act")} == voices


def test_rows_of_the_seed_under_the_published_methods(
    statements: dict[str, list[Statement]],
) -> None:
    ganja = reconcile_all(statements["ganja-2020-10-04"])
    assert bounds(ganja["acled"].estimates["killed"]) == (1, 1, 1)
    assert bounds(ganja["ged"].estimates["killed"]) == (1, 1, 1)
    assert [(one.status, one.best) for one in ganja["ged"].parts] == [("unknown", 1)]
    for quiet in ("stepanakert-2020-10-04", "beylagan-2020-10"):
        found = reconcile_all(statements[quiet])
        assert bounds(found["acled"].estimates["killed"]) == (0, 0, 0)
        assert bounds(found["ged"].estimates["killed"]) == (None, None, None)
