"""Why two claims are about one happening, or why they are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from decided import DATABASES, LATER, incident, making, quoted

from reports import REPORTS, fill, taken
from vitne.errors import RecordError
from vitne.record import pairing, schema
from vitne.record.database import Record
from vitne.record.pairing import Why
from vitne.record.routes import accounts_of, held_by
from vitne.record.store import keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", params=DATABASES)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record that no test changes."""
    yield from making(request, tmp_path_factory)


def pair(record: Record, one: str, other: str) -> pairing.Pairing:
    with record.reading() as connection:
        return pairing.explain(connection, quoted(record, one), quoted(record, other))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Sju människor dödades", "Sju människor dödades", Why.SAME_CLAIM),
        ("Minst fem personer ble drept", "At least five people were killed", Why.LINKED),
        ("Minst fem personer ble drept", "tolv såret", Why.ONE_ACCOUNT),
        ("Én person ble drept", "Sju soldater ble såret", Why.MERGED),
        ("Sju människor dödades", "To personer ble drept", Why.SPLIT),
        ("Minst fem personer ble drept", "Ukraina varsler hevn", Why.NO_HAPPENING),
        ("Minst fem personer ble drept", "Ett drept", Why.REJECTED),
        ("Minst fem personer ble drept", "Fire soldater ble drept", Why.BLOCKED),
        ("Over 10.000 sivile drept", "Minst fem personer ble drept", Why.TWO_SCOPES),
        ("Over 10.000 sivile drept", "Mer enn 11.000 sivile er drept", Why.TWO_PERIODS),
        (
            "Mer enn 11.000 sivile er drept",
            "More than 11,500 civilians have been killed",
            Why.ONE_PERIOD,
        ),
    ],
)
def test_two_claims_are_explained(told: Record, one: str, other: str, why: Why) -> None:
    found = pair(told, one, other)
    assert found.why is why, found.why.sentence
    assert found.together is (found.one.incident == found.other.incident is not None)
    assert pair(told, other, one).why is why


def test_the_bits_of_a_link_add_up_to_its_weight(told: Record) -> None:
    found = pair(told, "Minst fem personer ble drept", "At least five people were killed")
    assert found.model == "across"
    assert found.weight is not None
    assert found.prior is not None
    with told.reading() as connection:
        accounts = accounts_of(connection, found.one.incident or "")
        kept = {step.weight for step in held_by(connection, accounts)}
    assert any(abs(found.weight - weight) < 1e-6 for weight in kept)
    assert abs(found.prior + sum(one.bits for one in found.comparisons) - found.weight) < 1e-9
    assert ("time", "the same day") in {(one.comparison, one.found) for one in found.comparisons}


def test_what_was_never_compared_is_weighed_all_the_same(told: Record) -> None:
    found = pair(told, "Minst fem personer ble drept", "Fire soldater ble drept")
    assert found.weight is not None
    assert found.threshold is not None
    assert found.weight < found.threshold


def test_the_links_that_hold_an_incident_reach_all_its_accounts(told: Record) -> None:
    one = incident(told, file="sv.txt")
    with told.reading() as connection:
        steps = held_by(connection, one.accounts)
    assert {key for step in steps for key in (step.one, step.other)} == set(one.accounts)
    assert len(steps) == len(one.accounts) - 1


def test_a_claim_that_is_not_there_cannot_be_explained(told: Record) -> None:
    with told.reading() as connection, pytest.raises(RecordError, match="no claim"):
        pairing.explain(connection, "f" * 16, quoted(told, "tolv såret"))


TWO = "Minst fem personer ble drept", "At least five people were killed"


def test_what_is_not_linked_yet_is_said_to_wait(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "new.db"), create=True) as record:
        with record.writing() as connection:
            found = [taken(name, REPORTS[name]) for name in ("nb.txt", "en.txt")]
            keep(connection, found, at=LATER, operator="Kari")
        assert pair(record, *TWO).why is Why.WAITING


def weigh(record: Record, bits: float, **files: str) -> None:
    """Give the link between the accounts of two files another weight."""
    with record.writing() as connection:
        accounts = {
            file: connection.execute(
                sa.select(schema.accounts.c.id)
                .join(schema.articles, schema.articles.c.id == schema.accounts.c.article)
                .where(schema.articles.c.file == file)
            ).scalar_one()
            for file in files.values()
        }
        one, other = sorted(accounts.values())
        levels = json.dumps({"place": ["the same town", bits]})
        link = {"one": one, "other": other, "weight": bits, "levels_json": levels}
        table = schema.links
        connection.execute(sa.delete(table).where(table.c.one == one, table.c.other == other))
        connection.execute(table.insert(), [link])


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Record]:
    """A record of the two attacks on Kharkiv, told in four reports."""
    with Record.open(str(tmp_path / "three.db"), create=True) as record:
        fill(record, ("nb.txt", "en.txt", "sv.txt", "later.txt"))
        yield record


def test_two_for_which_too_little_speaks_are_told_so(three: Record) -> None:
    weigh(three, -3.0, one="nb.txt", other="later.txt")
    found = pair(three, TWO[0], "To personer ble drept")
    assert found.why is Why.BELOW
    assert not found.together
    assert found.weight is not None
    assert found.threshold is not None
    assert found.weight < found.threshold


def test_two_that_are_linked_through_others_are_told_the_way(three: Record) -> None:
    weigh(three, -5.0, one="nb.txt", other="en.txt")
    found = pair(three, *TWO)
    assert found.why is Why.THROUGH
    assert found.together
    assert len(found.route) == 2
    ends = [{step.one, step.other} for step in found.route]
    assert len(ends[0] & ends[1]) == 1
    assert all(step.weight > -5.0 for step in found.route)


def test_two_that_others_keep_apart_are_told_so(three: Record) -> None:
    weigh(three, 9.0, one="nb.txt", other="later.txt")
    found = pair(three, TWO[0], "To personer ble drept")
    assert found.why is Why.APART
    assert not found.together
    assert found.mean is not None
    assert found.weight is not None
    assert found.mean < found.weight
