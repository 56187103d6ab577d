"""Reads ground told by a border: "nær grensen til Tsjad", "along the border between X and Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Level, Location, Place

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention, Quote

_REACH = 4  # tokens from the word for a border to the state behind it
_TOLD = (Kind.TRIGGER, Kind.HARM, Kind.ACT, Kind.REPORTING, Kind.RELATION)
_LEAD = 4  # tokens from the word for a border back to the preposition before it


def border_area(draft: Draft, context: Context, here: Location | None) -> Location | None:
    """The border where an act was, as an area without a point; `here` is where the article is.

    Its country is that of the side told of: the state reported on, else the first named.
    """
    sentence = draft.sentence
    if not sentence.has("borders"):
        return None
    first, last = sentence.clause(draft.anchor[0])
    if not sentence.holds(0, first, *_TOLD):
        first = 0  # "Lenger sør, ved grensen til Niger, | brente …"
    for at in range(first, last):
        if not sentence.is_a(at, "borders"):
            continue
        states, end = _behind(sentence, at)
        start = at
        if not states:
            states, start = _adjective(sentence, at)
        if states and _is_there(sentence, start):
            span = (at if end > at + 1 else start, end)
            return _area(states, _side(sentence, states, context, here), sentence.quote(*span))
    return None


def is_beyond(sentence: Sentence, mention: Mention) -> bool:
    """Whether a state only tells which border is meant: "nær grensen til | Thailand"."""
    at = sentence.before_noun(mention.first)
    return sentence.is_a(at, "border_with") and sentence.is_a(at - 1, "borders")


def _behind(sentence: Sentence, at: int) -> tuple[list[Place], int]:
    """The states that a border is with, told behind it, and where they end."""
    joined = sentence.is_a(at + 1, "between")
    if not (joined or sentence.is_a(at + 1, "border_with")):
        return [], at + 1
    states: list[Place] = []
    end = at + 1
    for mention in sentence.of(Kind.PLACE):
        if mention.first <= at or mention.first - end > _REACH:
            continue
        if not _is_state(mention) or len(states) > joined:
            break
        states.append(mention.places[0])
        end = mention.last
    return states, end


def _adjective(sentence: Sentence, at: int) -> tuple[list[Place], int]:
    """The state whose border it is, told before it: "den tyrkiske grensa", "the Chinese border"."""
    nation = sentence.covering(at - 1, Kind.NATION)
    if nation is None or not _is_state(nation):
        return [], at
    return [nation.places[0]], nation.first


def _is_state(mention: Mention) -> bool:
    if not mention.places:
        return False
    place = mention.places[0]
    return place.level is Level.COUNTRY and place.country is not None


def _is_there(sentence: Sentence, start: int) -> bool:
    """Whether a preposition puts the act at the border: "ved", "langs", "på"; not "over"."""
    for at in range(start - 1, max(start - _LEAD, -1), -1):
        if sentence.is_a(at, "border_crossing"):
            return False
        if sentence.is_a(at, "near") or sentence.is_a(at, "in"):
            return True
        if sentence.is_stop(at):
            return False
    return False


def _side(
    sentence: Sentence, states: list[Place], context: Context, here: Location | None
) -> Place:
    """The state on whose side of the border an act is told to have been."""
    told = [here.country] if here is not None else []
    told += [m.places[0].country for m in sentence.of(Kind.PLACE) if m.places]
    told += [s for s, _ in sorted(context.stated_homes.items(), key=lambda item: -item[1])]
    for mention in sentence.of(Kind.ACTOR, Kind.NATION):
        told += context.states_of(mention)
    named = {state.country for state in states}
    for state in told:
        if (state in named) == (len(states) > 1) and (place := context.country(state)) is not None:
            return place
    return states[0]


def _area(states: list[Place], side: Place, quote: Quote) -> Location:
    other = next((s for s in reversed(states) if s.country != side.country), None)
    name = f"{side.name}–{other.name} border" if other else f"Border of {side.inside}"
    return Location(
        name=name, country=side.country, level=Level.AREA.value, precision="area", basis="stated",
        text=quote.text, start=quote.start, end=quote.end,
    )  # fmt: skip
