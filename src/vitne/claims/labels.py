"""Reads speakers named before a colon: "FN: Minst 44 drept", "16.05: Politiet: Ni døde"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import Attribution
from vitne.claims.parties import phrase_at
from vitne.claims.sentence import NOMINAL
from vitne.claims.subjects import is_governed
from vitne.model import Kind, Level, Mention, Role, Voice
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_LABEL = 10  # tokens in which the colon of a label stands
_SPEAKER = 6  # tokens of a speaker behind it
_POST = 2  # tokens of a post no pack knows, and its preposition: "Kontorsjef i FN:"


def find_label(sentence: Sentence, context: Context) -> Attribution | None:
    """A speaker before a colon or behind the last: "FN: Minst 44 drept", "12 dead in raid: police"."""
    return _opening(sentence, context) or _closing(sentence, context)


def _opening(sentence: Sentence, context: Context) -> Attribution | None:
    """A speaker before a colon: "FN: Minst 44 drept", "16.05: Politiet: Ni døde"."""
    found = _label(sentence)
    if found is None:
        return None
    start, at = found
    headline = sentence.passage.role is Role.HEADLINE
    rows = (m for m in sentence.within(start, at, Kind.ACTOR, Kind.HEAD) if not m.genitive)
    speakers = [m for m in rows if m.first <= start + _POST or not is_governed(sentence, m)]
    speaker = speakers[0] if speakers else _state_that_says(sentence, at)
    if speaker is None:
        return None
    phrase = phrase_at(sentence, speaker, context)
    counted = sentence.starting(start, Kind.NUMBER)  # "To offiserer: – Ni falt."
    begins = counted.last if counted is not None else start
    if not headline and (phrase.first not in (start, begins) or phrase.last != at):
        return None
    if headline and phrase.last < at and _is_verb(sentence, phrase.last):
        return None  # "Taliban trenger inn i Ghazni: Minst 100 drept"
    return Attribution((_voice(sentence, phrase),), phrase, at + 1, len(sentence), (0, at + 1))


def _voice(sentence: Sentence, phrase: Phrase) -> Voice:
    quote = sentence.quote(phrase.first, phrase.last)
    role = "relay" if phrase.role == "media" else "claimant"
    return Voice(phrase.name, role, quote.text, quote.start, quote.end, "colon")


def _closing(sentence: Sentence, context: Context) -> Attribution | None:
    """A speaker behind the colon or dash that closes a headline: "12 killed in raid: police"."""
    if sentence.grammar.verb_second:
        return None
    end = len(sentence) - sentence.is_stop(len(sentence) - 1)
    at = next(
        (i for i in range(end - 1, 0, -1) if sentence.word(i) == ":" or sentence.is_a(i, "dashes")),
        0,
    )
    if not 0 < end - at - 1 <= _SPEAKER:
        return None
    speaker = next((m for m in sentence.within(at + 1, end, Kind.ACTOR, Kind.HEAD)), None)
    if speaker is None or not sentence.holds(0, at, Kind.HARM, Kind.TRIGGER):
        return None
    phrase = phrase_at(sentence, speaker, context)
    if phrase.last != end or phrase.first > at + 1 + _POST:
        return None
    return Attribution((_voice(sentence, phrase),), phrase, 0, at, (at, len(sentence)))


def _label(sentence: Sentence) -> tuple[int, int] | None:
    """The tokens before the colon of a label, behind the hour of a flash if there is one."""
    colons = [i for i, low in enumerate(sentence.low[:_LABEL]) if low == ":"]
    if not colons:
        return None
    hour = sentence.low[colons[0] - 1][:1].isdigit()
    if not hour:
        return 0, colons[0]
    return (colons[0] + 1, colons[1]) if len(colons) > 1 else None


def _is_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word that no pack knows, behind a subject, tells what it does."""
    word = sentence.passage.tokens[at].text
    plain = word.islower() and word.isalpha() and not sentence.is_a(at, "function")
    return plain and not sentence.is_a(at, "prepositions") and not sentence.is_a(at, "joining")


def _state_that_says(sentence: Sentence, at: int) -> Mention | None:
    """A state before a colon speaks where a verb or speech follows: "Iran: Skjøt ned drone".

    "Mali: 30 drept" only says where.
    """
    state = sentence.starting(at - 1, Kind.PLACE)
    if state is None or not state.places or state.places[0].level is not Level.COUNTRY:
        return None
    verb = sentence.starting(at + 1, Kind.TRIGGER, Kind.HARM, Kind.ACT, Kind.REPORTING)
    acts = verb is not None and verb.form not in NOMINAL and verb.form is not Form.PARTICIPLE
    speech = sentence.is_a(at + 1, "dashes") or sentence.word(at + 1) in ("«", "“", '"')
    return state if (acts or speech or sentence.is_a(at + 1, "first_person")) else None
