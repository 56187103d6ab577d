"""Reads what actors do with words: threaten, demand, offer, refuse, accuse, deny, support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.borne import is_borne, is_doer, turn, unharmed
from vitne.claims.complements import FINITE, complement_end, is_inserted
from vitne.claims.drafts import Draft
from vitne.claims.gaps import PROTESTERS
from vitne.claims.naming import back_of
from vitne.claims.refused import find_refused
from vitne.claims.sentence import ADJECTIVES, effect_of, frame_of
from vitne.claims.speakers import carried, chain_of, cover_of, has_own_speaker, speaker_of
from vitne.claims.speech import CODES, aim, tie
from vitne.claims.spoken import commands, falls_on, is_retort, promiser
from vitne.claims.standing import is_determiner
from vitne.claims.threats import find_announced, find_commanded, find_verb_first, say
from vitne.model import Kind, Mention
from vitne.model.entries import Act, Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

_PAST = frozenset({Form.PAST, Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE})
_TAGGED = frozenset({"threat", "demand"})


def find_acts(
    sentence: Sentence,
    attributions: list[Attribution],
    types: Mapping[str, EventType],
    context: Context,
) -> list[Draft]:
    """All speech acts of one sentence, at most one of a kind a clause."""
    drafts: list[Draft] = []
    for mention in sentence.of(Kind.ACT):
        draft = _act(sentence, mention, attributions, context)
        apart = has_own_speaker(sentence, mention) or _in_tag(sentence, mention, attributions)
        if draft is not None and (apart or not any(_inside(draft, d) for d in drafts)):
            drafts.append(draft)
    refused = (find_refused(d, context) for d in drafts if d.kind == "refusal")
    drafts.extend([d for d in refused if d is not None])
    if not drafts:
        drafts.extend(find_announced(sentence, attributions, types, context))
    if not drafts:
        drafts.extend(find_commanded(sentence, attributions))
    if not drafts:
        drafts.extend(find_verb_first(sentence, attributions))
    return drafts


def _in_tag(sentence: Sentence, mention: Mention, attributions: list[Attribution]) -> bool:
    """Whether an act is told of the speaker beside his words: "…, sier X, som varsler hevn"."""
    first, _ = sentence.clause(mention.first)
    if not sentence.is_a(first, "relative"):
        return False
    return any(a.phrase is not None and first - 1 <= a.phrase.last <= first for a in attributions)


def _inside(draft: Draft, other: Draft) -> bool:
    """Whether an act lies in what another act says: "krever at X slutter å true"."""
    sentence = draft.sentence
    if _goes_along(sentence, draft.anchor[0]):
        return False
    between = sentence.low[other.anchor[1] : draft.anchor[0]]
    if "," in between and any(w in sentence.grammar["and"] for w in between):
        return False
    first, _ = sentence.clause(other.anchor[0])
    told = any(w in sentence.grammar["that"] for w in between)
    if "," in between and not told and sentence.is_a(first, "relative"):
        return False  # "MSF, which supports the hospital, called on both sides"
    return not any(w in sentence.grammar["but"] or w in sentence.grammar["and"] for w in between)


def _performed(sentence: Sentence, mention: Mention, entry: Act) -> bool:
    """Whether the word is used as a verb that somebody does, and not denied or only described."""
    finite = mention.form in FINITE or _finite_before(sentence, mention)
    finite = finite or _goes_along(sentence, mention.first)
    if entry.frame == "verb" and not finite:
        return False
    if entry.act == "denial" and (_not_done(sentence, mention) or _counts_none(sentence, mention)):
        return False
    if entry.frame == "plain" and entry.act == "threat" and _was_struck(sentence, mention):
        return False
    if entry.act != "denial" and (_negated(sentence, mention) or _seems_not(sentence, mention)):
        return False
    return entry.act != "support" or not _describes(sentence, mention.first)


def _goes_along(sentence: Sentence, at: int) -> bool:
    """Whether a gerund tells what its subject does besides: "spoke on Monday, | accusing Sudan"."""
    act = sentence.starting(at, Kind.ACT)
    return act is not None and act.form is Form.GERUND and sentence.word(at - 1) == ","


def _was_struck(sentence: Sentence, mention: Mention) -> bool:
    """Whether words of threatening only tell what was struck: "we only hit | legitimate targets"."""
    deed = sentence.covering(mention.first - 1, Kind.TRIGGER)
    return deed is not None and deed.form in _PAST


def _act(
    sentence: Sentence, mention: Mention, attributions: list[Attribution], context: Context
) -> Draft | None:
    entry = mention.entry
    if not isinstance(entry, Act) or entry.act not in CODES:
        return None
    if not _performed(sentence, mention, entry):
        return None
    cover = cover_of(attributions, mention.first)
    own = unharmed(sentence, mention, _speaker(sentence, mention, cover, context), cover)
    cover = _not_parted(sentence, mention, own, cover)
    borne = is_borne(sentence, mention, entry)
    nobody = own is None and cover is None and not (borne or _awaits_tag(sentence, entry))
    if nobody or (entry.frame == "plain" and _negated_before(sentence, mention)):
        return None
    phrase = own or (cover.phrase if cover else None)
    if not _may_perform(sentence, mention, phrase):
        return None
    court = borne and _is_before_court(sentence, mention, own)
    if court or (entry.act == "accusation" and _tells_of_those_struck(sentence, mention)):
        return None
    code, modality = CODES[entry.act]
    last = complement_end(sentence, mention.last)
    first = _begin(sentence, mention, entry, own)
    draft = Draft(
        entry.act, sentence, first, last, (mention.first, mention.last), [*mention.rules],
        event_type=code, modality=modality, modes=entry.modes,
    )  # fmt: skip
    draft.polarity = "negative" if entry.act == "denial" else "positive"
    if phrase is not None:
        say(draft, phrase)
    speaks = own is not None and (entry.frame != "plain" or cover is None)
    speaks = speaks and (not borne or is_doer(sentence, own))
    draft.voices = chain_of(sentence, phrase if speaks else None, cover, entry.id)
    if not _in_tag(sentence, mention, attributions):
        tie(draft)
    if borne:
        turn(draft, mention, own, cover, context)
    elif not _subject_turned(draft, entry, own, cover):
        aim(draft, mention, phrase, context)
    return draft


def _not_parted(
    sentence: Sentence, mention: Mention, own: Phrase | None, cover: Attribution | None
) -> Attribution | None:
    """Who was heard, unless a mark parts him from who acts.

    "X sier at …; Y nekter"; "X said it had killed 40, a claim | the army denied".
    """
    heard = cover.phrase if cover is not None else None
    if own is None or heard is None or heard.first >= own.first:
        return cover
    apart = ";" in sentence.low[heard.last : own.first]
    return None if apart or _takes_up(sentence, mention, own, heard.last) else cover


def _takes_up(sentence: Sentence, mention: Mention, own: Phrase, heard: int) -> bool:
    """Whether another denies what was told just before: ", a claim the army denied", ", en påstand X avviser"."""
    first, _ = sentence.clause(mention.first)
    told = heard <= first <= own.first and getattr(mention.entry, "act", "") == "denial"
    if sentence.is_a(first, "relative") and first > 0:
        return told and first < own.first
    goes_on = sentence.has_a(first, own.first, "that")
    return told and sentence.word(first) == "," and not goes_on


def _counts_none(sentence: Sentence, mention: Mention) -> bool:
    """Whether words of denying only count that nobody was harmed: "Ingen av våre soldater er falt"."""
    number = sentence.starting(mention.first, Kind.NUMBER)
    if number is None or not (number.number and number.number.none):
        return False
    rest = range(mention.last, len(sentence))
    last = next((i for i in rest if sentence.is_stop(i)), len(sentence))
    harm = next(sentence.within(mention.last, last, Kind.HARM), None)
    return harm is not None and not sentence.holds(harm.last, last, Kind.PEOPLE, Kind.HEAD)


def _closes_its_words(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act is the tag of what is threatened or demanded before it, in the subjunctive."""
    tag = sentence.grammar.verb_last and mention.first > 1
    tag = tag and sentence.word(mention.first - 1) == ","
    return tag and any(sentence.is_a(i, "subjunctive") for i in range(mention.first))


