"""What a notebook shows is escaped, whole, and says what is not shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from opened_records import NASTY

import vitne
from vitne.notebooks.ranges import Scale

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.notebooks.opening import Record
    from vitne.notebooks.reading import Reading

ALLOWED = {
    "div", "style", "span", "bdi", "br", "table", "thead", "tbody", "tr", "th", "td", "ol", "li",
    "mark", "sup", "svg", "path", "circle", "details", "summary",
}  # fmt: skip
VOID = {"br"}


class _Checked(HTMLParser):
    """Reads HTML, and holds on to its text; fails on tags that are not ours or not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.marked: list[tuple[str, str]] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"], attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marked.append((str(dict(attrs)["class"]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            return
        self.text += data
        if self.open[-1:] == ["mark"]:
            self.marked[-1] = (self.marked[-1][0], self.marked[-1][1] + data)


def _shown(one: object) -> _Checked:
    return _Checked(one._repr_html_())  # type: ignore[attr-defined]


def _article(record: Record, file: str) -> Reading:
    return record.article(record.articles(file=file)[0].id)


def test_an_article_is_shown_with_the_words_of_its_claims_lit(record: Record) -> None:
    seen = _shown(_article(record, "kharkiv.txt"))
    assert ("vitne-m-number", "fem") in seen.marked
    assert ("vitne-m-trigger", "drept") in seen.marked
    assert "Minst fem personer ble drept og tolv såret" in re.sub(r"(?<=\w)\d+", "", seen.text)
    assert "killed: 5 or more" in seen.text
    assert "Kystnytt · 5 Mar 2024 · Norwegian Bokmål" in seen.text
    assert "credit" in seen.text


def test_ranges_are_shown_in_words_with_their_open_bounds(record: Record) -> None:
    html = record.claims(measure="killed", file="kharkiv.txt")._repr_html_()
    seen = _Checked(html)
    assert "5 or more" in seen.text
    assert "vitne-arrow" in html
    assert "vitne-open" in html
    assert "NaN" not in html
    assert "None" not in seen.text
    told = _shown(record.incidents())
    assert "not reported" in told.text
    assert "independent voice" in told.text


def test_a_story_is_shown_with_each_voice_and_its_words(record: Record) -> None:
    one = record.incidents(place="Kharkiv", measure="killed")[0]
    seen = _shown(record.incident(one.id, as_of="2024-03-20"))
    for part in ("How many", "Who says so", "In the words of the articles", "as known on 20 Mar 2024",
                 "Police of Ukraine", "Seven people were killed"):  # fmt: skip
        assert part in seen.text, part


@pytest.mark.parametrize("what", ["claims", "incidents", "estimates", "voices", "articles"])
def test_hostile_names_are_shown_as_text(record: Record, what: str) -> None:
    listing = getattr(record, what)()
    seen = _shown(listing)
    if what in ("claims", "voices", "articles"):
        assert NASTY.replace("\u202e", "") in seen.text.replace("\u202e", "")
    assert seen.text.startswith(f"{len(listing)} ")


def test_hostile_texts_are_shown_as_text() -> None:
    text = (
        "Minst 14 <script>alert(1)</script> soldater ble drept i Barda onsdag.\x00\x1b[31m "
        "</div><style>*{display:none}</style> \"'&amp; \u202eevil\u2066"
    )
    seen = _shown(vitne.read(text, language="nb", publisher='"><script>x</script>'))
    assert "<script>alert(1)</script>" in seen.text
    assert "&amp;" in seen.text
    assert "\x00" not in seen.text
    assert "\x1b" not in seen.text
    assert "\ufffd" in seen.text


def test_what_is_too_long_is_cut_and_said_to_be() -> None:
    line = "Minst 14 soldater ble drept i angrepet mot Barda onsdag, opplyser hæren.\n\n"
    read = vitne.read(line * 3_000, language="nb", published="2020-10-29")
    html = read._repr_html_()
    assert len(html) < 300_000
    seen = _Checked(html)
    assert "Not shown:" in seen.text
    assert "characters of the text" in seen.text
    assert len(read.article.text) > 200_000


def test_a_long_list_shows_its_beginning_and_says_so(record: Record) -> None:
    html = record.claims()._repr_html_()
    every = len(record.claims())
    if every > 20:
        assert f"20 of {every} claims are shown" in html
    assert "are shown" not in record.claims(limit=3)._repr_html_()


def test_an_empty_list_says_what_the_record_does_not_know(record: Record) -> None:
    seen = _shown(record.incidents(place="Kharkov"))
    assert seen.text.startswith("0 incidents")
    assert "no place 'Kharkov'; there are Kharkiv" in seen.text
    assert "0 claims" in _shown(record.claims(place='<b onclick="x">')).text


def test_the_handle_itself_says_what_is_in_it(record: Record, record_file: Path) -> None:
    seen = _shown(record)
    assert "5 articles" in seen.text
    assert str(record_file) in seen.text


def test_the_interface_may_be_norwegian(record_file: Path) -> None:
    with vitne.open(record_file, interface="nb") as record:
        seen = _shown(record.incidents(place="Kharkiv", measure="killed"))
        assert "drept" in seen.text
        assert "killed" not in seen.text
        assert "5.–6. mars" in seen.text or "mars 2024" in seen.text
        assert "påstander" in repr(record.claims())


def test_bars_show_which_bounds_are_open() -> None:
    scale = Scale([0, 5, 40])
    closed, open_high, open_low, figure, nothing = (
        scale.bar(5, 40), scale.bar(5, None), scale.bar(None, 40), scale.bar(5, 5), scale.bar(None, None),
    )  # fmt: skip
    assert (closed.count("vitne-stop"), closed.count("vitne-arrow")) == (2, 0)
    assert (open_high.count("vitne-stop"), open_high.count("vitne-arrow")) == (1, 1)
    assert (open_low.count("vitne-stop"), open_low.count("vitne-arrow")) == (1, 1)
    assert nothing.count("vitne-arrow") == 2
    assert "vitne-best" in figure
    assert "vitne-best" not in closed
    assert scale.at(0) < scale.at(5) < scale.at(40)
    assert Scale([]).at(0) == Scale([0]).at(0)
    assert Scale([10**30]).at(10**30) < 120
