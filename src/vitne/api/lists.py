"""Cuts pages out of the lists of a panorama."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from vitne.api import days
from vitne.api.answers import Page
from vitne.api.cursors import Dated, OfArticle, decode, encode

if TYPE_CHECKING:
    from vitne.api.axes import Mask
    from vitne.api.columns import Articles, Claims, Incidents

_BEYOND = 2**40  # a number beyond which nobody counts


def dated(
    held: Incidents | Articles, shown: Mask, *, name: str, after: str | None, limit: int
) -> Page:
    """A page of incidents or of articles: the latest days first, what has no day last.

    Raises:
        CursorError: It goes on after something that is no cursor.
    """
    rows = np.flatnonzero(shown)
    start = 0
    if after is not None:
        place = decode(after, Dated, name)
        start = int(np.searchsorted(rows, rows.dtype.type(_row_after(held, place.day, place.id))))
    some = rows[start : start + limit].tolist()
    more = bool(some) and start + limit < len(rows)
    last = some[-1] if more else 0
    return Page(
        ids=tuple(held.ids[row] for row in some),
        total=len(rows),
        next=encode(Dated(name, int(held.earliest[last]), held.ids[last])) if more else None,
    )


def of_claims(
    held: Claims, printed: Articles, shown: Mask, *, after: str | None, limit: int
) -> Page:
    """A page of claims: those of the newest articles first, in the order of each."""
    rows = np.flatnonzero(shown)
    start = 0
    if after is not None:
        start = int(np.searchsorted(rows, rows.dtype.type(_claim_after(held, printed, after))))
    some = rows[start : start + limit]
    more = bool(len(some)) and start + limit < len(rows)
    return Page(
        ids=tuple(f"{one:016x}" for one in held.ids[some].tolist()),
        total=len(rows),
        next=_after_claim(held, printed, int(some[-1])) if more else None,
    )


def _row_after(held: Incidents | Articles, day: int, key: str) -> int:
    """The row after which a list goes on: it need not hold what the cursor was made of."""

    def order(row: int) -> tuple[int, str]:
        return _turn(int(held.earliest[row])), held.ids[row]

    return bisect_right(range(len(held.ids)), (_turn(day), key), key=order)


def _turn(day: int) -> int:
    """Days in the order of a list."""
    return 1 if day == days.NEVER else -day


def _claim_after(held: Claims, printed: Articles, after: str) -> int:
    place = decode(after, OfArticle, "claims")
    article = _row_after(printed, place.day, place.article) - 1
    if article < 0 or printed.ids[article] != place.article:
        return _first(held, article + 1)
    nth = min(max(place.nth, -1), _BEYOND)
    return min(_first(held, article) + nth + 1, _first(held, article + 1))


def _first(held: Claims, article: int) -> int:
    """The row of the first claim of an article."""
    # A number of another kind would have all of the column turned into that kind.
    return int(np.searchsorted(held.article, held.article.dtype.type(article)))


def _after_claim(held: Claims, printed: Articles, row: int) -> str:
    article: int = int(held.article[row])
    day, key = int(printed.earliest[article]), printed.ids[article]
    return encode(OfArticle("claims", day, key, row - _first(held, article)))
