"""What the tests of articles share."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from vitne.articles import extract
from vitne.model import Article, Capture, Metadata
from vitne.packs.conventions import Conventions, read_conventions

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def conventions() -> Conventions:
    return read_conventions(files("vitne") / "data" / "languages")


@pytest.fixture(scope="session")
def article_of(conventions: Conventions) -> Callable[..., Article]:
    def make(text: str | bytes, media_type: str = "text/plain", **known: str) -> Article:
        data = text.encode("utf-8", "replace") if isinstance(text, str) else text
        digest = hashlib.sha256(data).hexdigest()
        capture = Capture("sak.txt", data, digest, media_type, Metadata(**known))
        return extract(capture, conventions)

    return make


@pytest.fixture(scope="session")
def roles_of(article_of: Callable[..., Article]) -> Callable[..., list[tuple[str, str]]]:
    def roles(text: str, media_type: str = "text/plain", **known: str) -> list[tuple[str, str]]:
        article = article_of(text, media_type, **known)
        return [(str(s.role), article.text[s.start : s.end]) for s in article.segments]

    return roles
