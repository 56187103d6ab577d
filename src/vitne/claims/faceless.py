"""Tells whether a party speaks of others whom it does not name: "– De skjøt først, sier hæren"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.context import UNRESOLVED
from vitne.claims.naming import back_of
from vitne.claims.sentence import SINGLE
from vitne.claims.spoken import is_spoken
from vitne.model import Kind
from vitne.model.entries import Head, People

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.blamed import Doer
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase

BYSTANDERS = frozenset({"unnamed", "witness", "people", "medic", "generic"})
_GUNMEN = "gunmen"
_BY_REACH = 4  # tokens from "by" to who did it: "av ett trettiotal beväpnade män"


def tells_of_them(draft: Draft, voice: Phrase) -> bool:
    """Whether an army's or an official's own words are of others: "– De skjøt først, sier hæren"."""
    sentence = draft.sentence
    if not (voice.party and draft.agents and is_spoken(sentence)):
        return False
    if voice.role == "media" or voice.role in BYSTANDERS:
        return False
    start = draft.agents[0].start
    backs = sentence.within(0, draft.anchor[0], Kind.BACK)
    return any(back.start == start and back_of(back) == "they" for back in backs)


def leave_open(draft: Draft, cover: Attribution | None) -> None:
    """Name nobody where a party tells of "them": whoever they are, they are not who speaks."""
    voice = cover.phrase if cover is not None else None
    if voice is None or draft.kind != "event" or not tells_of_them(draft, voice):
        return
    they = draft.agents[0]
    if they.name == voice.name:
        draft.agents = (msgspec.structs.replace(they, name=UNRESOLVED),)


def is_nobody_known(draft: Draft, doer: Doer) -> bool:
    """Whether men of no side did it: "gunmen stormed it", "a suicide bomber rammed the gate"."""
    sentence = draft.sentence
    if doer.known or doer.states:
        return False
    by = sentence.has_a(max(0, doer.first - _BY_REACH), doer.first, "by")
    head = sentence.covering(doer.last - 1, Kind.HEAD)
    if head is not None and isinstance(head.entry, Head) and head.entry.faceless:
        return not by  # "fired on by gunmen" tells who it was
    people = sentence.covering(doer.last - 1, Kind.PEOPLE)
    if people is None or not isinstance(people.entry, People):
        return False
    one = any(sentence.is_a(i, "articles") for i in (doer.first, doer.first - 1))
    return (one and people.form in SINGLE) or (people.entry.who == _GUNMEN and not by)
