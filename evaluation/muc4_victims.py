"""Fills the slots of MUC-4 on those who were struck: how many they are, and what befell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import muc4_rules
from muc4_keys import Fill, words
from muc4_logistic import chosen, probability

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from muc4_incidents import Incident
    from muc4_learnt import Learnt
    from muc4_told import Told

    from vitne.model import Claim, Party, Toll

# Words of a toll that tell nothing of who was struck.
HELPING = frozenset(
    [
        "WAS", "WERE", "BEEN", "HAS", "HAD", "HAVE", "WHO", "WHEN", "ALSO", "AFTER", "THEY", "BODY",
        "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "AT", "LEAST", "MORE", "THAN", "OTHER", "OTHERS",
        "PERSON", "PERSONS", "PEOPLE", "INDIVIDUAL", "INDIVIDUALS", "MAN", "MEN", "VICTIM", "VICTIMS",
    ]
)  # fmt: skip
UNHURT = "NO INJURY OR DEATH"
NEAR = 1  # passages from an incident to a person named who may have been struck
MEANT = {UNHURT: (UNHURT, "NO INJURY")}  # the keys have either, for the same


class Victim(msgspec.Struct):
    """Those whom a text tells once or more that they were struck, with the words they are told by.

    `naming` are the words that say who they are: not their number, and not what befell them. Those
    that are only the target of an act have no toll.
    """

    toll: Toll | None
    number: str | None
    words: frozenset[str]
    naming: frozenset[str]
    signs: set[str]
    told: bool = True  # whether a claim says that they were struck; else they are only named nearby

    def is_same(self, other: Victim) -> bool:
        """Whether both are the same people; "six were killed" and "the six dead" are."""
        a, b = self.toll, other.toll
        if a is None or b is None:
            return bool(self.naming & other.naming)
        if (a.low, a.high) != (b.low, b.high):
            return False
        if a.low != 1:
            return True
        alike = self.naming & other.naming or not (self.naming and other.naming)
        return a.measure == b.measure and bool(alike)

    def add(self, other: Victim) -> None:
        """Take the words by which the same people are told again."""
        if other.toll is not None:
            self.words |= other.words
        self.naming |= other.naming
        self.signs |= {f"+{sign}" for sign in other.signs if sign[0] in "kmr"} | {"again"}


def fills(
    found: Sequence[Victim], kind: str, learnt: Learnt
) -> tuple[tuple[Fill, ...], tuple[Fill, ...]]:
    """The fills that say how many people were struck, and those that say what befell them."""
    numbers, effects = [], []
    for victim, signs in signed(found, kind):
        if victim.number and probability(learnt.counted, signs) >= learnt.bounds["counted"]:
            numbers.append(Fill((victim.number,), victim.words))
        if victim.told and probability(learnt.struck, signs) >= learnt.bounds["struck"]:
            effect = chosen(learnt.effect, signs)
            effects.append(Fill(MEANT.get(effect, (effect,)), victim.words))
    return tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(effects))


def signed(found: Sequence[Victim], kind: str) -> Iterator[tuple[Victim, frozenset[str]]]:
    """Each victim with its signs among those of an incident."""
    tolls = sum(each.toll is not None for each in found)
    named = [each.toll for each in found if "named" in each.signs and each.toll is not None]
    for at, victim in enumerate(found):
        own = {*victim.signs, *(f"{kind} {sign}" for sign in victim.signs if sign[0] == "n")}
        own |= {f"at:{min(at, 4)}", f"of:{min(len(found), 6)}", f"tolls:{min(tolls, 4)}"}
        own |= {f"type:{kind}", f"number:{victim.number}"}
        own |= {f"toll:{victim.toll is not None} {min(tolls, 2)}"}
        own |= {f"w:{word}" for word in victim.naming}
        if victim.toll is not None:
            alike = sum(t.measure == victim.toll.measure and t.high == 1 for t in named)
            own |= {f"named:{min(alike, 4)} {victim.toll.high == 1}"}
            own |= {f"all named:{alike == victim.toll.low} {victim.toll.high == 1}"}
        yield victim, frozenset(own)


def victims(one: Incident, told: Told) -> list[Victim]:
    """Those who were struck, or who may have been: the persons named nearby too."""
    found = told_of(one)
    for person in _nearby(one, told):
        same = [each for each in found if each.naming & person.naming]
        for each in same:
            each.signs |= {"named"} if each.told else {f"+{sign}" for sign in person.signs}
        if not same:
            found.append(person)
    return found


def told_of(one: Incident) -> list[Victim]:
    """Those told to be struck, but once: "two dead" behind "two farmers were killed"."""
    found: list[Victim] = []
    for victim in _told(one):
        same = next((each for each in found if each.is_same(victim)), None)
        if same is not None:
            same.add(victim)
        else:
            found.append(victim)
    return found


def _nearby(one: Incident, told: Told) -> Iterator[Victim]:
    """The persons named in the passages of an incident and beside them."""
    at = {claim.passage for claim in one.claims}
    acting = frozenset().union(*(words(p.text or "") for c in one.claims for p in c.agents))
    voices = frozenset().union(*(words(v.text or "") for c in one.claims for v in c.attribution))
    for person in told.persons:
        gap = min((person.passage - own for own in at), key=abs)
        if abs(gap) <= NEAR:
            times = sum(bool(person.words & other.words) for other in told.persons)
            signs = {
                *person.signs, "n:person", f"gap:{gap}", f"acts:{bool(person.words & acting)}",
                f"voices:{bool(person.words & voices)}", f"times:{min(times, 4)}",
                *(f"{gap == 0} {sign}" for sign in person.signs if " rule:" in sign),
            }  # fmt: skip
            yield Victim(None, "1", person.words, person.words - HELPING, signs, told=False)


def _told(one: Incident) -> Iterator[Victim]:
    for claim in one.claims:
        if claim.toll is not None:
            yield _of_toll(claim, claim.toll, one.claims)
    for claim in one.claims:
        if claim.kind == "event" or claim.kind == "threat":
            for party in claim.targets:
                yield _of_party(claim, party)


def _of_toll(claim: Claim, toll: Toll, claims: Sequence[Claim]) -> Victim:
    own = _own_words(claim, claims) | words(toll.who or "")
    number = words(toll.number.text) if toll.number is not None else frozenset()
    naming = own - words(claim.trigger.text) - number - HELPING
    signs = set(_of_claim(claim))
    signs |= {
        f"n:{toll.measure}", f"n:{toll.measure} {toll.high == 0}", f"n:{toll.measure} {toll.status}",
        f"status:{toll.status}", f"who:{toll.who}", f"scope:{toll.scope}", f"approx:{toll.approx}",
        f"part:{toll.subset_of is not None}", f"side:{toll.side}",
        f"officer:{muc4_rules.is_officer(toll)}", f"numeral:{toll.number is not None}",
        f"bounds:{_bound(toll.low)} {_bound(toll.high)} {toll.number is not None}",
    }  # fmt: skip
    said = number_of(toll) if toll.high != 0 and toll.low is not None else None
    return Victim(toll, said, own, naming, signs)


def _of_party(claim: Claim, party: Party) -> Victim:
    own = words(party.text or party.name)
    many = (party.text or party.name).upper().split()[-1].endswith("S")
    signs = {*_of_claim(claim), "n:party", f"party:{party.name}", f"many:{many}"}
    return Victim(None, "PLURAL" if many else "1", own, own - HELPING, signs)


def _of_claim(claim: Claim) -> Iterator[str]:
    yield f"k:{claim.kind} {claim.sub_event}"
    yield f"m:{claim.modality} {claim.polarity}"
    yield f"trigger:{claim.trigger.text.upper()}"
    yield f"voiced:{bool(claim.attribution)}"
    for rule in claim.rules[:2]:
        yield f"r:{rule}"


def _bound(count: int | None) -> str:
    return "none" if count is None else "many" if count >= 100 else str(min(count, 20))


def _own_words(claim: Claim, claims: Sequence[Claim]) -> frozenset[str]:
    """The words of a toll but for those of others in its list: "A, | B and C were killed"."""
    own = words(claim.text)
    for other in claims:
        inside = claim.start <= other.start and other.end <= claim.end
        shorter = other.end - other.start < claim.end - claim.start
        if other.trigger == claim.trigger and inside and shorter:
            own -= words(other.text) - words(other.trigger.text)
    return own


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
