"""Claims and incidents are found by what they say, on both databases, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from asked import CLAIMS, INCIDENTS

from reports import NEW, OLD, REPORTS, add, fill
from vitne.errors import RecordError
from vitne.model import Action, Judgement
from vitne.record import filters, judgements, linking, queries, schema
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.hints import unknown
from vitne.record.names import distinct, find, near
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servers import Server
    from vitne.model import Incident
    from vitne.record.queries import Found

LATER = "2024-03-11T10:00:00Z"


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record of the reports, linked and judged. No test changes it."""
    if request.param == "sqlite":
        target = str(tmp_path_factory.mktemp("told") / "record.db")
    else:
        server: Server = request.getfixturevalue("server")
        target = server.address(server.make())
    with Record.open(target, create=True) as record:
        fill(record)
        add(record, ("dnipro.txt", OLD), ("dnipro.txt", NEW))
        judge(record)
        yield record


def judge(record: Record) -> None:
    """One claim accepted, one corrected, one rejected; one incident graded."""
    at = {one.claim.text: one.claim.id for one in claims(record)}
    decided: tuple[tuple[Action, str, str | None, Any], ...] = (
        (Action.ACCEPT, "Minst fem personer ble drept", None, None),
        (Action.CORRECT, "tolv såret", "toll.low", 11),
        (Action.REJECT, "Ett drept", None, None),
        (Action.GRADE, "Én person ble drept", None, "fair"),
        (Action.GRADE, "To personer ble drept", None, "confirmed"),
    )
    with record.writing() as connection:
        for action, text, field, value in decided:
            made = Judgement("", LATER, "Kari", action, (at[text],), field, value, "Sett.")
            judgements.add(connection, made)
    linking.link(record, at=LATER, operator="Kari")


def claims(record: Record, **asked: Any) -> list[Found]:
    options = {name: asked.pop(name, None) for name in ("limit", "after")}
    with record.reading() as connection:
        reviews = Reviews.load(connection)
        return list(queries.list_claims(connection, Filters(**asked), reviews, **options))


def quotes(record: Record, **asked: Any) -> set[str]:
    return {one.claim.text for one in claims(record, **asked)}


def incidents(record: Record, **asked: Any) -> list[Incident]:
    options = {n: asked.pop(n) for n in ("limit", "after", "profile") if n in asked}
    with record.reading() as connection:
        reviews = Reviews.load(connection)
        return list(queries.list_incidents(connection, Filters(**asked), reviews, **options))


def files(record: Record, **asked: Any) -> set[tuple[str, ...]]:
    return {one.files for one in incidents(record, **asked)}


def test_claims_come_article_by_article_the_newest_first_each_in_its_order(told: Record) -> None:
    found = claims(told)
    days = [one.published or "" for one in found]
    assert days == sorted(days, reverse=True)
    assert found[-1].file == "war.txt"  # without a date
    for file in REPORTS:
        starts = [one.claim.start for one in found if one.file == file]
        assert starts == sorted(starts)
        assert starts


def test_every_claim_that_was_read_is_listed_once(told: Record) -> None:
    with told.reading() as connection:
        kept = set(connection.execute(sa.select(schema.claims.c.id)).scalars())
    listed = [one.claim.id for one in claims(told)]
    assert len(listed) == len(set(listed))
    assert set(listed) == kept


@pytest.mark.parametrize("size", [1, 4, 100])
def test_pages_of_claims_make_up_the_list(told: Record, size: int) -> None:
    whole = [one.claim.id for one in claims(told)]
    paged: list[str] = []
    while page := claims(told, limit=size, after=paged[-1] if paged else None):
        paged += [one.claim.id for one in page]
    assert paged == whole


@pytest.mark.parametrize("size", [1, 2, 100])
def test_pages_of_incidents_make_up_the_list(told: Record, size: int) -> None:
    whole = [one.id for one in incidents(told)]
    paged: list[str] = []
    while page := incidents(told, limit=size, after=paged[-1] if paged else None):
        paged += [one.id for one in page]
    assert paged == whole


def test_incidents_come_with_the_last_one_first(told: Record) -> None:
    days = [one.time.earliest for one in incidents(told) if one.time]
    assert days == sorted(days, reverse=True)
    assert len(days) >= 6


def test_a_list_cannot_go_on_after_what_is_not_there(told: Record) -> None:
    with pytest.raises(RecordError, match="no claim 'ffffffffffffffff'"):
        claims(told, after="f" * 16)
    with pytest.raises(RecordError, match="no incident 'ffffffffffffffff'"):
        incidents(told, after="f" * 16)


def test_a_claim_comes_with_its_article_and_its_incident(told: Record) -> None:
    one = claims(told, text='"Sju människor dödades"')[0]
    assert (one.file, one.outlet, one.published) == ("sv.txt", "Västposten", "2024-03-06")
    assert one.incident in {made.id for made in incidents(told, place="Kharkiv")}
    assert claims(told, kind="threat")[0].incident is None


@pytest.mark.parametrize(("asked", "found"), CLAIMS)
def test_claims_are_found_by_what_they_say(
    told: Record, asked: dict[str, Any], found: set[str]
) -> None:
    assert {one.file for one in claims(told, **asked)} == found