def _begin(sentence: Sentence, mention: Mention, entry: Act, own: Phrase | None) -> int:
    """Where an act of speech begins: with its sentence, where its verb only tags what is said."""
    if _closes_its_words(sentence, mention):
        return 0  # "Man werde wieder angreifen, drohte die Armee"
    if own is None:
        return mention.first
    tag = entry.act in _TAGGED and is_tag(sentence, mention, own)
    return 0 if tag else min(own.first, mention.first)


def _is_before_court(sentence: Sentence, mention: Mention, own: Phrase | None) -> bool:
    """Whether only courts accuse: "Ten businessmen were on trial, accused of extremism"."""
    people = own is not None and own.head.kind is Kind.PEOPLE
    return people and is_inserted(sentence, mention)


def _tells_of_those_struck(sentence: Sentence, mention: Mention) -> bool:
    """Whether a participle only tells of those something was done to: "henrettet fem menn anklaget for".

    So does a verb right before a figure: "it deplored | two dead and five wounded".
    """
    number = sentence.starting(mention.last, Kind.NUMBER)
    counted = number is not None and number.number is not None and not number.number.article
    if number is not None and counted and not is_determiner(sentence, number.first, number.last):
        return sentence.holds(mention.last, sentence.clause(mention.last)[1], Kind.HARM)
    if mention.form in (Form.PRESENT, Form.INFINITIVE, Form.GERUND):
        return False
    first, _ = sentence.clause(mention.first)
    if sentence.is_a(first, "relative") and isinstance(mention.entry, Act):
        return is_borne(sentence, mention, mention.entry) and _is_of_people(sentence, first)
    people = sentence.covering(mention.first - 1, Kind.PEOPLE, Kind.HEAD)
    return people is not None and sentence.holds(first, people.first, Kind.HARM, Kind.TRIGGER)


