"""Reads words that point to a place without naming it: "byen", "i sørøst", "på fransk jord"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import HAPPENED
from vitne.claims.naming import back_of
from vitne.claims.nested import finer_told
from vitne.claims.places import first_joined, in_clause, is_aside, located
from vitne.claims.prepositions import seat
from vitne.claims.surroundings import is_part, left_of, owned_part
from vitne.claims.vouching import belongs
from vitne.claims.ways import is_destination, is_displaced, is_on_the_way
from vitne.model import Kind, Level, Location, Mention, Place, Quote
from vitne.model.entries import Form, Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_REGIONS = frozenset({Level.ADM1, Level.AREA})
_OF_SPEAKERS = frozenset({"here", "area", "country", "capital"})
_AREAS = frozenset({"area", "around", "country"})
_GROUND_REACH = 3  # tokens back from the adjective of a state to the preposition before it


def back_place(
    draft: Draft, context: Context, attributions: Sequence[Attribution]
) -> tuple[Mention, Place] | None:
    """A pointing word for a place near the act, and the place it points to: "byen" → Gori."""
    sentence = draft.sentence
    rows = [m for m in sentence.of(Kind.BACK) if back_of(m) and not m.genitive]
    if not rows:
        return None
    number = sentence.clause_of(draft.anchor[0])
    rows.sort(key=lambda m: sentence.clause_of(m.first) != number)
    for mention in rows:
        if _is_named(sentence, mention) or _in_a_paper(sentence, mention):
            continue
        if _tells_of_site(sentence, mention):
            continue
        if _with_speaker(draft, mention, attributions):
            continue
        found = _pointed(sentence, mention, back_of(mention), context)
        if found is not None and not _is_elsewhere(draft, mention):
            return mention, found
    return None


def is_nearer(draft: Draft, back: Mention, stated: Mention) -> bool:
    """Whether a pointing word tells of an act, and a name only elsewhere: "Houthis in Yemen hit the Saudi capital"."""
    if not in_clause(draft, back) or _tells_which(draft, back, stated):
        return False
    if _state_of_capital(draft.sentence, back) is stated:
        return True
    state = stated.places[0].level is Level.COUNTRY
    struck = back.first >= draft.anchor[1] and draft.sentence.has_a(
        draft.anchor[1], back.first, "targeting"
    )
    home = state and stated.last <= draft.anchor[0] and back_of(back) == "capital"
    return (home and struck) or not in_clause(draft, stated)


def _tells_which(draft: Draft, back: Mention, stated: Mention) -> bool:
    """Whether a clause tells where in an area it was: "det verste i området, | da ti falt i X"."""
    sentence = draft.sentence
    first, _ = sentence.clause(stated.first)
    when = sentence.is_a(first, "when") or sentence.is_a(first + 1, "when")
    town = stated.places[0].level is Level.TOWN
    return when and town and draft.anchor[1] <= first and back_of(back) in _AREAS


def _is_named(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name tells which place is meant: "byen X", "its camp at X"."""
    at = mention.last
    if sentence.starting(at, Kind.PLACE, Kind.NAME):
        return True
    if _state_of_capital(sentence, mention) is not None:
        return False
    tokens = sentence.passage.tokens
    named = at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
    day = sentence.covering(at, Kind.TIME) or sentence.covering(at + 1, Kind.TIME)
    return named and day is None and sentence.is_a(at, "in")


def names_back(sentence: Sentence, back: Mention, stated: Mention) -> bool:
    """Whether a name tells which place a pointing word means: "i Nigers hovedstad, Niamey"."""
    within = left_of(sentence, stated) < back.first < stated.first
    return within and _state_of_capital(sentence, back) is not stated


def _state_of_capital(sentence: Sentence, mention: Mention) -> Mention | None:
    """The state behind a capital, which tells whose it is: "i hovedstaden i | Guinea", "the capital of | Mali"."""
    at = mention.last
    if back_of(mention) != "capital" or not (sentence.is_a(at, "in") or sentence.is_a(at, "of")):
        return None
    state = sentence.starting(at + 1, Kind.PLACE)
    whole = state is not None and bool(state.places) and state.places[0].level is Level.COUNTRY
    return state if whole and state is not None and not state.genitive else None


