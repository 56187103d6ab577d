"""The corpora that each language has for its mentions, as the parameters of tests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vitne.model import Passage, Role
from vitne.packs import calendar, language, numerals
from vitne.packs.folding import lowered
from vitne.passages.tokens import tokenise

FOLDERS = {code: language.folder(code) for code in language.languages()}
NUMBERS = {code: numerals.read(folder) for code, folder in FOLDERS.items()}
TIMES = {code: calendar.read(FOLDERS[code], words) for code, words in NUMBERS.items()}
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"

Corpora = dict[str, dict[str, Any]]  # by language


def passage(text: str, start: int = 0, end: int | None = None) -> Passage:
    """A stretch of a text as one paragraph."""
    stop = len(text) if end is None else end
    return Passage(0, start, stop, Role.PARAGRAPH, 0, tokenise(text, lowered(text), start, stop))


def read_corpora(name: str) -> Corpora:
    """The corpus of one kind of mention, in each language."""
    return {
        code: tomllib.loads((folder / "corpus" / f"{name}.toml").read_text(encoding="utf-8"))
        for code, folder in FOLDERS.items()
    }


def cases(corpora: Corpora) -> list[Any]:
    """A language, a case and one of its texts, for each that must be found."""
    return [
        pytest.param(code, case, text, id=f"{code}: {case['id']}: {text}")
        for code, corpus in corpora.items() for case in corpus["cases"] for text in case["texts"]
    ]  # fmt: skip


def negatives(corpora: Corpora) -> list[Any]:
    """A language and a text, for each in which nothing may be found."""
    return [
        pytest.param(code, text, id=f"{code}: {text}")
        for code, corpus in corpora.items() for text in corpus["negatives"][0]["texts"]
    ]  # fmt: skip


def entries(of: dict[str, dict[str, Any]]) -> list[Any]:
    """A language and an entry of its pack, for each that must prove itself."""
    return [
        pytest.param(code, entry, id=f"{code}: {entry.id}")
        for code, known in of.items() for entry in known.values()
    ]  # fmt: skip
