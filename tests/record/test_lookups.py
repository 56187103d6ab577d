"""What was known when, who said what, what changed; and what an id stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from decided import DATABASES, incident, making, quoted

from reports import NEW
from vitne.errors import RecordError
from vitne.model import Action
from vitne.record import changes, queries
from vitne.record.filters import Filters
from vitne.record.hindsight import known_on, told_before
from vitne.record.ids import claim_id, incident_id
from vitne.record.reviews import Reviews
from vitne.record.speaking import list_speakers
from vitne.record.versions import revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.record.database import Record
    from vitne.record.speaking import Speaker


@pytest.fixture(scope="module", params=DATABASES)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record that no test changes."""
    yield from making(request, tmp_path_factory)


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
