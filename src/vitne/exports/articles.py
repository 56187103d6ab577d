"""The articles that tell of an incident, as exports cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.exports.rows import Row
    from vitne.model import Period

_DIVIDERS = str.maketrans({";": ",", '"': "'", "\n": " ", "\r": " "})


class Cited(msgspec.Struct, frozen=True):
    """One article: who published it, when, under which headline.

    `date` is as fine as it is known: 2020-10-04, 2020-10, 2020. `origin` is the article whose text
    it reprints, itself where it reprints none.
    """

    publisher: str
    date: str
    headline: str
    origin: str

    @property
    def cited(self) -> str:
        """As UCDP cites it: "publisher,YYYY-MM-DD,headline", in quotation marks."""
        publisher = " ".join(self.publisher.replace(",", " ").split())
        return f'"{publisher},{self.date},{self.headline}"'


def told_in(row: Row) -> tuple[Cited, ...]:
    """The articles of a row, those that came out first in front.

    An agency stands for the publisher of an article of which only the agency is known. What divides
    articles from each other, and quotation marks, are taken out of names and headlines.
    """
    titles = {one.article: one.title for one in row.claims}
    found: dict[str, Cited] = {}
    for one in row.statements:
        if one.article not in found:
            found[one.article] = Cited(
                publisher=(one.outlet or one.agency or "").translate(_DIVIDERS),
                date=_date(one.published),
                headline=(titles.get(one.article) or "").translate(_DIVIDERS),
                origin=one.origin,
            )
    return tuple(found.values())


def _date(published: Period | None) -> str:
    if published is None:
        return ""
    first, last = published.earliest, published.latest
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return first.isoformat()[:4] if first.year == last.year else ""
