"""Finds who acts: the subject of a verb, before it or behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import (
    actors,
    all_fronted,
    fronted,
    in_phrase,
    is_town,
    leads,
    opens_behind,
)
from vitne.claims.joined import hangs, leading_verb
from vitne.claims.machines import is_machine, opens_phrase
from vitne.claims.naming import back_of
from vitne.claims.parties import is_actor, left_of
from vitne.claims.sentence import NOMINAL, frame_of, what_of
from vitne.claims.subjects import of_gathering
from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_CARRIED = 16  # tokens from "the murder of" to "by rebels"
_BEHIND_REACH = 5  # tokens from a verb to the end of its subject: "forlot de siste soldatene byen"
_AUX_REACH = 4  # tokens from a pronoun to its verb: "den har torsdag kveld inntatt"
_VERB_REACH = 9  # tokens from a verb to the noun of its act: "gikk den etiopiske hæren til angrep"
FIGHTING = frozenset({"force", "group"})  # roles of heads who act themselves
_SUBJECTS = (Kind.PEOPLE, Kind.HEAD, Kind.ACTOR, Kind.NAME, Kind.UNIT)
_TOLD = (Form.PAST, Form.PAST_OR_PARTICIPLE)
_VERBS = (Kind.TRIGGER, Kind.HARM, Kind.REPORTING, Kind.ACT)


def acting_subject(sentence: Sentence, verb: tuple[int, int]) -> Mention | None:
    """The armed party or nation that is the subject of a verb that tells an act."""
    first, last = sentence.clause(verb[0])
    if _is_held_within(sentence, first, verb[0]):
        return None
    if (told := _of_gerund(sentence, first, verb[0])) is not None:
        return told
    if _after_opening_clause(sentence, verb[0]):
        return _behind(sentence, verb[0] + 1, last)
    if (lead := leading_verb(sentence, verb[0])) is not None:
        shared = acting_subject(sentence, (lead.first, lead.last))
        if shared is not None or sentence.clause_of(lead.first) == sentence.clause_of(verb[0]):
            return shared
    if rows := _over_verb(sentence, first, verb[0]) or _before(sentence, first, verb[0]):
        return _nearest_of_gerund(sentence, rows, verb[0]) or rows[0]
    if other := _before_quoted(sentence, verb[0]) or of_gathering(sentence, verb[0], first):
        return other
    if (head := _relative_head(sentence, first)) is not None:
        return head
    if not sentence.grammar.verb_second:
        return _who_boasts(sentence, first) or _over_insertion(sentence, first)
    return _of_second(sentence, first, last, verb)


def _over_verb(sentence: Sentence, first: int, verb: int) -> list[Mention]:
    """Who acts on over a verb behind a comma: "Menn stanset bussen, beordret folk ut og | åpnet ild"."""
    if sentence.word(first) != "," or not sentence.is_a(verb - 1, "and"):
        return []
    opened = sentence.starting(first + 1, *_VERBS)
    start, _ = sentence.clause(first - 1)
    if opened is None or opened.form not in _TOLD or hangs(sentence, start):
        return []
    return _before(sentence, start, first)


def _relative_head(sentence: Sentence, first: int) -> Mention | None:
    """Who a relative clause tells of: "rebels | who attacked the camp"."""
    if first == 0 or not sentence.is_a(first, "relative"):
        return None
    rows = actors(sentence, 0, first)
    earlier = [m for m in rows if _is_told_of(sentence, m, first)]
    return _who_is_there(sentence, rows, earlier[-1]) if earlier else None


def _of_second(sentence: Sentence, first: int, last: int, verb: tuple[int, int]) -> Mention | None:
    """The subject of a verb in the second place: closed off before it, among its words, or behind.

    "ELN, | angrep byen"; "Soldater, som kom fra nord, | stormet byen"; "fredag bombet | fly byen".
    """
    if sentence.word(first) == "," and verb[0] - first <= _AUX_REACH:
        if (called := _called(sentence, first)) is not None:
            return called
        if end := sentence.over_relative(first):
            return next((m for m in actors(sentence, 0, end) if m.last == end), None)
    inner = actors(sentence, *verb)
    opens = opens_behind(sentence, first, verb[0])
    opens = opens or (sentence.grammar.verb_last and all_fronted(sentence, first, verb[0]))
    if inner and verb[1] - verb[0] > 1 and opens:
        return inner[0]
    if stands_alone(sentence, verb[1]):
        return None  # "tirsdag drepte | den | ni sivile"
    behind = None if is_machine(sentence, verb[0]) else _behind(sentence, verb[1], last)
    return behind if behind is not None and fronted(sentence, verb, behind) else None


def _who_is_there(sentence: Sentence, rows: list[Mention], last: Mention) -> Mention:
    """Who is told of by where he is: "soldaterne i Kinshasa, som"; else the last before "som"."""
    at = sentence.before_place_noun(last.first - 1)
    if last.kind is not Kind.PLACE or not sentence.is_a(at, "locatives"):
        return last
    return next((m for m in rows if m.last == at and m.kind is not Kind.PLACE), last)


def _before_quoted(sentence: Sentence, verb: int) -> Mention | None:
    """Who stands right before a verb that is quoted alone: "Ukraine 'shot down' a Russian jet"."""
    if not sentence.is_a(verb - 1, "quotes"):
        return None
    opened = sum(sentence.is_a(i, "quotes") for i in range(verb))
    if opened % 2 == 0:
        return None
    return next((m for m in actors(sentence, 0, verb - 1) if m.last == verb - 1), None)


def _is_told_of(sentence: Sentence, mention: Mention, relative: int) -> bool:
    """Whether a relative clause tells of who stands before it: "hæren, som", "hæren selv, som"."""
    at = mention.last + sentence.is_a(mention.last, "own")
    return relative - at <= 1


def _is_held_within(sentence: Sentence, first: int, verb: int) -> bool:
    """Whether the words of an act hold their own subject, or a speaker himself is it.

    "Since fighting broke out"; "Wir haben das Krankenhaus nicht angegriffen".
    """
    if sentence.grammar.verb_last and sentence.has_a(first, verb, "first_person"):
        return True
    opened = sentence.is_a(verb - 1, "subordinators") and not sentence.is_a(verb - 1, "relative")
    return opened and not sentence.grammar.verb_second


def _after_opening_clause(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is the first part of the sentence, so that the subject follows the verb.

    "Da de kom, | bombet hæren byen"; "Ifølge en kvinne som hadde gjemt seg, | satte soldatene fyr på X".
    """
    if not sentence.grammar.verb_second or sentence.word(verb - 1) != ",":
        return False
    start = 1 if sentence.is_a(0, "dashes") or sentence.is_a(0, "quotes") else 0
    if sentence.is_a(start, "if_words") or sentence.is_a(start, "if_initial"):
        return False  # "Hvis hæren angriper, dreper opprørerne gislene"
    second = sentence.is_a(start + 1, "subordinators") and not sentence.is_a(start + 1, "relative")
    opened = sentence.is_a(start, "subordinators") or second  # "Selv om", "Etter at"
    if not opened and frame_of(sentence.starting(start, Kind.REPORTING)) != "preposition":
        return False
    return not any(
        sentence.word(at) == "," and sentence.starting(at + 1, *_VERBS) is not None
        for at in range(start, verb - 1)
    )


