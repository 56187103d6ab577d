"""The drawing of who says how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exported import act, dead, row
from msgspec.structs import replace

from vitne.exports.bars import Chart, Drawing, bars
from vitne.exports.evidence import origins
from vitne.exports.rendering import render
from vitne.exports.scale import scale
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.queries import list_incidents
from vitne.record.reviews import Reviews
from vitne.record.story import Story, story
from vitne.wording import wording

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.exports.rows import Row

EN = wording("en")
HUGE = 10**60


def drawn(made: Row, locale: str = "en") -> Drawing:
    """The drawing of a row that was made up."""
    told = Story(
        incident=made.incident, profile=made.profile, as_of=None, claims=made.claims,
        judgements=(), links=(), grade=None, given=None,
    )  # fmt: skip
    return bars(told, wording(locale))


def chart(made: Row) -> Chart:
    (found,) = drawn(made).charts
    return found


@pytest.fixture(scope="module")
def strike(barda: Path) -> Drawing:
    with Record.open(str(barda)) as record, record.reading() as connection:
        found = list_incidents(connection, Filters(measure="killed"), Reviews.load(connection))
        one = next(one for one in found if one.label.startswith("Shelling"))
        told = story(connection, one.id, profile="full")
        assert told is not None
        return bars(told, EN, origins=origins(connection, one.articles))


def test_there_is_a_row_a_voice_and_those_that_vouch_come_first(strike: Drawing) -> None:
    killed = strike.charts[0]
    assert [(one.voice, one.vouches) for one in killed.rows] == [
        ("Hikmet Hadzjijev", True),
        ("Prosecutor General of Azerbaijan", True),
        ("Hospital doctor", True),
        ("International Committee of the Red Cross", False),
    ]


def test_what_a_voice_stands_by_is_above_what_it_replaced(strike: Drawing) -> None:
    lines = strike.charts[0].rows[0].lines
    assert [(one.words, one.superseded) for one in lines] == [
        ("19", False), ("14", True), ("14 or more", True),
    ]  # fmt: skip


def test_reprints_and_headlines_are_folded_into_one_line(strike: Drawing) -> None:
    first = strike.charts[0].rows[0].lines[-1]
    assert set(first.notes) == {"2 articles", "1 reprint"}
    assert len(first.claims) == 4  # twice the sentence, twice the headline over it
    assert [one.words for one in strike.charts[0].rows[1].lines] == ["21"]


def test_an_open_bound_goes_on_to_the_edge(strike: Drawing) -> None:
    wounded = strike.charts[1]
    marks = [line.mark for one in wounded.rows for line in one.lines if line.words == "41 or more"]
    assert marks[0] is not None
    assert (marks[0].kind, marks[0].end) == ("minimum", 100.0)
    assert wounded.band.mark is not None
    assert wounded.band.mark.kind == "minimum"


def test_a_part_is_marked_and_no_figure_of_the_whole(strike: Drawing) -> None:
    (part,) = strike.charts[0].rows[-1].lines
    assert (part.part, part.people) == (True, "aid workers (civilians)")


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [(14, 14, "figure"), (10, 15, "range"), (14, None, "minimum"), (None, 50, "maximum"),
     (None, None, "some")],
)  # fmt: skip
def test_bounds_are_drawn_as_open_as_they_are(low: int | None, high: int | None, kind: str) -> None:
    mark = chart(row(dead(low, high), profile="full")).rows[0].lines[0].mark
    assert mark is not None
    assert mark.kind == kind
    assert 0 <= mark.start <= mark.end <= 100
    assert (mark.end == 100) == (high is None)


@pytest.mark.parametrize("known", ["unknown", "undisclosed"])
def test_what_nobody_tells_is_said_and_not_drawn(known: str) -> None:
    line = chart(row(dead(None, None, known=known), profile="full")).rows[0].lines[0]
    assert line.mark is None
    assert line.words == EN.term(known, "known")


def test_a_stated_zero_is_drawn_at_zero() -> None:
    made = chart(row(dead(0, 0, known="none"), dead(5, by="AFP"), profile="full"))
    (zero,) = (
        line for one in made.rows for line in one.lines if line.words == EN.term("none", "known")
    )
    assert zero.mark is not None
    assert (zero.mark.kind, zero.mark.start) == ("figure", made.ticks[0][0])


def test_what_is_feared_is_said_and_not_drawn() -> None:
    made = chart(row(dead(5), dead(40, by="AFP", modality="hypothetical"), profile="full"))
    (feared,) = (line for one in made.rows for line in one.lines if line.words == "40")
    assert feared.mark is None
    assert feared.notes == (EN.term("hypothetical", "modality"),)


def test_without_figures_there_is_nothing_to_draw() -> None:
    assert drawn(row(act(), profile="full")).charts == ()


@pytest.mark.parametrize(
    "numbers", [[], [0], [1], [21], [9_999], [3, 4_000], [1, HUGE], [HUGE], [-5, 3]]
)
def test_every_number_lies_on_its_scale_in_order(numbers: list[int]) -> None:
    made = scale(numbers)
    at = [made.x(n) for n in sorted(numbers)]
    assert at == sorted(at)
    assert all(0 <= x < 100 for x in at)
    assert 2 <= len(made.ticks) <= 8
    assert made.ticks[0].number == 0
    assert made.top >= max([0, *numbers])


def test_a_scale_shows_small_figures_beside_great_ones() -> None:
    made = scale([3, 4_000])
    assert made.is_log
    assert made.x(3) - made.x(0) > 5
    assert not scale([14, 240]).is_log


def test_the_words_are_those_of_the_language_asked_for() -> None:
    made = row(dead(14, None), profile="full")
    english, norwegian = drawn(made), drawn(made, "nb")
    assert english.charts[0].rows[0].lines[0].words == "14 or more"
    assert norwegian.charts[0].rows[0].lines[0].words == "14 eller flere"


def test_the_markup_has_classes_only_and_escapes_all() -> None:
    hostile = "<img src=x onerror=alert(1)>\u202e\x00"
    made = row(dead(14, None, by=hostile, who="<b>children</b>"), profile="full")
    template = '{% from "_bars.html" import bars %}{{ bars(page) }}'
    told = _rendered(template, drawn(made))
    assert "<img" not in told
    assert "<b>" not in told
    assert "\x00" not in told
    assert not any(word in told for word in (" style=", "<style", "<script", "javascript:"))
    assert 'href="#claim-' in told


def _rendered(template: str, page: Drawing) -> str:
    from vitne.exports.rendering import _alone  # noqa: PLC0415 - the environment of reports

    return _alone(EN).from_string(template).render(page=page)


def test_marks_of_one_voice_keep_their_claims() -> None:
    one = dead(14, by="Reuters", article="one")
    other = replace(dead(14, by="Reuters", article="two"), article="two")
    lines = chart(row(one, other, profile="full")).rows[0].lines
    assert len(lines) == 1
    assert set(lines[0].claims) == {one.claim.id, other.claim.id}


def test_a_template_that_is_none_is_an_error() -> None:
    with pytest.raises(Exception, match="nothing"):
        render("nothing.html", EN)
