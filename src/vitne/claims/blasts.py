"""Tells what a bomb went off beside: "eksploderte utenfor et hotell", "went off under their truck"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.targets import is_edge, set_target
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft

_BLASTS = frozenset({"ied", "landmine", "suicide-bombing", "explosion", "grenade"})
_LONGEST = 3  # words of "in front of"
_REACH = 6  # tokens from the verb to where: "eksploderte | lørdag kveld i Kabul | utenfor"


def went_off_beside(draft: Draft, at: int, context: Context) -> None:
    """What stood, drove or went where a bomb went off, told behind the word for it at a token.

    Not ground: "ved grensen", "near the town of X", "på veien til Y".
    """
    sentence = draft.sentence
    if draft.targets or not _is_blast(draft):
        return
    for step in range(at, min(at + _REACH, len(sentence))):
        size = beside(draft, step)
        if size:
            _stood_at(draft, step + size, context)
            return
        if sentence.is_stop(step) or sentence.is_a(step, "and") or sentence.is_wall(step):
            return


def _is_blast(draft: Draft) -> bool:
    return draft.event is not None and draft.event.id in _BLASTS


def beside(draft: Draft, at: int) -> int:
    """How many words from a token on say that a bomb was next to what follows; 0 for none."""
    if not _is_blast(draft):
        return 0
    sentence, phrases = draft.sentence, draft.sentence.grammar["beside"]
    sizes = range(_LONGEST, 0, -1)
    return next((n for n in sizes if " ".join(sentence.low[at : at + n]) in phrases), 0)


def _stood_at(draft: Draft, at: int, context: Context) -> None:
    sentence = draft.sentence
    noun = at
    while sentence.is_a(noun, "determiners") or sentence.covering(noun, Kind.NUMBER, Kind.NATION):
        noun += 1
    ground = sentence.starting(noun, Kind.PLACE, Kind.TIME, Kind.BACK)
    if ground is None and not sentence.is_place_noun(noun) and not is_edge(sentence, noun):
        set_target(draft, at, context)
