"""Tells who came under fire, and who was driven out: "soldatene kom under ild", "IS er kastet ut"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import actors
from vitne.claims.parties import phrase_at
from vitne.claims.targets import STRUCK_KINDS, passive_target, set_target
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_VERB_REACH = 5  # tokens from "came" to "under": "kom | fredag ettermiddag | under"
_ADJECTIVES = 2  # tokens from "under" to "fire": "under heavy mortar fire"
_AUX_REACH = 9
_REGAINED = "territory-regained"


def came_under(sentence: Sentence, mention: Mention) -> tuple[int, int] | None:
    """Where "came" and "under" stand of those under fire: "kom fredag under artilleriild"."""
    if not sentence.ends(mention.last - 1, "fire_endings"):
        return None
    first, _ = sentence.clause(mention.first)
    begin = max(first, mention.last - 2 - _ADJECTIVES)
    under = next((i for i in range(begin, mention.last) if sentence.is_a(i, "beneath")), None)
    if under is None:
        return None
    reach = range(under - 1, max(first - 1, under - 1 - _VERB_REACH), -1)
    verb = next((i for i in reach if sentence.is_a(i, "undergoing")), None)
    return (verb, under) if verb is not None else None


def set_under_fire(draft: Draft, mention: Mention, context: Context) -> bool:
    """Make who came under fire the target, and nobody who did it but those it came from."""
    sentence = draft.sentence
    found = came_under(sentence, mention)
    if found is None or draft.event_type != "ASSAULT":
        return False
    verb, under = found
    inside = [
        m for m in sentence.within(verb, under, *STRUCK_KINDS) if m.kind is not Kind.PLACE
    ]  # "Fredag kom | patruljen | under ild"
    if inside:
        phrase = phrase_at(sentence, inside[0], context, verb=verb)
        draft.targets, draft.armed_target = (phrase.as_party(sentence),), phrase.party
    else:
        passive_target(draft, mention, context)
    return True


def is_driven_out(draft: Draft, mention: Mention) -> bool:
    """Whether the subject of a verb was driven out: "IS er kastet | ut av byen"."""
    sentence = draft.sentence
    if not _outward(draft, mention):
        return False
    first, _ = sentence.clause(mention.first)
    for at in sentence.before_verb(mention.first, max(first, mention.first - _AUX_REACH)):
        if sentence.is_a(at, "aux_perfect_only"):
            return sentence.is_a(at + 1, "aux_passive")
        if sentence.is_a(at, "aux_passive"):
            return True
    return False


def drives_out(draft: Draft, mention: Mention, subject: Mention) -> bool:
    """Whether who stands within the words is driven out: "vi har drevet | opprørerne | ut av byen"."""
    sentence = draft.sentence
    if not mention.first < subject.first < mention.last:
        return False
    inside = {m.first for m in actors(sentence, mention.first, mention.last)}
    if not _outward(draft, mention) or len(inside) > 1:
        return False
    at = mention.last
    return not sentence.is_a(at, "determiners") and sentence.starting(at, *STRUCK_KINDS[:3]) is None


def cleared_of(draft: Draft, mention: Mention, context: Context) -> None:
    """Whom ground was cleared of: "sentrum er renset for | opprørere"."""
    sentence, at = draft.sentence, mention.last
    if draft.targets or draft.event is None or draft.event.id != _REGAINED:
        return
    if _outward(draft, mention) or not sentence.is_a(at - 1, "prepositions"):
        return
    if sentence.starting(at, Kind.HEAD, Kind.ACTOR, Kind.PEOPLE) is not None:
        set_target(draft, at, context)


def _outward(draft: Draft, mention: Mention) -> bool:
    regained = draft.event is not None and draft.event.id == _REGAINED
    return regained and draft.sentence.has_a(mention.first + 1, mention.last, "outward")
