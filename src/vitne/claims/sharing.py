"""Tells whether the time of one act may be that of another: a deal dates no attack."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.claims.settings import tells_more
from vitne.claims.shifts import is_counted_from
from vitne.claims.telling import owned_up, so_far
from vitne.claims.times import counts_from
from vitne.claims.vicinity import holds, there
from vitne.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.claims.drafts import Draft
    from vitne.claims.spells import Spell
    from vitne.model import Mention, Timing


_WON = frozenset({"territory-taken", "territory-regained", "withdrawal"})
_DAY_BY_DAY = frozenset({"displaced", "captured"})
_AGREED = frozenset({"ceasefire", "prisoner-exchange", "agreement", "signing"})
_ONE_BY_ONE = frozenset({"abduction", "looting", "arson"})
_TOLD = frozenset({"stated", "the time told before"})
MONTH = 31  # days
PEACEFUL = frozenset({"RETREAT", "AGREE", "CONSULT", "COOPERATE", "AID"})


def came_after(draft: Draft, shared: Draft) -> bool:
    """Whether an act or count, told in the perfect, followed from the act shared and is not that act.

    People flee and are arrested day after day; "har angrepet byen" is the attack told before.
    """
    if draft.toll is not None:
        return draft.toll.measure in _DAY_BY_DAY
    if draft.event_type in PEACEFUL or owned_up(draft) or tells_more(shared, draft):
        return False
    if draft.event is None or draft.event_type != "ASSAULT" or draft.event.id in _ONE_BY_ONE:
        return True
    a, b = draft.place, shared.place
    return a is not None and a.basis == "stated" and not there(a, b)


def told_after(spell: Spell, shared: Draft, draft: Draft) -> bool:
    """Whether a paragraph goes on with what is counted, and not with the act told before that."""
    if _over(spell, shared, draft):
        return True
    here, told = draft.sentence.passage, shared.sentence.passage
    began = spell.battle and told.index == spell.passage and draft.toll is not None
    # "27 falt da kampene blusset opp fredag. 130 ble såret" counts on, and nothing since then.
    began = began and shared.toll is None and not shared.counted
    return spell.paragraph == here.paragraph and (
        (began or told.index < spell.passage) and spell.passage < here.index
    )


def _over(spell: Spell, shared: Draft, draft: Draft) -> bool:
    """Whether a count is of the fighting that a town was won in: "Byen er på hærens hender. Ti er drept"."""
    if not spell.battle or draft.toll is None or draft.with_event or not so_far(draft):
        return False
    if shared.event is None or shared.event.id not in _WON or shared.counted:
        return False
    within = shared.time is not None and spell.days.earliest.isoformat() <= shared.time.earliest
    return within and shared.sentence is not draft.sentence


def of_a_kind(draft: Draft, other: Draft) -> bool:
    """Whether the day of one may be that of the other: a deal dates no attack."""
    if other.event_type not in PEACEFUL or draft.event_type in PEACEFUL:
        return True
    return _pulled_out(draft, other)


def _pulled_out(draft: Draft, other: Draft) -> bool:
    """Whether people were harmed as soldiers pulled out: "… trakk seg ut søndag. 30 ble drept"."""
    if draft.toll is None or other.event is None or other.event.id != "withdrawal":
        return False
    here, told = draft.sentence.passage, other.sentence.passage
    return here.paragraph == told.paragraph and here.index - told.index == 1


def is_agreed(draft: Draft, other: Draft) -> bool:
    """Whether a deal is told beside what is none: "Våpenhvile i Kurram" is of no day of the fighting."""
    agreed = draft.event is not None and draft.event.id in _AGREED
    return agreed and other.event_type not in PEACEFUL


def of_another_clause(draft: Draft, other: Draft) -> bool:
    """Whether a day counted from the act is that of another: "…, a day after a bomber killed two"."""
    if is_named_before(other):
        return not _tells_more(draft)
    if any(counts_from(draft, m) for m in _told_with(other)):
        return True
    apart = draft.sentence.clause_of(draft.anchor[0]) != other.sentence.clause_of(other.anchor[0])
    return (apart or not draft.sentence.grammar.verb_second) and told_aside(other)


def told_aside(other: Draft) -> bool:
    """Whether an act is only what another came after: "overran it, two days after a raid there"."""
    time, sentence = other.time, other.sentence
    if time is None:
        return False
    opened = _told_with(other)
    return any(sentence.clause_opener(m) is not None for m in opened) or is_named_before(other)


def is_named_before(other: Draft) -> bool:
    """Whether a time is counted from an act named behind it: "to dager etter angrepet"."""
    return any(is_counted_from(other, m) for m in _told_with(other))


def _told_with(draft: Draft) -> Iterator[Mention]:
    """The words that tell the time of an act."""
    start = draft.time.start if draft.time is not None else None
    return (m for m in draft.sentence.of(Kind.TIME) if m.start == start)


def _tells_more(draft: Draft) -> bool:
    """Whether a clause tells more of what stands before it: "massakren, der soldater drepte 39"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    names = ("relative", "when", "clause_walls")
    return any(sentence.is_any(at, *names) for at in (first, first + 1))


