"""Who vouches for a claim, and what a voice stands by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from statements_made import headline, said

from vitne.incidents.naming import known
from vitne.incidents.voices import independent, voices
from vitne.model import Bounds, Role

if TYPE_CHECKING:
    from vitne.model import IncidentVoice, Statement

ARMY, POLICE = "Armed forces of Mali", "Police of Mali"


def names(*statements: Statement) -> list[str]:
    return [voice.name for voice in voices(statements)]


def one(*statements: Statement) -> IncidentVoice:
    [voice] = voices(statements)
    return voice


def killed(voice: IncidentVoice) -> tuple[int | None, int | None]:
    return voice.latest["killed"].low, voice.latest["killed"].high


# Who speaks.


def test_a_claimant_whom_two_agencies_quote_is_one_voice() -> None:
    voice = one(
        said("14", ARMY, via="Reuters", article="a", day="2020-10-28"),
        said("19", ARMY, via="AFP", article="b", day="2020-10-29"),
    )
    assert (voice.name, voice.role, killed(voice)) == (ARMY, "claimant", (19, 19))


def test_two_claimants_whom_one_agency_quotes_are_two_voices() -> None:
    spoken = said("14", ARMY, via="AFP"), said("12", POLICE, via="AFP")
    assert set(names(*spoken)) == {ARMY, POLICE}


def test_who_relays_and_names_nobody_vouches() -> None:
    voice = one(said("14", None, via="Reuters"))
    assert (voice.name, voice.role) == ("Reuters", "agency")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Armed Forces of Mali", "armed forces of mali"),
        ("the Armed forces of Mali", "Armed forces of Mali"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("UN", "United Nations"),
        ("Authorities of Mali", "Mali"),
        ("Mushir Bashir, Local leader of Iraq", "Mushir Bashir"),
        ("Ilham Aliyev, President of Azerbaijan", "President of Azerbaijan"),
        ("Hikmet Hajiyev", "Hajiyev"),
    ],
)
def test_one_speaker_named_in_two_ways_is_one_voice(first: str, second: str) -> None:
    assert len(names(said("14", first, article="a"), said("14", second, article="b"))) == 1


def test_a_person_spelt_in_two_languages_is_one_voice() -> None:
    voice = one(
        said("14+", "Hikmet Hadzjijev", article="a", language="nb"),
        said("19", "Hikmet Hajiyev", article="b", language="en", day="2020-10-29"),
    )
    assert (voice.name, killed(voice)) == ("Hikmet Hajiyev", (19, 19))


@pytest.mark.parametrize(
    ("first", "second", "languages"),
    [
        ("Hikmet Hadzjijev", "Hikmet Hajiyev", ("en", "en")),  # a language spells one name one way
        ("Ali Hassan", "Ali Hussein", ("nb", "en")),
        ("Ilham Aliyev", "Heydar Aliyev", ("en", "nb")),
        ("Armed forces of Mali", "Armed forces of Niger", ("en", "nb")),
        ("Ministry of Defence of Mali", "Ministry of Health of Mali", ("en", "nb")),
    ],
)
def test_two_speakers_are_two_voices(first: str, second: str, languages: tuple[str, str]) -> None:
    one, two = languages
    statements = (
        said("14", first, article="a", language=one),
        said("14", second, article="b", language=two),
    )
    assert len(names(*statements)) == 2


def test_a_last_name_that_two_have_is_neither() -> None:
    spoken = [said("14", name, article=name) for name in ("Ali Keita", "Moussa Keita", "Keita")]
    assert len(names(*spoken)) == 3


@pytest.mark.parametrize(
    "who", ["Hospital doctor in Gao", "Residents", "Official of Mali", "Sources"]
)
def test_who_is_not_named_is_a_voice_of_one_article(who: str) -> None:
    statements = [said("14", who, article="a"), said("17", who, article="b")]
    assert len(names(*statements)) == 2
    assert len(names(*statements, said("14", who, article="c", origin="a"))) == 2


@pytest.mark.parametrize("role", ["unnamed", "eyewitness"])
def test_a_witness_of_any_name_is_a_voice_of_one_article(role: str) -> None:
    assert len(names(*(said("14", "A shepherd", role_of=role, article=a) for a in "ab"))) == 2


def test_witnesses_of_an_agency_are_the_agency() -> None:
    assert names(*(said("14", "AFP", role_of="eyewitness", article=a) for a in "ab")) == ["AFP"]


def test_what_an_outlet_says_itself_is_its_agencys() -> None:
    statements = [
        said("14", article=a, outlet=a, agency="NTB") for a in ("Nordposten", "Sørvesten")
    ]
    assert [(v.name, v.role) for v in voices(statements)] == [("NTB", "agency")]


def test_an_agency_that_publishes_itself_is_the_same_voice() -> None:
    assert names(
        said("14", article="a", outlet="AFP"), said("14", article="b", outlet="X", agency="AFP")
    ) == ["AFP"]


def test_an_outlet_without_an_agency_vouches_itself() -> None:
    assert set(names(*(said("14", article=a, outlet=a) for a in ("Dagen", "Natta")))) == {
        "Dagen",
        "Natta",
    }


def test_articles_of_no_known_outlet_are_voices_of_their_own() -> None:
    assert set(names(said("14", article="a"), said("15", article="b"))) == {"a.txt", "b.txt"}


def test_a_reprint_without_credit_is_the_originals_voice() -> None:
    first = said("14", article="a", outlet="Nordposten", agency="NTB")
    reprint = said("14", article="b", origin="a", outlet="Sørvesten")
    assert names(first, reprint) == ["NTB"]
    assert names(reprint, said("14", article="c", origin="a", outlet="Østkysten")) == ["Sørvesten"]


# What is no voice of its own.


@pytest.mark.parametrize("figure", ["14", "14+", "several", "10+"])
def test_a_headline_that_repeats_a_voice_is_none(figure: str) -> None:
    voice = one(headline(figure, outlet="Dagen"), said("14+", ARMY, outlet="Dagen"))
    assert (voice.name, killed(voice), len(voice.claims)) == (ARMY, (14, None), 2)


def test_a_headline_that_says_more_is_the_outlets() -> None:
    assert set(names(headline("20", outlet="Dagen"), said("14", ARMY, outlet="Dagen"))) == {
        "Dagen",
        ARMY,
    }


def test_a_headline_that_names_the_state_of_a_voice_is_that_voices() -> None:
    assert names(headline("14", "Mali"), said("14", ARMY)) == [ARMY]
    assert len(names(headline("20", "Mali"), said("14", ARMY))) == 2
    assert len(names(headline("14", "Niger"), said("14", ARMY))) == 2
    assert len(names(said("14", "Mali", start=10), said("14", ARMY))) == 2


def test_a_headline_goes_with_the_figure_it_gives() -> None:
    found = {
        v.name: v for v in voices([headline("9"), said("9", ARMY, start=200), said("8", POLICE)])
    }
    assert len(found[ARMY].claims) == 2
    assert len(found[POLICE].claims) == 1


def test_a_sentence_of_the_text_is_an_echo_only_of_the_same_people() -> None:
    soldiers = said("14", status="combatant", who="soldiers", start=200, outlet="Dagen")
    assert set(names(soldiers, said("14", ARMY))) == {"Dagen", ARMY}
    assert names(said("14", start=200, outlet="Dagen"), said("14", ARMY)) == [ARMY]


def test_a_headline_in_one_article_is_no_echo_of_another() -> None:
    assert (
        len(names(headline("14", article="a", outlet="Dagen"), said("14", ARMY, article="b"))) == 2
    )


def test_an_act_told_beside_a_voices_sentence_is_that_voices() -> None:
    assert names(said(None, start=100, passage=1), said("14", ARMY, start=200, passage=2)) == [ARMY]
    assert names(headline(None), said(None, ARMY, start=900)) == [ARMY]


def test_an_act_told_elsewhere_in_the_text_is_the_outlets() -> None:
    own = said(None, start=100, passage=1, outlet="Dagen")
    assert set(names(own, said(None, ARMY, start=900, passage=9))) == {"Dagen", ARMY}


# What stands.


def test_a_newer_statement_takes_the_place_of_an_older_one() -> None:
    old, new = said("14+", ARMY, article="a"), said("19", ARMY, article="b", day="2020-10-29")
    voice = one(new, old)
    assert killed(voice) == (19, 19)
    assert voice.claims == (old.claim.id, new.claim.id)
    assert voice.superseded == (old.claim.id,)


def test_of_one_day_what_was_captured_later_is_newer() -> None:
    assert killed(
        one(
            said("14", ARMY, article="a", captured_at="2020-10-28T18:00:00Z"),
            said("12", ARMY, article="b", captured_at="2020-10-28T17:00:00Z"),
        )
    ) == (14, 14)


def test_what_cannot_be_told_to_be_newer_stands_beside() -> None:
    assert killed(one(said("14", ARMY, article="a"), said("19", ARMY, article="b"))) == (14, 19)


def test_within_an_article_the_later_figure_stands() -> None:
    assert killed(one(said("14", ARMY, start=10), said("19", ARMY, start=50))) == (19, 19)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "up from 14 deaths"), ("nb", "opp fra 14 drepte"), ("sv", "ursprungligen 14 döda")],
)
def test_a_figure_told_as_an_earlier_one_does_not_stand(language: str, text: str) -> None:
    last = said("14", ARMY, start=50, text=text, language=language)
    assert killed(one(said("19", ARMY, start=10, language=language), last)) == (19, 19)


def test_words_without_a_figure_do_not_replace_one() -> None:
    assert killed(one(said("14", ARMY, start=10), said("several", ARMY, start=50))) == (14, 14)
    assert killed(one(said("14", ARMY, start=10), said("dozens", ARMY, start=50))) == (24, None)


def test_a_late_reprint_brings_no_old_figure_back() -> None:
    spoken = [
        said("14", ARMY, article="a", day="2020-10-28"),
        said("19", ARMY, article="b", day="2020-10-29"),
        *(said("14", ARMY, article=f"c{n}", origin="a", day=f"2020-11-0{n}") for n in range(1, 9)),
    ]
    assert killed(one(*spoken)) == (19, 19)


def test_a_cut_reprint_does_not_bring_back_what_its_original_replaces() -> None:
    spoken = [
        said("14", ARMY, article="a", start=10), said("19", ARMY, article="a", start=50),
        said("14", ARMY, article="b", origin="a", start=10),
    ]  # fmt: skip
    assert killed(one(*spoken)) == (19, 19)


def test_what_a_reprint_changed_stands_with_its_own_date() -> None:
    spoken = [
        said("14", ARMY, article="a"), said("16", ARMY, article="b", origin="a", day="2020-10-29")
    ]  # fmt: skip
    assert killed(one(*spoken)) == (16, 16)


def test_a_superseded_version_is_history() -> None:
    old = said("7", ARMY, article="a", superseded=True)
    voice = one(old, said("11", ARMY, article="b"))
    assert (killed(voice), voice.superseded) == ((11, 11), (old.claim.id,))
    assert one(old).latest == {}


def test_hearsay_takes_the_place_of_nothing_stated() -> None:
    later = said("20", ARMY, article="b", day="2020-10-29", modality="reported")
    assert killed(one(said("14", ARMY, article="a"), later)) == (14, 14)


def test_measures_and_people_are_kept_apart() -> None:
    voice = one(
        said("14", ARMY, start=10), said("3", ARMY, start=20, measure="wounded"),
        said("2", ARMY, start=30, scope="subset", who="children", status="civilian"),
    )  # fmt: skip
    assert voice.latest == {"killed": Bounds(14, 14), "wounded": Bounds(3, 3)}


def test_of_parts_only_the_largest_is_a_floor() -> None:
    voice = one(
        said("12", POLICE, start=10, status="civilian", who="civilians"),
        said("5", POLICE, start=20, status="combatant", who="soldiers"),
    )
    assert killed(voice) == (12, None)


@pytest.mark.parametrize("modality", ["denied", "hypothetical", "threatened"])
def test_what_did_not_surely_happen_is_no_toll_of_a_voice(modality: str) -> None:
    assert one(said("14", ARMY, modality=modality)).latest == {}


# Whose side, and for what.


@pytest.mark.parametrize(
    ("by", "fields", "stake"),
    [
        (ARMY, {"side": "Armed forces of Mali", "status": "combatant"}, "own"),
        (ARMY, {"side": "Islamic State", "status": "combatant"}, "enemy"),
        (ARMY, {"who": "militants", "status": "combatant"}, "enemy"),
        ("Islamic State", {"who": "soldiers", "status": "combatant"}, "enemy"),
        ("Islamic State", {"who": "militants", "status": "combatant"}, None),
        (
            "Islamic State",
            {"who": "soldiers", "status": "combatant", "rules": ("harm.killed.losses",)},
            None,
        ),
        (ARMY, {"agents": ["Armed forces of Mali"]}, "enemy"),
        (ARMY, {}, None),
        ("United Nations", {"side": "Armed forces of Mali", "status": "combatant"}, None),
        ("Residents", {"side": "Armed forces of Mali", "status": "combatant"}, None),
    ],
)
def test_a_party_speaks_of_its_own_side_or_of_its_enemy(
    by: str, fields: dict[str, Any], stake: str | None
) -> None:
    assert one(said("14", by, **fields)).stake == stake


@pytest.mark.parametrize(
    ("statement", "vouches"),
    [
        (said("14", ARMY), "toll"),
        (said("none", ARMY), "toll"),
        (said(None, ARMY), "act"),
        (said("1", ARMY, scope="subset", who="children", status="civilian"), "part"),
        (said(None, ARMY, kind="accusation", modality="alleged"), "accusation"),
        (said(None, ARMY, kind="denial", modality="denied"), "denial"),
        (said("unknown", ARMY), "other"),
    ],
)
def test_a_voice_is_told_by_what_it_vouches_for(statement: Statement, vouches: str) -> None:
    assert one(statement).vouches == vouches


def test_on_a_toll_only_those_who_give_one_corroborate() -> None:
    spoken = [said("14", ARMY), said(None, "Residents", start=900), said("14", POLICE, start=300)]
    assert {voice.name for voice in independent(voices(spoken))} == {ARMY, POLICE}


def test_where_nobody_gives_a_toll_those_who_tell_of_the_act_corroborate() -> None:
    spoken = [said(None, ARMY), said(None, "Residents", start=900)]
    assert len(independent(voices(spoken))) == 2
    assert independent(voices([said("unknown", ARMY)])) == ()


def test_voices_are_listed_as_they_were_heard_whatever_the_order() -> None:
    spoken = [
        said("3", POLICE, article="b", day="2020-10-29"), said("2", ARMY, article="a"),
        said("4", ARMY, article="c", day="2020-10-30"),
    ]  # fmt: skip
    assert names(*spoken) == names(*reversed(spoken)) == [ARMY, POLICE]


@pytest.mark.parametrize("name", ["", "\0", "\ud800", "a" * 5000, " , ", "of", "42", "'"])
def test_any_name_is_a_voice(name: str) -> None:
    assert known(name).key == known(name).key
    assert one(said("14", name)).latest == {"killed": Bounds(14, 14)}


def test_roles_of_passages_do_not_hide_a_caption() -> None:
    assert names(said("14", outlet="Dagen", role=Role.CAPTION)) == ["Dagen"]
