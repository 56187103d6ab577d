"""RSS and Atom → entries; feedparser is handed bytes, and never opens an address itself."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

import feedparser

from vitne.captures import dates, encodings
from vitne.captures.entries import Entry, Listed, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,1000}\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s{0,4}=\s{0,4}["']([\w.:-]{1,40})""")
# A tag, with ">" in its values: feedparser takes time by the square of its attributes.
_TAG = re.compile(r"""<[A-Za-z_](?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+""")
_LONGEST = 8 * 1024 * 1024  # characters
_MOST_TAGS = 100_000
_MOST_SIGNS = 400_000  # "<" and "&", over which the parser of broken feeds takes its time
_MOST_ATTRIBUTES = 500


def entries_of(
    data: bytes, address: str, *, charset: str = "", zone: tzinfo | None = None
) -> Listed:
    """The entries of a feed: address, title, times, and the outlet where an entry names one.

    Args:
        data: RSS 0.9 to 2.0 or Atom; broken XML is read as far as it can be.
        address: Where it was found, to which its addresses are relative.
        charset: The encoding that the server gives; "" if none.
        zone: Where the outlet is: times in UTC are told by its clock.
    """
    declared = _DECLARED.match(data[:400])
    said = declared.group(1).decode("ascii") if declared else charset
    decoded = encodings.decode(data, said)
    if isinstance(decoded, str):
        return Listed(problem=decoded)
    declaration = _DECLARATION.match(decoded.text)
    text = decoded.text[declaration.end() :] if declaration else decoded.text
    reason = _too_much(text)
    if reason is not None:
        return Listed(problem=reason)
    try:
        parsed = feedparser.parse(
            io.BytesIO(text.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # noqa: BLE001 - whatever a stranger's feed does to the parser
        return Listed(problem=f"no feed that can be read: {type(error).__name__}: {error}"[:200])
    if not parsed.get("version") and not parsed.entries:
        return Listed(problem="no RSS or Atom feed that can be read")
    outlet = line_of(parsed.feed.get("publisher"))
    return Listed(tuple(_entries(parsed.entries, address, outlet, zone)))


def _too_much(text: str) -> str | None:
    """Why a feed is not given to the parser, whose time grows faster than some inputs do."""
    if len(text) > _LONGEST:
        return f"longer than {_LONGEST:,} characters, the most that is read of a feed"
    if text.count("<") + text.count("&") > _MOST_SIGNS:
        return "more mark-up than any feed has"
    for number, tag in enumerate(_TAG.finditer(text)):
        if number >= _MOST_TAGS:
            return f"more than {_MOST_TAGS:,} tags; no feed is as long"
        if tag.group().count("=") > _MOST_ATTRIBUTES:
            return f"a tag of more than {_MOST_ATTRIBUTES} attributes"
    return None


def _entries(
    found: list[Any], address: str, outlet: str | None, zone: tzinfo | None
) -> Iterator[Entry]:
    for each in found:
        url = _joined(address, each.get("link"))
        if url is None:
            continue
        published = line_of(each.get("published"))
        # get() warns, and guesses from the date of publication.
        updated = line_of(each["updated"]) if "updated" in each else None
        source = each.get("source")
        yield Entry(
            url=url,
            title=line_of(each.get("title")),
            published=dates.published(published, zone) or dates.published(updated, zone),
            updated=dates.stamp(dates.moment(updated)) or dates.stamp(dates.moment(published)),
            outlet=line_of(source.get("title") if isinstance(source, dict) else None) or outlet,
        )


def _joined(address: str, link: object) -> str | None:
    """The full address of a link, without its fragment; None if it is none."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        return urldefrag(urljoin(address, link.strip())).url
    except ValueError:
        return None