def _is_of_people(sentence: Sentence, relative: int) -> bool:
    """Whether a relative clause only describes people: "pågrep en mann | som er siktet for".

    Not who is a party, of whom it tells news: "hæren, som beskyldes for".
    """
    at = sentence.told_of(relative) - 1
    who = sentence.covering(at, Kind.PEOPLE)
    return who is not None and sentence.covering(at, Kind.HEAD, Kind.ACTOR) is None


def is_tag(sentence: Sentence, mention: Mention, speaker: Phrase) -> bool:
    """Whether a verb only tags what is said before it: "Moskva må sende soldater, kræver Tbilisi"."""
    if sentence.word(mention.first - 1) != "," or mention.last - mention.first > 1:
        return False
    rest = range(speaker.last, len(sentence))
    end = next((i for i in rest if sentence.is_stop(i)), len(sentence))
    more = any(sentence.has_a(speaker.last, end, name) for name in ("that", "infinitive", "with"))
    return speaker.first >= mention.last and not more


def _subject_turned(
    draft: Draft, entry: Act, own: Phrase | None, cover: Attribution | None
) -> bool:
    """Turn the subject of words spoken to their target, if it is: "– De skal betale, sier X"."""
    if entry.frame != "plain":
        return False
    if entry.act == "demand":
        draft.targets, draft.agents = draft.agents, ()
        return True
    speaker = cover.phrase if cover is not None else None
    if entry.act != "threat" or speaker is None or own is None:
        return False
    if back_of(own.head) != "they" and not _threatened(own, speaker):
        return False
    draft.targets = draft.agents if own.first < draft.anchor[0] else ()
    say(draft, speaker)
    return True


def _threatened(own: Phrase, speaker: Phrase) -> bool:
    """Whether a subject is of another side than who speaks: "the attackers would be punished, he said"."""
    if own.name in speaker.name or speaker.name in own.name:
        return False
    ours = set(own.states) & set(speaker.states)
    if ours or not (speaker.states or speaker.party):
        return False
    told = bool(own.states) or own.role == "group" or own.head.kind is Kind.PEOPLE
    return told or own.head.kind is Kind.HEAD


def _awaits_tag(sentence: Sentence, entry: Act) -> bool:
    """Whether a quotation only says no, and its tag follows: '"Rent sludder." Det sier X.'."""
    return is_retort(sentence) and entry.act in ("denial", "refusal")


def _speaker(
    sentence: Sentence, mention: Mention, cover: Attribution | None, context: Context
) -> Phrase | None:
    """Who performs an act in so many words; of words only spoken, who promises them."""
    frame = frame_of(mention)
    if frame == "imperative":
        return None
    if frame == "plain" and cover is None:
        return promiser(sentence, mention, context)
    if cover is not None and _is_predicate(sentence, mention):
        return None
    return carried(sentence, mention, context) or speaker_of(
        sentence, mention, context, covered=cover is not None
    )


