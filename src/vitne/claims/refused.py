"""Reads what is refused where it was asked or offered by another: "avslo en bønn fra EU om …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import Draft
from vitne.claims.parties import is_actor, left_of, phrase_at
from vitne.model import Kind, Mention, Voice

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_ACTORS = (Kind.ACTOR, Kind.HEAD, Kind.NATION, Kind.PLACE, Kind.NAME)
_NOUN_REACH = 4  # tokens between the refusing verb and what is refused
_GIVER_REACH = 12  # tokens between what is refused and who asked for it
_GENITIVE = "s"
_BEFORE = 8  # claims of the sentence before that are looked at
_ASKED = (("pleas", "demand", "REQUEST", "demanded"), ("proposals", "offer", "AGREE", "asserted"))


def find_refused(refusal: Draft, context: Context) -> Draft | None:
    """The plea or proposal that a refusal answers, with the one who made it as its voice."""
    sentence = refusal.sentence
    for at in range(refusal.anchor[0] + 1, min(refusal.anchor[1] + _NOUN_REACH, len(sentence))):
        for words, kind, code, modality in _ASKED:
            if not sentence.is_a(at, words) or not _new(sentence, at):
                continue
            giver = _giver(sentence, at)
            if giver is None:
                return None
            draft = Draft(
                kind, sentence, at, refusal.last, (at, at + 1), [*giver.rules],
                event_type=code, modality=modality,
            )  # fmt: skip
            _speak(draft, giver, context)
            return draft
    return None


def _new(sentence: Sentence, at: int) -> bool:
    """Whether the noun tells something not told before: "et tilbud", "et nytt tilbud"."""
    return any(sentence.is_a(i, "articles") for i in (at - 1, at - 2))


def _giver(sentence: Sentence, at: int) -> Mention | None:
    """Who asked or offered: "fra EU", "som militsens utsending la fram"."""
    last = min(at + _GIVER_REACH, len(sentence))
    for mention in sentence.within(at, last, *_ACTORS):
        before = left_of(sentence, mention) - 1
        if not is_actor(mention) or any(sentence.word(i) == "," for i in range(at, before)):
            continue
        owned = sentence.word(before).endswith(_GENITIVE)  # "som opprørspresidentens utsending"
        before -= 1 if owned else 0
        if sentence.is_a(before, "from") or sentence.is_a(before, "relative"):
            return mention
        owned = before == at and sentence.is_a(at + 1, "genitive_articles")
        if owned and sentence.starting(at, Kind.ACT) is None:
            return mention  # "eine Bitte der EU"
    return None


def _speak(draft: Draft, giver: Mention, context: Context) -> None:
    phrase = phrase_at(draft.sentence, giver, context)
    quote = draft.sentence.quote(phrase.first, phrase.last)
    cue = phrase.rules[0] if phrase.rules else None
    draft.voices = (Voice(phrase.name, "claimant", quote.text, quote.start, quote.end, cue),)
    draft.agents = (phrase.as_party(draft.sentence),)
    draft.agent_party, draft.agent_states = phrase.party, phrase.states


def answer(acts: list[Draft], earlier: list[Draft]) -> None:
    """Make a refusal of "Det afviser regeringen" where the sentence before demands or offers."""
    for act in acts:
        index = act.sentence.passage.index - 1
        if act.kind != "denial" or act.anchor[0] != 1 or not act.sentence.is_a(0, "that_pronoun"):
            continue
        told = [d for d in earlier[-_BEFORE:] if d.sentence.passage.index == index]
        if told and told[-1].kind in ("demand", "offer"):
            act.kind, act.modality, act.polarity = "refusal", "asserted", "positive"
