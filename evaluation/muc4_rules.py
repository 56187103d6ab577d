"""Tells by rule which incidents MUC-4 asks for: signs among others of what was learnt (muc4_signs.py).

By the rules of the task (MUC-3 proceedings, 1991, appendix A, M91-1037) fights between armed forces
and armed groups are none. That what lies two months back is none where a text only mentions it, and
which states are asked for, is from memory; of the keys of dev 98 in 100 lie in those states.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muc4_incidents import Incident

    from vitne.model import Toll

# The states whose incidents are asked for.
ASKED = frozenset({"ARG", "BOL", "CHL", "COL", "ECU", "GTM", "HND", "PER", "SLV"})
SURE = 0.5  # how likely a name means a place abroad, in a text from nowhere told
FIGHTERS = frozenset({"combatant"})
CIVIL = frozenset({"civilian", "police"})
# Who may be struck by an attack, as a fighter of an armed group may not.
IN_SERVICE = frozenset({"soldiers", "officers", "commanders", "generals"})
WAR = frozenset({"Armed clash", "Air/drone strike", "Shelling/artillery/missile attack"})
OLD = timedelta(days=60)
MUCH = 4  # claims that make a text one about an incident
LONG = timedelta(days=7)  # what went on for longer is no one incident


def brought_home(one: Incident, home: str | None) -> Incident:
    """An incident without the town abroad that a name may mean, in a text on a state asked for."""
    place = one.place
    if place is None or place.level != "town" or place.country in ASKED:
        return one
    if home in ASKED or (home is None and (place.confidence or 0.0) < SURE):
        one.place = None
    return one


def is_relevant(one: Incident, published: date | None, home: str | None) -> bool:
    """Whether an incident is one of those that MUC-4 asks for."""
    if one.place is not None and one.place.country not in {*ASKED, None} and home not in ASKED:
        return False
    if is_old(one, published) and not _is_told_at_length(one):
        return False
    return is_specific(one) and not is_mere_capture(one) and not is_war(one)


def is_old(one: Incident, published: date | None) -> bool:
    """Whether it was two months or more before it is told of."""
    return bool(published and one.time and date.fromisoformat(one.time.latest) < published - OLD)


def _is_told_at_length(one: Incident) -> bool:
    """Whether a text is about an incident, so that what it tells of it is new."""
    return len(one.claims) >= MUCH or one.claims[0].passage == 0


def is_mere_capture(one: Incident) -> bool:
    """Whether only people taken or a number of losses are told: arrests, war."""
    return all(
        c.toll is not None and c.kind == "toll" and c.toll.measure in ("captured", "casualties")
        for c in one.claims
    )


def is_war(one: Incident) -> bool:
    """Whether those who fight fought each other, and nobody else was struck."""
    tolls = [c.toll for c in one.claims if c.toll is not None]
    events = [c for c in one.claims if c.kind == "event"]
    civil = any(t.status in CIVIL for t in tolls)
    if all(t.status in FIGHTERS and not is_officer(t) for t in tolls) and (
        all(c.sub_event in WAR for c in events) or (tolls and one.type != "BOMBING")
    ):
        return True
    clash = any(c.sub_event == "Armed clash" for c in events)
    fought = clash or any(t.status in FIGHTERS for t in tolls)
    others = any(is_officer(t) or is_somebody(t) for t in tolls)
    struck = any(c.targets and c.sub_event not in WAR for c in events)
    return fought and one.type != "BOMBING" and not (civil or others or struck)


def is_somebody(toll: Toll) -> bool:
    """Whether a toll is of one person told by name or office, who is no fighter."""
    return toll.number is None and toll.high == 1 and toll.status not in FIGHTERS


def is_specific(one: Incident) -> bool:
    """Whether it is told of as one happening: of whom, of what day or of what place.

    "The attacks of last year", "political murders" and "the violence" are none that MUC-4 asks for.
    What a text opens with, and tells whom it struck, is one though its days are many.
    """
    time = one.time if one.time and one.time.basis != "publication date" else None
    opens = one.claims[0].passage == 0 and any(c.toll is not None for c in one.claims)
    if (
        time
        and not opens
        and date.fromisoformat(time.latest) - date.fromisoformat(time.earliest) > LONG
    ):
        return False
    tolls = [c.toll for c in one.claims if c.toll is not None]
    if time is None and tolls and all(t.number is None and t.high is None for t in tolls):
        return False
    if len(tolls) == len(one.claims) and all(t.number is None and t.high != 1 for t in tolls):
        return False
    told = any(claim.targets or claim.agents for claim in one.claims)
    if time is None and not tolls and not told:
        return False
    named = any(t.number is None and t.high == 1 for t in tolls)
    return named or not (time is None and one.place is None and len(one.claims) == 1)


def is_officer(toll: Toll) -> bool:
    """Whether a toll is of one who commands, killed for what he is and in no fight."""
    return toll.high == 1 and toll.who in IN_SERVICE - {"soldiers"}
