"""Tells reports of organised political violence from texts in war words about other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import ActorKind, Kind, Mention
from vitne.model.entries import Harm, Head, Measure, People, Scene, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.claims.sentence import Sentence

_MOST_OF_ONE = 3  # the same word counts no more often than this
# What an article must weigh: more the longer it is, within bounds (chosen between the heaviest text
# on something else, 11.5, and the lightest report, 20.5, of 66 texts of the development sets).
_FLASH, _LEAST_OF_FLASH = 40, 2.0  # tokens of a news flash, and what it must weigh
_A_TOKEN, _LEAST, _MOST = 0.07, 3.0, 13.5


def relevance(sentences: Iterable[Sentence]) -> float:
    """The weight of an article's evidence for organised political violence.

    Weights are in the packs (scenes) and here by kind: a party to conflict weighs 2, a word only
    said of violence 1.5, a force 1, members of armed bodies 0.5. Each word counts three times.
    """
    seen: dict[str, int] = {}
    total = 0.0
    for sentence in sentences:
        for mention in sentence.mentions:
            weight = _weight(mention)
            if weight:
                key = mention.rules[0] if mention.rules else sentence.word(mention.first)
                seen[key] = seen.get(key, 0) + 1
                if seen[key] <= _MOST_OF_ONE:
                    total += weight
    return total


def is_relevant(sentences: Sequence[Sentence]) -> bool:
    """Whether the article reports organised political violence as news."""
    tokens = sum(len(sentence) for sentence in sentences)
    least = _LEAST_OF_FLASH if tokens <= _FLASH else _LEAST
    return relevance(sentences) >= min(max(tokens * _A_TOKEN, least), _MOST)


def _weight(mention: Mention) -> float:
    entry = mention.entry
    match mention.kind:
        case Kind.SCENE:
            return float(entry.weight) if isinstance(entry, Scene) else 0.0
        case Kind.TRIGGER:
            return 1.5 if isinstance(entry, Trigger) and not entry.weak else 0.0
        case Kind.HARM:
            return 1.0 if isinstance(entry, Harm) and entry.measure is Measure.DISPLACED else 0.0
        case Kind.ACTOR:
            actor = mention.actor
            party = actor is not None and (actor.party or actor.kind is ActorKind.GROUP)
            return 2.0 if party else 0.0
        case Kind.HEAD:
            return 1.0 if isinstance(entry, Head) and entry.role == "force" else 0.0
        case Kind.PEOPLE:
            return 0.5 if isinstance(entry, People) and entry.armed else 0.0
        case _:
            return 0.0
