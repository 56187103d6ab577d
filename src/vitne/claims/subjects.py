"""Finds who stands as the subject of a verb: before it, after it, or over an insertion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.naming import ACTING, Phrase, owner_phrase
from vitne.claims.parties import is_actor, left_of
from vitne.claims.sentence import DEFINITE, NOMINAL, frame_of
from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_ADJECTIVES = 3  # between an article and its noun
_APPOSED = 5  # tokens from the comma behind a name to his office: "54 år gammel lege"
_LONGEST = 6  # tokens of a noun phrase that no pack knows
_OFFICES = (Kind.HEAD, Kind.ACTOR, Kind.PLACE)  # "presidenten", "presidenten i Sudan"
_BARE = frozenset({Form.SINGULAR, Form.BASE})
_NOUNS = NOMINAL | {Form.PARTICIPLE, Form.INFINITIVE}
_TOLD = (Kind.REPORTING, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)
NOBODY = Mention(Kind.NAME, 0, 0, 0, 0)


def told_last(at: int, context: Context) -> Phrase | None:
    """Whom a pronoun at a token means: the body that spoke or acted last."""
    if context.last is None:
        return None
    name, role, party = context.last
    return Phrase(at, at + 1, name, role, NOBODY, (), party)


def armed_last(at: int, context: Context) -> Phrase | None:
    """Whom a pronoun at a token means where nobody has spoken: the armed group that acted last."""
    if context.group is None:
        return None
    name, party = context.group
    return Phrase(at, at + 1, name, "group", NOBODY, (), party)


def owned_after(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """A body told by its owner: "opplyser biskopens kontor", "i hærens siste oversikt"."""
    last = next((i for i in range(at, len(sentence)) if sentence.is_stop(i)), len(sentence))
    owners = sentence.within(at, last, Kind.ACTOR, Kind.HEAD, Kind.NATION, Kind.BACK, Kind.PLACE)
    owner = next((m for m in owners if m.genitive), None)
    if owner is None:
        return None
    end = min(last, owner.last + _LONGEST)
    return owner_phrase(sentence, owner, end, context)


def actor_before(sentence: Sentence, at: int, first: int) -> Mention | None:
    """The subject before a verb: the first actor of its clause that is no part of another phrase."""
    for mention in sentence.within(first, at, *ACTING):
        article = mention.kind is Kind.BACK and is_article(sentence, mention.first)
        if is_actor(mention) and not (article or is_governed(sentence, mention)):
            return mention
    return None


def of_gathering(sentence: Sentence, at: int, first: int) -> Mention | None:
    """Of whom a gathering consists that is the subject: "A coalition of rebels said", "a group of doctors"."""
    for mention in sentence.within(first, at, *ACTING):
        before = left_of(sentence, mention) - 1
        noun = before - 1
        if not (is_actor(mention) and sentence.is_a(before, "of")):
            continue
        if not sentence.is_a(noun, "gatherings"):
            continue
        while sentence.is_a(noun - 1, "determiners") or _is_adjective(sentence, noun - 1):
            noun -= 1
        if noun <= first or sentence.is_stop(noun - 1) or sentence.is_a(noun - 1, "that"):
            return mention
    return None


def is_article(sentence: Sentence, at: int) -> bool:
    """Whether "de" is only the article of a noun: "De russiskinnsatte myndighetene sier"."""
    if not sentence.is_a(at, "determiners"):
        return False
    for noun_at in range(at + 1, at + 1 + _ADJECTIVES):
        noun = sentence.starting(noun_at, Kind.HEAD, Kind.PEOPLE, Kind.ACTOR)
        if noun is not None:
            told = noun.form is Form.PLURAL and noun_at > at + 1  # "de lokale myndigheder"
            return noun.form in DEFINITE or noun.form is Form.BASE or told
        verb = sentence.starting(noun_at, Kind.REPORTING, Kind.TRIGGER, Kind.ACT, Kind.HARM)
        if verb is not None or sentence.is_stop(noun_at) or sentence.is_a(noun_at, "function"):
            return False
    return False


def is_governed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition stands before the phrase: "i Kyiv", "i leiren Um Rakuba", "mot hæren"."""
    at = left_of(sentence, mention) - 1
    while mention.kind is Kind.PLACE and sentence.is_place_noun(at):
        at -= 1
    return at >= 0 and (sentence.is_a(at, "prepositions") or sentence.is_a(at, "near"))


