"""Knows a village that no gazetteer has wherever an article names it, once it is told to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.mentions.known import mention_of
from vitne.model import Kind, Level, NameKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.model import Mention, Passage, Place

_RULE = "place.unknown"
_ELSEWHERE = (_RULE, "told elsewhere")
_NAMES = frozenset({Kind.PLACE, Kind.NAME, Kind.ACTOR, Kind.NATION})


def settle_villages(
    passages: Sequence[Passage], found: list[tuple[Mention, ...]]
) -> list[tuple[Mention, ...]]:
    """The mentions, where what an article calls a village once is one wherever it stands.

    "Hæren stormet Cayara. … i landsbyen Cayara": both are the village, and so is one that opens
    a sentence, which no capital tells from a common word.
    """
    told = _told(found)
    if not told:
        return found
    sure = _told(found, sure=True)
    opening: dict[str, list[Place]] = {}  # the sure ones by their first words
    for name, place in sure.items():
        opening.setdefault(name.split(" ")[0], []).append(place)
    starts = frozenset(name.split(" ")[0] for name in told)
    return [
        mentions
        if starts.isdisjoint([token.text for token in passage.tokens])
        else _settle(passage, mentions, told, sure, opening)
        for passage, mentions in zip(passages, found, strict=True)
    ]


def _told(found: Sequence[Sequence[Mention]], *, sure: bool = False) -> dict[str, Place]:
    """The villages told, by name; of two, the one whose state is told.

    Those that are `sure` are told by the words beside them, and not by the tagger of names.
    """
    told: dict[str, Place] = {}
    for mentions in found:
        for mention in mentions:
            place = mention.places[0] if mention.places else None
            if mention.kind is not Kind.PLACE or place is None or place.lat is not None:
                continue
            if place.level is not Level.TOWN or (sure and mention.rules[-1] != _RULE):
                continue
            if place.name not in told or told[place.name].country is None:
                told[place.name] = place
    return told


def _settle(
    passage: Passage,
    mentions: tuple[Mention, ...],
    told: Mapping[str, Place],
    sure: Mapping[str, Place],
    opening: Mapping[str, Sequence[Place]],
) -> tuple[Mention, ...]:
    """The mentions of a passage with its villages."""
    settled = [
        _settled(m, passage, sure if m.named is NameKind.PERSON else told)
        if m.kind is Kind.NAME and m.named is not NameKind.ORGANISATION
        else m
        for m in mentions
    ]
    unfound = _unfound(passage, settled, opening)
    if not unfound:
        return tuple(settled)
    return tuple(sorted([*settled, *unfound], key=lambda m: (m.first, -m.last)))


def _settled(mention: Mention, passage: Passage, told: Mapping[str, Place]) -> Mention:
    """A name, or the village that it is told to be elsewhere."""
    if (place := told.get(_text(passage, mention.first, mention.last))) is None:
        return mention
    return msgspec.structs.replace(
        mention, kind=Kind.PLACE, places=(place,), rules=_ELSEWHERE, named=None
    )


def _unfound(
    passage: Passage, mentions: Sequence[Mention], opening: Mapping[str, Sequence[Place]]
) -> list[Mention]:
    """The villages where no name was found: "Boga | ble overfalt". `opening` has them by first words."""
    covered = {i for m in mentions if m.kind in _NAMES for i in range(m.first, m.last)}
    rows: list[Mention] = []
    for at, token in enumerate(passage.tokens):
        for place in opening.get(token.text, ()):
            span = at, at + place.name.count(" ") + 1
            if _text(passage, *span) == place.name and covered.isdisjoint(range(*span)):
                rows.append(
                    mention_of(Kind.PLACE, passage.tokens, span, _ELSEWHERE, places=(place,))
                )
    return rows


def _text(passage: Passage, first: int, last: int) -> str:
    return " ".join([token.text for token in passage.tokens[first:last]])
