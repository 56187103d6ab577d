"""What was known when, who said what, what changed, and why two claims are one happening."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from reports import NEW, OLD, REPORTS, Report, add, fill, taken

from vitne.errors import RecordError
from vitne.model import Action, Judgement
from vitne.record import changes, judgements, linking, pairing, queries, schema
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.hindsight import known_on, told_before
from vitne.record.ids import claim_id, incident_id
from vitne.record.pairing import Why
from vitne.record.reviews import Reviews
from vitne.record.routes import accounts_of, held_by
from vitne.record.speaking import list_speakers
from vitne.record.store import keep
from vitne.record.versions import revisions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server

    from vitne.model import Incident
    from vitne.record.speaking import Speaker

LATER = "2024-04-10T10:00:00Z"
# A period of the same war, told a month later by another outlet, and a raid far from everything.
MORE = {
    "sum.txt": Report(
        "2024-04-05",
        "Kystnytt",
        "2024-04-05T10:00:00Z",
        "Mer enn 11.000 sivile er drept i Ukraina siden 24. februar 2022, ifølge FN. Tre soldater "
        "ble drept i Kherson torsdag.\n",
    ),
    "count.txt": Report(
        "2024-04-05",
        "Harbour Gazette",
        "2024-04-05T11:00:00Z",
        "More than 11,500 civilians have been killed in Ukraine since 24 February 2022, the UN "
        "said.\n",
    ),
    "goma.txt": Report(
        "2024-03-05",
        "Nordposten",
        "2024-03-05T12:00:00Z",
        "Fire soldater ble drept da opprørere angrep Goma i DR Kongo mandag, opplyser hæren.\n",
    ),
}


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record of the reports, linked, with judgements. No test changes it."""
    if request.param == "sqlite":
        target = str(tmp_path_factory.mktemp("told") / "record.db")
    else:
        server: Server = request.getfixturevalue("server")
        target = server.address(server.make())
    with Record.open(target, create=True) as record:
        fill(record)
        add(record, *MORE.items(), ("dnipro.txt", OLD), ("dnipro.txt", NEW))
        decide(record, Action.REJECT, "Ett drept")
        decide(record, Action.MERGE, "Én person ble drept", "Sju soldater ble såret")
        decide(record, Action.SPLIT, "Sju människor dödades", "To personer ble drept")
        linking.link(record, at=LATER, operator="Kari")
        yield record


def decide(record: Record, action: Action, *quotes: str) -> None:
    about = tuple(quoted(record, quote) for quote in quotes)
    with record.writing() as connection:
        judgements.add(connection, Judgement("", LATER, "Kari", action, about, reason="Sett selv."))


def quoted(record: Record, quote: str) -> str:
    """The id of the claim with these words."""
    with record.reading() as connection:
        every = queries.list_claims(connection, Filters(), Reviews([]))
        return next(one.claim.id for one in every if one.claim.text == quote)


def incident(record: Record, **asked: Any) -> Incident:
    with record.reading() as connection:
        return next(queries.list_incidents(connection, Filters(**asked), Reviews([])))


def pair(record: Record, one: str, other: str) -> pairing.Pairing:
    with record.reading() as connection:
        return pairing.explain(connection, quoted(record, one), quoted(record, other))


def speakers(record: Record, **asked: Any) -> list[Speaker]:
    with record.reading() as connection:
        return list(list_speakers(connection, Filters(**asked), Reviews([])))


def test_what_was_known_on_a_day_is_told_by_what_had_come_out(told: Record) -> None:
    now = incident(told, file="sv.txt")
    with told.reading() as connection:
        then = known_on(connection, [now], day="2024-03-05", profile="full")[0]
    assert then.id == now.id
    assert then.files == ("en.txt", "nb.txt")
    assert now.files == ("en.txt", "nb.txt", "sv.txt")
    assert {voice.name for voice in then.voices} == {"Police of Ukraine"}
    assert {voice.name for voice in now.voices} > {"Police of Ukraine"}
    assert set(then.claims) < set(now.claims)


def test_an_incident_that_nobody_had_told_of_is_left_out(told: Record) -> None:
    later = incident(told, file="later.txt")
    with told.reading() as connection:
        assert known_on(connection, [later], day="2024-03-05", profile="full") == []


def test_a_report_without_a_date_counts_from_when_it_was_captured(told: Record) -> None:
    period = incident(told, file="war.txt", scope="period")
    with told.reading() as connection:
        assert known_on(connection, [period], day="2024-03-06", profile="full") == []
        assert known_on(connection, [period], day="2024-03-07", profile="ged")[0].files == (
            "war.txt",
        )


