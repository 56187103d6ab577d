"""Reads verbs that close their clause: "als Rebellen am Montag drei Soldaten töteten"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import all_fronted, in_phrase
from vitne.claims.naming import ACTING
from vitne.claims.parties import is_actor
from vitne.claims.sentence import NOMINAL, has_capital, is_adjective
from vitne.claims.standing import joined
from vitne.model import Kind, Level, Mention
from vitne.model.entries import Form, Trigger

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence

_VOUCHING = 4  # tokens from "laut" to the name of who vouches
_FINITE = (Form.PAST, Form.PAST_OR_PARTICIPLE, Form.PASSIVE)
_CLOSERS = ("aux_perfect", "aux_passive", "modal_future", "been")  # "getötet worden sein sollen"


def closes_clause(sentence: Sentence, mention: Mention) -> bool:
    """Whether nothing but its auxiliaries follows a verb in its clause: "getötet hätten"."""
    if not sentence.grammar.verb_last:
        return False
    at = auxiliaries_end(sentence, mention.last)
    return (
        sentence.is_stop(at) or sentence.is_a(at, "and") or at == sentence.clause(mention.first)[1]
    )


def auxiliaries_end(sentence: Sentence, at: int) -> int:
    """Where the auxiliaries end that follow a closing verb."""
    while sentence.is_any(at, *_CLOSERS) or (
        sentence.is_a(at, "infinitive") and sentence.is_a(at + 1, "aux_perfect")
    ):
        at += 1
    return at


def voice_behind(sentence: Sentence, mention: Mention) -> bool | None:
    """Whether auxiliaries behind a verb make it active or passive; None where there are none."""
    if not sentence.grammar.verb_last:
        return None
    behind = range(mention.last, auxiliaries_end(sentence, mention.last))
    if not behind:
        return None
    if any(sentence.is_a(i, "aux_passive_only") for i in behind):
        return False
    if any(sentence.is_a(i, "aux_perfect_only") for i in behind):
        return True
    return False if any(sentence.is_a(i, "aux_passive") for i in behind) else None


def is_plural_past(sentence: Sentence, harm: Mention) -> bool:
    """Whether a participle is the plural of the past here: "Bewaffnete erschossen zwei Lehrer".

    So it is where people follow it in its clause, or where it closes a subordinate one.
    """
    if harm.form is not Form.PARTICIPLE or not sentence.is_a(harm.first, "plural_pasts"):
        return False
    first, last = sentence.clause(harm.first)
    if closes_clause(sentence, harm):
        return sentence.is_a(first, "subordinators")
    return sentence.holds(harm.last, last, Kind.PEOPLE, Kind.NUMBER)


def stands_aside(sentence: Sentence, count: Count) -> bool:
    """Whether a preposition makes people no subject of a closing verb: "von drei Männern erschossen".

    Not where they are counted so: "eine Reihe von Soldaten", "unter ihnen drei Kinder".
    """
    if not sentence.grammar.verb_last or count.subset:
        return False
    at = count.first - 1
    while sentence.is_a(at, "determiners") or is_adjective(sentence, at):
        at -= 1
    if sentence.covering(at - 1, Kind.NUMBER) or sentence.is_a(at, "among"):
        return False
    return sentence.is_a(at, "prepositions") and sentence.covering(at, Kind.NUMBER) is None


def _owns_before(sentence: Sentence, count: Count) -> bool:
    """Whether people only own the noun before them: "die Städte der Rebellen verloren"."""
    genitive = sentence.is_a(count.first, "genitive_articles")
    return count.number is None and genitive and has_capital(sentence, count.first - 1)


def objects_before(
    sentence: Sentence, harm: Mention, harms: list[Mention], free: list[Count]
) -> list[Count]:
    """Those harmed by an active verb that closes its clause; who did it stands before them."""
    first, _ = sentence.clause(harm.first)
    floor = max((h.last for h in harms if first <= h.first and h.last <= harm.first), default=first)
    rows = [
        c for c in free
        if floor <= c.first and c.last <= harm.first
        and not stands_aside(sentence, c) and not _owns_before(sentence, c)
    ]  # fmt: skip
    if floor > first or _has_subject(sentence, (first, harm.first), rows):
        return rows
    ends = next((i for i in range(1, len(rows)) if not joined(sentence, *rows[i - 1 : i + 1])), 0)
    return rows[ends:] if ends else [c for c in rows if c.number is not None]


def _has_subject(sentence: Sentence, span: tuple[int, int], rows: list[Count]) -> bool:
    """Whether another than those counted is the subject: "als Granaten neun Menschen töteten"."""
    first, last = span
    if sentence.is_a(first, "relative"):
        return True
    counted = {i for c in rows for i in range(c.first, c.last)}
    for mention in sentence.within(first, last, *ACTING, Kind.TRIGGER):
        if counted & set(range(mention.first, mention.last)) or in_phrase(sentence, mention):
            continue
        if any(0 < mention.first - m.last <= _VOUCHING for m in sentence.of(Kind.REPORTING)):
            continue  # "laut der Hilfsorganisation X"
        entry = mention.entry
        weapon = isinstance(entry, Trigger) and entry.weapon and mention.form in NOMINAL
        acts = mention.kind not in (Kind.TRIGGER, Kind.PLACE) and is_actor(mention)
        state = any(place.level is Level.COUNTRY for place in mention.places)
        if weapon or acts or state:
            return True
    return False


def phrase_end(sentence: Sentence, at: int) -> int:
    """Where a noun phrase behind a preposition ends: "nach | schweren Kämpfen"."""
    while at < len(sentence) and (sentence.is_a(at, "determiners") or is_adjective(sentence, at)):
        at += 1
    return at + 1


def goes_before(sentence: Sentence, harm: Mention) -> bool:
    """Whether a finite verb may stand far before its subject: "starben bei dem Angriff elf"."""
    finite = sentence.grammar.verb_last and harm.form in (Form.PAST, Form.PRESENT)
    return finite and not closes_clause(sentence, harm)


def stands_before_subject(sentence: Sentence, harm: Mention) -> bool:
    """Whether all before a finite verb tells when and where: "I går omkom ved et angrep ni barn"."""
    finite = sentence.grammar.verb_second and harm.form in _FINITE
    first, _ = sentence.clause(harm.first)
    return finite and harm.first > first and all_fronted(sentence, first, harm.first)


def _is_noun_of_harm(sentence: Sentence, harm: Mention) -> bool:
    """Whether a capital makes a noun of a participle: "suchten nach Vermissten"."""
    one = harm.last - harm.first == 1 and harm.first > 0
    told = sentence.is_a(harm.first - 1, "being")  # "zwei Millionen sind Binnenvertriebene"
    return sentence.grammar.noun_capitals and one and has_capital(sentence, harm.first) and not told


def told_by_noun(sentence: Sentence, harm: Mention, free: list[Count]) -> list[Count] | None:
    """A number right before a noun for the harmed, None for no such noun: "zwölf weitere Verletzte"."""
    if not _is_noun_of_harm(sentence, harm):
        return None
    at = harm.first
    while is_adjective(sentence, at - 1) or any(
        sentence.is_a(at - 1, kind) for kind in ("other", "severity")
    ):
        at -= 1
    ends = (at, harm.first, harm.last)  # "keine Opfer" are people too
    return [c for c in free if c.last in ends and c.first < harm.first and c.number][-1:]


def remains_of(sentence: Sentence, harm: Mention, free: list[Count]) -> list[Count]:
    """Those whose bodies are told of: "åtte slapp unna, og likene av | to | er funnet"."""
    if harm.form not in NOMINAL or not sentence.is_a(harm.last, "of"):
        return []
    return [c for c in free if c.first == harm.last + 1 and c.number is not None][:1]


def makes_passive(sentence: Sentence, cue: Mention) -> bool:
    """Whether a verb of what is to come only makes a passive: "werden zwei Gefangene erschossen"."""
    alone = cue.last - cue.first == 1 and sentence.is_a(cue.first, "aux_passive_only")
    if not sentence.grammar.verb_last or not alone:
        return False
    _, last = sentence.clause(cue.first)
    verbs = sentence.within(cue.last, last, Kind.TRIGGER, Kind.HARM, Kind.REPORTING, Kind.ACT)
    closing = (v for v in verbs if v.form is Form.PARTICIPLE and closes_clause(sentence, v))
    verb = next(closing, None)
    return verb is not None and not sentence.is_a(verb.last, "aux_passive_only")
