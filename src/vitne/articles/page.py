"""A web page → the text of its article, line by line with what the markup says each line is."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from vitne.articles.declared import declared_by
from vitne.articles.lines import Line, cut
from vitne.articles.taming import tamed
from vitne.model import Metadata, Role
from vitne.packs.conventions import class_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.packs.conventions import Conventions

# Never text of the article.
_LEFT_OUT = frozenset((
    "script", "style", "template", "svg", "math", "head", "nav", "form", "button", "input",
    "select", "textarea", "label", "dialog", "menu", "canvas", "map", "link", "meta", "title",
    "option",
))  # fmt: skip
_PLAYERS = frozenset(("noscript", "video", "audio", "object", "iframe", "embed"))
_ROLES = {
    "h1": Role.HEADLINE, "h2": Role.SUBHEADING, "h3": Role.SUBHEADING, "h4": Role.SUBHEADING,
    "h5": Role.SUBHEADING, "h6": Role.SUBHEADING, "figcaption": Role.CAPTION,
    "time": Role.HEADER, "address": Role.BYLINE, "aside": Role.FACT,
} | dict.fromkeys(_PLAYERS, Role.PLAYER)  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))  # a row of a table is one line
# A role outside wins over one inside: a heading in a box of links is part of the box.
_RANK = (
    Role.PROMO, Role.PLAYER, Role.FACT, Role.CREDIT, Role.CAPTION, Role.BYLINE, Role.HEADER,
    Role.HEADLINE, Role.SUBHEADING,
)  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_LEAST_TEXT = 250  # characters; below this the fallback is asked
_MOST_SHARE = 0.5  # a "box" with more of the article's paragraphs than this is the article
_LONG_HEADING = 200  # characters; an h2 as long as this is a paragraph
_MOST_CHECKS = 300  # looks into whole elements, so that nested boxes cost linear time


class _Block(msgspec.Struct):
    """The words of one block of the page."""

    hint: Role | None
    words: list[str]
    linked: int = 0  # characters inside links
    length: int = 0


def read_page(
    html: str, url: str | None, conventions: Conventions
) -> tuple[str, list[Line], Metadata]:
    """Read a page: the article's text, its lines with their roles, and what the page declares.

    `<figcaption>RUINER: En mann leter. Foto: Reuters</figcaption>` is a line of picture text;
    navigation, scripts, forms and footers are left out, promotion inside the article stays with
    its role.
    """
    html = tamed(html)
    tree = LexborHTMLParser(html)
    declared, found = declared_by(tree), _Walker(_root(tree), conventions).blocks()
    text, lines = _joined(found)
    if len(text) < _LEAST_TEXT:
        text, lines = _fallback(html, text, lines)
    if declared.published is None:
        date = import_module("vitne.articles.fallback").date_of(html, url)
        declared = msgspec.structs.replace(declared, published=date)
    return text, lines, declared


def _fallback(html: str, text: str, lines: list[Line]) -> tuple[str, list[Line]]:
    """Ask trafilatura where the markup says too little; what it finds has no roles."""
    other = import_module("vitne.articles.fallback").text_of(html)
    return (other, cut(other)) if len(other) > 2 * len(text) else (text, lines)


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the article: of several the one with most paragraphs."""
    for selector in ("article", "main, [role=main]"):
        found = tree.css(selector)
        if found:
            counts = [len(node.css("p")) for node in found[:_LEAST_TEXT]]
            return found[counts.index(max(counts))]
    return tree.body


def _joined(blocks: Iterator[_Block]) -> tuple[str, list[Line]]:
    """Blocks as one text with empty lines between, and where each of them stands."""
    pieces: list[str] = []
    lines: list[Line] = []
    at = 0
    for block in blocks:
        words = _SPACE.sub(" ", "".join(block.words)).strip()
        if not words:
            continue
        inside = cut(words)
        lines += [
            Line(at + line.start, at + line.end, gap=index == 0, hint=block.hint)
            for index, line in enumerate(inside)
        ]
        pieces.append(words)
        at += len(words) + 2
    return "\n\n".join(pieces), lines


