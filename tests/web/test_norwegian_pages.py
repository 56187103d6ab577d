"""On a Norwegian page nothing of the interface is left in English; what is quoted stays as it is."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from functools import lru_cache
from html.parser import HTMLParser
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from vitne.wording.catalogue import Catalogue
from vitne.wording.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from sites import Site

    from vitne.record.database import Record

START = (
    "/", "/actors", "/voices", "/review", "/judgements", "/method", "/quality", "/sign-in",
    "/incidents/none", "/?from=2099",
)  # fmt: skip
MOST = 60  # pages that are looked at
EACH = 3  # of the pages of one kind that a page leads to
# What is in no Norwegian sentence.
ENGLISH = re.compile(
    r"(?<![\w-])(the|with|this|that|which|says|said|shown|killed|wounded|claims?|voices?|incidents?|"
    r"articles?|reported|unknown|page|until|nothing)\b",
    re.IGNORECASE,
)
QUOTED = frozenset(
    {"bdi", "q", "blockquote", "code", "pre", "script", "style", "svg", "cite", "title"}
)
VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
SAID = ("alt", "aria-label", "placeholder", "title")  # attributes that are read to people


class _Words(HTMLParser):
    """Takes out of a page what the interface itself says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    @property
    def _quoting(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        foreign = (told.get("lang") or "nb") != "nb" or (told.get("hreflang") or "nb") != "nb"
        quoting = self._quoting or tag in QUOTED or foreign
        if not quoting:
            self.said += [value for name in SAID if (value := told.get(name))]
        if tag not in VOID:
            self._open.append((tag, quoting))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._quoting and data.strip():
            self.said.append(data.strip())


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The messages that are said in Norwegian and have no translation."""
    found: set[str] = set()
    get = Catalogue.gettext

    def gettext(self: Catalogue, message: str) -> str:
        if self._messages and message not in self._messages:
            found.add(message)
        return get(self, message)

    monkeypatch.setattr(Catalogue, "gettext", gettext)
    # What speaks already has the catalogue as it was.
    module = import_module("vitne.wording.wording")
    monkeypatch.setattr(module, "_wording", lru_cache(Wording))
    return found


def _walk(site: Site) -> dict[str, str]:
    """Pages of every kind, by address, in Norwegian."""
    seen: dict[str, str] = {}
    todo = list(START)
    while todo and len(seen) < MOST:
        path = todo.pop(0)
        if path in seen:
            continue
        answer = site.client.get(path, headers={"accept-language": "nb-NO"})
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        seen[path] = answer.text
        assert re.search(r'<html[^>]* lang="nb"', answer.text), path
        kinds: dict[str, list[str]] = defaultdict(list)
        for link in re.findall(r'href="(/[^"#]*)', answer.text):
            link = html.unescape(link)
            kind = link.partition("?")[0].split("/")[1]
            if (
                kind not in ("static", "api", "export")
                and "lang=" not in link
                and "theme=" not in link
            ):
                kinds[kind].append(link)
        todo += [link for links in kinds.values() for link in links[:EACH] if link not in seen]
    return seen


def test_nothing_of_the_interface_is_left_in_english(
    own: Record, serve: Callable[..., Site], missed: set[str]
) -> None:
    pages = _walk(serve(own, token="a token"))  # noqa: S106 - opens nothing
    assert {"/", "/actors", "/voices"} <= set(pages)
    left: dict[str, str] = {}
    for path, text in pages.items():
        for said in _Words(text).said:
            if ENGLISH.search(said):
                left.setdefault(said, path)
    assert not left
    assert not missed
