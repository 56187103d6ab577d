"""Fills the slots of MUC-4 that are about somebody: who did it, how sure that is, whom it struck."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
# Words beside a name that tell nothing of who it is.
HELPING = frozenset(
    ["WAS", "WERE", "BEEN", "HAS", "HAD", "HAVE", "WHO", "WHEN", "ONE", "ALSO", "BODY"]
)
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


def told_once(victims: Sequence[Claim]) -> list[Claim]:
    """Victims without those told again: "two dead" behind "two farmers were killed"."""
    found: list[Claim] = []
    for claim in victims:
        if claim.toll is None:
            continue
        same = [c for c in found if _same_toll(c, claim)]
        if not same:
            found.append(claim)
        elif claim.toll.who and not (same[0].toll and same[0].toll.who):
            found[found.index(same[0])] = claim
    return found


def _same_toll(one: Claim, other: Claim) -> bool:
    """Whether two tolls count the same people; "six were killed" and "the six dead" do."""
    a, b = one.toll, other.toll
    if a is None or b is None or (a.low, a.high) != (b.low, b.high):
        return False
    if a.low != 1:
        return True
    shared = words(one.text) & words(other.text) - words(one.trigger.text) - HELPING
    return a.measure == b.measure and bool(shared)


def numbers(victims: Sequence[Claim]) -> tuple[Fill, ...]:
    """The fills that say how many people were struck."""
    tolls = [(c, c.toll) for c in victims if c.toll is not None and c.toll.high != 0]
    fills = [Fill((number_of(t),), _who(c, t)) for c, t in tolls if t.low is not None]
    return tuple(dict.fromkeys(fills))


def number_of(toll: Toll) -> str:
    """How many people a toll counts, as MUC-4 writes it."""
    about = "~" if toll.approx else ""
    if toll.low == toll.high:
        return f"{about}{toll.low}"
    if toll.high is not None:
        return f"{toll.low or ''}-{toll.high}"
    return "PLURAL" if toll.number is None or toll.low == 2 else f"{toll.low}-"


def effects(victims: Sequence[Claim]) -> tuple[Fill, ...]:
    """The fills that say what befell them."""
    fills = []
    for claim in victims:
        toll = claim.toll
        assert toll is not None  # noqa: S101 - victims have one
        if toll.high == 0:
            fills.append(Fill(("NO INJURY OR DEATH", "NO INJURY"), _who(claim, toll)))
        elif effect := EFFECTS.get(toll.measure):
            fills.append(Fill((effect,), _who(claim, toll)))
    return tuple(dict.fromkeys(fills))


def _who(claim: Claim, toll: Toll) -> frozenset[str]:
    return words(claim.text) | words(toll.who or "")
