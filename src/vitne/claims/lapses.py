"""Tells where a reporter adds what came before: "X sa at …, timer etter at gatekamper drepte to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Mention, TimeKind

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_REACH = 7  # tokens from a comma to "after": "less than 24 hours after"
_TOLD = (Kind.HARM, Kind.TRIGGER, Kind.ACT)


def speech_end(sentence: Sentence, content: int) -> int:
    """Where what a speaker tells ends: with its sentence, or where the reporter tells how long after what."""
    end = len(sentence)
    if not sentence.has("lapses"):
        return end
    for at in range(content + 1, end):
        if sentence.is_a(at, "quotes"):
            return end  # the words are the speaker's own
        if sentence.word(at) == "," and (begins := _lapse(sentence, at)) is not None:
            told = sentence.holds(begins, end, *_TOLD)
            goes_on = any(sentence.is_stop(i) for i in range(begins, end - 1))
            return at if told and not goes_on and _is_told(sentence, content, at) else end
    return end


def _is_told(sentence: Sentence, content: int, at: int) -> bool:
    """Whether anything is told before a comma: "said | on Monday, hours after the attack, that" tells nothing."""
    words = [i for i in range(content, at) if sentence.covering(i, Kind.TIME) is None]
    return len(words) > 1 and sentence.covering(at - 1, Kind.REPORTING) is None


def _lapse(sentence: Sentence, comma: int) -> int | None:
    """The token behind "after", where a comma opens how long after something: ", just hours after"."""
    for at in range(comma + 2, min(comma + _REACH, len(sentence))):
        if sentence.is_a(at, "after"):
            timed = any(sentence.is_a(i, "lapses") for i in (at - 1, at - 2))
            return at + 1 if timed else None
        if sentence.is_stop(at) or sentence.starting(at, *_TOLD) is not None:
            return None
    return None


def leads_up(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time only tells how long before something else: "kom to dager før valget".

    "Tre dager før angrepet sprengte de en bro" is three days before an act told of.
    """
    shift = mention.when.shift if mention.when and mention.when.kind is TimeKind.SHIFT else None
    at, behind, last = mention.first - 1, mention.last, mention.last - 1
    if shift is None or shift[1] >= 0 or not sentence.is_a(last, "prepositions"):
        return False
    if sentence.is_a(last, "after") or at < 0 or sentence.is_stop(at) or behind >= len(sentence):
        return False
    if sentence.is_a(at, "took_place"):
        return not sentence.is_stop(behind)
    ends = sentence.is_stop(behind) or sentence.is_a(behind, "prepositions")
    return not ends and sentence.starting(behind, Kind.TRIGGER, Kind.TIME) is None
