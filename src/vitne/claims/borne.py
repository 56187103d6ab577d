"""Tells acts of speech that their subject bears, and who does them: "hæren anklages av FN for"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.complements import is_inserted
from vitne.claims.parties import left_of, phrase_at
from vitne.claims.passives import is_passive
from vitne.claims.speech import aim
from vitne.claims.spoken import falls_on
from vitne.claims.subjects import actor_before
from vitne.model import Kind
from vitne.model.entries import Form, Harm

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention, Party
    from vitne.model.entries import Act

_CHARGED = frozenset({"accusation", "threat"})


def is_borne(sentence: Sentence, mention: Mention, entry: Act) -> bool:
    """Whether the subject suffers the act: "hæren beskyldes for", "gruppa ble mandag truet med"."""
    if entry.borne:
        return True
    if entry.act == "demand" and entry.frame == "verb":
        return is_passive(sentence, mention)  # "sivile oppfordres til å forlate byen"
    if entry.act not in _CHARGED:
        return False
    first, _ = sentence.clause(mention.first)
    active = mention.form is Form.PRESENT  # "are threatening"
    by_auxiliary = not active and sentence.has_a(first, mention.first, "aux_passive_only")
    return is_passive(sentence, mention) or by_auxiliary or is_inserted(sentence, mention)


def is_doer(sentence: Sentence, phrase: Phrase | None) -> bool:
    """Whether a phrase names who does what is told in the passive: "av FN"."""
    if phrase is None:
        return False
    first = min(phrase.first, left_of(sentence, phrase.head))
    return sentence.is_a(first - 1, "done_by") or sentence.is_a(first - 1, "from")


def turn(
    draft: Draft, mention: Mention, own: Phrase | None, cover: Attribution | None, context: Context
) -> None:
    """Give an act borne by its subject its target, and who does it only where that is told."""
    sentence = draft.sentence
    if is_doer(sentence, own):
        draft.targets = _borne_by(sentence, mention, own, context)
        return
    borne = own is not None and own.first < mention.first
    draft.targets, draft.agents = draft.agents if borne else (), ()
    if draft.kind == "demand" and cover is not None and cover.phrase is not None:
        draft.agents = (cover.phrase.as_party(sentence),)
    elif falls_on(sentence, mention.last):
        aim(draft, mention, None, context)  # "the attack was blamed on | the militia"


def _borne_by(
    sentence: Sentence, mention: Mention, own: Phrase | None, context: Context
) -> tuple[Party, ...]:
    """Whom an act falls on whose doer is told: the subject before its verb."""
    first, _ = sentence.clause(mention.first)
    end = mention.first if own is None else min(mention.first, own.first)
    subject = actor_before(sentence, end, first)
    return () if subject is None else (phrase_at(sentence, subject, context).as_party(sentence),)


def unharmed(
    sentence: Sentence, mention: Mention, subject: Phrase | None, cover: Attribution | None
) -> Phrase | None:
    """Who an act's subject is, but those the one heard only says were harmed.

    "Politiet sier at | sju mennesker | har mistet livet og nekter for at …": the police deny.
    """
    heard = cover.phrase if cover is not None else None
    if subject is None or heard is None or not heard.last <= subject.first < mention.first:
        return subject
    second = sentence.is_a(mention.first - 1, "and")
    harmed = sentence.within(subject.last, mention.first, Kind.HARM)
    suffered = any(
        isinstance(m.entry, Harm) and (not m.entry.transitive or is_passive(sentence, m))
        for m in harmed
    )
    return None if second and suffered else subject