def _behind(sentence: Sentence, at: int, last: int) -> Mention | None:
    """Who may be the subject right behind a verb, and no town."""
    rows = actors(sentence, at, min(at + _BEHIND_REACH, last))
    rows = [m for m in rows if not in_phrase(sentence, m) and not leads(sentence, m, rows)]
    return next((m for m in rows if not is_town(m)), None)


def _called(sentence: Sentence, closed: int) -> Mention | None:
    """The body that two commas before a verb name once more: "Befrielseshæren, ELN, angrep byen"."""
    named = next((m for m in sentence.of(Kind.ACTOR) if m.last == closed), None)
    if named is None or sentence.word(closed) != "," or sentence.word(named.first - 1) != ",":
        return None
    opens, _ = sentence.clause(named.first - 2)
    return named if is_actor(named) and opens == 0 and named.first > 1 else None


def _before(sentence: Sentence, first: int, verb: int) -> list[Mention]:
    """Who may act of those before a verb; a town beside a closing one is struck."""
    said = [m.last for m in sentence.within(first, verb, Kind.REPORTING) if _opens_words(m)]
    told = sentence.within(said[-1], verb, *_SUBJECTS) if said else ()
    if any(not (in_phrase(sentence, m) or _in_own_phrase(sentence, m)) for m in told):
        first = said[-1]  # "Hæren sier | tre menn angrep"; not "Hæren sier | den angrep"
    if said and is_person(sentence, verb - 1):
        first = said[-1]  # "Hæren sier | han kastet en bombe"
    asked = [i for i in range(first, verb) if sentence.is_a(i, "if_initial")]
    if asked and actors(sentence, asked[-1], verb):
        first = asked[-1]  # "Prosecutors are investigating whether | soldiers abducted"
    rows = [m for m in actors(sentence, first, verb) if not in_phrase(sentence, m)]
    rows = [m for m in rows if m.kind is not Kind.BACK or not leads(sentence, m, rows)]
    rows = [m for m in rows if not (is_town(m) and _is_shaken(sentence, m, first))]
    if sentence.grammar.verb_last:  # "als Drohnen Odessa trafen"
        rows = [m for m in rows if not (is_town(m) and m.last == verb)]
    return rows


