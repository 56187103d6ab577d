"""Tells how far the words reach of which an act of speech tells: "krever at hæren trekker seg ut"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Mention
from vitne.model.entries import Form
from vitne.model.passages import opens_words

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_ENDS = frozenset({".", "!", "?", ";"})
_VERBS = (Kind.TRIGGER, Kind.HARM, Kind.ACT, Kind.REPORTING)
_CLAUSES = ("that", "infinitive")  # open what is demanded where it is more than a noun
_SUBJECTS = (Kind.HEAD, Kind.ACTOR, Kind.NATION, Kind.NAME, Kind.UNIT, Kind.PEOPLE)
_OBJECTS = ("determiners", "articles")
_OPENED = 4  # tokens at most from a mark within the words of an act to their end: "lovet å «knuse"
FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.BASE, Form.PASSIVE})


def complement_end(sentence: Sentence, at: int) -> int:
    """Where what is demanded, denied or threatened ends: at the sentence's end or at "men"."""
    if (closed := _inserted_till(sentence, at)) is not None:
        return closed
    opened = any(opens_words(sentence.passage.tokens, i) for i in range(at - _OPENED, at))
    named = not sentence.is_any(at - 1, *_CLAUSES)
    while at < len(sentence):
        low = sentence.word(at)
        opened = opened or low == "«"
        named = named and not sentence.is_any(at, *_CLAUSES)
        if low in _ENDS or (low == "»" and not opened):
            return at
        if sentence.is_a(at, "but") and sentence.word(at - 1) == ",":
            return at - 1
        if low == ":" and sentence.has_a(at, len(sentence), "subjunctive"):
            return at  # "wies den Vorwurf zurück: Man habe ein Lager zerstört"
        if sentence.is_a(at, "and") and sentence.starting(at + 1, Kind.REPORTING, Kind.ACT):
            return at
        if named and low == "," and sentence.is_a(at + 1, "and") and _tells_on(sentence, at + 2):
            return at  # "anmodet om flystøtte, | og to fly slapp en bombe"
        if named and sentence.is_a(at, "and") and _does_next(sentence, at + 1):
            return at  # "beordret passasjerene ut | og åpnet ild"
        told = sentence.starting(at + 1, Kind.REPORTING) if low == "," else None
        if told is not None and told.form is Form.GERUND:
            return at  # "denied the claim, saying that 12 were killed"
        at += 1
    return at


def _tells_on(sentence: Sentence, at: int) -> bool:
    """Whether a clause with a subject and a finite verb of its own begins at a token."""
    _, end = sentence.clause(at)
    verbs = sentence.within(at + 1, end, Kind.TRIGGER, Kind.HARM)
    verb = next(
        (m for m in verbs if m.form in (Form.PAST, Form.PRESENT, Form.PAST_OR_PARTICIPLE)), None
    )
    return verb is not None and sentence.holds(at, verb.first, *_SUBJECTS)


def _does_next(sentence: Sentence, at: int) -> bool:
    """Whether who made a demand does something then, with an object: "krevde penger og | drepte to"."""
    verb = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
    if verb is None or verb.form is Form.PAST:
        return verb is not None
    own = sentence.starting(verb.last, Kind.NUMBER) or sentence.is_any(verb.last, *_OBJECTS)
    return verb.form is Form.PAST_OR_PARTICIPLE and bool(own or verb.last - verb.first > 1)


def _inserted_till(sentence: Sentence, at: int) -> int | None:
    """Where an insertion that tells an act closes: "Police, who suspect the M23, arrested two"."""
    first, last = sentence.clause(at - 1)
    first += sentence.word(first) == ","
    if sentence.word(first - 1) != "," or sentence.word(last) != ",":
        return None
    act = sentence.starting(first, Kind.ACT)
    aside = act is not None and is_inserted(sentence, act)
    if not (aside or sentence.is_a(first, "relative")):
        return None
    if sentence.holds(0, first - 1, *_VERBS) or "," in sentence.low[last + 1 :]:
        return None  # a list: "which accuses X of burning, killing and looting, sent"
    verb = sentence.starting(last + 1, *_VERBS)
    return last if verb is not None and verb.form in FINITE else None


def beside_the_point(sentence: Sentence, at: int, said: int) -> bool:
    """Whether words only tell when somebody accused: "X blames Y as shells kill eight".

    `said` is the token behind the words of accusing.
    """
    when = sentence.starting(said, Kind.TIME)  # "anklager | samtidig | hæren for å ha drept tolv"
    told = when is not None and not sentence.is_a(when.last, "relative")
    for i in range(at - 1, (when.last if when and told else said) - 1, -1):
        if sentence.is_stop(i):
            return False
        if sentence.is_a(i, "circumstances") and sentence.covering(i, Kind.NUMBER) is None:
            return not _says_of_what(sentence, said, i)
    return False


def told_after(sentence: Sentence, at: int, said: int) -> bool:
    """Whether words tell what came before a speech act: "vows revenge | after eleven soldiers fell".

    `said` is the token behind the words of the speech act. What is still to come is not told.
    """
    opened = next((i for i in range(at - 1, said - 1, -1) if sentence.is_a(i, "after")), None)
    if opened is None or sentence.covering(opened, Kind.NUMBER, Kind.TIME) is not None:
        return False
    between = range(opened, at)
    return not any(sentence.is_stop(i) or sentence.is_a(i, "modal_future") for i in between)


def _says_of_what(sentence: Sentence, first: int, last: int) -> bool:
    """Whether it is told of what somebody is accused: "for å ha plyndret", "of storming the town"."""
    if any(sentence.is_a(i, "infinitive") or sentence.is_a(i, "that") for i in range(first, last)):
        return True
    return any(m.form is Form.GERUND for m in sentence.within(first, last, Kind.TRIGGER, Kind.HARM))


def is_inserted(sentence: Sentence, mention: Mention) -> bool:
    """Whether an insertion tells of what its subject is accused: "Rwanda, accused of arming them"."""
    if mention.form not in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE):
        return False
    at = mention.last
    behind = sentence.is_a(at, "of") or sentence.is_a(at, "done_by")
    return sentence.word(mention.first - 1) == "," and behind
