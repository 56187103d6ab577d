"""Whatever is handed in: reading ends without a fault, and every claim stands in the text.

Time is measured in evaluation/bench_read.py. Here work is counted: the Python and C functions
called while reading, or the lines run, which must grow no faster than the text; and each regular
expression is looked through for what makes matching slower than linear, which no count sees.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vitne
from vitne import pipeline
from vitne.model import Capture, Claim, Metadata, Quote, Reading
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKS = Packs()
QUIET = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
# What reports are made of, and what breaks readers: marks, digits, blanks of all kinds, capitals.
PIECES = (
    "tolv soldater ble drept", "minst 14 såret", "Kabul", "i Kabul", "ifølge AFP", "opplyser hæren",
    "sier at", "– Vi angriper", "dersom", "skal ha", "natt til lørdag", "27.12.2017", "31. februar",
    "1.000.000.000.000.000.000.000", "9999", "mellom 10 og", "opp mot", "flere titalls", "en", "de",
    "Taliban", "separatistene", "krever", "truer med å", "benekter", "byen", "landet", "i forgårs",
    "siden", "«", "»", "“", '"', "(", ")", ".", ",", ":", "!", "…", "–", "\n", "\n\n", "\t", "\u00a0",
    "\u2028", "\u200b", "\ufeff", "\x00", "İ", "ß", "ﬁ", "٣", "²", "👩‍👩‍👧", "e\u0301", "Foto:", "KAMPER:",
    "Kl. 14.05:", "(©NTB)", "Les også:", "date 2020-10", "aftenposten.no", "X", "al-", "-tallet",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
)
DATES = st.sampled_from((None, "2020", "2020-10", "2020-10-04", "0001-01-01", "9999-12-31"))

SENTENCE = "Minst {} soldater ble drept i Kabul natt til lørdag, opplyser hæren. "


def capture_of(text: str, published: str | None = None, kind: str = "text/plain") -> Capture:
    data = text.encode()
    known = Metadata(published=published, language="nb")
    return Capture("sak.txt", data, hashlib.sha256(data).hexdigest(), kind, known)


def quotes(claim: Claim) -> Iterator[Quote]:
    """Every stretch of text that a claim points at."""
    yield Quote(claim.text, claim.start, claim.end)
    yield claim.trigger
    yield from claim.repeats
    if claim.condition is not None:
        yield claim.condition
    if claim.toll is not None and claim.toll.number is not None:
        yield claim.toll.number
    pointing = (*claim.agents, *claim.targets, *claim.attribution, claim.place, claim.time)
    for part in pointing:
        if part is not None and part.text is not None:
            assert part.start is not None
            assert part.end is not None
            yield Quote(part.text, part.start, part.end)


def check(reading: Reading) -> None:
    text = reading.article.text
    for claim in reading.claims:
        for quote in quotes(claim):
            assert 0 <= quote.start < quote.end <= len(text)
            assert text[quote.start : quote.end] == quote.text
        if claim.toll is not None and None not in (claim.toll.low, claim.toll.high):
            assert (claim.toll.low or 0) <= (claim.toll.high or 0)
        if claim.time is not None:
            assert claim.time.earliest <= claim.time.latest
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids)
    for segment in reading.article.segments:
        assert 0 <= segment.start <= segment.end <= len(text)


@given(text=TEXTS, published=DATES)
@QUIET
def test_any_text_is_read(text: str, published: str | None) -> None:
    capture = capture_of(text, published)
    reading = pipeline.read(capture, PACKS)
    check(reading)
    assert pipeline.read(capture, PACKS) == reading


@given(text=TEXTS)
@QUIET
def test_any_page_is_read(text: str) -> None:
    page = f"<html><body><article><h1>{text}</h1><p>{text}</p></article></body></html>"
    check(pipeline.read(capture_of(page, "2020-10-04", "text/html"), PACKS))


@given(data=st.binary(max_size=300))
@QUIET
def test_any_bytes_are_read(data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    check(pipeline.read(Capture("sak.txt", data, digest, "text/plain"), PACKS))


def test_a_fresh_reader_reads_the_same() -> None:
    capture = capture_of(SENTENCE.format(12) * 3, "2020-10-04")
    assert pipeline.read(capture, Packs()) == pipeline.read(capture, PACKS)


ADVERSARIAL = {
    "digits": "7", "figures": "123 ", "thousands": "1.000 ", "spaces": " ", "one-letter": "a",
    "capitals": "A", "capital-words": "Aa ", "and": "og ", "stops": ".", "stops-apart": "a. ",
    "quotes": "«", "quotes-straight": '"', "brackets": "(", "apostrophes": "'", "dashes": "– ",
    "hyphens": "a-", "newlines": "\n", "paragraphs": "a\n\n", "multipliers": "tusen ",
    "hedges": "minst ", "ranges": "mellom to og ", "since": "siden ", "nights": "natt til lørdag ",
    "no-marks": "soldater drept i Kabul og byen ble angrepet av hæren ",
}  # fmt: skip
SIZE = 32_000  # characters, doubled: long texts, which are read without looking them over first
GROWTH = 2.3
FEW = 10_000  # calls: below this, what is done once an article outweighs the rest


def calls(text: str) -> int:
    """The functions called, Python's and C's, while a text is read."""
    capture = capture_of(text, "2020-10-04")
    count = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        pipeline.read(capture, PACKS)
    finally:
        sys.setprofile(before)
    return count


def filled(piece: str, size: int) -> str:
    return "x" + piece * (size // len(piece)) + "x"


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    pipeline.read(capture_of(filled(piece, SIZE)), PACKS)  # words new to the caches
    small, large = calls(filled(piece, SIZE)), calls(filled(piece, 2 * SIZE))
    assert large <= max(GROWTH * small, FEW)


def lines(text: str) -> int:
    """The lines of Python run while a text is read: loops over claims count, round by round."""
    capture = capture_of(text, "2020-10-04")
    count = 0

    def note(_frame: Any, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        pipeline.read(capture, PACKS)
    finally:
        sys.settrace(before)
    return count


def test_work_grows_no_faster_than_the_claims() -> None:
    small, large = ("\n\n".join(SENTENCE.format(11 + i) for i in range(n)) for n in (400, 800))
    pipeline.read(capture_of(large), PACKS)
    assert lines(large) <= GROWTH * lines(small)


def test_work_grows_no_faster_than_the_repeats() -> None:
    small, large = ("\n\n".join([SENTENCE.format(11)] * n) for n in (400, 800))
    pipeline.read(capture_of(large), PACKS)
    assert lines(large) <= GROWTH * lines(small)


@pytest.mark.parametrize(("piece", "size"), [("and", 60_000), ("no-marks", 200_000)])
def test_long_runs_are_read(piece: str, size: int) -> None:
    check(pipeline.read(capture_of(filled(ADVERSARIAL[piece], size)), PACKS))


def patterns() -> dict[str, re.Pattern[Any]]:
    """The regular expressions that the modules of vitne hold, by name."""
    found = {}
    for info in pkgutil.walk_packages(vitne.__path__, "vitne."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, re.Pattern):
                found[f"{info.name}.{name}"] = value
    return found


PATTERNS = patterns()
ENDLESS = 1000  # repeats from which a bound is as good as none
# Each round begins with a mark that the inner loop cannot match: one way to match, no more.
UNAMBIGUOUS = frozenset(
    {"vitne.packs.folding._WORD", "vitne.exports.redaction._AGED",
     "vitne.exports.redaction._SEVERAL"}
)  # fmt: skip
LOOPS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})  # those that give back; possessive ones do not


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - UNAMBIGUOUS))
def test_no_pattern_repeats_a_repeat(name: str) -> None:
    """A loop in a loop, as in (a+)+, tries every way to share its text between the two."""
    pattern = PATTERNS[name]
    assert not list(nested(parsed(pattern), inside=False)), pattern.pattern


def test_nested_repeats_are_seen() -> None:
    seen = [bool(list(nested(parsed(re.compile(p)), inside=False)))
            for p in ("(a+)+b", "(?:a*|b)*c", "(?:a++)*+b", "a+b+", "(?:a{1,3}b)+")]  # fmt: skip
    assert seen == [True, True, False, False, False]


def parsed(pattern: re.Pattern[Any]) -> Any:
    """The tree of a pattern; `re` has no public name for it."""
    return importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags)


def nested(tree: Any, *, inside: bool) -> Iterator[Any]:
    """The endless loops that stand in an endless loop."""
    for op, value in tree:
        loop = str(op) in LOOPS and value[1] >= ENDLESS
        if loop and inside:
            yield value
        for part in parts(value):
            yield from nested(part, inside=loop or (inside and str(op) != "ATOMIC_GROUP"))


def parts(value: Any) -> Iterator[Any]:
    """The sub-patterns of an operand."""
    if hasattr(value, "data"):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts(item)
