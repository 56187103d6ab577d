"""What belongs to an article, to an actor and to a voice, out of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from kept import dump, load
from stories import AT, BARDA, KABUL, OPERATOR, capture, put

from vitne.model import Action, Judgement
from vitne.record import evidence, judgements, linking, ranking, relations
from vitne.record.database import Record, migrate
from vitne.record.dossiers import Asked, Dossier, rows
from vitne.record.reviews import Reviews
from vitne.record.schema import articles, claim_actors, claims

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATER = "2020-11-02T12:00:00Z"
BLAME = """Armenia anklager Aserbajdsjan

Jerevan, torsdag 29. oktober 2020 (NTB-AFP):
Armenia anklager Aserbajdsjan for å ha drept fem sivile i Stepanakert onsdag. Aserbajdsjan avviser anklagen.
Aserbajdsjans styrker har tatt kontroll over byen Shusha, melder president Ilham Alijev.
"""


@pytest.fixture
def told(record: Record) -> Record:
    """A report in two versions, one printed again elsewhere, and two others."""
    put(record, capture(BARDA.format(killed=14), "barda.txt", publisher="Kystnytt"))
    put(
        record, capture(BARDA.format(killed=21), "barda.txt", LATER, publisher="Kystnytt"), at=LATER
    )
    put(record, capture("Avisen:\n\n" + BARDA.format(killed=21), "copy.txt", LATER), at=LATER)
    put(record, capture(KABUL, "kabul.txt"), capture(BLAME, "blame.txt"))
    linking.link(record, at=LATER, operator=OPERATOR)
    return record


def key_of(record: Record, file: str, at: str = AT) -> str:
    query = sa.select(articles.c.id).where(articles.c.file == file, articles.c.captured_at == at)
    with record.reading() as connection:
        found: str = connection.execute(query).scalar_one()
    return found


@pytest.fixture
def looked(told: Record) -> Iterator[sa.Connection]:
    with told.reading() as connection:
        yield connection


def about(connection: sa.Connection, name: str) -> Dossier:
    return Dossier(connection, Reviews([]), rows(connection, Reviews([]), name))


def test_an_article_comes_with_its_claims_captures_and_versions(
    told: Record, looked: sa.Connection
) -> None:
    key = key_of(told, "barda.txt")
    found = evidence.evidence(looked, key)
    assert found is not None
    assert found.article.text == BARDA.format(killed=14)
    assert [one.file for one in found.captures] == ["barda.txt"]
    assert found.captures[0].sha256 == found.article.capture_sha256
    assert [one.at for one in found.versions] == [AT, LATER]
    assert found.superseded_by == found.versions[1].told.article
    starts = [one.start for one in found.outlines]
    assert starts == sorted(starts)
    within = evidence.claims_within(
        looked, found, Reviews([]), start=0, end=len(found.article.text)
    )
    assert [one.claim.id for one in within] == [one.id for one in found.outlines]
    assert evidence.claims_within(looked, found, Reviews([]), start=0, end=0) == ()


def test_a_reprint_knows_its_original_and_the_original_its_reprints(
    told: Record, looked: sa.Connection
) -> None:
    pair = [key_of(told, "barda.txt", LATER), key_of(told, "copy.txt", LATER)]
    found = [one for key in pair if (one := evidence.evidence(looked, key)) is not None]
    originals = {one.original.article for one in found if one.original is not None}
    first = next(iter(originals))
    whole = evidence.evidence(looked, first)
    assert whole is not None
    assert whole.original is None
    assert whole.copies == len(whole.reprints) >= 1


def test_there_is_no_article_without_its_id(looked: sa.Connection) -> None:
    assert evidence.evidence(looked, "nope") is None
    assert evidence.article_of_claim(looked, "nope") is None
    assert evidence.text_of(looked, "nope") is None


def test_who_accuses_whom_is_counted_in_claims(looked: sa.Connection) -> None:
    found = {
        (one.kind, one.agent, one.target): one.claims for one in relations.ties(looked, Reviews([]))
    }
    assert found["accusation", "Armenia", "Azerbaijan"] >= 1
    assert any(kind == "denial" for kind, _, _ in found)
    own = relations.ties(looked, Reviews([]), actor="Azerbaijan")
    assert own
    assert all("Azerbaijan" in (one.agent, one.target) for one in own)


def test_reprints_and_older_versions_add_nothing(told: Record, looked: sa.Connection) -> None:
    query = sa.select(sa.func.count()).where(claims.c.kind == "toll", claims.c.measure == "wounded")
    assert looked.execute(query).scalar() == 3  # one text in two versions, and printed again
    with told.writing() as connection:
        mine = sa.select(claims.c.id).where(claims.c.measure == "wounded")
        connection.execute(sa.update(claims).where(claims.c.id.in_(mine)).values(kind="demand"))
        for claim in connection.execute(mine).scalars().all():
            row = {"claim": claim, "actor": "Armenia", "role": "agent"}
            connection.execute(claim_actors.insert(), [row])
    with told.reading() as connection:
        found = {one.kind: one.claims for one in relations.ties(connection, Reviews([]))}
        _, total = about(connection, "Armenia").sentences(Asked(kind="demand"), limit=5)
    assert found["demand"] == total == 1


def test_what_a_person_rejected_is_not_counted(told: Record) -> None:
    with told.reading() as connection:
        query = sa.select(claims.c.id).where(claims.c.kind == "accusation")
        accused = list(connection.execute(query).scalars())
    with told.writing() as connection:
        for claim in accused:
            judgements.add(
                connection,
                Judgement(
                    id="",
                    at=LATER,
                    author="Kari",
                    action=Action.REJECT,
                    claims=(claim,),
                    reason="no",
                ),
            )
    with told.reading() as connection:
        kinds = {one.kind for one in relations.ties(connection, Reviews.load(connection))}
    assert "accusation" not in kinds
    assert "denial" in kinds


def test_the_sentences_of_an_actor_are_those_asked_for(looked: sa.Connection) -> None:
    asked = Asked(role="target", kind="accusation", other="Armenia")
    found, total = about(looked, "Azerbaijan").sentences(asked, limit=10)
    assert total == len(found) >= 1
    assert all(one.claim.kind == "accusation" for one in found)
    nobody = Asked(role="target", kind="accusation", other="Sweden")
    assert about(looked, "Azerbaijan").sentences(nobody, limit=10) == ((), 0)
    every, total = about(looked, "Azerbaijan").sentences(Asked(), limit=1)
    assert len(every) == 1
    assert total > 1


def test_actors_are_found_by_a_part_of_their_name(looked: sa.Connection) -> None:
    found, total = relations.actors(looked, text="ARMEN", limit=5)
    assert total == len(found) >= 1
    assert all("armen" in one.name.casefold() for one in found)
    assert relations.actors(looked, text="%", limit=5) == ((), 0)
    assert relations.actor(looked, "nobody") is None


def test_places_that_are_claimed_to_be_taken_are_told(looked: sa.Connection) -> None:
    found = relations.holdings(looked, Reviews([]), limit=10)
    assert {one.claim.place.name for one in found if one.claim.place} == {"Shusha"}
    assert about(looked, "Armenia").holdings(limit=10) == ()


def test_voices_are_ranked_and_say_what_they_said(looked: sa.Connection) -> None:
    found, total = ranking.rank(looked, limit=50)
    assert total == len(found)
    heard = [one.incidents + one.periods for one in found]
    assert heard == sorted(heard, reverse=True)
    for one in found:
        assert ranking.ranked(looked, one.name) == one
        said = ranking.heard_on(looked, one.name, limit=50)
        assert len(said) == one.incidents + one.periods
        assert len(ranking.heard_on(looked, one.name, how="alone", limit=50)) == one.alone
        assert len(ranking.heard_on(looked, one.name, how="revised", limit=50)) == one.revised
    assert ranking.ranked(looked, "nobody") is None
    names = [one.name for one in ranking.rank(looked, order="name", limit=50)[0]]
    assert sorted(names) == sorted({*names})


def test_a_record_of_the_schema_before_gets_the_same_standing_of_voices(
    told: Record, tmp_path: Path
) -> None:
    now = dump(told)
    assert any(row["alone"] for row in now["incident_voices"])
    older = {name: some for name, some in now.items() if name != "incident_voices"}
    older["incident_voices"] = [
        {name: row[name] for name in ("incident", "voice", "role")}
        for row in now["incident_voices"]
    ]
    path = tmp_path / "older.db"
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, "0002")
        load(connection, older)
        migrate(connection)
    engine.dispose()
    with Record.open(str(path)) as record:
        then = dump(record)["incident_voices"]
    order = [(row["incident"], row["voice"]) for row in then]
    assert sorted(order) == sorted(
        (row["incident"], row["voice"]) for row in now["incident_voices"]
    )
    assert sorted(then, key=str) == sorted(now["incident_voices"], key=str)
