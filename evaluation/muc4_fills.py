"""Fills the slots of MUC-4 on when and where an incident was."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import muc4_rules
import muc4_told
from muc4_keys import written
from muc4_logistic import probability
from muc4_told import words_of

from vitne.wording.names import countries

if TYPE_CHECKING:
    from muc4_incidents import Incident
    from muc4_learnt import Learnt
    from muc4_logistic import Weights
    from muc4_told import Told

    from vitne.model import Claim, Location, Timing

FAR = 2  # passages from an incident to a place that may be its own
NIGHT = timedelta(days=2)  # what took longer is told of as some day or other
Option = tuple[str, frozenset[str]]  # a fill, with its signs


def place_of(one: Incident, told: Told, learnt: Learnt) -> str | None:
    """Where it was, as MUC-4 writes it."""
    return _likeliest(learnt.place, places(one, told))


def date_of(one: Incident, told: Told, learnt: Learnt) -> str | None:
    """When it was, as MUC-4 writes it."""
    return _likeliest(learnt.date, dates(one, told))


def settled_place(one: Incident, told: Told) -> str | None:
    """The place of an incident by rule, and the state of the text where none is told."""
    of_text = countries("en").get(told.home or "", "").upper()
    return written_place(one.place) or of_text or None


def settled_date(one: Incident, told: Told) -> str | None:
    """The date of an incident by rule; where none is told, any day up to that of the text."""
    if one.time is None or one.time.basis == "publication date":
        return written((None, told.day)) if told.day else None
    first, last = days(one.time)
    if told.day and last - first > NIGHT:
        return written((None, told.day))  # "in recent days"
    return written((first, last))


def _likeliest(weights: Weights, options: list[Option]) -> str | None:
    best = max(options, key=lambda option: probability(weights, option[1]), default=None)
    return best[0] if best is not None else None


def places(one: Incident, told: Told) -> list[Option]:
    """The places that it may have been in: those of its claims and near them, and the state."""
    signs: dict[str, set[str]] = defaultdict(set)
    times = Counter(filter(None, (written_place(claim.place) for claim in one.claims)))
    for claim in one.claims:
        if (name := written_place(claim.place)) is not None:
            signs[name] |= _of_place(claim, one, told, first=not signs)
            if (there := _at_home(claim.place, told)) is not None and there != name:
                signs[there] |= {"brought home", f"brought home:{len(one.claims) > 1}"}
    at = {claim.passage for claim in one.claims}
    near = [(min((abs(g.passage - own), g.passage - own) for own in at), g) for g in told.grounds]
    for (gap, side), ground in near:
        if gap <= FAR and ground.country in {told.home, *muc4_rules.ASKED}:
            signs[ground.text] |= {
                f"named:{side}", f"named:{gap == 0}", f"ground:{ground.level}",
                f"own:{ground.country == told.home} {ground.level}",
            }  # fmt: skip
    told_of = Counter(ground.text for ground in told.grounds)
    settled = written_place(one.place)
    if told.home is not None:
        signs[countries("en").get(told.home, told.home).upper()].add("of text")
    most = max(times.values(), default=0)
    for name, own in signs.items():
        own |= {f"settled:{name == settled}", f"settled:{name == settled} {settled is None}"}
        own |= {f"among:{min(len(signs), 6)}", f"in text:{min(told_of[name], 4)}"}
        own |= {f"most:{times[name] == most}", f"times:{min(times[name], 3)}"}
        own |= {f"fine:{':' in name} {any(':' in other for other in times)}"}
    return [(name, frozenset(own)) for name, own in signs.items()]


def _of_place(claim: Claim, one: Incident, told: Told, *, first: bool) -> set[str]:
    place = claim.place
    assert place is not None  # noqa: S101 - asked before
    return {
        f"level:{place.level}", f"basis:{place.basis}", f"kind:{claim.kind}", f"first:{first}",
        f"asked:{place.country in muc4_rules.ASKED}", f"home:{place.country == told.home}",
        f"precision:{place.precision}", f"level:{place.level} {place.basis}",
        f"passage:{min(claim.passage - one.claims[0].passage, 3)}",
        f"event:{claim.kind == 'event'} {place.basis}",
    }  # fmt: skip


def _at_home(place: Location | None, told: Told) -> str | None:
    """A place in the state of the text that has the name of one abroad."""
    if place is None or place.level == "country" or told.home not in muc4_rules.ASKED:
        return None
    return muc4_told.written_place(place.name, told.home, "town")


def dates(one: Incident, told: Told) -> list[Option]:
    """The days that it may have been on: those of its claims, that of the text, or any before."""
    signs: dict[str, set[str]] = defaultdict(set)
    if told.day is not None:
        signs[written((None, told.day))].add("any")
        signs[written((told.day, told.day))].add("today")
    for claim in one.claims:
        if claim.time is None:
            continue
        first, last = days(claim.time)
        own = _of_time(claim, one, told)
        signs[written((first, last))] |= own
        signs[written((None, last))] |= {"any till", f"any till {claim.time.basis}"}
        if first != last:
            said = words_of(claim.time.text or "")
            for name, day in (("first", first), ("last", last)):
                signs[written((day, day))] |= {f"{name} of:{sign}" for sign in own}
                signs[written((day, day))] |= {f"{name} said:{word}" for word in said}
    settled = written(days(one.time)) if one.time is not None else ""
    bases = {claim.time.basis for claim in one.claims if claim.time is not None}
    basis = one.time.basis if one.time is not None else None
    for text, own in signs.items():
        plain = [sign for sign in ("any", "today") if sign in own]
        own |= {f"settled:{text == settled}", f"settled:{text == settled} {basis}"}
        own |= {f"among:{min(len(signs), 5)}"}
        own |= {f"{sign} of {each}" for sign in plain for each in bases}
        own |= {f"{one.type} {sign}" for sign in plain} | {f"{basis} {sign}" for sign in plain}
    return [(text, frozenset(own)) for text, own in signs.items()]


def _of_time(claim: Claim, one: Incident, told: Told) -> set[str]:
    time = claim.time
    assert time is not None  # noqa: S101 - asked before
    first, last = days(time)
    long = min((last - first).days, 4)
    old = (told.day - last).days if told.day is not None else 0
    return {
        f"basis:{time.basis}", f"kind:{claim.kind}", f"wide:{long}", f"basis:{time.basis} {long}",
        f"old:{_reach(old)}", f"passage:{min(claim.passage - one.claims[0].passage, 3)}",
        *(f"said:{word}" for word in words_of(time.text or "")),
    }  # fmt: skip


def _reach(old: int) -> str:
    return "after" if old < 0 else str(old) if old < 4 else "weeks" if old < 30 else "long"


def days(time: Timing) -> tuple[date, date]:
    """The first and the last day of a time."""
    return date.fromisoformat(time.earliest), date.fromisoformat(time.latest)


def written_place(place: Location | None) -> str | None:
    """A place as MUC-4 writes it: "PERU: LIMA (CITY)"."""
    if place is None or place.country is None:
        return None
    return muc4_told.written_place(place.name, place.country, place.level)