def test_what_was_told_before_a_time_leaves_out_what_was_captured_since(told: Record) -> None:
    changed = incident(told, file="dnipro.txt")
    killed = changed.estimates["killed"]
    assert (killed.low, killed.high) == (11, 11)
    with told.reading() as connection:
        before = told_before(connection, [changed], time="2024-03-08T12:00:00Z")
        nothing = told_before(connection, [changed], time="2024-03-08T10:00:00Z")
    was = before[changed.id]["killed"]
    assert (was.low, was.high) == (7, None)  # the newer version had not replaced it yet
    assert nothing == {}


def test_a_voice_is_told_with_all_it_said_and_how_it_stood(told: Record) -> None:
    found = {one.name: one for one in speakers(told)}
    police = found["Police of Ukraine"]
    assert police.incidents == 2
    assert police.claims == sum(len(one.claims) for one in police.said)
    assert police.alone == 1  # only it tells of the second attack on Kharkiv
    counts = [(-one.incidents - one.periods, one.name) for one in found.values()]
    assert counts[0][0] == min(count for count, _ in counts)


def test_a_voice_that_took_a_figure_back_is_told_so(told: Record) -> None:
    found = {one.name: one for one in speakers(told, place="Dnipro")}
    governor = found["Governor"]
    assert governor.superseded == 1
    assert quoted(told, "Minst sju personer ble drept") in governor.said[0].superseded
    latest = governor.said[0].latest["killed"]
    assert (latest.low, latest.high) == (11, 11)


def test_voices_are_picked_by_name(told: Record) -> None:
    assert [one.name for one in speakers(told, voice="*nations")] == ["United Nations"]
    assert speakers(told, voice="nobody") == []


def test_new_reports_are_told_and_new_versions_are_told_apart(told: Record) -> None:
    since = "2024-03-07T10:00:00Z"
    with told.reading() as connection:
        changed = list(revisions(connection, since=since))
        found = list(changes.new_reports(connection, since, changed))
        none = list(changes.new_reports(connection, "2024-04-06T00:00:00Z", []))
    assert [(one.file, one.claims > 0) for one in found] == [
        ("war.txt", True),
        ("dnipro.txt", True),
        ("sum.txt", True),
        ("count.txt", True),
    ]
    assert [(one.file, one.at) for one in changed] == [("dnipro.txt", NEW.captured_at)]
    assert none == []


def test_an_incident_is_new_or_revised_since_a_time(told: Record) -> None:
    with told.reading() as connection:
        found = {
            one.incident.files: one for one in changes.renewals(connection, "2024-03-06T00:00:00Z")
        }
    revised = found["en.txt", "nb.txt", "sv.txt"]
    assert revised.before
    assert revised.before["killed"].low == 5
    assert len(revised.arrivals) == 1
    assert found[("later.txt",)].before is None
    assert ("goma.txt",) not in found


def test_an_incident_is_revised_by_what_people_decided(told: Record) -> None:
    with told.reading() as connection:
        found = list(changes.renewals(connection, "2024-04-06T00:00:00Z"))
        decided = [one.action for one in changes.judged_since(connection, "2024-04-06T00:00:00Z")]
    assert {one.incident.files for one in found} == {
        ("en.txt", "nb.txt", "sv.txt"),
        ("later.txt",),
        ("odesa.txt", "tallinn.txt"),
    }
    assert {(len(one.arrivals), len(one.judgements)) for one in found} == {(0, 1)}
    assert decided == [Action.REJECT, Action.MERGE, Action.SPLIT]


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


def test_ids_are_known_by_their_beginnings(told: Record) -> None:
    whole = quoted(told, "tolv såret")
    made = incident(told, file="sv.txt").id
    with told.reading() as connection:
        assert claim_id(connection, whole[:10].upper()) == whole
        assert claim_id(connection, whole) == whole
        assert incident_id(connection, made[:10]) == made
        assert incident_id(connection, whole[:10]) == made  # the incident of a claim


@pytest.mark.parametrize("beginning", ["", "zz", "f" * 17, "%", "' OR 1=1 --", "\ud800", "é"])
def test_what_is_no_id_is_said_to_be_none(told: Record, beginning: str) -> None:
    with told.reading() as connection:
        for find in (claim_id, incident_id):
            with pytest.raises(RecordError, match="whose id begins with"):
                find(connection, beginning)


def test_an_id_that_several_begin_with_is_told_with_them(told: Record) -> None:
    with told.reading() as connection:
        every = [one.claim.id for one in queries.list_claims(connection, Filters(), Reviews([]))]
        shared = next(key[0] for key in every if sum(other[0] == key[0] for other in every) > 1)
        with pytest.raises(RecordError, match="beginning of several ids: ") as said:
            claim_id(connection, shared)
    assert sorted(key for key in every if key[0] == shared)[0] in str(said.value)


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
