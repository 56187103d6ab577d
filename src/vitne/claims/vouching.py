"""Says who vouches for a claim where no words attribute it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.acts import complement_end
from vitne.claims.modality import negated
from vitne.claims.parties import phrase_at
from vitne.claims.subjects import actor_after, actor_before, unknown_after
from vitne.model import Kind, Party, Voice

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_SILENT_REACH = 4  # tokens behind a verb of telling in which its subject stands


def vouches_for(attribution: Attribution, draft: Draft) -> bool:
    """Whether a claim is vouched for; "setter dødstallet til 43" covers by its number."""
    if draft.kind == "relation" and _described(draft, attribution):
        return False
    if draft.toll is not None and attribution.covers(draft.last - 1):
        return True
    return attribution.covers(draft.anchor[0])


def _described(draft: Draft, attribution: Attribution) -> bool:
    """Whether a relation only describes in passing: "byen Kufa, som militsen holder, sier X"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    relative = sentence.is_a(first, "relative") or sentence.is_a(draft.anchor[0], "relative")
    aside = relative and draft.anchor[0] > attribution.first
    return aside or draft.anchor[1] - draft.anchor[0] == draft.last - draft.first == 1


def nearest(draft: Draft, covering: list[Attribution]) -> list[Attribution]:
    """Those who vouch for the figure, where the harm was told by another: "…, mens B mener 49"."""
    if draft.toll is None:
        return covering
    return [a for a in covering if a.covers(draft.last - 1)] or covering


def deny(drafts: list[Draft], attributions: list[Attribution]) -> None:
    """ "Våre folk har ikke skutt mot sentrum, sier en talsmann" denies, and tells of no act."""
    for draft in drafts:
        if draft.kind != "event" or draft.event_type != "ASSAULT" or not negated(draft):
            continue
        sentence = draft.sentence
        first, last = sentence.clause(draft.anchor[0])
        own = any(sentence.is_a(i, "first_person") for i in range(first, last))
        if own and any(a.covers(draft.anchor[0]) for a in attributions):
            draft.kind, draft.event_type, draft.event = "denial", "REJECT", None
            draft.modality, draft.polarity, draft.sub_event = "denied", "negative", None


def told_in(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The accusation that a toll is part of: "FN anklager soldater for å ha henrettet tolv"."""
    if draft.kind != "toll":
        return None
    for act in drafts:
        end = complement_end(act.sentence, act.anchor[1])
        first, _ = draft.sentence.clause(draft.anchor[0])
        known = draft.sentence.is_a(first, "relative")  # "bomben som kostet 28 livet"
        if act.kind == "accusation" and act.anchor[1] <= draft.anchor[0] < end and not known:
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


def silent_party(sentence: Sentence, toll: Draft, context: Context) -> Party | None:
    """Who gives no figure: "Opprørerne oppgir ikke tap", "Egne tap vil hun ikke oppgi"."""
    telling = (i for i in range(len(sentence)) if sentence.is_a(i, "disclosing"))
    at = next(telling, toll.anchor[0])
    first, _ = sentence.clause(at)
    inverted = sentence.word(at - 1) == ","
    subject = actor_before(sentence, at, first) or actor_after(
        sentence, at + 1, min(at + _SILENT_REACH, len(sentence))
    )
    if subject is None and not inverted:
        subject = actor_before(sentence, toll.anchor[0] + 1, 0)
    if subject is not None and subject.kind is not Kind.PEOPLE:
        return phrase_at(sentence, subject, context).as_party(sentence)
    for i in range(first, at):
        if sentence.is_a(i, "determiners") and sentence.is_a(i + 1, "not") and context.last:
            quote = sentence.quote(i, i + 1)  # "vil den ikke oppgi"
            return Party(context.last[0], quote.text, quote.start, quote.end)
    unknown = unknown_after(sentence, at + 1) if inverted else None
    return unknown.as_party(sentence) if unknown is not None else None


def _says_more(draft: Draft) -> bool:
    """Whether the same sentence goes on with what is said: "oppgir ikke tall, men sier at …"."""
    sentence = draft.sentence
    return any(
        m.first > draft.anchor[0] and sentence.is_a(m.first - 1, "joining")
        for m in sentence.of(Kind.REPORTING)
    )
