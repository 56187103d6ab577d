"""Places claims: the place of the act among all places of a sentence, or one told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.elsewhen import is_of_what_follows
from vitne.claims.nested import finer_told
from vitne.claims.prepositions import is_label, is_near, seat, weigh
from vitne.claims.quarters import quarter_told
from vitne.claims.sentence import what_of
from vitne.claims.surroundings import (
    at_hospital,
    left_of,
    live_there,
    only_describes,
    owned_part,
    said_there,
    tells_from,
)
from vitne.claims.ways import is_on_the_way
from vitne.model import Kind, Level, Location, Mention, Place, Quote

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_FINENESS = {
    Level.TOWN: 1.5, Level.ADM2: 1.2, Level.ADM1: 1.0, Level.AREA: 1.0, Level.SEA: 0.6,
    Level.COUNTRY: 0.0,
}  # fmt: skip
_OWNED = 0.2
_WITNESSED = 0.1  # where a witness lives counts only where nothing else is told
_LABEL = 1.0  # a town put before a report: any place that the report itself tells is finer
_LIVE_THERE = frozenset({"civil", "unnamed", "people"})
_JOINED = 0.5  # taken off the weight of a place that "og" or a comma joins to another
_CONDITION = 3.0  # taken off where the place belongs to a condition: "… unless troops leave X"
_BEFORE = 1.0  # taken off where the place belongs to what was told before: "… i X etter at …"
_MOST_JOINED = 4
_DESCRIBED = 3  # words from the owner of a site to its noun
_SITES = frozenset({"buildings", "places"})
_CITY = 100_000  # people of a town whose name before a base is surely its own
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
    inner = finer_told(sentence, best[1]) or quarter_told(sentence, best[1])
    if inner is None:
        return first_joined(sentence, best[1]), best[2]
    first = first_joined(sentence, inner)
    near = is_near(sentence, left_of(sentence, first))
    return first, "near" if near else _PRECISION[first.places[0].level]


def first_joined(sentence: Sentence, mention: Mention) -> Mention:
    """The first of towns told in a row: "havnebyen Hodeida" of "Hodeida, Marib og Taiz"."""
    for _ in range(_MOST_JOINED):
        earlier = _joined(sentence, left_of(sentence, mention))
        if earlier is None or earlier.places[0].level is not mention.places[0].level:
            break
        mention = earlier
    return mention


def _joined(sentence: Sentence, at: int) -> Mention | None:
    """The place that "og" or a comma at a token joins to the next."""
    if sentence.is_a(at, "in") and sentence.is_a(at - 1, "and"):
        at -= 1  # "i Vukovar | og i | Osijek"
    if not (sentence.is_a(at, "and") or sentence.word(at) == ","):
        return None
    rows = [m for m in sentence.of(Kind.PLACE) if m.last == at and m.places and not m.genitive]
    return rows[0] if rows else None


def is_aside(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is no place of acts, or the second of two: "departementet i X", "Y og X"."""
    before = left_of(sentence, mention)
    if seat(sentence, mention, before) or said_there(sentence, before):
        return True
    other = _joined(sentence, before)
    return other is not None and other.places[0].level is mention.places[0].level


def _score(draft: Draft, mention: Mention, attributions: list[Attribution]) -> tuple[float, str]:
    sentence = draft.sentence
    if not mention.places:
        return 0.0, ""
    speaker = _speaker(sentence, mention, attributions)
    if speaker is not None and not _of_the_act(draft, mention, speaker):
        seen = _saw_it_there(sentence, mention, speaker)
        return (_WITNESSED, _PRECISION[mention.places[0].level]) if seen else (0.0, "")
    if tells_from(sentence, mention) or is_of_what_follows(draft, mention):
        return 0.0, ""
    if mention.genitive and not _names_site(sentence, mention):
        return (_OWNED, "country") if _owns_ground(draft, mention) else (0.0, "")
    place = mention.places[0]
    precision = _PRECISION[place.level]
    before, joined = left_of(sentence, mention), 0
    while joined < _MOST_JOINED and (other := _joined(sentence, before)) is not None:
        before, joined = left_of(sentence, other), joined + 1
    base = weigh(sentence, mention, before, draft)
    if base <= 0:
        return 0.0, ""
    if before < 0 and place.level is not Level.COUNTRY and is_label(sentence, mention, draft):
        return _LABEL, precision
    if in_hospital(draft, mention):
        return _WITNESSED, precision
    base -= _JOINED if joined else 0
    if is_near(sentence, before):
        precision = "near"
    return _reached(draft, mention, base + _FINENESS[place.level]), precision


def in_hospital(draft: Draft, mention: Mention) -> bool:
    """Whether those harmed lay or died in a hospital there, or of wounds: "kjørt til sykehus i X"."""
    sentence = draft.sentence
    if draft.toll is not None and sentence.has_a(*draft.anchor, "wounds"):
        return draft.toll.measure == "killed"  # "døde av skadene i X"
    if not at_hospital(sentence, mention):
        return False
    before = left_of(sentence, mention)
    return draft.toll is not None or is_on_the_way(sentence, before - 2)


def _reached(draft: Draft, mention: Mention, score: float) -> float:
    """The score of a place, by how far it stands from the act, and in which clause."""
    sentence = draft.sentence
    clause, own = sentence.clause_of(mention.first), sentence.clause_of(draft.anchor[0])
    if clause == own:
        score += 2
    elif clause < own:
        score -= _BEFORE
    elif _of_another(draft, mention):
        return 0.0
    elif any(sentence.word(i) == ";" for i in range(draft.anchor[1], mention.first)):
        score -= 2 * _BEFORE  # "14 were killed; in X another five"
    score -= min(abs(mention.first - draft.anchor[1]), 30) / 30
    if clause != own and sentence.is_a(sentence.clause(mention.first)[0], "if_words"):
        score = min(score, max(score - _CONDITION, _WITNESSED))
    return score


