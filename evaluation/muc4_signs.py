"""The signs of an incident by which a learnt model tells whether MUC-4 asks for it, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import muc4_fills
import muc4_incidents
import muc4_rules
from muc4_told import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from muc4_incidents import Incident
    from muc4_told import Told

    from vitne.model import Claim

_DAYS, _WEEKS = 3, 40  # days that a time spans, below which it is one of days, or of weeks
_STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 34)


class _Seen(NamedTuple):
    """An incident with whether the rules ask for it, and the words for those it tells of."""

    one: Incident
    relevant: bool
    words: frozenset[str]


def of_incidents(found: Sequence[Incident], told: Told) -> list[frozenset[str]]:
    """The signs of each of the incidents found in a text."""
    rows = [
        _Seen(one, muc4_rules.is_relevant(one, told.day, told.home), _named(one)) for one in found
    ]
    return [_of_incident(at, rows, told) for at in range(len(rows))]


def _of_incident(at: int, rows: Sequence[_Seen], told: Told) -> frozenset[str]:
    one = rows[at].one
    signs = {*_of_whole(rows[at], told), *_among(at, rows)}
    signs |= {sign for claim in one.claims for sign in of_claim(claim)}
    for passage in {claim.passage for claim in one.claims}:
        signs |= {f"w:{word}" for word in told.passages[passage]}
    signs |= {f"h:{word}" for word in told.heading}
    return frozenset(signs)


def _among(at: int, rows: Sequence[_Seen]) -> Iterator[str]:
    """How an incident stands among the others of its text."""
    one, found = rows[at].one, [row.one for row in rows]
    before = [row for row in rows[:at] if row.relevant]
    after = [row for row in rows[at + 1 :] if row.relevant]
    yield f"nth:{_step(at)}"
    yield f"among:{_step(len(found))}"
    yield f"before:{_step(len(before))}"
    yield f"after:{_step(len(after))}"
    most = max(len(each.claims) for each in found)
    yield f"most:{len(one.claims) == most} {len(found) == 1}"
    yield f"share:{10 * len(one.claims) // sum(len(each.claims) for each in found)}"
    for name, others in (("before", before), ("after", after)):
        yield f"{name} type:{any(row.one.type == one.type for row in others)}"
        for each in (row.one for row in others):
            if each.type == one.type or "ATTACK" in (each.type, one.type):
                ground = muc4_incidents.same_ground(each.place, one.place)
                days = muc4_incidents.same_days(each.time, one.time)
                yield f"{name} ground:{ground} days:{days} stage:{each.stage == one.stage}"
        shared = rows[at].words & frozenset().union(*(row.words for row in others))
        yield f"{name} shared:{min(len(shared), 3)}"
    yield f"new:{min(len(rows[at].words), 6)}"


def _named(one: Incident) -> frozenset[str]:
    """The words for those that an incident tells of."""
    named: set[str] = set()
    for claim in one.claims:
        if claim.toll is not None:
            named |= words_of(claim.text) - words_of(claim.trigger.text)
        for party in (*claim.agents, *claim.targets):
            named |= words_of(party.text or party.name)
    return frozenset(named)


def _of_whole(row: _Seen, told: Told) -> Iterator[str]:
    one, day = row.one, told.day
    yield f"type:{one.type}"
    yield f"stage:{one.stage}"
    yield f"type:{one.type} stage:{one.stage}"
    yield f"claims:{_step(len(one.claims))}"
    yield f"passages:{_step(len({c.passage for c in one.claims}))}"
    yield f"first:{_step(one.claims[0].passage)}"
    yield f"home:{told.home in muc4_rules.ASKED}"
    yield f"home:{told.home}"
    yield f"length:{_step(len(told.passages))}"
    yield f"relevant:{row.relevant}"
    yield from _ruled(one, told)
    place = one.place
    if place is None:
        yield "place:none"
    else:
        yield f"place:{place.country in muc4_rules.ASKED}"
        yield f"place:{place.level}"
        yield f"place:{place.basis}"
        yield f"place:{place.country}"
    yield f"age:{_age(one, day)}"
    yield f"time:{one.time.basis if one.time else None}"
    tolls = [c.toll for c in one.claims if c.toll is not None]
    yield f"tolls:{_step(len(tolls))}"
    yield f"named:{any(muc4_rules.is_somebody(t) for t in tolls)}"
    yield f"civil:{any(t.status in muc4_rules.CIVIL for t in tolls)}"
    yield f"targets:{any(c.targets for c in one.claims)}"
    yield f"agents:{any(c.agents for c in one.claims)}"
    yield f"voices:{all(c.attribution for c in one.claims)}"


def _ruled(one: Incident, told: Told) -> Iterator[str]:
    """What the rules of muc4_rules.py say of an incident, one by one."""
    yield f"old:{muc4_rules.is_old(one, told.day)}"
    yield f"specific:{muc4_rules.is_specific(one)}"
    yield f"war:{muc4_rules.is_war(one)}"
    yield f"capture:{muc4_rules.is_mere_capture(one)}"


def _age(one: Incident, day: date | None) -> str:
    if day is None or one.time is None:
        return "none"
    first, last = muc4_fills.days(one.time)
    length = (last - first).days
    wide = "days" if length < _DAYS else "weeks" if length < _WEEKS else "longer"
    return f"{_step(abs((day - last).days) // _DAYS)} {last <= day} {wide}"


def of_claim(claim: Claim) -> Iterator[str]:
    """The signs of one claim: what it is, who acts on whom, who says so."""
    yield f"k:{claim.kind}"
    yield f"k:{claim.kind} {claim.event_type} {claim.sub_event}"
    yield f"m:{claim.kind} {claim.modality} {claim.polarity}"
    yield f"t:{claim.trigger.text.upper()}"
    for rule in claim.rules[:2]:
        yield f"r:{rule}"
    for side, parties in (("a", claim.agents), ("o", claim.targets)):
        yield f"{side}:{len(parties)}"
        for party in parties:
            yield f"{side}:{party.name}"
            for word in sorted(words_of(party.text or "")):
                yield f"{side}w:{word}"
    for voice in claim.attribution:
        yield f"v:{voice.name}"
        yield f"v:{voice.role}"
    if (toll := claim.toll) is not None:
        yield f"n:{toll.measure} {_step(toll.low or 0)} {toll.high is not None}"
        yield f"n:{toll.measure} {toll.status} {toll.scope}"
        yield f"n:{toll.who}"
        yield f"n:{toll.number is None}"


def _step(count: int) -> int:
    """A count in steps, so that near counts are one sign."""
    return max(step for step in _STEPS if step <= count)
