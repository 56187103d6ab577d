"""Reads the words around a place name: what describes it, and the town that it lies near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import SPEECH
from vitne.model import Kind, Mention
from vitne.model.entries import Act, Form, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_TOWNS = ("town", "capital")
_NO_WORDS = (Kind.HARM, Kind.TRIGGER, Kind.TIME, Kind.ACTOR, Kind.PLACE)  # that only describe
_TREATED = 7  # tokens from "where" to "a hospital treated"
_FINITE = frozenset({Form.PAST, Form.PRESENT, Form.PAST_OR_PARTICIPLE})
_SPEAKER = 2  # tokens from a place that opens a sentence to who speaks there
_ADJECTIVES = 3  # words that describe a name
_DO_OR_TELL = (Kind.TRIGGER, Kind.HARM, Kind.PEOPLE, Kind.UNIT, Kind.NAME)
_DESCRIBED = 3  # words from the owner of a part to its direction: "Nigeria's far | north"
_OTHER_WORDS = (
    Kind.PEOPLE, Kind.HEAD, Kind.UNIT, Kind.BACK, Kind.ACT, Kind.REPORTING, Kind.RELATION,
    Kind.NUMBER, Kind.ACTOR, Kind.PLACE,
)  # fmt: skip


def left_of(sentence: Sentence, mention: Mention) -> int:
    """The token before a place name and the words that describe it: "i | den beleirede byen X"."""
    return sentence.once_of(_find_left, mention)


def _find_left(sentence: Sentence, mention: Mention) -> int:
    at, named = mention.first - 1, False
    if _is_apposed(sentence, mention):
        at -= 1
    if (owner := owner_before(sentence, at)) is not None:
        at = owner.first - 1
    while at >= 0:
        if is_part(sentence, at):
            at -= 2
        elif (noun := sentence.before_place_noun(at)) < at:
            at, named = noun, named or at - noun > 1
        elif (
            sentence.is_a(at, "determiners")
            or sentence.covering(at, Kind.NATION)
            or sentence.is_a(at, "place_modifiers")
            or (named and describes(sentence, at))
        ):
            at -= 1
        elif (owner := sentence.covering(at, Kind.PLACE)) is not None and owner.genitive:
            at = owner.first - 1
        elif _joins_directions(sentence, at):
            at -= 2
        elif (described := _before_adjectives(sentence, at)) < at:
            at = described
        else:
            break
    return at


def _is_apposed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name between commas tells which town was meant: "i hovedstaden, | Bamako, …"."""
    at = mention.first - 1
    if sentence.word(at) != ",":
        return False
    if owner_before(sentence, at - 1) is not None:
        return True  # "i Nigers hovedstad, | Niamey"
    if not sentence.is_stop(mention.last):
        return False
    back = sentence.covering(at - 1, Kind.BACK)
    return sentence.is_place_noun(at - 1) or getattr(back and back.entry, "refers", "") in _TOWNS


def owner_before(sentence: Sentence, at: int) -> Mention | None:
    """The ground that owns the noun before a name: "i | Nigers hovedstad Niamey".

    Words may describe the noun: "Syria's second-largest city, Aleppo".
    """
    if not (sentence.is_a(at, "owned_places") or sentence.is_place_noun(at)):
        return None
    return owner_of(sentence, at)


def owner_of(sentence: Sentence, at: int) -> Mention | None:
    """The ground or nation that owns what stands at a token: "the Nigerien | capital"."""
    first = at - 1
    while at - first <= _ADJECTIVES and describes(sentence, first) and is_small(sentence, first):
        first -= 1
    owner = sentence.covering(first, Kind.PLACE, Kind.NATION)
    return owner if owner is not None and (owner.genitive or owner.kind is Kind.NATION) else None


def _joins_directions(sentence: Sentence, at: int) -> bool:
    """Whether two directions describe a name: "in northern and | central Aceh"."""
    directions = sentence.grammar.directions
    return sentence.is_a(at, "and") and sentence.word(at - 1) in directions


