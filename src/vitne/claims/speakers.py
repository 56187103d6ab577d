"""Finds who performs an act of speech: before its verb, behind it, or inside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.insertions import is_named
from vitne.claims.naming import ACTING, Phrase, back_of
from vitne.claims.parties import is_actor, left_of, phrase_at
from vitne.claims.sentence import effect_of, frame_of
from vitne.claims.spoken import is_retort
from vitne.claims.subjects import (
    NOBODY,
    actor_after,
    actor_before,
    comma_before,
    insertion_before,
    is_article,
    told_last,
    unknown_before,
)
from vitne.model import Kind, Mention, Voice
from vitne.model.entries import Form
from vitne.model.passages import opens_words

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_BEHIND = 5  # tokens behind the verb in which its subject stands
_AUX = 3  # tokens from "blir" to "bestridt av"
_TOLD = (Kind.TRIGGER, Kind.HARM, Kind.ACT, Kind.ACTOR, Kind.HEAD)
_CLOSING = frozenset({",", "»", "”", '"', "!", "?"})
_PUT_IN = 3  # tokens from a comma to a relative: ", en påstand som"


def speaker_of(
    sentence: Sentence, mention: Mention, context: Context, *, covered: bool
) -> Phrase | None:
    """Who threatens, demands or denies in so many words; None where only a tag tells.

    `covered` says that somebody vouches for the words: then an unknown noun is no speaker.
    """
    if (denier := _denier(sentence, mention)) is not None:
        return phrase_at(sentence, denier, context)
    named = _named_as(sentence, mention)
    if named is None and (earlier := _conjoined(sentence, mention)) is not None:
        return speaker_of(sentence, earlier, context, covered=covered)
    if (pointed := _it(sentence, mention, context)) is not None:
        return pointed
    subject = named or _subject(sentence, mention)
    if subject is not None:
        return phrase_at(sentence, subject, context)
    nobody = covered or is_retort(sentence)
    return None if nobody else unknown_before(sentence, mention.first)


def _it(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """ "Nå krever den at …": the body that spoke or acted last."""
    if getattr(mention.entry, "at_actor", False) or sentence.is_a(mention.last, "done_by"):
        return None  # "legger den på militsen": what is laid; "den påstand afvises af": no pronoun
    places = (mention.first + 1, mention.first - 1)
    for at in places if sentence.grammar.verb_second else places[1:]:
        pronoun = sentence.is_a(at, "it") and not is_article(sentence, at)
        if pronoun and (at != mention.first - 1 or _opens(sentence, at)):
            return told_last(at, context)
    return None


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a pronoun opens its sentence, but for when or where it was said: "In a statement it"."""
    if at == 0 or sentence.grammar.verb_second:
        return at == 0
    fronted = sentence.is_a(0, "prepositions") or sentence.covering(0, Kind.TIME) is not None
    return fronted and sentence.clause(at)[0] == 0 and not sentence.holds(0, at, *_TOLD)


def _conjoined(sentence: Sentence, mention: Mention) -> Mention | None:
    """The act before, whose speaker goes on: "Nå krever den at X går, og truer med krig".

    Without a comma too, unless a clause between has a subject of its own: "anklager X og krever".
    """
    at = mention.first - 1
    if not sentence.is_a(at, "joining"):
        return None
    first = next((m for m in sentence.of(Kind.ACT) if m.last <= at), None)
    if first is None or sentence.word(at - 1) == ",":
        return first
    verb = frame_of(first) == "verb" and sentence.grammar.verb_second
    opens = any(sentence.is_a(i, "subordinators") for i in range(first.last - 1, at))
    return first if verb and not opens else None


