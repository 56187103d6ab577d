"""What is compiled from packs is kept, and made anew as soon as a file changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from vitne.packs import compiled as module
from vitne.packs.compiled import compiled

if TYPE_CHECKING:
    from pathlib import Path


class Maker:
    """Makes something, and counts how often."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.file.read_text("utf-8")


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "_CODE", tmp_path / "packs")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for name in ("packs", "model", "nb"):
        (tmp_path / name).mkdir()
    path = tmp_path / "nb" / "words.toml"
    path.write_text("a = 1", "utf-8")
    return path


def test_what_is_kept_is_not_made_again(words: Path) -> None:
    maker = Maker(words)
    found = [compiled("nb", [words.parent], maker) for _ in range(3)]
    assert (found, maker.times) == (["a = 1"] * 3, 1)


def test_an_edit_is_seen_at_once(words: Path) -> None:
    maker = Maker(words)
    compiled("nb", [words.parent], maker)
    words.write_text("a = 2", "utf-8")
    assert compiled("nb", [words.parent], maker) == "a = 2"
    (words.parent / "more.toml").write_text("", "utf-8")
    compiled("nb", [words.parent], maker)
    (words.parents[1] / "packs" / "lexicon.py").write_text("", "utf-8")
    compiled("nb", [words.parent], maker)
    assert maker.times == 4


def test_where_nothing_can_be_kept_it_is_made_each_time(words: Path) -> None:
    (words.parents[1] / "packs" / "__pycache__").write_text("in the way", "utf-8")
    maker = Maker(words)
    found = [compiled("nb", [words.parent], maker) for _ in range(2)]
    assert (found, maker.times) == (["a = 1"] * 2, 2)


def test_nothing_is_written_where_python_is_told_to_write_nothing(
    words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled("nb", [words.parent], Maker(words))
    assert not (words.parents[1] / "packs" / "__pycache__").exists()


def test_a_kept_file_that_was_cut_short_is_made_anew(words: Path) -> None:
    maker = Maker(words)
    compiled("nb", [words.parent], maker)
    (kept,) = (words.parents[1] / "packs" / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])
    assert compiled("nb", [words.parent], maker) == "a = 1"
    assert maker.times == 2