def _before_adjectives(sentence: Sentence, at: int) -> int:
    """The article or preposition before words that describe a name: "in | war-torn Mosul".

    The token itself where they are none: "i | det hardt rammede Aleppo" has its article.
    """
    first = at
    while at - first < _ADJECTIVES and only_describes(sentence, first):
        first -= 1
    if first == at:
        return at
    defined = sentence.is_a(first, "definite_articles") or sentence.is_a(first, "determiners")
    if defined and (_leads(sentence, first - 1) or is_part(sentence, first - 1)):
        return first
    owner = sentence.covering(first, Kind.PLACE)
    if owner is not None and owner.genitive:
        return first  # "i Pakistans | urolige Baluchistan-provins"
    alone = sentence.grammar.noun_rows and at - first == 1
    return first if alone and _leads(sentence, first) else at


def _leads(sentence: Sentence, at: int) -> bool:
    return sentence.is_a(at, "in") or sentence.is_a(at, "near")


def is_small(sentence: Sentence, at: int) -> bool:
    """Whether a word is written without a capital."""
    return 0 <= at < len(sentence) and sentence.passage.tokens[at].text[0].islower()


def only_describes(sentence: Sentence, at: int) -> bool:
    """Whether a word tells more of a name, and is no noun or verb that the packs know."""
    known = sentence.covering(at, *_OTHER_WORDS) is not None
    return describes(sentence, at) and is_small(sentence, at) and not known


def is_part(sentence: Sentence, at: int) -> bool:
    """Whether "of" at a token makes a part of what follows: "parts of", "in the north of"."""
    if not sentence.is_a(at, "of"):
        return False
    if sentence.is_a(at - 1, "place_parts"):
        return True
    if not sentence.is_a(at - 1, "directions"):
        return False
    first = at - 2 - only_describes(sentence, at - 2)  # "in the | far | north of X"
    return sentence.is_a(first, "definite_articles")


def owned_part(sentence: Sentence, mention: Mention) -> range | None:
    """The words of the part that a state in the genitive owns: "Nigerias | nordøstlige hjørne"."""
    directions = sentence.grammar.directions
    for at in range(mention.last, mention.last + _DESCRIBED):
        if sentence.word(at) in directions:
            behind = sentence.is_any(at + 1, "place_parts", "coasts", "regions_plural")
            alone = sentence.is_any(at, "directions", "place_parts", "coasts")
            return range(at, at + 1 + behind) if behind or alone else None
        if not describes(sentence, at):
            return None
    return None


def describes(sentence: Sentence, at: int) -> bool:
    """Whether a word only tells more of a noun of place: "the sprawling market town of X"."""
    word = sentence.word(at)
    plain = word[:1].isalpha() and not sentence.is_a(at, "function")
    return plain and sentence.covering(at, *_NO_WORDS) is None


