"""What holds of every claim of every case, whatever it says."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from cases import packs, read_case, read_cases, read_text, reading_of, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from vitne.model import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Claim, Location, Party, Reading, Timing, Voice

CASES = read_cases()
LANGUAGES = sorted({case["language"] for case in CASES})
_APART = 10  # of so many cases in a row one is read a second time


def cases_in(language: str) -> list[dict[str, Any]]:
    return [case for case in CASES if case["language"] == language]


each = pytest.mark.parametrize("language", LANGUAGES)
some = st.sampled_from(CASES)
reports = st.sampled_from(LANGUAGES).flatmap(
    lambda language: st.lists(
        st.sampled_from(cases_in(language)),
        min_size=1, max_size=4, unique_by=lambda case: case["id"],
    )
)  # fmt: skip


def quotes(claim: Claim) -> Iterator[Quote]:
    """Every stretch of the text that a claim points at."""
    yield Quote(claim.text, claim.start, claim.end)
    yield claim.trigger
    yield from claim.repeats
    if claim.condition is not None:
        yield claim.condition
    if claim.toll is not None and claim.toll.number is not None:
        yield claim.toll.number
    parts: tuple[Party | Voice | Location | Timing | None, ...]
    parts = (*claim.agents, *claim.targets, *claim.attribution, claim.place, claim.time)
    for part in parts:
        if part is not None and part.text is not None:
            assert part.start is not None
            assert part.end is not None
            yield Quote(part.text, part.start, part.end)


def check(reading: Reading, text: str) -> None:
    """Words stand where a claim says, claims in text order, each with an id of its own."""
    assert reading.article.text == text
    for claim in reading.claims:
        for quote in quotes(claim):
            assert text[quote.start : quote.end] == quote.text
        passage = reading.passages[claim.passage]
        assert passage.start <= claim.start < claim.end <= passage.end
        part = claim.toll is not None and claim.toll.scope == "subset"  # triggered by its whole
        assert part or claim.start <= claim.trigger.start < claim.trigger.end <= claim.end
    for before, after in itertools.pairwise(reading.claims):
        assert (before.passage, before.trigger.start) <= (after.passage, after.trigger.start)
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))


@each
def test_claims_stand_in_their_text(language: str) -> None:
    for case in cases_in(language):
        reading = reading_of(case)
        check(reading, case["text"])


@each
def test_what_is_read_again_is_read_alike(language: str) -> None:
    for case in cases_in(language)[::_APART]:
        assert read_case(case) == reading_of(case), case["id"]


def test_groups_that_share_a_harm_and_have_no_number_have_ids_of_their_own() -> None:
    text = "Elever, lærere og foreldre ble tatt til fange av opprørere i Beslan lørdag."
    reading = read_text(text)
    check(reading, text)
    assert len([claim for claim in reading.claims if claim.kind == "toll"]) == 3


@each
def test_bounds_are_in_order_and_a_part_has_a_whole(language: str) -> None:
    for case in cases_in(language):
        claims = {claim.id: claim for claim in reading_of(case).claims}
        for claim in claims.values():
            check_bounds(claim, claims)


def check_bounds(claim: Claim, claims: dict[str, Claim]) -> None:
    toll = claim.toll
    assert (toll is None) == (claim.kind != "toll")
    if toll is None:
        return
    if toll.low is not None and toll.high is not None:
        assert 0 <= toll.low <= toll.high
    assert (toll.known == "none") == (toll.low == toll.high == 0)
    assert (claim.polarity == "negative") == (toll.known in ("none", "undisclosed"))
    if toll.subset_of is not None:
        whole = claims[toll.subset_of].toll
        assert toll.scope == "subset"
        assert whole is not None
        assert whole.measure == toll.measure


@each
def test_every_claim_names_the_entries_that_made_it(language: str) -> None:
    claims = [claim for case in cases_in(language) for claim in reading_of(case).claims]
    assert [shown(c) for c in claims if not c.rules and c.kind != "background"] == []


@each
def test_every_entry_named_is_there(language: str) -> None:
    """`vitne explain` looks each rule up by its id."""
    pack = packs().language(language)
    assert pack is not None
    entries = set(pack.lexicon.entries)
    kinds = {entry.partition(".")[0] for entry in entries}
    rules = {
        rule
        for case in cases_in(language)
        for claim in reading_of(case).claims
        for rule in claim.rules
    }
    unknown = {rule for rule in rules - entries if rule.partition(".")[0] in kinds}
    assert unknown - {"condition.verb-first"} == set()


@given(reports)
@settings(max_examples=60)
def test_reports_put_together_still_stand_in_their_text(cases: list[dict[str, Any]]) -> None:
    whole = "\n\n".join(case["text"] for case in cases)
    check(read_text(whole, language=cases[0]["language"]), whole)


@given(some, st.sampled_from(["\n\n(©NTB)", "\n\nLes også: Mer om krigen."]))
@settings(max_examples=40)
def test_an_agency_line_adds_no_claim(case: dict[str, Any], line: str) -> None:
    def read(words: str) -> list[tuple[str, int, int]]:
        claims = read_text(words, language=case["language"]).claims
        return [(c.kind, c.start, c.end) for c in claims]

    assert read(case["text"] + line) == read(case["text"])


@given(some)
@settings(max_examples=40)
def test_a_date_moves_nothing_but_times(case: dict[str, Any]) -> None:
    early, late = (read_case(case, day).claims for day in ("2019-03-06", "2024-08-14"))
    assert [(c.id, c.start, c.end) for c in early] == [(c.id, c.start, c.end) for c in late]


@given(some)
@settings(max_examples=40)
def test_an_id_holds_the_evidence(case: dict[str, Any]) -> None:
    """The same words in another article are other evidence."""
    here = {claim.id for claim in reading_of(case).claims}
    more = case | {"text": f"{case['text']} Saken oppdateres."}
    assert not here & {claim.id for claim in read_case(more).claims}
