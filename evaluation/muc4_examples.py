"""Makes from texts and their keys the examples that the step to templates is trained on."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import muc4_parties
import muc4_scoring
import muc4_templates
import muc4_victims
from muc4_keys import Fill, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from muc4_incidents import Incident
    from muc4_parties import Doer
    from muc4_told import Told
    from muc4_victims import Victim

    from vitne.model import Claim

_ANYBODY = 0.1  # how well anybody fits an effect of nobody named
_FITTING = 0.1  # points of two templates that may be of one incident, if nothing more is alike


class Text(NamedTuple):
    """A text that was read, with the templates of its key."""

    name: str
    claims: tuple[Claim, ...]
    told: Told
    keys: tuple[Template, ...]


class Case(NamedTuple):
    """The signs of a victim, whether the key counts it, whether a claim tells of it, and what befell it."""

    signs: Collection[str]
    counted: bool
    told: bool
    effect: str | None


class Paired(NamedTuple):
    """An incident of a text with its signs, and the template of the key that is of it."""

    text: Text
    one: Incident
    signs: frozenset[str]
    key: Template | None


def paired(text: Text) -> list[Paired]:
    """The incidents of a text, each with the template of the key that is of it."""
    rows = muc4_templates.candidates(text.claims, text.told)
    taken = _taken_keys([one for one, _ in rows], text)
    return [
        Paired(text, one, signs, text.keys[taken[at]] if at in taken else None)
        for at, (one, signs) in enumerate(rows)
    ]


def _taken_keys(found: Sequence[Incident], text: Text) -> dict[int, int]:
    """Which template of the key each incident is of.

    Like the mapping of the conference, but what type an incident is may still be wrong.
    """
    made = [muc4_templates.plain(one, text.told) for one in found]
    able = [
        (points, -at, -of)
        for (of, key), (at, answer) in itertools.product(enumerate(text.keys), enumerate(made))
        if (points := _points(key, answer)) > 0
    ]
    taken: dict[int, int] = {}
    for _, at, of in sorted(able, reverse=True):
        if -at not in taken and -of not in taken.values():
            taken[-at] = -of
    return taken


def _points(key: Template, answer: Template) -> float:
    """How well two templates fit; 0 where they are of two incidents."""
    named = len(key.words & answer.words)
    place, day = (
        sum(credit(slot, key, fill.values[0]) for fill in answer.slots[slot])
        for slot in ("location", "date")
    )
    if not (named or (place and day)):
        return 0.0
    kind = max(
        muc4_scoring.credit("type", one, other)
        for one, other in itertools.product(key.slots["type"], answer.slots["type"])
    )
    return 2 * kind + min(named, 4) + place + day + _FITTING


def credit(slot: str, key: Template, answer: str) -> float:
    """How far a fill of a slot that is about nobody is right."""
    fill = Fill((answer,))
    return max((muc4_scoring.credit(slot, own, fill) for own in key.slots[slot]), default=0.0)


def of_victims(one: Incident, told: Told, key: Template) -> Iterable[Case]:
    """What the key says of each victim."""
    found = muc4_victims.victims(one, told)
    numbers, effects = key.slots["victims' number"], key.slots["effect"]
    counted, struck = _fitting(found, numbers, _counts), _fitting(found, effects, _befell)
    for at, (victim, signs) in enumerate(muc4_victims.signed(found, one.type)):
        said = effects[struck[at]].values[0] if at in struck else None
        yield Case(signs, at in counted, victim.told, said)


def _fitting(
    found: Sequence[Victim], fills: Sequence[Fill], worth: Callable[[Fill, Victim], float]
) -> dict[int, int]:
    """Which fill is of which victim: each fill of the one it fits best."""
    rows = [
        (worth(fill, victim), -at, -of)
        for (of, fill), (at, victim) in itertools.product(enumerate(fills), enumerate(found))
    ]
    taken: dict[int, int] = {}
    for fit, at, of in sorted(rows, reverse=True):
        if fit > 0 and -at not in taken and -of not in taken.values():
            taken[-at] = -of
    return taken


def _counts(fill: Fill, victim: Victim) -> float:
    """How well a victim fits a number of the key."""
    if victim.number is None:
        return 0.0
    return muc4_scoring.credit("victims' number", fill, Fill((victim.number,), victim.words))


def _befell(fill: Fill, victim: Victim) -> float:
    """How well a victim fits an effect of the key, whatever befell him."""
    if not victim.told:
        return 0.0
    return len(fill.of & victim.words) if fill.of else _ANYBODY


def of_doers(one: Incident, told: Told, key: Template) -> Iterable[tuple[Doer, str | None]]:
    """Each organisation, with what the key says of it."""
    left = list(key.slots["confidence"])
    for doer in sorted(muc4_parties.doers(one, told), key=lambda doer: "acts" not in doer.signs):
        fill = next((f for f in left if f.of & doer.words), None)
        if fill is not None:
            left.remove(fill)
        yield doer, fill.values[0] if fill is not None else None