def just_before(draft: Draft, told: Iterable[Draft]) -> Draft | None:
    """The act that the sentence before tells, in one paragraph; of those told, the last one first."""
    here = draft.sentence.passage
    for other in told:
        before = other.sentence.passage
        near = before.paragraph == here.paragraph and here.index - before.index == 1
        if near and of_a_kind(draft, other):
            return other
    return None


def has_vague_place(draft: Draft) -> bool:
    """Whether the words of an act do not say themselves where it was."""
    return draft.place is not None and draft.place.basis != "stated"


def is_point(draft: Draft) -> bool:
    """Whether the time is that of an incident and no long period."""
    if draft.toll and draft.toll.scope == "cumulative":
        return False
    return draft.kind != "event" or not draft.lasting


def is_the_same(draft: Draft, other: Draft) -> bool:
    """Whether an act of the news was in the place of another, or is that act told of further."""
    return there(draft.place, other.place) or tells_more(other, draft)


def main_of(draft: Draft, other: Draft, told: list[tuple[int, Draft]]) -> Draft:
    """What a sentence is about: "overran the base, two days after a raid there" is the base.

    What goes on in the place of the raid, and not in that of the base, is of the raid.
    """
    if not told_aside(other):
        return other
    same = (main for _, main in told if main.sentence is other.sentence)
    main = next((main for main in same if not told_aside(main)), other)
    apart = there(draft.place, other.place) and not there(draft.place, main.place)
    return other if apart else main


def counted_around(draft: Draft, other: Draft) -> bool:
    """Whether a region's count is of the act just told: "i Togoga … I regionen er 51 talt døde"."""
    told = draft.toll is not None and not draft.with_event
    return told and holds(draft.place, other.place)


def counted_on(draft: Draft, before: Iterable[Draft]) -> Draft | None:
    """The count of a long time just before that another goes on: "I 2023 ble 800 drept. Minst 90 er savnet".

    Of those told `before`, the last one first.
    """
    if not (draft.counted or draft.toll is not None):
        return None
    other = next((d for d in before if d.sentence is not draft.sentence), None)
    if other is None or other.time is None or other.time.basis != "stated":
        return None
    here, told, toll = draft.sentence.passage, other.sentence.passage, other.toll
    near = told.paragraph == here.paragraph and here.index - told.index == 1
    many = (toll is not None and toll.scope == "cumulative") or other.counted
    if not (near and many and lasted(other.time) > MONTH):
        return None
    return other if there(draft.place, other.place) else None


def counted_with(draft: Draft, told: Iterable[Draft]) -> Draft | None:
    """The count of many acts in whose clause they are told: "Siden mai er 90 drept i | angrep på byen"."""
    if draft.kind != "event":
        return None
    sentence = draft.sentence
    clause = sentence.clause_of(draft.anchor[0])
    for other in told:
        same = other.sentence is sentence and sentence.clause_of(other.anchor[0]) == clause
        many = other.toll is not None and other.toll.scope == "cumulative"
        if same and many and other.time is not None and other.time.basis in _TOLD:
            return other
    return None


def lasted(time: Timing) -> int:
    """How many days a time runs over."""
    return (dt.date.fromisoformat(time.latest) - dt.date.fromisoformat(time.earliest)).days
