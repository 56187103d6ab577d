"""Who vouches for what: attribution inside a sentence and across sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.according import preposition, told_to
from vitne.claims.attribution import (
    SIGHT,
    Attribution,
    content_start,
    on_its_side,
    voice_of,
)
from vitne.claims.bywords import find_bywords
from vitne.claims.closed import told_as
from vitne.claims.contrast import set_apart, without_echo
from vitne.claims.counting import find_counts, find_figures, find_footage
from vitne.claims.impersonal import find_impersonal, find_view, from_whom, nobody, of_statement
from vitne.claims.labels import find_label
from vitne.claims.lapses import speech_end
from vitne.claims.naming import back_of
from vitne.claims.owned_figures import find_owned_figures
from vitne.claims.papers import behind_carried, only_carries
from vitne.claims.parties import left_of
from vitne.claims.quoting import ends_quoted, passed_on, told_at_once
from vitne.claims.relays import find_relay, relay_given, relay_of
from vitne.claims.sentence import NOMINAL, effect_of
from vitne.claims.spoken import is_spoken
from vitne.claims.subjects import actor_before
from vitne.claims.tags import (
    closes_words,
    find_tag,
    find_tag_alone,
    is_inverted,
    is_perfect_tag,
    perfect_tag,
    tag_span,
    vouching_tag,
)
from vitne.claims.tellers import speaker_before
from vitne.claims.twofold import twofold
from vitne.claims.versions import other_version
from vitne.model import Kind, Level, Mention
from vitne.model.entries import Form, Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Voice

_FINITE = frozenset(
    {Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.BASE, Form.PASSIVE}
    | {Form.INFINITIVE_OR_PRESENT}
)
_NEGATED = 3  # tokens before a verb in which it is denied
_WITNESSES = frozenset({"media", "witness", "medic", "civil", "unnamed"})


def find_attributions(sentence: Sentence, context: Context) -> list[Attribution]:
    """All attributions of one sentence, in order."""
    found = find_footage(sentence)
    for mention in sentence.of(Kind.REPORTING):
        if any(a.zone[0] <= mention.first < a.zone[1] for a in found):
            continue
        one = _read(sentence, mention, context)
        if one is not None:
            found.append(twofold(sentence, one))
    found.extend(find_bywords(sentence, found, context))
    found.extend(find_figures(sentence, found, context))
    found.extend(find_counts(sentence, found, context))
    found.extend(find_owned_figures(sentence, found, context))
    if (colon := find_label(sentence, context)) is not None:
        found.append(colon)
    told = [on_its_side(sentence, one) for one in found]
    return set_apart(sentence, without_echo(told))


def _read(sentence: Sentence, mention: Mention, context: Context) -> Attribution | None:
    entry = mention.entry
    if not isinstance(entry, Reporting):
        return None
    if only_carries(sentence, mention):
        return None
    if entry.frame in ("verb", *SIGHT) and _vouched_by_nobody(sentence, mention):
        said = from_whom(sentence, mention, entry, context)  # "Det meldes fra politiet at"
        return said or nobody(sentence, mention)
    match entry.frame:
        case "verb" if behind_carried(sentence, mention.first):
            return find_tag(sentence, mention, entry, context)
        case "verb" | "sight" | "sight-by":
            return _telling(sentence, mention, entry, context)
        case "tag" if is_spoken(sentence):
            return _spoken_tag(sentence, mention, entry, context)
        case "preposition":
            return preposition(sentence, mention, entry, context)
        case "version" | "noun":
            find = other_version if entry.frame == "version" else find_view
            return find(sentence, mention, entry, context)
        case "impersonal":
            stated = of_statement(sentence, mention, entry, context)
            return stated or find_impersonal(sentence, mention, entry, context)
        case _:
            return None


def _spoken_tag(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """Who spoke, by a word that tells so only behind somebody's own words."""
    if not sentence.grammar.verb_second:
        return find_tag_alone(sentence, mention, entry, context)
    if closes_words(sentence, mention.first - 1):
        return find_tag(sentence, mention, entry, context)
    return None


