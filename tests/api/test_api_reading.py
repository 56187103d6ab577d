"""What can be read: the nouns of the record, as the command line tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from vitne.api.app import PREFIX
from vitne.record.filters import Filters
from vitne.record.queries import list_claims, list_incidents
from vitne.record.reviews import Reviews
from vitne.record.speaking import list_speakers

if TYPE_CHECKING:
    from asking import Api

    from vitne.record.database import Record

CHOICES = (
    {},
    {"kind": "toll"},
    {"place": "Kabul"},
    {"place": "Afghanistan"},
    {"place": "af*"},
    {"text": "drept"},
    {"text": "drept", "kind": "toll"},
    {"language": "nb"},
    {"outlet": "*nn*", "kind": "event"},
    {"modality": "alleged"},
    {"measure": "wounded", "language": "en"},
    {"scope": "period"},
    {"event_type": "assault"},
    {"review": "unreviewed"},
    {"agent": "*taliban*"},
    {"text": "nobody ever wrote this"},
)


@pytest.mark.parametrize("asked", CHOICES, ids=str)
def test_incidents_are_those_that_the_record_lists(
    api: Api, shared: Record, asked: dict[str, str]
) -> None:
    with shared.reading() as connection:
        found = list_incidents(connection, Filters(**asked), Reviews.load(connection))
        expected = [one.id for one in found]

    assert [one["id"] for one in api.follow("/incidents", limit=7, **asked)] == expected
    assert api.read("/incidents", **asked)["total"] == len(expected)


@pytest.mark.parametrize("asked", CHOICES, ids=str)
def test_claims_are_those_that_the_record_lists(
    api: Api, shared: Record, asked: dict[str, str]
) -> None:
    with shared.reading() as connection:
        found = list_claims(connection, Filters(**asked), Reviews.load(connection))
        expected = [one.claim.id for one in found]

    assert [one["id"] for one in api.follow("/claims", limit=150, **asked)] == expected


def test_days_choose_what_may_have_happened_then(api: Api, shared: Record) -> None:
    bounds = {"earliest": "2019-09-01", "latest": "2019-09-30"}
    with shared.reading() as connection:
        found = list_incidents(connection, Filters(**bounds), Reviews.load(connection))
        expected = [one.id for one in found]

    told = api.follow("/incidents", from_="2019-09", to="2019-09")

    assert expected
    assert [one["id"] for one in told] == expected


def test_several_values_of_one_parameter_widen_the_choice(api: Api) -> None:
    countries = [one["place"]["country"] for one in api.follow("/incidents") if one["place"]]
    one, other = sorted(set(filter(None, countries)))[:2]

    told = api.follow("/incidents", country=[one, other])

    assert {each["place"]["country"] for each in told} == {one, other}


def test_an_incident_has_only_independent_voices_among_its_voices(api: Api) -> None:
    for one in api.follow("/incidents"):
        assert len({voice["vouches"] for voice in one["voices"]}) <= 1
        assert {"other_voices", "estimates", "profile"} <= one.keys()


def test_a_story_has_its_claims_with_their_words(api: Api) -> None:
    one = max(api.follow("/incidents"), key=lambda each: len(each["articles"]))

    told = api.read(f"/incidents/{one['id']}", profile="ged")

    assert told["profile"] == "ged"
    assert [claim["id"] for claim in told["told"]] == one["claims"]
    for claim in told["told"]:
        article = api.read(f"/articles/{claim['article']}")
        assert article["text"][claim["start"] : claim["end"]] == claim["text"]
    assert told["links"]
    assert api.read(f"/incidents/{one['id']}/claims")["total"] == len(one["claims"])


def test_a_story_is_told_as_known_on_a_day(api: Api) -> None:
    one = max(api.follow("/incidents"), key=lambda each: len(each["articles"]))
    days = sorted(api.read(f"/articles/{key}")["published"]["earliest"] for key in one["articles"])

    early = api.read(f"/incidents/{one['id']}", as_of=days[0])

    assert early["as_of"] == days[0]
    assert len(early["articles"]) < len(one["articles"])
    assert api.get(f"/incidents/{one['id']}", as_of="1900").status_code == 404


def test_articles_are_listed_newest_first_and_told_whole(api: Api) -> None:
    told = api.follow("/articles", limit=11)
    dated = [one["published"] for one in told if one["published"]]

    assert dated == sorted(dated, reverse=True)
    whole = api.read(f"/articles/{told[0]['id']}")
    assert len(whole["claims"]) == told[0]["claims"]
    assert whole["segments"]
    assert {one["outlet"] for one in api.follow("/articles", outlet=told[0]["outlet"])} == {
        told[0]["outlet"]
    }


def test_voices_are_counted_as_the_record_counts_them(api: Api, shared: Record) -> None:
    with shared.reading() as connection:
        found = list_speakers(connection, Filters(), Reviews.load(connection))
        expected = {one.name: msgspec.to_builtins(one) for one in found}

    told = api.follow("/voices", limit=10)

    assert {one["name"] for one in told} == expected.keys()
    for one in told:
        assert one == {name: expected[one["name"]][name] for name in one}
    first = told[0]["name"]
    said = api.read(f"/voices/{first}", limit=200)["said"]
    assert [one["incident"] for one in said] == [one["incident"] for one in expected[first]["said"]]


def test_actors_are_found_by_their_names_and_counted(api: Api) -> None:
    told = api.follow("/actors", limit=10)

    assert [-one["incidents"] for one in told] == sorted(-one["incidents"] for one in told)
    for one in told[:20]:
        assert api.read(f"/actors/{one['name']}") == one
        assert api.read("/incidents", actor=one["name"])["total"] == one["incidents"]


def test_changes_since_a_time_are_told(api: Api) -> None:
    told = api.read("/revisions", since="2025-01-01", limit=200)

    assert len(told["articles"]) + len(told["revisions"]) > 30
    assert told["complete"]
    assert told["incidents"]
    assert not api.read("/revisions", since="2025-02-02")["articles"]


def test_changes_are_told_page_by_page(api: Api) -> None:
    whole = api.read("/revisions", since="2025-01-01", limit=200)
    lists = ("articles", "revisions", "incidents", "judgements")
    assert whole["next"] is None

    page = api.read("/revisions", since="2025-01-01", limit=7)
    pages = [page]
    while page["next"]:
        assert not page["complete"]
        page = api.read(page["next"].removeprefix(PREFIX))
        pages.append(page)

    assert len(pages) > 3
    for name in lists:
        assert [one for page in pages for one in page[name]] == whole[name]
        assert all(len(page[name]) <= 7 for page in pages)
    assert {page["since"] for page in pages} == {whole["since"]}


def test_methods_are_told_with_their_rules(api: Api) -> None:
    assert {one["id"] for one in api.read("/profiles")["items"]} == {
        "acled", "airwars", "full", "ged",
    }  # fmt: skip
    assert api.read("/profiles/ged")["title"]
    codes = {one["code"] for one in api.read("/method")["rules"]}
    estimates = [e for one in api.follow("/incidents") for e in one["estimates"].values()]
    assert {rule for one in estimates for rule in one["rules"]} <= codes


def test_what_is_served_is_told_at_the_root(api: Api) -> None:
    told = api.read("/")

    assert told["incidents"] == api.read("/incidents")["total"]
    assert not told["judging"]
    for address in told["resources"].values():
        query = {"since": "1d"} if address.endswith("revisions") else {}
        assert api.get(address.removeprefix("/api/v1"), **query).status_code == 200


def test_exports_hold_the_incidents_chosen(api: Api) -> None:
    listed = {one["name"] for one in api.read("/exports")["items"]}
    countries = sorted(
        {o["place"]["country"] for o in api.follow("/incidents") if o["place"]} - {None}
    )

    answer = api.get("/exports/geojson", country=countries[:2])

    assert "geojson" in listed
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert int(answer.headers["content-length"]) == len(answer.content)
    told = answer.json()["features"]
    assert 0 < len(told) < len(api.get("/exports/geojson").json()["features"])
    assert api.get("/exports/nothing").status_code == 404
