"""What feeds and sitemaps list: addresses of reports, and what is said of each."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

# What stands before the first element of a document: declarations, comments, a document type.
_BEFORE = re.compile(
    rb"\s+|<\?[^>]{0,1000}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^\[>]{0,1000}(?:\[.{0,2000}?\]\s{0,100})?>",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_MARK = b"\xef\xbb\xbf"
_HEAD = 8192  # bytes in which the first element must begin
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_LONGEST_TEXT = 500  # characters of a title


class Entry(msgspec.Struct, frozen=True):
    """One report that a feed or a sitemap lists.

    `published` is EDTF, `updated` UTC in ISO 8601; what is not said is None.
    """

    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    language: str | None = None


class Listed(msgspec.Struct, frozen=True):
    """The entries that could be read, and the reason why others could not."""

    entries: tuple[Entry, ...] = ()
    problem: str | None = None


def kind_of(data: bytes) -> str | None:
    """What a document lists: "feed" of RSS or Atom, "sitemap", "index" of sitemaps; None for a page.

    It is told by its first element, since servers call feeds pages and pages feeds.
    """
    head = data[:_HEAD].removeprefix(_MARK)
    at = 0
    while found := _BEFORE.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    if root is None:
        return None
    name = root.group(1).lower()
    return {b"urlset": "sitemap", b"sitemapindex": "index"}.get(name, "feed")


def line_of(text: object) -> str | None:
    """A title or a name on one line, without mark-up and of bearable length."""
    if not isinstance(text, str):
        return None
    words = " ".join(html.unescape(_TAG.sub("", text[: 10 * _LONGEST_TEXT])).split())
    return words[:_LONGEST_TEXT].strip() or None


def newest(entries: Iterable[Entry], most: int) -> list[Entry]:
    """Each address once, at most so many: the newest where there are more, in the order given."""
    once: dict[str, Entry] = {}
    for entry in entries:
        once.setdefault(entry.url, entry)
    if len(once) <= most:
        return list(once.values())
    by_time = sorted(once.values(), key=lambda each: each.updated or "", reverse=True)
    kept = {entry.url for entry in by_time[:most]}
    return [entry for url, entry in once.items() if url in kept]
