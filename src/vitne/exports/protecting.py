"""Takes out of a row what may not leave: names of persons, places finer than the ceiling, paths."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from vitne.exports.places import coarser, is_town
from vitne.exports.policy import CEILINGS
from vitne.exports.redaction import redact
from vitne.exports.sheltering import is_of_shelter
from vitne.exports.sides import is_person, office_of
from vitne.incidents.naming import known
from vitne.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.exports.policy import Policy
    from vitne.exports.rows import Row
    from vitne.model import Claim, Incident, IncidentVoice, Location, Party, Voice
    from vitne.record.queries import Found

_BYSTANDERS = frozenset({"eyewitness", "unnamed"})
_PLACE = "[place]"
_DIVISION = re.compile(r" (?:Province|Governorate|District|Oblast|County|State|Region|Valley)$")


def protected(row: Row, policy: Policy) -> Row:
    """The row as a policy lets it go.

    Always: persons to whom something was done and witnesses become "Person 1", files lose their
    folders. With `redact` so do all persons who act in no office, in quotes and titles too.
    """
    ceiling = _ceiling(row, policy)
    veil = _Veil(row, policy, ceiling)
    claims = tuple(veil.found(one) for one in row.claims)
    if policy.redact:
        claims = redact(claims, veil.offices)
    said = {one.claim.id: one.claim for one in claims}
    place = row.incident.place
    return msgspec.structs.replace(
        row,
        incident=veil.incident(row.incident),
        full=veil.incident(row.full),
        claims=claims,
        statements=tuple(
            msgspec.structs.replace(
                one, claim=said.get(one.claim.id) or veil.claim(one.claim), file=shown(one.file)
            )
            for one in row.statements
        ),
        coarsened=ceiling.value if place and veil.place(place) != place else None,
        redacted=policy.redact,
    )


def shown(file: str) -> str:
    """A file as it may be told of: an address of the web as it is, a path without its folders."""
    if "://" in file and not file.lower().startswith("file:"):
        return file
    return file.replace("\\", "/").rstrip("/").rpartition("/")[2] or file


def _ceiling(row: Row, policy: Policy) -> Level:
    """The finest place that may be told of this row."""
    if policy.shelters is None or not is_of_shelter(row):
        return policy.ceiling
    return max(policy.ceiling, policy.shelters, key=CEILINGS.index)


class _Veil:
    """What one row hides: a name has the same stand-in wherever it is told."""

    def __init__(self, row: Row, policy: Policy, ceiling: Level) -> None:
        self._policy = policy
        self._ceiling = ceiling
        self._places = frozenset(_places(row))
        self.offices = frozenset(_offices(row))
        self._aliases: dict[str, str] = {}
        self._files = frozenset(row.full.files)
        self._towns = self._hidden_places(row)

    def incident(self, one: Incident) -> Incident:
        """An incident without what it may not tell."""
        return msgspec.structs.replace(
            one,
            label=self._words(one.label),
            files=tuple(dict.fromkeys(map(shown, one.files))),
            place=self._placed(one.place),
            agents=self._names(one.agents, always=False),
            targets=self._names(one.targets, always=True),
            voices=tuple(map(self._voice, one.voices)),
        )

    def found(self, one: Found) -> Found:
        """A claim of the record without what it may not tell."""
        return msgspec.structs.replace(
            one,
            claim=self.claim(one.claim),
            as_read=None if one.as_read is None else self.claim(one.as_read),
            file=shown(one.file),
            files=tuple(dict.fromkeys(map(shown, one.files))),
            title=None if one.title is None else self._words(one.title),
        )

    def claim(self, one: Claim) -> Claim:
        """A claim without what it may not tell."""
        return msgspec.structs.replace(
            one,
            text=self._words(one.text),
            agents=tuple(self._party(party, always=False) for party in one.agents),
            targets=tuple(self._party(party, always=True) for party in one.targets),
            place=self._placed(one.place),
            attribution=tuple(map(self._speaker, one.attribution)),
        )

    def place(self, one: Location) -> Location:
        """A place no finer than the ceiling."""
        return coarser(one, self._ceiling)

    def _placed(self, one: Location | None) -> Location | None:
        return None if one is None else self.place(one)

    def _names(self, names: Iterable[str], *, always: bool) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._name(name, always=always) for name in names))

    def _name(self, name: str, *, always: bool) -> str:
        """A name, or what stands for it; `always` where also the default policy hides it."""
        if (always or self._policy.redact) and self._is_private(name):
            return self._alias(name)
        return self._words(name)

    def _is_private(self, name: str) -> bool:
        """Whether a name is that of a person of whom no office is told."""
        if not is_person(name) or office_of(name) or name in self._places or is_town(name):
            return False
        return not _DIVISION.search(name) and known(name).sound not in self.offices

    def _alias(self, name: str) -> str:
        return self._aliases.setdefault(known(name).key, f"Person {len(self._aliases) + 1}")

    def _party(self, one: Party, *, always: bool) -> Party:
        name = self._name(one.name, always=always)
        if name == one.name:
            return one
        return msgspec.structs.replace(one, name=name, text=None)

    def _speaker(self, one: Voice) -> Voice:
        name = self._name(one.name, always=one.role in _BYSTANDERS)
        if name == one.name:
            return one
        return msgspec.structs.replace(one, name=name, text=None)

    def _voice(self, one: IncidentVoice) -> IncidentVoice:
        if one.name in self._files:
            return msgspec.structs.replace(one, name=shown(one.name))
        name = self._name(one.name, always=one.role in _BYSTANDERS)
        return msgspec.structs.replace(one, name=name)

    def _hidden_places(self, row: Row) -> re.Pattern[str] | None:
        """The places that are finer than the ceiling, in all words for them."""
        if self._ceiling == Level.TOWN:
            return None
        every = [one.claim.place for one in row.claims] + [row.full.place]
        hidden = {
            word
            for one in every
            if one is not None and self.place(one) != one
            for word in (one.name, one.text)
            if word
        }
        return _any_of(frozenset(hidden)) if hidden else None

    def _words(self, text: str) -> str:
        return text if self._towns is None else self._towns.sub(_PLACE, text)


@lru_cache(maxsize=256)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Any of some words, with an ending of up to two letters: "Bardas"."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})\w{{0,2}}(?!\w)", re.IGNORECASE
    )


def _places(row: Row) -> Iterable[str]:
    if row.full.place is not None:
        yield row.full.place.name
    for one in row.claims:
        if one.claim.place is not None:
            yield one.claim.place.name


def _offices(row: Row) -> Iterable[tuple[str, ...]]:
    """The sounds of the names of those of whom an office is told."""
    names: set[str] = set()
    for one in row.claims:
        names.update(voice.name for voice in one.claim.attribution)
        names.update(party.name for party in (*one.claim.agents, *one.claim.targets))
    for name in names:
        if office_of(name):
            yield known(name).sound
