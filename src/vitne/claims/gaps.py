"""Finds what was struck inside a split verb, or before one that closes its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import closes_clause, phrase_end
from vitne.claims.targets import STRUCK_KINDS, circumstance_end, set_target
from vitne.model import Party

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.model import Mention

PROTESTERS = "protesters"  # whom a crowd is called, however the words name it
FORCE = "excessive-force"  # the act of those who fire on a crowd


def target_inside(
    draft: Draft, mention: Mention, subject: Mention | None, context: Context
) -> None:
    """What was struck, told in the gap of a verb: "griffen Rebellen | die Stadt | an"."""
    begins = mention.first + 1
    if subject is not None and subject.last > mention.first:
        begins = subject.last
    if mention.last - mention.first > 2 and begins < mention.last:
        set_target(draft, begins, context)
    if not draft.targets:
        _crowd_named(draft, mention)


def _crowd_named(draft: Draft, mention: Mention) -> None:
    """The crowd that the words of an act end with: "åpnet ild mot | demonstranter"."""
    at = mention.last - 1
    if draft.event is None or draft.event.id != FORCE or not draft.sentence.is_a(at, "crowds"):
        return
    quote = draft.sentence.quote(at, at + 1)
    draft.targets = (Party(PROTESTERS, quote.text, quote.start, quote.end),)


def target_before(
    draft: Draft, mention: Mention, subject: Mention | None, context: Context
) -> None:
    """What a verb that closes its clause struck: "hat am Montag ein Lager bei Gao angegriffen"."""
    sentence = draft.sentence
    first, _ = sentence.clause(mention.first)
    if not closes_clause(sentence, mention):
        return
    at = subject.last if subject is not None and subject.first >= first else first
    helpers = range(first, mention.first)
    at = max([at, *(i + 1 for i in helpers if sentence.is_a(i, "aux_perfect_only"))])
    while at < mention.first and not draft.targets:
        if (beyond := circumstance_end(sentence, at)) is not None:
            at = beyond
        elif sentence.is_a(at, "targeting"):
            set_target(draft, at + 1, context)
            at += 1
        elif sentence.is_a(at, "prepositions"):
            at = phrase_end(sentence, at + 1)
        else:
            if sentence.is_a(at, "determiners") or sentence.starting(at, *STRUCK_KINDS):
                set_target(draft, at, context)
                return
            at += 1
