"""Knows a village that no gazetteer has wherever an article names it, once it is told to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Kind, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Mention, Passage, Place

_RULE = "place.unknown"


def settle_villages(
    passages: Sequence[Passage], found: list[tuple[Mention, ...]]
) -> list[tuple[Mention, ...]]:
    """The mentions, where what an article calls a village once is one wherever it stands.

    "Hæren stormet Cayara. … i landsbyen Cayara": both are the village.
    """
    told = dict(_told(found))
    if not told:
        return found
    return [
        tuple([_settled(m, passage, told) if m.kind is Kind.NAME else m for m in mentions])
        for passage, mentions in zip(passages, found, strict=True)
    ]


def _told(found: Sequence[Sequence[Mention]]) -> list[tuple[str, Place]]:
    """The villages that the words beside them tell, by name."""
    return [
        (mention.places[0].name, mention.places[0])
        for mentions in found
        for mention in mentions
        if mention.kind is Kind.PLACE
        and mention.places
        and mention.places[0].lat is None
        and mention.places[0].level is Level.TOWN
    ]


def _settled(mention: Mention, passage: Passage, told: dict[str, Place]) -> Mention:
    """A name, or the village that it is told to be elsewhere."""
    if mention.named is not None:
        return mention
    text = " ".join([token.text for token in passage.tokens[mention.first : mention.last]])
    if (place := told.get(text)) is None:
        return mention
    return msgspec.structs.replace(
        mention, kind=Kind.PLACE, places=(place,), rules=(_RULE, "told elsewhere")
    )