def _is_shaken(sentence: Sentence, town: Mention, first: int) -> bool:
    """Whether a clause opens with what struck a town: "To bomber rystet | X og drepte 19"."""
    thing = next(iter(sentence.within(first, town.first, Kind.UNIT)), None)
    if thing is None or what_of(thing) != "weapons" or thing.form not in NOMINAL:
        return False
    counted = sentence.covering(thing.first - 1, Kind.NUMBER)
    return thing.first == first or (counted is not None and counted.first == first)


def _opens_words(mention: Mention) -> bool:
    """Whether a finite verb tells that what follows is said: "sier"; not "ifølge", "kunngjort"."""
    return frame_of(mention) == "verb" and mention.form in (Form.PRESENT, Form.PAST)


def _in_own_phrase(sentence: Sentence, mention: Mention) -> bool:
    """Whether a noun stands in a phrase of somebody's own: "sier på sin | side"."""
    owned = sentence.is_a(mention.first - 1, "possessives")
    return owned and sentence.is_a(mention.first - 2, "prepositions")


def _of_gerund(sentence: Sentence, first: int, verb: int) -> Mention | None:
    """Whose act a participle behind a comma tells: "Gunmen stormed the village, killing nine"."""
    word = sentence.starting(verb, Kind.TRIGGER, Kind.HARM)
    if word is None or word.form is not Form.GERUND or sentence.word(first) != ",":
        return None
    before, _ = sentence.clause(first - 1)
    rows = [m for m in actors(sentence, before, first) if not in_phrase(sentence, m)]
    return rows[0] if rows else None


def _nearest_of_gerund(sentence: Sentence, rows: list[Mention], verb: int) -> Mention | None:
    """Who does what is only seen: "they saw soldiers fleeing the base"."""
    word = sentence.starting(verb, Kind.TRIGGER, Kind.HARM)
    if word is None or word.form is not Form.GERUND:
        return None
    return next((m for m in rows if m.last == verb), None)


def _who_boasts(sentence: Sentence, first: int) -> Mention | None:
    """Who tells what he has done himself: "The rebels boast of having killed 60 soldiers"."""
    if not sentence.is_a(first, "aux_perfect"):
        return None
    told = [m for m in sentence.within(0, first, Kind.REPORTING) if m.last >= first - 1]
    return acting_subject(sentence, (told[-1].first, told[-1].last)) if told else None


