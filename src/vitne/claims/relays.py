"""Finds who passed a statement on: the agency told, and whom an agency cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.naming import Phrase, back_of, is_human
from vitne.claims.papers import carriers
from vitne.claims.parties import is_media, phrase_at
from vitne.claims.sentence import DEFINITE, is_adjective
from vitne.claims.tellers import speaker_after
from vitne.model import Kind, Mention, Voice
from vitne.model.entries import Head, People

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


_CITED_REACH = 4
_MET_REACH = 9  # tokens of "som nyhetsbyrået X har vært i kontakt med"
_TOLD_REACH = 4
_SEVERAL = frozenset({"witness", "unnamed", "civil", "medic"})  # of whom one may speak for himself


def find_relay(sentence: Sentence, first: int, last: int, context: Context) -> tuple[Voice, ...]:
    """The agency or outlet somebody spoke to: "til nyhetsbyrået Reuters", "ifølge Tass"."""
    for mention in sentence.within(first, last, Kind.ACTOR, Kind.HEAD):
        phrase = phrase_at(sentence, mention, context)
        if phrase.role != "media" or not _passes_on(sentence, phrase.first - 1):
            continue
        relay = _relay(sentence, phrase)
        own = sentence.has_a(phrase.first - 1, phrase.first + 1, "possessives")
        if not own or _is_named(sentence, relay):  # "on its Telegram channel"
            return (relay,)
    return ()


def passed_on(draft: Draft, context: Context) -> None:
    """Add the outlet that who spoke or answered for an act did it through: "… via its agency Amaq"."""
    sentence, at = draft.sentence, draft.anchor[1]
    if len(draft.voices) != 1 or draft.voices[0].role == "relay":
        return
    _, end = sentence.clause(draft.anchor[0])
    relay = find_relay(sentence, at, end, context)
    if relay and relay[0].name != draft.voices[0].name and _is_named(sentence, relay[0]):
        draft.voices = (*relay, *draft.voices)
        draft.targets = tuple(t for t in draft.targets if t.end != relay[0].end)


def _is_named(sentence: Sentence, relay: Voice) -> bool:
    """Whether an outlet has a name: no mere "en radiostasjon i Belfast"."""
    if relay.start is None or relay.end is None:
        return False
    first, last = relay.start, relay.end
    return any(first <= m.start and m.end <= last for m in sentence.of(Kind.ACTOR, Kind.NAME))


def relay_of(
    sentence: Sentence, phrase: Phrase, first: int, last: int, context: Context
) -> tuple[Voice, ...]:
    """Who passed on what a speaker said: told in the words between, beside the speaker, or before."""
    return (
        find_relay(sentence, first, last, context)
        or _told_in_dative(sentence, phrase, context)
        or met(sentence, phrase.last, context)
        or (phrase.role != "media" and carriers(sentence, context))
        or same_relay(sentence, phrase, context)
    )


def _told_in_dative(sentence: Sentence, phrase: Phrase, context: Context) -> tuple[Voice, ...]:
    """The agency told that stands right behind its speaker: "sagte ein Major | der dpa"."""
    at = phrase.last + (sentence.word(phrase.last) == ",")
    if phrase.role == "media" or not sentence.is_a(at, "datives"):
        return ()
    told = next(sentence.within(at + 1, at + _TOLD_REACH, Kind.ACTOR, Kind.HEAD), None)
    if told is None or not is_media(sentence, at + 1):
        return ()
    return (_relay(sentence, phrase_at(sentence, told, context)),)


def _relay(sentence: Sentence, phrase: Phrase) -> Voice:
    quote = sentence.quote(phrase.first, phrase.last)
    return Voice(phrase.name, "relay", quote.text, quote.start, quote.end)


def _passes_on(sentence: Sentence, at: int) -> bool:
    """Whether what follows passed it on: "til X", "gjennom sin kanal X", "gjengitt av X"."""
    while sentence.is_a(at, "possessives"):
        at -= 1
    said = sentence.covering(at, Kind.TIME)  # "fortalte torsdag AFP at"
    if said is not None and sentence.is_a(said.first - 1, "told_directly"):
        return True
    if sentence.is_a(at, "relaying") or sentence.is_a(at, "told_directly"):
        return not sentence.is_a(at - 1, "sent")
    if sentence.grammar.verb_last and sentence.is_a(at, "done_by"):  # "von Reuters verbreitet"
        return sentence.has_a(at, min(at + _MET_REACH, len(sentence)), "carrying")
    return sentence.is_a(at, "by") and sentence.covering(at, Kind.REPORTING) is not None


def reached_by(
    sentence: Sentence, at: int, context: Context
) -> tuple[tuple[Voice, ...], int] | None:
    """The agency that reached a speaker told behind it, and where he begins: "eine von der AFP erreichte | Quelle"."""
    while sentence.is_a(at, "determiners"):
        at += 1
    if not (sentence.is_a(at, "done_by") and is_media(sentence, at + 1)):
        return None
    media = next(sentence.within(at + 1, at + _TOLD_REACH, Kind.ACTOR, Kind.HEAD), None)
    if media is None:
        return None
    phrase = phrase_at(sentence, media, context)
    begin = phrase.last
    while is_adjective(sentence, begin):
        begin += 1
    return ((_relay(sentence, phrase),), begin) if begin > phrase.last else None


def met(sentence: Sentence, at: int, context: Context) -> tuple[Voice, ...]:
    """Whom a speaker told it: "flyktninger som dpa har intervjuet", "en kilde BBC har intervjuet"."""
    aside = sentence.word(at) == "," and sentence.is_a(at + 1, "relative")
    at += aside  # "beboere, som Reuters har talt med"
    start = at + 1 if sentence.is_a(at, "relative") else at
    reach = range(start, min(start + _MET_REACH, len(sentence)))
    stop = next((i for i in reach if sentence.is_stop(i)), reach.stop)
    if not sentence.has_a(start, stop, "interviewing"):
        return ()
    for mention in sentence.within(start, stop, Kind.ACTOR, Kind.HEAD):
        phrase = phrase_at(sentence, mention, context)
        if phrase.role == "media":
            return (_relay(sentence, phrase),)
    return ()


def told(sentence: Sentence, mention: Mention, context: Context) -> tuple[Voice, ...]:
    """The agency that is told: "…, får AFP opplyst av to diplomater"."""
    if not relay_given(sentence, mention):
        return ()
    first = max(0, mention.first - _TOLD_REACH)
    for other in sentence.within(first, mention.last, Kind.ACTOR, Kind.HEAD):
        if is_media(sentence, other.first):
            return (_relay(sentence, phrase_at(sentence, other, context)),)
    return ()


def same_relay(sentence: Sentence, phrase: Phrase, context: Context) -> tuple[Voice, ...]:
    """A relay goes on where a pronoun or noun takes up who spoke to it: "…, sier de", "Legen sier at"."""
    chain = context.chain
    if len(chain) < 2 or chain[0].role != "relay":
        return ()
    first = phrase.first + sentence.is_a(phrase.first, "determiners")
    if phrase.last - first > 1:
        return ()
    if back_of(phrase.head) in ("person", "they"):
        spoken_since = context.last is not None and context.last[0] != chain[-1].name
        return () if spoken_since else chain[:1]
    known = phrase.head.form in DEFINITE or sentence.is_a(first - 1, "definite_articles")
    human = isinstance(phrase.head.entry, Head | People) and is_human(phrase)
    return chain[:1] if known and human and chain[-1].name == phrase.name else ()


def again(sentence: Sentence, at: int, context: Context) -> tuple[Voice, ...]:
    """The chain of the speaker just heard: "ifølge samme kilde", "sier de samme kildene"."""
    start = at + 1 if sentence.is_a(at, "determiners") else at
    noun = sentence.covering(start, Kind.HEAD) or sentence.starting(start + 1, Kind.HEAD)
    end = noun.last if noun is not None and sentence.is_a(start, "same") else None
    if end is None and (one := one_of_them(sentence, at, context)) is not None:
        end = one.last
    if end is None or not context.chain:
        return ()
    quote = sentence.quote(at, end)
    last = msgspec.structs.replace(
        context.chain[-1],
        text=quote.text,
        start=quote.start,
        end=quote.end,
        basis="the same speaker",
    )
    return (*context.chain[:-1], last)


def one_of_them(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """One of the people heard last: "siger den ene af dem"."""
    said = context.phrase
    if said is None or said.role not in _SEVERAL:
        return None
    ends = (i for i in (at + 1, at + 2) if sentence.is_a(i, "of") and sentence.is_a(i + 1, "them"))
    end = next(ends, None)
    return msgspec.structs.replace(said, first=at, last=end + 2) if end is not None else None


def cited(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """Whom an agency cites: "melder AP, som viser til politiet", "… med henvisning til hæren"."""
    for mention in sentence.of(Kind.REPORTING):
        if at <= mention.first <= at + _CITED_REACH:
            return speaker_after(sentence, mention.last, context)
    return None


def relay_given(sentence: Sentence, mention: Mention) -> bool:
    """Whether the words were given to somebody: "får opplyst", "ble fortalt"."""
    return sentence.has_a(max(0, mention.first - 4), mention.last, "getting")
