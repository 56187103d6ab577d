"""Who vouches for what: attribution inside a sentence and across sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.parties import Phrase, is_media, phrase_at
from vitne.claims.relays import cited, find_relay, relay_given, same_relay
from vitne.claims.subjects import (
    actor_after,
    actor_before,
    insertion_before,
    speaker_after,
    speaker_before,
    unknown_after,
)
from vitne.model import Kind, Mention, Role, Voice
from vitne.model.entries import Form, Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.BASE, Form.PASSIVE})
_SIGHT = frozenset({"sight", "sight-by"})
_WITNESSES = frozenset({"media", "witness", "medic", "civil", "unnamed"})
_NEAR = 6  # tokens between a reporting verb and its "at"


class Attribution(msgspec.Struct, frozen=True, gc=False):
    """One vouching: its chain, outermost first, and the tokens of the sentence it covers.

    `zone` is the attribution phrase itself: times and places in it are not those of the act.
    `back` is true where it vouches for the sentence before ("Det opplyser politiet.").
    """

    chain: tuple[Voice, ...]
    phrase: Phrase | None
    first: int
    last: int
    zone: tuple[int, int]
    certainty: str = "asserted"
    back: bool = False

    def covers(self, at: int) -> bool:
        """Whether a token lies in what is vouched for, outside the phrase that vouches."""
        return self.first <= at < self.last and not self.zone[0] <= at < self.zone[1]


def find_attributions(sentence: Sentence, context: Context) -> list[Attribution]:
    """All attributions of one sentence, in order."""
    found: list[Attribution] = []
    for mention in sentence.of(Kind.REPORTING):
        if any(a.zone[0] <= mention.first < a.zone[1] for a in found):
            continue
        one = _read(sentence, mention, context)
        if one is not None:
            found.append(one)
    if (colon := _colon(sentence, context)) is not None:
        found.append(colon)
    return found


def _read(sentence: Sentence, mention: Mention, context: Context) -> Attribution | None:
    entry = mention.entry
    if not isinstance(entry, Reporting):
        return None
    match entry.frame:
        case "verb" | "sight" | "sight-by":
            return _verb(sentence, mention, entry, context)
        case "preposition":
            return _preposition(sentence, mention, entry, context)
        case "impersonal":
            return _impersonal(sentence, mention, entry, context)
        case _:
            return None


def _verb(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    if mention.form not in _FINITE and not _perfect(sentence, mention.first):
        return None
    if sentence.is_a(mention.last, "of") and relay_given(sentence, mention):
        return _told_to(sentence, mention, entry, context)
    inverted = _inverted(sentence, mention.first)
    if inverted:
        return _tag(sentence, mention, entry, context)
    phrase = speaker_before(sentence, mention, context)
    if phrase is None or (entry.frame == "sight-by" and not _may_witness(phrase, mention)):
        return None
    content = _content_start(sentence, mention)
    if entry.frame in _SIGHT:
        content = mention.first + 1
    if content is None:
        return None
    relay = find_relay(sentence, mention.last, content, context)
    chain = (*relay, _voice(sentence, phrase, entry))
    own = sentence.clause_of(phrase.first) == sentence.clause_of(mention.first)
    begins = phrase.first if own or content <= mention.last + 1 < phrase.last else mention.first
    zone = (begins, content)
    return Attribution(chain, phrase, content, len(sentence), zone, entry.certainty)


def _told_to(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """An agency that is told: "…, får AFP opplyst av to diplomater"."""
    phrase = speaker_after(sentence, mention.last + 1, context)
    if phrase is None:
        return None
    first = mention.first - 4
    media = [
        phrase_at(sentence, m, context)
        for m in sentence.within(max(0, first), mention.first, Kind.ACTOR)
        if is_media(sentence, m.first)
    ]
    relay = tuple(msgspec.structs.replace(_voice(sentence, p, entry), role="relay") for p in media)
    start = media[0].first if media else mention.first
    zone = (max(0, start - 1), _tag_end(sentence, phrase.last))
    chain = (*relay, _voice(sentence, phrase, entry))
    return Attribution(chain, phrase, 0, zone[0], zone, entry.certainty)


def _may_witness(phrase: Phrase, mention: Mention) -> bool:
    """Whether who stands right before "så" is one who tells what he saw: "En fotograf så …"."""
    return phrase.role in _WITNESSES and 0 <= mention.first - phrase.last <= 1


def _perfect(sentence: Sentence, at: int) -> bool:
    """Whether a participle stands with "har": "har opplyst at"."""
    return any(sentence.is_a(i, "aux_perfect") for i in range(max(0, at - 5), at))


def _inverted(sentence: Sentence, at: int) -> bool:
    """Whether the verb comes first: after a comma, after speech, or after "Det" or "Så"."""
    if at == 0:
        return True
    before = sentence.word(at - 1)
    if before in (",", "»", "”", '"', "!", "?"):
        return not _subject_earlier(sentence, at) and insertion_before(sentence, at, at + 1) is None
    return at == 1 and sentence.is_a(0, "that_pronoun")


def _subject_earlier(sentence: Sentence, at: int) -> bool:
    """Whether the comma closes an insertion: "Déby, som besøkte stedet, sier at"."""
    after = sentence.word(at + 1)
    return after in sentence.grammar["that"] or after in sentence.grammar["infinitive"]


def _content_start(sentence: Sentence, mention: Mention) -> int | None:
    """Where the words vouched for begin: after "at" or a colon, at an infinitive, or at once."""
    for at in range(mention.last, min(mention.last + 14, len(sentence))):
        if sentence.is_a(at, "that") or sentence.word(at) == ":":
            return at + 1
        if sentence.is_a(at, "infinitive") and at - mention.last <= _NEAR:
            return at
        if sentence.word(at) in (".", ";"):
            break
    return mention.last


def _tag(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """A tag after what is vouched for: "… , opplyser politiet til AFP." or "Det sier FN."."""
    phrase = speaker_after(sentence, mention.last, context)
    if phrase is None:
        return None
    end = _tag_end(sentence, phrase.last)
    relay = find_relay(sentence, phrase.last, end, context) or same_relay(phrase, context)
    chain = (*relay, _voice(sentence, phrase, entry))
    if phrase.role == "media" and (inner := cited(sentence, phrase.last, context)) is not None:
        chain = (*chain, _voice(sentence, inner, entry))
    start = mention.first
    back = start <= 1 and (start == 0 or sentence.is_a(0, "that_pronoun"))
    content = _after_tag(sentence, mention, phrase)
    if content is not None:
        zone = (0, content)
        return Attribution(chain, phrase, content, len(sentence), zone, entry.certainty)
    zone = (0 if back else start, end)
    return Attribution(chain, phrase, 0, start, zone, entry.certainty, back)


def _after_tag(sentence: Sentence, mention: Mention, phrase: Phrase) -> int | None:
    """Where "at" follows an inverted verb: "Samtidig opplyser hæren at …"."""
    for at in range(phrase.last, min(phrase.last + _NEAR, len(sentence))):
        if sentence.is_a(at, "that"):
            return at + 1
        if sentence.is_stop(at):
            return None
    return None


def _tag_end(sentence: Sentence, at: int) -> int:
    while at < len(sentence) and sentence.word(at) not in (".", "!", "?", ";"):
        at += 1
    return at


def _preposition(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    phrase = speaker_after(sentence, mention.last, context)
    if phrase is None:
        return None
    chain = (_voice(sentence, phrase, entry),)
    opens = mention.first <= 1 or (
        sentence.clause(mention.first)[0] >= mention.first - 1 > 0
        and (mention.first - 1 < len(sentence) // 3 and phrase.last < len(sentence) - 3)
    )
    zone = (mention.first, phrase.last)
    if opens:
        return Attribution(chain, phrase, 0, len(sentence), zone, entry.certainty)
    return Attribution(chain, phrase, 0, mention.first, zone, entry.certainty)


def _impersonal(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """ "heter det i en uttalelse fra separatistene", "Fra armensk side heter det at"."""
    if sentence.is_a(mention.last, "about"):  # "Det meldes om harde kamper.": nobody is named
        zone = (mention.first, mention.last)
        return Attribution((), None, 0, len(sentence), zone, "reported")
    subject = actor_after(sentence, mention.last, len(sentence))
    content = _content_start(sentence, mention)
    ahead = any(sentence.is_a(i, "that") for i in range(mention.last, mention.last + 3))
    if ahead:
        subject = actor_before(sentence, mention.first, 0) or _any_before(sentence, mention.first)
    if subject is None and ahead:
        return _carried(sentence, mention, entry, context)
    if subject is not None:
        phrase = phrase_at(sentence, subject, context)
    elif (plain := unknown_after(sentence, mention.last)) is not None:
        phrase = plain
    else:
        return _said_again(sentence, mention, entry, context)
    chain = (_voice(sentence, phrase, entry),)
    if ahead and content is not None:
        return Attribution(chain, phrase, content, len(sentence), (0, content), entry.certainty)
    end = _tag_end(sentence, phrase.last)
    return Attribution(chain, phrase, 0, mention.first, (mention.first, end), entry.certainty)


def _any_before(sentence: Sentence, at: int) -> Mention | None:
    rows = list(sentence.within(0, at, Kind.ACTOR, Kind.HEAD, Kind.NATION, Kind.PLACE))
    return rows[0] if rows else None


def _carried(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """ "Det blir også sagt at …": the speaker of the sentence before goes on."""
    content = _content_start(sentence, mention)
    if context.last is None or content is None or entry.certainty == "reported":
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
        return None
    last = msgspec.structs.replace(context.chain[-1], cue=entry.id, basis="the statement goes on")
    zone = (mention.first, len(sentence))
    return Attribution((*context.chain[:-1], last), None, 0, mention.first, zone, entry.certainty)


def _colon(sentence: Sentence, context: Context) -> Attribution | None:
    """A speaker before a colon in a headline: "FN: Minst 44 drept"."""
    if sentence.passage.role is not Role.HEADLINE or ":" not in sentence.low[:6]:
        return None
    at = sentence.low.index(":")
    speakers = [m for m in sentence.within(0, at, Kind.ACTOR, Kind.HEAD) if not m.genitive]
    if not speakers:
        return None
    phrase = phrase_at(sentence, speakers[0], context)
    quote = sentence.quote(phrase.first, phrase.last)
    voice = Voice(phrase.name, "claimant", quote.text, quote.start, quote.end, "colon")
    return Attribution((voice,), phrase, at + 1, len(sentence), (0, at + 1))


def _voice(sentence: Sentence, phrase: Phrase, entry: Reporting) -> Voice:
    quote = sentence.quote(phrase.first, phrase.last)
    role = {"unnamed": "unnamed", "witness": "eyewitness", "media": "relay"}.get(
        phrase.role, "claimant"
    )
    if entry.frame in _SIGHT:
        role = "eyewitness"
    return Voice(phrase.name, role, quote.text, quote.start, quote.end, entry.id)
