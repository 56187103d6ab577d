"""Tells which incidents MUC-4 asks for.

By the rules of the task (MUC-3 proceedings, 1991, appendix A, M91-1037) fights between armed forces
and armed groups are none. That what lies two months back is none, and which states are asked for, is
from memory; of the keys of dev 98 in 100 lie in those states.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muc4_templates import Incident

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
LONG = timedelta(days=7)  # what went on for longer is no one incident


def brought_home(one: Incident, home: str | None) -> Incident:
    """An incident without the town abroad that a name may mean, in a text on a state asked for."""
    place = one.place
    abroad = place is not None and place.level == "town" and place.country not in ASKED
    if abroad and (home in ASKED or (home is None and (place.confidence or 0.0) < SURE)):
        one.place = None
    return one


def is_relevant(one: Incident, published: date | None, home: str | None) -> bool:
    """Whether an incident is one of those that MUC-4 asks for."""
    if one.place is not None and one.place.country not in {*ASKED, None} and home not in ASKED:
        return False
    if published and one.time and date.fromisoformat(one.time.latest) < published - OLD:
        return False
    if not is_specific(one):
        return False
    tolls = [c.toll for c in one.claims if c.toll is not None]
    events = [c for c in one.claims if c.kind == "event"]
    if not any(c.kind != "toll" for c in one.claims) and all(
        t.measure in ("captured", "casualties") for t in tolls
    ):
        return False
    if (
        not any(t.status in CIVIL for t in tolls)
        and events
        and all(c.sub_event == "Armed clash" for c in events)
    ):
        return False
    civil = any(t.status not in FIGHTERS or is_officer(t) for t in tolls)
    war = all(c.sub_event in WAR for c in events)
    return civil or not (war or (tolls and one.type != "BOMBING"))


def is_specific(one: Incident) -> bool:
    """Whether it is told of as one happening: of whom, of what day or of what place.

    "The attacks of last year", "political murders" and "the violence" are none that MUC-4 asks for.
    """
    time = one.time if one.time and one.time.basis != "publication date" else None
    if time and date.fromisoformat(time.latest) - date.fromisoformat(time.earliest) > LONG:
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
