"""Tells how people counted stand to each other and to the words around them: joined, apposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.ages import is_age_of_name
from vitne.claims.fellows import is_along
from vitne.claims.sentence import ADJECTIVES, DEFINITE, NOMINAL, SINGLE, is_adjective, what_of
from vitne.model import Kind
from vitne.model.entries import Form, Harm, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_AUXILIARIES = ("aux_perfect", "aux_passive", "been")
_VERBAL = frozenset({Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.PASSIVE})
_BESIDE = 2  # tokens: "to av de drepte", "to av de nå drepte"
_PHRASE = 6  # tokens of "from the small local garrison and"


def apposed(sentence: Sentence, count: Count) -> bool:
    """Whether "en …" only tells who somebody is: "Piloten, en newzealender, ble bortført"."""
    if not is_article(count) or sentence.word(count.first - 1) != ",":
        return False
    if count.entry is not None and count.entry.heads > 1:
        return False  # "Julius og Ethel, et ektepar som ble drept"
    if sentence.is_a(count.first - 2, "them"):
        return True  # "sier en av dem, en bonde"
    named = sentence.covering(count.first - 2, Kind.PEOPLE, Kind.HEAD, Kind.NAME, Kind.BACK)
    return named is not None and (named.kind is Kind.NAME or named.form in DEFINITE)


def inserted(sentence: Sentence, count: Count, free: list[Count], verb: int) -> bool:
    """Whether people only tell who those before a comma are: "Ein sjukepleiar, mor til | fire|, er sakna"."""
    if count.subset or count.of_whole or (count.people and count.number and not is_article(count)):
        return False
    opens = next((i for i in range(count.first - 1, -1, -1) if sentence.is_stop(i)), -1)
    closes = next((i for i in range(count.last, verb) if sentence.is_stop(i)), -1)
    if closes < 0 or {sentence.word(opens), sentence.word(closes)} != {","}:
        return False
    kinds = (Kind.HARM,) if sentence.is_a(opens + 1, "relative") else (Kind.CUE, Kind.HARM)
    if sentence.is_a(closes + 1, "and") or sentence.holds(opens, count.first, *kinds):
        return False
    told = any(c.last + c.unknown_noun == opens and (c.people or c.number) for c in free)
    return told and not any(closes < c.first < verb for c in free)


def stands_apart(sentence: Sentence, count: Count, later: Count, verb: int) -> bool:
    """Whether people before others are not harmed with them: neither joined to them nor their whole.

    "40 passagerer, hvoraf 12 blev dræbt" tells of twelve; "40 soldater, heraf to officerer, døde" of 40.
    """
    if not later.subset:
        return not joined(sentence, count, later)
    led = any(sentence.word(later.first - i) == "," for i in (2, 3))  # ", hvoraf", ", of whom"
    return led and not any(sentence.is_stop(i) for i in range(later.last, verb))


def governed(sentence: Sentence, count: Count) -> bool:
    """Whether a preposition stands before people: "hos en søster"."""
    return sentence.is_a(count.first - 1, "prepositions")


def heads_relative(sentence: Sentence, count: Count, at: int) -> bool:
    """Whether a relative clause tells of people up to a token: "fem menn som bar et alter, ble skutt"."""
    if count.number is None or count.people is None:
        return False
    if sentence.grammar.verb_last:  # "fünf Männer, die einen Altar trugen, wurden erschossen"
        relative = sentence.word(count.last) == "," and sentence.is_a(count.last + 1, "relative")
        return relative and sentence.word(sentence.clause(count.last + 1)[1]) == ","
    if not sentence.is_a(count.last, "relative"):
        return False
    return not any(sentence.word(i) in (",", ".", ";", ":") for i in range(count.last, at))


def subject_before_insertion(sentence: Sentence, count: Count, at: int) -> bool:
    """Whether only an insertion parts people from their verb: "17 mennesker, …, | er drept"."""
    if count.number is None or count.people is None or sentence.word(count.last) != ",":
        return False
    ends = at - 1
    while ends > count.last and sentence.is_any(ends, *_AUXILIARIES):
        ends -= 1
    closed = count.last < ends < at - 1 and sentence.word(ends) == ","
    return closed and not any(sentence.word(i) in (".", ";", ":") for i in range(count.last, ends))


def is_told_of(sentence: Sentence, count: Count, free: list[Count], at: int) -> bool:
    """Whether people stand in what is told of those harmed: "ni som vitnet for dommeren, døde"."""
    told = count.number is None and count.people is not None and count.people.form in DEFINITE
    heads = (c for c in free if c.last < count.first)
    return told and any(heads_relative(sentence, c, at) for c in heads)


def of_next(sentence: Sentence, harms: list[Mention], count: Count) -> bool:
    """Whether a bare number goes with the word behind it: "500 drept og 46 såret", "two of whom later died"."""
    bare = count.number is not None and count.people is None
    at = count.last
    while sentence.is_a(at, "earlier") or (at > count.last and sentence.is_a(at, "aux_perfect")):
        at += 1
    return bare and any(h.first == at for h in harms)


def of_share(sentence: Sentence, count: Count) -> bool:
    """Whether only a share of people is told: "to millioner, en tidel av innbyggerne, …"."""
    at = count.first
    owner = sentence.covering(at - 1, Kind.PLACE, Kind.NAME)
    if owner is not None and owner.genitive:
        at = owner.first  # "10 % av | Lomboks | innbyggere"
    share = what_of(sentence.covering(at - 2, Kind.UNIT)) == "share"
    return share and sentence.is_a(at - 1, "of")


def is_determiner(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a number that is no article gives no figure, as one word alone: "begge", "flere"."""
    return last - first == 1 and sentence.is_a(first, "determiners")