def _over_insertion(sentence: Sentence, first: int) -> Mention | None:
    """The subject before an insertion: "Ankara, which has troops there, launched an offensive".

    A name inserted goes before the noun it names: "Another group, Abu Sayyaf, seized 21 people".
    """
    if sentence.word(first) != ",":
        return None
    opened = next((i for i in range(first - 1, 0, -1) if sentence.word(i) == ","), 0)
    if not opened:
        return None
    subject = next((m for m in actors(sentence, 0, opened) if m.last == opened), None)
    if sentence.is_a(opened + 1, "relative") or subject is None:
        return subject
    start = left_of(sentence, subject)
    begins, _ = sentence.clause(subject.first)
    if start - begins > (sentence.word(begins) == ","):
        return None  # no subject: "Police arrested the rebels, took their arms, shot two"
    inserted = actors(sentence, opened + 1, first)
    named = [m for m in inserted if m.kind is Kind.ACTOR and m.last == first]
    return named[0] if named and subject.kind is not Kind.ACTOR else subject


def stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether "den" behind a verb is its subject, and no article: not "svarte | den | etiopiske hæren"."""
    after = at + 1
    if not (sentence.grammar.verb_second and sentence.is_a(at, "it")):
        return False
    ends = sentence.is_stop(after) or sentence.covering(after, Kind.NUMBER, Kind.TIME) is not None
    return ends or any(sentence.is_a(after, c) for c in ("prepositions", "determiners"))


def is_person(sentence: Sentence, at: int) -> bool:
    """Whether a pronoun is a human being, and no body: "han"; not nn "ho" of "gruppa"."""
    person = back_of(sentence.starting(at, Kind.BACK)) == "person"
    return person and not sentence.is_a(at, "gendered")


def carried_out_by(sentence: Sentence, mention: Mention) -> int | None:
    """Where who did what a noun names is told: "The murder of X was committed on Monday by | rebels"."""
    if not sentence.has("carried_out"):
        return None
    end = min(mention.last + _CARRIED, len(sentence))
    stop = next((i for i in range(mention.last, end) if sentence.is_stop(i)), end)
    verb = next((i for i in range(mention.last, stop) if sentence.is_a(i, "carried_out")), None)
    if verb is None or sentence.holds(mention.last, verb, Kind.TRIGGER, Kind.ACT):
        return None
    before = sentence.grammar.verb_last  # "wurde von den Rebellen verübt"
    span = range(mention.last, verb) if before else range(verb + 1, stop)
    return next((i + 1 for i in span if sentence.is_a(i, "done_by")), None)


def launched_by(sentence: Sentence, noun: Mention) -> int | None:
    """Where the verb stands that makes an act of a noun: "innledet" before "offensiven"."""
    first, last = sentence.clause(noun.first)
    if sentence.grammar.verb_last:  # "hat eine Blockade verhängt"
        for at in range(noun.last, last):
            if sentence.is_a(at, "launching") and not sentence.has_a(
                first, last, "aux_passive_only"
            ):
                return at
    for at in range(noun.first - 1, max(first, noun.first - _VERB_REACH) - 1, -1):
        if sentence.is_a(at, "launching"):
            passive = any(sentence.is_a(i, "aux_passive_only") for i in (at - 1, at - 2))
            return None if passive else at
        if sentence.covering(at, Kind.TRIGGER, Kind.HARM, Kind.REPORTING):
            return None
    return None


def is_behind(sentence: Sentence, verb: Mention, at: int) -> bool:
    """Whether a phrase follows its verb as the subject: "fredag bombet tsjadiske fly byen"."""
    first, _ = sentence.clause(verb.first)
    between = range(verb.last, opens_phrase(sentence, at))
    close = all(sentence.covering(i, Kind.TIME) is not None for i in between)
    return close and verb.first > first and all_fronted(sentence, first, verb.first)
