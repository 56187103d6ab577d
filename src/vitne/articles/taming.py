"""Takes out of a page what parsers take time over by the square: endless nesting, endless attributes.

Pages that people publish nest a few dozen tags deep, and a tag of theirs has a few attributes. What
goes beyond that by far is dropped: tags, never text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = 5_000  # characters, in which nothing can be nested long enough to matter
_DEEPEST = 500
_MOST_FORMATTING = 25  # open at once: a parser opens them anew in every paragraph behind
_MOST_ATTRIBUTES = 500
_LONG_TAG = 2 * _MOST_ATTRIBUTES  # characters; a shorter tag has fewer attributes

# As the HTML standard cuts a page into tags; no loop gives anything back.
_ATTRIBUTE = r"""=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|(?=>)|\Z))?+|="""
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)(?:[\s/]++|{_ATTRIBUTE})*+(?:>|\Z)"
    r"|<!--.*?(?:-->|\Z)|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_BARE = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
# Closed by the next of their kind: they nest only in others.
_CLOSED_BY_NEXT = frozenset((
    "p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "rp",
    "rt", "html", "head", "body", "caption", "colgroup",
))  # fmt: skip
_FORMATTING = frozenset((
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}


class _Tag(NamedTuple):
    """A tag of a page, or a comment, which has no name."""

    start: int
    end: int
    name: str
    closing: bool


def tamed(html: str) -> str:
    """The page itself; or, where it is nested without end, what a parser can be given of it.

    Of such a page scripts and comments go too, so that the parser sees what was counted here.
    """
    if len(html) <= _SMALL or not _is_wild(html):
        return html
    return "".join(_kept(html))


def _is_wild(html: str) -> bool:
    depth = _Depth()
    return any(depth.drops(tag) or _is_crowded(html, tag) for tag in _tags(html))


def _kept(html: str) -> Iterator[str]:
    """The page piece by piece, with the tags that stay; what looks like a tag and is none is text."""
    depth, at = _Depth(), 0
    for tag in _tags(html):
        yield html[at : tag.start].replace("<", "&lt;")
        at = tag.end
        raw = tag.name in _RAW and not tag.closing
        if raw:
            at = _end_of_raw(html, tag)
        if tag.name and tag.name not in _RAW and not depth.drops(tag):
            mark = "/" if tag.closing else ""
            crowded = _is_crowded(html, tag)
            yield f"<{mark}{tag.name}>" if crowded else _closed(html[tag.start : tag.end])
    yield html[at:].replace("<", "&lt;")


def _closed(tag: str) -> str:
    """A tag; one that the page leaves open at its end is none."""
    return tag if tag.endswith(">") else ""


def _tags(html: str) -> Iterator[_Tag]:
    at = 0
    while (found := _TAG.search(html, at)) is not None:
        tag = _Tag(found.start(), found.end(), (found["name"] or "").lower(), bool(found["end"]))
        yield tag
        raw = tag.name in _RAW and not tag.closing
        at = _end_of_raw(html, tag) if raw else tag.end


def _end_of_raw(html: str, tag: _Tag) -> int:
    """Where the text of a script or the like ends, in which nothing is a tag."""
    end = _RAW[tag.name].search(html, tag.end)
    return len(html) if end is None else end.start()


def _is_crowded(html: str, tag: _Tag) -> bool:
    if tag.end - tag.start <= _LONG_TAG:
        return False
    inside = _ATTRIBUTES.finditer(html, tag.start + 1 + len(tag.name), tag.end)
    return sum(1 for _ in inside) > _MOST_ATTRIBUTES


class _Depth:
    """How deep a page is nested, counted so that it is never deeper than that."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._deep = self._formatting = 0

    def drops(self, tag: _Tag) -> bool:
        """Whether a tag stands too deep; else it is counted."""
        name = tag.name
        if not name or name in _BARE or name in _CLOSED_BY_NEXT or name in _RAW:
            return False
        if tag.closing:
            return self._close(name)
        formatting = name in _FORMATTING
        if self._deep >= _DEEPEST or (formatting and self._formatting >= _MOST_FORMATTING):
            self._dropped[name] += 1
            return True
        self._count(name, 1)
        return False

    def _count(self, name: str, by: int) -> None:
        self._open[name] += by
        self._deep += by
        self._formatting += by if name in _FORMATTING else 0

    def _close(self, name: str) -> bool:
        if self._dropped[name]:
            self._dropped[name] -= 1
            return True
        if self._open[name]:
            self._count(name, -1)
        return False
