"""The Bokmål gold texts beside the project tell their publication date, where they are there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Article

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = [
    *sorted((SHARED / "gold" / "dev").glob("*nb*.json")),
    *SHARED.glob("seed/article.json"),
]


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_publication_date_of_gold(article_of: Callable[..., Article], path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    known = {"publisher": gold["publisher"]} if gold["publisher"] else {}
    if gold["published_basis"] == "metadata":
        known["published"] = gold["published"]
    article = article_of(path.with_suffix(".txt").read_bytes(), **known)
    assert article.published is not None
    assert article.published.edtf == gold["published"]
    assert article.published_basis == gold["published_basis"]
    assert article.publisher == gold["publisher"]
    assert article.language == "nb"
