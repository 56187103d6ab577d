"""Times: the corpus, the entries' own examples, and what must hold of any text."""

from __future__ import annotations

import calendar as months
import datetime as dt
import json
import re

import pytest
from corpora import GOLD, TIMES, cases, entries, negatives, passage, read_corpora
from hypothesis import given
from hypothesis import strategies as st

from vitne.mentions.times import find_times
from vitne.model import RUNS, Mention, Period, TimeKind
from vitne.packs.timewords import Means

CORPORA = read_corpora("times")
WORDS = TIMES["nb"]
DAY = r"\d{4}-\d\d-\d\d"
POINT = rf"(?:{DAY}|\d{{4}}-\d\d|\d{{4}}|\d{{3}}X|\d\dXX)"
EDTF = re.compile(rf"{POINT}(?:/{POINT})?|\[{POINT}\.\.{POINT}\]|\[{DAY},{DAY}\]|\d{{4}}-2[1-4]")


def published(text: str) -> Period | None:
    """The period of an EDTF day or month; none for an empty text."""
    if not text:
        return None
    year, month, *day = map(int, text.split("-"))
    first = dt.date(year, month, *(day or [1]))
    last = first if day else first.replace(day=months.monthrange(year, month)[1])
    return Period(first, last, text)


def times(text: str, day: str = "2020-10-28", code: str = "nb") -> list[Mention]:
    return find_times(passage(text), published(day), TIMES[code])


ENTRIES = entries({code: words.entries for code, words in TIMES.items()})


@pytest.mark.parametrize(("code", "case", "text"), cases(CORPORA))
def test_corpus_case(code, case, text):
    plain = text.replace("[", "").replace("]", "")
    span = (text.index("["), text.index("]") - 1)
    found = times(plain, case.get("published", CORPORA[code]["published"]), code)
    assert [(m.start, m.end) for m in found] == [span]
    want, when = case["when"], found[0].when
    assert when.kind == want["kind"]
    assert list(when.shift or ()) == want.get("shift", [])
    if "edtf" not in want:
        assert when.period is None
    else:
        assert when.period == Period(want["earliest"], want["latest"], want["edtf"])


@pytest.mark.parametrize(("code", "text"), negatives(CORPORA))
def test_negative(code, text):
    assert times(text, CORPORA[code]["published"], code) == []


@pytest.mark.parametrize("code", CORPORA)
def test_corpus_is_broad_and_ids_are_unique(code):
    ids = [case["id"] for case in CORPORA[code]["cases"]]
    assert len(ids) == len(set(ids)) >= 80


@pytest.mark.parametrize(("code", "entry"), ENTRIES)
def test_entry_proves_itself(code, entry):
    assert entry.examples
    for text in entry.examples:
        assert any(entry.id in m.rules for m in times(text, code=code)), text
    for text in entry.counterexamples:
        assert not any(entry.id in m.rules for m in times(text, code=code)), text


@pytest.mark.parametrize(("code", "entry"), ENTRIES)
def test_entry_yields_what_its_kind_needs(code, entry):
    (text,) = entry.examples[:1]
    (mention,) = [m for m in times(text, code=code) if entry.id in m.rules]
    if entry.kind in RUNS | {TimeKind.SHIFT}:
        assert mention.when.shift is not None
    else:
        assert (mention.when.period is None) == (entry.means is Means.NONE)


LEXICON = sorted(
    set(WORDS.starters)
    | {
        "lørdag",
        "august",
        "2013",
        "9",
        ".",
        "–",
        "1990-tallet",
        "og",
        "til",
        "krigen",
        "uker",
        "27.12.2017",
        "29",
        "februar",
        "9999",
        "10000",
        "31",
        "år",
        "siste",
        "de",
        "15.30",
        ",",
    }
)


@given(
    st.text(max_size=200) | st.lists(st.sampled_from(LEXICON), max_size=14).map(" ".join),
    st.sampled_from(
        ["", "2020-10", "2020-02-29", "2016-04", "0001-01-01", "9999-12-31", "1999-12"]
    ),
)
def test_any_text_is_read_without_error(text, day):
    found = passage(text)
    last = 0
    for mention in find_times(found, published(day), WORDS):
        assert last <= mention.start < mention.end <= len(text)
        assert found.tokens[mention.first].start == mention.start
        assert found.tokens[mention.last - 1].end == mention.end
        last = mention.end
        when = mention.when
        assert mention.rules
        assert when.kind is not TimeKind.SHIFT or when.shift[0] <= when.shift[1]
        if when.period is not None:
            assert when.period.earliest <= when.period.latest
            assert EDTF.fullmatch(when.period.edtf), when.period.edtf


@given(st.dates(dt.date(1800, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["2020-10-28", ""]))
def test_every_date_round_trips(date, day):
    name = next(w for w, m in WORDS.tables["month"].items() if m == date.month)
    for written in (f"{date.day}. {name} {date.year}", f"{date:%d.%m.%Y}", f"{date}"):
        (mention,) = times(f"Avtalen ble brutt {written}.", day)
        assert mention.when.period == Period(date, date, f"{date}")


@given(st.dates(dt.date(2000, 1, 10), dt.date(2030, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_last_one(date, weekday):
    name = next(w for w, d in WORDS.tables["weekday"].items() if d == weekday)
    (mention,) = times(f"Byen falt {name}.", f"{date}")
    found = mention.when.period.earliest
    assert found.weekday() == weekday
    assert 0 <= (date - found).days < 7


@pytest.mark.parametrize(
    "unit",
    [
        "siden ",
        "natt til ",
        "mellom 1991 og ",
        "9. ",
        "siden krigen ",
        "i ",
        "1-",
        "fra mandag til ",
    ],
)
def test_work_is_linear(calls, unit):
    def work(count: int) -> int:
        found = passage(unit * count)
        return calls(lambda: find_times(found, published("2020-10"), WORDS))

    work(1000)
    assert work(8000) < 8 * 2 * work(1000)


def test_offsets_are_those_of_the_article():
    text = "Overskrift. Kampene brøt ut natt til lørdag langs fronten."
    (mention,) = find_times(passage(text, 12), published("2016-04"), WORDS)
    assert text[mention.start : mention.end] == "natt til lørdag"
    assert mention.rules == ("night-to-weekday",)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold texts are not beside the project")
@pytest.mark.parametrize(
    "path", sorted([*GOLD.glob("nb-*.json"), *GOLD.glob("d1?-nb-*.json")]), ids=lambda p: p.stem
)
def test_gold_times(path):
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    gold = json.loads(path.read_text(encoding="utf-8"))
    for claim in gold["claims"]:
        said = claim.get("time") or {}
        if not said.get("text"):
            continue
        start = max(text.rfind("\n", 0, said["start"]), text.rfind(". ", 0, said["start"])) + 1
        found = passage(text, start, text.find("\n", said["end"]))
        hits = find_times(found, published(gold["published"]), WORDS)
        (mention,) = [m for m in hits if (m.start, m.end) == (said["start"], said["end"])]
        period = mention.when.period
        if period is not None:  # the others need the text before
            assert f"{period.earliest}" == said["earliest"]
            assert mention.when.kind is TimeKind.SINCE or f"{period.latest}" == said["latest"]
