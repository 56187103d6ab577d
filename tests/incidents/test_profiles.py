"""The published methods as data: what each makes of the same claims, and what it cites."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from statements_made import headline, said

from vitne.errors import PackError
from vitne.incidents.hearing import says
from vitne.incidents.naming import known
from vitne.incidents.profiles import Profile, profiles, read
from vitne.incidents.reconcile import reconcile, reconcile_all
from vitne.packs.language import languages
from vitne.packs.standing import folded, read_standing

if TYPE_CHECKING:
    from vitne.model import Estimate

ARMY, POLICE, REBELS = "Armed forces of Mali", "Police of Mali", "Islamic State"
CIVILIANS: dict[str, Any] = {"status": "civilian", "who": "civilians"}
DATA = files("vitne") / "data"


def killed(method: str, *statements: Any, **fields: Any) -> Estimate:
    return reconcile(statements, profiles()[method], **fields).estimates["killed"]


def bounds(one: Estimate) -> tuple[int | None, int | None, int | None]:
    return one.low, one.best, one.high


def test_the_same_claims_give_each_method_its_own_answer() -> None:
    spoken = [
        said("14+", ARMY),
        said("17", "Hospital doctor", start=200),
        said("several", POLICE, start=300),
    ]
    found = {name: bounds(one.estimates["killed"]) for name, one in reconcile_all(spoken).items()}
    assert found == {
        "full": (2, 17, None), "ged": (2, 17, 17), "acled": (3, 3, 10), "airwars": (2, None, None),
    }  # fmt: skip


# ACLED: DOMAIN.md section 2.5 and table 11.2.


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("14", 14), ("~35", 35), ("14+", 14), ("10..15", 10), ("tens", 10), ("dozens", 12),
        ("hundreds", 100), ("thousands", 1000), ("none", 0), ("unknown", 0), ("undisclosed", 0),
        (None, 0),
    ],
)  # fmt: skip
def test_acled_makes_one_figure(figure: str | None, expected: int) -> None:
    assert bounds(killed("acled", said(figure, ARMY))) == (expected,) * 3


@pytest.mark.parametrize("figure", ["several", "plural"])
def test_acled_makes_three_or_ten_of_several(figure: str) -> None:
    assert bounds(killed("acled", said(figure, ARMY))) == (3, 3, 10)


def test_at_least_two_is_a_figure_and_not_several() -> None:
    assert bounds(killed("acled", said("2+", ARMY))) == (2, 2, 2)


def test_acled_leaves_up_to_n_to_a_person() -> None:
    found = killed("acled", said("..50", ARMY))
    assert (bounds(found), found.known) == ((None, None, None), "given")


def test_acled_takes_casualties_for_no_reference_to_fatalities() -> None:
    found = reconcile([said("losses", ARMY, measure="casualties")], profiles()["acled"])
    assert {m: bounds(e) for m, e in found.estimates.items()} == {"killed": (0, 0, 0)}
    assert found.parts == ()


def test_acled_takes_the_lowest_figure_that_stands() -> None:
    old, new = said("9", ARMY, article="a"), said("17", ARMY, article="b", day="2020-10-29")
    other = said("14", POLICE, article="c")
    found = killed("acled", old, new, other)
    assert (found.low, found.low_claims) == (14, (other.claim.id,))


def test_acled_codes_what_only_an_enemy_reports() -> None:
    enemy = said("40", ARMY, status="combatant", who="militants")
    assert killed("acled", enemy).best == 40
    assert (
        killed(
            "acled", enemy, said("50", REBELS, start=200, status="combatant", who="militants")
        ).best
        == 50
    )


def parts_told(*, lost: str = "3", others: Any = None) -> tuple[Any, ...]:
    """An army counts its own dead and its enemy's, the enemy its own; perhaps others speak too."""
    return (
        said("3+", ARMY, status="combatant", who="soldiers", side=ARMY),
        said("37", ARMY, start=200, status="combatant", who="rebels"),
        said(lost, REBELS, start=300, status="combatant", who="fighters", side=REBELS),
        *([others] if others else []),
    )


