"""Reads that one told of as hurt has died: "A driver was shot. He died on the way to hospital"."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.drafts import Draft
from vitne.claims.naming import back_of
from vitne.model import Kind
from vitne.model.entries import Form, Harm, HarmPart, Measure

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_HURT = frozenset({"wounded", "casualties"})
_TAKEN = frozenset({"captured"})
_MET = frozenset({Measure.KILLED, Measure.CASUALTIES})
_PASSIVE = frozenset({Form.PARTICIPLE, Form.PASSIVE, Form.PAST_OR_PARTICIPLE, Form.BASE})
_WHO = (Kind.PEOPLE, Kind.NAME, Kind.HEAD, Kind.BACK, Kind.NUMBER, Kind.ACTOR, Kind.NATION)
_FINITE = frozenset({Form.PAST, Form.PRESENT})


def died_later(sentence: Sentence, told: Draft, tolls: list[Draft]) -> list[Draft]:
    """The death of the only one told of as hurt just before, whom a pronoun means."""
    toll = told.toll
    if tolls or toll is None or toll.high != 1 or toll.measure not in _HURT:
        return []
    for harm in sentence.of(Kind.HARM):
        if _is_death(harm) and (who := _one(sentence, harm)) is not None:
            span = min(who.first, harm.first), max(who.last, harm.last)
            dead = msgspec.structs.replace(toll, measure="killed", number=None, scope="incident")
            rules = [*harm.rules, *who.rules]
            return [Draft("toll", sentence, *span, (harm.first, harm.last), rules, toll=dead)]
    return []


def outlive(sentence: Sentence, harms: list[Mention], tolls: list[Draft]) -> None:
    """Those hurt of whom the same clause goes on that they died: "ble skutt og døde senere av skadene".

    Who was only shot at is then one killed; a wound that is told stays a toll of its own.
    """
    for harm in harms:
        told = next((d for d in tolls if d.anchor[0] == harm.first), None)
        hurt = _hurt_before(sentence, harm, tolls) if told is None and _is_death(harm) else None
        if hurt is None or hurt.toll is None:
            continue
        dead = msgspec.structs.replace(hurt.toll, measure="killed")
        draft = hurt
        if hurt.toll.measure == "wounded":
            draft = copy.copy(hurt)
            tolls.append(draft)
        draft.toll, draft.rules = dead, [*harm.rules, *hurt.rules]
        draft.anchor, draft.last = (harm.first, harm.last), max(hurt.last, harm.last)


def meet_again(sentence: Sentence, harms: list[Mention], tolls: list[Draft]) -> None:
    """What befell those taken, of whom the same clause goes on: "ble bortført og senere drept"."""
    for harm in harms:
        if harm.form not in _PASSIVE or any(d.anchor[0] == harm.first for d in tolls):
            continue
        entry = harm.entry
        if not isinstance(entry, Harm) or entry.part is not HarmPart.SUFFERED:
            continue
        if entry.measure not in _MET:
            continue
        taken = _joined_before(sentence, _joint(sentence, harm), tolls, _TAKEN)
        if taken is None or taken.toll is None or taken.anchor[0] < taken.first + 1:
            continue
        draft = copy.copy(taken)
        draft.toll = msgspec.structs.replace(taken.toll, measure=entry.measure.value)
        draft.anchor, draft.last = (harm.first, harm.last), max(taken.last, harm.last)
        draft.rules = [*harm.rules, *taken.rules]
        tolls.append(draft)


def _joint(sentence: Sentence, harm: Mention) -> int:
    """The token behind "and" before a verb: "and | later | killed"."""
    at = harm.first
    while _joins(sentence, at - 1):
        at -= 1
    if sentence.is_a(at - 2, "and") and not sentence.covering(at - 1, *_WHO):
        at -= 1  # "and | ultimately | died"
    return at


def _hurt_before(sentence: Sentence, harm: Mention, tolls: list[Draft]) -> Draft | None:
    """The toll of those hurt whose verb "and" joins to a word of death: "was shot | and later died"."""
    if harm.entry.transitive and harm.form not in _FINITE:  # type: ignore[union-attr]
        return None
    return _joined_before(sentence, _joint(sentence, harm), tolls, _HURT)


def _joined_before(
    sentence: Sentence, at: int, tolls: list[Draft], measures: frozenset[str]
) -> Draft | None:
    """The toll of some measures told last before an "and" that a verb with no subject stands behind."""
    if not sentence.is_a(at - 1, "and"):
        return None
    rows = [d for d in tolls if d.toll and d.toll.measure in measures and d.anchor[1] < at]
    last = rows[-1] if rows else None
    if last is None or last.toll is None or last.toll.known != "given":
        return None
    between = range(last.last, at - 1)
    numbers = (m.number for m in sentence.within(last.last, at - 1, Kind.NUMBER))
    others = any(n and not n.article for n in numbers)
    others = others or sentence.holds(last.last, at - 1, Kind.HARM)
    return None if others or any(sentence.is_stop(i) for i in between) else last


def _is_death(harm: Mention) -> bool:
    entry = harm.entry
    if not isinstance(entry, Harm):
        return False
    return entry.part is HarmPart.SUFFERED and entry.measure is Measure.KILLED


def _one(sentence: Sentence, harm: Mention) -> Mention | None:
    """The pronoun that is the subject of a word of death: "han | døde", "he | was killed"."""
    at = harm.first
    while _joins(sentence, at - 1):
        at -= 1
    passive = sentence.has_a(at, harm.first, "aux_passive_only")
    if isinstance(harm.entry, Harm) and harm.entry.transitive and not passive:
        return None
    behind = sentence.starting(harm.last, Kind.BACK) if at == 0 else None  # "Senere døde han"
    who = sentence.covering(at - 1, Kind.BACK) or behind
    if who is None or who.genitive or sentence.has_a(who.first, harm.last + 2, "not"):
        return None
    return who if back_of(who) == "person" else None


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a token only stands between a subject and its verb: "er senere", "was later"."""
    if at < 0:
        return False
    aux = sentence.is_a(at, "aux_passive") or sentence.is_a(at, "aux_perfect")
    return aux or sentence.is_a(at, "earlier") or sentence.covering(at, Kind.TIME) is not None
