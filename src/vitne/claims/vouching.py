"""Says who vouches for a claim where no words attribute it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.complements import beside_the_point, complement_end
from vitne.claims.doubts import hearsay
from vitne.claims.modality import negated
from vitne.model import Kind, Voice

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_SHORT = 12  # tokens of a sentence that only counts: "33 er såret, og fire er savnet."
_TOLD = 8  # claims of the sentence before that are looked at


def vouches_for(attribution: Attribution, draft: Draft) -> bool:
    """Whether a claim is vouched for; "setter dødstallet til 43" covers by its number."""
    if draft.kind == "relation" and _described(draft, attribution):
        return False
    if draft.toll is not None and attribution.covers(draft.last - 1):
        return True
    return attribution.covers(draft.anchor[0])


def _described(draft: Draft, attribution: Attribution) -> bool:
    """Whether a relation only describes in passing: "byen, som militsen holder, sier X"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    opens = sentence.is_a(first, "relative") and not _opens_content(sentence, first, attribution)
    relative = opens or sentence.is_a(draft.anchor[0], "relative")
    aside = relative and draft.anchor[0] > attribution.first
    return aside or draft.anchor[1] - draft.anchor[0] == draft.last - draft.first == 1


def _opens_content(sentence: Sentence, at: int, attribution: Attribution) -> bool:
    """Whether a word that may open a relative clause opens what is told: "said | that the army holds"."""
    if not sentence.is_a(at, "that"):
        return False
    if at == attribution.first - 1 or sentence.is_a(at - 1, "and"):
        return True
    return sentence.holds(*sentence.clause(at - 1), Kind.REPORTING)


def nearest(draft: Draft, covering: list[Attribution]) -> list[Attribution]:
    """Those who vouch for the figure, where the harm was told by another: "…, mens B mener 49"."""
    if draft.toll is None:
        return covering
    return [a for a in covering if a.covers(draft.last - 1)] or covering


def leave_out(names: frozenset[str], drafts: list[Draft]) -> None:
    """Leave the publisher out of chains: what its own reporters saw or heard, it tells itself."""
    for draft in drafts:
        if any(v.name in names and v.role != "claimant" for v in draft.voices):
            draft.voices = tuple(
                v for v in draft.voices if v.name not in names or v.role == "claimant"
            )


def deny(drafts: list[Draft], attributions: list[Attribution]) -> None:
    """ "Våre folk har ikke skutt mot sentrum, sier en talsmann" denies, and tells of no act."""
    for draft in drafts:
        if draft.kind != "event" or draft.event_type != "ASSAULT" or not negated(draft):
            continue
        sentence = draft.sentence
        first, last = sentence.clause(draft.anchor[0])
        own = sentence.has_a(first, last, "first_person")
        if (own or _of_the_speaker(draft, attributions)) and any(
            a.covers(draft.anchor[0]) for a in attributions
        ):
            if own and sentence.grammar.verb_last and not draft.agents:
                said = next(a for a in attributions if a.covers(draft.anchor[0]))
                draft.agents = (said.phrase.as_party(sentence),) if said.phrase else ()
            draft.kind, draft.event_type, draft.event = "denial", "REJECT", None
            draft.modality, draft.polarity, draft.sub_event = "denied", "negative", None


def vouch_for_parts(sentence: Sentence, drafts: list[Draft]) -> None:
    """Give a part the voice of its whole in the sentence before: "Fem av dem var barn"."""
    for draft in drafts:
        whole = draft.main
        if whole is not None and whole.sentence is not sentence and not draft.voices:
            draft.voices = whole.voices


def count_on(sentence: Sentence, drafts: list[Draft], earlier: list[Draft]) -> None:
    """Give a count the voice of the one before: "Ni er drept, opplyser hæren. 33 er såret."."""
    if not drafts or not _merely_counts(sentence, drafts):
        return
    if any(hearsay(d) is not None for d in drafts):
        return  # "35 skal være såret": nobody vouches
    told = _told_before(sentence, earlier[-_TOLD:])
    counts = [d for d in told if d.toll is not None and d.toll.known == "given"]
    chain = counts[-1].voices if counts else ()
    known = {d.toll.measure for d in counts if d.toll}
    again = any(d.toll and d.main is None and d.toll.measure in known for d in drafts)
    if again or any(d.voices != chain for d in told):
        return  # "Elleve er døde." beside "Ni er drept, opplyser hæren" is told by another
    for draft in drafts:
        if not draft.voices:
            draft.voices = tuple(
                msgspec.structs.replace(v, basis="the count goes on") for v in chain
            )


