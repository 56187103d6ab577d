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
    from collections.abc import Collection, Iterable, Sequence

    from muc4_incidents import Incident
    from muc4_parties import Doer
    from muc4_told import Told

    from vitne.model import Claim

_FITTING = 0.1  # points of two templates that may be of one incident, if nothing more is alike


class Text(NamedTuple):
    """A text that was read, with the templates of its key."""

    name: str
    claims: tuple[Claim, ...]
    told: Told
    keys: tuple[Template, ...]


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


def of_victims(one: Incident, key: Template) -> Iterable[tuple[Collection[str], bool, str | None]]:
    """The signs of each victim, with whether the key counts it, and what it says befell it."""
    numbers, effects = list(key.slots["victims' number"]), list(key.slots["effect"])
    found = muc4_victims.victims(one)
    for victim, signs in muc4_victims.signed(found, one.type):
        number = _taken(numbers, "victims' number", victim.number, victim.words)
        about = [fill for fill in effects if not fill.of or fill.of & victim.words]
        said = max(about, key=lambda fill: len(fill.of & victim.words), default=None)
        if said is not None:
            effects.remove(said)
        yield signs, number, said.values[0] if said is not None else None


def _taken(fills: list[Fill], slot: str, value: str | None, words: frozenset[str]) -> bool:
    if value is None:
        return False
    worth = {f: muc4_scoring.credit(slot, f, Fill((value,), words)) for f in fills}
    best = max(fills, key=lambda f: worth[f], default=None)
    if best is None or worth[best] == 0:
        return False
    fills.remove(best)
    return True


def of_doers(one: Incident, told: Told, key: Template) -> Iterable[tuple[Doer, str | None]]:
    """Each organisation, with what the key says of it."""
    left = list(key.slots["confidence"])
    for doer in sorted(muc4_parties.doers(one, told), key=lambda doer: "acts" not in doer.signs):
        fill = next((f for f in left if f.of & doer.words), None)
        if fill is not None:
            left.remove(fill)
        yield doer, fill.values[0] if fill is not None else None
