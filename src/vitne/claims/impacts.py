"""Tells what fire came down in, and what was set alight: "raketter slo ned i Barda"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import NOMINAL, what_of
from vitne.claims.targets import STRUCK, attacked, set_thing
from vitne.claims.things import thing_at
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention


_FALLING = frozenset({"missile-strike", "shelling"})  # fire that comes down in a settlement
_ENTERED = _FALLING | {"hit", "raid", "bombing", "ied", "suicide-bombing"}


def struck(draft: Draft, mention: Mention) -> None:
    """What fire came down in: "raketter slo ned i Barda", "granater traff i en skole"."""
    sentence = draft.sentence
    if draft.targets or draft.event is None or not sentence.is_a(mention.last, "into"):
        return
    if draft.event.id not in _ENTERED:
        return
    at = mention.last + 1
    unit = next((u for i in range(at, at + 3) if (u := _building(sentence, i))), None)
    if unit is not None:
        set_thing(draft, (unit.first, unit.last))
    elif not set_thing(draft, thing_at(sentence, at)) and _comes_down(draft, mention):
        _struck_town(draft, at)


def burnt(draft: Draft, mention: Mention) -> None:
    """What a word for setting fire names with it: "tente på husene"."""
    sentence, at = draft.sentence, mention.last - 1
    if draft.targets or draft.event is None or draft.event.id != "arson":
        return
    definite = sentence.ends(at, "definite_endings")
    named = at - 1 == mention.first or sentence.is_a(at - 1, "targeting")
    if definite and at > mention.first and named:
        set_thing(draft, (at, at + 1))
    elif (
        at > mention.first and sentence.ends(at, "burnt_endings") and _is_counted(sentence, mention)
    ):
        set_thing(draft, (at, at + 1))  # "brente | 30 | hus"


def _is_counted(sentence: Sentence, mention: Mention) -> bool:
    """Whether nothing but a number or articles stands between a verb and its noun inside its words."""
    return all(
        sentence.covering(i, Kind.NUMBER)
        or sentence.is_a(i, "determiners")
        or sentence.is_a(i, "edges")
        for i in range(mention.first + 1, mention.last - 1)
    )


def _comes_down(draft: Draft, mention: Mention) -> bool:
    """Whether fire came down in a town: "slo ned i Barda", no mere "granater i Barda"."""
    if draft.event is None or draft.event.id not in _FALLING:
        return False
    landing = draft.sentence.ends(mention.last - 1, "landing_endings")
    return landing or mention.form not in NOMINAL


def _building(sentence: Sentence, at: int) -> Mention | None:
    """A house or a vehicle that begins at a token."""
    unit = sentence.starting(at, Kind.UNIT)
    return unit if what_of(unit) in STRUCK else None


def _struck_town(draft: Draft, first: int) -> None:
    sentence = draft.sentence
    for at in range(first, min(first + 4, len(sentence))):
        place = sentence.starting(at, Kind.PLACE)
        if place is not None and place.places:
            attacked(draft, place)
            return
        if sentence.is_stop(at) or sentence.is_a(at, "prepositions"):
            return
