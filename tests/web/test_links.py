"""Every link of every view leads somewhere, and to what it names there."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import httpx
import sqlalchemy as sa
from views import views

from vitne.record.schema import articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sites import Site

_HREF = re.compile(r'\s(?:href|src|data-part|data-places|data-countries)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


def viewed(site: Site) -> Iterator[str]:
    """Each view, and every third article."""
    yield from (path for name, path in views(site.record).items() if name != "not-there")
    with site.record.reading() as connection:
        found = connection.execute(sa.select(articles.c.id).order_by(articles.c.id))
        yield from (f"/articles/{one}" for one in found.scalars().all()[::3])


def test_every_link_of_every_view_leads_somewhere(site: Site) -> None:
    # A client of its own: some links set cookies.
    with httpx.Client(base_url=site.address, timeout=60) as client:
        broken, count = followed(site, client)
    assert not broken, "\n".join(broken)
    assert count > 400


def followed(site: Site, client: httpx.Client) -> tuple[list[str], int]:
    """The links that lead nowhere, each with where it was found, and how many pages were seen."""
    wanted: dict[str, str] = {}
    for path in viewed(site):
        for href in _HREF.findall(client.get(path).text):
            address = urljoin(path, unescape(href))
            # Which claim of an article is lit up changes no place that can be jumped to.
            wanted.setdefault(re.sub(r"^(/articles/\w+)\?claim=\w+(?=#|$)", r"\1", address), path)
    ids: dict[str, set[str] | None] = {}
    broken = []
    for address, whence in sorted(wanted.items()):
        page, fragment = urldefrag(address)
        if page.startswith(("http:", "https:")):
            continue
        if page not in ids:
            answer = client.get(page)
            ids[page] = set(map(unescape, _ID.findall(answer.text)))
            if answer.status_code >= 400:
                ids[page] = None
        there = ids[page]
        if there is None or (fragment and fragment not in there):
            broken.append(f"{address} (from {whence})")
    return broken, len(ids)
