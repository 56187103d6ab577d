"""Makes templates as MUC-4 asks for them of what vitne reads.

A template is one incident of one type at one place and time. Which incidents are asked for, and how
the slots are filled, is learnt from the keys of dev (muc4_train.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import muc4_fills
import muc4_incidents
import muc4_parties
import muc4_rules
import muc4_signs
import muc4_victims
from muc4_keys import Fill, Template, words
from muc4_logistic import chosen, probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from muc4_incidents import Incident
    from muc4_learnt import Learnt
    from muc4_told import Told

    from vitne.model import Claim


def templates(claims: Sequence[Claim], told: Told, learnt: Learnt) -> list[Template]:
    """The templates of one text."""
    rows = candidates(claims, told)
    return [
        filled(one, signs, told, learnt)
        for one, signs in rows
        if probability(learnt.asked, signs) >= learnt.bounds["asked"]
    ]


def candidates(claims: Sequence[Claim], told: Told) -> list[tuple[Incident, frozenset[str]]]:
    """The incidents of a text with their signs, whether they are asked for or not."""
    found = muc4_incidents.incidents(claims)
    found = [muc4_rules.brought_home(one, told.home) for one in found]
    return list(zip(found, muc4_signs.of_incidents(found, told), strict=True))


def filled(one: Incident, signs: frozenset[str], told: Told, learnt: Learnt) -> Template:
    """The template of an incident."""
    kind = chosen(learnt.type, signs)
    victims = muc4_victims.victims(one, told)
    numbers, effects = muc4_victims.fills(victims, kind, learnt)
    return Template(
        {
            "type": _told(kind),
            "stage": _told(chosen(learnt.stage, signs)),
            "date": _told(muc4_fills.date_of(one, told, learnt)),
            "location": _told(muc4_fills.place_of(one, told, learnt)),
            "confidence": tuple(muc4_parties.confidences(one, told, learnt)),
            "victims' number": numbers,
            "effect": effects,
        },
        _words(one),
    )


def plain(one: Incident, told: Told) -> Template:
    """What an incident is told by, before anything is learnt: for its mapping to the keys."""
    slots = {
        "type": _told(one.type),
        "date": _told(muc4_fills.settled_date(one, told)),
        "location": _told(muc4_fills.settled_place(one, told)),
    }
    return Template(slots, _words(one))


def _told(value: str | None) -> tuple[Fill, ...]:
    """The fills of a slot that is about nobody: one, or none where nothing is told."""
    return (Fill((value,)),) if value else ()


def _words(one: Incident) -> frozenset[str]:
    """The words for those who did it and those it was done to."""
    named = [party.text or party.name for c in one.claims for party in (*c.agents, *c.targets)]
    return frozenset().union(
        *(victim.words for victim in muc4_victims.told_of(one)), *map(words, named)
    )
