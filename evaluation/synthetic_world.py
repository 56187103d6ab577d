"""What happens in the world that synthetic reports tell of, day by day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from synthetic_words import Town, War

BEGIN = dt.date(2015, 1, 5).toordinal()
A_DAY = 20  # incidents in all wars
ACTS = {  # who does it, how often
    "airstrike": ("army", 4), "missile-strike": ("army", 2), "shelling": ("army", 3),
    "drone-strike": ("army", 2), "ied": ("group", 3), "suicide-bombing": ("group", 2),
    "clash": ("both", 3), "raid": ("group", 3),
}  # fmt: skip
_NEXT_DAY, _NEXT_TOWN = 0.12, 0.08  # how often the same is done again


class Happening(msgspec.Struct, frozen=True):
    """One incident as it truly was."""

    id: str
    war: int
    town: Town
    day: int  # proleptic ordinal
    act: str
    by: str  # army, group, both
    status: str  # persons, civilians, soldiers
    killed: int
    wounded: int
    enemy: int  # of the group, as the army counts them
    own: int  # of the group, as it counts them itself

    def known(self, day: int) -> tuple[int, int]:
        """How many killed and wounded are known on a day."""
        share = (0.7, 0.9, 1.0)[min(max(day - self.day, 0), 2)]
        return max(2, round(self.killed * share)), max(2, round(self.wounded * share))


def happenings(wars: Sequence[War], rng: random.Random) -> Iterator[list[Happening]]:
    """The incidents of each day, without end; never two in one town on one day."""
    repeated: list[Happening] = []  # what is done again the next day
    day, count = BEGIN, 0
    while True:
        taken: set[int] = set()
        today: list[Happening] = []
        wanted = [_again(h, day, rng) for h in repeated]
        repeated = []
        for _ in range(A_DAY - len(wanted)):
            war = rng.randrange(len(wars))
            first = _first(war, rng.choice(wars[war].towns), day, rng)
            wanted.append(first)
            if rng.random() < _NEXT_TOWN:
                other = rng.choice(wars[war].towns)
                wanted.append(msgspec.structs.replace(_again(first, day, rng), town=other))
        for happening in wanted:
            if happening.town.geonameid in taken:
                continue
            taken.add(happening.town.geonameid)
            count += 1
            today.append(msgspec.structs.replace(happening, id=f"H{count:06d}"))
            if rng.random() < _NEXT_DAY:
                repeated.append(today[-1])
        yield today
        day += 1


def _first(war: int, town: Town, day: int, rng: random.Random) -> Happening:
    act = rng.choices(list(ACTS), [often for _, often in ACTS.values()])[0]
    by = ACTS[act][0]
    status = rng.choice(
        ("persons", "persons", "civilians", "soldiers" if by != "army" else "persons")
    )
    killed = min(2 + int(rng.expovariate(1 / 9)), 90)
    return Happening(
        "", war, town, day, act, by, status, killed, max(2, round(killed * rng.uniform(0.5, 3))),
        enemy=rng.randrange(5, 60), own=rng.randrange(2, 5),
    )  # fmt: skip


def _again(before: Happening, day: int, rng: random.Random) -> Happening:
    """The same act by the same party, with a toll of its own."""
    fresh = _first(before.war, before.town, day, rng)
    return msgspec.structs.replace(fresh, act=before.act, by=before.by, status=before.status)
