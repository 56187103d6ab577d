"""Reads tags whose verb closes them: "…, wie die Polizei am Montag mitteilte"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import Attribution, voice_of
from vitne.claims.closing import closes_clause
from vitne.claims.parties import phrase_at
from vitne.claims.relays import relay_of
from vitne.claims.subjects import actor_after, unknown_after
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention
    from vitne.model.entries import Reporting


def told_as(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """Who tells what stands before, or around, a clause such as "wie Augenzeugen berichteten"."""
    first, last = sentence.clause(mention.first)
    opens = first + (sentence.word(first) == ",")
    if not sentence.is_a(opens, "as_told") or not closes_clause(sentence, mention):
        return None
    subject = actor_after(sentence, opens + 1, mention.first)
    if subject is not None:
        phrase = phrase_at(sentence, subject, context)
    elif (unknown := unknown_after(sentence, opens + 1)) is not None:
        phrase = unknown
    else:
        return None
    relay = relay_of(sentence, phrase, phrase.last, mention.last, context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    goes_on = sentence.holds(last, len(sentence), Kind.HARM, Kind.TRIGGER)
    end = len(sentence) if goes_on or opens <= 1 else first
    return Attribution(chain, phrase, 0, end, (first, last), entry.certainty)