def _with_speaker(draft: Draft, mention: Mention, attributions: Sequence[Attribution]) -> bool:
    """Whether "her" is where somebody spoke: "told reporters here", "leger i regionen har talt 51 døde"."""
    here = back_of(mention) in _OF_SPEAKERS
    inside = any(belongs(draft.sentence, a, mention.first) for a in attributions)
    return here and inside and draft.kind in HAPPENED


def _tells_of_site(sentence: Sentence, mention: Mention) -> bool:
    """Whether "der" opens what is told of a thing, wherever that is: "ved en bygning | der kontorene lå"."""
    at = mention.first
    opens = back_of(mention) == "here" and sentence.clause_of(at) != sentence.clause_of(at - 1)
    return opens and sentence.covering(at - 1, Kind.UNIT) is not None


def _in_a_paper(sentence: Sentence, mention: Mention) -> bool:
    """Whether "der" means what somebody wrote or said: "Der oppgis egne tap til ni døde"."""
    told = sentence.starting(mention.last, Kind.REPORTING)
    return back_of(mention) == "here" and told is not None and told.form is Form.PASSIVE


def _pointed(sentence: Sentence, mention: Mention, refers: str, context: Context) -> Place | None:
    """The place a pointing word means, by what stands in its sentence, else by what was told."""
    found = context.pointed(refers)
    match refers:
        case "country":
            return _country_before(sentence, mention) or found
        case "town":
            return town_before(sentence, mention) or found
        case "here":
            opening = context.named(sentence.passage.index - 1, opens=mention.first == 0)
            return _place_before(sentence, mention) or opening or found
        case "capital":
            if _of_a_region(sentence, mention):
                return None
            if (state := _state_of_capital(sentence, mention)) is not None:
                return context.capital(state.places[0])
            owner = sentence.covering(mention.first - 1, Kind.NATION, Kind.PLACE)
            if owner is None or not owner.places:
                return found
            if owner.kind is Kind.PLACE and not owner.genitive:
                return found  # "the Somali capital", "Etiopias hovedstad"
            return context.capital(owner.places[0])
        case _:
            return found


def _of_a_region(sentence: Sentence, mention: Mention) -> bool:
    """Whether a capital is that of no state: "provinsens hovedstad"."""
    owner = sentence.covering(mention.first - 1, Kind.BACK)
    return owner is not None and owner.genitive and back_of(owner) == "area"


def _is_elsewhere(draft: Draft, mention: Mention) -> bool:
    """Whether a pointing word tells where somebody sits or fled to: "hæren i landet", "til byen"."""
    sentence, before = draft.sentence, draft.sentence.before_noun(mention.first)
    fled = is_displaced(draft) and is_destination(sentence, before)
    return fled or _died_in_care(draft, mention) or bool(seat(sentence, mention, before))


def _died_in_care(draft: Draft, back: Mention) -> bool:
    """Whether the wounded died where they were taken: "De sårede ble fløyet til X, der to døde"."""
    if draft.toll is None or draft.toll.measure != "killed" or back_of(back) != "here":
        return False
    sentence = draft.sentence
    taken = (
        m for m in sentence.of(Kind.PLACE)
        if m.last <= back.first and is_on_the_way(sentence, left_of(sentence, m))
    )  # fmt: skip
    return any(
        getattr(harm.entry, "measure", None) is Measure.WOUNDED
        for place in taken
        for harm in sentence.within(0, place.first, Kind.HARM)
    )


