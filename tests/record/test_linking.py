"""Reports in, incidents out: what is linked, and that the order in which reports come is no matter."""

from __future__ import annotations

import functools
import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vitne import pipeline
from vitne.model import Capture, Incident, Metadata, Scope
from vitne.packs.pack import Packs
from vitne.record import linking, schema
from vitne.record.database import Record
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AT = "2024-03-10T12:00:00Z"
DERIVED = (
    schema.accounts, schema.account_claims, schema.cells, schema.links, schema.incidents,
    schema.incident_accounts, schema.incident_voices, schema.estimates,
)  # fmt: skip

# Six made-up reports: three on one attack in three languages, one of them a later count; one on
# another attack on the same town a day later; one on another town; one on no violence.
REPORTS = {
    "nb.txt": (
        "2024-03-05",
        "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
        "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n",
    ),
    "en.txt": (
        "2024-03-05",
        "Air strike kills five in Kharkiv\n\nAt least five people were killed and 12 wounded when "
        "Russian jets bombed Kharkiv in the night to Tuesday, police in the city said.\n",
    ),
    "sv.txt": (
        "2024-03-05",
        "Sju döda i flyganfall mot Charkiv\n\nSju människor dödades när ryskt flyg bombade Charkiv "
        "natten till tisdagen, uppger guvernören.\n",
    ),
    "later.txt": (
        "2024-03-06",
        "To drept i nytt luftangrep mot Kharkiv\n\nTo personer ble drept da russiske fly bombet "
        "Kharkiv onsdag, opplyser politiet i byen.\n",
    ),
    "odesa.txt": (
        "2024-03-05",
        "Droneangrep mot Odesa\n\nÉn person ble drept da russiske droner angrep Odesa natt til "
        "tirsdag, ifølge borgermesteren.\n",
    ),
    "war.txt": (
        "2024-03-05",
        "Over 10.000 sivile drept\n\nMer enn 10.000 sivile er drept i Ukraina siden den russiske "
        "invasjonen 24. februar 2022, ifølge FN.\n",
    ),
}


@functools.cache
def packs() -> Packs:
    return Packs()


@functools.cache
def taken(name: str) -> Taken:
    """A report as it is kept: captured and read."""
    published, text = REPORTS[name]
    data = text.encode()
    known = Metadata(published=published, publisher=f"Avisa {name}")
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture(name, data, digest, "text/plain", known, AT)
    return Taken(capture=capture, reading=pipeline.read(capture, packs()))


def add(record: Record, names: Iterable[str]) -> None:
    with record.writing() as connection:
        keep(connection, [taken(name) for name in names], at=AT, operator="test")


def link(record: Record, **options: Any) -> linking.Linked:
    return linking.link(record, at=AT, operator="test", **options)


def incidents(record: Record) -> list[Incident]:
    with record.reading() as connection:
        rows = connection.execute(sa.select(schema.incidents.c.incident_json)).scalars()
        found = [msgspec.json.decode(row, type=Incident) for row in rows]
    return sorted(found, key=lambda one: one.id)


def groups(record: Record) -> set[tuple[str, ...]]:
    """The files of each incident, and of no period."""
    return {one.files for one in incidents(record) if one.scope is Scope.INCIDENT}


def state(record: Record) -> list[list[tuple[Any, ...]]]:
    """All that linking made, row by row."""
    with record.reading() as connection:
        return [sorted(map(tuple, connection.execute(sa.select(table)))) for table in DERIVED]


EXPECTED = {("en.txt", "nb.txt", "sv.txt"), ("later.txt",), ("odesa.txt",), ("war.txt",)}


def test_reports_of_one_attack_in_three_languages_are_one_incident(record: Record) -> None:
    add(record, REPORTS)
    link(record)
    assert groups(record) == EXPECTED


def test_an_incident_has_its_place_its_day_and_a_range_over_its_voices(record: Record) -> None:
    add(record, REPORTS)
    link(record)
    (found,) = [one for one in incidents(record) if len(one.files) == 3]
    assert (found.place and found.place.name) == "Kharkiv"
    assert found.time is not None
    assert found.time.latest == "2024-03-05"
    assert (found.estimates["killed"].low, found.estimates["killed"].high) == (5, None)
    assert len(found.voices) >= 2


def test_a_toll_of_the_war_is_a_period_and_no_incident(record: Record) -> None:
    add(record, REPORTS)
    link(record)
    (period,) = [one for one in incidents(record) if one.scope is Scope.PERIOD]
    assert period.files == ("war.txt",)
    assert period.estimates["killed"].low == 10_001
    invasion = [one for one in incidents(record) if one.files == ("war.txt",) and one != period]
    assert [one.estimates["killed"].known for one in invasion] == ["unreported"]


def test_linking_again_changes_nothing(record: Record) -> None:
    add(record, REPORTS)
    link(record)
    before = state(record)
    assert link(record).articles == 0
    assert state(record) == before


@pytest.mark.parametrize("batch", [1, 2, 4])
def test_batches_of_any_size_come_to_the_same(record: Record, tmp_path: Path, batch: int) -> None:
    add(record, REPORTS)
    link(record, batch=batch)
    with Record.open(str(tmp_path / "whole.db"), create=True) as whole:
        add(whole, REPORTS)
        link(whole)
        assert state(record) == state(whole)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(list(REPORTS)), st.sets(st.integers(1, len(REPORTS) - 1)))
def test_reports_that_come_one_by_one_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], cuts: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("linked")
    with (
        Record.open(str(folder / "one.db"), create=True) as one,
        Record.open(str(folder / "all.db"), create=True) as whole,
    ):
        for first, last in pairwise((0, *sorted(cuts), len(names))):
            add(one, names[first:last])
            link(one)
        add(whole, sorted(names))
        link(whole)
        assert state(one) == state(whole)


def test_every_link_tells_what_it_weighs(record: Record) -> None:
    add(record, REPORTS)
    link(record)
    with record.reading() as connection:
        rows = connection.execute(sa.select(schema.links)).all()
    strongest = max(rows, key=lambda row: row.weight)
    levels = msgspec.json.decode(strongest.levels_json)
    assert levels["place"][0] == "the same town"
    assert levels["time"][0] == "the same day"


def test_a_batch_that_fails_leaves_all_as_it_was(record: Record) -> None:
    add(record, REPORTS)
    calls = []

    def stop(count: int) -> None:
        calls.append(count)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link(record, batch=3, progress=stop)
    assert calls == [3]
    link(record)
    assert groups(record) == EXPECTED


def test_an_article_that_is_to_be_linked_again_leaves_nothing_behind(record: Record) -> None:
    add(record, REPORTS)
    link(record)
    before = state(record)
    with record.writing() as connection:
        connection.execute(sa.update(schema.articles).values(linked=sa.false()))
    link(record, batch=2)
    assert state(record) == before
