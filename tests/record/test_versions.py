"""Versions of a report: what a newer one says otherwise of the people harmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stories import BARDA, KABUL, capture, put, read

from vitne.record.versions import Change, Revision, compare, revisions

if TYPE_CHECKING:
    from vitne.record.database import Record

PAGE = "https://www.fjordposten.no/urix/barda"
TIMES = ("2020-10-28T13:00:00Z", "2020-10-28T14:20:00Z", "2020-10-28T16:05:00Z")
TWO = """Angrep i Barda og Ganja

Barda, onsdag 28. oktober 2020 (NTB):
Politiet opplyser at {a} sivile ble drept i Barda. I Ganja ble {b} sivile drept, ifølge politiet.
"""


def told(change: Change) -> tuple[str, str, str | None, int | None, int | None]:
    low = [c.toll.low if c and c.toll else None for c in (change.before, change.after)]
    return (change.kind, change.measure, change.voice, low[0], low[1])


def changes(older: str, newer: str) -> list[tuple[str, str, str | None, int | None, int | None]]:
    both = (read(capture(text)).claims for text in (older, newer))
    return [told(change) for change in compare(*both)]


PROSECUTOR = "Prosecutor General of Azerbaijan"
POLICE = "Police of Azerbaijan"
SEVEN, ELEVEN = BARDA.format(killed=7), BARDA.format(killed=11)


def test_a_toll_that_was_changed_is_told_with_its_voice() -> None:
    assert changes(SEVEN, ELEVEN) == [("changed", "killed", PROSECUTOR, 7, 11)]


def test_the_same_version_and_other_words_for_the_same_change_nothing() -> None:
    assert changes(SEVEN, SEVEN) == []
    assert changes(SEVEN, SEVEN.replace("Raketter mot Barda", "Barda under angrep")) == []


def test_a_toll_is_added_or_dropped() -> None:
    without = SEVEN.replace(" og 60 ble såret", "")
    assert changes(without, SEVEN) == [("added", "wounded", PROSECUTOR, None, 60)]
    assert changes(SEVEN, without) == [("dropped", "wounded", PROSECUTOR, 60, None)]


def test_tolls_of_two_places_are_kept_apart() -> None:
    found = changes(TWO.format(a=4, b=9), TWO.format(a=4, b=12))
    assert [(kind, low, high) for kind, _, _, low, high in found] == [("changed", 9, 12)]
    found = changes(TWO.format(a=4, b=9), TWO.format(a=9, b=12))
    assert [(kind, low, high) for kind, _, _, low, high in found] == [
        ("changed", 4, 9),
        ("changed", 9, 12),
    ]


def test_another_voice_is_another_toll() -> None:
    other = SEVEN.replace("riksadvokaten i landet", "politiet i landet")
    found = changes(SEVEN, other)
    assert {(kind, measure) for kind, measure, *_ in found} == {
        ("added", "killed"), ("dropped", "killed"), ("added", "wounded"), ("dropped", "wounded"),
    }  # fmt: skip


def test_a_change_in_headline_and_body_is_told_once_for_each_voice() -> None:
    text = SEVEN.replace("Raketter mot Barda", "Minst {} drept i Barda")
    found = changes(text.format(7), text.format(11).replace("7 sivile", "11 sivile"))
    assert found == [("changed", "killed", None, 7, 11), ("changed", "killed", PROSECUTOR, 7, 11)]


def test_what_is_said_twice_and_then_once_is_no_change() -> None:
    again = "\nMinst 7 sivile ble drept i Barda, gjentar riksadvokaten i Aserbajdsjan.\n"
    assert changes(SEVEN + again, SEVEN) == []
    assert changes(SEVEN, SEVEN + again) == []
    assert changes(SEVEN + again, ELEVEN) == [("changed", "killed", PROSECUTOR, 7, 11)]


def test_what_a_toll_counts_may_become_clearer() -> None:
    assert changes(SEVEN.replace("7 sivile", "7"), ELEVEN) == [
        ("changed", "killed", PROSECUTOR, 7, 11)
    ]


def test_nothing_is_compared_with_nothing() -> None:
    assert compare((), ()) == ()


def revised(record: Record, **how: str) -> list[Revision]:
    with record.reading() as connection:
        return list(revisions(connection, **how))


@pytest.fixture
def told_twice(record: Record) -> Record:
    put(record, capture(SEVEN, "a.html", TIMES[0], url=PAGE, title="Barda"))
    put(record, capture(KABUL, "kabul.txt", TIMES[0]))
    put(record, capture(ELEVEN, "b.html", TIMES[1], url=PAGE))
    put(record, capture(ELEVEN, "c.html", TIMES[2], url=PAGE))  # unchanged
    put(record, capture(KABUL.replace("twelve", "fourteen"), "kabul.txt", TIMES[2]))
    return record


def test_the_revisions_of_a_record_tell_when_and_what(told_twice: Record) -> None:
    barda, kabul = revised(told_twice)
    assert (barda.address, barda.at, barda.title) == (PAGE, TIMES[1], "Raketter mot Barda")
    assert barda.older == read(capture(SEVEN)).article.id
    assert barda.newer == read(capture(ELEVEN)).article.id
    assert list(map(told, barda.changes)) == [("changed", "killed", PROSECUTOR, 7, 11)]
    assert (kabul.file, kabul.address, kabul.at) == ("kabul.txt", None, TIMES[2])
    assert [(c.before and c.before.toll and c.before.toll.low, c.kind) for c in kabul.changes] == [
        (12, "changed")
    ]


def test_revisions_are_asked_for_by_time_and_by_article(told_twice: Record) -> None:
    assert [one.at for one in revised(told_twice, since=TIMES[2])] == [TIMES[2]]
    assert [one.at for one in revised(told_twice, until=TIMES[2])] == [TIMES[1]]
    assert revised(told_twice, since="2020-10-29") == []
    older = read(capture(SEVEN)).article.id
    assert [one.at for one in revised(told_twice, article=older)] == [TIMES[1]]
    assert revised(told_twice, article="f" * 64) == []


def test_a_text_that_was_taken_back_is_a_revision_too(record: Record) -> None:
    for at, text in zip(TIMES, (SEVEN, ELEVEN, SEVEN), strict=True):
        put(record, capture(text, f"{at}.html", at, url=PAGE))
    found = [[(lo, hi) for *_, lo, hi in map(told, one.changes)] for one in revised(record)]
    assert found == [[(7, 11)], [(11, 7)]]
