"""Tells which times and places of a sentence are of something else than what happened: a deadline, a burial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.naming import back_of
from vitne.claims.sentence import NOMINAL
from vitne.model import Kind, TimeKind
from vitne.model.entries import Harm

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention, Period

_A_YEAR = 365  # days
_PERSONS = ("person", "they")


def is_deadline(mention: Mention, published: Period | None) -> bool:
    """Whether a time ends after publication: "har omringet byen og krever at de overgir seg innen 48 timer"."""
    when = mention.when
    if published is None or when is None or when.kind is not TimeKind.BETWEEN:
        return False
    days = when.period
    return (
        days is not None and published.earliest <= days.earliest and days.latest > published.latest
    )


def is_from_then(draft: Draft, mention: Mention) -> bool:
    """Whether a noun is of a time, or a deal begins then: "loven | fra 2003", "enige om fred | fra lørdag"."""
    sentence, when = draft.sentence, mention.when
    if when is None or when.kind is not TimeKind.AT or when.period is None:
        return False
    at = next((i for i in (mention.first, mention.first - 1) if sentence.is_a(i, "from")), None)
    if at is None or sentence.is_stop(at - 1):
        return False
    broken = draft.event is not None and draft.event.id == "truce-breach"
    if draft.anchor[0] < at < draft.anchor[1] + broken:
        return True  # "ble våpenhvilen | fra lørdag | brutt", "bröts vapenvilan | från i lördags"
    if when.period.days < _A_YEAR:
        return _is_to_begin(draft, at)
    return draft.anchor[1] != at and not sentence.is_any(at - 1, "function", "aux_perfect")


def _is_to_begin(draft: Draft, at: int) -> bool:
    """Whether a day is that from which a deal is to hold: "agreed to a truce | from Saturday"."""
    word = draft.sentence.starting(draft.anchor[0], Kind.TRIGGER)
    verb = word is not None and word.form not in NOMINAL
    return draft.event_type == "AGREE" and verb and draft.anchor[0] < at


def is_of_old_figure(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time is that of the figure before it: "413 000 er fordrevne, opp fra 352 000 | for en uke siden"."""
    number = next((m for m in sentence.of(Kind.NUMBER) if m.last == mention.first), None)
    return number is not None and sentence.is_a(sentence.before_noun(number.first), "from")


def is_of_what_follows(draft: Draft, mention: Mention) -> bool:
    """Whether words behind a relative clause are of what came of those it tells of, or of the act.

    "De fire, som ble skutt på kloss hold, ble gravlagt i X tirsdag" tells when they were buried,
    "Angrepet, som drepte ti, ble fordømt av EU tirsdag" when it was condemned.
    """
    sentence = draft.sentence
    first, last = sentence.clause(draft.anchor[0])
    told = sentence.over_relative(last)
    if not told or first < told or sentence.clause_of(mention.first) != sentence.clause_of(last):
        return False
    _, end = sentence.clause(last)
    if sentence.holds(last, end, Kind.TRIGGER) or sentence.has_a(last, end, "came"):
        return False
    if not all(_is_burial(harm) for harm in sentence.within(last, end, Kind.HARM)):
        return False
    if sentence.has_a(last, end, "took_place"):
        return False
    people = sentence.covering(told - 1, Kind.PEOPLE, Kind.BACK, Kind.NUMBER)
    if people is not None:
        return people.kind is not Kind.BACK or back_of(people) in _PERSONS
    return sentence.holds(last, end, Kind.ACT, Kind.REPORTING)


def _is_burial(harm: Mention) -> bool:
    """Whether a word of harm is of those who were dead already: "gravlagt"."""
    return isinstance(harm.entry, Harm) and harm.entry.remains