def at_hospital(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody lay or died in a hospital there, far from the act: "på sykehus i X".

    "Bomber traff et sykehus i X" and "at a hospital in X hit by shells" tell where the act was.
    """
    return sentence.once_of(_at_hospital, mention)


def _at_hospital(sentence: Sentence, mention: Mention) -> bool:
    at = before = left_of(sentence, mention)
    inside = sentence.is_a(before, "in")
    verb = mention.last if sentence.grammar.verb_last else before - 1
    if inside and sentence.is_a(verb, "treatment"):
        return True  # "12 behandles i X"
    if sentence.has("treatment") and _treated_behind(sentence, mention.last):
        return True
    if sentence.is_a(mention.last, "hospitals"):  # "a Raipur hospital"
        pass
    elif inside and sentence.ends(before - 1, "hospitals"):
        at = _before_words(sentence, before - 2)
    else:
        return False
    there = sentence.is_a(at, "in") or sentence.is_a(at, "to")
    return there and sentence.covering(at - 1, Kind.TRIGGER) is None


def _treated_behind(sentence: Sentence, at: int) -> bool:
    """Whether a hospital treats people there: "fled to X, where | a hospital treated 50"."""
    at += sentence.word(at) == ","
    if not (sentence.is_a(at, "clause_walls") or sentence.is_a(at, "relative")):
        return False
    last = at + _TREATED
    return sentence.has_a(at, last, "hospitals") and sentence.has_a(at, last, "treatment")


def _before_words(sentence: Sentence, at: int) -> int:
    """The token before the words that describe a noun: "at | the main military hospital"."""
    first = at
    while at > first - _ADJECTIVES and describes(sentence, at) and not _leads(sentence, at):
        at -= 1
    while sentence.is_a(at, "determiners") or sentence.is_a(at, "articles"):
        at -= 1
    return at


def live_there(sentence: Sentence, before: int) -> bool:
    """Whether it is told of those who live in a place: "Residents | of X have buried the dead"."""
    inside = sentence.is_a(before, "of") or sentence.is_a(before, "in")
    return inside and sentence.is_a(before - 1, "dwellers")


def speaks_there(draft: Draft, mention: Mention) -> bool:
    """Whether what opens a sentence is where somebody speaks: "I Pale hevder hæren at fem falt"."""
    sentence = draft.sentence
    if left_of(sentence, mention) != 0 or not sentence.is_a(0, "in"):
        return False
    if draft.kind in SPEECH:
        comma = sentence.word(mention.last) == ","
        return comma or sentence.starting(mention.last, Kind.REPORTING, Kind.ACT) is not None
    told = sentence.starting(mention.last, Kind.REPORTING)
    return told is not None and getattr(told.entry, "stance", None) == Stance.CLAIMS


def speaks_of_elsewhere(
    draft: Draft, mention: Mention, attributions: Sequence[Attribution]
) -> bool:
    """Whether a capital is only where somebody speaks: "I Bamako sier hæren at seks falt".

    So it is of those who do not live there: "ifølge en diplomat i Bamako".
    """
    sentence, before = draft.sentence, left_of(draft.sentence, mention)
    opens = before == 0 and sentence.is_a(0, "in")
    for speaker in attributions:
        if speaker.phrase is None or not speaker.covers(draft.anchor[0]):
            continue
        if opens and speaker.phrase.party and 0 <= speaker.zone[0] - mention.last <= _SPEAKER:
            return True
        if speaker.in_zone(mention.first) and not live_there(sentence, before):
            return True
    return False


def said_there(sentence: Sentence, before: int) -> bool:
    """Whether a place stands right behind a verb of saying, which was said there: "krevde mandag | i X"."""
    if not sentence.is_a(before, "in"):
        return False
    at = before - 1
    while (day := sentence.covering(at, Kind.TIME)) is not None:
        at = day.first - 1
    verb = sentence.covering(at, Kind.ACT)
    if verb is None or verb.last != at + 1 or verb.form not in _FINITE:
        return False
    return isinstance(verb.entry, Act) and verb.entry.frame == "verb"


def on_a_road_to(sentence: Sentence, before: int) -> bool:
    """Whether a road only leads to a place: "på motorveien | mot X", "on the highway | to X"."""
    toward = sentence.is_any(before, "to", "against", "toward")
    return toward and sentence.is_a(before - 1, "roads")


def tells_from(sentence: Sentence, mention: Mention) -> bool:
    """Whether a body that no pack knows tells something from its seat: "a parish | in X | counts 21 dead"."""
    before = left_of(sentence, mention)
    told = sentence.starting(mention.last, Kind.REPORTING)
    if before < 1 or told is None or told.form not in _FINITE or not sentence.is_a(before, "in"):
        return False
    if sentence.is_a(told.first, "aux_passive"):
        return False  # "the insurgency in X is estimated to have"
    return sentence.covering(before - 1, *_DO_OR_TELL) is None and describes(sentence, before - 1)


def opens_words(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place that opens a sentence is where somebody says something: "I Ankara sa ministeren at"."""
    if left_of(sentence, mention) or not sentence.is_a(0, "in"):
        return False
    return sentence.starting(mention.last, Kind.REPORTING) is not None
