"""Reads noun phrases as parties: "de armenske separatistene i Nagorno-Karabakh"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.mastheads import names_paper
from vitne.claims.naming import back_of, name_phrase
from vitne.claims.sentence import DEFINITE, is_adjective
from vitne.model import ActorKind, Kind, Mention
from vitne.model.entries import Form, Head

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_LONGEST = 24  # tokens of a phrase
_DEFINITE = frozenset({Form.PLURAL, Form.PLURAL_DEFINITE, Form.SINGULAR_DEFINITE, Form.SINGULAR})


def is_actor(mention: Mention) -> bool:
    """Whether a mention can be who acts or speaks; an adjective of nationality alone cannot."""
    match mention.kind:
        case Kind.NATION:
            return mention.form in _DEFINITE and not mention.genitive
        case Kind.ACTOR | Kind.HEAD | Kind.NAME | Kind.PEOPLE:
            return not mention.genitive
        case Kind.PLACE:
            return not mention.genitive and bool(mention.places)
        case Kind.BACK:
            return back_of(mention) in _BACK_ACTORS and not mention.genitive
        case _:
            return False


_BACK_ACTORS = frozenset({"person", "group", "force", "state", "they", "country"})


def phrase_at(
    sentence: Sentence, mention: Mention, context: Context, *, verb: int | None = None
) -> Phrase:
    """The noun phrase around an actor mention, named in English as far as the text allows.

    A verb before it may end like an adjective and is no part of it: "attackerade | rebellerna".
    """
    first, last = left_of(sentence, mention), _right(sentence, mention)
    if verb is not None and first <= verb < mention.first:
        first = verb + 1
    return name_phrase(sentence, (first, last), mention, context)


def left_of(sentence: Sentence, mention: Mention) -> int:
    """The first token of the phrase around a mention: its articles, adjectives and owners."""
    first = mention.first
    while first > 0:
        before = sentence.covering(
            first - 1, Kind.NATION, Kind.HEAD, Kind.PLACE, Kind.ACTOR, Kind.BACK
        )
        if before and (before.genitive or before.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE)):
            first = before.first
        elif before and mention.kind is Kind.NAME and before.kind is Kind.HEAD:
            first, mention = before.first, before
        elif _they(sentence, first - 1, mention):
            break
        elif sentence.is_a(first - 1, "determiners") or _adjective(sentence, first - 1):
            first -= 1
        else:
            break
    return first


def _they(sentence: Sentence, at: int, mention: Mention) -> bool:
    """Whether "de" before one thing is who acts, and no article of it: "angrep | de | politistasjonen"."""
    one = mention.form is Form.SINGULAR_DEFINITE and mention.first == at + 1
    return one and sentence.is_a(at, "pronouns_plural")


def _adjective(sentence: Sentence, at: int) -> bool:
    if not is_adjective(sentence, at) or _is_definite_noun(sentence, at):
        return False
    return sentence.covering(at, Kind.TIME, Kind.HARM, Kind.REPORTING, Kind.ACT) is None


def _is_definite_noun(sentence: Sentence, at: int) -> bool:
    """Whether a noun that ends like an adjective closes its own phrase: "opprørerne | et sykehus"."""
    nouns = (sentence.covering(at, kind) for kind in (Kind.HEAD, Kind.PEOPLE))
    return any(n is not None and n.last == at + 1 and n.form in DEFINITE for n in nouns)


def _right(sentence: Sentence, mention: Mention) -> int:
    """Take in names, a bracketed abbreviation, and "i X", "for X", "av X" after the head."""
    last = mention.last
    while last < len(sentence) and last - mention.first < _LONGEST:
        after = sentence.starting(last, Kind.NAME, Kind.ACTOR, Kind.PLACE, Kind.HEAD)
        if after is not None and _owns_before(sentence, mention, after):
            last = after.last  # "die Armee Syriens"
            continue
        if after and _extends(sentence, mention, after, last):
            last = after.last
        elif names_paper(sentence, last):
            last += 1
        elif sentence.word(last) == "(" and sentence.word(last + 2) == ")":
            last += 3
        elif sentence.is_a(last, "attached") and (inner := _attached(sentence, last + 1)):
            if sentence.is_a(last, "relaying") and is_media(sentence, last + 1):
                break
            last = inner
        else:
            break
    return last


def _owns_before(sentence: Sentence, mention: Mention, after: Mention) -> bool:
    """Whether a state in the genitive owns the noun before it: "der Präsident Malis"."""
    state = after.kind is Kind.PLACE and after.genitive and mention.kind is Kind.HEAD
    return state and sentence.grammar.noun_capitals and after.first == mention.last


def is_media(sentence: Sentence, at: int) -> bool:
    """Whether an agency or outlet begins at a token: "til Reuters", "til nyhetsbyrået AFP"."""
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION):
        at += 1
    mention = sentence.starting(at, Kind.ACTOR, Kind.HEAD)
    if mention is None:
        return False
    if mention.actor is not None:
        return mention.actor.kind in (ActorKind.AGENCY, ActorKind.OUTLET)
    return isinstance(mention.entry, Head) and mention.entry.role == "media"


def _extends(sentence: Sentence, mention: Mention, after: Mention, at: int) -> bool:
    if back_of(mention) == "group":
        return after.kind in (Kind.NAME, Kind.ACTOR)  # "gruppa Civil Rights Watch"
    if mention.kind is Kind.HEAD:
        if is_media(sentence, at) and getattr(mention.entry, "role", "") != "media":
            return False  # "en kilde AFP har snakket med"
        return after.kind in (Kind.NAME, Kind.ACTOR) or (
            sentence.passage.tokens[at].is_name and after.kind is not Kind.HEAD
        )
    return mention.kind is Kind.NAME and after.kind is Kind.NAME


def _attached(sentence: Sentence, at: int) -> int:
    """The end of the phrase after "i", "for", "av" where it belongs to the head, or 0."""
    if land := sentence.starting(at, Kind.PLACE):
        if not land.genitive:
            return land.last  # "hæren i Den sentralafrikanske republikk"
        at = land.last  # "en talsmann for Rwandas hær"
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION):
        at += 1
    inner = sentence.starting(
        at, Kind.HEAD, Kind.ACTOR, Kind.PLACE, Kind.NAME, Kind.BACK, Kind.PEOPLE
    )
    return inner.last if inner else 0