def insertion_before(sentence: Sentence, at: int, last: int) -> int | None:
    """The comma that opens an insertion closed just before a verb: "Déby, som …, truer med".

    None where the verb is followed by its subject: "…, der 27 mistet livet, opplyser politiet".
    """
    if sentence.word(at - 1) != ",":
        return None
    opened = comma_before(sentence, at - 1)
    if opened and _tells_age(sentence, opened, at - 1):
        return opened
    if opened and _names_the_office(sentence, opened, at - 1):
        return opened
    second = sentence.grammar.verb_second
    if second and _followed_by_subject(sentence, last):
        return None
    if second and _followed_by_subject(sentence, at + 1) and not actor_before(sentence, opened, 0):
        return None  # "Efter angrebet, der dræbte ti, truer M23 med at": it may part the words
    if second and (named := _named_with_office(sentence, at - 1)):
        return named
    if not opened:
        return _opens_relative(sentence, at - 1)
    inserted = sentence.is_a(opened + 1, "relative") or sentence.is_a(opened + 1, "determiners")
    inserted = inserted or (not second and _apposed(sentence, opened + 1, at - 1))
    inserted = inserted or (not second and _tells_how(sentence, opened))
    return opened if inserted else None


def _opens_relative(sentence: Sentence, closed: int) -> int | None:
    """Where a relative clause begins behind the first noun: "En milits | som støtter hæren, anslår"."""
    at, _ = sentence.clause(closed - 1)
    if not sentence.is_a(at, "relative"):
        return None
    subject = next((m for m in sentence.within(0, at, *ACTING) if m.last == at), None)
    if subject is None or subject.kind is Kind.BACK or not is_actor(subject):
        return None  # "De som stemmer, trues med døden"
    return at if left_of(sentence, subject) == 0 else None


def _tells_age(sentence: Sentence, opened: int, closed: int) -> bool:
    """Whether two commas behind a name hold only an age: "Fatima Ali, 34, said"."""
    number = sentence.starting(opened + 1, Kind.NUMBER)
    named = any(m.last == opened for m in sentence.of(Kind.NAME))
    return named and number is not None and closed - number.last <= 1


def _named_with_office(sentence: Sentence, closed: int) -> int:
    """The comma behind a name that opens who that is: "Ali Saad, ordfører i byen, nord i Mali, sa".

    0 where nobody is named so.
    """
    for name in sentence.of(Kind.NAME):
        opened = name.last
        if sentence.word(opened) != "," or not opened < closed or is_governed(sentence, name):
            continue
        whole = name.first == 0 or sentence.is_stop(name.first - 1) or left_of(sentence, name) == 0
        who = next(sentence.within(opened + 1, opened + _APPOSED, Kind.HEAD), None)
        if whole and who is not None and who.form in _BARE and who.last <= closed:
            return opened
    return 0


def is_apposed(sentence: Sentence, at: int, closed: int) -> bool:
    """Whether the comma at a token opens who somebody is, told till just before another comma."""
    return _names_the_office(sentence, at, closed) or _named_with_office(sentence, closed) == at


def _names_the_office(sentence: Sentence, opened: int, closed: int) -> bool:
    """Whether two commas hold only who is in the office before: "præsidenten, Vlad Iva, siger"."""
    office = next((m for m in sentence.of(*_OFFICES) if m.last == opened), None)
    named = sentence.starting(opened + 1, Kind.NAME)
    return office is not None and named is not None and named.last == closed