def _of_another(draft: Draft, mention: Mention) -> bool:
    """Whether a place behind "men" is that of the act told there: "ble skutt ned, men én traff X"."""
    sentence = draft.sentence
    at = next((i for i in range(draft.anchor[1], mention.first) if sentence.is_a(i, "but")), None)
    return at is not None and sentence.holds(at, mention.first, Kind.TRIGGER, Kind.HARM)


def _of_the_act(draft: Draft, mention: Mention, speaker: Attribution) -> bool:
    """Whether a speaker is named by an act and its place: "survivors of the raid on X told AFP"."""
    return draft.kind == "event" and speaker.zone[0] <= draft.anchor[0] < mention.first


def _owns_ground(draft: Draft, mention: Mention) -> bool:
    """Whether ground of a state is spoken of: "Aserbajdsjans storbyer er nå mål"."""
    sentence = draft.sentence
    if draft.kind in ("event", "toll"):
        return False
    return what_of(sentence.starting(mention.last, Kind.UNIT)) == "places"


def _names_site(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place tells which site is meant: "the Kananga hospital", "Thailand's south"."""
    inside = sentence.grammar.noun_rows
    if not inside:  # "utenfor Kabuls flyplass"
        before = left_of(sentence, mention)
        inside = sentence.is_a(before, "in") or sentence.is_a(before, "near")
    at = mention.last
    state = mention.places[0].level is Level.COUNTRY
    while at < mention.last + _DESCRIBED and (
        only_describes(sentence, at)
        or (not state and sentence.covering(at, Kind.NATION, Kind.NAME))
    ):
        if sentence.is_any(at, "directions", "coasts"):
            return inside
        at += 1  # "i Beiruts sørlige | forsteder"
    if state:
        return inside and owned_part(sentence, mention) is not None
    ground = sentence.is_place_noun(at) or sentence.is_a(at, "place_nouns_plural")
    what = what_of(sentence.starting(at, Kind.UNIT))
    place = mention.places[0]
    sure = place.lat is None or place.population >= _CITY
    own = what == "bases" and sure  # "Al Udeid air base", "a Jerusalem roadblock"
    street = sentence.is_a(at, "street_endings") and sentence.grammar.noun_rows
    # "natten til onsdag ble | Malakals havn | beskutt"
    inside = inside or not sentence.is_a(left_of(sentence, mention), "prepositions")
    return inside and (ground or own or street or what in _SITES)


def _speaker(
    sentence: Sentence, mention: Mention, attributions: list[Attribution]
) -> Attribution | None:
    """The attribution that a place belongs to: "ifølge en offiser i nabobyen X"."""
    for attribution in attributions:
        first, last = attribution.zone
        if first <= mention.first < last:
            return attribution
        left = left_of(sentence, mention)
        if left == last > first and sentence.is_a(left, "attached"):
            return attribution
    return None


def _saw_it_there(sentence: Sentence, mention: Mention, speaker: Attribution) -> bool:
    """Whether one of those who live there tells it: "sier en mann fra landsbyen X til AFP"."""
    left = left_of(sentence, mention)
    relay = sentence.covering(left - 1, Kind.ACTOR)
    if relay is not None or sentence.is_a(left - 1, "telephones"):
        return False  # "sier en kvinne på telefon fra Bunia", "told AFP from Jos"
    there = sentence.is_any(left, "in", "from") or live_there(sentence, left)
    if not there or mention.genitive:
        return False
    fine = mention.places[0].level is not Level.COUNTRY
    if live_there(sentence, left):
        return fine
    role = speaker.phrase.role if speaker.phrase is not None else ""
    people = any(
        not getattr(m.entry, "armed", True)
        for m in sentence.within(speaker.zone[0], left, Kind.PEOPLE)
    )
    return fine and (role == "witness" or (people and role in _LIVE_THERE))


def in_clause(draft: Draft, mention: Mention) -> bool:
    """Whether a mention stands in the clause of the act."""
    sentence = draft.sentence
    return sentence.clause_of(mention.first) == sentence.clause_of(draft.anchor[0])


def located(
    place: Place, quote: Quote | None, basis: str, precision: str | None = None
) -> Location:
    """A place as a claim holds it."""
    words = (None, None, None) if quote is None else (quote.text, quote.start, quote.end)
    text, start, end = words
    return Location(
        name=place.name, country=place.country, level=place.level.value, lat=place.lat,
        lon=place.lon, geonameid=place.geonameid, admin1=place.admin1, control=place.control,
        precision=precision or _PRECISION[place.level], basis=basis, text=text, start=start, end=end,
    )  # fmt: skip


def inherited(location: Location, basis: str) -> Location:
    """The same place, told elsewhere in the article."""
    return msgspec.structs.replace(location, basis=basis)


def finer(coarse: Location, fine: Location | None) -> bool:
    """Whether `fine` lies in the state `coarse`, or is the sea beside it, and says more."""
    if fine is None or coarse.level != "country" or fine.level == "country":
        return False
    at_sea = fine.level == "sea" and coarse.precision == "near"  # "off Yemen"
    return at_sea or fine.country == coarse.country


def share_place(drafts: list[Draft]) -> None:
    """A toll lies where the act of its sentence does: "1.200 ble drept da Hamas angrep Israel"."""
    acts = [d for d in drafts if d.kind == "event" and d.place and d.place.basis == "stated"]
    for draft in drafts:
        if draft.toll is not None and draft.place is None and acts:
            draft.place = inherited(acts[0].place, "place of the act")  # type: ignore[arg-type]