class _Walker:
    """Walks an element in document order, without recursion; made for one page."""

    def __init__(self, root: LexborNode | None, conventions: Conventions) -> None:
        self.root, self.conventions = root, conventions
        self.block = _Block(None, [])
        self.ready: list[_Block] = []
        self.checks = 0
        self.root_id = 0 if root is None else root.mem_id
        self.paragraphs = 0 if root is None else len(root.css("p"))

    def blocks(self) -> Iterator[_Block]:
        """The blocks of the page that have words."""
        if self.root is None:
            return
        # Each node with the role it stands in and whether it is in a link; None closes a block.
        waiting: list[tuple[LexborNode | None, Role | None, bool]] = [(self.root, None, False)]
        while waiting:
            node, role, linked = waiting.pop()
            if node is None:
                self._close(role)
            elif node.is_text_node:
                self._text(node, linked=linked)
            elif node.is_element_node:
                waiting += self._element(node, role, linked=linked)
            yield from self.ready
            self.ready.clear()
        self._close(None)
        yield from self.ready

    def _element(
        self, node: LexborNode, role: Role | None, *, linked: bool
    ) -> list[tuple[LexborNode | None, Role | None, bool]]:
        """Open an element: what stands in it, last first, with the mark that closes it."""
        tag = node.tag or ""
        if tag == "br":
            self._close(self.block.hint)
            return []
        if tag in _LEFT_OUT or (tag == "footer" and not node.css_matches("article footer")):
            return []
        attributes = node.attributes
        if _is_hidden(attributes):
            return []
        inner = (
            _outer(role, self._role(node, tag, attributes)) if node.mem_id != self.root_id else role
        )
        after: list[tuple[LexborNode | None, Role | None, bool]] = []
        if tag in _CELLS:
            self.block.words.append(" ")
        elif tag not in _INLINE or inner != role:
            self._close(inner)
            after.append((None, role, linked))
        within = linked or tag == "a"
        child = node.last_child
        while child is not None:
            after.append((child, inner, within))
            child = child.prev
        return after

    def _role(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> Role | None:
        """What an element is by its class, else by its tag."""
        named = f"{attributes.get('class') or ''} {attributes.get('rel') or ''}"
        classes = self.conventions.classes
        roles = [classes[word] for word in class_words(named) if word in classes]
        if roles and self._is_small(node):
            return min(roles, key=_RANK.index)
        return _ROLES.get(tag)

    def _is_small(self, node: LexborNode) -> bool:
        self.checks += 1
        if self.checks > _MOST_CHECKS:
            return True
        inside = len(node.css("p"))
        return inside <= max(2, _MOST_SHARE * self.paragraphs) and node.css_first("h1") is None

    def _text(self, node: LexborNode, *, linked: bool) -> None:
        words = node.text_content or ""
        self.block.words.append(words)
        length = len(words.strip())
        self.block.length += length
        self.block.linked += length if linked else 0

    def _close(self, role: Role | None) -> None:
        """End a block; one that is nothing but a link leads away from the article."""
        block = self.block
        self.block = _Block(role, [])
        if not block.length:
            return
        if block.hint in (None, Role.FACT) and block.linked == block.length:
            block.hint = Role.PROMO
        elif block.hint is Role.SUBHEADING and block.length > _LONG_HEADING:
            block.hint = None
        self.ready.append(block)


def _outer(role: Role | None, inner: Role | None) -> Role | None:
    """The role of what stands in `inner` inside `role`."""
    if role is None or inner is None:
        return role or inner
    if role is Role.CAPTION and inner is Role.CREDIT:
        return inner
    return min(role, inner, key=_RANK.index)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return _HIDDEN.search(attributes.get("style") or "") is not None
