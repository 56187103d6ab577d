"""Reads vouching by counting and by pictures: "Røde Kors har samlet inn 40 lik"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import Attribution, voice_of
from vitne.claims.parties import phrase_at
from vitne.claims.subjects import actor_after, actor_before, insertion_before, told_last
from vitne.model import Kind, Mention, Voice
from vitne.model.actors import ActorKind
from vitne.model.entries import Form, Head, Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_OBJECT_REACH = 4  # tokens behind the verb in which its figure stands
_PICTURES_REACH = 14  # tokens of "En video som gruppa la ut mandag"
_WITH_PARTICLE = 2  # tokens of "talade om": where it is longer, the subject may be in its gap
_NOUN_REACH = 2  # "Et nytt opptak"
_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.PARTICIPLE, Form.BASE})
_COUNTING = frozenset({"civil", "medic"})
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.MONITOR})


def find_counts(
    sentence: Sentence, found: list[Attribution], context: Context
) -> list[Attribution]:
    """Bodies that vouch by what they did: "Klinikken har behandlet åtte sårede".

    Only where nobody else is named: "Sykehuset har tatt imot 40 sårede, opplyser legene".
    """
    if found:
        return []
    for mention in sentence.of(Kind.REPORTING):
        entry = mention.entry
        if not isinstance(entry, Reporting) or entry.frame != "counts":
            continue
        one = _count(sentence, mention, entry, context)
        if one is not None:
            return [one]
    return []


def find_figures(
    sentence: Sentence, found: list[Attribution], context: Context
) -> list[Attribution]:
    """Who gives a figure without saying that anything is so: "Guvernøren stanset på 29 drepte"."""
    rows = []
    for mention in sentence.of(Kind.REPORTING):
        entry = mention.entry
        if not isinstance(entry, Reporting) or entry.frame != "figure":
            continue
        if any(a.covers(mention.first) or a.in_zone(mention.first) for a in found):
            continue
        one = _figure(sentence, mention, entry, context)
        if one is not None:
            rows.append(one)
    return rows


def _figure(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """One of those: a finite verb with its speaker before it, and a figure of people right behind."""
    at = mention.last
    numbers = sentence.within(at, at + _OBJECT_REACH, Kind.NUMBER)
    figure = next((m for m in numbers if m.number is not None and not m.number.article), None)
    finite = mention.form in _FINITE or mention.form is Form.SINGULAR
    if (
        figure is None
        or not finite
        or any(
            sentence.is_stop(i) and not sentence.is_a(i, "quotes") for i in range(at, figure.first)
        )
    ):
        return None
    first, last = sentence.clause(mention.first)
    bare = sentence.is_stop(figure.last)  # of a toll told before
    harmed = sentence.holds(first, max(last, figure.last + _OBJECT_REACH), Kind.HARM)
    if not (bare or harmed):
        return None
    behind = None
    if sentence.grammar.verb_second and mention.last - mention.first > _WITH_PARTICLE:
        behind = actor_after(sentence, mention.first + 1, mention.last)
    subject = behind or _counter(sentence, mention, first)
    if subject is not None:
        phrase = phrase_at(sentence, subject, context)
    elif sentence.is_a(mention.first - 1, "it") and (it := told_last(mention.first - 1, context)):
        phrase = it  # "it deplored two dead"
    else:
        return None
    zone = (first, at) if behind is not None else (phrase.first, mention.first + 1)
    until = next((i for i in range(at, len(sentence)) if _speaks_anew(sentence, i)), len(sentence))
    voice = voice_of(sentence, phrase, entry)
    return Attribution((voice,), phrase, zone[1], until, zone, entry.certainty, counts=True)


def _counter(sentence: Sentence, mention: Mention, first: int) -> Mention | None:
    """The subject before a verb that gives a figure, over "and" too; nobody where harm is told between.

    It may stand before an insertion: "Legene, som fører lister, teller opp til 21 døde".
    """
    if (opened := insertion_before(sentence, mention.first, mention.last)) is not None:
        return actor_before(sentence, opened, 0)
    subject = actor_before(sentence, mention.first, first)
    if subject is None and sentence.is_a(mention.first - 1, "and"):
        subject = actor_before(sentence, mention.first, 0)
    if subject is None or sentence.holds(subject.last, mention.first, Kind.HARM, Kind.TRIGGER):
        return None
    return subject


def _speaks_anew(sentence: Sentence, at: int) -> bool:
    """Whether a clause about something else begins: "går bara med på nio döda, medan …"."""
    return sentence.is_a(at, "contrast") or sentence.word(at) == ";"


def _count(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    if mention.form not in _FINITE:
        return None
    at = mention.first + 1
    if not sentence.holds(at, mention.last + _OBJECT_REACH, Kind.NUMBER):
        return None
    first, _ = sentence.clause(mention.first)
    subject = actor_before(sentence, mention.first, first)
    if subject is None:
        return None
    phrase = phrase_at(sentence, subject, context)
    if not _counts(phrase):
        return None
    zone = (phrase.first, at)
    return Attribution((voice_of(sentence, phrase, entry),), phrase, at, len(sentence), zone)


def _counts(phrase: Phrase) -> bool:
    actor = phrase.head.actor
    return phrase.role in _COUNTING or (actor is not None and actor.kind in _BODIES)


def find_footage(sentence: Sentence) -> list[Attribution]:
    """Pictures of which somebody says what they show: "En video skal vise at fire blir skutt"."""
    for mention in sentence.of(Kind.REPORTING):
        entry = mention.entry
        if isinstance(entry, Reporting) and entry.frame == "footage":
            return _footage(sentence, mention, entry)
    return []


def _footage(sentence: Sentence, mention: Mention, entry: Reporting) -> list[Attribution]:
    reach = min(mention.first, _PICTURES_REACH)
    pictures = sentence.within(0, reach, Kind.REPORTING, Kind.HEAD)
    noun = next((m for m in pictures if _is_picture(m)), None)
    if noun is None or noun.first > _NOUN_REACH:
        return []
    last = mention.first
    while sentence.is_stop(last - 1):
        last -= 1
    quote = sentence.quote(0, last)
    name = noun.entry.name if isinstance(noun.entry, Head) else "Footage"
    voice = Voice(name, "unnamed", quote.text, quote.start, quote.end, entry.id)
    zone = (0, mention.last)
    return [Attribution((voice,), None, mention.last, len(sentence), zone, entry.certainty)]


def _is_picture(mention: Mention) -> bool:
    if isinstance(mention.entry, Head):
        return mention.entry.role == "unnamed"  # "footage shared on social media"
    return isinstance(mention.entry, Reporting) and mention.entry.frame == "noun"
