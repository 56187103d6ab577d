"""The report of one incident: whole, in words, safe, and of one incident only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from exported import Report, Wish, fill, written
from selectolax.lexbor import LexborHTMLParser

from vitne.errors import ExportError
from vitne.exports.policy import Policy
from vitne.model import Level
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.queries import list_incidents
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00"


def the_id(path: Path, label: str) -> str:
    with Record.open(str(path)) as record, record.reading() as connection:
        found = list_incidents(connection, Filters(), Reviews.load(connection))
        return next(one.id for one in found if one.label.startswith(label))


def report(path: Path, label: str = "Shelling", **wish: object) -> LexborHTMLParser:
    filters = Filters(incident=the_id(path, label))
    return LexborHTMLParser(written(path, "report", Wish(filters=filters, **wish)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def strike(barda: Path) -> LexborHTMLParser:
    return report(barda)


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_it_begins_with_the_figures_and_their_range(strike: LexborHTMLParser) -> None:
    assert texts(strike, ".toll-said") == ["17–21", "41 or more"]
    assert texts(strike, "h1") == [
        "Shelling/artillery/missile attack, Barda (Azerbaijan), 28 Oct 2020"
    ]


def test_every_number_in_brackets_leads_to_words(strike: LexborHTMLParser) -> None:
    targets = {node.attributes["id"] for node in strike.css(".claim")}
    links = [node.attributes["href"] for node in strike.css("a")]
    assert links
    assert {link.removeprefix("#") for link in links if link} <= targets
    quotes = texts(strike, "blockquote")
    assert "17 bodies" in quotes
    assert "Minst 14 mennesker ble drept" in quotes


def test_it_tells_voices_contradictions_reprints_and_reasons(strike: LexborHTMLParser) -> None:
    assert len(texts(strike, ".against li")) == 3
    assert any("Reuters ← Hospital doctor" in chain for chain in texts(strike, ".chain"))
    assert sum("reprint of" in line for line in texts(strike, ".from")) == 1
    assert len(texts(strike, ".link")) == 2
    assert any("to 1 for it" in link for link in texts(strike, ".link"))


def test_it_tells_the_method_with_its_warning_and_its_rules(strike: LexborHTMLParser) -> None:
    (method,) = texts(strike, ".method")
    assert "Reported, not verified" in method
    codes = texts(strike, ".rules dt")
    assert "R6-access" in codes
    assert all(texts(strike, ".rules dd"))


def test_it_tells_where_it_comes_from(strike: LexborHTMLParser) -> None:
    hashes = texts(strike, ".custody code")
    assert hashes
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes)
    assert "1 Apr 2024, 12:00 UTC" in texts(strike, ".made")[0]


def test_a_grade_comes_with_its_definition(barda: Path) -> None:
    page = report(barda, profile="airwars")
    assert any("two or more credible sources" in one for one in texts(page, ".facts dd"))


def test_what_is_not_told_is_said(barda: Path) -> None:
    page = report(barda, "Armed clash")
    assert "not told" in texts(page, ".facts dd")
    silent = texts(page, ".toll.is-silent")
    assert [one.split() for one in silent] == [["unreported", "wounded"]] or "wounded" in silent[0]


def test_it_is_in_the_language_asked_for(barda: Path) -> None:
    page = report(barda, locale="nb")
    assert page.css_first("html").attributes["lang"] == "nb"  # type: ignore[union-attr]
    assert texts(page, ".toll-said") == ["17–21", "41 eller flere"]
    assert "Minst 14 mennesker ble drept" in texts(page, "blockquote")


def test_it_is_of_one_incident(barda: Path) -> None:
    with pytest.raises(ExportError, match="one incident"):
        written(barda, "report")
    with pytest.raises(ExportError, match="no such incident"):
        written(barda, "report", Wish(filters=Filters(incident="0000000000000000")))


def test_nothing_in_it_is_fetched_or_run(barda: Path) -> None:
    page = report(barda)
    assert page.css("script, link, img, iframe, object, form, [style]") == []
    assert all("url(" not in node.text() for node in page.css("style"))
    assert not any(name.startswith("on") for node in page.css("*") for name in node.attributes)


def test_hostile_text_is_text(tmp_path: Path) -> None:
    path = fill(
        tmp_path / "record.db",
        {
            HOSTILE.replace("/", ""): Report(
                f"Minst fem drept i Kharkiv {HOSTILE}\n\nMinst fem personer ble drept da russiske fly "
                "bombet Kharkiv tirsdag, opplyser politiet. Soldater og væpnede styrker kjempet ved "
                "byen, og fire sivile ble såret i et rakettangrep.\n",
                publisher=HOSTILE,
            )
        },
    )
    filters = Filters(incident=the_id(path, ""))
    raw = written(path, "report", Wish(filters=filters)).decode()
    assert "<script" not in raw
    assert "<img" not in raw
    assert "\x00" not in raw
    assert raw.count("</style>") == 1


def test_a_coarse_place_is_coarse_everywhere(barda: Path) -> None:
    page = report(barda, policy=Policy(ceiling=Level.COUNTRY))
    assert "Barda" not in (page.html or "")
    assert any("coarser" in one for one in texts(page, ".facts dd"))


def test_folders_of_files_are_not_told_where_no_outlet_is_known(tmp_path: Path) -> None:
    text = (
        "Minst fem drept i Kharkiv\n\nMinst fem personer ble drept da russiske fly bombet Kharkiv "
        "tirsdag, opplyser politiet. Fire sivile ble såret, ifølge sykehuset i byen.\n"
    )
    names = ("/home/kari/one.txt", "C:\\Users\\kari\\two.txt", "file:///home/kari/three.txt")
    reports = {name: Report(f"{text}\nSe {name[-9:]}.\n", publisher=None) for name in names}
    path = fill(tmp_path / "record.db", reports)
    raw = written(path, "report", Wish(filters=Filters(incident=the_id(path, "")))).decode()
    assert "kari" not in raw
    assert all(f"<bdi>{name}.txt</bdi>" in raw for name in ("one", "two", "three"))