def test_acled_takes_no_enemys_figure_for_the_whole_where_only_parts_are_told() -> None:
    own, enemy, group = parts_told()
    found = killed("acled", own, enemy, group)
    assert bounds(found) == (3, 3, 3)
    assert enemy.claim.id not in {*found.low_claims, *found.best_claims, *found.high_claims}
    assert "R7-enemy" in found.rules
    assert "R7-enemy-alone" not in found.rules
    assert killed("full", own, enemy, group).low == found.low


def test_acled_takes_what_a_party_or_a_voice_with_access_says_beyond_three() -> None:
    assert killed("acled", *parts_told(lost="9")).best == 9
    monitor = said("12", "International Committee of the Red Cross", start=400, status="combatant")
    assert killed("acled", *parts_told(others=monitor)).best == 12


def test_acled_takes_no_enemys_figure_for_fighters_of_whom_some_are_told_apart() -> None:
    enemy = said("37", ARMY, status="combatant", who="militants")
    some = said("3", REBELS, start=200, status="combatant", who="militants", side=REBELS)
    found = killed("acled", enemy, some)
    assert (found.best, found.best_claims) == (3, (some.claim.id,))


def test_acled_keeps_an_enemys_figure_beside_a_part_of_whom_none_died() -> None:
    none = said("none", ARMY, start=200, status="combatant", who="soldiers", side=ARMY)
    enemy = said("37", ARMY, status="combatant", who="rebels")
    assert killed("acled", enemy, none).best == 37


def test_every_vague_word_of_every_language_has_a_figure() -> None:
    coded = {word.low for word in profiles()["acled"].words}
    vague = {
        row["low"]
        for code in languages()
        for row in tomllib.loads((DATA / "languages" / code / "numerals.toml").read_text("utf-8"))[
            "quantities"
        ]
        if row.get("vague", True) and row.get("high") is None and row["low"] < 1_000_000
    }
    assert vague <= coded


# UCDP GED: DOMAIN.md section 1.4.


def test_ged_closes_bounds_with_figures_that_were_stated() -> None:
    assert bounds(killed("ged", said("14+", ARMY))) == (14, 14, 14)
    assert bounds(killed("ged", said("9+", ARMY), said("8", POLICE, start=200))) == (8, 8, 9)
    assert bounds(killed("ged", said("10..15", ARMY))) == (10, 10, 15)
    assert bounds(killed("ged", said(None, ARMY))) == (None, None, None)


def test_ged_best_is_the_sum_of_its_categories() -> None:
    spoken = [
        said("20", POLICE),
        said("12", POLICE, start=200, scope="subset", **CIVILIANS),
        said("5", POLICE, start=300, scope="subset", status="combatant", who="soldiers", side=ARMY),
        said("2", POLICE, start=400, scope="subset", status="civilian", who="children"),
    ]
    found = reconcile(spoken, profiles()["ged"])
    assert found.estimates["killed"].best == 20
    assert [(one.status, one.side, one.best) for one in found.parts] == [
        ("civilian", None, 12), ("combatant", ARMY, 5), ("unknown", None, 3),
    ]  # fmt: skip


def test_ged_believes_no_category_where_they_are_more_than_best() -> None:
    spoken = [said("10", POLICE), said("12", ARMY, start=200, **CIVILIANS)]
    found = reconcile(spoken, profiles()["ged"], best={"killed": 10})
    assert [(one.status, one.best) for one in found.parts] == [("unknown", 10)]


# Airwars: DOMAIN.md section 4.1.


def test_airwars_ranges_over_all_who_tell_of_civilians() -> None:
    spoken = [
        said("12", POLICE), said("5", "Residents", start=200, **CIVILIANS),
        said("30", ARMY, start=300, status="combatant", who="militants"),
    ]  # fmt: skip
    assert bounds(killed("airwars", *spoken)) == (5, None, 12)
    assert reconcile(spoken, profiles()["airwars"]).estimates.keys() == {"killed", "wounded"}


STRIKE = {"agents": ["Turkey"], "start": 900}


