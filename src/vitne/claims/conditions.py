"""Finds conditions, and acts that are still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import makes_passive
from vitne.claims.sentence import DEFINITE, NOMINAL, effect_of
from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_UNTIL_REACH = 7  # tokens of "til opprørernes ledelse er"
_SUBJECTS = (Kind.ACTOR, Kind.BACK, Kind.PLACE, Kind.NUMBER, Kind.NATION, Kind.NAME)
_NOUNS = (
    Kind.HEAD, Kind.PEOPLE, Kind.NATION, Kind.TIME, Kind.UNIT, Kind.PLACE, Kind.ACTOR,
)  # fmt: skip
_NOT_REACH = 6  # tokens between "om" and its "ikke"
_OPEN = frozenset({"unclear", "unknown", "doubt"})


def condition(sentence: Sentence) -> tuple[int, int] | None:
    """The tokens of a condition: after "dersom", or a clause that begins with its verb."""
    return sentence.once(_condition)


def _condition(sentence: Sentence) -> tuple[int, int] | None:
    for cue in sentence.once(_ties_of):
        if not _whose(sentence, cue):
            last = max(sentence.clause(cue.first)[1], cue.last)
            told = sentence.word(last) == "," and sentence.is_a(last + 1, "that")
            if told and sentence.grammar.verb_last:
                last = sentence.clause(last + 1)[1]  # "unter der Bedingung, dass die Kämpfe enden"
            return cue.first, last
    for act in sentence.of(Kind.ACT):  # "vil fortsette så lenge …": the act holds the word
        if sentence.is_a(act.last - 1, "if_words"):
            return act.last - 1, sentence.clause(act.last - 1)[1]
    start = 1 if sentence.is_a(0, "dashes") else 0
    if sentence.is_a(start, "if_initial") and sentence.covering(start, Kind.NUMBER) is None:
        last = sentence.clause(start)[1]
        told = sentence.starting(last + 1, Kind.REPORTING) is not None  # "Om høsten …, skriver X"
        closed = sentence.word(last) == "," and not told
        return (start, last) if closed and not _asks(sentence, last) else None
    return inverted_condition(sentence)


def _ties(sentence: Sentence, cue: Mention) -> bool:
    """Whether a cue opens a condition, and is no part of a number: "inntil 30 ble drept"."""
    return effect_of(cue) == "condition" and sentence.starting(cue.first, Kind.NUMBER) is None


def _whose(sentence: Sentence, cue: Mention) -> bool:
    """Whether "hvis" only tells whose: "militsen, hvis leder benekter alt, …"."""
    named = sentence.word(cue.first - 1) == "," and (
        sentence.covering(cue.first - 2, Kind.ACTOR, Kind.HEAD, Kind.NAME) is not None
    )
    owned = sentence.starting(cue.last, Kind.HEAD, Kind.PEOPLE)
    told = sentence.starting(cue.last, Kind.TRIGGER)  # "FN, hvis angrebene standser"
    bare = owned is None or owned.form in (Form.SINGULAR, Form.PLURAL)
    subject = sentence.starting(cue.last, *_SUBJECTS) is not None and not owned
    subject = subject or (told is not None and told.form in DEFINITE)
    verbless = sentence.is_a(cue.last, "determiners") or subject
    return named and cue.last - cue.first == 1 and bare and not verbless


def would(sentence: Sentence, at: int) -> bool:
    """Whether a verb tells what would have been, or would be: "Om hæren angriper, dreper de gisler"."""
    found = condition(sentence)
    if found is None:
        return False
    first, last = sentence.clause(at)
    if sentence.has_a(first, last, "irrealis") or _follows(sentence, found, at):
        return True
    verb = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
    if verb is None or verb.form is not Form.PRESENT or sentence.word(at - 1) != ",":
        return False
    return found[0] <= 1 and at - 1 == found[1]


def _follows(sentence: Sentence, found: tuple[int, int], at: int) -> bool:
    """Whether a noun tells what follows from a condition: "Hvis X ikke stanser, | går hæren til offensiv"."""
    noun = sentence.starting(at, Kind.TRIGGER)
    if noun is None or noun.form not in NOMINAL or not sentence.grammar.verb_second:
        return False
    first, _ = sentence.clause(at)
    if found[0] > 1 or found[1] != first:
        return False
    verb = first + 1
    return sentence.ends(verb, "present_endings") and not sentence.is_a(verb, "aux_perfect")


def in_condition(sentence: Sentence, at: int) -> bool:
    """Whether a token stands in a condition: "If the bridge is blown up, …"."""
    found = condition(sentence)
    if found is not None and found[0] <= at < found[1]:
        return True
    ties = [cue for cue in sentence.once(_ties_of) if cue.first <= at]
    return any(sentence.clause_of(cue.first) == sentence.clause_of(at) for cue in ties)


def _ties_of(sentence: Sentence) -> list[Mention]:
    return [cue for cue in sentence.of(Kind.CUE) if _ties(sentence, cue)]


def alternative(sentence: Sentence) -> tuple[int, int] | None:
    """What a threat is tied to without an if: "Ellers blir …", "De som nekter, blir …"."""
    for cue in sentence.of(Kind.CUE):
        if effect_of(cue) == "alternative":
            return cue.first, cue.last
    for act in sentence.of(Kind.ACT):  # the act may hold the word: "Ellers blir dere drept"
        if sentence.is_a(act.first, "otherwise"):
            return act.first, act.first + 1
    return None


def until(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Till when a threat holds: "fortsetter til hæren er avvæpnet"."""
    for start in range(at, min(at + _UNTIL_REACH, len(sentence))):
        if sentence.is_stop(start):
            return None
        if sentence.grammar.verb_last and sentence.is_a(start, "until"):
            last = sentence.clause(start)[1]
            last = next((i for i in range(start, last) if sentence.is_stop(i)), last)
            if sentence.covering(start, Kind.TIME, Kind.NUMBER) is None and last - start > 2:
                return start, last
        if not sentence.is_a(start, "to") or sentence.is_a(start + 1, "despite"):
            continue
        for end in range(start + 2, min(start + _UNTIL_REACH, len(sentence))):
            if sentence.is_a(end, "finite_auxiliaries"):
                return start, max(sentence.clause(end)[1], end + 1)
            if sentence.is_stop(end):
                break
    return None


