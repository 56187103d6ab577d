"""Finds the tag that tells who speaks, behind the words or amid them: "… , opplyser politiet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.attribution import NEAR, Attribution, is_put_in, tag_end, voice_of
from vitne.claims.naming import Phrase, back_of, is_human
from vitne.claims.parties import is_media, phrase_at
from vitne.claims.quoting import ends_quoted
from vitne.claims.relays import again, cited, one_of_them, reached_by, relay_of
from vitne.claims.sentence import NOMINAL
from vitne.claims.subjects import actor_before, insertion_before, unknown_after
from vitne.claims.tellers import speaker_after, speaker_before
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence


_CLOSED = frozenset({",", "!", "?"})
_PARTICIPLES = frozenset({Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE})
_TALLY = 6  # tokens of "Det er den foreløbige opgørelse"
_TOLD = 14  # tokens between a verb and its "at": "sa onsdag i et intervju med Reuters at"
_MODIFIERS = 5  # tokens before the noun of a speaker that no pack knows


def tag_span(sentence: Sentence, mention: Mention, phrase: Phrase) -> tuple[int, int] | None:
    """Where a tag with its subject first begins and ends: "Ten died, police said on Monday."."""
    counted = sentence.covering(phrase.first - 1, Kind.NUMBER)  # "two diplomats"
    start = phrase.first if counted is None else counted.first
    for at in range(start - 1, max(start - 1 - _MODIFIERS, 0), -1):
        if sentence.starting(at, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.NUMBER):
            break
        if closes_words(sentence, at):
            start = at + 1  # ", Ethiopia's state-appointed human rights commission said"
            break
    if sentence.grammar.verb_second:
        return None
    if sentence.is_a(start - 1, "and"):  # ", the head of a local civil group and a witness said"
        begins, _ = sentence.clause(start)
        start = begins + 1 if closes_words(sentence, begins) else start
    if not 0 < start < mention.first or not closes_words(sentence, start - 1):
        return None
    end = next(
        (i for i in range(mention.last, len(sentence)) if sentence.is_stop(i)), len(sentence)
    )
    if says_of(sentence, mention):
        return start, mention.last
    told = sentence.within(mention.last, end, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.NUMBER)
    if sentence.has_a(mention.last, end, "that") or any(not _is_article(m) for m in told):
        return None
    if not sentence.holds(0, start, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION):
        return None
    return start, end


def says_of(sentence: Sentence, mention: Mention) -> bool:
    """Whether what follows is only what was spoken of: '"Lies," he said | of claims that ten died'."""
    at = mention.last
    if not (sentence.is_a(at, "of") or sentence.is_a(at, "about")):
        return False
    while sentence.is_a(at + 1, "determiners") or sentence.ends(at + 1, "adjective_endings"):
        at += 1
    return sentence.is_a(at + 1, "report_nouns")


def find_tag_alone(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """A verb that only tags speech, behind its subject: '"No thanks," the president replied.'."""
    phrase = speaker_before(sentence, mention, context)
    tag = tag_span(sentence, mention, phrase) if phrase is not None else None
    if phrase is None or tag is None:
        return None
    return vouching_tag(sentence, mention, entry, phrase, tag, context)


def is_perfect_tag(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb tags in the perfect, behind the words: "Ti er døde, har politiet oplyst.".

    So does "Det har politiet oplyst." in a sentence of its own.
    """
    if not sentence.grammar.verb_second or mention.form not in _PARTICIPLES:
        return False
    first, last = sentence.clause(mention.first)
    closing = sentence.word(first) == "," if first > 0 else sentence.is_a(0, "that_pronoun")
    if not closing:
        return False
    has = sentence.is_a(first + 1, "aux_perfect_only") and not sentence.is_a(first + 2, "not")
    return has and not any(sentence.is_a(i, "that") for i in (last, last + 1))


