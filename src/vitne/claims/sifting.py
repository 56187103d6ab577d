"""Sifts the claims of a sentence: what speech acts swallow, what tags tell, what stands together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.complements import beside_the_point, complement_end, told_after
from vitne.claims.conditions import is_told_ahead
from vitne.claims.doubts import under_report
from vitne.claims.drafts import word_of
from vitne.claims.places import located
from vitne.model import Kind, Voice
from vitne.model.entries import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


def inner(voice: Voice) -> bool:
    """Whether a link stands inside those who only pass on: relays come first in a chain."""
    return voice.role != "relay"


def asks(sentence: Sentence) -> bool:
    """Whether a sentence only asks: "Has the fighting spread?", "Hvem står bak angrepet?"."""
    at = len(sentence) - 1
    while at > 0 and sentence.is_a(at, "quotes"):
        at -= 1
    return sentence.word(at) == "?"


def untold(draft: Draft) -> bool:
    """Whether a draft tells nothing but that no number is known: "How many have died?"."""
    return draft.toll is not None and draft.toll.known == "unknown"


def note_events(drafts: list[Draft]) -> None:
    """Mark the tolls that stand in one sentence with an act; soldiers it hit are its targets."""
    acts = [d for d in drafts if d.kind == "event"]
    tolls = [d for d in drafts if d.kind == "toll"]
    for draft in drafts:
        draft.counted = draft.kind == "event" and bool(tolls)
        draft.with_event = draft.kind == "toll" and bool(acts)
        draft.own_act = draft.with_event and all(act.anchor == draft.anchor for act in acts)
        if draft.kind == "toll" and draft.armed_target and draft.people is not None:
            for act in acts:
                near = draft.sentence.clause_of(act.anchor[0]) == draft.sentence.clause_of(
                    draft.anchor[0]
                )
                if near and act.event_type == "ASSAULT":
                    mutual = act.event is not None and act.event.id == "clash"
                    struck = () if mutual else (draft.people,)
                    act.targets, act.armed_target = act.targets or struck, True
    for act in acts:
        if not act.targets and act.event_type == "ASSAULT":
            own = (d.people for d in tolls if d.anchor == act.anchor and d.people is not None)
            act.targets = tuple(own)[:1]  # "Six worshippers, including a child, were | shot dead"


def glue(drafts: list[Draft], following: Sentence | None) -> None:
    """A caption cut in two: "Ødeleggelser etter bombing i" and, behind a kicker, the place."""
    if following is None or not following.of(Kind.PLACE):
        return
    place = following.of(Kind.PLACE)[0]
    for draft in drafts:
        sentence = draft.sentence
        if place.first > 0 or draft.place is not None or not sentence.is_a(len(sentence) - 1, "in"):
            continue
        quote = following.quote(place.first, place.last)
        draft.place = located(place.places[0], quote, "stated behind the cut")
        if draft.event is not None and draft.event_type == "ASSAULT" and not draft.event.ground:
            draft.targets = (following.party(place.first, place.last, place.places[0].name),)


def told_by_a_tag(draft: Draft, zones: Sequence[tuple[int, int]]) -> bool:
    """Whether words only name who tells: "ifølge soldater i byen"; not that he keeps a number back.

    "…, bekrefter hæren, uten å nevne tapene" tells of losses.
    """
    if draft.toll is not None and draft.toll.known == "undisclosed":
        return False
    return any(first <= draft.anchor[0] < last and draft.last <= last for first, last in zones)


def swallowed(draft: Draft, acts: list[Draft]) -> bool:
    """Whether an act or toll is only what is threatened, demanded, denied or offered."""
    if draft.kind == "relation" and _in_relative(draft):
        return False  # "legger skylden på militsen, som er knyttet til nabolandet"
    for act in acts:
        if act.first <= draft.anchor[0] < act.anchor[0] and _foretold(draft, act):
            return True
        if act.kind == "denial" and _is_rumoured(draft, act):
            return True
        if act.kind == "support" and act.sentence.is_a(act.anchor[0], "prepositions"):
            continue  # "med støtte fra helikoptre drev hæren dem ut"
        if act.kind == "support" and _goes_on(act, draft):
            continue
        end = complement_end(act.sentence, act.anchor[1])
        if _only_tells_when(draft, act) or _came_before(draft, act):
            continue
        if act.anchor[0] <= draft.anchor[0] < end and draft.anchor != act.anchor:
            return not (draft.kind == "toll" and act.kind == "accusation")
        if draft.anchor == act.anchor or _closed_by(draft, act):
            return True
    return False


def _in_relative(draft: Draft) -> bool:
    first, _ = draft.sentence.clause(draft.anchor[0])
    return draft.sentence.is_a(first, "relative")


def _only_tells_when(draft: Draft, act: Draft) -> bool:
    """Whether an act only tells when somebody accused: "X blames Y as shells kill eight"."""
    at, said = draft.anchor[0], act.anchor[1]
    accused = act.kind == "accusation" and said <= at
    return accused and beside_the_point(draft.sentence, at, said)


def _came_before(draft: Draft, act: Draft) -> bool:
    """Whether harm was done before a threat or demand was made: "vows revenge after eleven fell".

    So it was where it tells of whom something is demanded: "demands that the man who killed two …".
    """
    word = word_of(draft)
    harm = draft.toll is not None or draft.event_type == "ASSAULT"
    if not harm or act.kind == "denial" or word is None or word.form is Form.PRESENT:
        return False
    first, _ = draft.sentence.clause(draft.anchor[0])
    of_one = act.kind == "demand" and draft.sentence.is_a(first, "relative")
    if of_one and act.anchor[1] <= first and word.form in (Form.PAST, Form.PAST_OR_PARTICIPLE):
        return True
    return told_after(draft.sentence, draft.anchor[0], act.anchor[1])


def _closed_by(draft: Draft, act: Draft) -> bool:
    """Whether it is said before the verb of its act: "Man werde wieder angreifen, drohte X"."""
    told = act.kind in ("threat", "demand", "offer") and act.first == 0 < act.anchor[0]
    before = told and draft.anchor < act.anchor and draft.sentence.grammar.verb_last
    return before and draft.sentence.has_a(0, act.anchor[0], "subjunctive")


def _is_rumoured(draft: Draft, act: Draft) -> bool:
    """Whether it stands in the report that is denied behind it: "Meldingene om et angrep avvises"."""
    sentence, at = draft.sentence, draft.anchor[0]
    if at >= act.anchor[0] or not under_report(sentence, at):
        return False
    between = range(draft.anchor[1], act.anchor[0])
    return not any(_parts(sentence, i) for i in between)


def _parts(sentence: Sentence, at: int) -> bool:
    """Whether a word parts what is told from what follows: "and" does, but not in "X and Gao"."""
    if sentence.is_a(at, "and"):
        return sentence.starting(at + 1, Kind.PLACE) is None
    return sentence.is_any(at, "but", "circumstances", "clause_walls")


def _foretold(draft: Draft, act: Draft) -> bool:
    """Whether an act is only what a tag behind it threatens: "Flere byer bliver ramt, truer M23"."""
    word = draft.sentence.starting(draft.anchor[0], Kind.TRIGGER, Kind.HARM)
    tag = act.kind == "threat" and draft.sentence.word(act.anchor[0] - 1) == ","
    return tag and word is not None and is_told_ahead(draft.sentence, word)


def _goes_on(act: Draft, draft: Draft) -> bool:
    """Whether who supports is said to have done more: "støtter hæren og har sendt 200 soldater"."""
    sentence, between = act.sentence, range(act.anchor[1], draft.anchor[0])
    return any(sentence.is_a(i, "and") and sentence.is_a(i + 1, "here_and_now") for i in between)