def _told_before(sentence: Sentence, earlier: list[Draft]) -> list[Draft]:
    """What the sentence before tells, or the one vouched for: "86 er døde. Det skriver X. 143 er såret."."""
    passage = sentence.passage
    near = [d for d in earlier if d.sentence.passage.paragraph == passage.paragraph]
    last = next((d.sentence.passage.index for d in reversed(near)), None)
    if last is None or passage.index - last > 2:
        return []
    return [d for d in earlier if d.sentence.passage.index == last]


def _merely_counts(sentence: Sentence, drafts: list[Draft]) -> bool:
    """Whether a sentence tells exact figures and nothing else: no noun, no place, no actor.

    "Flere hundre er såret" and "25 ble såret, ti av dem alvorlig" are what the publisher knows.
    """
    if len(sentence) > _SHORT or not all(_is_exact(d) for d in drafts):
        return False
    told = {i for d in drafts for i in range(d.first, d.last)}
    if sentence.has_a(0, len(sentence), "other"):
        return False  # "40 andre ble såret"
    return all(
        i in told or sentence.is_stop(i) or sentence.is_a(i, "and") for i in range(len(sentence))
    )


def _is_exact(draft: Draft) -> bool:
    """Whether a draft is a figure without hedge and noun: "33 er såret"."""
    toll = draft.toll
    if toll is None or toll.number is None or draft.named or toll.approx:
        return False
    return toll.low == toll.high


def _of_the_speaker(draft: Draft, attributions: list[Attribution]) -> bool:
    """Whether those who are said not to have acted are who says so: "X har ikke skutt, sier X"."""
    names = [p.name for p in draft.agents]
    rows = [a.phrase for a in attributions if a.phrase is not None and a.covers(draft.anchor[0])]
    return any(
        name in phrase.name or (phrase.states and phrase.states == draft.agent_states)
        for phrase in rows for name in names
    )  # fmt: skip


def told_in(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The accusation that a toll is part of: "FN anklager soldater for å ha henrettet tolv"."""
    if draft.kind != "toll":
        return None
    for act in drafts:
        if act.kind != "accusation" or act.anchor[1] > draft.anchor[0]:
            continue
        first, _ = draft.sentence.clause(draft.anchor[0])
        first += draft.sentence.word(first) == ","
        # "bomben som kostet 28 livet", "angrebet, hvor ni døde"
        known = draft.sentence.is_any(first, "relative", "where_relative")
        if known or beside_the_point(draft.sentence, draft.anchor[0], act.anchor[1]):
            continue
        if draft.anchor[0] < complement_end(act.sentence, act.anchor[1]):
            return act
    return None


def own_voice(draft: Draft) -> Voice | None:
    """Who vouches by acting: the group that takes responsibility, the army that gives no figure."""
    responsible = draft.event is not None and draft.event.id == "responsibility"
    if responsible and draft.agents:
        agent = draft.agents[0]
        return Voice(agent.name, "claimant", agent.text, agent.start, agent.end, draft.rules[0])
    silent = draft.toll is not None and draft.toll.known == "undisclosed"
    if silent and draft.silent is not None and not _says_more(draft):
        who = draft.silent
        return Voice(who.name, "claimant", who.text, who.start, who.end, draft.rules[0])
    return None


def _says_more(draft: Draft) -> bool:
    """Whether the same sentence goes on with what is said: "oppgir ikke tall, men sier at …"."""
    sentence = draft.sentence
    return any(
        m.first > draft.anchor[0] and sentence.is_a(m.first - 1, "joining")
        for m in sentence.of(Kind.REPORTING)
    )


def belongs(sentence: Sentence, attribution: Attribution, at: int) -> bool:
    """Whether a token belongs to who speaks: "talsmannen i X", not "…, dersom X bombes"."""
    first, last = attribution.zone
    if not first <= at < last:
        return False
    return not sentence.has_a(first + 1, at, "subordinators")
