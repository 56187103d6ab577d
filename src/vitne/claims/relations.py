"""Reads standing relations: alliance, control, recognition, membership, bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.counts import find_counts
from vitne.claims.drafts import Draft
from vitne.claims.ground import takes_ground
from vitne.claims.naming import ACTING, back_of
from vitne.claims.parties import is_actor, phrase_at
from vitne.claims.subjects import actor_after, actor_before, owned_after
from vitne.model import Kind, Mention
from vitne.model.entries import Relation

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.count import Count
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Party

FORCES = "relation.forces"  # the entry whose words are forces that stand somewhere
_TROOPS = frozenset({"troops", "groups", "bases"})
_GROUND = frozenset({"town", "area", "around", "country", "capital", "here"})


def find_relations(sentence: Sentence, context: Context) -> list[Draft]:
    """Standing relations: alliance, control, recognition, membership, bases."""
    drafts: list[Draft] = []
    for mention in sentence.of(Kind.RELATION):
        if not isinstance(mention.entry, Relation):
            continue
        if mention.entry.object is not None and not _held(sentence, mention):
            continue
        first, last = sentence.clause(mention.first)
        if mention.entry.relation == "recognition" and _admits(sentence, mention, last):
            continue
        draft = Draft(
            "relation", sentence, first, max(last, mention.last),
            (mention.first, mention.last), [*mention.rules],
        )  # fmt: skip
        draft.agents = _holders(sentence, mention, first, context)
        drafts.append(draft)
    return drafts + _find_forces(sentence, context, drafts)


def _admits(sentence: Sentence, mention: Mention, last: int) -> bool:
    """Whether somebody admits what was done, and recognises nobody: "erkänner att", "… tapet av"."""
    ends = (mention.last, last, last + (sentence.word(last) == ","))
    told = any(sentence.is_a(at, "that") for at in ends)
    return told or sentence.starting(mention.last, Kind.HARM) is not None


def _holders(
    sentence: Sentence, mention: Mention, first: int, context: Context
) -> tuple[Party, ...]:
    """Who stands in a relation: "RSF-held areas" are the RSF's, whoever the sentence is about."""
    if mention.actor is not None:
        return (sentence.party(mention.first, mention.last, mention.actor.name),)
    if _is_attributive(sentence, mention):
        return ()
    holder = _holder(sentence, mention, context)
    subject = _relation_subject(sentence, mention, first) if holder is None else None
    if subject is not None:
        holder = phrase_at(sentence, subject, context)
    return (holder.as_party(sentence),) if holder is not None else ()


def _is_attributive(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word tells by its first part who holds what follows: "opprørskontrollerte områder"."""
    word = sentence.word(mention.first)
    joined = sentence.ends(mention.first, "joined_adjectives")
    alone = mention.last - mention.first == 1
    return alone and joined and word not in sentence.grammar["joined_adjectives"]


def _holder(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Whose something is, told inside the words: "er i den saudiledede koalisjonens hender"."""
    owner = owned_after(sentence, mention.first, context)
    return owner if owner is not None and owner.head.last < mention.last else None


def _held(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody holds ground: "Opprørerne holder flyplassen"."""
    first, _ = sentence.clause(mention.first)
    if actor_before(sentence, mention.first, first) is None and _told_of(sentence, first) is None:
        return False
    return takes_ground(sentence, mention)


def _find_forces(sentence: Sentence, context: Context, told: list[Draft]) -> list[Draft]:
    """Forces that stand somewhere: "Tyrkia har tolv bataljoner i provinsen"."""
    drafts: list[Draft] = []
    if Kind.NUMBER not in sentence.kinds:
        return drafts
    if not (sentence.has("have") or sentence.has("standing")):
        return drafts
    for count in find_counts(sentence):
        if not _is_force(count) or not _stationed(sentence, count):
            continue
        if any(d.anchor[0] <= count.first < d.anchor[1] for d in told):
            continue
        first, last = sentence.clause(count.first)
        draft = Draft(
            "relation", sentence, first, max(last, count.last), (count.last - 1, count.last), [FORCES],
        )  # fmt: skip
        subject = actor_before(sentence, count.first, first)
        if subject is not None:
            draft.agents = (phrase_at(sentence, subject, context).as_party(sentence),)
        drafts.append(draft)
    return drafts


def _is_force(count: Count) -> bool:
    return count.number is not None and bool(
        (count.entry and count.entry.armed) or count.decoy in _TROOPS
    )


def _stationed(sentence: Sentence, count: Count) -> bool:
    """Whether somebody has the forces counted in a place, or they stand there."""
    at = count.first - 1
    while at >= 0 and (sentence.covering(at, Kind.TIME) or sentence.is_a(at, "still")):
        at -= 1
    holder = sentence.covering(at, Kind.ACTOR, Kind.HEAD, Kind.PLACE)
    if (
        holder is not None
        and sentence.grammar.verb_second
        and sentence.is_a(holder.first - 1, "have")
    ):
        at = holder.first - 1  # "Fra før har | Russland | 15.000 soldater i landet"
    after = count.last
    if sentence.is_a(after, "and") and sentence.starting(after + 1, Kind.PEOPLE):
        after += 2
    if not sentence.is_a(at, "have"):
        if not sentence.is_a(after, "standing"):
            return False
        after += 1
        while sentence.is_a(after, "still") or sentence.covering(after, Kind.TIME):
            after += 1
    number = next(sentence.within(count.first, count.last, Kind.NUMBER), None)
    if number is not None and sentence.has_a(number.last, count.last, "in"):
        return True  # "har 6.000 | soldater i landet"
    here = sentence.is_a(after, "in") or sentence.is_a(after, "near")
    return here and any(_is_place(sentence, i) for i in range(after + 1, after + 4))


def _is_place(sentence: Sentence, at: int) -> bool:
    pointed = back_of(sentence.starting(at, Kind.BACK)) in _GROUND
    return pointed or sentence.starting(at, Kind.PLACE) is not None


def _of_whom(sentence: Sentence, mention: Mention) -> bool:
    """Whether who holds it stands behind the words: "er i hendene på", "in the hands of"."""
    if not isinstance(mention.entry, Relation) or mention.entry.relation != "control":
        return False
    if mention.entry.object is not None:
        return False  # "The rebels are in control of the town"
    stands = sentence.is_a(mention.first, "being") or sentence.is_a(mention.first, "prepositions")
    return stands and sentence.is_a(mention.last - 1, "prepositions")


def _relation_subject(sentence: Sentence, mention: Mention, first: int) -> Mention | None:
    for at in range(mention.last, min(mention.last + 2, len(sentence))):
        if sentence.is_a(at, "done_by"):
            return actor_after(sentence, at + 1, len(sentence))
    if _of_whom(sentence, mention):
        return actor_after(sentence, mention.last, len(sentence))
    before = actor_before(sentence, mention.first, first)
    if before is not None:
        return before
    if not sentence.grammar.verb_second and sentence.is_a(mention.last - 1, "done_by"):
        return actor_after(sentence, mention.last, len(sentence))  # "had been held by the militia"
    return _told_of(sentence, first)


def _told_of(sentence: Sentence, first: int) -> Mention | None:
    """Who a relative clause tells of: "Turkey, which controls the area", "det er hæren som holder byen"."""
    if not sentence.is_a(first, "relative"):
        return None
    near = [m for m in sentence.within(0, first, *ACTING) if is_actor(m) and first - m.last <= 1]
    return near[-1] if near else None
