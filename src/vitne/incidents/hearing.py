"""Hears who says what, and since when: statements with their voice, and which of them still stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.naming import Name, known
from vitne.incidents.populations import Population, counted
from vitne.incidents.speakers import one_speaker
from vitne.model import Claim, Role, Statement, Toll
from vitne.packs.standing import folded, read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.model import Voice

_ABOVE = frozenset({Role.HEADLINE, Role.SUBHEADING})
_UNNAMED = frozenset({"unnamed", "eyewitness"})
_FIRM = frozenset({"asserted", "alleged"})
_HEARSAY = "reported"

Moment = tuple[str, str]  # ISO day of publication, time of capture


class Heard(msgspec.Struct, frozen=True):
    """A statement with the voice behind it.

    `voice` is what two statements of one voice share. `echo` is true where it names nobody and only
    repeats what a voice of its article says. `since` is when the voice was first known to say it,
    in this text or the one it reprints; `place` where in the article it says so.
    """

    statement: Statement
    voice: str
    name: Name
    role: str
    since: Moment
    place: tuple[bool, bool, int]
    stake: str | None = None
    echo: bool = False
    people: Population | None = None

    @property
    def claim(self) -> Claim:
        """The claim that is stated."""
        return self.statement.claim

    @property
    def toll(self) -> Toll | None:
        """The toll that is stated, if it is one."""
        return self.statement.claim.toll

    @property
    def id(self) -> str:
        """The id of the claim."""
        return self.statement.claim.id


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
    found = _echoes(found)
    found = _since(found)
    return sorted(found, key=lambda one: (one.since, one.place, one.id))


def told(toll: Toll) -> bool:
    """Whether a toll says how many, if only that there were some: "har hatt tap" does."""
    if toll.known == "none":
        return True
    low, high = toll.low, toll.high
    return toll.known == "given" and (low is None or low >= 0) and (high is None or high >= 0)


def is_hearsay(claim: Claim) -> bool:
    """Whether a claim is told as hearsay: "skal ha"."""
    return claim.modality == _HEARSAY


def counts(claim: Claim) -> bool:
    """Whether a claim states a toll that happened, by the words: no fear, doubt or denial."""
    denied = claim.polarity == "negative" and claim.toll is not None and claim.toll.known == "given"
    return claim.modality in _FIRM or (is_hearsay(claim) and not denied)


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
        place=(not _is_earlier(statement), statement.role not in _ABOVE, claim.start),
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


def _echoes(found: list[Heard]) -> list[Heard]:
    """The same, where what names nobody is a voice's of its text that says the same, if one does."""
    named: dict[str, list[Heard]] = defaultdict(list)
    for one in found:
        if one.claim.attribution:
            named[one.statement.origin].append(one)
    return [
        one if one.claim.attribution else _echo(one, named.get(one.statement.origin, ()))
        for one in found
    ]


def _echo(one: Heard, named: Sequence[Heard]) -> Heard:
    match = _fits_act if one.toll is None else _fits_toll
    ranked = sorted((*fit, *other.place, other.id, other.voice) for other in named
                    if (fit := match(one, other)))  # fmt: skip
    if not ranked:
        return one
    return msgspec.structs.replace(one, voice=ranked[0][-1], echo=True)


def _fits_toll(one: Heard, other: Heard) -> tuple[int, ...] | None:
    """How well a named figure fits one that names nobody: the same, the same number, a closer one."""
    mine, its = one.toll, other.toll
    if mine is None or its is None or mine.measure != its.measure or not counts(other.claim):
        return None
    above = one.statement.role in _ABOVE
    if (mine.known, mine.scope) != (its.known, its.scope) or not (
        above or one.people == other.people
    ):
        return None
    if (mine.low, mine.high) == (its.low, its.high):
        return (0,)
    if {mine.low, mine.high} & {its.low, its.high} - {None}:
        return (1,)
    return (2,) if _within(its, mine) else None


def _within(one: Toll, other: Toll) -> bool:
    """Whether all that one figure leaves open, the other leaves open too."""
    low = other.low is None or (one.low is not None and one.low >= other.low)
    high = other.high is None or (one.high is not None and one.high <= other.high)
    return low and high


def _fits_act(one: Heard, other: Heard) -> tuple[int, ...] | None:
    """Whether an act that names nobody is told with a voice: as headline, or beside its sentence."""
    if one.claim.kind != "event" or other.claim.kind not in ("event", "toll"):
        return None
    near = abs(one.claim.passage - other.claim.passage) <= 1
    same_text = one.statement.article == other.statement.article
    return (0,) if one.statement.role in _ABOVE or (near and same_text) else None


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