def _country_before(sentence: Sentence, mention: Mention) -> Place | None:
    """The state that "landet" points to inside its sentence: the last one named before it."""
    before = sentence.before_noun(mention.first)
    within = sentence.is_a(before, "in") or is_part(
        sentence, before
    )  # "amerikanske soldater i landet": not theirs
    rows = [
        m for m in sentence.of(Kind.PLACE, Kind.NATION)
        if m.last <= mention.first and m.places and m.places[0].level is Level.COUNTRY
        and ((m.kind is Kind.NATION and not within) or m.genitive or sentence.is_a(m.first - 1, "prepositions"))
    ]  # fmt: skip
    return rows[-1].places[0] if rows else None


def town_before(sentence: Sentence, mention: Mention) -> Place | None:
    """The town that "byen" points to inside its sentence: "sendte politi til X og stengte | byen".

    Not that of a hospital, where those are taken who were harmed elsewhere: "sykehuset i | byen".
    """
    if sentence.ends(sentence.before_noun(mention.first) - 1, "hospitals"):
        return None
    rows = (
        m.places[0] for m in sentence.of(Kind.PLACE)
        if m.places and not m.genitive and not is_aside(sentence, m)
        and sentence.is_any(left_of(sentence, m), "in", "to")
        and sentence.has_a(m.last, mention.first, "and")
    )  # fmt: skip
    return next((place for place in rows if place.level is Level.TOWN), None)


def _place_before(sentence: Sentence, mention: Mention) -> Place | None:
    """The place that "der" points to inside its sentence: "i Sjusja, der to ble drept"."""
    rows = [m for m in sentence.of(Kind.PLACE) if m.last <= mention.first and m.places]
    fine = [m for m in rows if m.places[0].level is not Level.COUNTRY] or rows
    if not fine:
        return None
    inner = finer_told(sentence, fine[-1]) or fine[-1]  # "omringet Goma i Nord-Kivu, | der"
    return first_joined(sentence, inner).places[0]


def part_of_state(sentence: Sentence, mention: Mention, place: Place) -> Location | None:
    """A part of a state told by a direction: "øst i Ukraina", "den nordlige delen av landet".

    It is an area without a point, in the words from the direction on.
    """
    if place.level is not Level.COUNTRY:
        return None
    if mention.genitive:
        return _part_owned(sentence, mention, place)
    first = _direction_before(sentence, mention.first)
    if first is None:
        return None
    direction = sentence.grammar.directions[sentence.word(first)]
    quote = sentence.quote(first, mention.last)
    return _area(f"{direction} {place.name}", place, quote)


def _part_owned(sentence: Sentence, mention: Mention, state: Place) -> Location | None:
    """The part that a state in the genitive owns: "i Sri Lankas nordvestlige hjørne", "Nigeria's far north"."""
    part = owned_part(sentence, mention)
    if part is None:
        return None
    direction = sentence.grammar.directions[sentence.word(part.start)]
    return _area(f"{direction} {state.name}", state, sentence.quote(mention.first, part.stop))


def region_beside(draft: Draft) -> Location | None:
    """The region that a sentence puts the town of an act in: "Sake øst i DR Kongo"."""
    sentence, town = draft.sentence, draft.place
    if town is None or town.level != "town":
        return None
    for mention in sentence.of(Kind.PLACE):
        if not mention.places or mention.genitive or mention.places[0].country != town.country:
            continue
        place = mention.places[0]
        if (part := part_of_state(sentence, mention, place)) is not None:
            return part
        if place.level in _REGIONS and sentence.is_a(left_of(sentence, mention), "in"):
            return located(place, sentence.quote(mention.first, mention.last), "stated")
    return None


def _direction_before(sentence: Sentence, at: int) -> int | None:
    """The token of the direction before the name of a state: "nord i X", "nordlige deler av X"."""
    directions = sentence.grammar.directions
    while sentence.is_a(at - 1, "definite_articles"):
        at -= 1
    inside = sentence.is_a(at - 1, "in") or is_part(sentence, at - 1)
    if inside and sentence.word(at - 2) in directions:
        return at - 2  # "midt i X", "på nordkysten av X"
    of = sentence.is_any(at - 1, "of", "in")
    if of and sentence.is_any(at - 2, "place_parts", "regions_plural"):
        at -= 2
    bent = sentence.grammar.noun_rows or not sentence.is_a(at - 1, "directions")
    return at - 1 if bent and sentence.word(at - 1) in directions else None


