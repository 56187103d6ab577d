"""Tells reports of organised political violence from texts in war words about other things."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from vitne.model import ActorKind, Kind, Mention
from vitne.model.entries import Harm, Head, Measure, People, Scene, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vitne.claims.sentence import Sentence

_MOST_OF_ONE, _MOST_AGAINST = 3, 6  # an entry counts no more often; one that speaks against does
# What an article must weigh: more the longer it is, within bounds (chosen between the heaviest text
# on something else, 11.5, and the lightest report, 20.5, of 66 texts of the development sets).
_FLASH, _LEAST_OF_FLASH = 40, 1.5  # tokens of a news flash, and what it must weigh
_MOST_OF_FLASH = 2  # acts that weigh in a flash though they may be of other things
_POLICE = "head.police"
_OF_HUNDRED, _LEAST, _MOST = 7, 3.0, 13.5  # of a hundred tokens; at least and at most


def relevance(mentions: Iterable[Mention]) -> float:
    """The weight of an article's evidence for organised political violence.

    Weights are in the packs (scenes) and here by kind: a party to conflict weighs 2, a word only
    said of violence 1.5, a force or people driven from home 1, the police and members of armed
    bodies 0.5. An entry counts three times, one that speaks against violence six times.
    """
    weights: dict[str, float] = {}  # of each entry or actor
    left: dict[str, int] = {}  # how often it still counts
    total = 0.0
    for mention in mentions:
        weigh = _WEIGHTS.get(mention.kind)
        if weigh is None:
            continue
        key = mention.rules[0]
        if key not in weights:
            weights[key] = weigh(mention)
            left[key] = _MOST_OF_ONE if weights[key] > 0 else _MOST_AGAINST
        if left[key]:
            left[key] -= 1
            total += weights[key]
    return total


def is_enough(mentions: Iterable[Mention], tokens: int) -> bool:
    """Whether the mentions of an article of so many tokens make it a report of violence."""
    least = tokens * _OF_HUNDRED / 100
    if tokens > _FLASH:
        return relevance(mentions) >= min(max(least, _LEAST), _MOST)
    rows = list(mentions)
    return relevance(rows) + _of_armed(rows) >= max(least, _LEAST_OF_FLASH)


def _of_armed(mentions: Sequence[Mention]) -> float:
    """What acts weigh in a flash that may be of other things too, where armed men are told of.

    "Bevæbnede mænd åbnede ild mod et marked": half each, and no more than two of them; nothing
    where a word is of another world, as of chess or films.
    """
    armed = any(_people(mention) for mention in mentions)
    if not armed or any(_scene(mention) < 0 for mention in mentions):
        return 0.0
    acts = {m.rules[0] for m in mentions if isinstance(m.entry, Trigger) and not _trigger(m)}
    return min(len(acts), _MOST_OF_FLASH) / 2


def is_relevant(sentences: Sequence[Sentence]) -> bool:
    """Whether the article reports organised political violence as news."""
    mentions = chain.from_iterable([sentence.mentions for sentence in sentences])
    return is_enough(mentions, sum(map(len, sentences)))


def _scene(mention: Mention) -> float:
    return float(mention.entry.weight) if isinstance(mention.entry, Scene) else 0.0


def _trigger(mention: Mention) -> float:
    return 1.5 if isinstance(mention.entry, Trigger) and not mention.entry.weak else 0.0


def _harm(mention: Mention) -> float:
    displaced = isinstance(mention.entry, Harm) and mention.entry.measure is Measure.DISPLACED
    return 1.0 if displaced else 0.0


def _actor(mention: Mention) -> float:
    actor = mention.actor
    return 2.0 if actor and (actor.party or actor.kind is ActorKind.GROUP) else 0.0


def _head(mention: Mention) -> float:
    if not isinstance(mention.entry, Head) or mention.entry.role != "force":
        return 0.0
    return 0.5 if mention.entry.id == _POLICE else 1.0  # the police are told of in crime too


def _people(mention: Mention) -> float:
    if not isinstance(mention.entry, People) or not mention.entry.armed:
        return 0.0
    return 0.0 if mention.entry.status == "police" else 0.5


_WEIGHTS: dict[Kind, Callable[[Mention], float]] = {
    Kind.SCENE: _scene, Kind.TRIGGER: _trigger, Kind.ACTOR: _actor, Kind.HEAD: _head,
    Kind.PEOPLE: _people, Kind.HARM: _harm,
}  # fmt: skip
