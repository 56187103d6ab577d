"""Sitemaps, news sitemaps and indexes of them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.captures.entries import Entry
from vitne.captures.sitemaps import entries_of

NEWS = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><image:image><image:loc>https://avis.example/1.jpg</image:loc></image:image>
<loc> https://avis.example/1#a </loc><lastmod>2020-10-05T08:00:00+02:00</lastmod>
<news:news><news:publication><news:name>Avis</news:name><news:language>no</news:language>
</news:publication><news:publication_date>2020-10-03T22:30:00Z</news:publication_date>
<news:title>Sju drept &amp; ti såret</news:title></news:news></url>
<!-- <url><loc>nei</loc></url> -->
<url><loc>https://avis.example/2</loc></url><url/>
</urlset>"""


def test_a_news_sitemap_gives_address_title_times_outlet_and_language() -> None:
    found = entries_of(NEWS.encode(), zone=ZoneInfo("Europe/Oslo"))
    assert found.problem is None
    assert found.entries == (
        Entry(
            "https://avis.example/1",
            "Sju drept & ti såret",
            "2020-10-04T00:30:00+02:00",
            "2020-10-05T06:00:00Z",
            "Avis",
            "no",
        ),
        Entry("https://avis.example/2"),
    )


def test_an_index_gives_its_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc><lastmod>2020-10-04</lastmod></sitemap></sitemapindex>"
    assert entries_of(index.encode()).entries == (
        Entry("https://a.example/1.xml", updated="2020-10-04T00:00:00Z"),
    )


def test_what_stands_before_a_break_is_read() -> None:
    found = entries_of(NEWS[: NEWS.index("<url><loc>https://avis.example/2") + 20].encode())
    assert [each.url for each in found.entries] == ["https://avis.example/1"]
    assert (found.problem or "").startswith("broken XML")


@pytest.mark.parametrize("entity", ["&c;", "&f;"])
def test_entities_are_neither_expanded_nor_fetched(entity: str) -> None:
    declared = (
        '<!DOCTYPE urlset [<!ENTITY a "' + "a" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">'
        '<!ENTITY c "' + "&b;" * 1000 + '"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    text = NEWS.replace("<urlset", declared + "<urlset").replace("example/2", f"example/{entity}")
    found = entries_of(text.encode())
    assert all(len(each.url) < 100 and "root" not in each.url for each in found.entries)


def test_fifty_thousand_addresses_are_read_and_no_more() -> None:
    rows = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(50_010))
    found = entries_of(f"<urlset>{rows}</urlset>".encode())
    assert len(found.entries) == 50_000
    assert "50,000" in (found.problem or "")


@pytest.mark.parametrize("inside", ["<a>" * 5000, "<url><loc>" + "x" * 11_000_000])
def test_a_sitemap_beyond_measure_is_a_problem(inside: str) -> None:
    found = entries_of(f"<urlset>{inside}".encode())
    assert found.entries == ()
    assert found.problem


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sitemap_or_a_problem(data: bytes) -> None:
    entries_of(b"<urlset><url><loc>" + data)
