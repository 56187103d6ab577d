"""Reads standing relations: alliance, control, recognition, membership, bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import Draft
from vitne.claims.parties import phrase_at
from vitne.claims.subjects import actor_after, actor_before
from vitne.model import Kind, Mention
from vitne.model.entries import Relation

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence


def find_relations(sentence: Sentence, context: Context) -> list[Draft]:
    """Standing relations: alliance, control, recognition, membership, bases."""
    drafts: list[Draft] = []
    for mention in sentence.of(Kind.RELATION):
        if not isinstance(mention.entry, Relation):
            continue
        first, last = sentence.clause(mention.first)
        draft = Draft(
            "relation", sentence, first, max(last, mention.last),
            (mention.first, mention.last), [*mention.rules],
        )  # fmt: skip
        subject = _relation_subject(sentence, mention, first)
        if subject is not None:
            draft.agents = (phrase_at(sentence, subject, context).as_party(sentence),)
        drafts.append(draft)
    return drafts


def _relation_subject(sentence: Sentence, mention: Mention, first: int) -> Mention | None:
    for at in range(mention.last, min(mention.last + 2, len(sentence))):
        if sentence.is_a(at, "of"):
            return actor_after(sentence, at + 1, len(sentence))
    return actor_before(sentence, mention.first, first)
