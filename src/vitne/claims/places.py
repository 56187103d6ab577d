"""Places claims: the place of the act among all places of a sentence, or one told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import ActorKind, Kind, Level, Location, Mention, Place
from vitne.model.entries import Back, Head, Unit

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_FINENESS = {
    Level.TOWN: 1.5, Level.ADM2: 1.2, Level.ADM1: 1.0, Level.AREA: 1.0, Level.SEA: 0.6,
    Level.COUNTRY: 0.0,
}  # fmt: skip
_SEATED_ACTORS = frozenset(
    {ActorKind.ORGANISATION, ActorKind.AGENCY, ActorKind.OUTLET, ActorKind.MONITOR}
)
_OWNED = 0.2
_SEAT = 0.3  # an office's seat is the place of an act only where nothing better is told
_MEASURE_REACH = 4  # tokens back from a place name to the distance it measures
_SEATED = frozenset({"authority", "office", "media"})
_PRECISION = {
    Level.TOWN: "exact", Level.ADM2: "area", Level.ADM1: "area", Level.AREA: "area",
    Level.SEA: "area", Level.COUNTRY: "country",
}  # fmt: skip


def stated_place(draft: Draft, attributions: list[Attribution]) -> tuple[Mention, str] | None:
    """The place that the sentence states for an act, with its precision; None if it states none."""
    sentence = draft.sentence
    best: tuple[float, Mention, str] | None = None
    for mention in sentence.of(Kind.PLACE):
        score, precision = _score(draft, mention, attributions)
        if score > 0 and (best is None or score > best[0]):
            best = (score, mention, precision)
    if best is None:
        return None
    inner = _contained(sentence, best[1])
    return (inner, "exact") if inner else (best[1], best[2])


def _contained(sentence: Sentence, outer: Mention) -> Mention | None:
    """The finer place that lies in the one found: "bydelen Yabsat i Vest-Mosul"."""
    if not sentence.is_a(outer.first - 1, "in") or outer.places[0].level is Level.COUNTRY:
        return None
    inner = [m for m in sentence.of(Kind.PLACE) if m.last == outer.first - 1 and not m.genitive]
    return inner[0] if inner and inner[0].places else None


def _score(draft: Draft, mention: Mention, attributions: list[Attribution]) -> tuple[float, str]:
    sentence = draft.sentence
    if not mention.places or _in_zone(draft, mention, attributions):
        return 0.0, ""
    if mention.genitive:
        return (_OWNED, "country") if _owns_ground(draft, mention) else (0.0, "")
    place = mention.places[0]
    precision = _PRECISION[place.level]
    before = mention.first - 1
    while before >= 0:
        if sentence.is_a(before, "of") and sentence.is_a(before - 1, "place_parts"):
            before -= 2
        elif (
            sentence.is_a(before, "determiners")
            or sentence.covering(before, Kind.NATION)
            or sentence.is_a(before, "place_nouns")
            or sentence.is_a(before, "place_modifiers")
        ):
            before -= 1
        else:
            break
    base = _by_preposition(sentence, mention, before, draft)
    if base <= 0:
        return 0.0, ""
    if sentence.is_a(before, "near") and not sentence.is_a(before, "in"):
        precision = "near"
    score = base + _FINENESS[place.level]
    if sentence.clause_of(mention.first) == sentence.clause_of(draft.anchor[0]):
        score += 2
    score -= min(abs(mention.first - draft.anchor[1]), 30) / 30
    return score, precision


def _owns_ground(draft: Draft, mention: Mention) -> bool:
    """Whether ground of a state is spoken of: "Aserbajdsjans storbyer er nå mål"."""
    sentence = draft.sentence
    if draft.kind in ("event", "toll"):
        return False
    unit = sentence.starting(mention.last, Kind.UNIT)
    return isinstance(unit.entry, Unit) and unit.entry.what == "places" if unit else False


def _by_preposition(sentence: Sentence, mention: Mention, before: int, draft: Draft) -> float:
    """How much the word before a place name says that the act was there."""
    if draft.place_mention is mention:
        return 4.0
    if before < 0:
        labelled = sentence.word(mention.last) == ":"
        return 2.0 if labelled or _is_object(sentence, mention, draft) else 0.0
    if _measured(sentence, before):
        return 0.0
    if role := _seat(sentence, mention, before):
        return _SEAT if role == "office" and draft.kind in ("event", "toll") else 0.0
    weight = _weigh_word(sentence, mention, before, draft)
    if weight is not None:
        return weight
    if before != mention.first - 1 and sentence.is_a(mention.first - 1, "place_nouns"):
        return 2.5
    return 2.0 if _is_object(sentence, mention, draft) else 0.0


def _weigh_word(  # noqa: C901 - one line a kind of preposition
    sentence: Sentence, mention: Mention, before: int, draft: Draft
) -> float | None:
    """The weight of the preposition itself; None for a word that tells nothing of place."""
    happened = draft.kind in ("event", "toll")
    if sentence.is_a(before, "between") and mention.places[0].level is Level.COUNTRY:
        return 0.0
    if sentence.is_a(before - 1, "bridges"):
        return 0.0  # "broen over X" names a river
    if sentence.is_a(before, "in") or sentence.is_a(before, "near"):
        return 0.0 if _speaks_from(sentence, before, draft) else 3.0
    if sentence.is_a(before, "against") and not sentence.is_a(before - 1, "borders"):
        return 2.5
    if sentence.is_a(before, "about") and sentence.covering(before - 1, Kind.TRIGGER):
        return 3.0  # "kampene om X"
    if sentence.is_a(before, "from") and before == 0 and draft.kind == "event":
        return 1.5  # "Fra Hodeida meldes det om kamper."
    if sentence.is_a(before, "from"):
        return 2.0 if draft.toll and draft.toll.measure == "displaced" else 0.0
    if sentence.is_a(before - 1, "borders"):
        return 0.0
    if sentence.is_a(before, "to"):
        return 0.5
    if sentence.is_a(before, "of") and sentence.is_a(before - 1, "out"):
        return 2.0 if not happened or draft.event_type == "RETREAT" else 0.5
    return None


def _is_object(sentence: Sentence, mention: Mention, draft: Draft) -> bool:
    """Whether a bare place name is what was attacked or taken: "bombet Sjusja", "Gori ble tatt"."""
    if draft.kind not in ("event", "relation"):
        return False
    same = sentence.clause_of(mention.first) == sentence.clause_of(draft.anchor[0])
    if draft.anchor[0] <= mention.first < draft.anchor[1]:
        return True
    after = 0 <= mention.first - draft.anchor[1] <= 4
    before = 0 <= draft.anchor[0] - mention.last <= 4 and not draft.agents
    return same and (after or before)


def _seat(sentence: Sentence, mention: Mention, before: int) -> str:
    """The role of the body that sits in the place: "myndighetene i Kyiv", "FN i Genève", or ""."""
    if before != mention.first - 1 and sentence.is_a(mention.first - 1, "place_nouns"):
        return ""
    for other in sentence.of(Kind.HEAD, Kind.ACTOR):
        if other.last == before and not other.genitive:
            if other.kind is Kind.ACTOR:
                return "actor" if other.actor and other.actor.kind in _SEATED_ACTORS else ""
            role = other.entry.role if isinstance(other.entry, Head) else ""
            return role if role in _SEATED else ""
    return ""


def _speaks_from(sentence: Sentence, before: int, draft: Draft) -> bool:
    """Whether the place only tells whose words they are: "Presidentens kontor i X avviser det"."""
    if draft.kind in ("event", "toll", "relation") or before == 0:
        return False
    first, _ = sentence.clause(draft.anchor[0])
    noun = sentence.word(before - 1).isalpha() and not sentence.is_a(before - 1, "function")
    return first < before < draft.anchor[0] and noun


def _measured(sentence: Sentence, before: int) -> bool:
    """Whether the name only measures a distance: "30 km fra fronten i X", "nord for X"."""
    for at in range(before, max(before - _MEASURE_REACH, 0), -1):
        if sentence.is_stop(at):
            return False
        if sentence.is_a(at, "for") or sentence.is_a(at, "from"):
            unit = sentence.covering(at - 1, Kind.UNIT)
            distance = (
                isinstance(unit.entry, Unit) and unit.entry.what == "distance" if unit else False
            )
            if distance or sentence.is_a(at - 1, "directions") or sentence.is_a(at - 1, "unna"):
                return True
    return False


def _in_zone(draft: Draft, mention: Mention, attributions: list[Attribution]) -> bool:
    return any(a.zone[0] <= mention.first < a.zone[1] for a in attributions)


def back_place(draft: Draft, context: Context) -> tuple[Mention, Place] | None:
    """A pointing word for a place near the act, and the place it points to: "byen" → Gori."""
    sentence = draft.sentence
    number = sentence.clause_of(draft.anchor[0])
    rows = [m for m in sentence.of(Kind.BACK) if isinstance(m.entry, Back) and not m.genitive]
    rows.sort(key=lambda m: sentence.clause_of(m.first) != number)
    for mention in rows:
        assert isinstance(mention.entry, Back)  # noqa: S101
        if sentence.starting(mention.last, Kind.PLACE, Kind.NAME):
            continue
        found = context.pointed(mention.entry.refers)
        if mention.entry.refers == "country":
            found = _country_before(sentence, mention) or found
        elif mention.entry.refers == "here":
            found = _place_before(sentence, mention) or found
        if found is not None and not _seat(sentence, mention, mention.first - 1):
            return mention, found
    return None


def _country_before(sentence: Sentence, mention: Mention) -> Place | None:
    """The state that "landet" points to inside its sentence: the last one named before it."""
    rows = [
        m for m in sentence.of(Kind.PLACE, Kind.NATION)
        if m.last <= mention.first and m.places and m.places[0].level is Level.COUNTRY
        and (m.kind is Kind.NATION or m.genitive or sentence.is_a(m.first - 1, "prepositions"))
    ]  # fmt: skip
    return rows[-1].places[0] if rows else None


def _place_before(sentence: Sentence, mention: Mention) -> Place | None:
    """The place that "der" points to inside its sentence: "i Sjusja, der to ble drept"."""
    rows = [m for m in sentence.of(Kind.PLACE) if m.last <= mention.first and m.places]
    return rows[-1].places[0] if rows else None


def part_of_state(sentence: Sentence, mention: Mention) -> Location | None:
    """A part of a state told by a direction: "øst i Ukraina" is an area without a point."""
    place = mention.places[0]
    direction = sentence.grammar.directions.get(sentence.word(mention.first - 2))
    if place.level is not Level.COUNTRY or direction is None:
        return None
    if not sentence.is_a(mention.first - 1, "in"):
        return None
    quote = sentence.quote(mention.first - 2, mention.last)
    return Location(
        name=f"{direction} {place.name}", country=place.country, level=Level.AREA.value,
        precision="area", text=quote.text, start=quote.start, end=quote.end,
    )  # fmt: skip


def in_clause(draft: Draft, mention: Mention) -> bool:
    """Whether a mention stands in the clause of the act."""
    sentence = draft.sentence
    return sentence.clause_of(mention.first) == sentence.clause_of(draft.anchor[0])


def located(
    place: Place, quote: tuple[str, int, int] | None, basis: str, precision: str | None = None
) -> Location:
    """A place as a claim holds it."""
    text, start, end = quote or (None, None, None)
    return Location(
        name=place.name, country=place.country, level=place.level.value, lat=place.lat,
        lon=place.lon, geonameid=place.geonameid, admin1=place.admin1, control=place.control,
        precision=precision or _PRECISION[place.level], basis=basis, text=text, start=start, end=end,
    )  # fmt: skip


def inherited(location: Location, basis: str) -> Location:
    """The same place, told elsewhere in the article."""
    return msgspec.structs.replace(location, basis=basis)


def finer(coarse: Location, fine: Location | None) -> bool:
    """Whether `fine` lies in the state `coarse` and says more."""
    return (
        fine is not None
        and coarse.level == "country"
        and fine.level != "country"
        and fine.country == coarse.country
    )
