"""Who vouches for what: attribution inside a sentence and across sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import NEAR, SIGHT, Attribution, content_start, tag_end, voice_of
from vitne.claims.contrast import set_apart, without_echo
from vitne.claims.counting import find_counts, find_footage
from vitne.claims.impersonal import find_impersonal, nobody
from vitne.claims.labels import find_label
from vitne.claims.naming import Phrase, is_human
from vitne.claims.parties import phrase_at
from vitne.claims.relays import again, cited, find_relay, met, relay_given, same_relay, told
from vitne.claims.sentence import NOMINAL
from vitne.claims.spoken import is_spoken
from vitne.claims.subjects import (
    actor_before,
    insertion_before,
    speaker_after,
    speaker_before,
)
from vitne.model import Kind, Mention, Voice
from vitne.model.entries import Back, Form, Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_FINITE = frozenset(
    {Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.BASE, Form.PASSIVE}
    | {Form.INFINITIVE_OR_PRESENT}
)
_CLOSED = frozenset({",", "!", "?"})
_MODIFIERS = 5  # tokens before the noun of a speaker that no pack knows
_QUOTED_REACH = 10  # tokens of who is quoted: "a senior officer in the army"
_WITNESSES = frozenset({"media", "witness", "medic", "civil", "unnamed"})


def find_attributions(sentence: Sentence, context: Context) -> list[Attribution]:
    """All attributions of one sentence, in order."""
    found = find_footage(sentence)
    for mention in sentence.of(Kind.REPORTING):
        if any(a.zone[0] <= mention.first < a.zone[1] for a in found):
            continue
        one = _read(sentence, mention, context)
        if one is not None:
            found.append(one)
    found.extend(find_counts(sentence, found, context))
    if (colon := find_label(sentence, context)) is not None:
        found.append(colon)
    return set_apart(sentence, without_echo(found))


def _read(sentence: Sentence, mention: Mention, context: Context) -> Attribution | None:
    entry = mention.entry
    if not isinstance(entry, Reporting):
        return None
    if entry.frame in ("verb", *SIGHT) and _vouched_by_nobody(sentence, mention):
        return nobody(sentence, mention)
    match entry.frame:
        case "verb" | "sight" | "sight-by":
            return _verb(sentence, mention, entry, context)
        case "tag" if is_spoken(sentence) and not sentence.grammar.verb_second:
            return _tag_alone(sentence, mention, entry, context)
        case "preposition":
            return _preposition(sentence, mention, entry, context)
        case "tag" if is_spoken(sentence) and _closed(sentence, mention.first - 1):
            return _tag(sentence, mention, entry, context)
        case "impersonal":
            return find_impersonal(sentence, mention, entry, context)
        case _:
            return None


def _vouched_by_nobody(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb names no speaker or says no: "meldes drept", "bekrefter ikke at"."""
    harmed = sentence.starting(mention.last, Kind.HARM)
    open_ = mention.form in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE)
    if (
        harmed is not None
        and harmed.form in NOMINAL | {Form.BASE}
        and not sentence.grammar.verb_second
    ):
        open_ = False  # "witnesses described bodies in the streets"
    if harmed is not None and open_:
        return sentence.word(mention.first - 1) not in sentence.grammar["relative"]
    if mention.form is Form.PASSIVE or sentence.is_a(mention.first - 1, "generic_subjects"):
        return True
    at = mention.last
    if sentence.is_a(at, "not") and any(sentence.is_a(i, "that") for i in (at + 1, at + 2)):
        return True
    negated = sentence.has_a(max(0, mention.first - 3), mention.first, "not")
    return negated and sentence.is_a(at, "that")