def _vouched_by_nobody(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb names no speaker or says no: "meldes drept", "bekrefter ikke at"."""
    harmed = sentence.starting(mention.last, Kind.HARM)
    open_ = mention.form in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE)
    open_ = open_ or sentence.is_a(mention.first - 1, "aux_passive")
    if (
        harmed is not None
        and harmed.form in NOMINAL | {Form.BASE, Form.GERUND}
        and not sentence.grammar.verb_second
    ):
        open_ = False  # "witnesses described bodies", "the army reported killing ten"
    if harmed is not None and open_:
        return not (sentence.is_a(mention.first - 1, "relative") or _said_of_it(sentence, mention))
    if mention.form is Form.PASSIVE or sentence.is_a(mention.first - 1, "generic_subjects"):
        return True
    at = mention.last
    at += sentence.word(at) == "," and sentence.is_a(at + 1, "that")
    if sentence.is_a(at, "not") and any(sentence.is_a(i, "that") for i in (at + 1, at + 2)):
        return True
    return sentence.is_a(at, "that") and any(
        sentence.is_a(i, "not") and not _aside(sentence, i)
        for i in range(max(0, mention.first - _NEGATED), mention.first)
    )


def _said_of_it(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody tells of what a clause takes up: "the blast, which | police | said killed two"."""
    first, _ = sentence.clause(mention.first)
    if sentence.grammar.verb_second or not sentence.is_a(first, "relative"):
        return False
    teller = actor_before(sentence, mention.first, first)
    return teller is not None and left_of(sentence, teller) == first + 1


def _aside(sentence: Sentence, at: int) -> bool:
    """Whether a word only tells of who speaks: "En offiser som | ikke | vil navngis bekrefter at"."""
    cue = sentence.covering(at, Kind.CUE)
    return cue is not None and effect_of(cue) == "pseudo"


def _verb(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    goes_on = mention.form is Form.GERUND and sentence.word(mention.first - 1) == ","
    finite = mention.form in _FINITE or goes_on or _perfect(sentence, mention.first)
    if not finite or _told_of_them(sentence, mention):
        return None
    if sentence.is_a(mention.last, "by") and relay_given(sentence, mention):
        return told_to(sentence, mention, entry, context)
    gerund = mention.form is Form.GERUND  # "X rejected that, saying its gunners had no orders"
    if not gerund and is_inverted(
        sentence, mention.first
    ):  # "…, så styrken kan gripe inn" tells of no sight
        return find_tag(sentence, mention, entry, context) if entry.frame != "sight-by" else None
    phrase = speaker_before(sentence, mention, context)
    if phrase is None or (
        entry.frame in SIGHT and not _may_witness(sentence, phrase, mention, entry)
    ):
        return None
    if entry.frame not in SIGHT and (tag := tag_span(sentence, mention, phrase)) is not None:
        return vouching_tag(sentence, mention, entry, phrase, tag, context)
    content = content_start(sentence, mention)
    if entry.frame in SIGHT:
        content = mention.first + 1
    if content is None:
        return None
    content = _quoted_end(sentence, mention, content)
    phrase = msgspec.structs.replace(phrase, role="media") if entry.relays else phrase
    relay = relay_of(sentence, phrase, mention.last, content, context)
    relay = relay or _told_first(sentence, mention, context)
    if not relay and (told := told_at_once(sentence, mention, context)) is not None:
        relay, content = told[0], max(content, told[1])
    chain = (*relay, voice_of(sentence, phrase, entry))
    if phrase.role == "media":
        chain = (*chain, *passed_on(sentence, mention, entry, phrase, content, context))
    zone = _zone(sentence, mention, phrase, content)
    back = _told_so(sentence, mention)
    last = speech_end(sentence, content)
    return Attribution(chain, phrase, content, last, zone, entry.certainty, back)


def _quoted_end(sentence: Sentence, mention: Mention, content: int) -> int:
    """Where what is told begins, behind "as saying" too: "quoted a soldier as saying | that"."""
    rows = sentence.of(Kind.REPORTING)
    return max([content, *(m.last for m in rows if ends_quoted(sentence, m, mention))])


def _told_so(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence only says who told the one before: "Det er politiet som opplyser dette."."""
    so = sentence.is_a(mention.last, "that_pronoun") and sentence.is_stop(mention.last + 1)
    return so and sentence.is_a(0, "that_pronoun") and sentence.is_a(1, "being")


def _telling(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """What a verb vouches for: as a tag that it closes, as one in the perfect, or else as any.

    "…, wie die Polizei am Montag mitteilte"; "…, har politiet oplyst".
    """
    if sentence.grammar.verb_last:
        if (told := told_as(sentence, mention, entry, context)) is not None:
            return told
        if _generic(sentence, mention):
            return None  # "habe man neun Leichen gezählt"
    if is_perfect_tag(sentence, mention):
        return perfect_tag(sentence, mention, entry, context)
    return _verb(sentence, mention, entry, context)


def _generic(sentence: Sentence, mention: Mention) -> bool:
    """Whether nobody in particular is the subject of a verb: "man", however far before it."""
    first, _ = sentence.clause(mention.first)
    return sentence.has_a(first, mention.first, "generic_subjects")


def _told_first(sentence: Sentence, mention: Mention, context: Context) -> tuple[Voice, ...]:
    """The agency told, named before the verb: "Til nyhedsbureauet AFP siger en læge, at"."""
    first, last = sentence.clause(0)
    if not sentence.grammar.verb_second:
        spoken = _opens_interview(sentence) and sentence.word(last) == ","
        return find_relay(sentence, 0, last, context) if spoken else ()
    if sentence.clause(mention.first)[0] > 0:
        return ()
    return find_relay(sentence, first, mention.first, context)


def _opens_interview(sentence: Sentence) -> bool:
    """Whether a sentence begins with whom somebody spoke to: "Speaking to AFP, a doctor said"."""
    opened = sentence.starting(0, Kind.REPORTING)
    entry = opened.entry if opened is not None else None
    return isinstance(entry, Reporting) and entry.frame == "noun"


def _zone(sentence: Sentence, mention: Mention, phrase: Phrase, content: int) -> tuple[int, int]:
    """The words that attribute: from the speaker, or the day of the telling, to what is told."""
    own = sentence.clause_of(phrase.first) == sentence.clause_of(mention.first)
    beside = phrase.last == mention.first - 1 and sentence.word(phrase.last) == ","
    own = own or beside  # "X, ordfører i Y, sa"
    begins = phrase.first if own or content <= mention.last + 1 < phrase.last else mention.first
    if not own:
        begins = _since_relative(sentence, begins)
    if not sentence.grammar.verb_second and own:
        begins = _fronted_day(sentence, begins)
    return begins, content


def _since_relative(sentence: Sentence, at: int) -> int:
    """Where a clause begins that only tells when was spoken: "FN, som søndag talte om 43 døde"."""
    first, _ = sentence.clause(at)
    if not sentence.is_a(first, "relative"):
        return at
    between = range(first + 1, at)
    return first if all(sentence.covering(i, Kind.TIME) for i in between) else at


def _fronted_day(sentence: Sentence, at: int) -> int:
    """Where the day of a telling begins that stands before its speaker: "On Tuesday the army said"."""
    before = at - 1 if sentence.word(at - 1) == "," else at
    day = sentence.covering(before - 1, Kind.TIME)
    return day.first if day is not None and day.first == 0 else at


def _may_witness(sentence: Sentence, phrase: Phrase, mention: Mention, entry: Reporting) -> bool:
    """Whether who stands beside "så" tells what he saw: "En fotograf så …", "Selv så han sju"."""
    if phrase.head.places and phrase.head.places[0].level is not Level.COUNTRY:
        return False  # "Esmeraldas has seen 214 murders"
    if entry.frame != "sight-by":
        return True
    before = 0 <= mention.first - phrase.last <= 1
    if back_of(phrase.head) == "person":
        beyond = mention.last if before else phrase.last
        counted = sentence.starting(beyond, Kind.NUMBER) is not None
        return counted and (before or phrase.first == mention.last)
    return phrase.role in _WITNESSES and before


def _told_of_them(sentence: Sentence, mention: Mention) -> bool:
    """Whether the subject is whom others tell of: "260 leaders | are said to | have been killed"."""
    passive = sentence.is_a(mention.first - 1, "aux_passive")
    return (
        passive and sentence.is_a(mention.last, "infinitive") and not sentence.grammar.verb_second
    )


def _perfect(sentence: Sentence, at: int) -> bool:
    """Whether a participle stands with "har": "har opplyst at"."""
    return sentence.has_a(max(0, at - 5), at, "aux_perfect")
