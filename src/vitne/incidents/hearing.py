"""Hears who says what, and since when: statements with their voice, and which of them still stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.echoes import ABOVE, with_echoes
from vitne.incidents.naming import Name, known
from vitne.incidents.populations import counted
from vitne.incidents.speakers import one_speaker
from vitne.incidents.statements import Heard, Moment
from vitne.packs.standing import folded, read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.model import Claim, Statement, Toll, Voice

_UNNAMED = frozenset({"unnamed", "eyewitness"})


def hear(statements: Iterable[Statement]) -> list[Heard]:
    """Find the voice behind each statement; oldest first, whatever the order they come in.

    "Hadzjijev sa til Reuters at 19 var drept" is Hadzjijev's, in every paper that prints it. What
    an outlet says itself is its agency's, where it credits one.
    """
    unique = {one.claim.id: one for one in sorted(statements, key=_fixed)}
    said = list(unique.values())
    credit = _credits(said)
    found = [_hear(one, credit) for one in said]
    found = _joined(found)
    found = with_echoes(found)
    found = _since(found)
    return sorted(found, key=lambda one: (one.since, one.place, one.id))


def _fixed(statement: Statement) -> tuple[str, ...]:
    return (statement.claim.id, statement.article, statement.file)


def _credits(said: Sequence[Statement]) -> dict[str, tuple[str, str]]:
    """To whom the text of each article goes back by its credit: name and role."""
    found: dict[str, tuple[str, str]] = {}
    for one in sorted(said, key=lambda s: (s.article, s.file)):
        if one.agency:
            found.setdefault(one.article, (one.agency, "agency"))
        elif one.outlet:
            found.setdefault(one.article, (one.outlet, "outlet"))
    return found


def _hear(statement: Statement, credit: Mapping[str, tuple[str, str]]) -> Heard:
    claim = statement.claim
    link = claim.attribution[-1] if claim.attribution else None
    voice, name, role = _named(statement, link) if link else _desk(statement, credit)
    return Heard(
        statement=statement,
        voice=voice,
        name=name,
        role=role,
        since=_moment(statement),
        place=(not _is_earlier(statement), statement.role not in ABOVE, claim.start),
        stake=None if claim.toll is None or link is None else _stake(claim, claim.toll, link, name),
        people=counted(claim.toll) if claim.toll else None,
    )


def _named(statement: Statement, link: Voice) -> tuple[str, Name, str]:
    """The voice of the innermost link; one that is not named is this article's own."""
    name = known(link.name)
    role = "agency" if link.role == "relay" else link.role
    if name.described or (link.role in _UNNAMED and not name.neutral):
        return f"{statement.origin} {name.key}", name, "unnamed" if name.described else role
    return name.key, name, role


def _desk(statement: Statement, credit: Mapping[str, tuple[str, str]]) -> tuple[str, Name, str]:
    """The voice of who wrote the text: of the original first, for a reprint adds none."""
    reprint = statement.origin != statement.article
    found = credit.get(statement.origin if reprint else statement.article)
    if found is None and statement.agency:
        found = statement.agency, "agency"
    if found is not None:
        return known(found[0]).key, known(found[0]), found[1]
    shown = statement.outlet or statement.file
    return f"{statement.origin} ", Name(shown, folded(shown), neutral=True), "outlet"


def _moment(statement: Statement) -> Moment:
    captured = statement.captured_at or ""
    day = statement.published.earliest if statement.published else None
    return (day.isoformat() if isinstance(day, dt.date) else captured[:10]), captured


def _is_earlier(statement: Statement) -> bool:
    """Whether the words tell what was said before: "who first spoke of 14 deaths"."""
    cues = read_standing().cues.earlier.get(statement.language, ())
    return says(statement.claim.text, cues)


def says(text: str, cues: tuple[str, ...]) -> bool:
    """Whether a text has one of some cues as whole words."""
    low = text.lower()  # most texts have none, and folding is dear
    if not any(cue in low for cue in cues):
        return False
    words = f" {folded(text)} "
    return any(f" {cue} " in words for cue in cues)


def _stake(claim: Claim, toll: Toll, link: Voice, name: Name) -> str | None:
    """Whether a party speaks of its own people or of its enemy's, by the words of the claim."""
    if link.stake is not None or not name.side:
        return link.stake
    if toll.side is not None:
        side = known(toll.side)
        own = bool(side.side & name.side) or side.key == name.key
        return "own" if own else "enemy"
    if any(known(party.name).side & name.side for party in claim.agents):
        return "enemy"  # "Our forces killed 40": who strikes counts his enemy's dead
    fighters = read_standing().fighters
    if not fighters.lost.isdisjoint(claim.rules):
        return None  # "har mistet 150 soldater"
    other = fighters.of_a_state if name.group else fighters.of_a_group
    return "enemy" if toll.who in other else None


def _joined(found: list[Heard]) -> list[Heard]:
    """The same, with spellings of one name and holders of one office under one key."""
    languages: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Name] = {}
    for one in found:
        if one.voice == one.name.key:
            languages[one.voice].add(one.statement.language)
            if one.voice not in names or names[one.voice].office is None:
                names[one.voice] = one.name
    same = one_speaker(names, languages)
    if not same:
        return found
    return [
        msgspec.structs.replace(one, voice=same[one.voice]) if one.voice in same else one
        for one in found
    ]


def _since(found: list[Heard]) -> list[Heard]:
    """The same, where a reprint says what it says since the text it reprints did."""
    first: dict[tuple[object, ...], Moment] = {}
    for one in found:
        key = _saying(one)
        first[key] = min(first.get(key, one.since), one.since)
    return [
        one if one.since == first[_saying(one)]
        else msgspec.structs.replace(one, since=first[_saying(one)])
        for one in found
    ]  # fmt: skip


def _saying(one: Heard) -> tuple[object, ...]:
    toll, claim = one.toll, one.claim
    what = (
        (claim.kind, claim.text)
        if toll is None
        else (toll.measure, one.people, toll.low, toll.high, toll.known)
    )
    return (one.statement.origin, one.voice, what)
