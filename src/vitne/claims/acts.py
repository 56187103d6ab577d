"""Reads what actors do with words: threaten, demand, offer, refuse, accuse, deny, support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.conditions import alternative, condition, inverted_condition, is_announced, until
from vitne.claims.drafts import Draft
from vitne.claims.naming import ACTING, Phrase
from vitne.claims.parties import is_actor, phrase_at
from vitne.claims.passives import is_passive
from vitne.claims.speakers import chain_of, cover_of, speaker_of
from vitne.model import Kind, Mention
from vitne.model.entries import Act, Form, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

# PLOVER type and modality of each kind of speech act (gold/GUIDELINES.md).
CODES = {
    "threat": ("THREATEN", "threatened"),
    "demand": ("REQUEST", "demanded"),
    "offer": ("AGREE", "asserted"),
    "refusal": ("REJECT", "asserted"),
    "accusation": ("ACCUSE", "alleged"),
    "denial": ("REJECT", "denied"),
    "support": ("SUPPORT", "asserted"),
}
_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_CONDITIONAL = frozenset({"threat", "demand", "offer"})
_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.BASE, Form.PASSIVE})


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
        if draft is not None and not any(_inside(draft, d) for d in drafts):
            drafts.append(draft)
    if not drafts:
        drafts.extend(_future(sentence, attributions, types, context))
    if not drafts:
        drafts.extend(_verb_first(sentence, attributions))
    return drafts


def _inside(draft: Draft, other: Draft) -> bool:
    """Whether an act lies in what another act says: "krever at X slutter å true"."""
    sentence = draft.sentence
    between = sentence.low[other.anchor[1] : draft.anchor[0]]
    if "," in between and any(w in sentence.grammar["and"] for w in between):
        return False
    return not any(w in sentence.grammar["but"] or w in sentence.grammar["and"] for w in between)


def _performed(sentence: Sentence, mention: Mention, entry: Act) -> bool:
    """Whether the word is used as a verb that somebody does, and not denied or only described."""
    finite = mention.form in _FINITE or _finite_before(sentence, mention)
    if entry.frame == "verb" and not finite:
        return False
    if entry.act != "denial" and (_negated(sentence, mention) or _seems_not(sentence, mention)):
        return False
    return entry.act != "support" or not _describes(sentence, mention.first)


def _act(
    sentence: Sentence, mention: Mention, attributions: list[Attribution], context: Context
) -> Draft | None:
    entry = mention.entry
    if not isinstance(entry, Act) or entry.act not in CODES:
        return None
    if not _performed(sentence, mention, entry):
        return None
    cover = cover_of(attributions, mention.first)
    own = speaker_of(sentence, mention, context, covered=cover is not None)
    if own is None and cover is None:
        return None
    if entry.frame == "plain" and (cover is None or _negated_anywhere(sentence, mention.first)):
        return None
    phrase = own or (cover.phrase if cover else None)
    if entry.by_party and not (phrase and phrase.party):
        return None
    code, modality = CODES[entry.act]
    last = complement_end(sentence, mention.last)
    first = min(own.first, mention.first) if own else mention.first
    draft = Draft(
        entry.act, sentence, first, last, (mention.first, mention.last), [*mention.rules],
        event_type=code, modality=modality, modes=entry.modes,
    )  # fmt: skip
    draft.polarity = "negative" if entry.act == "denial" else "positive"
    if phrase is not None:
        draft.agents = (phrase.as_party(sentence),)
        draft.agent_party = phrase.party
        draft.agent_states = phrase.states
    accused = entry.act == "accusation" and is_passive(sentence, mention)  # "X beskyldes for"
    speaks = own is not None and entry.frame != "plain" and not accused
    draft.voices = chain_of(sentence, phrase if speaks else None, cover, entry.id)
    _conditional(draft)
    if accused:
        draft.targets, draft.agents = draft.agents, ()
        return draft
    if entry.frame == "plain" and entry.act == "demand":
        draft.targets, draft.agents = draft.agents, ()
    else:
        _target(draft, mention, phrase, context)
    return draft


def _negated_anywhere(sentence: Sentence, at: int) -> bool:
    return any(sentence.is_a(i, "not") for i in range(at))


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
        if not mention.first <= i < mention.last and not _in_unless(sentence, i)
    )  # fmt: skip


def _in_unless(sentence: Sentence, at: int) -> bool:
    """Whether "ikke" belongs to a condition: "varsler angrep hvis ikke våpnene …"."""
    cue = sentence.covering(at, Kind.CUE)
    return cue is not None and getattr(cue.entry, "effect", "") == "condition"


def _describes(sentence: Sentence, at: int) -> bool:
    """Whether a relative clause only says which ones: "styrker som støtter X, rykket inn"."""
    first, _ = sentence.clause(at)
    return sentence.is_a(first, "relative") and first > 0 and sentence.word(first - 1) != ","


def _seems_not(sentence: Sentence, mention: Mention) -> bool:
    """Whether the act lies in what is said not to be: "det ser ikke ut til at de er villige"."""
    first, _ = sentence.clause(mention.first)
    return sentence.is_a(first, "that") and any(sentence.is_a(i, "not") for i in range(first))


def complement_end(sentence: Sentence, at: int) -> int:
    """Where what is demanded, denied or threatened ends: at the sentence's end or at "men"."""
    opened = False
    while at < len(sentence):
        opened = opened or sentence.word(at) == "«"
        if sentence.word(at) in (".", "!", "?", ";") or (sentence.word(at) == "»" and not opened):
            return at
        if sentence.is_a(at, "but") and sentence.word(at - 1) == ",":
            return at - 1
        if sentence.is_a(at, "and") and sentence.starting(at + 1, Kind.REPORTING, Kind.ACT):
            return at
        at += 1
    return at


