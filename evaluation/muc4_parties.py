"""Fills the slots of MUC-4 that are about somebody: who did it, how sure that is, whom it struck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from muc4_keys import Fill, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Claim, Party, Toll, Voice

EFFECTS = {"killed": "DEATH", "wounded": "INJURY", "casualties": "INJURY"}
# Nouns of organisations, by which a name that no pack knows is told to be one.
ORGANISED = frozenset(
    [
        "FRONT",
        "MOVEMENT",
        "ARMY",
        "PARTY",
        "CARTEL",
        "FORCES",
        "FORCE",
        "ORGANIZATION",
        "COMMAND",
        "BRIGADE",
        "BATTALION",
        "POLICE",
        "GOVERNMENT",
        "COMMANDOS",
        "EXTRADITABLES",
        "GUARD",
    ]
)
# Words of a toll that tell nothing of who was struck.
HELPING = frozenset(
    [
        "WAS", "WERE", "BEEN", "HAS", "HAD", "HAVE", "WHO", "WHEN", "ALSO", "AFTER", "THEY", "BODY",
        "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "AT", "LEAST", "MORE", "THAN", "OTHER", "OTHERS",
        "PERSON", "PERSONS", "PEOPLE", "INDIVIDUAL", "INDIVIDUALS", "MAN", "MEN", "VICTIM", "VICTIMS",
    ]
)  # fmt: skip
# Words in the names of voices that speak for a state.
OFFICIAL = (
    "Police", "Army", "Armed forces", "Government", "Ministry", "Minister", "Official", "President",
    "Commander", "Prosecutor", "Court", "Spokesperson",
)  # fmt: skip
RANKS = (
    "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED",
    "POSSIBLE", "REPORTED AS FACT",
)  # fmt: skip


def confidences(claims: Iterable[Claim], bodies: frozenset[str]) -> Iterable[Fill]:
    """How sure the text is of each organisation that did it; the surest word of each."""
    found: dict[str, tuple[int, Fill]] = {}
    for claim in claims:
        for party in doers(claim):
            if party.name in bodies or ORGANISED & words(party.text or ""):
                fill = Fill((confidence(claim),), words(party.text or "") | words(party.name))
                rank = RANKS.index(fill.values[0])
                found[party.name] = min(found.get(party.name, (9, fill)), (rank, fill), key=_rank)
    return [fill for _, fill in found.values()]


def doers(claim: Claim) -> Sequence[Party]:
    """Who did it by a claim: who acts, or who is accused."""
    if claim.kind == "accusation":
        return claim.targets
    return claim.agents if claim.kind == "event" else ()


def _rank(pair: tuple[int, Fill]) -> int:
    return pair[0]


def confidence(claim: Claim) -> str:
    """How sure a claim is of who did it, by who says so and how."""
    owned = "event.responsibility" in claim.rules
    if owned or any(v.name == p.name for v in claim.attribution for p in doers(claim)):
        return "CLAIMED OR ADMITTED"
    if claim.modality in ("alleged", "reported"):
        by = any(map(_is_authority, claim.attribution))
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def _is_authority(voice: Voice) -> bool:
    return any(word in voice.name for word in OFFICIAL)


class Victim(msgspec.Struct):
    """Those whom a text tells once or more that they were struck, with the words they are told by.

    `naming` are the words that say who they are: not their number, and not what befell them.
    """

    toll: Toll
    words: frozenset[str]
    naming: frozenset[str]

    def is_same(self, other: Victim) -> bool:
        """Whether both are the same people; "six were killed" and "the six dead" are."""
        a, b = self.toll, other.toll
        if (a.low, a.high) != (b.low, b.high):
            return False
        if a.low != 1:
            return True
        alike = self.naming & other.naming or not (self.naming and other.naming)
        return a.measure == b.measure and bool(alike)

    def add(self, other: Victim) -> None:
        """Take the words by which the same people are told again."""
        self.words |= other.words
        self.naming |= other.naming


def told_once(claims: Sequence[Claim]) -> list[Victim]:
    """Victims without those told again: "two dead" behind "two farmers were killed"."""
    found: list[Victim] = []
    for claim in claims:
        if claim.toll is None:
            continue
        victim = _victim(claim, claim.toll, claims)
        same = next((each for each in found if each.is_same(victim)), None)
        if same is not None:
            same.add(victim)
        else:
            found.append(victim)
    return found


def _victim(claim: Claim, toll: Toll, claims: Sequence[Claim]) -> Victim:
    own = _own_words(claim, claims) | words(toll.who or "")
    number = words(toll.number.text) if toll.number is not None else frozenset()
    return Victim(toll, own, own - words(claim.trigger.text) - number - HELPING)


def _own_words(claim: Claim, claims: Sequence[Claim]) -> frozenset[str]:
    """The words of a toll but for those of others in its list: "A, | B and C were killed"."""
    own = words(claim.text)
    for other in claims:
        inside = claim.start <= other.start and other.end <= claim.end
        shorter = other.end - other.start < claim.end - claim.start
        if other.trigger == claim.trigger and inside and shorter:
            own -= words(other.text) - words(other.trigger.text)
    return own


def numbers(victims: Sequence[Victim]) -> tuple[Fill, ...]:
    """The fills that say how many people were struck."""
    counted = [v for v in victims if v.toll.high != 0 and v.toll.low is not None]
    return tuple(dict.fromkeys(Fill((number_of(v.toll),), v.words) for v in counted))


def number_of(toll: Toll) -> str:
    """How many people a toll counts, as MUC-4 writes it."""
    about = "~" if toll.approx else ""
    if toll.low == toll.high:
        return f"{about}{toll.low}"
    if toll.high is not None:
        return f"{toll.low or ''}-{toll.high}"
    if toll.number is None or toll.low == 2:
        return "PLURAL"
    written = toll.number.text.replace(",", "")
    more = written.isdigit() and int(written) + 1 == toll.low  # "more than 30" is written "30-"
    return f"{written if more else toll.low}-"


def effects(victims: Sequence[Victim]) -> tuple[Fill, ...]:
    """The fills that say what befell them."""
    fills = []
    for victim in victims:
        if victim.toll.high == 0:
            fills.append(Fill(("NO INJURY OR DEATH", "NO INJURY"), victim.words))
        elif effect := EFFECTS.get(victim.toll.measure):
            fills.append(Fill((effect,), victim.words))
    return tuple(dict.fromkeys(fills))