@pytest.mark.parametrize(("asked", "found"), CLAIMS)
def test_the_same_claims_are_found_where_no_index_is_worth_it(
    told: Record, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], found: set[str]
) -> None:
    monkeypatch.setattr(filters, "_FEW", -1)
    assert {one.file for one in claims(told, **asked)} == found
    assert {one.file for one in claims(told, limit=1_000, **asked)} == found


@pytest.mark.parametrize("few", [-1, 2_000])
def test_a_claim_that_names_nobody_is_the_outlets_own(
    told: Record, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(filters, "_FEW", few)
    own = claims(told, voice="Kystnytt")
    assert {one.file for one in own} == {"nb.txt", "later.txt"}
    assert all(not one.claim.attribution for one in own)


def test_a_grade_that_takes_two_people_does_not_count_by_one(told: Record) -> None:
    assert not claims(told, grade="confirmed")


def test_claims_are_found_by_what_people_decided(told: Record) -> None:
    assert quotes(told, review="accepted") == {"Minst fem personer ble drept"}
    assert quotes(told, review="corrected") == {"tolv såret"}
    assert quotes(told, review="rejected") == {"Ett drept"}
    assert len(quotes(told, review="unreviewed")) == len(quotes(told)) - 3


def test_a_corrected_claim_keeps_what_was_read(told: Record) -> None:
    one = claims(told, review="corrected")[0]
    assert one.claim.toll
    assert one.claim.toll.low == 11
    assert one.as_read
    assert one.as_read.toll
    assert one.as_read.toll.low == 12
    assert claims(told, review="accepted")[0].as_read is None


def test_a_rejected_claim_is_listed_and_counts_in_no_incident(told: Record) -> None:
    rejected = claims(told, review="rejected")[0]
    assert rejected.incident is None
    assert rejected.claim.id not in {key for one in incidents(told) for key in one.claims}


@pytest.mark.parametrize(("asked", "found"), INCIDENTS)
def test_incidents_are_found_by_what_is_told_of_them(
    told: Record, asked: dict[str, Any], found: set[tuple[str, ...]]
) -> None:
    assert files(told, **asked) == found


@pytest.mark.parametrize(("asked", "found"), INCIDENTS)
def test_the_same_incidents_are_found_where_no_index_is_worth_it(
    told: Record,
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, Any],
    found: set[tuple[str, ...]],
) -> None:
    monkeypatch.setattr(filters, "_FEW", -1)
    assert files(told, limit=1_000, **asked) == found


def test_the_estimates_of_a_profile_are_its_own(told: Record) -> None:
    full = incidents(told, place="Kharkiv", latest="2024-03-05")[0]
    ged = incidents(told, place="Kharkiv", latest="2024-03-05", profile="ged")[0]
    assert full.id == ged.id
    assert (full.estimates["killed"].low, full.estimates["killed"].high) == (5, None)
    assert ged.estimates["killed"].high is not None  # GED knows no open bounds
    for one in (full, ged):
        assert all(not (e.status or e.side or e.who) for e in one.estimates.values())
        assert all(e.status or e.side or e.who for e in one.parts)


def test_names_that_nobody_has_are_said_with_names_like_them(told: Record) -> None:
    asked = Filters(place="Kharkov", voice="Polise of Ukraine", outlet="Kystnytt", actor="Armenia")
    with told.reading() as connection:
        said = unknown(connection, asked)
    assert said[0] == "the record knows no place 'Kharkov'; there are Kharkiv"
    assert said[1].startswith(
        "the record knows no voice 'Polise of Ukraine'; there are Police of Ukraine"
    )
    assert len(said) == 2


def test_the_names_of_a_column_are_each_told_once(told: Record) -> None:
    with told.reading() as connection:
        column = schema.claims.c.place
        every = set(connection.execute(sa.select(column).where(column.is_not(None))).scalars())
        assert sorted(distinct(connection, column)) == sorted(every)


@pytest.mark.parametrize("asked", ["", "*", "[", "%", "_", "\\", "'; --", "\ud800", "x" * 9_000])
def test_any_name_can_be_asked_for(told: Record, asked: str) -> None:
    with told.reading() as connection:
        column = schema.claims.c.place
        everything = distinct(connection, column) if asked == "*" else []
        assert find(connection, column, asked) == everything
        near(connection, column, asked)
    for name in ("place", "actor", "voice", "outlet", "language", "text", "event_type", "file"):
        claims(told, **{name: asked})
        incidents(told, **{name: asked})


def test_a_list_is_fetched_while_it_is_read(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_LOT", 5)
    fetched = 0

    def count(*said: Any) -> None:
        nonlocal fetched
        fetched += "claim_json" in said[2]

    sa.event.listen(told.engine, "before_cursor_execute", count)
    try:
        with told.reading() as connection:
            found = queries.list_claims(connection, Filters(), Reviews([]))
            next(found)
            assert fetched == 1
            assert len(list(found)) > 4 * 5
            assert fetched > 4
    finally:
        sa.event.remove(told.engine, "before_cursor_execute", count)