def _apposed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands between two commas only names who is told of: "the mayor, Ali Saad, said"."""
    named = sentence.starting(first, Kind.NAME, Kind.ACTOR, Kind.HEAD)
    return named is not None and (named.last == last or named.kind is Kind.HEAD)


def _tells_how(sentence: Sentence, opened: int) -> bool:
    """Whether a comma opens where or how its subject speaks: "The M23, in a message on X, said"."""
    at = opened + 1
    citing = frame_of(sentence.starting(at, Kind.REPORTING)) == "preposition"
    if not (citing or sentence.is_a(at, "prepositions") or sentence.is_a(at, "interviewing")):
        return False
    first, _ = sentence.clause(opened - 1)
    subject = actor_before(sentence, opened, first)
    if sentence.holds(first, opened, *_TOLD):
        return False
    if subject is None:
        return unknown_before(sentence, opened) is not None
    return left_of(sentence, subject) == first


def comma_before(sentence: Sentence, at: int) -> int:
    """The nearest comma before a token; 0 for none."""
    return next((i for i in range(at - 1, 0, -1) if sentence.word(i) == ","), 0)


def _followed_by_subject(sentence: Sentence, at: int) -> bool:
    while (
        sentence.is_a(at, "determiners")
        or _is_adjective(sentence, at)
        or ((owner := sentence.starting(at, *ACTING)) is not None and owner.genitive)
    ):
        at += 1
    mention = sentence.starting(at, *ACTING)
    return mention is not None and is_actor(mention)


def _is_adjective(sentence: Sentence, at: int) -> bool:
    nation = sentence.starting(at, Kind.NATION)
    if nation is not None:
        return not is_actor(nation)
    plain = sentence.starting(at, *ACTING) is None and not sentence.is_a(at, "function")
    return plain and sentence.ends(at, "adjective_endings")


def actor_after(sentence: Sentence, at: int, last: int) -> Mention | None:
    """The subject after a verb, in inverted order: "opplyser politiet"."""
    for mention in sentence.within(at, last, *ACTING):
        article = mention.kind is Kind.BACK and is_article(sentence, mention.first)
        if is_actor(mention) and not article:
            return mention
    return None


def unknown_before(sentence: Sentence, at: int) -> Phrase | None:
    """A subject that no pack knows, at the beginning of its clause: "Partisjefen i Urumqi truer"."""
    first, _ = sentence.clause(at - 1)
    while first < at and (sentence.is_stop(first) or sentence.covering(first, Kind.TIME)):
        first += 1
    verbs = (i for i in range(first, at) if sentence.starting(i, Kind.REPORTING, Kind.TIME))
    at = next(verbs, at)  # "Separatistledelsen sa seg mandag rede til"
    while at > first and sentence.is_a(at - 1, "aux_perfect"):
        at -= 1  # "Sosialkontoret har" registrert
    if not 0 < at - first <= _LONGEST or sentence.is_a(first, "function"):
        return None
    if at - first == 1 and sentence.is_a(first, "determiners"):
        return None  # "En | rapport"
    if sentence.holds(first, at, Kind.HARM):
        return None  # "Egne tap sier den ingenting om"
    text = sentence.quote(first, at).text
    return Phrase(first, at, text, "named", NOBODY) if text[0].isupper() else None


def unknown_after(sentence: Sentence, at: int) -> Phrase | None:
    """A noun phrase that no pack knows, named by its own words: "byrådet", "komiteens oversikt"."""
    first = at
    while sentence.is_a(first, "prepositions") or sentence.is_a(first, "determiners"):
        first += 1
    last = first
    paper = sentence.starting(first, Kind.REPORTING)  # "ifølge rapporten"
    if paper is not None and paper.form in NOMINAL:
        if sentence.is_a(paper.last, "from"):  # "i en pressemelding fra vestkommandoen"
            return unknown_after(sentence, paper.last + 1)
        last = paper.last
    capitals = sentence.grammar.noun_capitals
    if capitals and sentence.is_a(at, "articles") and sentence.is_a(at + 2, "of_them"):
        return Phrase(at, at + 3, sentence.quote(at, at + 3).text, "named", NOBODY)
    if capitals and paper is None:
        last = _nouns_end(sentence, first)
    while (
        not capitals and last < min(first + _LONGEST, len(sentence)) and not _ends(sentence, last)
    ):
        last += 1
    number = sentence.starting(first, Kind.NUMBER)
    if last == first or (number is not None and number.last >= last):
        return None  # "mens sykehuset snakker om | 27"
    name = sentence.quote(first, last).text
    split = capitals or not sentence.grammar.verb_second
    if split and sentence.is_a(first - 1, "determiners"):
        first -= 1
    return Phrase(first, last, name, "named", NOBODY)


def _nouns_end(sentence: Sentence, first: int) -> int:
    """Where a phrase ends whose nouns have capitals: "das | Büro des Erzbischofs in Bamako | mit"."""
    at = last = first
    tokens = sentence.passage.tokens
    while at < min(first + _LONGEST + 1, len(sentence)) and not sentence.is_stop(at):
        if sentence.starting(at, Kind.TIME, Kind.REPORTING, Kind.CUE) is not None:
            break
        place = sentence.starting(at + 1, Kind.PLACE)
        if tokens[at].text != sentence.word(at):
            at = last = at + 1
        elif place is not None and last > first and sentence.is_a(at, "in"):
            at = last = place.last
        elif _is_adjective(sentence, at) or (
            last > first and sentence.is_a(at, "genitive_articles")
        ):
            at += 1
        else:
            break
    return last


def opens_act(sentence: Sentence, at: int) -> bool:
    """Whether a verb of an act begins here, behind who is heard: "Ifølge kommissionen åbnede X ild"."""
    act = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
    return sentence.grammar.verb_second and act is not None and act.form not in _NOUNS


def _ends(sentence: Sentence, at: int) -> bool:
    if opens_act(sentence, at):
        return True
    if sentence.is_stop(at) or sentence.is_a(at, "that") or sentence.is_a(at, "function"):
        return True
    return sentence.starting(at, Kind.TIME, Kind.REPORTING, Kind.CUE) is not None
