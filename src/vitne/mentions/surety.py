"""Says how sure it is that a name means the place that was read, and no other or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.mentions.names import NameFinder
    from vitne.model import Claim, Location, Mention, Passage

_DIGITS = 2


def with_confidence(
    claims: Iterable[Claim],
    passages: Sequence[Passage],
    found: Sequence[tuple[Mention, ...]],
    names: NameFinder,
) -> tuple[Claim, ...]:
    """The claims, their places with a confidence, where the gazetteer has the place.

    A place is weighed where the words of the claim name it, else where the article first does.
    """
    sure = _Surety(passages, found, names)
    return tuple(
        claim
        if claim.place is None or (confidence := sure.of(claim.place)) is None
        else msgspec.structs.replace(
            claim, place=msgspec.structs.replace(claim.place, confidence=confidence)
        )
        for claim in claims
    )


class _Surety:
    """How sure the places of one article are; each mention is weighed once."""

    def __init__(
        self,
        passages: Sequence[Passage],
        found: Sequence[tuple[Mention, ...]],
        names: NameFinder,
    ) -> None:
        self._names = names
        self._there: dict[int, list[tuple[Passage, Mention]]] = {}  # by GeoNames id, in text order
        for passage, mentions in zip(passages, found, strict=True):
            for mention in mentions:
                if mention.kind is Kind.PLACE and mention.places and mention.places[0].geonameid:
                    rows = self._there.setdefault(mention.places[0].geonameid, [])
                    rows.append((passage, mention))
        self._weighed: dict[tuple[int, int], float | None] = {}

    def of(self, location: Location) -> float | None:
        rows = self._there.get(location.geonameid or 0)
        if rows is None:
            return None
        passage, mention = next((row for row in rows if row[1].start == location.start), rows[0])
        key = (mention.start, location.geonameid or 0)
        if key not in self._weighed:
            self._weighed[key] = self._weigh(passage, mention, location)
        return self._weighed[key]

    def _weigh(self, passage: Passage, mention: Mention, location: Location) -> float | None:
        likely = self._names.weigh(passage.tokens, mention.first, mention.last)
        own = (row.confidence for row in likely if row.place.geonameid == location.geonameid)
        confidence = next(own, None)
        return None if confidence is None else round(confidence, _DIGITS)
