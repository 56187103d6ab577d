"""States, armed groups, authorities, agencies and outlets."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    FORCE = "force"  # armed forces and police of a state
    GROUP = "group"  # armed group without a state
    AUTHORITY = "authority"  # de facto authorities, rival governments
    ORGANISATION = "organisation"  # UN, Red Cross, Osce
    MONITOR = "monitor"  # those who count: SOHR, Airwars
    AGENCY = "agency"  # wire services
    OUTLET = "outlet"  # newspapers, broadcasters
    PERSON = "person"


class Actor(msgspec.Struct, frozen=True, gc=False):
    """An actor known by name. `states` are the states (ISO 3166 alpha-3) it belongs to or acts in."""

    id: str
    name: str  # canonical English
    kind: ActorKind
    states: tuple[str, ...] = ()
    party: bool = False  # a party to armed conflict
    sector: str | None = None  # PLOVER sector: MIL, GOV, REB, PRE ...
    mouthpiece: str = ""  # media of a "state" or of a "group": state television, a rebel radio
