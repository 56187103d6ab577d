"""Says who vouches for a claim where no words attribute it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.acts import complement_end
from vitne.claims.modality import negated
from vitne.model import Kind, Voice

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft


def vouches_for(attribution: Attribution, draft: Draft) -> bool:
    """Whether a claim is vouched for; "setter dødstallet til 43" covers by its number."""
    if attribution.covers(draft.anchor[0]):
        return True
    return draft.toll is not None and attribution.covers(draft.last - 1)


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
        if act.kind == "accusation" and act.anchor[1] <= draft.anchor[0] < end:
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
    return any(m.first > draft.anchor[0] for m in draft.sentence.of(Kind.REPORTING))
