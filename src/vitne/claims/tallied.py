"""Tells the day on which the dead were counted from that of the act: "Søndag var dødstallet 43"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.added import tells_the_toll
from vitne.model import Kind, Mention, Period, TimeKind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence

_POINTS = frozenset({TimeKind.AT, TimeKind.SHIFT})
_NEWS = 14  # days from an act to a count of its dead
_DAYS = 2  # that the words leave open at most: "natt til mandag"
_OWNED = 3  # tokens between an act and its day: "angrepet på basen mandag"


def counted_then(draft: Draft, mention: Mention, frame: Frame) -> bool:
    """Whether a day is that of the counting, and the act counted was told before it."""
    when = mention.when
    if when is None or when.kind not in _POINTS or _of_an_act(draft.sentence, mention):
        return False
    if draft.toll is None or draft.with_event or not tells_the_toll(draft):
        return False
    if when.kind is TimeKind.SHIFT:  # "dagen før var tallet 32" tells of another count
        return frame.days is not None
    return when.period is not None and _follows(when.period, frame.days)


def are_remains(draft: Draft) -> bool:
    """Whether a toll counts dead who are found or buried: "47 lik ble lagt i en grav onsdag"."""
    harm = draft.sentence.starting(draft.anchor[0], Kind.HARM)
    return draft.toll is not None and harm is not None and getattr(harm.entry, "remains", False)


def _follows(days: Period, acted: Period | None) -> bool:
    """Whether a day came soon after that of the act told last."""
    if acted is None or days.days > _DAYS:
        return False
    return 0 < (days.latest - acted.earliest).days <= _NEWS


def _of_an_act(sentence: Sentence, mention: Mention) -> bool:
    """Whether a day stands with an act: "dødstallet etter bomben mandag", "Tuesday's ambush"."""
    near = range(mention.first - _OWNED, mention.last + 2)
    return any(sentence.starting(at, Kind.TRIGGER) for at in near)
