"""Capture → Article: text, roles, language, publication date."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from typing import TYPE_CHECKING

from vitne.articles.dates import parse_edtf, period_of
from vitne.articles.decoding import decode
from vitne.articles.languages import language_of
from vitne.articles.lines import Line, cut
from vitne.articles.loose import loose_day
from vitne.articles.repeats import segments_of
from vitne.articles.segments import Reader
from vitne.model import Article, Metadata, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.articles.layout import Layout
    from vitne.model import Capture, Period, Segment
    from vitne.packs.conventions import Conventions

_HEADS = 8  # segments among which the headline is
# What parts the day of a report from its headline: "…, live, Tuesday the | 3 July 2019".
_PARTED = re.compile(r"[,–—|:-]\s(?:\w{2,12},?\s){0,2}$")


def extract(capture: Capture, conventions: Conventions) -> Article:
    """Read a capture as an article: its text, and the role of each stretch of it.

    The text of a plain file is the file's own, newlines and all; that of a page is what a reader
    sees of the article. "RUINER: En mann leter. Foto: Reuters" becomes kicker, caption, credit.

    What the text says of itself wins: a date in a header, then one in a dateline, then what the
    caller knows (`capture.metadata`), then what the page declares.

    Args:
        capture: Bytes of media type text/plain or text/html.
        conventions: The layout words of all languages.

    Returns:
        The article; never an error, whatever the bytes are.
    """
    if capture.media_type.startswith("text/html"):
        page = import_module("vitne.articles.page")  # selectolax only where there is a page
        text, lines, declared = page.read_page(decode(capture), capture.metadata.url, conventions)
    else:
        text = decode(capture)
        lines, declared = cut(text), Metadata()
    return _article(capture, (text, lines, declared), conventions)


def _article(
    capture: Capture, content: tuple[str, Sequence[Line], Metadata], conventions: Conventions
) -> Article:
    text, lines, declared = content
    known = capture.metadata
    publisher, title = known.publisher or declared.publisher, known.title or declared.title
    reader = Reader(text, lines, conventions)
    layout = reader.read(publisher, title)
    segments = segments_of(text, layout.parts)
    title = _title(text, segments) or title
    published, basis = _published(layout, (known, declared), conventions)
    if published is None:
        beside = [line for line in lines if not _heads(line, segments)]
        published = _dated_title(title, conventions) or loose_day(text, beside, conventions)
        basis = "header" if published is not None else basis
    return Article(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        file=capture.file,
        text=text,
        language=language_of(text, known.language or declared.language, conventions),
        segments=segments,
        capture_sha256=capture.sha256,
        published=published,
        published_basis=basis,
        publisher=publisher or layout.publisher,
        title=title,
        url=known.url or declared.url,
        captured_at=capture.captured_at,
    )


def _heads(line: Line, segments: tuple[Segment, ...]) -> bool:
    """Whether a line is the headline, whose day may be that of what happened."""
    return any(s.role is Role.HEADLINE and s.start == line.start for s in segments[:_HEADS])


def _published(
    layout: Layout, metadata: tuple[Metadata, ...], conventions: Conventions
) -> tuple[Period | None, str]:
    found, basis = layout.published()
    if found is not None:
        return found, basis
    for known in metadata:
        when = _stated(known.published, conventions)
        if when is not None:
            return when, "metadata"
    return None, "none"


def _dated_title(title: str | None, conventions: Conventions) -> Period | None:
    """The day that closes a headline, where nothing else dates it: "… live, 11 December 2024"."""
    text = title or ""
    for match in conventions.date.finditer(text):
        if match.end() == len(text) and _PARTED.search(text, 0, match.start()):
            found = period_of(match, conventions.months)
            return found if found is not None and found.days == 1 else None
    return None


def _stated(published: str | None, conventions: Conventions) -> Period | None:
    """A date that a caller or a page states: EDTF, or in words."""
    if published is None:
        return None
    found = parse_edtf(published)
    if found is not None:
        return found
    match = conventions.date.search(published)
    return period_of(match, conventions.months) if match else None


def _title(text: str, segments: tuple[Segment, ...]) -> str | None:
    for segment in segments:
        if segment.role is Role.HEADLINE:
            return " ".join(text[segment.start : segment.end].split())
    return None
