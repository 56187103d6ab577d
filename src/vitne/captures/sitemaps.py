"""Sitemaps, news sitemaps and indexes of sitemaps → entries (sitemaps.org, Google News)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from lxml import etree  # type: ignore[import-untyped]

from vitne.captures import dates
from vitne.captures.entries import Entry, Listed, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

_ITEMS = ("{*}url", "{*}sitemap")
_MOST = 50_000  # addresses that the protocol allows in one sitemap


def entries_of(data: bytes, *, zone: tzinfo | None = None) -> Listed:
    """The entries of a sitemap: of pages, or of further sitemaps if it is an index.

    Where the XML is broken, what came before is there. Entities are not expanded, and nothing
    outside of the document is read.

    Args:
        data: The XML.
        zone: Where the outlet is: times in UTC are told by its clock.
    """
    found: list[Entry] = []
    try:
        for item in _items(data):
            entry = _entry(item, zone)
            if entry is not None:
                found.append(entry)
            if len(found) >= _MOST:
                return Listed(tuple(found), f"only its first {_MOST:,} addresses are read")
    except (etree.XMLSyntaxError, ValueError) as error:
        return Listed(tuple(found), f"broken XML: {str(error)[:200]}")
    return Listed(tuple(found))


def _items(data: bytes) -> Iterator[etree._Element]:
    """The elements that stand for an address, each let go of when the next is read."""
    for _, item in etree.iterparse(
        io.BytesIO(data),
        tag=_ITEMS,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    ):
        yield item
        item.clear()
        parent = item.getparent()
        while parent is not None and item.getprevious() is not None:
            del parent[0]


def _entry(item: etree._Element, zone: tzinfo | None) -> Entry | None:
    url = _without_fragment((item.findtext("{*}loc") or "").strip())
    if not url:
        return None
    news, when = "{*}news/{*}", item.findtext("{*}lastmod")
    published = item.findtext(f"{news}publication_date")
    return Entry(
        url=url,
        title=line_of(item.findtext(f"{news}title")),
        published=dates.published(published, zone),
        updated=dates.stamp(dates.moment(when)) or dates.stamp(dates.moment(published)),
        outlet=line_of(item.findtext(f"{news}publication/{{*}}name")),
        language=line_of(item.findtext(f"{news}publication/{{*}}language")),
    )


def _without_fragment(url: str) -> str:
    try:
        return urldefrag(url).url
    except ValueError:
        return url
