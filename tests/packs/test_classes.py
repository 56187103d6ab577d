"""Word classes: what a rule asks for by name must be in language.toml, and be of use there.

A class that a language lacks is read as empty, so a slip in its name would switch off a rule in
silence.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vitne.packs import language

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(str(files("vitne")))
CODES = language.languages()
READERS = ("claims", "mentions", "passages", "articles")


@cache
def trees() -> dict[Path, ast.AST]:
    """The modules of vitne, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}


def asked(tree: ast.AST) -> Iterator[str]:
    """The classes named in a module: `sentence.is_a(at, "that")`, `grammar["that"]`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="is_a" | "has_a" | "ends"),
                args=[*_, ast.Constant(value=str(name))],
            ):
                yield name
            case ast.Subscript(
                value=ast.Name(id=holder) | ast.Attribute(attr=holder),
                slice=ast.Constant(value=str(name)),
            ) if holder in ("grammar", "_grammar"):
                yield name


@cache
def all_asked() -> dict[str, Path]:
    """The classes named in all modules, with one that names each."""
    return {name: path for path, tree in trees().items() for name in asked(tree)}


@cache
def said() -> set[str]:
    """The words in quotes in the modules that read."""
    return {
        node.value
        for path, tree in trees().items()
        if path.parent.name in READERS or path.name == "language.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("code", CODES)
def test_a_class_asked_for_is_there(code: str) -> None:
    words = language.grammar(language.folder(code)).words
    assert {name: path.name for name, path in all_asked().items() if name not in words} == {}


@pytest.mark.parametrize("code", CODES)
def test_a_class_is_asked_for(code: str) -> None:
    words = language.grammar(language.folder(code)).words
    assert sorted(words.keys() - said()) == []


@pytest.mark.parametrize("code", CODES)
def test_words_are_as_tokens_are_compared(code: str) -> None:
    """Tokens are compared in lower case, without blanks at their ends."""
    for name, words in language.grammar(language.folder(code)).words.items():
        assert [w for w in words if w != w.strip().lower()] == [], name


def test_classes_are_seen() -> None:
    assert {"that", "not", "coordinators", "name_particles"} <= all_asked().keys()
    assert len(all_asked()) >= 60