def _verb(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    goes_on = mention.form is Form.GERUND and sentence.word(mention.first - 1) == ","
    if mention.form not in _FINITE and not (goes_on or _perfect(sentence, mention.first)):
        return None
    if sentence.is_a(mention.last, "by") and relay_given(sentence, mention):
        return _told_to(sentence, mention, entry, context)
    inverted = _inverted(sentence, mention.first)
    if inverted:
        return _tag(sentence, mention, entry, context)
    phrase = speaker_before(sentence, mention, context)
    if phrase is None or (
        entry.frame == "sight-by" and not _may_witness(sentence, phrase, mention)
    ):
        return None
    if entry.frame not in SIGHT and (tag := _behind(sentence, mention, phrase)) is not None:
        return _tag_behind(sentence, mention, entry, phrase, tag, context)
    content = content_start(sentence, mention)
    if entry.frame in SIGHT:
        content = mention.first + 1
    if content is None:
        return None
    relay = (
        find_relay(sentence, mention.last, content, context)
        or met(sentence, phrase.last, context)
        or same_relay(phrase, context)
    )
    if not relay and (told := _told_at_once(sentence, mention, context)) is not None:
        relay, content = told[0], max(content, told[1])
    chain = (*relay, voice_of(sentence, phrase, entry))
    saying = next(
        (m for m in sentence.of(Kind.REPORTING) if _ends_quoted(sentence, m, mention)), None
    )
    content = max(content, saying.last) if saying is not None else content
    if phrase.role == "media":
        chain = (*chain, *_passed_on(sentence, mention, entry, content, context))
    zone = _zone(sentence, mention, phrase, content)
    return Attribution(chain, phrase, content, len(sentence), zone, entry.certainty)


def _passed_on(
    sentence: Sentence, mention: Mention, entry: Reporting, content: int, context: Context
) -> tuple[Voice, ...]:
    """Whose words an outlet passes on: "SANA quoted a source", "SANA said, citing a source, that"."""
    quoted = _quoted(sentence, mention, content, context)
    aside = sentence.word(mention.last) == "," and not sentence.grammar.verb_second
    if aside and (inner := cited(sentence, mention.last, context)) is not None:
        return (*quoted, voice_of(sentence, inner, entry))
    return quoted


def _zone(sentence: Sentence, mention: Mention, phrase: Phrase, content: int) -> tuple[int, int]:
    """The words that attribute: from the speaker, or the day of the telling, to what is told."""
    own = sentence.clause_of(phrase.first) == sentence.clause_of(mention.first)
    begins = phrase.first if own or content <= mention.last + 1 < phrase.last else mention.first
    if not sentence.grammar.verb_second and own:
        begins = _fronted_day(sentence, begins)
    return begins, content


def _fronted_day(sentence: Sentence, at: int) -> int:
    """Where the day of a telling begins that stands before its speaker: "On Tuesday the army said"."""
    before = at - 1 if sentence.word(at - 1) == "," else at
    day = sentence.covering(before - 1, Kind.TIME)
    return day.first if day is not None and day.first == 0 else at


def _behind(sentence: Sentence, mention: Mention, phrase: Phrase) -> tuple[int, int] | None:
    """Where a tag with its subject first begins and ends: "Ten died, police said on Monday."."""
    counted = sentence.covering(phrase.first - 1, Kind.NUMBER)  # "two diplomats"
    start = phrase.first if counted is None else counted.first
    for at in range(start - 1, max(start - 1 - _MODIFIERS, 0), -1):
        if sentence.starting(at, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.NUMBER):
            break
        if _closed(sentence, at):
            start = at + 1  # ", Ethiopia's state-appointed human rights commission said"
            break
    if sentence.grammar.verb_second:
        return None
    if not 0 < start < mention.first or not _closed(sentence, start - 1):
        return None
    end = next(
        (i for i in range(mention.last, len(sentence)) if sentence.is_stop(i)), len(sentence)
    )
    told = sentence.within(mention.last, end, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.NUMBER)
    if sentence.has_a(mention.last, end, "that") or any(not _is_article(m) for m in told):
        return None
    before = sentence.within(0, start, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)
    return (start, end) if next(before, None) is not None else None


def _tag_alone(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """A verb that only tags speech, behind its subject: '"No thanks," the president replied.'."""
    phrase = speaker_before(sentence, mention, context)
    tag = _behind(sentence, mention, phrase) if phrase is not None else None
    if phrase is None or tag is None:
        return None
    return _tag_behind(sentence, mention, entry, phrase, tag, context)


def _is_article(mention: Mention) -> bool:
    """Whether a number is only an article: "said in a statement"."""
    return mention.number is not None and mention.number.article


def _tag_behind(
    sentence: Sentence,
    mention: Mention,
    entry: Reporting,
    phrase: Phrase,
    tag: tuple[int, int],
    context: Context,
) -> Attribution:
    start, end = tag
    phrase = _meant(sentence, mention, phrase, context)
    relay = (
        find_relay(sentence, mention.last, end, context)
        or met(sentence, phrase.last, context)
        or same_relay(phrase, context)
    )
    chain = (*relay, voice_of(sentence, phrase, entry))
    if phrase.role == "media" and (inner := cited(sentence, end, context)) is not None:
        chain = (*chain, voice_of(sentence, inner, entry))
        end = tag_end(sentence, inner.last)
    turns = sentence.is_a(end + 1, "contrast")
    last = start if turns or end >= len(sentence) - 1 else len(sentence)
    return Attribution(chain, phrase, 0, last, (start - 1, end), entry.certainty)


def _closed(sentence: Sentence, at: int) -> bool:
    """Whether a token closes what is said, before the tag that tells who says it."""
    return sentence.word(at) in _CLOSED or sentence.is_a(at, "quotes")


def _told_at_once(
    sentence: Sentence, mention: Mention, context: Context
) -> tuple[tuple[Voice, ...], int] | None:
    """Whom a verb names as told right behind it, and where the words told begin: "told AFP rebels …"."""
    if not sentence.is_a(mention.last - 1, "told_directly"):
        return None
    at = mention.last
    while sentence.is_a(at, "determiners"):
        at += 1
    named = sentence.starting(at, Kind.ACTOR, Kind.HEAD)
    if named is None:
        return None
    relay = find_relay(sentence, mention.last, named.last, context)
    return (relay, named.last) if relay else None


def _ends_quoted(sentence: Sentence, inner: Mention, mention: Mention) -> bool:
    """Whether "as saying" ends who is quoted: "quoted a source in the army as saying"."""
    if sentence.grammar.verb_second:
        return False
    entry = inner.entry
    behind = 0 < inner.first - mention.last < _QUOTED_REACH and inner.last - inner.first > 1
    return behind and isinstance(entry, Reporting) and entry.frame == "noun"


def _quoted(
    sentence: Sentence, mention: Mention, content: int, context: Context
) -> tuple[Voice, ...]:
    """Whom an outlet quotes: "Avisa siterer en kilde i hæren som sier at …"."""
    for inner in sentence.within(mention.last, content, Kind.REPORTING):
        entry = inner.entry
        named = _ends_quoted(sentence, inner, mention)
        relative = sentence.is_a(inner.first - 1, "relative")
        if not isinstance(entry, Reporting) or not (relative or named):
            continue
        phrase = speaker_after(sentence, mention.last, context)
        if phrase is not None and phrase.last <= inner.first:
            return (voice_of(sentence, phrase, entry),)
    return ()


def _told_to(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """An agency that is told: "…, får AFP opplyst av to diplomater"."""
    phrase = speaker_after(sentence, mention.last, context)
    if phrase is None:
        return None
    relay = told(sentence, mention, context)
    start = next((i for i in range(mention.first, 0, -1) if sentence.is_stop(i)), 0)
    zone = (start, tag_end(sentence, phrase.last))
    chain = (*relay, voice_of(sentence, phrase, entry))
    return Attribution(chain, phrase, 0, zone[0], zone, entry.certainty)


def _may_witness(sentence: Sentence, phrase: Phrase, mention: Mention) -> bool:
    """Whether who stands beside "så" tells what he saw: "En fotograf så …", "Selv så han sju"."""
    before = 0 <= mention.first - phrase.last <= 1
    pronoun = isinstance(phrase.head.entry, Back) and phrase.head.entry.refers == "person"
    if pronoun:
        beyond = mention.last if before else phrase.last
        counted = sentence.starting(beyond, Kind.NUMBER) is not None
        return counted and (before or phrase.first == mention.last)
    return phrase.role in _WITNESSES and before


def _perfect(sentence: Sentence, at: int) -> bool:
    """Whether a participle stands with "har": "har opplyst at"."""
    return sentence.has_a(max(0, at - 5), at, "aux_perfect")


def _inverted(sentence: Sentence, at: int) -> bool:
    """Whether the verb comes first: after a comma, after speech, or after "Det" or "Så"."""
    if at == 0:
        return True
    if not sentence.grammar.verb_second and not _before_speaker(sentence, at + 1):
        return False
    if _closed(sentence, at - 1):
        return not _subject_earlier(sentence, at) and insertion_before(sentence, at, at + 1) is None
    return at == 1 and sentence.is_a(0, "that_pronoun")


def _before_speaker(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase begins where the speaker of a tag would stand: "…, said the mayor"."""
    if sentence.is_a(at - 1, "told_directly"):
        return False
    named = sentence.starting(at, Kind.HEAD, Kind.ACTOR, Kind.NAME, Kind.NATION, Kind.PEOPLE)
    capital = not sentence.is_stop(at) and sentence.passage.tokens[at].text[0].isupper()
    return sentence.is_a(at, "determiners") or named is not None or capital


def _subject_earlier(sentence: Sentence, at: int) -> bool:
    """Whether the comma closes an insertion: "Déby, som besøkte stedet, sier at"."""
    after = sentence.word(at + 1)
    return after in sentence.grammar["that"] or after in sentence.grammar["infinitive"]


def _tag(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """A tag after what is vouched for: "… , opplyser politiet til AFP." or "Det sier FN."."""
    if chain := again(sentence, mention.last, context):
        zone = (mention.first, tag_end(sentence, mention.last))
        return Attribution(chain, None, 0, mention.first, zone, entry.certainty)
    phrase = speaker_after(sentence, mention.last, context)
    if phrase is None:
        return None
    phrase = _meant(sentence, mention, phrase, context)
    end = tag_end(sentence, phrase.last if phrase.first >= mention.first else mention.last)
    relay = (
        find_relay(sentence, max(phrase.last, mention.last), end, context)
        or met(sentence, phrase.last, context)
        or same_relay(phrase, context)
    )
    chain = (*relay, voice_of(sentence, phrase, entry))
    if phrase.role == "media" and (inner := cited(sentence, phrase.last, context)) is not None:
        chain = (*chain, voice_of(sentence, inner, entry))
    start = mention.first
    back = start <= 1 and (start == 0 or sentence.is_a(0, "that_pronoun"))
    content = _after_tag(sentence, mention, phrase)
    if content is not None:
        zone = (0, content)
        return Attribution(chain, phrase, content, len(sentence), zone, entry.certainty)
    zone = (0 if back else start, end)
    return Attribution(chain, phrase, 0, start, zone, entry.certainty, back)


def _meant(sentence: Sentence, mention: Mention, phrase: Phrase, context: Context) -> Phrase:
    """Whom "hun" in a tag means: "En lege undersøkte seks døde, opplyser han"."""
    entry = phrase.head.entry
    if not isinstance(entry, Back) or entry.refers != "person":
        return phrase
    subject = actor_before(sentence, mention.first, 0)
    if subject is None or subject.kind is not Kind.HEAD or subject.form is not Form.SINGULAR:
        return phrase
    named = phrase_at(sentence, subject, context)
    return named if is_human(named) else phrase


def _after_tag(sentence: Sentence, mention: Mention, phrase: Phrase) -> int | None:
    """Where "at" follows an inverted verb: "Samtidig opplyser hæren at …"."""
    for at in range(phrase.last, min(phrase.last + NEAR, len(sentence))):
        if sentence.is_a(at, "that"):
            return at + 1
        if sentence.is_stop(at):
            return None
    return None


def _preposition(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    if chain := again(sentence, mention.last, context):
        zone = (mention.first, tag_end(sentence, mention.last))
        whole = mention.first <= 1
        last = len(sentence) if whole else mention.first
        return Attribution(chain, None, 0, last, zone, entry.certainty)
    phrase = speaker_after(sentence, mention.last, context)
    if phrase is None:
        return None
    if relay := told(sentence, mention, context):
        return _told_to(sentence, mention, entry, context)
    relay = met(sentence, phrase.last, context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    opens = mention.first <= 1 or (
        sentence.clause(mention.first)[0] >= mention.first - 1 > 0
        and (mention.first - 1 < len(sentence) // 3 and phrase.last < len(sentence) - 3)
    )
    zone = (mention.first, phrase.last)
    first, last = (0, len(sentence)) if opens else _around(sentence, zone)
    return Attribution(chain, phrase, first, last, zone, entry.certainty)


def _around(sentence: Sentence, zone: tuple[int, int]) -> tuple[int, int]:
    """What a preposition vouches for that stands behind or amid it.

    All before it: "ti døde, ifølge FN"; also what follows: "ti døde, ifølge FN, og ni er savnet";
    amid a clause all of it: "i fjor ble ifølge FN ti drept", and no more where it is subordinate:
    "Darfur, der krigen ifølge FN kostet 300.000 livet".
    """
    first, last = zone
    if sentence.is_stop(first - 1):
        goes_on = sentence.word(last) == "," and sentence.is_a(last + 1, "and")
        return 0, len(sentence) if goes_on else first
    if sentence.is_stop(last):
        return 0, first
    start, end = sentence.clause(first)
    if sentence.is_a(start, "subordinators") or sentence.is_a(start + 1, "subordinators"):
        return start, end
    return start, len(sentence)
