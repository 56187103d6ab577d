"""Finds what names nobody and only repeats a voice of its own text: headline, lead, next sentence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.statements import Heard, counts
from vitne.model import Role
from vitne.packs.standing import read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Toll

ABOVE = frozenset({Role.HEADLINE, Role.SUBHEADING})
_MOST = 200  # different figures of one measure in one text that are compared


def with_echoes(found: Sequence[Heard]) -> list[Heard]:
    """The same, where what names nobody is a voice's of its text that says the same, if one does.

    "Raketter krevde 14 liv" over "Minst 14 mennesker ble drept, opplyser Hadzjijev" is no second
    voice for 14. A text is an article with all its reprints.
    """
    texts: dict[str, list[Heard]] = defaultdict(list)
    for one in found:
        texts[one.statement.origin].append(one)
    tellers = {origin: _Text(said) for origin, said in texts.items() if _may_echo(said)}
    return [
        tellers[one.statement.origin].heard(one)
        if is_loose(one) and one.statement.origin in tellers
        else one
        for one in found
    ]


def is_loose(one: Heard) -> bool:
    """Whether a statement names nobody, or above the text only the state of who is named in it.

    "Bagdad: Åtte drept" stands over what the army of Iraq says.
    """
    if not one.claim.attribution:
        return True
    return one.statement.role in ABOVE and one.name.key in read_standing().states


def _may_echo(said: Iterable[Heard]) -> bool:
    """Whether some statements of a text name somebody and others do not."""
    return len({is_loose(one) for one in said}) > 1


class _Text:
    """What the voices of one text say, by where and of what."""

    def __init__(self, said: Sequence[Heard]) -> None:
        named = sorted(
            (one for one in said if not is_loose(one)), key=lambda one: (*one.place, one.id)
        )
        self._tolls: dict[str, dict[object, Heard]] = defaultdict(dict)
        self._acts: dict[tuple[str, int], str] = {}
        self._retold: dict[str, str] = {}
        self._first = next(
            (one.voice for one in named if one.claim.kind in ("event", "toll")), None
        )
        for one in named:
            if one.toll is not None and counts(one.claim):
                figure = (one.people, one.toll.scope, one.toll.known, one.toll.low, one.toll.high)
                if len(self._tolls[one.toll.measure]) < _MOST:
                    self._tolls[one.toll.measure].setdefault(figure, one)
            if one.claim.kind in ("event", "toll"):
                self._acts.setdefault((one.statement.article, one.claim.passage), one.voice)
        for one in said:
            if is_loose(one) and (voice := self._beside(one)) is not None:
                words = one.claim.text
                self._retold[words] = min(voice, self._retold.get(words, voice))

    def heard(self, one: Heard) -> Heard:
        """A statement that names nobody, with the voice that it repeats."""
        voice = self._act(one) if one.toll is None else self._toll(one, one.toll)
        return one if voice is None else msgspec.structs.replace(one, voice=voice, echo=True)

    def _toll(self, one: Heard, toll: Toll) -> str | None:
        others = self._tolls.get(toll.measure, {}).values()
        ranked = [
            (rank, number, other.voice)
            for number, other in enumerate(others)
            if _may_speak_for(other, one) and (rank := _rank(one, toll, other)) is not None
        ]
        return min(ranked)[-1] if ranked else None

    def _act(self, one: Heard) -> str | None:
        """Whose an act is that names nobody: told above the text, or beside a voice's sentence."""
        if one.claim.kind != "event" or one.claim.attribution:
            return None
        if one.statement.role in ABOVE:
            return self._first
        return self._beside(one) or self._retold.get(one.claim.text)  # where a reprint was cut

    def _beside(self, one: Heard) -> str | None:
        """Whose the sentence is in which an act is told, else the one before or behind it."""
        article, passage = one.statement.article, one.claim.passage
        near = (self._acts.get((article, at)) for at in (passage, passage + 1, passage - 1))
        return next((voice for voice in near if voice is not None), None)


def _may_speak_for(other: Heard, one: Heard) -> bool:
    """Whether a voice can be the one that is not named: of the state that is, if one is."""
    return not one.claim.attribution or other.name.side == one.name.side


def _rank(one: Heard, toll: Toll, other: Heard) -> int | None:
    """How well a figure repeats a voice's: it is the same, has its number, or leaves it open."""
    its = other.toll
    if its is None or (toll.known, toll.scope) != (its.known, its.scope):
        return None
    if one.people != other.people and one.statement.role not in ABOVE:
        return None
    if (toll.low, toll.high) == (its.low, its.high):
        return 0
    if {toll.low, toll.high} & {its.low, its.high} - {None}:
        return 1
    return 2 if _leaves_open(toll, its) else None


def _leaves_open(toll: Toll, other: Toll) -> bool:
    """Whether a figure leaves another open: "flere drept" does eight, "minst ti" does fourteen."""
    low = toll.low is None or (other.low is not None and other.low >= toll.low)
    high = toll.high is None or (other.high is not None and other.high <= toll.high)
    return low and high
