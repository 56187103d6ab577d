"""Judgements in a record: kept for good, signed, undone by others, and on evidence that is read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from stories import AT, BARDA, KABUL, capture, put, taken

from vitne.errors import RecordError
from vitne.incidents import judged
from vitne.model import Action, Claim, Judgement
from vitne.record import custody, judgements
from vitne.record.outdated import changed
from vitne.record.schema import METADATA, articles, claims, judged_claims
from vitne.record.signed import broken
from vitne.record.verify import verify

if TYPE_CHECKING:
    from vitne.record.database import Record

NOW = "2020-11-02T09:00:00Z"
KARI, OLA = "Kari Nordmann", "Ola Nordmann"


# What is no matter of the database is tried on one of them.
on_sqlite = pytest.mark.parametrize("record", ["sqlite"], indirect=True)


@pytest.fixture
def two(record: Record) -> Record:
    """A record with a report on Barda and one on Kabul, linked as far as it is concerned."""
    put(record, capture(BARDA.format(killed=14), "barda.txt"), capture(KABUL, "kabul.txt"))
    settle(record)
    return record


def settle(record: Record) -> None:
    with record.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))


def judge(record: Record, action: Action, *on: str, at: str = NOW, **more: Any) -> Judgement:
    author = more.pop("author", KARI)
    more.setdefault("reason", "because")
    with record.writing() as connection:
        made = Judgement("", at, author, action, on, **more)
        return judgements.add(connection, made)


def unseen(made: Judgement) -> Judgement:
    """A judgement as it stands: what was seen is not asked for."""
    return msgspec.structs.replace(made, seen={})


def read(record: Record, **wanted: Any) -> list[Claim]:
    """Claims as they are read, of one measure or all."""
    with record.reading() as connection:
        rows = connection.execute(
            sa.select(claims.c.claim_json).order_by(claims.c.article, claims.c.position)
        ).scalars()
        found = [msgspec.json.decode(row, type=Claim) for row in rows]
    measure = wanted.get("measure")
    return [one for one in found if measure is None or (one.toll and one.toll.measure == measure)]


def stands(record: Record) -> list[Claim]:
    with record.reading() as connection:
        held = judgements.standing(connection)
    return judged.apply(read(record), held)


def killed(record: Record) -> dict[str, int | None]:
    """The claims of people killed, as people judged them: id → low."""
    found = (one for one in stands(record) if one.toll and one.toll.measure == "killed")
    return {one.id: one.toll.low for one in found if one.toll}


def unlinked(record: Record) -> set[str]:
    with record.reading() as connection:
        query = sa.select(articles.c.file).where(articles.c.linked.is_(False))
        return set(connection.execute(query).scalars())


def counts(record: Record) -> dict[str, int]:
    with record.reading() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            or 0
            for table in METADATA.sorted_tables
        }


def reread(record: Record, name: str, low: int | None) -> None:
    """What a newer reader would do: another figure for a claim with the same evidence."""
    with record.writing() as connection:
        query = sa.select(claims.c.claim_json).where(claims.c.id == name)
        old = msgspec.json.decode(connection.execute(query).scalar() or "", type=Claim)
        assert old.toll is not None
        new = msgspec.structs.replace(
            old, toll=msgspec.structs.replace(old.toll, low=low), rules=("newer",), reader="vitne/2"
        )
        connection.execute(
            sa.update(claims)
            .where(claims.c.id == name)
            .values(low=low, claim_json=msgspec.json.encode(new).decode())
        )


def vanish(record: Record, name: str) -> None:
    with record.writing() as connection:
        connection.execute(sa.delete(claims).where(claims.c.id == name))


def toll_of(record: Record, place: str) -> Claim:
    return next(
        one for one in read(record, measure="killed") if one.place and one.place.name == place
    )


@pytest.fixture
def barda(two: Record) -> str:
    """The id of "Minst 14 sivile ble drept" in Barda."""
    return toll_of(two, "Barda").id


@pytest.fixture
def kabul(two: Record) -> str:
    return toll_of(two, "Kabul").id


def test_a_judgement_is_kept_as_it_was_made_with_what_was_seen(two: Record, barda: str) -> None:
    made = judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    with two.reading() as connection:
        (kept,) = judgements.every(connection)
        assert judgements.history(connection, barda) == [made]
        assert judgements.history(connection, "f" * 16) == []
    assert kept == made
    assert (kept.at, kept.author, kept.reason) == (NOW, KARI, "because")
    assert kept.id == judgements.identity(kept)
    assert len(kept.id) == 64
    assert kept.seen[barda]["toll"]["low"] == 14
    assert killed(two)[barda] == 12


def test_each_judgement_is_in_the_log_of_custody_sealed_by_its_hash(
    two: Record, barda: str
) -> None:
    made = judge(two, Action.REJECT, barda)
    with two.reading() as connection:
        last = list(custody.log(connection))[-1]
    assert (last.action, last.subject, last.sha256) == ("judge", made.id, made.id)
    assert (last.at, last.operator) == (NOW, KARI)
    assert last.note == f"reject by {KARI}: {barda}"
    assert list(verify(two)) == []


def test_a_claim_the_record_does_not_have_is_refused_by_name(two: Record, barda: str) -> None:
    with pytest.raises(RecordError, match=f"the record has no claim {'f' * 16}"):
        judge(two, Action.MERGE, barda, "f" * 16)
    assert counts(two)["judgements"] == 0


@on_sqlite
@pytest.mark.parametrize(
    ("action", "more", "said"),
    [
        (Action.REJECT, {"reason": ""}, "reject needs a reason"),
        (Action.CORRECT, {"field": "toll.low", "value": "x"}, "toll.low: 'x' is not a whole"),
        (
            Action.CORRECT,
            {"field": "toll", "value": {"low": 9, "high": 8}},
            "low 9 is above high 8",
        ),
        (Action.CORRECT, {"field": "text", "value": "x"}, "evidence"),
        (Action.GRADE, {"value": "fine"}, "none of the grades"),
        (Action.ACCEPT, {"author": " "}, "no name"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing_behind(
    two: Record, barda: str, action: Action, more: dict[str, Any], said: str
) -> None:
    before = counts(two)
    with pytest.raises(RecordError, match=said):
        judge(two, action, barda, **more)
    assert counts(two) == before


@on_sqlite
def test_a_correction_must_fit_the_claim_as_it_was_corrected_before(
    two: Record, barda: str
) -> None:
    judge(two, Action.CORRECT, barda, field="toll.high", value=15)
    with pytest.raises(RecordError, match="low 16 is above high 15"):
        judge(two, Action.CORRECT, barda, field="toll.low", value=16)


def test_hostile_texts_are_kept_as_far_as_both_databases_can(two: Record, barda: str) -> None:
    made = judge(two, Action.NOTE, barda, value="a\x00b\ud800c", reason="\x00")
    with two.reading() as connection:
        assert judgements.every(connection) == [made]
    assert made.value == "a\ufffdb\ufffdc"
    assert list(verify(two)) == []


@on_sqlite
def test_a_rejected_claim_stays_rejected_when_it_is_read_anew(two: Record, barda: str) -> None:
    judge(two, Action.REJECT, barda)
    reread(two, barda, 15)
    assert barda not in killed(two)


def test_a_correction_stays_when_the_claim_is_read_anew(two: Record, barda: str) -> None:
    judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    reread(two, barda, 15)
    assert killed(two)[barda] == 12


@on_sqlite
def test_an_undoing_stays_when_the_claim_is_read_anew(two: Record, barda: str) -> None:
    made = judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    judge(two, Action.UNDO, undoes=made.id)
    reread(two, barda, 15)
    assert killed(two)[barda] == 15


def test_undoing_lets_the_claim_be_as_it_was_read_and_keeps_both(two: Record, barda: str) -> None:
    made = judge(two, Action.REJECT, barda)
    back = judge(two, Action.UNDO, undoes=made.id, author=OLA)
    assert killed(two)[barda] == 14
    assert (back.claims, back.author) == ((barda,), OLA)
    again = judge(two, Action.UNDO, undoes=back.id)
    assert barda not in killed(two)
    with two.reading() as connection:
        assert judgements.history(connection, barda) == [made, back, again]
        assert judgements.standing(connection) == [unseen(made)]


def test_what_is_undone_already_or_is_not_there_cannot_be_undone(two: Record, barda: str) -> None:
    made = judge(two, Action.REJECT, barda)
    back = judge(two, Action.UNDO, undoes=made.id)
    with pytest.raises(RecordError, match=f"undone already, by {back.id[:12]}"):
        judge(two, Action.UNDO, undoes=made.id)
    with pytest.raises(RecordError, match="there is no judgement 000"):
        judge(two, Action.UNDO, undoes="0" * 64)
    with pytest.raises(RecordError, match="no judgement without an id"):
        judge(two, Action.UNDO)


def test_two_people_in_one_second_the_one_who_knew_the_other_wins(two: Record, barda: str) -> None:
    for low in range(20, 30):
        judge(two, Action.CORRECT, barda, field="toll.low", value=low, author=KARI)
        judge(two, Action.CORRECT, barda, field="toll.low", value=low + 100, author=OLA)
        assert killed(two)[barda] == low + 100


def test_a_best_figure_chosen_in_the_same_second_at_another_claim_wins(
    two: Record, barda: str
) -> None:
    other = next(one.id for one in read(two) if one.id != barda)
    for figure in range(10):
        judge(two, Action.BEST, barda, field="killed", value=figure)
        judge(two, Action.BEST, other, field="killed", value=figure + 100)
        with two.reading() as connection:
            found = judgements.best_figures(connection, [barda, other])
        assert found == {"killed": figure + 100}


def test_best_figures_are_those_of_the_claims_asked_for(
    two: Record, barda: str, kabul: str
) -> None:
    made = judge(two, Action.BEST, barda, field="killed", value=14)
    with two.reading() as connection:
        assert judgements.best_figures(connection, [barda, kabul]) == {"killed": 14}
        assert judgements.best_figures(connection, [kabul]) == {}
        assert judgements.best_figures(connection, []) == {}
    judge(two, Action.UNDO, undoes=made.id)
    with two.reading() as connection:
        assert judgements.best_figures(connection, [barda]) == {}


def test_merges_and_splits_hold_pairs_of_claims(two: Record, barda: str, kabul: str) -> None:
    pair = (min(barda, kabul), max(barda, kabul))
    judge(two, Action.MERGE, barda, kabul)
    with two.reading() as connection:
        assert judgements.constraints(connection) == ([pair], [])
    made = judge(two, Action.SPLIT, kabul, barda)
    with two.reading() as connection:
        assert judgements.constraints(connection) == ([], [pair])
    judge(two, Action.UNDO, undoes=made.id)
    with two.reading() as connection:
        assert judgements.constraints(connection) == ([pair], [])


@on_sqlite
def test_the_grade_given_last_is_told_by_claim(two: Record, barda: str) -> None:
    judge(two, Action.GRADE, barda, value="weak", reason="")
    judge(two, Action.GRADE, barda, value="fair", reason="")
    with two.reading() as connection:
        assert judgements.grades(connection) == {barda: "fair"}


@on_sqlite
@pytest.mark.parametrize(
    ("action", "more"),
    [
        (Action.ACCEPT, {}),
        (Action.REJECT, {}),
        (Action.CORRECT, {"field": "toll.low", "value": 12}),
        (Action.BEST, {"field": "killed", "value": 12}),
    ],
)
def test_the_article_of_a_judged_claim_is_linked_again_and_no_other(
    two: Record, barda: str, action: Action, more: dict[str, Any]
) -> None:
    made = judge(two, action, barda, **more)
    assert unlinked(two) == {"barda.txt"}
    settle(two)
    judge(two, Action.UNDO, undoes=made.id)
    assert unlinked(two) == {"barda.txt"}


@on_sqlite
@pytest.mark.parametrize(
    ("action", "more"),
    [
        (Action.GRADE, {"value": "fair"}),
        (Action.ADMIRALTY, {"value": "B2"}),
        (Action.NOTE, {"value": "x"}),
    ],
)
def test_what_changes_no_estimate_links_nothing_again(
    two: Record, barda: str, action: Action, more: dict[str, Any]
) -> None:
    made = judge(two, action, barda, **more)
    back = judge(two, Action.UNDO, undoes=made.id)
    judge(two, Action.UNDO, undoes=back.id)
    assert unlinked(two) == set()


@on_sqlite
@pytest.mark.parametrize("action", [Action.MERGE, Action.SPLIT])
def test_the_articles_of_merged_and_split_claims_are_linked_again(
    two: Record, barda: str, kabul: str, action: Action
) -> None:
    judge(two, action, barda, kabul)
    assert unlinked(two) == {"barda.txt", "kabul.txt"}


def test_what_hangs_together_by_merging_is_linked_again_too(
    two: Record, barda: str, kabul: str
) -> None:
    put(two, capture(BARDA.format(killed=15), "more.txt"))
    more = next(c.id for c in read(two, measure="killed") if c.toll and c.toll.low == 15)
    judge(two, Action.MERGE, kabul, more)
    settle(two)
    judge(two, Action.SPLIT, barda, more)
    assert unlinked(two) == {"barda.txt", "more.txt", "kabul.txt"}


def test_judgements_on_some_claims_stand_as_among_all(two: Record, barda: str, kabul: str) -> None:
    made = judge(two, Action.REJECT, barda)
    back = judge(two, Action.UNDO, undoes=made.id)
    judge(two, Action.UNDO, undoes=back.id)
    judge(two, Action.ACCEPT, kabul)
    with two.reading() as connection:
        every = judgements.standing(connection)
        of_barda = [one for one in every if barda in one.claims]
        assert judgements.standing(connection, about=[barda]) == of_barda == [unseen(made)]
        assert judgements.standing(connection, about=[barda, kabul]) == every
        assert judgements.standing(connection, about=[]) == []


def test_an_id_is_found_by_its_beginning(two: Record, barda: str) -> None:
    made = [judge(two, Action.NOTE, barda, value=f"note {number}") for number in range(20)]
    with two.reading() as connection:
        for one in made:
            assert judgements.judgement_id(connection, one.id[:10].upper()) == one.id
        with pytest.raises(RecordError, match="no judgement whose id begins with 'zz'"):
            judgements.judgement_id(connection, "zz")
        with pytest.raises(RecordError, match="no judgement whose id begins with ''"):
            judgements.judgement_id(connection, "")
        shared = next(d for d in "0123456789abcdef" if sum(o.id[0] == d for o in made) > 1)
        with pytest.raises(RecordError, match=f"'{shared}' is the beginning of several ids: "):
            judgements.judgement_id(connection, shared)


def test_nothing_is_told_as_changed_that_reads_as_it_did(two: Record, barda: str) -> None:
    judge(two, Action.ACCEPT, barda)
    judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    judge(two, Action.CORRECT, barda, field="toll.high", value=12)
    judge(two, Action.ACCEPT, barda, author=OLA)
    reread(two, barda, 14)  # by other rules, with the same outcome
    with two.reading() as connection:
        assert changed(connection) == []


def test_a_claim_that_reads_differently_is_told_with_old_and_new_values(
    two: Record, barda: str
) -> None:
    made = judge(two, Action.ACCEPT, barda)
    reread(two, barda, 15)
    with two.reading() as connection:
        (found,) = changed(connection)
    assert (found.judgement, found.claim, found.gone) == (made, barda, False)
    ((field, then, now),) = [(d.field, d.then, d.now) for d in found.differences]
    assert (field, then, now) == ("toll.low", 14, 15)


def test_a_claim_that_vanished_is_told_and_its_judgement_kept(two: Record, barda: str) -> None:
    made = judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    vanish(two, barda)
    with two.reading() as connection:
        (found,) = changed(connection)
        assert judgements.standing(connection) == [unseen(made)]
        assert connection.execute(sa.select(judged_claims.c.claim)).scalars().all() == [barda]
    assert (found.judgement, found.gone, found.differences) == (made, True, ())
    stands(two)  # and nothing falls over


def test_a_claim_that_comes_back_is_judged_as_before(two: Record, barda: str) -> None:
    judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    with two.reading() as connection:
        (row,) = connection.execute(sa.select(claims).where(claims.c.id == barda)).mappings()
    vanish(two, barda)
    with two.writing() as connection:
        connection.execute(claims.insert(), [dict(row)])
        assert changed(connection) == []
    assert killed(two)[barda] == 12


@on_sqlite
def test_a_correction_that_does_not_fit_the_new_reading_is_told_with_the_reason(
    two: Record, barda: str
) -> None:
    judge(two, Action.CORRECT, barda, field="toll.high", value=20)
    reread(two, barda, 25)
    with two.reading() as connection:
        (found,) = changed(connection)
    assert found.misfit is not None
    assert "low 25 is above high 20" in found.misfit
    assert killed(two)[barda] == 25


@on_sqlite
def test_what_was_accepted_on_a_correction_that_is_undone_since_is_told(
    two: Record, barda: str
) -> None:
    fix = judge(two, Action.CORRECT, barda, field="toll.low", value=12)
    accepted = judge(two, Action.ACCEPT, barda, author=OLA)
    judge(two, Action.UNDO, undoes=fix.id)
    with two.reading() as connection:
        (found,) = changed(connection)
    assert found.judgement == accepted
    assert [(d.field, d.then, d.now) for d in found.differences] == [("toll.low", 12, 14)]


@on_sqlite
def test_what_is_undone_is_not_told_as_changed(two: Record, barda: str) -> None:
    made = judge(two, Action.ACCEPT, barda)
    judge(two, Action.UNDO, undoes=made.id)
    reread(two, barda, 15)
    with two.reading() as connection:
        assert changed(connection) == []


@on_sqlite
def test_a_claim_seen_by_another_version_of_vitne_is_compared_as_far_as_it_goes(
    two: Record, barda: str
) -> None:
    with two.writing() as connection:
        odd = {"toll": {"low": 13}, "kind": 7, "colour": ["red"]}
        made = Judgement("", AT, KARI, Action.ACCEPT, (barda,), seen={barda: odd})
        made = msgspec.structs.replace(made, id=judgements.identity(made))
        judgements.put(connection, [made], at=AT, operator=OLA)
        (found,) = changed(connection)
    told = {d.field: (d.then, d.now) for d in found.differences}
    assert told["toll.low"] == (13, 14)
    assert told["colour.0"] == ("red", None)


def test_a_report_captured_again_keeps_its_judgements(two: Record, barda: str) -> None:
    judge(two, Action.REJECT, barda)
    put(two, *taken(capture(BARDA.format(killed=14), "elsewhere.txt")))
    assert barda not in killed(two)


def faults(record: Record) -> list[str]:
    with record.reading() as connection:
        return list(broken(connection))


def test_judgements_are_as_they_were_signed(two: Record, barda: str, kabul: str) -> None:
    made = judge(two, Action.MERGE, barda, kabul)
    judge(two, Action.UNDO, undoes=made.id)
    assert faults(two) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE judgements SET author = 'Per'", "author is 'Per', its JSON says 'Kari Nordmann'"),
        ("UPDATE judgements SET action = 'accept'", "action is 'accept'"),
        ("UPDATE judgements SET body_json = replace(body_json, 'because', 'so')", "something else"),
        ("UPDATE judgements SET body_json = '{'", "its JSON cannot be read"),
        ("DELETE FROM judgements", "is not in the record any more"),
        ("DELETE FROM judged_claims", "found under other claims"),
        ("DELETE FROM custody WHERE action = 'judge'", "not in the log of custody"),
    ],
)
@on_sqlite
def test_a_judgement_that_was_changed_behind_the_records_back_is_found(
    two: Record, barda: str, change: str, said: str
) -> None:
    judge(two, Action.REJECT, barda)
    with two.writing() as connection:
        connection.exec_driver_sql(change)
    assert said in "\n".join(faults(two))