def unless(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """A condition with "om" that says no: "truer med å skyte gisselet om det ikke skjer"."""
    for start in range(at, len(sentence)):
        if not sentence.is_a(start, "about") or sentence.is_a(start + 1, "infinitive"):
            continue
        last = sentence.clause(start)[1]
        if sentence.has_a(start + 2, min(start + _NOT_REACH, last), "not"):
            return start, last
    return None


def provided(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """A condition with "om": "truer med sanksjoner om offensiven utvides", "villig om hæren stanser".

    Not what is spoken of: "villig til samtaler om en våpenhvile".
    """
    for start in range(at, len(sentence)):
        if not sentence.grammar.verb_second or not sentence.is_a(start, "about"):
            continue
        noun = start + 1
        named = sentence.starting(noun, *_SUBJECTS, Kind.HEAD, Kind.PEOPLE, Kind.TRIGGER)
        verb = named.last if named is not None else noun + 1
        definite = named is not None or sentence.ends(noun, "definite_endings")
        finite = sentence.ends(verb, "present_endings") and not sentence.is_a(verb, "function")
        if definite and not sentence.is_stop(verb) and finite and not _is_noun(sentence, verb):
            return start, sentence.clause(start)[1]
    return None


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a word with the ending of a verb is a noun: "om Syrias byer"."""
    found = sentence.starting(at, Kind.HEAD, Kind.PEOPLE, Kind.UNIT, Kind.TIME, Kind.NAME)
    act = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
    return found is not None or (act is not None and act.form in NOMINAL)


def anyone(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Whom a threat behind its word is for: "truer med straff mot alle som hjelper hæren"."""
    for start in range(at, len(sentence) - 1):
        led_in = sentence.is_a(start - 1, "against") or sentence.is_a(start - 1, "that")
        who = start + 2 if sentence.word(start + 1) == "," else start + 1
        if led_in and sentence.is_a(start, "anyone") and sentence.is_a(who, "relative"):
            return start, sentence.clause(who)[1]
    return None


def whoever(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Those whom a threat is for if they do it: "Alle som hjelper hæren, blir skutt"."""
    comma, _ = sentence.clause(at)
    if not sentence.grammar.verb_second and sentence.is_a(comma, "relative"):
        return _who_will(sentence, comma, at)
    if sentence.word(comma) != ",":
        return None
    if sentence.grammar.verb_last:
        return _whoever_before(sentence, comma)
    opened = next((i for i in range(comma - 1, 0, -1) if sentence.is_a(i, "relative")), 0)
    if not opened or any(sentence.is_stop(i) for i in range(opened, comma)):
        return None
    end = sentence.told_of(opened)
    noun = sentence.covering(end - 1, Kind.HEAD, Kind.PEOPLE)
    many = noun is not None and noun.form is Form.PLURAL
    if many or any(sentence.is_a(i, "whoever") for i in (end - 1, end - 2)):
        return (noun.first if noun is not None else end - 1), comma
    return None


def _whoever_before(sentence: Sentence, comma: int) -> tuple[int, int] | None:
    """The same in a clause that its verb closes: "Wer hilft, wird …", "Alle, die helfen, werden …"."""
    first, _ = sentence.clause(comma - 1)
    if sentence.is_a(first, "quotes") or sentence.is_a(first, "dashes"):
        first += 1
    if sentence.is_a(first, "whoever"):
        return first, comma
    if not sentence.is_a(first, "relative") or sentence.word(first - 1) != ",":
        return None
    noun = sentence.covering(first - 2, Kind.HEAD, Kind.PEOPLE)
    many = noun is not None and noun.form in (Form.PLURAL, Form.SINGULAR_OR_PLURAL)
    if many or sentence.is_a(first - 2, "whoever"):
        return (noun.first if noun is not None and many else first - 2), comma
    return None


def _who_will(sentence: Sentence, opened: int, at: int) -> tuple[int, int] | None:
    """The same without a comma: "Anyone who helps the army will be shot"."""
    ends = (i for i in range(opened + 1, at + 1) if sentence.is_a(i, "modal_future"))
    end = next(ends, None)
    noun = sentence.covering(opened - 1, Kind.HEAD, Kind.PEOPLE)
    if end is None or opened == 0:
        return None
    many = noun is not None and noun.form is Form.PLURAL
    if many or any(sentence.is_a(i, "whoever") for i in (opened - 1, opened - 2)):
        return (noun.first if noun is not None else opened - 1), end
    return None


def _asks(sentence: Sentence, at: int) -> bool:
    """Whether "om" only asks: "Om noen er drept, er uklart"."""
    return any(effect_of(cue) in _OPEN and cue.first >= at for cue in sentence.of(Kind.CUE))


def inverted_condition(sentence: Sentence) -> tuple[int, int] | None:
    """A conditional clause without a conjunction, up to its comma: "Trekker de seg ikke ut, …"."""
    return sentence.once(_inverted)


def _inverted(sentence: Sentence) -> tuple[int, int] | None:
    start = _opening(sentence)
    if sentence.is_a(start, "should_initial"):
        return _should(sentence, start)
    if "," not in sentence.low:
        return None
    if not sentence.ends(start, "present_endings"):
        return None
    if sentence.is_a(start, "no_verbs") or _opens_no_condition(sentence, start):
        return None
    opening = sentence.starting(start, Kind.TRIGGER)
    noun = sentence.starting(start, *_NOUNS)  # "Vukovar falt mandag, etter 87 døgn"
    if (opening is None and noun is not None) or (opening is not None and opening.form in NOMINAL):
        return None
    comma = next((i for i, low in enumerate(sentence.low) if low == "," and i > start), 0)
    if sentence.starting(comma + 1, Kind.REPORTING) is not None:
        return None  # "Granater traff skolen, sier politiet"
    finite = sentence.ends(comma + 1, "present_endings")
    finite = finite and not sentence.is_a(comma + 1, "prepositions")
    finite = finite or sentence.is_a(comma + 1, "modal_future")
    return (start, comma) if comma and finite and comma - start > 1 else None


def _should(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """A condition that "skulle" opens, up to the verb it ties: "Skulle vapenvilan brytas, stänger Indien"."""
    for at in range(start + 2, len(sentence)):
        if not sentence.grammar.verb_second:
            if sentence.word(at) == ",":
                return start, at
            continue
        future = sentence.is_a(at, "modal_future") and not sentence.is_a(at, "should_initial")
        comma = sentence.word(at - 1) == ","
        finite = sentence.ends(at, "present_endings") and not _is_noun(sentence, at)
        if (future or finite) and (comma or not sentence.is_a(at, "function") or future):
            return start, at - comma
    return None


def _opens_no_condition(sentence: Sentence, start: int) -> bool:
    """Whether an article opens, or words quoted whole: "Den Rebellen gelang es, …", "„Lasst …“, sagte"."""
    if not sentence.grammar.verb_last:
        return False
    if sentence.is_any(start, "determiners", "prepositions", "possessives"):
        return True
    comma = next((i for i, low in enumerate(sentence.low) if low == "," and i > start), 0)
    return sentence.is_a(comma - 1, "quotes")


def _opening(sentence: Sentence) -> int:
    """Where the words begin: behind a dash, "men", or the colon after what is offered."""
    acts = sentence.of(Kind.ACT)
    if acts:
        colon = next((i for i, low in enumerate(sentence.low) if low == ":" and i > 1), None)
        if colon is not None and acts[0].last <= colon:
            return colon + 1
    start = 1 if sentence.is_a(0, "dashes") or sentence.is_a(0, "quotes") else 0
    return start + 1 if sentence.is_a(start, "joining") else start


def is_future(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act is still to come or only possible: "vil angripe", "kan bli bombet"."""
    first, _ = sentence.clause(mention.first)
    for cue in sentence.of(Kind.CUE):
        before = first <= cue.first < mention.first
        if before and makes_passive(sentence, cue) and not sentence.is_a(0, "quotes"):
            continue
        possible = sentence.grammar.verb_second and effect_of(cue) == "hypothetical"
        if before and (possible or effect_of(cue) in ("future", "plan")):
            return True
    return False


def is_to_come(sentence: Sentence, at: int) -> bool:
    """Whether a harm is still to come: "will be killed", "vil gislene bli drept".

    Not behind another verb: "vil | oppgi drepte".
    """
    if sentence.grammar.verb_last or sentence.is_a(at, "aux_perfect_only"):
        return False  # "werden" makes the passive too; "skal | ha strøket med" is hearsay
    first = at
    while sentence.is_a(first - 1, "becoming"):
        first -= 1
    begins = (
        sentence.clause(at)[0] if sentence.grammar.verb_second and first < at else len(sentence)
    )
    return any(
        effect_of(cue) == "future"
        and (cue.last in (first, at) or begins <= cue.first <= begins + 1 < first)
        for cue in sentence.of(Kind.CUE)
    )


def is_announced(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act is announced: "vil angripe", or "Hvis de blir, angriper vi"."""
    if is_future(sentence, mention):
        return True
    first, last = sentence.clause(mention.first)
    if whoever(sentence, mention.first) is not None:
        spoken = sentence.is_a(0, "dashes") or sentence.is_a(0, "quotes")
        passive = sentence.has_a(first, mention.first, "becoming")
        done = sentence.has_a(mention.last, last, "done_by")  # "blir skutt av X"
        return spoken and not done and (passive or mention.form is Form.PRESENT)
    if mention.form is not Form.PRESENT or not sentence.has_a(first, last, "first_person"):
        return False
    again = mention.kind is Kind.TRIGGER and sentence.has_a(first, last, "ahead")
    if again and sentence.is_a(mention.first - 1, "first_person"):
        return True  # "– Vi angriper i natt", "Vi slår til igjen"
    tied = condition(sentence) or alternative(sentence)
    return tied is not None and not tied[0] < mention.first < tied[1]


def is_told_ahead(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb can tell what is still to come: "bliver ramt", "rammes", "angriber"."""
    passive = mention.form in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE)
    if passive:
        return sentence.has_a(sentence.clause(mention.first)[0], mention.first, "becoming")
    return mention.form in (Form.PRESENT, Form.PASSIVE)
