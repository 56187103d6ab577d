"""Reading the kept bytes again: what better rules change, and what they let be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from stories import BARDA, KABUL, OPERATOR, capture, put, read

from vitne.model import Account, Claim, Reading, Scope
from vitne.record import rereading
from vitne.record.custody import log
from vitne.record.database import Record
from vitne.record.rereading import Reread, reread
from vitne.record.schema import (
    METADATA,
    accounts,
    articles,
    captures,
    claim_actors,
    claims,
    incident_accounts,
    incidents,
)
from vitne.record.search import find_articles, find_claims
from vitne.record.store import Taken
from vitne.record.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from vitne.model import Capture

    Change = Callable[[Reading], Reading]

LATER = "2021-01-01T00:00:00Z"
SEVEN, ELEVEN = BARDA.format(killed=7), BARDA.format(killed=11)


def again(record: Record, change: Change | None = None) -> Reread:
    """Read again, with a reader that reads otherwise where `change` says so."""

    def outcomes(found: Iterable[Capture]) -> Iterator[tuple[Reading | None, str | None]]:
        for one in found:
            try:
                reading = read(one)
                yield (change(reading) if change else reading), None
            except ValueError as error:
                yield None, str(error)

    return reread(record, outcomes, at=LATER, operator=OPERATOR)


def everything(record: Record) -> dict[str, list[Any]]:
    with record.reading() as connection:
        return {
            table.name: list(connection.execute(sa.select(table).order_by(*table.primary_key)))
            for table in METADATA.sorted_tables
        }


def ids(record: Record, condition: sa.ColumnElement[bool] | None = None) -> list[str]:
    question = sa.select(claims.c.id).order_by(claims.c.article, claims.c.position)
    with record.reading() as connection:
        found = question if condition is None else question.where(condition)
        return list(connection.execute(found).scalars())


def unlinked(record: Record) -> list[str]:
    question = sa.select(articles.c.file).where(articles.c.linked.is_(False))
    with record.reading() as connection:
        return list(connection.execute(question.order_by(articles.c.file)).scalars())


@pytest.fixture
def full(record: Record) -> Record:
    put(record, SEVEN, capture(ELEVEN, at=LATER), capture(KABUL, "kabul.txt"))
    put(record, capture(KABUL, "kabul.txt", publisher="Fjordposten"), capture(KABUL, "copy.txt"))
    put(record, Taken(capture("Ti soldater ble drept i Kabul.", "late.txt"), failure="a fault"))
    with record.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))
    return record


def each_claim(change: Callable[[Claim], Claim]) -> Change:
    return lambda reading: msgspec.structs.replace(
        reading, claims=tuple(change(claim) for claim in reading.claims)
    )


def denied(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, modality="denied") if claim.toll else claim


def test_what_could_not_be_read_is_tried_again(full: Record) -> None:
    done = again(full)
    assert (done.captures, done.unread, done.articles) == (6, 0, 1)
    assert unlinked(full) == ["late.txt"]
    assert set(done.appeared) == set(
        ids(
            full,
            claims.c.article
            == sa.select(articles.c.id).where(articles.c.file == "late.txt").scalar_subquery(),
        )
    )
    assert (done.vanished, done.changed) == ([], [])
    with full.reading() as connection:
        assert connection.execute(sa.select(captures.c.failure)).scalars().all() == [None] * 6
        assert find_articles(connection, "ti soldater") != []
    assert list(verify(full)) == []


def test_the_same_reader_changes_nothing(full: Record) -> None:
    again(full)
    before = everything(full)
    done = again(full)
    assert (done.articles, done.appeared, done.vanished, done.changed) == (0, [], [], [])
    assert everything(full) == before


def test_claims_with_other_values_are_told_and_keep_their_ids(full: Record) -> None:
    again(full)
    before = ids(full)
    done = again(full, each_claim(denied))
    assert done.changed != []
    assert set(done.changed) == set(ids(full, claims.c.measure.is_not(None)))
    assert ids(full) == before
    assert set(ids(full, claims.c.modality == "denied")) >= set(done.changed)
    assert unlinked(full) == ["kabul.txt", "late.txt", "urix/barda.txt", "urix/barda.txt"]
    with full.reading() as connection:
        entry = list(log(connection))[-1]
    assert (entry.action, entry.operator, entry.at) == ("reread", OPERATOR, LATER)
    assert f"{len(done.changed)} changed" in entry.note
    assert list(verify(full)) == []


def test_claims_that_vanish_or_appear_are_told(full: Record) -> None:
    again(full)
    whole = ids(full)
    gone = again(full, lambda one: msgspec.structs.replace(one, claims=one.claims[:1]))
    assert set(gone.vanished) == set(whole) - set(ids(full))
    assert (gone.appeared, gone.changed) == ([], [])
    back = again(full)
    assert set(back.appeared) == set(gone.vanished)
    assert ids(full) == whole
    assert list(verify(full)) == []


def test_other_rules_for_the_same_values_are_kept_but_change_nothing(full: Record) -> None:
    again(full)
    with full.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))
    explained = each_claim(lambda claim: msgspec.structs.replace(claim, reader="vitne/2", rules=()))
    done = again(full, explained)
    assert (done.articles, done.changed, unlinked(full)) == (0, [], [])
    with full.reading() as connection:
        found = connection.execute(sa.select(claims.c.claim_json)).scalars()
        told = [msgspec.json.decode(one, type=Claim) for one in found]
        readers = set(connection.execute(sa.select(articles.c.reader)).scalars())
    assert {claim.reader for claim in told} == {"vitne/2"}
    assert "vitne/2" in readers


def test_claims_are_found_by_the_words_and_parties_they_have_now(full: Record) -> None:
    def other(claim: Claim) -> Claim:
        parties = tuple(msgspec.structs.replace(one, name="Houthis") for one in claim.agents)
        end = claim.end - 1  # the last letter is no part of it any more
        return msgspec.structs.replace(claim, text=claim.text[:-1], end=end, agents=parties)

    again(full)
    taliban = claim_actors.c.actor == "Taliban"
    with full.reading() as connection:
        assert find_claims(connection, "«the attack»") != []
        assert connection.execute(sa.select(claim_actors).where(taliban)).all() != []
    again(full, each_claim(other))
    with full.reading() as connection:
        assert find_claims(connection, "«the attack»") == []
        assert find_claims(connection, "attac") != []
        assert connection.execute(sa.select(claim_actors).where(taliban)).all() == []
        houthis = claim_actors.c.actor == "Houthis"
        assert connection.execute(sa.select(claim_actors).where(houthis)).all() != []


def test_an_article_in_another_language_is_found_by_the_stems_of_that(full: Record) -> None:
    again(full)
    with full.reading() as connection:
        assert find_articles(connection, "angrep") != []  # "angrepene" in the text
        assert find_claims(connection, "sivil") != []  # "sivile"
    again(full, in_language("fi"))
    with full.reading() as connection:
        assert find_articles(connection, "angrep") == []
        assert find_articles(connection, "angrepene") != []
        assert find_claims(connection, "sivil") == []
        assert find_claims(connection, "sivile") != []


def in_language(code: str) -> Change:
    def change(reading: Reading) -> Reading:
        article = msgspec.structs.replace(reading.article, language=code)
        return msgspec.structs.replace(reading, article=article)

    return change


def test_versions_follow_what_their_captures_are_read_as(full: Record) -> None:
    again(full)

    def other(reading: Reading) -> Reading:
        return read(capture(BARDA.format(killed=12))) if "11" in reading.article.text else reading

    again(full, other)
    with full.reading() as connection:
        found = connection.execute(sa.select(articles.c.superseded_by))
        marks = {mark for mark in found.scalars() if mark is not None}
    assert marks == {read(capture(BARDA.format(killed=12))).article.id}


def test_an_article_that_no_capture_is_read_as_any_more_goes(full: Record) -> None:
    again(full)
    (killed,) = ids(full, claims.c.text.contains("twelve") & claims.c.measure.is_not(None))
    incident_of(full, killed, ids(full, claims.c.low == 7)[0])

    def other(reading: Reading) -> Reading:
        if "twelve" not in reading.article.text:
            return reading
        return read(capture(KABUL.replace("twelve", "fourteen"), reading.file))

    done = again(full, other)
    assert killed in done.vanished
    assert done.articles == 1
    with full.reading() as connection:
        assert connection.execute(sa.select(incidents)).all() == []
        assert find_articles(connection, "twelve") == []
        assert len(find_articles(connection, "fourteen")) == 1
    assert "urix/barda.txt" in unlinked(full)  # it was told of together with what is gone
    assert list(verify(full)) == []


def incident_of(record: Record, *told: str) -> None:
    """Make an incident of one account for each claim, and have all articles linked."""
    with record.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))
        connection.execute(
            incidents.insert(),
            [
                {
                    "id": "i",
                    "scope": "incident",
                    "label": "",
                    "articles": 2,
                    "voices": 2,
                    "incident_json": "{}",
                }
            ],
        )
        for claim in told:
            of = connection.execute(sa.select(claims.c.article).where(claims.c.id == claim))
            one = Account(claim, of.scalar_one(), Scope.INCIDENT, ())
            row = {"id": claim, "article": one.article, "scope": one.scope}
            row["account_json"] = msgspec.json.encode(one).decode()
            connection.execute(accounts.insert(), [row])
            connection.execute(incident_accounts.insert(), [{"account": claim, "incident": "i"}])


def test_what_cannot_be_read_any_more_keeps_its_old_reading(full: Record) -> None:
    again(full)
    before = everything(full)

    def broken(_: Reading) -> Reading:
        raise ValueError("a fault")

    done = again(full, broken)
    assert (done.unread, done.articles, done.vanished) == (6, 0, [])
    assert everything(full) == before


def test_broken_off_it_starts_again_and_ends_the_same(full: Record) -> None:
    again(full)
    count = 0

    def breaks(reading: Reading) -> Reading:
        nonlocal count
        count += 1
        if count > 3:
            raise KeyboardInterrupt
        return each_claim(denied)(reading)

    with pytest.raises(KeyboardInterrupt):
        again(full, breaks)
    done = again(full, each_claim(denied))
    assert set(ids(full, claims.c.modality == "denied")) >= set(done.changed)
    assert again(full, each_claim(denied)).articles == 0


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_the_record_of_a_new_reader_is_the_one_it_would_have_made(
    full: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(rereading, "_BATCH", batch)
    again(full, each_claim(denied))
    again(full)
    done = everything(full)
    with Record.open(str(tmp_path / "fresh.db"), create=True) as fresh:
        put(fresh, SEVEN, capture(ELEVEN, at=LATER), capture(KABUL, "kabul.txt"))
        put(fresh, capture(KABUL, "kabul.txt", publisher="Fjordposten"), capture(KABUL, "copy.txt"))
        put(fresh, capture("Ti soldater ble drept i Kabul.", "late.txt"))
        for name in ("articles", "claims", "claim_actors", "captures", "blobs"):
            assert everything(fresh)[name] == done[name], name