@pytest.mark.parametrize(
    ("spoken", "grade"),
    [
        ([said("14", POLICE)], "weak"),
        ([said("14", POLICE), said("15", "Residents", start=200), said(None, POLICE, **STRIKE)], "fair"),
        ([said("14", POLICE), said("15", "Residents", start=200)], None),
        ([said("14", POLICE), said(None, POLICE, **STRIKE), said(None, ARMY, agents=["France"], start=2000)], "contested"),
        ([said(None, POLICE, **STRIKE)], None),
        ([headline("14"), said("14", POLICE)], "weak"),
    ],
    ids=["one voice", "two voices and a belligerent", "two voices and none", "two belligerents",
         "nobody harmed", "a headline is no voice"],
)  # fmt: skip
def test_airwars_grades_by_voices_and_belligerents(spoken: list[Any], grade: str | None) -> None:
    found = reconcile(spoken, profiles()["airwars"]).grade
    assert (found.id if found else None) == grade


def test_grades_carry_their_published_wording() -> None:
    grades = {one.id: one for one in profiles()["airwars"].grades}
    assert grades["fair"].wording == (
        "Reported by two or more credible sources, with likely or confirmed near actions by a belligerent."
    )
    assert {one.id for one in grades.values() if one.by_hand} == {"confirmed", "discounted"}
    assert not grades["confirmed"].checked


def test_other_methods_do_not_grade() -> None:
    assert {n: f.grade for n, f in reconcile_all([said("14", POLICE)]).items() if n != "airwars"} == {
        "acled": None, "full": None, "ged": None,
    }  # fmt: skip


# The files.


def test_what_a_method_does_otherwise_than_full_it_cites() -> None:
    plain = Profile(id="", title="", cites=())
    uncited = {"id", "title", "cites", "warning", "grades"}
    for profile in profiles().values():
        cited = {cite.key for cite in profile.cites}
        differs = {
            key for key in Profile.__struct_fields__
            if key not in uncited and getattr(profile, key) != getattr(plain, key)
        }  # fmt: skip
        assert differs <= cited, profile.id
        assert profile.warning


def test_no_code_knows_the_name_of_a_method() -> None:
    for path in (Path(str(files("vitne"))) / "incidents").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[=!]= *[\"'](?:ged|acled|airwars|full)[\"']", text), path


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('id = "other"\ntitle = ""\ncites = []', "the file must be named other.toml"),
        ('id = "mine"\ntitle = ""', "missing required field `cites`"),
        ('id = "mine"\ntitle = ""\ncites = []\nbset = []', "unknown field `bset`"),
        (
            'id = "mine"\ntitle = ""\ncites = [{ key = "lows", where = "", says = "" }]',
            "no key 'lows'",
        ),
        ("id =", "not a TOML file"),
    ],
)
def test_a_wrong_file_is_named_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(reason)) as error:
        read(path)
    assert "mine.toml" in str(error.value)


# What is known of speakers, by data.


def test_spellings_prove_themselves() -> None:
    for row in read_standing().rewrites:
        assert row.same
        for one, other in row.same:
            assert known(one).sound == known(other).sound, (one, other)
        for one, other in row.apart:
            assert known(one).sound != known(other).sound, (one, other)


def test_cues_prove_themselves() -> None:
    cues = read_standing().cues
    for rows, fires in ((cues.examples, True), (cues.counterexamples, False)):
        for row in rows:
            words = getattr(cues, row.list)[row.language]
            assert says(row.text, words) is fires, row
    assert {(row.list, row.language) for row in cues.examples}
    for name, code in product(("earlier", "additional"), set(languages()) - {"_toy"}):
        assert getattr(cues, name).get(code), (name, code)


def test_names_that_reading_gives_to_nobody_in_particular_are_described() -> None:
    """Of the heads of the packs, who has no state in his name and is no body of his own."""
    bodies = {"United Nations", "{state}"}
    names = {
        row["name"]
        for code in languages()
        for path in sorted((Path(str(DATA)) / "languages" / code).glob("heads*.toml"))
        for row in tomllib.loads(path.read_text("utf-8")).get("entries", [])
    }
    loose = {name for name in names if "{state}" not in name} - bodies
    assert {name for name in loose if not known(name).described} == set()
    assert folded("Unnamed party") in read_standing().described
