"""Reads vouching without a subject: "heter det i en uttalelse fra X", "det ryktes at"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.attribution import Attribution, content_start, tag_end, voice_of
from vitne.claims.papers import carriers, last_statement, statement_goes_on
from vitne.claims.parties import phrase_at
from vitne.claims.relays import cited, find_relay
from vitne.claims.sentence import effect_of
from vitne.claims.subjects import actor_after, actor_before, owned_after, unknown_after
from vitne.model import Kind, Mention, Voice

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model.entries import Reporting

_NEAR = 3  # tokens of "i uttalelsen at"
_TOLD = (Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)


def nobody(sentence: Sentence, mention: Mention) -> Attribution:
    """Hearsay that nobody vouches for: "det ryktes at", "meldes drept"."""
    zone = (mention.first, mention.last)
    return Attribution((), None, 0, len(sentence), zone, "reported")


def find_impersonal(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """ "heter det i en uttalelse fra separatistene", "Fra armensk side heter det at"."""
    if _is_hearsay(sentence, mention):
        return nobody(sentence, mention)
    if (told := _told_at_once(sentence, mention)) is not None:
        return _carried(sentence, mention, told, entry, context)
    if (said := from_whom(sentence, mention, entry, context)) is not None:
        return said
    last = next(
        (i for i in range(mention.last, len(sentence)) if sentence.is_stop(i)), len(sentence)
    )
    subject = actor_after(sentence, mention.last, last)
    content = content_start(sentence, mention)
    ahead = _that_near(sentence, mention.last)
    if ahead:
        subject = actor_before(sentence, mention.first, 0) or _any_before(sentence, mention.first)
    if subject is None and ahead:
        return _carried(sentence, mention, content, entry, context)
    phrase = _speaker(sentence, mention, subject, context)
    if phrase is None:
        return _said_again(sentence, mention, entry, context)
    relay = find_relay(sentence, phrase.last, tag_end(sentence, phrase.last), context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    inner = cited(sentence, phrase.last, context) if entry.tallies else None
    if phrase.role == "media" and inner is not None:
        chain = (*chain, voice_of(sentence, inner, entry))  # "Tallet kommer fra AFP, som siterer X"
    sure = "asserted" if sentence.is_a(mention.last, "from") else entry.certainty
    if ahead and content is not None:
        return Attribution(chain, phrase, content, len(sentence), (0, content), sure)
    end = tag_end(sentence, phrase.last)
    back = mention.first == 0  # "Slik lyder det fra X": the sentence before
    start = min(phrase.first, mention.first)
    zone = (start, end)
    return Attribution(chain, phrase, 0, start, zone, sure, back, entry.tallies)


def find_view(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """Whose view it is that something is so: "The UN's assessment is that ten died", "FNs syn er at"."""
    at = mention.last
    at += sentence.is_a(at, "being")
    at += sentence.word(at) == ","
    if at == mention.last or not sentence.is_a(at, "that"):
        return None
    owner = owned_after(sentence, sentence.clause(mention.first)[0], context)
    if owner is None or not owner.first < mention.first < owner.last:
        return None
    owner = msgspec.structs.replace(owner, last=mention.last)
    zone = (owner.first, at + 1)
    chain = (voice_of(sentence, owner, entry),)
    return Attribution(chain, owner, at + 1, len(sentence), zone, entry.certainty)


def _speaker(
    sentence: Sentence, mention: Mention, subject: Mention | None, context: Context
) -> Phrase | None:
    """Who is named beside the words: whose figures, an actor, a body by its owner, a noun phrase."""
    if (owner := _whose(sentence, mention, context)) is not None:
        return owner
    if subject is not None and not _seat(sentence, subject, mention.last):
        return phrase_at(sentence, subject, context)
    owned = owned_after(sentence, mention.last, context)
    return owned if owned is not None else unknown_after(sentence, mention.last)


def of_statement(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """The statement of who just spoke: "heter det i teksten", "Det går fram av et brev som X gjengir"."""
    denied = sentence.has_a(mention.first, mention.last + 1, "not")
    if denied or _that_near(sentence, mention.last):
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


def _is_hearsay(sentence: Sentence, mention: Mention) -> bool:
    """Whether it is said that nobody is named, or that nothing is sure.

    "det er ikke bekreftet at", "Det meldes om harde kamper", "heter det i ubekreftede meldinger".
    """
    at = mention.last
    if sentence.has_a(mention.first, at + 1, "not"):
        return True
    if sentence.is_a(at, "about") or sentence.is_a(at - 1, "about"):
        return True
    return unconfirmed(sentence, at) or unconfirmed(sentence, at + 1)


def unconfirmed(sentence: Sentence, at: int) -> bool:
    """Whether what tells is only hearsay: "ifølge | ubekreftede meldinger"."""
    cue = sentence.starting(at, Kind.CUE)
    return cue is not None and effect_of(cue) == "hearsay"


def _told_at_once(sentence: Sentence, mention: Mention) -> int | None:
    """Where words told begin right behind what opens them: "The statement said | ten died"."""
    if sentence.is_a(mention.last - 1, "that"):
        return mention.last  # "det blir sagt at"
    opens = mention.first == 0 or sentence.is_stop(mention.first - 1)
    if sentence.grammar.verb_second or not opens:
        return None
    time = sentence.starting(mention.last, Kind.TIME)
    at = time.last if time is not None else mention.last
    goes_on = not sentence.is_stop(at) and not sentence.is_a(at, "prepositions")
    told = sentence.holds(at, len(sentence), *_TOLD)
    return at if goes_on and told and not _that_near(sentence, at) else None


def _that_near(sentence: Sentence, at: int) -> bool:
    """Whether what is told follows in a few words: "i uttalelsen | at", "i udtalelsen, | at"."""
    parted = sentence.word(at + _NEAR - 1) == "," and sentence.is_a(at + _NEAR, "that")
    return parted or sentence.has_a(at, at + _NEAR, "that")


def from_whom(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """Who is named before what is told: "Det heter i en uttalelse fra | hæren | at …"."""
    reach = range(mention.last, len(sentence))
    end = next((i for i in reach if sentence.is_stop(i) or sentence.is_a(i, "that")), len(sentence))
    that = end + (sentence.word(end) == ",")
    if not sentence.is_a(that, "that") or not sentence.is_a(mention.last, "prepositions"):
        return None
    subject = actor_after(sentence, mention.last, end)
    owned = owned_after(sentence, mention.last, context)
    if owned is not None and owned.last <= end:
        phrase = owned
    elif subject is not None:
        phrase = phrase_at(sentence, subject, context)
    else:
        return None
    chain = (*find_relay(sentence, 0, mention.first, context), voice_of(sentence, phrase, entry))
    zone = (mention.first, that + 1)
    return Attribution(chain, phrase, that + 1, len(sentence), zone, "asserted")


def _carried(
    sentence: Sentence, mention: Mention, content: int | None, entry: Reporting, context: Context
) -> Attribution | None:
    """ "Det blir også sagt at …": the speaker of the sentence before goes on."""
    if entry.certainty == "reported":
        return nobody(sentence, mention)
    if content is not None and sentence.has_a(mention.first, mention.last, "statements"):
        chain = last_statement(context, entry.id)
        zone = (mention.first, content)
        return Attribution(chain, None, content, len(sentence), zone) if chain else None
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
    chain = last_statement(context, entry.id)
    if not chain:
        return nobody(sentence, mention) if entry.certainty == "reported" else None
    zone = (mention.first, len(sentence))
    return Attribution(chain, None, 0, mention.first, zone, entry.certainty)
