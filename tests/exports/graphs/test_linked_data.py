"""Annotations and provenance as programs of the web of data read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
import sqlalchemy as sa
from exported import Wish, written
from pyld import jsonld

from vitne.exports.policy import Policy
from vitne.record.database import Record
from vitne.record.schema import articles, claims

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX v: <urn:vitne:term:>
"""
FORMATS = ("annotations", "provenance")
# rdflib's own parser of JSON-LD still uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def no_network(address: str, _options: object) -> None:
    raise AssertionError(f"reading a document must fetch nothing, but asks for {address}")


@pytest.fixture(scope="module")
def graphs(barda: Path) -> dict[str, rdflib.Graph]:
    return {
        name: rdflib.Graph().parse(data=written(barda, name), format="json-ld") for name in FORMATS
    }


@pytest.fixture(scope="module")
def page(barda: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(barda, "annotations"))
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_fetched_to_read_it(barda: Path, name: str) -> None:
    document = json.loads(written(barda, name))
    (expanded,) = jsonld.expand(document, {"documentLoader": no_network})[:1]
    assert expanded


def test_who_says_this_14_and_in_which_words(graphs: dict[str, rdflib.Graph]) -> None:
    found = graphs["annotations"].query(
        PREFIXES
        + """
        SELECT ?who ?words WHERE {
          ?annotation oa:hasBody ?claim ; oa:hasTarget/oa:hasSelector/oa:exact ?words .
          ?claim v:measure "killed" ; v:low 14 ; prov:wasAttributedTo/rdfs:label ?who .
        }"""
    )
    said = {(str(who), str(words)) for who, words in found}
    assert ("Hikmet Hadzjijev", "Minst 14 mennesker ble drept") in said
    assert ("Hikmet Hajiyev", "14 deaths") in said


def test_on_what_an_estimate_rests_down_to_the_bytes(graphs: dict[str, rdflib.Graph]) -> None:
    found = list(
        graphs["provenance"].query(
            PREFIXES
            + """
        SELECT ?who ?words ?sha ?tool WHERE {
          ?estimate a v:Estimate ; v:measure "killed" ; v:best 17 ; v:bestRestsOn ?claim .
          ?claim prov:wasAttributedTo/rdfs:label ?who ; oa:exact ?words ; prov:wasQuotedFrom ?article .
          ?article prov:wasDerivedFrom ?capture .
          ?capture v:bytesSha256 ?sha ; prov:wasGeneratedBy/prov:wasAssociatedWith/rdfs:label ?tool .
        }"""
        )
    )
    (row,) = found
    assert (str(row[0]), str(row[1]), len(str(row[2]))) == ("Hospital doctor", "17 bodies", 64)
    assert str(row[3]).startswith("vitne")


def test_a_reprint_names_what_it_reprints(graphs: dict[str, rdflib.Graph]) -> None:
    found = graphs["provenance"].query(
        PREFIXES + "SELECT ?one ?other WHERE { ?one prov:alternateOf ?other }"
    )
    assert len(list(found)) == 1


def test_positions_lead_back_to_the_words_in_the_article(barda: Path, page: dict[str, Any]) -> None:
    with Record.open(str(barda)) as record, record.reading() as connection:
        rows = connection.execute(sa.select(articles.c.id, articles.c.text))
        texts = {row.id: row.text for row in rows}
        known = connection.execute(sa.select(sa.func.count()).select_from(claims)).scalar()
    for one in page["items"]:
        target = one["target"]
        text = texts[target["source"]["textSha256"]]
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote.get("prefix", ""))
        assert text[end:].startswith(quote.get("suffix", ""))
    assert len(page["items"]) == known


def test_a_target_has_the_hashes_of_what_it_is_pinned_to(page: dict[str, Any]) -> None:
    for one in page["items"]:
        state = one["target"]["state"]
        assert len(state["textSha256"]) == 64
        assert all(len(digest) == 64 for digest in state["bytesSha256"])


def test_the_chain_of_voices_is_in_order(page: dict[str, Any]) -> None:
    (body,) = (
        body for one in page["items"] for body in one["body"] if body.get("label") == "killed: 17"
    )
    assert body["chain"][0]["label"] == "Harbour Gazette"
    assert body["chain"][-1]["label"] == body["voice"] == "Hospital doctor"


def test_with_names_taken_out_nothing_around_a_quote_is_told(barda: Path) -> None:
    for one in json.loads(written(barda, "annotations", Wish(policy=Policy(redact=True))))["items"]:
        assert not {"prefix", "suffix"} & {
            name for part in one["target"]["selector"] for name in part
        }


def test_a_correction_is_a_revision_by_a_person(judged: Path) -> None:
    graph = rdflib.Graph().parse(data=written(judged, "provenance"), format="json-ld")
    found = graph.query(
        PREFIXES
        + """
        SELECT ?was ?is ?who WHERE {
          ?new prov:wasRevisionOf ?old ; v:high ?is ;
               prov:wasGeneratedBy/prov:wasAssociatedWith/rdfs:label ?who .
          ?old v:high ?was .
        }"""
    )
    assert [tuple(map(str, row)) for row in found] == [("17", "18", "Kari Nordmann")]


def test_reviewers_have_no_names_where_names_are_taken_out(judged: Path) -> None:
    told = written(judged, "provenance", Wish(policy=Policy(redact=True))).decode()
    assert "a reviewer" in told
    assert "Kari" not in told
    assert "a range" not in told
