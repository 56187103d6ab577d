"""Numbers: the corpus, the entries' own examples, and what must hold of any text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from corpora import GOLD, NUMBERS, TIMES, cases, entries, negatives, passage, read_corpora
from hypothesis import given
from hypothesis import strategies as st

from vitne.mentions.numbers import find_numbers
from vitne.mentions.times import find_times

if TYPE_CHECKING:
    from vitne.model import Mention

CORPORA = read_corpora("numbers")
WORDS = NUMBERS["nb"]
FLAGS = ("approx", "none", "article", "vague", "ordinal")


def numbers(text: str, code: str = "nb") -> list[Mention]:
    found = passage(text)
    return find_numbers(found, NUMBERS[code], find_times(found, None, TIMES[code]))


def entries_of(code: str) -> dict[str, Any]:
    words = NUMBERS[code]
    tables = (words.quantities, words.hedges, words.after)
    found = {entry.id: entry for table in tables for rows in table.values() for _, entry in rows}
    return found | {entry.id: entry for entry in words.ranges}


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the stretches that stood in them."""
    plain, spans = "", []
    for part in text.split("]"):
        before, mark, inside = part.partition("[")
        plain += before
        if mark:
            spans.append((len(plain), len(plain) + len(inside)))
        plain += inside
    return plain, spans


SEVERAL = [
    pytest.param(code, case, id=f"{code}: {case['text']}")
    for code, corpus in CORPORA.items() for case in corpus["several"]
]  # fmt: skip


@pytest.mark.parametrize(("code", "case", "text"), cases(CORPORA))
def test_corpus_case(code, case, text):
    plain, spans = unmark(text)
    value = case["value"]
    found = [m.number for m in numbers(plain, code) if value.get("article") or not m.number.article]
    assert [(n.start, n.end) for n in found] == spans
    assert (found[0].low, found[0].high) == (value.get("low"), value.get("high"))
    assert {f for f in FLAGS if getattr(found[0], f)} == {f for f in FLAGS if value.get(f)}


@pytest.mark.parametrize(("code", "case"), SEVERAL)
def test_several_numbers(code, case):
    found = [m.number for m in numbers(case["text"], code) if not m.number.article]
    said = [f"{'' if n.low is None else n.low}..{'' if n.high is None else n.high}" for n in found]
    assert said == case["bounds"]


@pytest.mark.parametrize(("code", "text"), negatives(CORPORA))
def test_negative(code, text):
    assert [m for m in numbers(text, code) if not m.number.article] == []


@pytest.mark.parametrize("code", CORPORA)
def test_corpus_is_broad_and_ids_are_unique(code):
    ids = [case["id"] for case in CORPORA[code]["cases"]]
    assert len(ids) == len(set(ids)) >= 60


@pytest.mark.parametrize(("code", "entry"), entries({code: entries_of(code) for code in CORPORA}))
def test_entry_proves_itself(code, entry):
    assert entry.examples
    for text in entry.examples:
        assert any(entry.id in m.rules for m in numbers(text, code)), text
    for text in entry.counterexamples:
        assert not any(entry.id in m.rules for m in numbers(text, code)), text


UNITS = [
    "null",
    "en",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "sju",
    "åtte",
    "ni",
    "ti",
    "elleve",
    "tolv",
    "tretten",
    "fjorten",
    "femten",
    "seksten",
    "sytten",
    "atten",
    "nitten",
]
TENS = ["tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti"]


def small(n: int) -> str:
    if n < 20:
        return UNITS[n]
    return TENS[n // 10 - 2] + (UNITS[n % 10] if n % 10 else "")


def hundreds(n: int) -> str:
    if n < 100:
        return small(n)
    head = f"{'ett' if n < 200 else UNITS[n // 100]} hundre"
    return f"{head} og {small(n % 100)}" if n % 100 else head


def words(n: int) -> str:
    if n < 1000:
        return hundreds(n)
    head = f"{'ett' if n < 2000 else hundreds(n // 1000)} tusen"
    rest = n % 1000
    return head if not rest else f"{head} {'og ' if rest < 100 else ''}{hundreds(rest)}"


@given(st.integers(0, 999_999))
def test_every_integer_round_trips(n):
    dotted = f"{n:,}".replace(",", ".")
    spaced = f"{n:,}".replace(",", "\u00a0")
    for written in (str(n), dotted, spaced, words(n)):
        found = numbers(f"De talte {written} telt.")
        assert [(m.number.low, m.number.high) for m in found] == [(n, n)], written
        assert found[0].number.end - found[0].number.start == len(written)


LEXICON = [
    *sorted(WORDS.starters),
    "12",
    "1.457",
    "335",
    "000",
    "1,6",
    "millioner",
    "–",
    "-",
    "og",
    "til",
    "eller",
    "flere",
    ".",
    "enn",
    "mot",
    "hundre",
    "stykker",
    "9" * 400,
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(LEXICON), max_size=12).map(" ".join))
def test_any_text_is_read_without_error(text):
    found = passage(text)
    last = 0
    for mention in find_numbers(found, WORDS):
        number = mention.number
        assert last <= mention.start <= number.start < number.end <= mention.end <= len(text)
        assert found.tokens[mention.first].start == mention.start
        assert found.tokens[mention.last - 1].end == mention.end
        assert number.low is not None or number.high is not None
        for bound in (number.low, number.high):
            assert bound is None or 0 <= bound <= 10**24
        assert None in (number.low, number.high) or number.low <= number.high
        last = mention.end


def test_offsets_are_those_of_the_article():
    text = "Overskrift. Minst 18 soldater er drept."
    (mention,) = find_numbers(passage(text, 12), WORDS)
    assert (text[mention.start : mention.end], mention.first) == ("Minst 18", 0)
    assert text[mention.number.start : mention.number.end] == "18"
    assert mention.rules == ("at-least",)


def test_tokens_that_are_taken_are_no_numbers():
    found = passage("For to uker siden ble 16 såret.")
    times = find_times(found, None, TIMES["nb"])
    assert [m.number.low for m in find_numbers(found, WORDS, times)] == [16]


@pytest.mark.parametrize(
    "unit", ["tusen ", "minst ", "to hundre og ", "mellom ", "9 ", "1.", "og "]
)
def test_work_is_linear(calls, unit):
    def work(times: int) -> int:
        found = passage(unit * times)
        return calls(lambda: find_numbers(found, WORDS))

    work(1000)
    assert work(8000) < 8 * 2 * work(1000)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold texts are not beside the project")
@pytest.mark.parametrize(
    "path", sorted([*GOLD.glob("nb-*.json"), *GOLD.glob("d1?-nb-*.json")]), ids=lambda p: p.stem
)
def test_gold_numbers(path):
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
        gold = (claim.get("toll") or {}).get("number")
        if gold is None:
            continue
        start = max(text.rfind("\n", 0, gold["start"]), text.rfind(". ", 0, gold["start"])) + 1
        found = passage(text, start, text.find("\n", gold["end"]))
        hits = [m.number for m in find_numbers(found, WORDS, find_times(found, None, TIMES["nb"]))]
        (number,) = [n for n in hits if (n.start, n.end) == (gold["start"], gold["end"])]
        toll = claim["toll"]
        assert (number.low, number.high, number.approx) == (
            toll["low"],
            toll["high"],
            toll["approx"],
        )
