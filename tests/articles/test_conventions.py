"""Every entry of article.toml proves itself, and wrong packs are refused."""

from __future__ import annotations

import pickle
import re
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from vitne.errors import PackError
from vitne.model import Role
from vitne.packs.conventions import (
    Convention,
    ConventionKind,
    Conventions,
    compile_conventions,
    fires,
    read_conventions,
)

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = files("vitne") / "data" / "languages"
ENTRIES = [pytest.param(entry, id=entry.id) for entry in read_conventions(LANGUAGES).entries]


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry_fires_on_its_examples_only(entry: Convention, conventions: Conventions) -> None:
    for example in entry.examples:
        assert fires(entry, example, conventions), example
    for counterexample in entry.counterexamples:
        assert not fires(entry, counterexample, conventions), counterexample


def test_months_are_twelve(conventions: Conventions) -> None:
    months = [e for e in conventions.entries if e.kind is ConventionKind.MONTH]
    assert {e.value for e in months} == set(range(1, 13))


def test_conventions_can_go_to_another_process(conventions: Conventions) -> None:
    assert pickle.loads(pickle.dumps(conventions)) == conventions  # noqa: S301


def test_no_languages_match_nothing() -> None:
    nothing = compile_conventions([])
    assert nothing.opener.match("Foto: AFP") is None
    assert nothing.marks.search("foto: afp") is None
    assert nothing.classes == {}


ENTRY = """
[[entries]]
id = "x"
kind = "credit"
words = ["Foto"]
examples = ["Foto: AFP"]
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (ENTRY + 'examplez = ["x"]', "examplez"),
        (ENTRY.replace("credit", "kredit"), "kredit"),
        (ENTRY.replace('examples = ["Foto: AFP"]', ""), "examples"),
        (ENTRY.replace('["Foto: AFP"]', "[]"), "needs words and examples"),
        (ENTRY + ENTRY, "two entries"),
        (ENTRY + "value = 3", "only a month"),
        (ENTRY.replace("credit", "month"), "only a month"),
        (ENTRY + 'role = "fact"', "only a class"),
        (ENTRY + 'role = "facts"', "facts"),
        ("[[", "TOML"),
    ],
)
def test_wrong_packs_are_refused_with_file_and_entry(tmp_path: Path, body: str, told: str) -> None:
    folder = tmp_path / "nb"
    folder.mkdir()
    (folder / "article.toml").write_text(f'language = "nb"\n{body}', encoding="utf-8")
    (folder / "frequent.txt").write_text("og", encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(told)) as error:
        read_conventions(tmp_path)
    assert "article.toml" in str(error.value)


def test_no_language_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no language"):
        read_conventions(tmp_path)


def test_class_roles_are_roles(conventions: Conventions) -> None:
    assert all(isinstance(role, Role) for role in conventions.classes.values())
