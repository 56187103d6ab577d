"""Which people a toll counts, so that only figures of the same people are compared."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from vitne.incidents.naming import known
from vitne.packs.standing import read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.model import Toll

SOME = "some of them"  # a part of whom nothing is told but that it is one: "fire av dem"
_NOT_TOLD = "unknown"


class Population(NamedTuple):
    """People, as narrow as the words: "150 soldater" of one side. None is everybody.

    `side` is what names of one side share: the codes of its states, or the group.
    """

    status: str | None = None
    side: str | None = None
    who: str | None = None

    def apart(self, other: Population) -> bool:
        """Whether nobody can be of both: civilians and soldiers, soldiers of two sides."""
        return any(None not in (one, two) and one != two for one, two in zip(self[:2], other[:2]))  # noqa: B905 - both have two


EVERYBODY = Population()


def counted(toll: Toll) -> Population:
    """The people that a toll counts.

    Words that single nobody out are left off: "14 innbyggere" are 14 people, "én sivil" is a
    civilian and not a kind of civilian.
    """
    status = None if toll.status == _NOT_TOLD else toll.status
    everyone = read_standing().everyone.get(toll.status, frozenset())
    who = None if toll.who is None or toll.who in everyone else toll.who
    side = None if toll.side is None else side_of(toll.side)
    if toll.scope == "subset" and who is None and status is None and side is None:
        who = SOME
    return Population(status, side, who)


def side_of(name: str) -> str:
    """What the names of one side share: AZE for the army and the ministry of Azerbaijan."""
    found = known(name)
    return "+".join(sorted(found.side)) or found.key


def widest(populations: Iterable[Population]) -> list[Population]:
    """Those that are not among any of the others, in a fixed order."""
    all_of_them = set(populations)
    found = [one for one in all_of_them if not any(o in all_of_them for o in _wider(one))]
    return sorted(found, key=order)


def _wider(one: Population) -> Iterator[Population]:
    """All populations that hold one and are not the same."""
    for status, side, who in product(*((None, part) if part else (None,) for part in one)):
        wider = Population(status, side, who)
        if wider != one:
            yield wider


def order(population: Population) -> tuple[str, ...]:
    """A key to sort by: everybody first."""
    return tuple(part or "" for part in population)
