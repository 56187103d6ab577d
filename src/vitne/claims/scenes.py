"""Reads where the news is from sentences that make no claim: "Bilen sto på en grusvei ved X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.borders import is_beyond
from vitne.claims.doers import FIGHTING
from vitne.claims.drafts import HAPPENED, SETTING
from vitne.claims.elsewhere import measured, only_finds
from vitne.claims.naming import back_of
from vitne.claims.places import is_aside, located
from vitne.claims.prepositions import is_near
from vitne.claims.sentence import what_of
from vitne.claims.surroundings import at_hospital, left_of, live_there, opens_words
from vitne.claims.vouching import belongs
from vitne.claims.ways import is_on_the_way
from vitne.model import Kind, Level, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence
    from vitne.model import Location, Mention, Passage, Place
    from vitne.model.entries import AnyEntry

_LABEL = 4  # tokens from a town to the colon behind it: "Bunia, Ituri: …"
_ORIGIN = 3  # tokens from "from" to a preposition behind it
_FINE = frozenset({Level.TOWN, Level.ADM2, Level.AREA})
_REGIONS = frozenset({Level.ADM1, Level.AREA})
_ORDER = (Level.TOWN, Level.AREA, Level.ADM2, Level.ADM1, Level.SEA, Level.COUNTRY)
_SITES = frozenset({"buildings", "bases", "places"})
_SAYING = frozenset({Kind.ACT, Kind.REPORTING})
_TOLD = frozenset({Role.HEADLINE, Role.PARAGRAPH})


class Scene(msgspec.Struct, frozen=True, gc=False):
    """A place told of in a sentence without an act, that those before and after it may be at."""

    place: Location
    passage: int
    paragraph: int
    site: AnyEntry | None = None  # what is said to lie there: "Moskeen ligger i X"


def note_scene(
    frame: Frame,
    sentence: Sentence,
    drafts: Sequence[Draft],
    attributions: Sequence[Attribution],
    is_capital: Callable[[Place], bool],
) -> None:
    """Keep where the news is, for the claims around it that state no place, or a wider one."""
    passage = sentence.passage
    if Kind.PLACE not in sentence.kinds and Kind.NATION not in sentence.kinds:
        return
    frame.home = frame.home or _state(sentence)
    rows = (
        m for m in sentence.of(Kind.NATION, Kind.PLACE) if m.places and not is_beyond(sentence, m)
    )
    frame.nations |= {m.places[0].country for m in rows if m.places[0].country}
    stated = (d for d in drafts if d.place is not None and d.place.basis == "stated")
    if passage.role not in _TOLD or any(d.kind in HAPPENED | {SETTING} for d in stated):
        return
    mention = _here(sentence, attributions) or _in_title(sentence, is_capital)
    if mention is None and frame.place is None:
        mention = _of_dateline(frame, sentence, attributions, is_capital) or _left_behind(sentence)
    if mention is None:
        _note_opening(frame, sentence, is_capital)
        return
    place = mention.places[0]
    near = "near" if is_near(sentence, left_of(sentence, mention)) else None
    quote = sentence.quote(mention.first, mention.last)
    found = located(place, quote, "told before", near)
    if place.level in _REGIONS:
        frame.region = found
    if passage.role is Role.HEADLINE:
        if frame.place is None:
            frame.see(found, passage.paragraph)
    elif place.level in _FINE and (frame.place is None or lies_in(frame.place, found)):
        frame.see(found, passage.paragraph)
        site = _site(sentence)
        entry = site.entry if site is not None else None
        frame.scenes.append(Scene(found, passage.index, passage.paragraph, entry))
    elif _is_setting(frame, passage, place, is_capital) or _was_there(sentence, mention):
        frame.beside = (passage.paragraph, found)


def _in_title(sentence: Sentence, is_capital: Callable[[Place], bool]) -> Mention | None:
    """The only town of a headline, though nothing is said to be in it: "Bizerta counts its dead"."""
    if sentence.passage.role is not Role.HEADLINE:
        return None
    towns = [m for m in sentence.of(Kind.PLACE) if m.places and m.places[0].level is Level.TOWN]
    alone = len(towns) == 1 and not is_capital(towns[0].places[0])
    return towns[0] if alone else None


def _note_opening(frame: Frame, sentence: Sentence, is_capital: Callable[[Place], bool]) -> None:
    """Keep a town that a sentence tells more of, for the rest of its paragraph: "Bor har skiftet hender"."""
    town = sentence.starting(0, Kind.PLACE)
    if town is None or not town.places or town.places[0].level is not Level.TOWN:
        return
    if not sentence.is_any(town.last, "aux_perfect", "being", "becoming", "lying"):
        return
    says = sentence.has("not") or not _SAYING.isdisjoint(sentence.kinds)  # "Lagos har ikke svart"
    place = town.places[0]
    if says or sentence.passage.role is not Role.PARAGRAPH or is_capital(place):
        return
    found = located(place, sentence.quote(0, town.last), "told before")
    frame.beside = (sentence.passage.paragraph, found)


def _left_behind(sentence: Sentence) -> Mention | None:
    """The town that those who tell of it got away from: "Hun kom hit fra X"."""
    if not sentence.has("getting_away"):
        return None
    for mention in sentence.of(Kind.PLACE):
        before = left_of(sentence, mention)
        town = bool(mention.places) and mention.places[0].level is Level.TOWN
        if not town or mention.genitive or not sentence.is_a(before, "from"):
            continue
        people = (m for m in sentence.of(Kind.PEOPLE, Kind.BACK) if m.last <= before)
        if any(m.kind is Kind.PEOPLE or back_of(m) == "person" for m in people):
            return mention
    return None


def _was_there(sentence: Sentence, mention: Mention) -> bool:
    """Whether those who tell were there themselves, in a capital too: "Mandag var jeg i Dili"."""
    before = left_of(sentence, mention)
    return sentence.is_a(before, "in") and sentence.has_a(before - 2, before, "first_person")


def _of_dateline(
    frame: Frame,
    sentence: Sentence,
    attributions: Sequence[Attribution],
    is_capital: Callable[[Place], bool],
) -> Mention | None:
    """The town of the dateline, where the news speaks of it in any words: "båret gennem Cizre"."""
    town = frame.filed.place if frame.filed is not None else None
    if town is None or is_capital(town):
        return None
    for mention in sentence.of(Kind.PLACE):
        named = mention.places and mention.places[0].name == town.name
        label = mention.first == 0 and ":" in sentence.low[: mention.last + _LABEL]
        if (
            named
            and not label
            and not any(belongs(sentence, a, mention.first) for a in attributions)
        ):
            return mention
    return None


def _is_setting(
    frame: Frame, passage: Passage, place: Place, is_capital: Callable[[Place], bool]
) -> bool:
    """Whether the rest of a paragraph may be at a place told in it: "I Funtua samlet hundrevis seg. Soldater skjøt"."""
    told = place.country is not None or place.level is Level.TOWN
    if place.level not in _FINE or not told:
        return False
    return passage.paragraph in frame.items or not is_capital(place)


def _state(sentence: Sentence) -> str | None:
    """The state that the first words of an article put something in: "Polisario i Vest-Sahara"."""
    rows = (
        m for m in sentence.of(Kind.PLACE)
        if m.places and not m.genitive and not _speaks_from(sentence, m)
    )  # fmt: skip
    told = (m.places[0].country for m in rows if sentence.is_a(left_of(sentence, m), "in"))
    return next((state for state in told if state), None)


def _speaks_from(sentence: Sentence, mention: Mention) -> bool:
    """Whether a firm or office tells something from there: "Selskapet i Ottawa bekrefter"."""
    told = sentence.starting(mention.last, Kind.REPORTING)
    body = sentence.covering(left_of(sentence, mention) - 1, Kind.HEAD)
    return told is not None and body is not None


def _here(sentence: Sentence, attributions: Sequence[Attribution]) -> Mention | None:
    """The finest place that something is told to be in or at; the first of two."""
    places = sentence.of(Kind.PLACE)
    if not places:
        return None
    # "Kuppforsøk i Burundi: – Avsatt", "Skolen ligger i X, opplyser politiet"
    title = sentence.passage.role is Role.HEADLINE or _site(sentence) is not None
    rows = [
        m for m in places
        if m.places and not m.genitive and _is_there(sentence, m)
        and (
            title or live_there(sentence, left_of(sentence, m))
            or not any(belongs(sentence, a, m.first) for a in attributions)
        )
    ]  # fmt: skip
    return min(rows, key=lambda m: _ORDER.index(m.places[0].level), default=None)


def _is_there(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition puts something there, and it is no seat and no point on a map."""
    before = left_of(sentence, mention)
    if live_there(sentence, before) or _is_hit_worst(sentence, before):
        return True
    if sentence.is_a(before, "to") and sentence.has_a(0, before, "what_moves_on"):
        return True  # "Onsdag flyttet krigen seg sørover, til | Demoso"
    if sentence.is_a(before, "to") and _come_armed(sentence, before):
        return True
    if not (sentence.is_a(before, "in") or is_near(sentence, before)):
        return False
    if sentence.has_a(before - _ORIGIN, before, "from"):
        return False  # "mange er fra landsbyer rundt X"
    if at_hospital(sentence, mention) or is_on_the_way(sentence, before):
        return False
    if is_aside(sentence, mention) or measured(sentence, before) or opens_words(sentence, mention):
        return False
    return _site(sentence) is not None or not only_finds(sentence, before)


