"""Proves layout words: taking an entry away must change how its example lines are read."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

import msgspec

from vitne import articles
from vitne.model import Capture, Role
from vitne.packs import toml
from vitne.packs.conventions import (
    Convention,
    ConventionFile,
    ConventionKind,
    Conventions,
    class_words,
    compile_conventions,
)
from vitne.packs.frequent import frequent_words

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from vitne.model import Article

_DATED = frozenset({Role.HEADER, Role.DATELINE, Role.STAMP})
_BODY_WORDS = 8  # frequent words that make up a line of prose around the example


class LayoutProver:
    """Tells which layout words of a language change the reading of a line.

    "Foto: AP / NTB scanpix" is read otherwise without the entry for "Foto:", so that entry fires
    on it. The line is tried as the first of a text and between two paragraphs.
    """

    def __init__(self, folder: Traversable) -> None:
        """Read and compile the layout words, whole and with each entry taken away.

        Raises:
            PackError: article.toml is wrong.
        """
        file = toml.read(folder / "article.toml", ConventionFile)
        self._entries = file.entries
        self._whole = compile_conventions([file])
        self._without = {entry.id: _without(file, entry) for entry in file.entries}
        body = " ".join(frequent_words(folder)[:_BODY_WORDS]).capitalize()
        self._frames = ("{line}", f"{{line}}\n\n{body}.\n", f"{body}.\n\n{{line}}\n\n{body}.\n")
        self.fires = functools.cache(self._fires)

    def _fires(self, line: str) -> frozenset[str]:
        whole = self._read(line, self._whole)
        return frozenset(
            entry.id
            for entry in self._entries
            if _stands(entry, line, whole)
            or (entry.role is None and self._read(line, self._without[entry.id]) != whole)
        )

    def _read(self, line: str, conventions: Conventions) -> tuple[Article, ...]:
        texts = [frame.replace("{line}", line) for frame in self._frames]
        return tuple(articles.extract(_capture(text), conventions) for text in texts)


def _stands(entry: Convention, line: str, read: tuple[Article, ...]) -> bool:
    """Whether a word does its work although another would do it as well.

    Any word may stand for the weekday of a dateline, and short capitals are never a kicker.
    """
    match entry.kind:
        case ConventionKind.CLASS:
            return not set(class_words(line)).isdisjoint(entry.words)
        case ConventionKind.ACRONYM:
            return line.partition(":")[0] in entry.words
        case ConventionKind.WEEKDAY:
            found = "".join(
                a.text[s.start : s.end] for a in read for s in a.segments if s.role in _DATED
            )
            return not set(found.lower().replace(",", " ").split()).isdisjoint(entry.words)
        case _:
            return False


def _capture(text: str) -> Capture:
    data = text.encode()
    return Capture("line", data, hashlib.sha256(data).hexdigest(), "text/plain")


def _without(file: ConventionFile, entry: Convention) -> Conventions:
    rest = tuple(other for other in file.entries if other.id != entry.id)
    return compile_conventions([msgspec.structs.replace(file, entries=rest)])
