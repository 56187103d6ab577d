"""Cuts a line of picture text: kicker, caption, credit, and what a missing player left behind."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from vitne.articles.lines import trimmed
from vitne.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.articles.lines import Line
    from vitne.packs.conventions import Conventions

Piece = tuple[Role, int, int]

_CREDIT_SIGNS, _CREDIT_WORDS = 140, 14
_PLAYER_SIGNS = 140
# A full stop that ends a credit, not one behind an initial ("J. Smith / AFP").
_CREDIT_END = re.compile(r"(?<!\b\w)\.(?=\s|$)|\)")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def pictures(text: str, low: str, line: Line, conventions: Conventions) -> list[Piece] | None:
    """Cut a line of picture text into its parts, or tell that it is none.

    "RØYK: Åsene ved Martakert. Foto: AP. Du trenger javascript for å se video." is a kicker, a
    caption, a credit and debris.

    Args:
        text: The text of the article.
        low: The same in lower case, of the same length.
        line: Where the picture text stands.
        conventions: The words of credits and players.

    Returns:
        The parts in text order, covering the line; None for a line that is ordinary prose.
    """
    at, end = line.start, line.end
    marks = _marks(text, low, line, conventions)
    pieces: list[Piece] = []
    for number, mark in enumerate(marks):
        role, start, _ = mark
        if start < at:
            continue  # inside the credit before it
        limit = marks[number + 1][1] if number + 1 < len(marks) else end
        until = _until(text, mark, limit)
        if until is None:
            continue
        pieces += _trimmed(text, Role.CAPTION, at, start)
        pieces += _trimmed(text, role, start, until)
        at = until
    if not pieces:
        return None
    pieces += _trimmed(text, Role.CAPTION, at, end)
    return pieces


def _marks(text: str, low: str, line: Line, conventions: Conventions) -> list[Piece]:
    """Where kickers, credits and debris begin in a line, in text order."""
    start, end = line.start, line.end
    found: list[Piece] = []
    labels: set[int] = set()  # ends of credits: "FOTO:" is no kicker
    for match in conventions.marks.finditer(low, start, end):
        at = match.start()
        if at > start and (low[at - 1].isalnum() or low[at - 1] == "-"):
            continue
        role = Role.CREDIT if low[match.end() - 1] == ":" else Role.PLAYER
        if role is Role.CREDIT and at > start and low[at - 1] == "(":
            at -= 1
        labels.add(match.end())
        found.append((role, at, match.end()))
    for match in conventions.kickers.finditer(text, start, end):
        if match.end() not in labels:
            found.append((Role.KICKER, *match.span()))
    return sorted(found, key=itemgetter(1))


def _until(text: str, mark: Piece, limit: int) -> int | None:
    """Where the part that begins with a mark ends; None if it is no such part after all."""
    role, _, behind = mark
    if role is Role.KICKER:
        return behind
    if role is Role.PLAYER:
        last = min(limit, behind + _PLAYER_SIGNS)
        found = _SENTENCE_END.search(text, behind, last)
        return last if found is None else found.end()
    stop = _CREDIT_END.search(text, behind, min(limit, behind + _CREDIT_SIGNS))
    until = limit if stop is None else stop.end()
    if until - behind > _CREDIT_SIGNS or len(text[behind:until].split()) > _CREDIT_WORDS:
        return None
    return until


def _trimmed(text: str, role: Role, start: int, end: int) -> Iterator[Piece]:
    """The stretch without white space around it, if anything is left."""
    start, end = trimmed(text, start, end)
    if start < end:
        yield role, start, end
