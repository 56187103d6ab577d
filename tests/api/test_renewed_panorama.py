"""The panorama after judgements and after captures: renewed from the one before, or read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.api.building import build
from vitne.api.choice import FACETS, Choice
from vitne.api.judging import decide
from vitne.api.panorama import Panorama
from vitne.captures import capture
from vitne.cli.recording import Keeping, record_all
from vitne.model import Action, Judgement
from vitne.record.queries import fetch_incidents

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.record.database import Record

AT = "2025-02-02T09:00:00Z"
EVERYTHING = Choice()
SOME = (EVERYTHING, Choice(kind=("toll",)), Choice(review=("rejected",)), Choice(language=("nb",)))


def test_after_judgements_it_is_the_one_that_would_be_read_anew(own: Record) -> None:
    with own.reading() as connection:
        before = Panorama(build(connection), own)
        incidents = fetch_incidents(connection, before.page(EVERYTHING).ids)
    # Of one claim each: no other holds the incident together, or falls out of it.
    one, other, third = [each for each in incidents if len(each.claims) == 1][:3]

    _judge(own, Action.MERGE, (one.claims[0], other.claims[0]))
    _judge(own, Action.REJECT, (third.claims[0],))
    _judge(own, Action.GRADE, (one.claims[0],), value="weak")

    with own.reading() as connection:
        renewed = Panorama(build(connection, before.columns), own)
        anew = Panorama(build(connection), own)
    assert renewed.columns.articles is before.columns.articles
    assert renewed.moment == anew.moment != before.moment
    assert [_told(renewed, choice) for choice in SOME] == [_told(anew, choice) for choice in SOME]
    assert renewed.claims(Choice(review=("rejected",))).total == 1
    assert renewed.counts("grade", EVERYTHING) == {"weak": 1}
    assert renewed.page(EVERYTHING).total < before.page(EVERYTHING).total


def test_after_a_capture_the_new_article_is_in_it(own: Record, tmp_path: Path) -> None:
    with own.reading() as connection:
        before = Panorama(build(connection), own)
    report = tmp_path / "report.txt"
    report.write_text("Tre sivile ble drept i et angrep i Barda onsdag, sier politiet.\n", "utf-8")

    record_all(capture([str(report)], now=AT), own, Keeping("Kari", lambda: AT))

    with own.reading() as connection:
        renewed = Panorama(build(connection, before.columns), own)
        anew = Panorama(build(connection), own)
    assert renewed.articles(EVERYTHING).total == before.articles(EVERYTHING).total + 1
    assert _told(renewed, EVERYTHING) == _told(anew, EVERYTHING)


def _judge(
    record: Record, action: Action, claims: tuple[str, ...], *, value: str | None = None
) -> None:
    one = Judgement("", AT, "Kari", action, claims, value=value, reason="as it is")
    decide(record, one, at=AT)


def _told(panorama: Panorama, choice: Choice) -> object:
    """All that a panorama tells of a choice."""
    lists = (panorama.page, panorama.claims, panorama.articles)
    return (
        [panorama.counts(name, choice) for name in FACETS],
        panorama.facets(choice),
        panorama.spots(choice),
        panorama.timeline(choice),
        [one(choice, limit=10_000) for one in lists],
    )
