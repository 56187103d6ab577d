"""The report of one incident, as a browser shows and prints it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from browser import Looks, scrolls_sideways, unusable

from vitne.exports.export import Wish, export
from vitne.record.filters import Filters
from vitne.record.queries import list_incidents
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.record.database import Record

AT = "2025-02-01T09:00:00Z"
A4 = b"[0 0 594.9"  # points, the width of the paper


@pytest.fixture
def report(sample: Record, tmp_path: Path) -> str:
    """The address of the report of the incident that most articles tell of."""
    with sample.reading() as connection:
        found = list_incidents(connection, Filters(scope="incident"), Reviews.load(connection))
        most = max(found, key=lambda one: (len(one.articles), one.id))
    out = io.BytesIO()
    wish = Wish(filters=Filters(incident=most.id), locale="nb")
    export(sample, "report", out, wish, generated_at=AT)
    file = tmp_path / "report.html"
    file.write_bytes(out.getvalue())
    return file.as_uri()


def test_it_is_readable_on_every_screen(look: Looks, report: str) -> None:
    with look.at("") as page:
        assert unusable(page, report) == []


def test_it_asks_for_nothing_and_runs_nothing(look: Looks, report: str) -> None:
    with look.at("") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(report)
        assert asked == [report]
        assert page.locator("script, link, img, iframe, object, form").count() == 0


def test_a_number_leads_to_its_words(look: Looks, report: str) -> None:
    with look.at("") as page:
        page.goto(report)
        page.locator(".bars-says a").first.click()
        claim = page.url.partition("#")[2]
        assert page.locator(f"#{claim} blockquote").is_visible()
        assert page.locator(f"#{claim}").evaluate("e => e.matches(':target')")


def test_it_prints_on_a4(look: Looks, report: str) -> None:
    with look.at("") as page:
        page.goto(report)
        made = page.pdf(prefer_css_page_size=True)
        assert made.startswith(b"%PDF")
        assert A4 in made
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 673, "height": 980})  # A4 without its margins
        assert scrolls_sideways(page) == []
