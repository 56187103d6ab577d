"""The page of an incident claims no more than is known: of outlets, of figures, of places."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from judging import incident_in
from records import make_of
from sites import Site, opened

from vitne.model import Metadata
from vitne.web.sayings import bare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

BARDA = "Raketter slo ned i Barda i Aserbajdsjan onsdag 28. oktober 2020."
GAO = "Et flyangrep rammet Gao i Mali torsdag 12. november 2020."
IDLIB = "Et flyangrep rammet Idlib-provinsen i Syria torsdag 5. november 2020."
JEMEN = "Et flyangrep rammet Jemen tirsdag 3. november 2020."
FOLDER = "/home/kari/kilder/"
VOICES = (
    "riksadvokaten", "Human Rights Watch", "Amnesty International",
    "Aserbajdsjans forsvarsdepartement", "Armenias forsvarsdepartement", "Røde Kors",
)  # fmt: skip


def told(html: str) -> str:
    """The text of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(html: str, name: str) -> str:
    """One section of the page, by its id."""
    return html.split(f'id="{name}"')[1].split("</section>")[0]


def report(name: str, day: str, outlet: str | None, text: str) -> tuple[str, str, Metadata]:
    return name, text, Metadata(published=day, publisher=outlet, language="nb")


@pytest.fixture
def show(tmp_path: Path, serve: Callable[..., Site]) -> Callable[..., httpx.Response]:
    """Makes a record of reports and shows its incident in a place."""

    def shown(place: str, *reports: tuple[str, str, Metadata]) -> httpx.Response:
        path = tmp_path / "made.db"
        make_of(path, reports)
        site = serve(opened(path))
        return site.client.get(f"/incidents/{incident_in(site.record, place).id}")

    return shown


def test_the_folder_of_a_file_is_never_shown_for_an_outlet(
    show: Callable[..., httpx.Response],
) -> None:
    html = show(
        "Gao",
        report(f"{FOLDER}en.html", "2020-11-13", None, f"Gao\n\n{GAO} Sju mennesker ble drept.\n"),
        report(f"{FOLDER}to.html", "2020-11-14", "Kystnytt", f"Gao\n\n{GAO} Ni ble drept, sier Røde Kors.\n"),
    ).text  # fmt: skip
    assert FOLDER not in unescape(html)
    assert "%2Fhome" not in html
    for name in ("bars", "voices", "words", "history"):
        assert "outlet not known (en.html)" in told(section(html, name)).replace("( ", "(").replace(
            " )", ")"
        )


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("/home/kari/a.txt", "a.txt"),
        (r"C:\Users\Kari\a.txt", "a.txt"),
        ("https://example.org/news/a/", "a"),
        ("a.txt", "a.txt"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_a_file_goes_by_its_name(file: str, name: str) -> None:
    assert bare(file) == name


def test_a_voice_that_says_none_of_some_does_not_say_zero(
    show: Callable[..., httpx.Response],
) -> None:
    html = show(
        "Barda",
        report("a.txt", "2020-10-29", "Avis A", f"Barda\n\n{BARDA} Ingen sivile ble drept, hevder Armenias forsvarsdepartement.\n"),
        report("b.txt", "2020-10-30", "Avis B", f"Barda\n\n{BARDA} Minst 14 ble drept, opplyser riksadvokaten.\n"),
    ).text  # fmt: skip
    voices = section(html, "voices")
    assert "killed none civilians" in told(voices)
    assert "killed 14 or more" in told(voices)
    assert not re.search(r"killed 0\b", told(voices))
    says = voices.split('class="voice__says"')[1:]
    assert all(re.search(r'href="/claims/[0-9a-f]{16}"', one.split("</p>")[0]) for one in says)


def test_what_is_unknown_leads_to_its_words_too(show: Callable[..., httpx.Response]) -> None:
    html = show(
        "Gao",
        report("a.txt", "2020-11-13", "Gaoposten", f"Gao\n\n{GAO} Et ukjent antall mennesker ble drept.\n"),
    ).text  # fmt: skip
    killed = html.split('id="killed"')[1].split("</p>")[0]
    assert re.search(r'<a href="/claims/[0-9a-f]{16}">unknown</a>', killed)
    cells = section(html, "methods").split('role="cell"')[1:5]
    assert all('href="/claims/' in cell for cell in cells if "unknown" in told(cell).split(" R")[0])


def test_bounds_that_no_words_set_are_drawn_open(show: Callable[..., httpx.Response]) -> None:
    html = show(
        "Barda",
        report("a.txt", "2020-10-29", "Avis A", f"Barda\n\n{BARDA} Minst 14 ble drept, opplyser riksadvokaten.\n"),
        report("b.txt", "2020-10-30", "Avis B", f"Barda\n\n{BARDA} Høyst 12 ble drept, hevder Human Rights Watch.\n"),
    ).text  # fmt: skip
    rows = {
        told(row.split('role="cell"')[1].split("</a>")[0].split(">", 1)[1]): row
        for row in section(html, "bars").split("<figcaption")[0].split('class="bars-line')[3:]
        if "bars-number" in row
    }
    least, most = rows["14 or more"], rows["up to 12"]
    assert "bars-minimum" in least
    assert "bars-maximum" in most
    for open_one in (least, most):
        assert "bars-open" in open_one
        assert open_one.count("bars-dot") == 1  # the one end that words set


@pytest.mark.parametrize(
    ("place", "text", "pinned"),
    [
        ("Gao", GAO, r"16\.\d\d, -0\.\d\d \(somewhere within \d+ km\)"),
        ("Idlib Governorate", IDLIB, r"35\.\d, 36\.\d \(somewhere within \d+ km\)"),
        ("Yemen", JEMEN, None),
    ],
)
def test_a_point_is_no_finer_than_its_place(
    show: Callable[..., httpx.Response], place: str, text: str, pinned: str | None
) -> None:
    html = show(
        place, report("a.txt", "2020-11-13", "Avis", f"Angrep\n\n{text} Sju ble drept.\n")
    ).text
    found = re.findall(r"-?\d+\.\d+, -?\d+\.\d+.*", told(section(html, "export")))
    assert len(found) == (pinned is not None)
    assert pinned is None or re.fullmatch(pinned, found[0])


def test_no_contradiction_is_left_out(show: Callable[..., httpx.Response]) -> None:
    reports = [
        report(f"{n}.txt", f"2020-10-{29 + n // 3}", f"Avis {n}", f"Barda\n\n{BARDA} {30 + 7 * n} ble drept, ifølge {voice}.\n")
        for n, voice in enumerate(VOICES)
    ]  # fmt: skip
    odds = section(show("Barda", *reports).text, "odds")
    assert "and 3 more" in told(odds)
    assert odds.count('class="odds__about"') == 15  # six voices, two by two