def joined(sentence: Sentence, count: Count, later: Count) -> bool:
    """Whether two counts stand side by side: "tolv soldater og tre sivile"."""
    start = _behind_name(sentence, count)
    between = sentence.low[start : later.first]
    if len(between) == 1:
        return between[0] == "," or between[0] in sentence.grammar["and"]
    if between and is_along(sentence, start, later.first):
        return True
    if between and between[0] in sentence.grammar["and"]:
        at = later.first - len(between) + 1
        whose = len(between) <= _PHRASE
        whose = whose and sentence.is_any(at, "possessives", "determiners")
        if whose and all(_describes(sentence, i) for i in range(at + 1, later.first)):
            return True  # "elleve politifolk og deres sivile sjåfør"
        if _in_row(sentence, at, later.first):
            return True  # "journalists and | a television | crew"
    within = 1 < len(between) <= _PHRASE and not any(
        sentence.is_stop(i) for i in range(count.last, later.first)
    )  # "to barn på avdelingen og kvinnen der"
    return (
        within
        and sentence.is_a(count.last, "prepositions")
        and between[-1] in sentence.grammar["and"]
    )


def _in_row(sentence: Sentence, at: int, noun: int) -> bool:
    """Whether only words that tell of it stand between an article, or "his", and a noun."""
    whose = sentence.is_any(at, "articles", "possessives")
    if not sentence.grammar.noun_rows or not whose or noun - at > _PHRASE:
        return False
    row = range(at + 1, noun)
    return all(sentence.word(i).isalpha() and not sentence.is_a(i, "function") for i in row)


def _behind_name(sentence: Sentence, count: Count) -> int:
    """Where the words for people end, with the name of the one: "the mayor, Juan Perez, | and six"."""
    if count.people is None or count.people.form not in SINGLE:
        return count.last
    age = sentence.starting(count.last + 1, Kind.NUMBER)
    if age is not None and is_age_of_name(sentence, age):
        return age.last + 1  # "a boy, 9, | and his mother"
    name = sentence.starting(count.last + 1, Kind.NAME)
    if name is None or sentence.word(count.last) != ",":
        return count.last
    closed = sentence.word(name.last) == "," and sentence.is_a(name.last + 1, "and")
    return name.last + closed


def _describes(sentence: Sentence, at: int) -> bool:
    """Whether a word only says of what kind people are: "unge", "sivile"."""
    people = sentence.starting(at, Kind.PEOPLE)
    return is_adjective(sentence, at) or (people is not None and people.form in ADJECTIVES)


def one_number(sentence: Sentence, count: Count, later: Count) -> bool:
    """Whether two words share one number: "138 soldater og politifolk"; not "ni og sjåføren"."""
    people = later.people
    several = people is None or people.form not in SINGLE
    bare = later.number is None and count.number is not None
    return bare and several and joined(sentence, count, later)


def is_wall(sentence: Sentence, at: int) -> bool:
    """Whether a token begins a clause about something else: "omkom i Kabul, som har …"."""
    ends = sentence.word(at) in (".", ";") and not sentence.covering(at, Kind.TIME)
    if sentence.is_wall(at) or ends:
        return True
    behind = at + 1 + (sentence.grammar.verb_last and sentence.is_a(at + 1, "prepositions"))
    return sentence.word(at) == "," and sentence.is_a(behind, "relative")


def names_known(sentence: Sentence, harm: Mention) -> bool:
    """Whether a harm only says which people: "the judge identified the | dead | men"."""
    at = harm.first - 1
    known = sentence.is_a(at, "determiners") or sentence.is_a(at, "definite_articles")
    return known and sentence.starting(harm.last, Kind.PEOPLE) is not None


