"""Tells what a word of two senses means, and by what something was hit, from the rest of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.deeds import retype
from vitne.claims.drafts import word_of
from vitne.model import Kind
from vitne.model.entries import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

_ABOVE = frozenset({"airstrike", "drone-strike"})
_GROUND = frozenset({"shelling", "missile-strike", "grenade", "fire-upon"})
_STEM = 5  # letters by which the forms of a word are told: "strike", "strikes"
_FORCE, _ATTACK = "excessive-force", "Attack"
_SHOTS = frozenset({"shooting", "gunfire", "killing"})


def settle_sense(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], types: Mapping[str, EventType]
) -> None:
    """Read a word said of other things too in the sense told before: "a general strike … the strike".

    What a party to the conflict does keeps its own: "the rebels strike".
    """
    open_ = [draft for draft in drafts if _is_open(draft)]
    told = list(_senses(sentences)) if open_ else []
    for draft in open_:
        stem = draft.sentence.low[draft.anchor[0]][:_STEM]
        at = draft.sentence.passage.index, draft.anchor[0]
        known = next(
            (types.get(kind) for of, kind, where in reversed(told) if of == stem and where < at),
            None,
        )
        if known is not None and known.plover != draft.event_type:
            retype(draft, known)
            draft.targets = ()


def _senses(sentences: Sequence[Sentence]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """The words that acts told in several words end in, with the act and where it stands."""
    for sentence in sentences:
        for mention in sentence.of(Kind.TRIGGER):
            if mention.last - mention.first > 1 and isinstance(mention.entry, Trigger):
                stem = sentence.low[mention.last - 1][:_STEM]
                yield stem, mention.entry.event, (sentence.passage.index, mention.first)


def _is_open(draft: Draft) -> bool:
    """Whether an act is told in one word that is said of other things too, and by no party."""
    if draft.kind != "event" or draft.agent_party or draft.anchor[1] - draft.anchor[0] > 1:
        return False
    word = word_of(draft)
    return word is not None and isinstance(word.entry, Trigger) and word.entry.weak


def settle_means(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], types: Mapping[str, EventType]
) -> None:
    """Read bombing without a means as an air strike in an article that tells of aircraft.

    "Markedet ble bombet", where "flyene" is said elsewhere. What was merely hit is one only where
    the article tells of air strikes and of no fire from the ground.
    """
    air = types.get("airstrike")
    open_ = [d for d in drafts if d.event is not None and d.event.id in ("bombing", "hit")]
    open_ = [d for d in open_ if d.event is not None and d.sub_event == d.event.acled]
    if air is None or not open_:
        return
    told = {d.event.id for d in drafts if d.event is not None}
    above = bool(told & _ABOVE)
    only = above and not told & _GROUND
    from_above = above or _aircraft(sentences)
    for draft in open_:
        bombed = draft.event is not None and draft.event.id == "bombing"
        if only or (bombed and from_above):
            draft.sub_event = air.acled


def _aircraft(sentences: Sequence[Sentence]) -> bool:
    """Whether an article names aircraft at all."""
    return any(
        sentence.grammar.ends(low, "aircraft_endings")
        for sentence in sentences for low in sentence.low
    )  # fmt: skip


def settle_force(drafts: Sequence[Draft], types: Mapping[str, EventType]) -> None:
    """Read shots as force against protesters in an article that tells of such force.

    "Soldatene åpnet ild mot demonstrantene. … De skjøt rett mot oss." What armed people suffered,
    and what a known armed group did, is none of it.
    """
    force = types.get(_FORCE)
    if force is None or not any(d.event is not None and d.event.id == _FORCE for d in drafts):
        return
    for draft in drafts:
        shot = draft.event is not None and draft.event.id in _SHOTS and not draft.armed_target
        if shot and draft.sub_event == _ATTACK:
            draft.sub_event = force.acled