def ground_told(draft: Draft, home: Place | None, here: Location | None) -> Location | None:
    """The part or ground of a state told without its name: "i sørøst", "på fransk jord"."""
    return direction_alone(draft, home) or ground_of_nation(draft) or side_of_nation(draft, here)


def direction_alone(draft: Draft, home: Place | None) -> Location | None:
    """A part of the state reported on, told without its name: "i sørøst", "i de sørlige provinsene"."""
    sentence = draft.sentence
    if home is None or home.level is not Level.COUNTRY:
        return None
    if sentence.grammar.directions.keys().isdisjoint(sentence.low):
        return None
    first, last = sentence.clause(draft.anchor[0])
    for at in range(first, last - 1):
        if not sentence.is_a(at, "in"):
            continue
        while sentence.is_a(at + 1, "definite_articles") or _before_bent(sentence, at + 1):
            at += 1
        end = _end_of_part(sentence, at + 1)
        if end is not None:
            direction = sentence.grammar.directions[sentence.word(at + 1)]
            return _area(f"{direction} {home.name}", home, sentence.quote(at + 1, end))
    return None


def _before_bent(sentence: Sentence, at: int) -> bool:
    """Whether an article stands before the adjective of a direction: "de | sørlige"."""
    return sentence.is_a(at, "determiners") and sentence.word(at + 1) in sentence.grammar.directions


def _end_of_part(sentence: Sentence, at: int) -> int | None:
    """The token behind a part of a state that its words tell: "sør", "sørlige provinser"."""
    if sentence.is_a(at, "directions"):
        more = sentence.is_any(at + 1, "locatives", "for", "and")
        return None if more else at + 1
    bent = sentence.word(at) in sentence.grammar.directions
    return at + 2 if bent and sentence.is_a(at + 1, "regions_plural") else None


def ground_of_nation(draft: Draft) -> Location | None:
    """The state on whose ground the act was: "på fransk jord", "i Perus høyland"."""
    sentence = draft.sentence
    if draft.kind == "denial":
        return None  # "aldri noen aksjon på tyrkisk jord" speaks of no one act
    for mention in sentence.of(Kind.NATION, Kind.PLACE):
        place = mention.places[0] if mention.places else None
        owns = mention.genitive == (mention.kind is Kind.PLACE)
        ground = sentence.is_a(mention.last, "grounds") and owns
        if place is None or place.level is not Level.COUNTRY or not ground:
            continue
        start = max(mention.first - _GROUND_REACH, 0)
        if any(sentence.is_a(at, "in") for at in range(start, mention.first)):
            return located(place, sentence.quote(mention.first, mention.last + 1), "stated")
    return None


def side_of_nation(draft: Draft, here: Location | None) -> Location | None:
    """The state where people were harmed, if the article is in another: "på israelsk side".

    Of those who fight it tells whose they are, not where: "11 soldater falt på etiopisk side".
    """
    sentence = draft.sentence
    if draft.toll is None or draft.toll.status in ("combatant", "police"):
        return None
    for mention in sentence.of(Kind.NATION):
        place = mention.places[0] if mention.places else None
        if place is None or place.level is not Level.COUNTRY or mention.genitive:
            continue
        there = sentence.is_a(sentence.before_noun(mention.first), "in")
        elsewhere = here is None or here.country != place.country
        if there and elsewhere and sentence.is_a(mention.last, "sides"):
            return located(place, sentence.quote(mention.first, mention.last + 1), "stated")
    return None


def _area(name: str, state: Place, quote: Quote) -> Location:
    return Location(
        name=name, country=state.country, level=Level.AREA.value, precision="area", basis="stated",
        text=quote.text, start=quote.start, end=quote.end,
    )  # fmt: skip
