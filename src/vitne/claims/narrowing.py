"""Finds the finer place of an act told before: "Ti drept i Borno. Angrepet rammet landsbyen X"."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from vitne.claims.drafts import HAPPENED, SETTING
from vitne.claims.frame import NEARBY, NEXT
from vitne.claims.naming import back_of
from vitne.claims.places import inherited
from vitne.claims.scenes import lies_in
from vitne.claims.sentence import DEFINITE, SINGLE, what_of
from vitne.claims.spots import kilometres
from vitne.claims.surroundings import describes
from vitne.claims.vicinity import is_part_of_map
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Head, People

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.scenes import Scene
    from vitne.claims.sentence import Sentence
    from vitne.model import Location, Timing, Toll

_SEARCHED = 32  # claims looked at for a finer place
_DESCRIBED = 3  # tokens before the noun that opens a sentence: "the first suicide | attack"
_OPENING = (Kind.TRIGGER, Kind.PEOPLE, Kind.HEAD, Kind.UNIT)
_FAR = 500.0  # km from the middle of a region within which a town may lie in it
_WIDE = frozenset({"country", "adm1", "adm2", "sea"})
_FINE = frozenset({"town", "adm2"})
_ACTS = frozenset({None, "ASSAULT", "COERCE"})
_ATTACKER = "Unnamed armed group"
_VICTIMS = "victims"
_PLACES = "places"
_LEAD = 4  # sentences at the top among which the lead is
_LEAD_GOES_ON = 2  # sentences from it that tell more of its act
_STEM = 4  # letters by which two forms of a noun are told: "landsby", "landsbyen"


def narrow(draft: Draft, happened: list[Draft], scenes: list[Scene]) -> None:
    """Give an act of a wide place the finer one that the sentences going on about it tell.

    Where the first finer place told is that of something else, the search ends.
    """
    wide = draft.place
    if wide is None or not _is_wide(wide) or _is_many(draft):
        return
    passage = draft.sentence.passage
    site = next((s for s in scenes if s.passage > passage.index and _is_site(draft, s)), None)
    for other in after(draft, happened, _SEARCHED):
        here, place = other.sentence.passage, other.place
        if here.paragraph - passage.paragraph > NEARBY or (site and here.index > site.passage):
            break
        if place is None or place.basis != "stated" or not may_hold(wide, place):
            continue
        if _goes_on(draft, other) or _tells_lead(draft, other):
            draft.place = inherited(place, "told later")
        return
    near = site is not None and site.paragraph - passage.paragraph <= NEARBY
    if site is not None and near and may_hold(wide, site.place):
        draft.place = inherited(site.place, "told later")


def narrows(draft: Draft, place: Location) -> bool:
    """Whether a place may be the finer one of an act of a wide place, and of one act only."""
    wide = draft.place
    if wide is None or not _is_wide(wide) or place.level not in _FINE:
        return False
    return not _is_many(draft) and may_hold(wide, place)


def _is_site(draft: Draft, scene: Scene) -> bool:
    """Whether a scene tells where a site lies that the act struck: "Moskeen ligger i X"."""
    return any(m.entry is scene.site for m in draft.sentence.of(Kind.UNIT))


def may_hold(wide: Location, place: Location) -> bool:
    """Whether a place may lie in a wider one: as far as is known, in its state and not far off."""
    if lies_in(wide, place):
        return True
    if place.level not in _FINE or place.country not in (None, wide.country):
        return False
    if wide.level == "adm2":
        return place.level == "town" and place.admin1 in (None, wide.admin1)
    if wide.level != "area":
        return False
    if wide.lat is None or wide.lon is None or place.lat is None or place.lon is None:
        return True
    return kilometres((wide.lat, wide.lon), (place.lat, place.lon)) < _FAR


def _is_wide(place: Location) -> bool:
    return place.level in _WIDE or (place.level == "area" and place.precision == "area")


def _is_many(draft: Draft) -> bool:
    """Whether more than one act is told of: "31 drept i tre angrep", a toll of a war."""
    if draft.toll is not None and draft.toll.scope == "cumulative":
        return True
    return any(_several(draft.sentence, m) for m in draft.sentence.of(Kind.TRIGGER))


def _several(sentence: Sentence, mention: Mention) -> bool:
    count = sentence.covering(mention.first - 1, Kind.NUMBER)
    number = count.number if count is not None else None
    return number is not None and (number.low or 0) > 1


def after(draft: Draft, happened: list[Draft], most: int) -> list[Draft]:
    """What the next sentences tell, as far as anybody would look."""
    index = draft.sentence.passage.index
    start = bisect_right(happened, index, key=lambda d: d.sentence.passage.index)
    return happened[start : start + most]


def _goes_on(draft: Draft, other: Draft) -> bool:
    """Whether a sentence tells more of the act, of no other day and no other people."""
    if other.kind not in HAPPENED | {SETTING} or {draft.event_type, other.event_type} - _ACTS:
        return False
    if is_another_day(draft.time, other.time):
        return False
    told, toll = draft.toll, other.toll
    counted = toll is not None and toll.number is not None and toll.scope != "subset"
    if counted and told is not None and toll is not None and told.measure == toll.measure:
        return _are_same(told, toll)
    sentence, end = other.sentence, other.anchor[0]
    if any(sentence.is_a(at, "circumstances") for at in range(end)):
        return False  # "Angrepet kom to dager etter at X ble bombet"
    return opens_with_told(sentence, draft.sentence) or _in_told(sentence)


def _in_told(sentence: Sentence) -> bool:
    """Whether people were harmed in an act told before: "two more were hurt in the blast, near X"."""
    for noun in sentence.of(Kind.TRIGGER):
        before = sentence.before_noun(noun.first)
        article = any(
            sentence.is_a(at, "definite_articles") for at in range(before + 1, noun.first)
        )
        if sentence.is_a(before, "in") and (article or noun.form in DEFINITE):
            return True
    return False


def _tells_lead(draft: Draft, other: Draft) -> bool:
    """Whether the next sentence tells where a lead's act was: "11 killed in eastern Y. Two houses in X were hit"."""
    here, lead = other.sentence.passage, draft.sentence.passage
    if lead.index > _LEAD or here.paragraph - lead.paragraph > NEXT:
        return False
    if here.index - lead.index > _LEAD_GOES_ON:
        return False
    if draft.place is None or not is_part_of_map(draft.place):
        return False
    acts = (draft.toll is not None or draft.event_type == "ASSAULT", other.event_type == "ASSAULT")
    one = other.kind == "event" and all(acts) and not _is_many(other)
    return one and not is_another_day(draft.time, other.time)


