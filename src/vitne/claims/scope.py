"""Tells the tolls of one act from those of a war or a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.frame import LONG
from vitne.claims.sentence import effect_of
from vitne.claims.telling import in_one_act
from vitne.claims.times import leads_to, timed
from vitne.model import Kind, Level, Mention, Period, TimeKind, Toll

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence


# No single act of the kind read here kills so many, or drives so many from their homes.
_MANY = {"killed": 1000, "casualties": 1000, "wounded": 10_000, "displaced": 100_000}
STATES = frozenset({"captured", "missing"})  # measures that last, where the dead add up
_NEVER = 10**12
_BULLETS = frozenset({"•", "●", "▪", "■", "·", "*"})
_HUNDREDS = 100  # captured, in no single act
_YEAR = 200  # days in which no single act fills a year: "i 2011 bortførte de 270 mennesker"
_MONTH = 31
_OLD = 365
_BRIEF = 7  # tokens: "1.457 ble såret." goes on with what the sentence before counts
_VERB_REACH = 6
_OPENED = 3  # tokens from "since" or "when" to those harmed: "siden | mer enn | 51 gendarmer"


def go_on(draft: Draft, time: Mention | None, frame: Frame) -> None:
    """A toll that follows one of a long time counts that time: "Siden 2009 … 36.000 er drept"."""
    if draft.toll is None or time is not None or draft.toll.scope != "incident":
        return
    alone = not draft.with_event or (frame.long_since and not in_one_act(draft))
    if frame.long is None or not alone:
        return
    here = draft.sentence.passage.paragraph
    many = frame.long_since and (draft.toll.low or 0) >= _HUNDREDS
    item = frame.long_paragraph == here - 1 and is_item(draft.sentence) and frame.long_item
    if frame.long_paragraph != here and not item:
        return
    brief = frame.counted and (item or len(draft.sentence) <= _BRIEF)
    if brief or (_perfect(draft) and (many or draft.toll.measure != "captured")):
        accumulate(draft)
        draft.time = timed(frame.long, None, "the time told before")
        frame.long_paragraph = here


def is_item(sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list: "• Minst 79 er bortført"."""
    return not _BULLETS.isdisjoint(sentence.low[:1])


def stands(toll: Toll, days: Period | None) -> bool:
    """Whether the same few are told of from day to day, or one day: "sju såret siden i morges"."""
    return days is not None and days.days <= (LONG if toll.measure in STATES else 1)


def _perfect(draft: Draft) -> bool:
    """Whether the verb tells what has come about, and no single act: "er drept", "har mistet"."""
    sentence = draft.sentence
    first, last = sentence.clause(draft.anchor[0])
    start = max(first, draft.anchor[0] - _VERB_REACH)
    return sentence.has_a(start, min(last, draft.anchor[1]), "aux_perfect")


def is_cumulative(draft: Draft, time: Mention, days: Period | None, frame: Frame) -> bool:
    """Whether a toll's time makes it one of many acts: "siden 2014", "i juni", not "i juni … da"."""
    if draft.toll is None or stands(draft.toll, days) or measures(draft):
        return False
    kind = time.when.kind if time.when else TimeKind.NOW
    if kind is TimeKind.AFTER and draft.toll.measure in STATES:
        return False  # "sju av de ansatte er savnet siden"
    if kind in (TimeKind.SINCE, TimeKind.AFTER):
        return not leads_to(draft, time)
    long_ago = frame.told_long or (days is not None and days == frame.told_since)
    alone = not draft.with_event
    if kind is TimeKind.THEN and long_ago and (alone or draft.own_act):
        return True
    if days is None or kind not in (TimeKind.BETWEEN, TimeKind.DURING, TimeKind.AT):
        return False
    if draft.toll.low == draft.toll.high == 1:
        return False  # "en soldat døde forrige uke": one dies once
    if kind is TimeKind.AT and _is_of_old(days, frame) and _in_a_town(draft):
        return False  # "i juli 1982 ble 250 drept i Plan de Sánchez"
    return days.days > (LONG if alone else _YEAR) and (alone or draft.own_act)


def measures(draft: Draft) -> bool:
    """Whether the harmed are those of the act that another is measured by.

    "Det blodigste angrepet siden | 51 gendarmer falt i Inata i november", "the costliest defeat since
    the fall of X, when | 100 died".
    """
    sentence = draft.sentence
    start = min(draft.first, draft.anchor[0])
    opener = next(
        (i for i in range(start - 1, max(start - 1 - _OPENED, -1), -1) if _opens(sentence, i)), None
    )
    return opener is not None and sentence.has_a(0, opener, "superlatives")


def _opens(sentence: Sentence, at: int) -> bool:
    return sentence.is_any(at, "since", "when")


def _is_of_old(days: Period, frame: Frame) -> bool:
    """Whether a time is one month at most, a year or more before the news."""
    published = frame.published
    old = published is not None and (published.earliest - days.latest).days > _OLD
    return old and days.days <= _MONTH


def _in_a_town(draft: Draft) -> bool:
    """Whether people were killed or hurt in one town that the words name; they flee day by day."""
    place = draft.place
    flees = draft.toll is not None and draft.toll.measure == "displaced"
    return not flees and place is not None and place.basis == "stated" and place.level == "town"


def is_of_a_war(draft: Draft, time: Mention | None, frame: Frame) -> bool:
    """Whether a toll without an act and a day can only be that of a war: thousands of dead.

    Those who have fled are counted as the article counts: after a toll of the war, over the war.
    """
    toll = draft.toll
    if toll is None or draft.with_event or (time is not None and time.when and _short(time)):
        return False
    if toll.known != "given":
        return False
    if draft.modality == "hypothetical" and toll.measure != "displaced":
        return False  # what could come of one attack
    if toll.measure == "displaced" and _perfect(draft) and (frame.counting_war or _abroad(draft)):
        return True
    return max(toll.low or 0, toll.high or 0) >= _MANY.get(toll.measure, _NEVER)


def _abroad(draft: Draft) -> bool:
    """Whether people have fled to several states: "har flyktet til Rwanda, Tanzania og Kongo"."""
    sentence = draft.sentence
    places = [m.places for m in sentence.within(draft.anchor[1], len(sentence), Kind.PLACE)]
    return sum(bool(p) and p[0].level is Level.COUNTRY for p in places) > 1


def _short(time: Mention) -> bool:
    if time.when is None or time.when.kind is TimeKind.NOW:  # "er nå på flukt"
        return False
    if time.when.kind is TimeKind.SAME:
        return True  # "fem tusen døde den ettermiddagen"
    return time.when.period is not None and time.when.period.days <= LONG


def toll_cue(draft: Draft, effect: str) -> bool:
    """Whether a cue of the sentence has this effect."""
    return any(effect_of(c) == effect for c in draft.sentence.of(Kind.CUE))


def accumulate(draft: Draft) -> None:
    """Count the toll over more than one incident."""
    if draft.toll is not None and draft.toll.scope == "incident":
        draft.toll = msgspec.structs.replace(draft.toll, scope="cumulative")
