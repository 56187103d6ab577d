"""Fills the slot of MUC-4 that says how sure it is which organisations did it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from muc4_keys import Fill, words
from muc4_logistic import chosen, probability

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from muc4_incidents import Incident
    from muc4_learnt import Learnt
    from muc4_told import Told

    from vitne.model import Claim, Party, Voice

# Nouns of organisations, by which a name that no pack knows is told to be one.
ORGANISED = frozenset(
    [
        "FRONT", "MOVEMENT", "ARMY", "PARTY", "CARTEL", "FORCES", "FORCE", "ORGANIZATION", "COMMAND",
        "BRIGADE", "BATTALION", "POLICE", "GOVERNMENT", "COMMANDOS", "EXTRADITABLES", "GUARD",
    ]
)  # fmt: skip
# Words in the names of voices that speak for a state.
OFFICIAL = (
    "Police", "Army", "Armed forces", "Government", "Ministry", "Minister", "Official", "President",
    "Commander", "Prosecutor", "Court", "Spokesperson",
)  # fmt: skip
FAR = 4  # passages from an incident that are told apart


class Doer(msgspec.Struct):
    """An organisation that may have done it, with the words it is told by and its signs.

    `heard` are the words of the passages that name it: they tell only how sure a text is.
    """

    name: str
    words: frozenset[str]
    signs: set[str] = msgspec.field(default_factory=set)
    heard: set[str] = msgspec.field(default_factory=set)


def confidences(one: Incident, told: Told, learnt: Learnt) -> Iterator[Fill]:
    """How sure the text is of each organisation that did it."""
    found = [(probability(learnt.doer, doer.signs), doer) for doer in doers(one, told)]
    found.sort(key=lambda pair: -pair[0])
    for at, (likely, doer) in enumerate(found):
        if likely >= learnt.bounds["another doer" if at else "doer"]:
            signs = doer.signs | doer.heard
            yield Fill((chosen(learnt.confidence, signs),), doer.words)


def doers(one: Incident, told: Told) -> list[Doer]:
    """The organisations that may have done it: those that act, are accused or are only named."""
    found: dict[str, Doer] = {}
    for claim in one.claims:
        for party in acting(claim):
            if party.name in told.bodies or ORGANISED & words(party.text or ""):
                doer = found.setdefault(party.name, Doer(party.name, frozenset()))
                doer.words |= words(party.text or "") | words(party.name)
                doer.signs |= {
                    "acts", f"acts:{claim.kind}", f"says:{confidence(claim)}", f"m:{claim.modality}",
                    f"r:{claim.rules[0]}", f"known:{party.name in told.bodies}",
                }  # fmt: skip
    at = {claim.passage for claim in one.claims}
    for each in told.named:
        doer = found.setdefault(each.name, Doer(each.name, words(each.name)))
        doer.words |= each.words
        near = min((each.passage - own for own in at), key=abs)
        doer.signs |= {f"far:{max(-FAR, min(FAR, near))}", f"within:{abs(near) <= 1}"}
        if abs(near) <= FAR:
            doer.heard |= {f"w:{word}" for word in told.passages[each.passage]}
    times = Counter(each.name for each in told.named)
    for doer in found.values():
        others = any("acts" in other.signs for other in found.values() if other is not doer)
        doer.signs |= {f"among:{min(len(found), 6)}", f"others:{others} {'acts' in doer.signs}"}
        doer.signs |= _of_text(doer, one, told, times)
    return list(found.values())


def _of_text(doer: Doer, one: Incident, told: Told, times: Counter[str]) -> set[str]:
    """The signs of an organisation in the whole of a text, where each is named so many times."""
    voiced = any(voice.name == doer.name for c in one.claims for voice in c.attribution)
    struck = any(p.name == doer.name for c in one.claims if c.kind == "event" for p in c.targets)
    most = times[doer.name] == max(times.values(), default=1)
    return {
        f"name:{doer.name}", f"times:{min(times[doer.name], 5)}", f"type:{one.type} {one.stage}",
        f"home:{told.home}", f"most:{most}", f"voiced:{voiced}", f"struck:{struck}",
    }  # fmt: skip


def acting(claim: Claim) -> Sequence[Party]:
    """Who did it by a claim: who acts, or who is accused."""
    if claim.kind == "accusation":
        return claim.targets
    return claim.agents if claim.kind in ("event", "threat") else ()


def confidence(claim: Claim) -> str:
    """How sure a claim is of who did it, by who says so and how."""
    owned = "event.responsibility" in claim.rules
    if owned or any(v.name == p.name for v in claim.attribution for p in acting(claim)):
        return "CLAIMED OR ADMITTED"
    if claim.modality in ("alleged", "reported"):
        by = any(map(_is_authority, claim.attribution))
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def _is_authority(voice: Voice) -> bool:
    return any(word in voice.name for word in OFFICIAL)