def carried(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Whom a list is about, where a line of it leaves the subject out: "* Krever at X går av"."""
    if mention.first != 1 or not sentence.is_a(0, "bullets"):
        return None
    told = context.resolved("group")
    return Phrase(1, mention.last, *told[:2], NOBODY, (), told[2]) if told else None


def has_own_speaker(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act is told of another than the one spoken of: ", hvis leder benekter", "støttes av"."""
    if sentence.is_a(mention.last - 1, "done_by") or _owned_noun(sentence, mention):
        return True
    if _denier(sentence, mention) is not None:
        return True
    first, _ = sentence.clause(mention.first)
    if _denies(mention) and sentence.is_a(first, "relative") and _put_in(sentence, first):
        return True
    if _denies(mention) and sentence.word(first) == ",":
        return actor_before(sentence, mention.first, first) is not None  # ", a charge Baku denied"
    return _owned(sentence, first) or _owned(sentence, mention.first - 2)


def _put_in(sentence: Sentence, at: int) -> bool:
    """Whether a relative stands behind a comma, or a word put in: ", som", ", en påstand som"."""
    return any(sentence.word(i) == "," for i in range(max(at - _PUT_IN, 0), at))


def _owned_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act told as a noun tells behind it whose it is: "with the support of the council"."""
    noun = frame_of(mention) == "noun"
    return noun and mention.last - mention.first > 1 and sentence.is_a(mention.last - 1, "of")


def _owned(sentence: Sentence, at: int) -> bool:
    """Whether "hvis" at a token means whose: "banden, hvis leder benekter"."""
    owned = sentence.starting(at + 1, Kind.HEAD)
    return sentence.is_a(at, "whose") and owned is not None and owned.form is Form.SINGULAR


def _named_as(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who is named in a way that only acts of speech are: after "av", or before an insertion.

    "Kravet støttes av FN"; "USA, som har soldater i landet, krever en samlingsregjering";
    "…, ifølge nødhjelpskontoret, som ber hæren om å åpne veien".
    """
    at = mention.first
    if sentence.grammar.verb_last and (by := _done_within(sentence, mention)) is not None:
        return by
    if frame_of(mention) == "noun":
        spoken = _spoken_from(sentence, sentence.clause(at)[0], at)
        if spoken is not None:
            return spoken
    if (by := _done_by(sentence, mention)) is not None:
        return by
    behind = sentence.is_any(mention.last - 1, "done_by", "from")
    if behind or _owned_noun(sentence, mention):
        return actor_after(sentence, mention.last, min(mention.last + _BEHIND, len(sentence)))
    if sentence.is_a(at - 1, "relative") and sentence.word(at - 2) == ",":
        return _vouching(sentence, at - 2, denies=_denies(mention))
    return _before_relative(sentence, at)


def _done_by(sentence: Sentence, mention: Mention) -> Mention | None:
    """By whom a passive is done: "blir bestridt av hæren", "anklages i dag av FN", "bes av FN om"."""
    at, end = mention.first, mention.last
    if getattr(mention.entry, "borne", False):  # "fikk ordre fra hæren om å"
        inside = (i for i in range(at + 1, end) if sentence.is_a(i, "from"))
        if (told := next(inside, None)) is not None:
            return actor_after(sentence, told + 1, end)
    told = frame_of(mention) == "noun" and end - at > 1  # "den påstand afvises"
    passive = sentence.has_a(max(0, at - _AUX), at, "aux_passive") or mention.form is Form.PASSIVE
    passive = passive or getattr(mention.entry, "borne", False)
    if not (passive or told):
        return None
    if (time := sentence.starting(end, Kind.TIME)) is not None:
        end = time.last
    by = next((i for i in (*range(at + 1, mention.last), end) if sentence.is_a(i, "done_by")), None)
    return (
        None if by is None else actor_after(sentence, by + 1, min(by + 1 + _BEHIND, len(sentence)))
    )


def _done_within(sentence: Sentence, mention: Mention) -> Mention | None:
    """By whom a passive is done whose participle closes it: "wurde von der Armee zurückgewiesen"."""
    first, _ = sentence.clause(mention.first)
    if not sentence.has_a(first, mention.last, "aux_passive_only"):
        return None
    by = (i for i in range(mention.last - 1, first, -1) if sentence.is_a(i, "done_by"))
    at = next(by, None)
    return actor_after(sentence, at + 1, mention.last) if at is not None else None


def _denies(mention: Mention) -> bool:
    return getattr(mention.entry, "act", "") == "denial"


def _vouching(sentence: Sentence, at: int, *, denies: bool) -> Mention | None:
    """A voice or one accused, that ends at a comma: "ifølge FN, som ber", "X, som benekter"."""
    for mention in sentence.within(0, at, *ACTING):
        before = left_of(sentence, mention) - 1
        ended = mention.last == at and is_actor(mention)
        if ended and (denies or sentence.covering(before, Kind.REPORTING) is not None):
            return mention
    return None


def _before_relative(sentence: Sentence, at: int) -> Mention | None:
    """The subject that a clause with "som" parts from its verb."""
    if sentence.word(at - 1) != ",":
        return None
    opened = comma_before(sentence, at - 1)
    if not opened or not sentence.is_a(opened + 1, "relative"):
        return None
    found = actor_before(sentence, opened, 0)
    return found if found is not None and is_named(sentence, found.last, opened) else None


def _subject(sentence: Sentence, mention: Mention) -> Mention | None:
    at = mention.first
    if (pronoun := _inside(sentence, mention)) is not None:
        return pronoun
    opened = insertion_before(sentence, at, mention.last)
    if (found := _beside_insertion(sentence, at, opened)) is not None:
        return found
    end = mention.last - (sentence.word(mention.last - 1) == ",")  # "bereit | , die Waffen"
    if sentence.grammar.verb_second:
        inverted = at == 0 or any(_closes(sentence, i) for i in range(at - 1, end))
        inverted = inverted or (at == 1 and sentence.is_a(0, "that_pronoun"))
    else:
        inverted = at > 1 and sentence.is_a(at - 1, "quotes")
        quotes = (i for i in range(at, mention.last) if sentence.is_a(i, "quotes"))
        if any(not opens_words(sentence.passage.tokens, i) for i in quotes):
            return actor_after(sentence, at + 1, mention.last)  # '"A massacre," X called it'
    if (
        inverted and opened is None
    ):  # the subject may stand in the gap of the words: "Det sier militsen nei til"
        return actor_after(sentence, at + 1, min(mention.last + 6, len(sentence)))
    first, _ = sentence.clause(at)
    found = actor_before(sentence, at, first)
    if found is not None and _in_the_part_of(sentence, found):
        found = actor_before(sentence, first, 0)
    if found is None and first > 0:
        found = _over_insertion(sentence, at, first)
    if found is None and opened is None and _may_follow(sentence, at):
        found = _behind(sentence, mention)
    if found is None and sentence.grammar.verb_last and mention.last - at > 1:
        found = actor_after(sentence, at + 1, mention.last)  # "Gespräche lehnt die Junta ab"
    return found or _spoken_from(sentence, first, at)


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether a mark closes what was said, and opens no words within a clause: "skal | «betale dyrt»"."""
    return sentence.word(at) in _CLOSING and not opens_words(sentence.passage.tokens, at)


def _beside_insertion(sentence: Sentence, at: int, opened: int | None) -> Mention | None:
    """The subject before an insertion, or whose name it is: "Opprørsgruppen, | M23, anklager hæren"."""
    if opened is not None:
        return actor_before(sentence, opened, 0)
    rows = (m for m in sentence.of(Kind.ACTOR) if m.last == at - 1 and not m.genitive)
    name = next(rows, None)
    if name is None or sentence.word(at - 1) != "," or sentence.word(name.first - 1) != ",":
        return None
    first, last = sentence.clause(name.first - 2)
    told = sentence.holds(first, last, Kind.TRIGGER, Kind.HARM, Kind.REPORTING, Kind.ACT)
    return None if told or sentence.is_a(first, "prepositions") else name


def _inside(sentence: Sentence, mention: Mention) -> Mention | None:
    """A pronoun that parts a verb from its particle: "Tilbudet sier han nei til"."""
    found = sentence.starting(mention.first + 1, Kind.BACK)
    if found is None or found.last >= mention.last or not sentence.grammar.verb_second:
        return None
    return found if back_of(found) == "person" and is_actor(found) else None


def _denier(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who stands between what is denied and its verb: "a charge | Moscow | rejects", "Den anklagen har | Iran | avvist"."""
    at = mention.first
    opens = (
        any(sentence.is_a(i, "determiners") for i in (at - 1, at)) or sentence.word(at - 1) == ","
    )
    if not (_denies(mention) and opens and mention.form is Form.BASE):
        return None
    return actor_before(sentence, mention.last - 1, at + 1)


def _may_follow(sentence: Sentence, at: int) -> bool:
    """Whether the subject of a verb may stand behind it, as none stands before."""
    return sentence.grammar.verb_second and unknown_before(sentence, at) is None


def _in_the_part_of(sentence: Sentence, found: Mention) -> bool:
    """Whether a noun only says as what somebody acts: "Norge er som megler villig til"."""
    bare = found.kind is Kind.HEAD and found.form is Form.SINGULAR
    return bare and sentence.is_a(found.first - 1, "relative")


def _behind(sentence: Sentence, mention: Mention) -> Mention | None:
    """The subject behind a verb that something else stands before: "Mandag krevde hæren at …"."""
    end = min(mention.last + _BEHIND, len(sentence))
    content = (
        i for i in range(mention.first + 1, end)
        if sentence.is_a(i, "that") or sentence.is_a(i, "infinitive")
    )  # fmt: skip
    cues = sentence.within(mention.first, end, Kind.CUE)  # "er svaret nei | så lenge X …"
    tied = (cue.first for cue in cues if effect_of(cue) == "condition")
    found = actor_after(sentence, mention.first, min(next(content, end), next(tied, end)))
    if found is None or sentence.is_a(left_of(sentence, found) - 1, "prepositions"):
        return None
    return found


def _spoken_from(sentence: Sentence, first: int, at: int) -> Mention | None:
    """Who speaks, named as where the words come from: "Fra Moskva var svaret nei"."""
    for mention in sentence.within(first, at, Kind.PLACE, Kind.ACTOR, Kind.HEAD):
        if sentence.is_a(mention.first - 1, "from"):
            return mention
    return None


def _over_insertion(sentence: Sentence, at: int, first: int) -> Mention | None:
    """The subject before an insertion or "men": "Washington takket, men forkastet tilbudet"."""
    if sentence.is_a(first, "joining") and first == at - 1:
        return actor_before(sentence, first, 0)
    if sentence.word(first) == "," or sentence.is_a(first, "relative"):
        rows = [m for m in sentence.within(0, first, *ACTING) if is_actor(m)]
        rows = [m for m in rows if not sentence.is_a(m.first - 1, "prepositions")]
        if rows and sentence.is_a(first, "relative") and rows[-1].last == first - 1:
            return rows[-1]  # "…, opplyser politiet, som mistenker X"
        return rows[0] if rows else None
    return None


def cover_of(attributions: list[Attribution], at: int) -> Attribution | None:
    """The attribution that covers a token; the last of several, and who is heard through a relay."""
    covering = [a for a in attributions if a.covers(at) and not a.back]
    if not covering:
        return None
    last, inner = covering[-1], covering[-2] if len(covering) > 1 else None
    if inner is None or not _only_relays(last) or any(v.role == "relay" for v in inner.chain):
        return last  # "…, X warned on Monday, state television reported"
    return msgspec.structs.replace(inner, chain=(*last.chain, *inner.chain))


def _only_relays(one: Attribution) -> bool:
    return len(one.chain) == 1 and one.chain[0].role == "relay" and one.phrase is not None


def chain_of(
    sentence: Sentence, phrase: Phrase | None, cover: Attribution | None, cue: str
) -> tuple[Voice, ...]:
    """The chain of an act of speech: its speaker, inside the relay that passed it on."""
    outer = cover.chain if cover else ()
    if phrase is None:
        return outer
    quote = sentence.quote(phrase.first, phrase.last)
    voice = Voice(phrase.name, "claimant", quote.text, quote.start, quote.end, cue)
    if not outer:
        return (voice,)
    if outer[-1].role == "relay":
        return (*outer, voice)
    return outer
