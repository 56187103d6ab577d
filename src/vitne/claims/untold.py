"""Reads tolls without a figure: not known, kept back, or losses of no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.count import how_many
from vitne.claims.drafts import Draft
from vitne.claims.inquiries import asked_at, is_refused
from vitne.claims.passives import is_passive
from vitne.claims.sentence import DEFINITE, NOMINAL, effect_of
from vitne.claims.silence import kept_back
from vitne.claims.unknowns import figure_since, number_unknown, unknown_behind
from vitne.model import Kind, Mention, Role, Toll
from vitne.model.entries import Form, Harm, HarmPart, Head, People

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_HOW_MANY_REACH = 8
_IMPERSONAL = (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.PASSIVE, Form.BASE)
_BESIDE = 3  # tokens of "av væpnede opprørere"
_KEPT_BACK = 3  # tokens of "på døde og" behind "ingen tall"
_REPORT_REACH = 4  # tokens of "no immediate reports" before "of"
_OPEN = frozenset({"unknown", "unclear"})


def find_untold(sentence: Sentence, harm: Mention, harms: list[Mention]) -> list[Draft] | None:
    """The toll of a harm word that is said to have no figure; None where it may have one.

    "Hæren oppgir ikke egne tap" is kept back; "hvor mange som er drept, er uklart" not known.
    """
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    if entry.part is HarmPart.UNDISCLOSED:
        clause = sentence.clause_of(harm.first)
        told = any(h.first >= harm.last and sentence.clause_of(h.first) == clause for h in harms)
        told = told or any(_has_losses(h) and h.last <= harm.first for h in harms)
        if told or _what_is_asked(sentence, harm, harms):
            return []
        return [_untold(sentence, harm, "undisclosed")]
    kept = [h for h in harms if _keeps_back(h)]
    if any(h.first <= harm.first < h.last for h in kept):
        return []  # "declined to give a | death | toll"
    if any(_keeps_back_of(sentence, h, harm) for h in kept):
        return [_untold(sentence, harm, "undisclosed")]
    own = sentence.is_a(harm.first - 1, "own")  # "Om egne falne sa han ikke et ord"
    asked = own or entry.part in (HarmPart.LOSSES, HarmPart.TOLL)
    if asked and not _spared(sentence, harm) and _withheld(sentence, harm):
        return [_untold(sentence, harm, "undisclosed")]
    if _has_losses(harm) and any(h.first >= harm.last for h in kept):
        return [_untold(sentence, harm, "undisclosed")]  # "innrømmer tap, men sier ikke hvor mange"
    if _none_reported(sentence, harm):
        return [_untold(sentence, harm, "none")]
    if _unknown(sentence, harm):
        return [_untold(sentence, harm, "undisclosed" if _silent(sentence) else "unknown")]
    if _not_answered(sentence, harm):
        return [_untold(sentence, harm, "undisclosed")]
    return None


def _not_answered(sentence: Sentence, harm: Mention) -> bool:
    """Whether somebody will not say if people were harmed: "vil ikke si om soldater er drept"."""
    whether = asked_at(sentence, harm.first) if harm.form not in NOMINAL else None
    if whether is None or not is_refused(sentence, whether):
        return False
    return not sentence.holds(whether, harm.first, Kind.NUMBER)


def _has_losses(harm: Mention) -> bool:
    """Whether a noun tells of losses, and no number: "acknowledged losses"."""
    losses = isinstance(harm.entry, Harm) and harm.entry.part is HarmPart.LOSSES
    return losses and harm.form in NOMINAL


def _keeps_back(harm: Mention) -> bool:
    """Whether words say that a number is kept back: "refused to say how many"."""
    return isinstance(harm.entry, Harm) and harm.entry.part is HarmPart.UNDISCLOSED


def _keeps_back_of(sentence: Sentence, kept: Mention, harm: Mention) -> bool:
    """Whether the harm stands behind words that keep a number of it back: "oppgir ikke antall | drepte"."""
    if not kept.last <= harm.first <= kept.last + _KEPT_BACK:
        return False
    if sentence.holds(kept.last, harm.first, Kind.NUMBER):
        return False
    return not any(sentence.is_stop(i) for i in range(kept.last, harm.first))


def _what_is_asked(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether the harm kept back is named behind: "opplyser ikke hvor mange landet har mistet"."""
    behind = (h for h in harms if h.first >= harm.last)
    return any(_how_many(sentence, h) is not None for h in behind)


def find_losses(sentence: Sentence, harm: Mention) -> list[Draft]:
    """Losses of no number: "Hæren har hatt tap"; or none: "Hæren hadde ingen tap"."""
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    if not _bare_losses(sentence, harm, entry) or _only_shunned(sentence, harm):
        return []
    return [_untold(sentence, harm, "none" if _denied(sentence, harm) else "given")]


def _denied(sentence: Sentence, harm: Mention) -> bool:
    """Whether losses are said not to be: "led ikke tap", "hadde ingen egne tap", "uten tap"."""
    before = sentence.within(harm.first - 2, harm.first, Kind.NUMBER)
    if any(m.number is not None and m.number.none for m in before):
        return True
    first, last = sentence.clause(harm.first)
    return _spared(sentence, harm) or sentence.has_a(first, last, "not")