def perfect_tag(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """What a tag in the perfect vouches for: "Ti er døde, har politiet oplyst til Reuters."."""
    first, _ = sentence.clause(mention.first)
    phrase = speaker_before(sentence, mention, context)
    if phrase is None or phrase.first < first:
        phrase = unknown_after(sentence, first + 2)
    if phrase is None or phrase.last > mention.first:
        return None
    end = tag_end(sentence, mention.last)
    relay = relay_of(sentence, phrase, mention.last, end, context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    return Attribution(chain, phrase, 0, first, (first, end), entry.certainty, first == 0)


def _is_article(mention: Mention) -> bool:
    """Whether a number is only an article: "said in a statement"."""
    return mention.number is not None and mention.number.article


def vouching_tag(
    sentence: Sentence,
    mention: Mention,
    entry: Reporting,
    phrase: Phrase,
    tag: tuple[int, int],
    context: Context,
) -> Attribution:
    """What a tag with its subject first vouches for; `tag` is where it begins and ends."""
    start, end = tag
    phrase = _meant(sentence, mention, phrase, context)
    relay = relay_of(sentence, phrase, mention.last, end, context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    if phrase.role == "media":
        inner = _named_inside(sentence, mention, end, context) or cited(sentence, end, context)
        if inner is not None:
            chain = (*chain, voice_of(sentence, inner, entry))
            end = tag_end(sentence, inner.last)
    turns = sentence.is_a(end + 1, "contrast")
    last = start if turns or end >= len(sentence) - 1 else len(sentence)
    return Attribution(chain, phrase, 0, last, (start - 1, end), entry.certainty)


def _named_inside(
    sentence: Sentence, mention: Mention, end: int, context: Context
) -> Phrase | None:
    """Whom an outlet names in its tag: "…, AFP reports citing police", "…, AFP quoted X as saying"."""
    beside = sentence.starting(mention.last, Kind.REPORTING)
    if beside is not None:
        return speaker_after(sentence, beside.last, context)
    inner = next(sentence.within(mention.last, end, Kind.REPORTING), None)
    quoted = inner is not None and ends_quoted(sentence, inner, mention)
    return speaker_after(sentence, mention.last, context) if quoted else None


def closes_words(sentence: Sentence, at: int) -> bool:
    """Whether a token closes what is said, before the tag that tells who says it."""
    return sentence.word(at) in _CLOSED or sentence.is_a(at, "quotes")


def is_inverted(sentence: Sentence, at: int) -> bool:
    """Whether the verb comes first: after a comma, after speech, or after "Det" or "Så"."""
    if at == 0:
        return True
    if not sentence.grammar.verb_second and not _before_speaker(sentence, at + 1):
        return False
    if closes_words(sentence, at - 1):
        return not _subject_earlier(sentence, at) and insertion_before(sentence, at, at + 1) is None
    return sentence.is_a(at - 1, "that_pronoun") and _opens_tag(sentence, at - 1)


def _opens_tag(sentence: Sentence, at: int) -> bool:
    """Whether "det" opens a tag: "Det sier politiet.", "Ti er døde, det sier politiet."."""
    parted = sentence.is_a(at - 1, "dashes") or sentence.word(at - 1) == ","
    return at == 0 or (parted and sentence.grammar.verb_second and at > 1)


def _before_speaker(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase begins where the speaker of a tag would stand: "…, said the mayor"."""
    if sentence.is_a(at - 1, "told_directly"):
        return False
    named = sentence.starting(at, Kind.HEAD, Kind.ACTOR, Kind.NAME, Kind.NATION, Kind.PEOPLE)
    capital = not sentence.is_stop(at) and sentence.passage.tokens[at].text[0].isupper()
    known = sentence.is_a(at, "determiners") or named is not None or capital
    return known or _counts_speakers(sentence, at)


def _counts_speakers(sentence: Sentence, at: int) -> bool:
    """Whether several speak, of whom no more is told: "said two officers", not "said two died"."""
    if sentence.starting(at, Kind.NUMBER) is None:
        return False
    end = next(i for i in range(at, len(sentence) + 1) if sentence.is_stop(i))
    told = sentence.holds(at, end, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)
    return not told and sentence.holds(at, end, Kind.HEAD)


def _subject_earlier(sentence: Sentence, at: int) -> bool:
    """Whether the comma closes an insertion: "Déby, som besøkte stedet, sier onsdag til AFP at".

    So it does where no subject stands between the verb and "at", but days and whom it was told.
    """
    begins = at + 1
    if sentence.is_a(begins, "infinitive"):
        return True
    at = begins
    while at < min(begins + _TOLD, len(sentence)):
        if sentence.is_a(at, "that"):
            return True
        if sentence.grammar.verb_last and sentence.word(at) == "," and at > begins:
            return True  # "X, Gouverneur in Y, sagte der AFP am Mittwoch, neun Soldaten …"
        step = _circumstance(sentence, at)
        if step == at:
            return False
        at = step
    return False


def _circumstance(sentence: Sentence, at: int) -> int:
    """Where a day, or to whom or where it was told, ends that begins at a token; else the token."""
    if sentence.word(at) == "," and sentence.is_a(at + 1, "that"):
        return at + 1  # "sagde onsdag, at"
    if (time := sentence.starting(at, Kind.TIME)) is not None:
        return time.last
    if sentence.is_a(at, "still"):
        return at + 1
    heard = sentence.is_a(at - 1, "told_directly") or sentence.covering(at - 1, Kind.TIME)
    if not sentence.is_a(at, "prepositions") and not (heard and is_media(sentence, at)):
        return at
    at += 1
    while not (
        sentence.is_stop(at)
        or sentence.is_a(at, "that")
        or sentence.is_a(at, "prepositions")
        or sentence.starting(at, Kind.TIME, Kind.HARM, Kind.TRIGGER)
    ):
        at += 1
    return at


def find_tag(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """A tag after what is vouched for: "… , opplyser politiet til AFP." or "Det sier FN."."""
    if chain := again(sentence, mention.last, context):
        zone = (mention.first, tag_end(sentence, mention.last))
        one = one_of_them(sentence, mention.last, context)
        return Attribution(chain, one, 0, mention.first, zone, entry.certainty)
    reached = reached_by(sentence, mention.last, context) if sentence.grammar.verb_last else None
    phrase = speaker_after(sentence, reached[1] if reached else mention.last, context)
    if phrase is None:
        return None
    phrase = _meant(sentence, mention, phrase, context)
    if reached:
        phrase = msgspec.structs.replace(phrase, first=max(phrase.first, reached[1]))
    end = tag_end(sentence, phrase.last if phrase.first >= mention.first else mention.last)
    relay = reached[0] if reached else None
    relay = relay or relay_of(sentence, phrase, max(phrase.last, mention.last), end, context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    if phrase.role == "media" and (inner := cited(sentence, phrase.last, context)) is not None:
        chain = (*chain, voice_of(sentence, inner, entry))
    start = mention.first
    back = start <= 1 and (start == 0 or sentence.is_a(0, "that_pronoun"))
    back = back or tells_where(sentence, start)
    content = _after_tag(sentence, phrase)
    if content is not None:
        apart = sentence.is_a(0, "contrast") and sentence.word(start - 1) == ","
        zone = (start if apart else 0, content)  # "Mens A sier at …, | hevder B at"
        return Attribution(chain, phrase, content, len(sentence), zone, entry.certainty)
    if phrase.first >= mention.first and is_put_in(sentence, start, phrase.last):
        zone = (start, phrase.last)
        return Attribution(chain, phrase, 0, len(sentence), zone, entry.certainty)
    zone = (0 if back else start, end)
    return Attribution(chain, phrase, 0, start, zone, entry.certainty, back)


def tells_where(sentence: Sentence, at: int) -> bool:
    """Whether words up to a tag only place or sum up what was told before: "Det skete i X, oplyser Y".

    So does "Det er det foreløbige antal, siger politiet".
    """
    if not sentence.is_a(0, "that_pronoun"):
        return False
    placed = sentence.is_a(1, "occurred")
    tallied = sentence.is_a(1, "being") and sentence.has_a(2, min(at, _TALLY), "summaries")
    told = sentence.within(2, at, Kind.HARM, Kind.TRIGGER, Kind.ACT)
    return (placed or tallied) and all(m.form in NOMINAL for m in told)  # "status efter angrebet"


def _meant(sentence: Sentence, mention: Mention, phrase: Phrase, context: Context) -> Phrase:
    """Whom "hun" in a tag means: "En lege undersøkte seks døde, opplyser han"."""
    if back_of(phrase.head) != "person":
        return phrase
    subject = actor_before(sentence, mention.first, 0)
    if subject is None or subject.kind is not Kind.HEAD or subject.form is not Form.SINGULAR:
        return phrase
    named = phrase_at(sentence, subject, context)
    return named if is_human(named) else phrase


def _after_tag(sentence: Sentence, phrase: Phrase) -> int | None:
    """Where "at" follows an inverted verb: "Samtidig opplyser hæren at …"."""
    for at in range(phrase.last, min(phrase.last + NEAR, len(sentence))):
        if sentence.is_a(at, "that"):
            return at + 1
        if sentence.is_stop(at) and not sentence.is_a(at + 1, "that"):
            return None
    return None
