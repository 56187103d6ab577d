"""Finding articles and claims by their words: any form, any of the languages, any query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import BARDA, KABUL, capture, put

from vitne.record.database import Record
from vitne.record.schema import articles, claims
from vitne.record.search import articles_with, claims_with, find_articles, find_claims

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = {
    "nb": "Angrepene på byen varte i tre dager. Innbyggerne har flyktet fra husene sine.",
    "nn": "Åtaka på byen varte i tre dagar. Innbyggjarane har flykta frå husa sine.",
    "da": "Angrebene på byen varede i tre dage. Indbyggerne er flygtet fra husene.",
    "sv": "Attackerna mot staden pågick i tre dagar. Invånarna har flytt från husen.",
    "en": "The attacks on the town lasted three days. Residents have fled their houses.",
}


@pytest.fixture
def told(record: Record) -> Record:
    put(record, *(capture(text, f"{c}.txt", language=c) for c, text in REPORTS.items()))
    put(record, BARDA.format(killed=7), capture(KABUL, "kabul.txt"))
    return record


def files(record: Record, query: str, **how: Any) -> list[str]:
    """The files found for a query."""
    with record.reading() as connection:
        found = find_articles(connection, query, **how)
        rows = connection.execute(sa.select(articles.c.id, articles.c.file))
        names = {row.id: row.file for row in rows}
        if not how:
            asked = connection.execute(articles_with(connection, query)).scalars()
            assert set(found) == set(asked)
    return [names[name].removesuffix(".txt") for name in found]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("angrep", {"nb", "urix/barda"}),
        ("angrepene", {"nb", "urix/barda"}),
        ("ANGREPET", {"nb", "urix/barda"}),
        ("angreb", {"da"}),
        ("innbyggjar", {"nn"}),
        ("attack", {"sv", "en", "kabul"}),
        ("attacker", {"sv", "en", "kabul"}),
        ("invånare", {"sv"}),
        ("flyktende husene", {"nb", "nn"}),
        ("hus dag", {"nb", "da", "nn", "sv"}),
        ("resident houses", {"en"}),
        ("“three days”", {"en"}),
        ('"days three"', set()),
        ('"tre dagene" byen', {"nb", "nn", "da"}),
        ("«bombs in kabul»", {"kabul"}),
        ("«kabul in bombs»", set()),
        ("«bombs killed» 'Kabul'", {"kabul"}),
        ("Barda 2020 28", {"urix/barda"}),
        ("ntb-afp", {"urix/barda"}),
        ("angrep nix", set()),
    ],
)
def test_words_are_found_in_any_form(told: Record, query: str, wanted: set[str]) -> None:
    assert set(files(told, query)) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "", " ", '"', '""', "'", "*", "(", "AND", "angrep OR", "NOT angrep", "NEAR(angrep by, 2)",
        "text:angrep", "stems:angrep", "angrep*", "^angrep", "-angrep", "{a b}:c", "a & b | ! (c <->",
        "angrep'; DROP TABLE articles; --", "\\", "\x00", "\ud800", "«»“”„\"", "%s %(x)s :a ?", "å" * 5000,
        '"' * 1001, "(" * 10_000, "\u202eangrep", "½ ٣ ² ﬁ İ ß e\u0301", "👩‍👩‍👧",
    ],
)  # fmt: skip
def test_no_query_is_an_error(told: Record, query: str) -> None:
    files(told, query)


def test_a_query_of_ten_megabytes_is_no_error(told: Record) -> None:
    files(told, "angrep " * 1_500_000)
    files(told, "x" * 10_000_000)
    files(told, '"' + "angrep by " * 1_000_000)


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[list[Record]]:
    """The same reports on SQLite and on PostgreSQL."""
    path: Path = tmp_path_factory.mktemp("search") / "record.db"
    server = request.getfixturevalue("server")
    targets = [str(path), server.address(server.make())]
    records = [Record.open(target, create=True) for target in targets]
    for record in records:
        put(record, *(capture(text, f"{c}.txt", language=c) for c, text in REPORTS.items()))
        put(
            record,
            capture("e\u0301n ﬁre İstanbul ٣٤ soldater 👩‍👩‍👧 x_y ǅ ß", "odd.txt", language="nb"),
        )
    yield records
    for record in records:
        record.close()


ODD = 'én ﬁre İstanbul ٣٤ x_y ǅ SS " OR'
WORDS = [*" ".join(REPORTS.values()).split(), *ODD.split()]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=4).map(" ".join))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_both_databases_find_the_same(both: list[Record], query: str) -> None:
    first, second = (files(record, query) for record in both)
    assert first == second


def test_claims_are_found_by_their_own_words(told: Record) -> None:
    with told.reading() as connection:
        found = find_claims(connection, "soldier")
        rows = connection.execute(sa.select(claims.c.text).where(claims.c.id.in_(found)))
        assert {"soldiers" in row.text for row in rows} == {True}
        assert set(connection.execute(claims_with(connection, "soldier")).scalars()) == set(found)
        assert find_claims(connection, "Reuters") == []


def test_what_was_stored_last_is_found_first(told: Record) -> None:
    assert files(told, "attack") == ["kabul", "en", "sv"]
    assert files(told, "attack", limit=1) == ["kabul"]


def test_an_article_without_end_is_found_by_all_its_words(record: Record) -> None:
    words = "".join(f"ord{number} " for number in range(45_000))
    put(record, capture(f"{words}\n{'x' * 100_000}", "long.txt", language="nb"))
    for query in ("ord1", "ord9999 ord9998", "ord44999", "«ord18001 ord18002»", "x" * 100_000):
        assert files(record, query) == ["long"]