def is_none(count: Count) -> bool:
    """Whether the number is none: "no power"."""
    number = count.value
    return number is not None and number.none


def nobody(count: Count) -> bool:
    """Whether "ingen" stands alone: "heter det bare at ingen er falt"."""
    return is_none(count) and not count.unknown_noun


def is_doer(sentence: Sentence, count: Count) -> bool:
    """Whether people did something: "by state troopers", "skutt av soldater"."""
    by = count.first - 1
    if not sentence.is_a(by, "done_by"):
        return False
    return not sentence.is_a(by, "of") or _suffered_at(sentence, by - 1)


def _suffered_at(sentence: Sentence, at: int) -> bool:
    """Whether a passive verb ends at a token: "skutt", "hittades"; not "to av de drepte av soldatene"."""
    verb = sentence.covering(at, Kind.REPORTING, Kind.TRIGGER)
    if verb is not None and verb.form is Form.PASSIVE and verb.last == at + 1:
        return True
    if sentence.is_a(at - 1, "aux_passive_only") and not sentence.covering(at, Kind.NUMBER):
        return True  # "ble funnet | av en gjeter"
    harm = sentence.covering(at, Kind.HARM)
    if harm is None or harm.form not in _VERBAL or harm.last != at + 1:
        return False  # "tok livet av"
    if any(sentence.is_a(i, "aux_passive_only") for i in (harm.first - 1, harm.first - 2)):
        return True
    noun = sentence.ends(at, "noun_endings") or sentence.is_a(harm.first - 1, "definite_articles")
    return not noun


def is_subject(sentence: Sentence, count: Count) -> bool:
    """Whether people have a verb of harm of their own behind them: "seks soldater ble drept"."""
    at = count.last
    while sentence.is_a(at, "aux_passive") or sentence.is_a(at, "aux_perfect"):
        at += 1
    verb = sentence.starting(at, Kind.HARM)
    return verb is not None and (at > count.last or verb.form is Form.PASSIVE)


def follows(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether people behind a verb are its late subject: "drept ble også tre sivile".

    Not who did it, nor whom it was done for: "han ble drept av en snikskytter", "dies to save two".
    """
    return not (
        (harm.form in _VERBAL and sentence.is_a(count.first - 1, "done_by"))
        or sentence.has_a(harm.last, count.first, "infinitive")
        or any(sentence.is_stop(i) for i in range(harm.last, count.first))
    )


def is_article(count: Count) -> bool:
    """Whether the number is an article: "en lærer"."""
    number = count.value
    return number is not None and number.article


def owns(sentence: Sentence, count: Count, free: list[Count]) -> bool:
    """Whether people only say whose those counted are: "100 medlemmer av sikkerhetsstyrkene"."""
    at = count.first - 1
    if count.number is not None or not sentence.is_a(at, "of"):
        return False
    return any(c.number is not None and c.last == at for c in free)


def quoted(sentence: Sentence, count: Count) -> bool:
    """Whether people are told in somebody's own word: "27 «okkupanter» falt"."""
    at = count.number.last if count.number else -1
    return count.unknown_noun and sentence.is_a(at, "quotes")


def stands_for_people(sentence: Sentence, harm: Mention) -> bool:
    """Whether a word of harm means those harmed: "folk bar de skadde bort", "familien til offeret"."""
    at = harm.first
    before = at - 1
    age = sentence.covering(before, Kind.PEOPLE) if harm.form in NOMINAL else None
    if age is not None and age.last == at:
        before = age.first - 1  # "det | 19-årige | offer"
    owner = sentence.covering(before - 1, Kind.PEOPLE)  # "faren hennes døde"
    owned = sentence.is_a(before, "possessives") and owner is None
    noun = owned or sentence.is_a(before, "determiners")
    noun = noun and not sentence.is_a(before, "articles")
    ending = sentence.ends(at, "noun_endings")
    if not sentence.grammar["noun_endings"]:  # "the dead", not "the wounded soldiers"
        ending = sentence.starting(harm.last, Kind.PEOPLE) is None
    victims = isinstance(harm.entry, Harm) and harm.entry.measure is Measure.CASUALTIES
    whose = harm.form is Form.SINGULAR_DEFINITE or (victims and harm.form in NOMINAL)
    whose = whose and sentence.is_a(before, "prepositions")  # "gave food to victims"
    return (noun and (ending or before < at - 1)) or whose or harm.form is Form.PLURAL_DEFINITE


def is_part(harm: Mention, count: Count) -> bool:
    """Whether a count is a part of the harmed themselves: "seks av de drepte var barn"."""
    at = count.number.last if count.number else harm.first
    return count.of_whole and 0 < harm.first - at <= _BESIDE