def is_another_day(a: Timing | None, b: Timing | None) -> bool:
    """Whether two acts are told to have been on days apart."""
    if a is None or b is None or not (a.basis == b.basis == "stated"):
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def _are_same(told: Toll, toll: Toll) -> bool:
    """Whether two tolls of one measure count as many: "ni drept", "minst ni mistet livet"."""
    return told.low == toll.low and (told.low or 0) > 1


def opens_with_told(sentence: Sentence, told: Sentence) -> bool:
    """Whether a sentence opens with what another told: "Angrepet", "the mosque", "de"."""
    if sentence.is_a(0, "pronouns_plural") or back_of(sentence.starting(0, Kind.BACK)) == "person":
        return sentence.covering(1, Kind.REPORTING) is None
    return any(_refers(sentence, noun, told) for noun in _opening(sentence))


def _refers(sentence: Sentence, noun: Mention, told: Sentence) -> bool:
    """Whether the noun that opens a sentence means what another told, as "angrepet" always does."""
    if noun.kind is Kind.TRIGGER:
        return True
    if isinstance(noun.entry, Head) and noun.entry.name == _ATTACKER:
        return True
    if isinstance(noun.entry, People) and (noun.entry.who == _VICTIMS or _is_one(sentence, noun)):
        return True
    return any(_is_told(sentence, noun, told, m) for m in told.of(noun.kind))


def _is_one(sentence: Sentence, noun: Mention) -> bool:
    """Whether a noun means the one person told of: "Mannen ble truffet i bilen sin i X"."""
    bent = noun.form is Form.SINGULAR_DEFINITE
    return bent or (noun.form in SINGLE and sentence.is_a(noun.first - 1, "definite_articles"))


def _is_told(sentence: Sentence, noun: Mention, told: Sentence, before: Mention) -> bool:
    """Whether a noun means what another sentence told: "en landsby … landsbyen", "7 … soldatene"."""
    if isinstance(noun.entry, People) and isinstance(before.entry, People):
        counted = told.covering(before.first - 1, Kind.NUMBER) is not None
        if counted and noun.entry.armed and before.entry.armed:
            return True
    if noun.entry is not before.entry:
        return False
    a, b = sentence.word(noun.last - 1), told.word(before.last - 1)
    return what_of(noun) != _PLACES or a[:_STEM] == b[:_STEM]


def _opening(sentence: Sentence) -> list[Mention]:
    """The readings of the definite noun that opens a sentence: "the first suicide | attack"."""
    article = sentence.is_a(0, "definite_articles")
    for at in range(article, _DESCRIBED + 1):
        if sentence.is_stop(at):
            break
        rows = [m for m in sentence.of(*_OPENING) if m.first == at and not m.genitive]
        if rows:
            return [m for m in rows if article or _is_definite(sentence, m)]
        if not (sentence.is_a(at, "determiners") or describes(sentence, at)):
            break
    return []


def _is_definite(sentence: Sentence, noun: Mention) -> bool:
    """Whether a noun is definite, also in a phrase with its verb: "Bomben gikk av"."""
    phrase = noun.kind is Kind.TRIGGER and noun.last - noun.first > 1
    return noun.form in DEFINITE or (phrase and sentence.ends(noun.first, "definite_endings"))
