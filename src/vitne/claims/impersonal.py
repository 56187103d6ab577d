"""Reads vouching without a subject: "heter det i en uttalelse fra X", "det ryktes at"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.attribution import Attribution, content_start, tag_end, voice_of
from vitne.claims.papers import carriers, statement_goes_on
from vitne.claims.parties import phrase_at
from vitne.claims.relays import find_relay
from vitne.claims.subjects import actor_after, actor_before, owned_after, unknown_after
from vitne.model import Kind, Mention, Voice

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model.entries import Reporting


def nobody(sentence: Sentence, mention: Mention) -> Attribution:
    """Hearsay that nobody vouches for: "det ryktes at", "meldes drept"."""
    zone = (mention.first, mention.last)
    return Attribution((), None, 0, len(sentence), zone, "reported")


def find_impersonal(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """ "heter det i en uttalelse fra separatistene", "Fra armensk side heter det at"."""
    if sentence.has_a(mention.first, mention.last + 1, "not"):
        return nobody(sentence, mention)  # "det er ikke bekreftet at"
    if sentence.is_a(mention.last, "about") or sentence.is_a(
        mention.last - 1, "about"
    ):  # "Det meldes om harde kamper.": nobody is named
        return nobody(sentence, mention)
    last = next(
        (i for i in range(mention.last, len(sentence)) if sentence.is_stop(i)), len(sentence)
    )
    subject = actor_after(sentence, mention.last, last)
    content = content_start(sentence, mention)
    ahead = sentence.has_a(mention.last, mention.last + 3, "that")
    if ahead:
        subject = actor_before(sentence, mention.first, 0) or _any_before(sentence, mention.first)
    if subject is None and ahead:
        return _carried(sentence, mention, entry, context)
    if (owner := _whose(sentence, mention, context)) is not None:
        phrase = owner
    elif subject is not None and not _seat(sentence, subject, mention.last):
        phrase = phrase_at(sentence, subject, context)
    elif (owned := owned_after(sentence, mention.last, context)) is not None:
        phrase = owned
    elif (plain := unknown_after(sentence, mention.last)) is not None:
        phrase = plain
    else:
        return _said_again(sentence, mention, entry, context)
    relay = find_relay(sentence, phrase.last, tag_end(sentence, phrase.last), context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    if ahead and content is not None:
        return Attribution(chain, phrase, content, len(sentence), (0, content), entry.certainty)
    end = tag_end(sentence, phrase.last)
    back = mention.first == 0  # "Slik lyder det fra X": the sentence before
    start = min(phrase.first, mention.first)
    zone = (start, end)
    return Attribution(chain, phrase, 0, start, zone, entry.certainty, back, entry.tallies)


def of_statement(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """The statement of who just spoke: "heter det i teksten", "Det går fram av et brev som X gjengir"."""
    denied = sentence.has_a(mention.first, mention.last + 1, "not")
    if denied or sentence.has_a(mention.last, mention.last + 3, "that"):
        return None
    reach = range(mention.last, len(sentence))
    last = next((i for i in reach if sentence.is_stop(i)), len(sentence))
    subject = actor_after(sentence, mention.last, last)
    relays = carriers(sentence, context)
    if subject is not None and phrase_at(sentence, subject, context).role != "media":
        return None
    if subject is not None and not relays:
        return None
    chain = statement_goes_on(sentence, mention.last, context, entry.id)
    if not chain:
        return None
    zone = (mention.first, tag_end(sentence, mention.last))
    inner = tuple(v for v in chain if v.role != "relay") if relays else chain
    said, at = context.phrase, mention.first
    phrase = None if said is None else msgspec.structs.replace(said, first=at, last=at)
    return Attribution((*relays, *inner), phrase, 0, at, zone, entry.certainty, at == 0)


def _whose(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Whose figures show it: "viser FNs ferske tall", "UN figures show"."""
    owner = owned_after(sentence, mention.first + 1, context)
    if owner is not None and owner.first < mention.last:
        return owner
    rows = [] if sentence.grammar.verb_second else sentence.of(Kind.ACTOR, Kind.HEAD)
    beside = next((m for m in rows if m.last == mention.first), None)
    return phrase_at(sentence, beside, context) if beside is not None else None


def _seat(sentence: Sentence, subject: Mention, at: int) -> bool:
    """Whether a place only says where an owned body sits: "fra FNs kontor i Kabul"."""
    owners = sentence.within(at, subject.first, Kind.ACTOR, Kind.HEAD)
    return subject.kind is Kind.PLACE and any(m.genitive for m in owners)


def _any_before(sentence: Sentence, at: int) -> Mention | None:
    rows = list(sentence.within(0, at, Kind.ACTOR, Kind.HEAD, Kind.NATION, Kind.PLACE))
    return rows[0] if rows else None


def _carried(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """ "Det blir også sagt at …": the speaker of the sentence before goes on."""
    content = content_start(sentence, mention)
    if entry.certainty == "reported":
        return nobody(sentence, mention)
    if context.last is None or content is None:
        return None
    quote = sentence.quote(mention.first, mention.last)
    name = context.last[0]
    voice = Voice(
        name, "claimant", quote.text, quote.start, quote.end, entry.id, basis="same speaker goes on"
    )
    return Attribution((voice,), None, content, len(sentence), (0, content), entry.certainty)


def _said_again(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """ "Ingen sivile er rammet, heter det.": the statement of the sentence before goes on."""
    if not context.chain:
        return nobody(sentence, mention) if entry.certainty == "reported" else None
    last = msgspec.structs.replace(context.chain[-1], cue=entry.id, basis="the statement goes on")
    zone = (mention.first, len(sentence))
    return Attribution((*context.chain[:-1], last), None, 0, mention.first, zone, entry.certainty)