def _conditional(draft: Draft) -> None:
    if draft.kind not in _CONDITIONAL:
        return
    found = condition(draft.sentence)
    if found is None and draft.kind == "threat":
        found = alternative(draft.sentence) or until(draft.sentence, draft.anchor[0])
    if found is not None:
        draft.modality, draft.condition = "conditional", found


def _target(draft: Draft, mention: Mention, agent: Phrase | None, context: Context) -> None:
    """Whom the act is aimed at: the first actor after the word that is not its speaker."""
    sentence = draft.sentence
    for other in sentence.within(mention.last, draft.last, *ACTING):
        if not is_actor(other) or (agent and agent.first <= other.first < agent.last):
            continue
        phrase = phrase_at(sentence, other, context)
        draft.targets = (phrase.as_party(sentence),)
        return


def _future(
    sentence: Sentence,
    attributions: list[Attribution],
    types: Mapping[str, EventType],
    context: Context,
) -> list[Draft]:
    """A threat in plain words: a party says that it will attack."""
    for mention in sentence.of(Kind.TRIGGER):
        entry = mention.entry
        if not isinstance(entry, Trigger) or not is_announced(sentence, mention):
            continue
        kind = types.get(entry.event)
        if kind is None or kind.plover not in _HOSTILE:
            continue
        cover = cover_of(attributions, mention.first)
        if cover is None or cover.phrase is None or not cover.phrase.party:
            continue
        code, modality = CODES["threat"]
        first, last = sentence.clause(mention.first)
        draft = Draft(
            "threat", sentence, first, max(last, mention.last), (mention.first, mention.last),
            [*mention.rules], event_type=code, modality=modality, modes=("violence",),
        )  # fmt: skip
        draft.voices = cover.chain
        draft.agents = (cover.phrase.as_party(sentence),)
        draft.agent_party = cover.phrase.party
        _conditional(draft)
        _target(draft, mention, None, context)
        return [draft]
    return []


def _verb_first(sentence: Sentence, attributions: list[Attribution]) -> list[Draft]:
    """A threat whose condition begins with its verb: "Krysser de grensa, smeller det igjen"."""
    found = inverted_condition(sentence)
    if found is None:
        return []
    comma = found[1]
    cover = cover_of(attributions, comma + 1)
    if cover is None or cover.phrase is None or not cover.phrase.party:
        return []
    code, _ = CODES["threat"]
    last = cover.zone[0] if cover.zone[0] > comma else len(sentence)
    draft = Draft(
        "threat", sentence, found[0], last, (comma + 1, comma + 2), [r for v in cover.chain if (r := v.cue)],
        event_type=code, modality="conditional", modes=("violence",),
    )  # fmt: skip
    draft.voices, draft.condition = cover.chain, found
    draft.agents, draft.agent_party = (cover.phrase.as_party(sentence),), True
    return [draft]
