"""The documents of vitne as pages: Markdown with anchors for its headings and for each rule code."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec
from markdown_it import MarkdownIt
from markupsafe import Markup

from vitne.exports import documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_CODE = re.compile(r"(?:R\d+|M)-[a-z-]+")  # of a rule of reconciling: R4-newer, M-hearsay
_PAGES = {"method.md": "/method", "quality.md": "/quality"}
# A wide table scrolls by itself, also by the keyboard.
_SCROLLS = '<div class="scrolls" tabindex="0" role="region" aria-label="table">'
_DEPTH = ("h2", "h3")  # headings that the table of contents tells


class Heading(msgspec.Struct, frozen=True):
    """A heading with the anchor that leads to it."""

    anchor: str
    text: str
    level: int


class Document(msgspec.Struct, frozen=True):
    """A document as HTML, with its title and its table of contents."""

    title: str
    contents: tuple[Heading, ...]
    body: Markup


@functools.cache
def document(name: str) -> Document | None:
    """A document of `docs/` by its file name; None where the installation came without it."""
    found = documents.document(name)
    return None if found is None else rendered(found)


def rendered(text: str) -> Document:
    """Markdown as a page. HTML in it is shown, never passed on; each rule code has an anchor."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    headings = list(_anchored(tokens))
    _mark_codes(tokens)
    _lead_home(tokens)
    title = next((one.text for one in headings if one.level == 1), "")
    start = next((at + 1 for at, one in enumerate(tokens) if one.type == "heading_close"), 0)
    body = parser.renderer.render(tokens[start if title else 0 :], parser.options, {})
    body = body.replace("<table>", f"{_SCROLLS}<table>").replace("</table>", "</table></div>")
    contents = tuple(one for one in headings if f"h{one.level}" in _DEPTH)
    return Document(title, contents, Markup(body))  # noqa: S704 - of markdown-it, HTML off


def _anchored(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Give each heading an anchor made of its words, as GitHub does, and tell them."""
    seen: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = "".join(one.content for one in tokens[at + 1].children or [])
        anchor = slug(text)
        seen[anchor] = seen.get(anchor, -1) + 1
        if seen[anchor]:
            anchor = f"{anchor}-{seen[anchor]}"
        token.attrSet("id", anchor)
        yield Heading(anchor, text, int(token.tag[1]))


def slug(text: str) -> str:
    """The anchor of a heading: "Who agrees with whom" is `who-agrees-with-whom`."""
    kept = (
        letter
        for letter in text.lower()
        if letter in " -_" or unicodedata.category(letter)[0] in "LN"
    )
    return "".join(kept).strip().replace(" ", "-")


def _mark_codes(tokens: Sequence[Token]) -> None:
    """Let `#rule-R4-newer` lead to the row of the table in which that code stands first."""
    seen: set[str] = set()
    row: Token | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = token
        elif token.type == "inline" and row is not None:
            first = token.children[0] if token.children else None
            if first is not None and first.type == "code_inline" and _CODE.fullmatch(first.content):
                if first.content not in seen:
                    row.attrSet("id", f"rule-{first.content}")
                seen.add(first.content)
            row = None


def _lead_home(tokens: Sequence[Token]) -> None:
    """Let links between the documents lead to their pages; those to other files lead nowhere."""
    for token in tokens:
        for child in token.children or ():
            if child.type != "link_open":
                continue
            href = str(child.attrGet("href") or "")
            name, _, anchor = href.partition("#")
            if name in _PAGES:
                child.attrSet("href", f"{_PAGES[name]}#{anchor}" if anchor else _PAGES[name])
            elif name and not href.startswith(("http://", "https://")):
                child.attrs = {"class": "nowhere"}