def _is_predicate(sentence: Sentence, mention: Mention) -> bool:
    """Whether a denial says what something is: "Tallene fra X er ren fantasi, sier Y"."""
    at = mention.first - 1
    at -= sentence.is_a(at, "quotes")
    denies = isinstance(mention.entry, Act) and mention.entry.act == "denial"
    return denies and mention.form is Form.BASE and sentence.is_a(at, "being")


def _may_perform(sentence: Sentence, mention: Mention, phrase: Phrase | None) -> bool:
    """Whether a speaker can do with this word what its entry says, and to whom it needs."""
    entry = mention.entry
    if not isinstance(entry, Act):
        return False
    if entry.by_party and not (phrase and phrase.party) and not _goes_on_with(sentence, mention):
        return False
    if entry.at_actor and not falls_on(sentence, mention.last):
        return False
    crowd = phrase is not None and (phrase.name == PROTESTERS or phrase.head.kind is Kind.NAME)
    if crowd and _goes_along(sentence, mention.first):
        return False  # "protesters gathered, calling on the president to resign"
    return entry.frame != "imperative" or commands(sentence, mention, phrase)


def _goes_on_with(sentence: Sentence, mention: Mention) -> bool:
    """Whether the threat follows an insertion: "truer en mann som kaller seg X, med å skyte"."""
    rest = range(mention.last, len(sentence))
    return any(sentence.word(i) == "," and sentence.is_a(i + 1, "with") for i in rest)


def _negated_before(sentence: Sentence, mention: Mention) -> bool:
    first, _ = sentence.clause(mention.first)
    return sentence.has_a(first, mention.first, "not")


def _finite_before(sentence: Sentence, mention: Mention) -> bool:
    window = range(max(0, mention.first - 6), mention.first)
    return any(
        sentence.is_a(i, "aux_perfect") or sentence.is_a(i, "modal_future")
        or sentence.is_a(i, "aux_passive")
        for i in window
    )  # fmt: skip


def _negated(sentence: Sentence, mention: Mention) -> bool:
    first, _ = sentence.clause(mention.first)
    window = range(max(first, mention.first - 4), min(mention.last + 2, len(sentence)))
    return any(
        sentence.is_a(i, "not") for i in window
        if not (mention.first <= i < mention.last and not _in_gap(sentence, mention, i))
        and not _in_unless(sentence, i)
    )  # fmt: skip


def _in_gap(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether a "not" behind a first word is none of a pattern's own: "will | not | pay" of "will <3> pay"."""
    cue = sentence.covering(at, Kind.CUE)
    gap = frame_of(mention) == "plain" and at == mention.first + 1
    return gap and cue is not None and effect_of(cue) == "negation"


def _not_done(sentence: Sentence, mention: Mention) -> bool:
    """Whether nobody denies: "har verken tatt på seg ansvaret eller benektet"."""
    first, _ = sentence.clause(mention.first)
    return any(
        effect_of(cue) == "negation" and first <= cue.first and cue.last <= mention.first
        for cue in sentence.of(Kind.CUE)
    )


def _in_unless(sentence: Sentence, at: int) -> bool:
    """Whether "ikke" belongs to a condition: "varsler angrep hvis ikke våpnene …"."""
    cue = sentence.covering(at, Kind.CUE)
    return cue is not None and effect_of(cue) == "condition"


def _describes(sentence: Sentence, at: int) -> bool:
    """Whether a relative clause only says which ones: "styrker som støtter X, rykket inn"."""
    if sentence.word(at - 1) == "-" and sentence.is_a(at, "joined_adjectives"):
        return True  # "the U.N.- | backed | government"
    adjective = sentence.covering(at - 1, Kind.NATION)
    if adjective is not None and adjective.form in ADJECTIVES | {Form.BASE}:
        return (
            sentence.starting(at + 1, Kind.HEAD, Kind.PEOPLE) is not None
        )  # "iransk støttede militser"
    first, _ = sentence.clause(at)
    return sentence.is_a(first, "relative") and first > 0 and sentence.word(first - 1) != ","


def _seems_not(sentence: Sentence, mention: Mention) -> bool:
    """Whether the act lies in what is said not to be: "det ser ikke ut til at de er villige"."""
    first, _ = sentence.clause(mention.first)
    return sentence.is_a(first, "that") and sentence.has_a(0, first, "not")