def _spared(sentence: Sentence, harm: Mention) -> bool:
    """Whether losses are said to be spared: "uten tap"; not "forsøkte å unngå tap"."""
    near = any(sentence.is_a(harm.first - back, "without") for back in (1, 2))
    return near and not _only_shunned(sentence, harm)


def _only_shunned(sentence: Sentence, harm: Mention) -> bool:
    """Whether losses are only what somebody tries not to cause: "har forsøkt å unngå sivile tap"."""
    return any(
        sentence.is_a(at, "without")
        and (sentence.is_a(at - 1, "infinitive") or _is_tried(sentence, at - 1))
        for at in (harm.first - 1, harm.first - 2)
    )


def _is_tried(sentence: Sentence, at: int) -> bool:
    """Whether a token closes words for an attempt: "försökte | undvika förluster"."""
    cue = sentence.covering(at, Kind.CUE)
    return cue is not None and effect_of(cue) == "attempt"


def _bare_losses(sentence: Sentence, harm: Mention, entry: Harm) -> bool:
    """Whether losses of no number are told: "har hatt tap"; not "de største tapene"."""
    if entry.part is not HarmPart.LOSSES or entry.needs_people:
        return False
    if harm.form in DEFINITE or sentence.covering(harm.first - 1, Kind.TIME) is not None:
        return False  # "Med gårsdagens | tap"
    if sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING):
        return False
    first, last = sentence.clause(harm.first)
    if _spared(sentence, harm):
        return True
    return sentence.has_a(first, last, "suffering")


def _unknown(sentence: Sentence, harm: Mention) -> bool:
    """Whether the sentence says that the number is not known."""
    if _how_many(sentence, harm) is not None or unknown_behind(sentence, harm) is not None:
        return True
    cues = [c for c in sentence.of(Kind.CUE) if effect_of(c) in _OPEN]
    if not cues:
        return False
    unknown = [c for c in cues if c.first < harm.first and effect_of(c) == "unknown"]
    if any(not figure_since(sentence, cue, harm) for cue in unknown):
        return True
    first, last = sentence.clause(harm.first)
    counted = sentence.has_a(first, harm.first, "tally_words") or _is_bare_tally(sentence, harm)
    if counted and any(first <= c.first < last for c in cues):
        return True  # "Tallet på ofre er uklart."
    if sentence.is_a(first, "if_initial") and any(c.first >= harm.last for c in cues):
        return True
    return _whether_any(sentence, harm, cues)


def _none_reported(sentence: Sentence, harm: Mention) -> bool:
    """Whether nobody is told to be harmed: "ikke meldt om døde eller sårede", "no reports of any"."""
    at = harm.first - 1
    while sentence.is_a(at, "determiners"):
        at -= 1
    if sentence.is_a(at, "coordinators") and (other := sentence.covering(at - 1, Kind.HARM)):
        return _none_reported(sentence, other)
    if not (sentence.is_a(at, "about") or sentence.is_a(at, "of")):
        return False
    told = any(_reports(sentence, i) for i in range(max(0, at - 2), at))
    before = range(max(0, at - _REPORT_REACH), at)
    return told and any(sentence.is_a(i, "not") or _none_at(sentence, i) for i in before)


def _reports(sentence: Sentence, at: int) -> bool:
    """Whether a word tells of reports by nobody in particular: "meldt"; not "ville tale"."""
    verb = sentence.covering(at, Kind.REPORTING)
    impersonal = verb is not None and (
        verb.form in _IMPERSONAL
        or sentence.has_a(verb.first, verb.last, "aux_passive")  # "det ble ikke meldt om"
    )
    return sentence.is_a(at, "report_nouns") or impersonal


def _none_at(sentence: Sentence, at: int) -> bool:
    number = sentence.covering(at, Kind.NUMBER)
    return number is not None and number.number is not None and number.number.none


def _is_bare_tally(sentence: Sentence, harm: Mention) -> bool:
    """Whether the word is itself that for a number, and none is told: "Dødstallet er ukjent"."""
    entry = harm.entry
    if not isinstance(entry, Harm) or entry.part is not HarmPart.TOLL:
        return False
    first, last = sentence.clause(harm.first)
    return not sentence.holds(first, last, Kind.NUMBER)


def _whether_any(sentence: Sentence, harm: Mention, cues: list[Mention]) -> bool:
    """Whether it is open if anybody was hurt at all: "uklart om noen ble såret"."""
    cue = next((c for c in reversed(cues) if c.last <= harm.first), None)
    if cue is None or not sentence.has_a(cue.last - 1, cue.last + 1, "if_initial"):
        return False
    taken = isinstance(harm.entry, Harm) and harm.entry.transitive
    if taken and not is_passive(sentence, harm):
        return False  # "uklart om opprørerne har tatt byen"
    start = cue.last + sentence.is_a(cue.last, "if_initial")
    reached = all(not sentence.is_wall(i) for i in range(start, harm.first))
    return reached and not sentence.holds(start, harm.first, Kind.NUMBER)


