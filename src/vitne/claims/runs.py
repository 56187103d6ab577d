"""Tells how long fighting lasted: "i to døgn", "etter tre dagers harde kamper"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import NOMINAL
from vitne.model import Kind, Mention, Period, TimeKind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft

_NAMED = 4  # tokens from "etter tre dagers" to what had lasted so long
_LASTING = frozenset({"ASSAULT", "PROTEST"})
_STANDING = frozenset({"siege", "blockade", "looting"})
_MONTH = 28  # days of a stretch that something shorter lasted in
_NEWS = 31  # days that an act told in the past may have lasted and still be that of the news
_PAST = frozenset({Form.PAST, Form.PAST_OR_PARTICIPLE})


def fits_run(draft: Draft, mention: Mention) -> bool:
    """Whether an act lasted as long as its sentence tells; a truce or a sentence of prison did not."""
    when = mention.when
    if when is None or when.shift is None:
        return False
    if draft.toll is None and not _can_last(draft):
        return False
    if when.kind is TimeKind.LENGTH:
        return _is_named(draft, mention)
    sentence, anchor = draft.sentence, draft.anchor[0]
    if sentence.clause_of(mention.first) != sentence.clause_of(anchor):
        return False
    if draft.toll is None and _told_between(draft, mention):
        return False
    word = sentence.starting(anchor, Kind.TRIGGER, Kind.HARM)
    over = word is not None and word.form in _PAST and not _has_come_about(draft)
    return not over or -when.shift[0] <= _NEWS


def run_within(anchor: Period | None, shift: tuple[int, int] | None) -> Period | None:
    """A stretch told that is longer than what lasted in it: "i ti måneder i 2012 og 2013", "tre dagers kamper i august"."""
    if anchor is None or shift is None or anchor.days < _MONTH:
        return None
    return anchor if anchor.days > -shift[0] else None


def _told_between(draft: Draft, mention: Mention) -> bool:
    """Whether another verb stands nearer: "in a raid and declared a state of emergency for one year"."""
    between = draft.sentence.within(draft.anchor[1], mention.first, Kind.TRIGGER)
    return any(word.form not in NOMINAL for word in between)


def _can_last(draft: Draft) -> bool:
    """Whether an act goes on for days: fighting, protests, a siege."""
    standing = draft.event is not None and draft.event.id in _STANDING
    return standing or draft.event_type in _LASTING


def _is_named(draft: Draft, mention: Mention) -> bool:
    """Whether what lasted so long is this act, or fighting that has cost so many."""
    sentence = draft.sentence
    lasted = range(mention.first, mention.last + _NAMED)  # "three days of fighting": one trigger
    if draft.toll is None:
        return draft.anchor[0] in lasted
    return any(sentence.starting(at, Kind.TRIGGER) for at in lasted)


def _has_come_about(draft: Draft) -> bool:
    """Whether an act is told in the perfect: "har beleiret", "has been besieged"."""
    first, _ = draft.sentence.clause(draft.anchor[0])
    return draft.sentence.has_a(first, draft.anchor[0], "here_and_now")
