"""What a web page declares of itself: JSON-LD, OpenGraph, time elements, language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date",
    "dc.date", "dc.date.issued", "dcterms.created", "pubdate", "publishdate", "sailthru.date",
)  # fmt: skip
_MOST_NODES = 2000  # of a JSON-LD graph; more is no description of an article


def declared_by(tree: LexborHTMLParser) -> Metadata:
    """What the page says of itself, JSON-LD before OpenGraph before its elements.

    `<meta property="article:published_time" content="2020-10-04T18:42:00Z">` is a publication
    date; it counts less than what the article's own text says.
    """
    linked, named = _json_ld(tree), _named(tree)
    when = tree.css_first("time[datetime]")
    page = tree.css_first("html")
    return Metadata(
        url=_words(named.get("og:url")),
        published=_words(linked.get("datePublished"))
        or next((named[key] for key in _PUBLISHED if named.get(key)), None)
        or _words(when.attributes.get("datetime") if when is not None else None),
        publisher=_name(linked.get("publisher")) or _words(named.get("og:site_name")),
        title=_words(linked.get("headline")) or _words(named.get("og:title")),
        language=_words(linked.get("inLanguage"))
        or _words(page.attributes.get("lang") if page is not None else None),
    )


def _named(tree: LexborHTMLParser) -> dict[str, str]:
    """The content of each meta element by its name, the first of a name."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if key:
            found.setdefault(key.lower(), attributes.get("content") or "")
    return found


def _json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first description of an article in JSON-LD; empty if there is none."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            content = msgspec.json.decode(node.text())
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue  # broken JSON-LD is common, and the page has other ways to say it
        for item in _items(content):
            kinds = item.get("@type")
            if any(
                kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return item
    return {}


def _items(content: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: itself, those of a list, those of a graph."""
    waiting = [content]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting.append(item.get("@graph"))


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _words(value.get("name") if isinstance(value, dict) else value)


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