def _is_hit_worst(sentence: Sentence, before: int) -> bool:
    """Whether a place is what suffered most: "Hardest rammet ble | Pachyammos", "Värst drabbades | X"."""
    hit = before if sentence.is_a(before, "hit_words") else before - 1
    return sentence.is_a(hit, "hit_words") and sentence.is_a(hit - 1, "worst_words")


def _come_armed(sentence: Sentence, before: int) -> bool:
    """Whether those who fight came to a place: "Ved daggry kom bevæpnede menn til | Theim"."""
    first, _ = sentence.clause(before)
    if not sentence.has_a(first, before, "arriving"):
        return False
    return any(
        getattr(m.entry, "armed", False) or getattr(m.entry, "role", "") in FIGHTING
        for m in sentence.within(first, before, Kind.PEOPLE, Kind.HEAD, Kind.BACK)
    )


def _site(sentence: Sentence) -> Mention | None:
    """The site that a sentence only tells the place of: "Moskeen ligger i X"."""
    for site in sentence.of(Kind.UNIT):
        lies = sentence.is_a(site.last, "lying") or sentence.is_a(site.last + 1, "lying")
        if site.first <= 1 and what_of(site) in _SITES and lies:
            return site
    return None


def lies_in(wide: Location, place: Location) -> bool:
    """Whether a place may be a finer one of ground told before: a town of its state or province."""
    if place.level in ("country", "sea"):
        return False
    if wide.level == "sea":
        return place.level == "area" or (place.level == "town" and place.precision == "near")
    if place.country not in (None, wide.country):
        return False
    if wide.level == "adm1":
        return place.admin1 in (None, wide.admin1) and place.level != "adm1"
    return wide.level == "country" or (wide.level == "area" and wide.lat is None)