def _of_force(sentence: Sentence, harm: Mention, toll: Toll) -> Toll:
    """Losses of an army or a state are of its soldiers: "Hæren har hatt tap", "franskmennenes"."""
    for mention in sentence.within(0, harm.first + 1, Kind.HEAD, Kind.NATION):
        entry = mention.entry
        force = isinstance(entry, Head) and entry.role == "force" and not mention.genitive
        if force or (mention.kind is Kind.NATION and mention.form is Form.PLURAL_DEFINITE):
            return msgspec.structs.replace(toll, status="combatant", who="soldiers")
    return toll


def _asked_of(sentence: Sentence, harm: Mention) -> People | None:
    """The people whose number is not told: "hvor mange landsbyboere som er drept"."""
    if (told := unknown_behind(sentence, harm)) is not None:
        people = sentence.within(told.last, told.last + _BESIDE, Kind.PEOPLE)
        return next((m.entry for m in people if isinstance(m.entry, People)), None)
    start = _how_many(sentence, harm)
    if start is None and (cue := number_unknown(sentence, harm)) is not None:
        start = cue.last  # "et ukjent antall | opprørere"
    if start is None:
        start = asked_at(sentence, harm.first)  # "ville ikke si | om soldater var drept"
    if start is None and not sentence.has_a(harm.first - 2, harm.first, "tally_words"):
        return None
    start = harm.first - 1 if start is None else start  # "antallet sivile ofre"
    rows = sentence.within(start, harm.first, Kind.PEOPLE)
    return next((m.entry for m in rows if isinstance(m.entry, People)), None)


def _how_many(sentence: Sentence, harm: Mention) -> int | None:
    """The token after "hvor mange" before a harm word."""
    return how_many(sentence, max(0, harm.first - _HOW_MANY_REACH), harm.first)


def _silent(sentence: Sentence) -> bool:
    """Whether somebody keeps the number back: "vil ikke si hvor mange", "sier ingenting om"."""
    if any(effect_of(c) == "silent" for c in sentence.of(Kind.CUE)):
        return True
    if kept_back(sentence):
        return True
    return any(_keeps_back(harm) for harm in sentence.of(Kind.HARM))


def _withheld(sentence: Sentence, harm: Mention) -> bool:
    """Whether losses are said not to be told: "Egne tap er ikke oppgitt", "uten å nevne tapene"."""
    first, last = sentence.clause(harm.first)
    if first > 0 and sentence.is_a(first, "if_initial"):  # "uten å opplyse noe om tapene"
        first, _ = sentence.clause(first - 1)
    numbers = (m.number for m in sentence.of(Kind.NUMBER) if first <= m.first < last)
    return (
        all(number is not None and (number.article or number.none) for number in numbers)
        and (sentence.has_a(first, last, "not") or sentence.has_a(first, last, "without"))
        and sentence.has_a(first, last, "disclosing")
    )


def _untold(sentence: Sentence, harm: Mention, known: str) -> Draft:
    """A toll without a figure: undisclosed, unknown, losses of no number, or none at all."""
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101
    first, last = sentence.clause(harm.first)
    if known == "unknown":  # "15 er drept | og et ukjent antall såret"
        before = sentence.within(first, harm.first, Kind.HARM)
        first = max((h.last for h in before), default=first)
    bound = 0 if known == "none" else None
    toll = Toll(measure=entry.measure.value, low=bound, high=bound, known=known)
    asked = _asked_of(sentence, harm)
    if asked is not None:
        toll = msgspec.structs.replace(toll, status=asked.status, who=asked.who or None)
    elif entry.of_fighters:
        toll = msgspec.structs.replace(toll, status="combatant", who="fighters")
    elif entry.part in (HarmPart.LOSSES, HarmPart.UNDISCLOSED):
        toll = _of_force(sentence, harm, toll)
    draft = Draft(
        "toll", sentence, first, max(last, harm.last), (harm.first, harm.last), [*harm.rules],
        toll=toll,
    )  # fmt: skip
    draft.polarity = "negative" if known in ("undisclosed", "none") else "positive"
    draft.named = known != "unknown" or toll.who is not None
    return draft


def lying_about(sentence: Sentence, harm: Mention) -> list[Draft]:
    """Dead who are only seen to lie there, two or more: "Det ligger døde i gatene"; or one, "woman's body found"."""
    entry = harm.entry
    if not isinstance(entry, Harm) or not entry.bare:
        return []
    one = harm.form is Form.SINGULAR
    if one and sentence.is_a(harm.first - 1, "definite_articles"):
        return []  # "the woman's body was found" was told of before
    first, last = sentence.clause(harm.first)
    low, high = (1, 1) if one else (2, None)
    toll = Toll(measure=entry.measure.value, low=low, high=high, known="given")
    return [
        Draft("toll", sentence, first, max(last, harm.last), (harm.first, harm.last), [*harm.rules], toll=toll)
    ]  # fmt: skip
