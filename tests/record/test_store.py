"""Keeping captures: each thing once, newer versions beside older ones, nothing lost."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from stories import AT, BARDA, KABUL, OPERATOR, capture, put, read, taken

from vitne.model import Claim
from vitne.record.database import Record
from vitne.record.rows import article_of
from vitne.record.schema import METADATA, articles, blobs, captures, claim_actors, claims, custody
from vitne.record.store import Taken, keep, known, unpack

SEVEN, ELEVEN = BARDA.format(killed=7), BARDA.format(killed=11)
LATER = "2020-11-01T14:20:00Z"
PAGE = "https://www.fjordposten.no/urix/barda"


def rows(record: Record, table: sa.Table, *order: Any) -> list[Any]:
    with record.reading() as connection:
        return list(connection.execute(sa.select(table).order_by(*order or [*table.primary_key])))


def everything(record: Record) -> dict[str, list[Any]]:
    return {table.name: rows(record, table) for table in METADATA.sorted_tables}


def superseded(record: Record) -> dict[str, str | None]:
    return {row.id: row.superseded_by for row in rows(record, articles)}


def set_linked(record: Record) -> None:
    with record.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))


def unlinked(record: Record) -> set[str]:
    return {row.id for row in rows(record, articles) if not row.linked}


def test_a_report_is_kept_with_its_bytes_its_article_and_its_claims(record: Record) -> None:
    one = capture(SEVEN, url=PAGE, publisher="Fjordposten")
    reading = read(one)
    kept = put(record, Taken(one, {"etag": '"7"'}, reading))
    assert (kept.captured, kept.known, kept.unread) == (1, 0, 0)
    (blob,) = rows(record, blobs)
    assert unpack(blob.packed) == one.data
    (stored,) = rows(record, captures)
    assert (stored.file, stored.address, stored.article) == (one.file, PAGE, reading.article.id)
    assert msgspec.json.decode(stored.headers_json) == {"etag": '"7"'}
    (article,) = rows(record, articles)
    assert article_of(article.article_json, article.text) == reading.article
    assert (article.outlet, article.agency, article.linked) == ("Fjordposten", "NTB", False)
    told = [
        msgspec.json.decode(row.claim_json, type=Claim) for row in rows(record, claims, "position")
    ]
    assert told == list(reading.claims)
    toll = next(row for row in rows(record, claims) if row.measure == "killed")
    assert (toll.low, toll.high, toll.status, toll.place) == (7, None, "civilian", "Barda")
    assert (toll.voice, toll.role) == ("Prosecutor General of Azerbaijan", "paragraph")


def test_the_same_reports_twice_change_nothing(record: Record) -> None:
    found = [*taken(SEVEN, capture(KABUL, "kabul.txt")), Taken(capture("?", "x.txt"), failure="no")]
    put(record, *found)
    set_linked(record)
    before = everything(record)
    kept = put(record, *found, at=LATER)
    assert (kept.captured, kept.known, kept.new, kept.replaced) == (0, 3, (), ())
    assert everything(record) == before


def test_the_same_report_at_a_later_time_is_known(record: Record) -> None:
    put(record, SEVEN)
    with record.reading() as connection:
        asked = [capture(SEVEN, at=LATER), capture(SEVEN, "other.txt"), capture(ELEVEN)]
        assert known(connection, asked) == [True, False, False]


def test_one_batch_or_many_come_to_the_same_on_any_database(record: Record, target: str) -> None:
    found = [
        capture(SEVEN, url=PAGE), capture(KABUL, "kabul.txt"), capture(SEVEN, "copy.txt"),
        capture(ELEVEN, url=PAGE, at=LATER), capture(SEVEN, url=PAGE, publisher="Fjordposten"),
        capture(KABUL, "kabul.txt"),
    ]  # fmt: skip
    for one in found:
        put(record, one)
    with Record.open(target, create=True) as other:
        put(other, *found)
        apart, together = everything(record), everything(other)
    for name in apart.keys() - {"search_claims", "search_articles"}:
        assert together[name] == apart[name], name


def test_a_text_in_two_files_is_one_article_with_two_captures(record: Record) -> None:
    put(record, SEVEN)
    set_linked(record)
    kept = put(record, capture(SEVEN, "copy.txt"))
    assert (kept.captured, kept.new) == (1, ())
    (article,) = rows(record, articles)
    assert [row.article for row in rows(record, captures)] == [article.id, article.id]
    assert (article.file, article.superseded_by) == ("urix/barda.txt", None)
    assert len(rows(record, blobs)) == 1
    assert unlinked(record) == {article.id}  # its incident is in one more file now


def test_the_earliest_capture_of_a_text_tells_when_it_was_known(record: Record) -> None:
    put(record, capture(SEVEN, at=LATER))
    put(record, capture(SEVEN, "archive.txt", at=AT))
    assert [row.captured_at for row in rows(record, articles)] == [AT]


@pytest.mark.parametrize("known_address", [True, False])
def test_a_newer_version_supersedes_the_older_one(record: Record, *, known_address: bool) -> None:
    address = {"url": PAGE} if known_address else {}
    put(record, capture(SEVEN, **address))
    set_linked(record)
    put(record, capture(ELEVEN, at=LATER, **address))
    old, new = read(capture(SEVEN)).article.id, read(capture(ELEVEN)).article.id
    assert superseded(record) == {old: new, new: None}
    assert unlinked(record) == {old, new}


def test_the_same_address_in_another_file_is_a_version(record: Record) -> None:
    put(record, capture(ELEVEN, "b.html", url=PAGE, at=LATER), capture(SEVEN, "a.html", url=PAGE))
    old, new = read(capture(SEVEN)).article.id, read(capture(ELEVEN)).article.id
    assert superseded(record) == {old: new, new: None}


def test_of_versions_captured_at_one_time_the_later_capture_is_newer(record: Record) -> None:
    put(record, capture(SEVEN), capture(ELEVEN))
    assert superseded(record)[read(capture(SEVEN)).article.id] == read(capture(ELEVEN)).article.id


def test_a_text_that_comes_back_is_the_newest_again(record: Record) -> None:
    put(record, SEVEN, capture(ELEVEN, at=LATER))
    put(record, capture(SEVEN, at="2020-11-02T00:00:00Z", publisher="Fjordposten"))
    old, new = read(capture(SEVEN)).article.id, read(capture(ELEVEN)).article.id
    assert superseded(record) == {old: None, new: old}


def test_a_text_that_still_stands_elsewhere_is_not_superseded(record: Record) -> None:
    put(record, capture(SEVEN, "a.txt", url=PAGE), capture(SEVEN, "b.txt", url=f"{PAGE}-2"))
    put(record, capture(ELEVEN, "a.txt", url=PAGE, at=LATER))
    assert set(superseded(record).values()) == {None}
    put(record, capture(KABUL, "b.txt", url=f"{PAGE}-2", at=LATER))
    assert superseded(record)[read(capture(SEVEN)).article.id] is not None


@pytest.mark.parametrize("file", ["-", "news.jsonl#3", "-#1"])
def test_what_comes_by_in_a_stream_is_no_version_of_what_came_before(
    record: Record, file: str
) -> None:
    put(record, capture(SEVEN, file), capture(KABUL, file, at=LATER))
    assert set(superseded(record).values()) == {None}


def test_pages_that_name_the_front_page_as_their_own_are_no_versions(record: Record) -> None:
    front = "https://www.fjordposten.no/"
    put(record, capture(SEVEN, "a.html", url=front), capture(KABUL, "b.html", url=front))
    assert set(superseded(record).values()) == {None}


def test_new_metadata_have_the_article_read_again(record: Record) -> None:
    text = SEVEN.replace("Barda, onsdag 28. oktober 2020 (NTB-AFP):\n", "")
    put(record, text)
    set_linked(record)
    before = rows(record, claims)
    kept = put(record, capture(text, published="2020-10-28", publisher="Fjordposten", at=LATER))
    (article,) = rows(record, articles)
    assert kept.replaced == (article.id,)
    assert (article.outlet, article.linked, article.captured_at) == ("Fjordposten", False, AT)
    assert article.published_earliest == "2020-10-28"
    after = rows(record, claims)
    assert {row.id for row in after} == {row.id for row in before}
    assert {row.earliest for row in before} == {None}
    assert "2020-10-28" in {row.earliest for row in after}


def test_what_hangs_on_a_claim_that_stays_is_let_be(record: Record) -> None:
    put(record, SEVEN)
    (first, *_) = rows(record, claims)
    account = {"id": "a" * 16, "article": first.article, "scope": "incident", "account_json": "{}"}
    held = METADATA.tables["account_claims"]
    with record.writing() as connection:
        connection.execute(METADATA.tables["accounts"].insert(), [account])
        connection.execute(held.insert(), [{"claim": first.id, "account": account["id"]}])
    put(record, capture(SEVEN, published="2020-10-29"))
    assert [row.claim for row in rows(record, held)] == [first.id]


def test_what_cannot_be_read_is_kept_with_the_reason(record: Record) -> None:
    kept = put(record, Taken(capture("%PDF"), failure="a fault in vitne"))
    assert (kept.captured, kept.unread) == (1, 1)
    (stored,) = rows(record, captures)
    assert (stored.article, stored.failure) == (None, "a fault in vitne")
    (entry,) = rows(record, custody)
    assert entry.note.endswith("not read: a fault in vitne")
    assert len(rows(record, blobs)) == 1


def test_a_number_beyond_64_bits_is_in_the_json_alone(record: Record) -> None:
    one = taken(SEVEN)[0]
    assert one.reading is not None
    huge = [
        msgspec.structs.replace(
            claim, toll=claim.toll and msgspec.structs.replace(claim.toll, low=10**30, high=2**63)
        )
        for claim in one.reading.claims
    ]
    reading = msgspec.structs.replace(one.reading, claims=tuple(huge))
    put(record, Taken(one.capture, reading=reading))
    stored = next(row for row in rows(record, claims) if row.measure == "killed")
    assert (stored.low, stored.high) == (None, None)
    toll = msgspec.json.decode(stored.claim_json, type=Claim).toll
    assert toll is not None
    assert (toll.low, toll.high) == (10**30, 2**63)


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\udfff\ud800", "\x00" * 3])
def test_what_no_database_takes_becomes_the_replacement_character(record: Record, odd: str) -> None:
    told = {"publisher": f"Fjord{odd}posten", "title": odd, "url": f"{PAGE}{odd}", "language": "nb"}
    one = capture(SEVEN.replace("Raketter mot", f"Raketter{odd}mot"), f"a{odd}.txt", **told)
    data = one.data
    reading = read(msgspec.structs.replace(one, data=data))
    put(record, Taken(one, {f"x{odd}": odd}, reading), Taken(capture("?", f"{odd}"), failure=odd))
    first, second = rows(record, captures)
    instead = "\ufffd" * len(odd)
    assert first.file == f"a{instead}.txt"
    assert second.failure == instead
    (article,) = rows(record, articles)
    assert article.outlet == f"Fjord{instead}posten"
    assert hashlib.sha256(article.text.encode()).hexdigest() == article.id
    assert unpack(rows(record, blobs)[0].packed) in (data, b"?")
    for row in rows(record, claims):
        claim = msgspec.json.decode(row.claim_json, type=Claim)
        assert article.text[claim.start : claim.end] == claim.text
    put(record, Taken(one, reading=reading))
    assert len(rows(record, captures)) == 2


def test_names_without_end_are_cut_and_told_apart(record: Record) -> None:
    name = "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(200))  # cannot be packed
    found = [
        capture(
            SEVEN, f"{name}{n}", url=f"https://x.no/{name}{n}", publisher=name, language="x" * 99
        )
        for n in (1, 2)
    ]
    put(record, *found)
    assert len({row.file for row in rows(record, captures)}) == 2
    assert len({row.address for row in rows(record, captures)}) == 2
    put(record, *found)
    assert len(rows(record, captures)) == 2


def test_the_parties_of_a_claim_are_looked_up_by_their_role(record: Record) -> None:
    put(record, capture(KABUL))
    assert ("Taliban", "agent") in {(row.actor, row.role) for row in rows(record, claim_actors)}


def test_without_a_time_of_capturing_it_is_now(record: Record) -> None:
    with record.writing() as connection:
        keep(connection, taken(capture(SEVEN, at=None)), at=LATER, operator=OPERATOR)
    assert [row.captured_at for row in rows(record, captures)] == [LATER]
    assert [row.captured_at for row in rows(record, articles)] == [LATER]


def test_an_empty_batch_is_nothing(record: Record) -> None:
    before = everything(record)
    assert put(record).captured == 0
    assert everything(record) == before
