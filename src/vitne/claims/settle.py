"""Gives every claim its place and time: stated, pointed to, or told elsewhere in the article."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.beginnings import is_since
from vitne.claims.borders import border_area
from vitne.claims.drafts import HAPPENED, POINTS, SETTING
from vitne.claims.filed import filed_here
from vitne.claims.frame import LONG, NEWS, NEXT, Frame
from vitne.claims.ground import is_held
from vitne.claims.naming import back_of
from vitne.claims.places import finer, in_clause, in_hospital, inherited, located, stated_place
from vitne.claims.pointing import (
    back_place,
    ground_told,
    is_nearer,
    names_back,
    part_of_state,
    region_beside,
    town_before,
)
from vitne.claims.prepositions import is_near
from vitne.claims.quarters import in_its_town
from vitne.claims.saying import day_of_telling, said_before
from vitne.claims.scope import (
    STATES,
    accumulate,
    go_on,
    is_cumulative,
    is_of_a_war,
    measures,
    stands,
    toll_cue,
)
from vitne.claims.shifts import counted_back
from vitne.claims.spots import led_away
from vitne.claims.surroundings import left_of, on_a_road_to, speaks_of_elsewhere, speaks_there
from vitne.claims.tallied import counted_then
from vitne.claims.times import (
    followed,
    is_by_years,
    leads_to,
    resolve,
    shifted,
    stated_time,
    timed,
    until_now,
)
from vitne.claims.ways import is_displaced
from vitne.claims.within import by_town
from vitne.model import (
    RUNS,
    Kind,
    Level,
    Location,
    Mention,
    Period,
    Place,
    Role,
    TimeKind,
    Timing,
)

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft

_LASTING = frozenset({TimeKind.SINCE, TimeKind.AFTER, TimeKind.DURING}) | RUNS
_POINTS_IN_TIME = frozenset({TimeKind.AT, TimeKind.NOW, TimeKind.SAME, TimeKind.SHIFT})
_WARS = frozenset({"clash", "offensive", "war"})
_SET_FREE = frozenset({"release", "surrender", "evacuation"})
_NIGHT = 2  # days of a night
_TABLES = frozenset({"AGREE", "CONSULT", "SANCTION"})


def settle_stated(
    draft: Draft, attributions: list[Attribution], context: Context, frame: Frame
) -> None:
    """Set place and time that the sentence states or points to."""
    if draft.again is not None:  # where and when it was counted is no place and time of the harm
        draft.place = inherited(draft.again.place, "told before") if draft.again.place else None
        time = None
    else:
        _settle_place(draft, attributions, context, frame)
        time = _settle_time(draft, attributions, frame)
    if draft.toll is None:
        told = draft.place is not None or (draft.time is not None and not draft.lasting)
        if draft.kind == "event" and told:
            frame.counting = False
        return
    placed = draft.place is not None and draft.place.basis == "stated"
    some = draft.toll.known != "none" and draft.toll.measure not in STATES
    counting = (
        some and frame.counting and not draft.with_event and draft.time is None and not placed
    )
    if counting or toll_cue(draft, "cumulative") or is_of_a_war(draft, time, frame):
        accumulate(draft)
    frame.counting = draft.toll.scope == "cumulative"
    frame.counting_war = frame.counting_war or frame.counting
    go_on(draft, time, frame)


def _settle_place(
    draft: Draft, attributions: list[Attribution], context: Context, frame: Frame
) -> None:
    sentence = draft.sentence
    found = stated_place(draft, attributions)
    draft.place = filed_here(draft, frame, found[0] if found else None)
    if draft.place is not None:
        return
    back = back_place(draft, context, attributions)
    if found and back and names_back(sentence, back[0], found[0]):
        back = None  # "i Nigers hovedstad, Niamey"
    if found and back and is_nearer(draft, back[0], found[0]):
        found = None
    if found and _signed_elsewhere(draft, found[0], frame):
        found = back = None
    if found and frame.place and _not_there(draft, found[0], attributions, context):
        found = None
    if found is None or found[0].places[0].level is Level.COUNTRY:
        draft.place = border_area(draft, context, frame.place)
        if draft.place is not None:
            return
    if found is not None:
        mention, precision = found
        placed = by_town(sentence, mention)
        precision = precision if placed is mention else "near"
        quote = sentence.quote(mention.first, mention.last)
        named = located(placed.places[0], quote, "stated", precision)
        named = in_its_town(named, sentence, mention, frame.town(draft))
        draft.place = part_of_state(sentence, mention, mention.places[0]) or led_away(
            named, sentence, mention, left_of(sentence, mention)
        )
        draft.rules.extend(mention.rules)
    elif back is not None:
        draft.place = _pointed(draft, back, frame)
    else:
        home = context.pointed("country")
        draft.place = ground_told(draft, home, frame.place)


def _pointed(draft: Draft, back: tuple[Mention, Place], frame: Frame) -> Location:
    """The place that a pointing word means: "sør for byen" is near the town told before."""
    mention, place = back
    sentence = draft.sentence
    quote = sentence.quote(mention.first, mention.last)
    if (part := part_of_state(sentence, mention, place)) is not None:
        return part
    before = sentence.before_noun(mention.first)
    near = "near" if is_near(sentence, before) else None
    town = _told_there(draft, mention, frame)
    if town is None:
        return led_away(located(place, quote, "pointed to", near), sentence, mention, before)
    there = msgspec.structs.replace(
        town, basis="pointed to", text=quote.text, start=quote.start, end=quote.end,
        precision=near or town.precision, spot=None,
    )  # fmt: skip
    return led_away(there, sentence, mention, before)


def _settle_time(draft: Draft, attributions: list[Attribution], frame: Frame) -> Mention | None:
    """Set the time that the sentence states, and return its mention."""
    time = stated_time(draft, attributions, frame.published)
    draft.time = _part_of_day(draft, frame) if time is None else None
    if time is None or _answered_for(draft, time) or counted_then(draft, time, frame):
        return None
    days = _resolved(draft, time, frame)
    named = counted_back(draft, time, frame.day(draft.sentence.passage), frame.published)
    if named is not None:
        days = named
    elif days is not None and followed(draft, time):
        days = until_now(days, frame.published)
    begun = leads_to(draft, time) or _inside(draft, time)
    if begun and time.when and time.when.start:
        days = time.when.start
    elif days is not None and is_since(draft, time) and not measures(draft):
        # Where nobody knows when it was published the end is open: no time, rather than one day.
        days = until_now(days, frame.published)
        draft.lasting = True
        if draft.toll and not stands(draft.toll, days):
            accumulate(draft)
    if days is not None:
        words = (draft.sentence.text[time.start : time.end], time.start, time.end)
        draft.time = timed(days, words, "stated")
        draft.lasting |= time.when is not None and time.when.kind in _LASTING
        draft.rules.extend(time.rules)
        caption = draft.sentence.passage.role is Role.CAPTION
        aside = caption or draft.sentence.clause_opener(time) is not None or named is not None
        if draft.kind in HAPPENED | {SETTING} and not aside and _is_point(time, days):
            frame.days, frame.days_passage = days, draft.sentence.passage
    if is_cumulative(draft, time, days, frame):
        accumulate(draft)
    return time


def _part_of_day(draft: Draft, frame: Frame) -> Timing | None:
    """The day told in its paragraph, of which a part is told: "I går trakk hæren seg ut. Sent på kvelden falt …"."""
    sentence, told = draft.sentence, frame.days_passage
    opening = sentence.starting(0, Kind.TIME)
    if opening is None or opening.when is None or opening.when.kind is not TimeKind.CLOCK:
        return None
    if frame.days is None or told is None or not _goes_on(frame, sentence.passage.paragraph):
        return None
    if draft.kind not in HAPPENED or sentence.clause_of(0) != sentence.clause_of(draft.anchor[0]):
        return None
    words = (sentence.text[opening.start : opening.end], opening.start, opening.end)
    return timed(frame.days, words, "stated")


def _goes_on(frame: Frame, paragraph: int) -> bool:
    """Whether a part of a day is of that told in its paragraph, or of the news in the one before."""
    told, published = frame.days_passage, frame.published
    if told is None or frame.days is None or told.paragraph == paragraph:
        return told is not None
    new = published is not None and (published.latest - frame.days.earliest).days <= NEWS
    return new and paragraph - told.paragraph == NEXT


def _inside(draft: Draft, time: Mention) -> bool:
    """Whether an act is told as what began a long time: "siden kampene brøt ut 13. juni"."""
    return draft.kind == "event" and time.first <= draft.anchor[0] < time.last


def _answered_for(draft: Draft, time: Mention) -> bool:
    """Whether a day is that of owning up, and not of the act: "Taliban tok torsdag ansvaret"."""
    if draft.event is None or draft.event.id != "responsibility":
        return False
    behind = draft.anchor[1]
    if time.first > behind and draft.sentence.is_a(behind, "targeting"):
        return False  # "har tatt på seg angrepet | mot markedet onsdag"
    last = time.last + 1  # "ansvaret for mandagens angrep"
    return not draft.sentence.holds(draft.anchor[1], max(last, time.first), Kind.TRIGGER)


def _resolved(draft: Draft, time: Mention, frame: Frame) -> Period | None:
    """The days of a mention, the same for all claims that take it: "dagen etter" counts once."""
    if frame.resolved is None or frame.resolved[0] is not time:
        frame.resolved = (time, resolve(time, frame.published, _anchor(draft, time, frame)))
    return frame.resolved[1]


def _anchor(draft: Draft, mention: Mention, frame: Frame) -> Period | None:
    """What a pointing time counts from: "siden da" the time told last, "samme dag" the last act."""
    match mention.when.kind if mention.when else None:
        case TimeKind.AFTER:
            return frame.told_last or frame.days
        case TimeKind.THEN:
            return _stretch(draft, mention, frame) or frame.told_any
        case TimeKind.RUN | TimeKind.LENGTH | TimeKind.LASTED:
            return _day_beside(draft, mention, frame)
        case TimeKind.SHIFT if is_by_years(mention):
            return frame.told_last or frame.days
        case TimeKind.SHIFT:
            return said_before(draft, frame) or _day_counted(draft, mention, frame)
        case _:
            if (here := _day_before(draft, mention)) is not None:
                return here
            told = frame.day(draft.sentence.passage)
            if told is not None and mention.when and mention.when.period and _by_then(draft):
                return shifted(told, (-1, 0))
            return told or _today(draft, mention, frame)


def _day_before(draft: Draft, mention: Mention) -> Period | None:
    """The day that opens a sentence: "Mandag morgen var det stille, men utpå ettermiddagen bombet fly …"."""
    opening = draft.sentence.starting(0, Kind.TIME)
    if opening is None or opening is mention or opening.when is None:
        return None
    days = opening.when.period
    day = opening.when.kind is TimeKind.AT and days is not None and days.days <= _NIGHT
    return days if day else None


def _by_then(draft: Draft) -> bool:
    """Whether an act was over on the day told: "våknet mandag. Da hadde de i løpet av natta tatt byen"."""
    sentence, at = draft.sentence, draft.anchor[0]
    verbs = range(sentence.clause(at)[0], at)
    past = (i for i in verbs if sentence.is_a(i, "aux_perfect_only"))
    return any(not sentence.is_a(i, "here_and_now") for i in past)


def _today(draft: Draft, mention: Mention, frame: Frame) -> Period | None:
    """The day of publication, where no other was told before "tidligere på dagen"."""
    earlier = draft.sentence.is_a(mention.first, "earlier") and draft.sentence.is_a(
        mention.first + 1, "in"
    )
    return frame.published if earlier else None


def _stretch(draft: Draft, mention: Mention, frame: Frame) -> Period | None:
    """The long time told last, for "i samme periode"; "da" and "samme år" count from the last."""
    pointing = draft.sentence.is_a(mention.last - 1, "stretches")
    return frame.told_since if pointing else None


def _day_counted(draft: Draft, mention: Mention, frame: Frame) -> Period | None:
    """The day that a shift counts from: "Hæren sa mandag at to falt dagen før", else that told last.

    "Dagen etter at X, gjorde Y …" opens with what came first, and tells no day before it.
    """
    backward = draft.sentence.clause_opener(mention) is not None
    rows = [
        m.when.period for m in draft.sentence.of(Kind.TIME)
        if (backward or m.last <= mention.first)
        and m.when and m.when.kind is TimeKind.AT and m.when.period
    ]  # fmt: skip
    low, high = (mention.when.shift if mention.when else None) or (0, 0)
    if rows and rows[-1].days <= max(LONG, high - low):  # "i desember … måneden etter"
        return rows[-1]
    told = frame.day(draft.sentence.passage)
    if backward and (told is None or mention.first == 0):  # "kommer to dager etter at …"
        return frame.published if told is None and _is_exact(mention) else None
    return told or day_of_telling(draft, mention, frame)


def _is_exact(mention: Mention) -> bool:
    """Whether a shift tells how long ago: "to dager etter at", and no "dager etter at"."""
    low, high = (mention.when.shift if mention.when else None) or (0, 0)
    return (high - low) * 2 <= abs(low)


def _day_beside(draft: Draft, mention: Mention, frame: Frame) -> Period | None:
    """The day that a run is told of: "ble onsdag angrepet for fjerde dag på rad".

    Behind a comma too: "gikk tapt 26. februar, etter tre dagers angrep".
    """
    sentence = draft.sentence
    times = sentence.of(Kind.TIME)
    if times[0].first == 0 and times[0].when and times[0].when.kind is TimeKind.THEN:
        return frame.told_any  # "Den gangen herjet militsen i seks dager"
    rows = [m for m in times if m.when and m.when.kind is TimeKind.AT and m.when.period]
    here = sentence.clause_of(mention.first)
    same = [m for m in rows if sentence.clause_of(m.first) == here]
    behind = [
        m for m in rows
        if mention.when and mention.when.kind is TimeKind.LENGTH
        and sentence.clause_of(m.first) == here - 1
    ]  # fmt: skip
    found = next(iter(same or behind), None)
    return found.when.period if found is not None and found.when else frame.published


def _is_point(mention: Mention, days: Period) -> bool:
    return mention.when is not None and mention.when.kind in _POINTS_IN_TIME and days.days <= LONG


def _signed_elsewhere(draft: Draft, mention: Mention, frame: Frame) -> bool:
    """Whether a deal was only signed there: a truce agreed in Washington holds elsewhere."""
    broken = draft.event is not None and draft.event.id == "truce-breach"
    if frame.place is None or not (broken or draft.event_type in ("AGREE", "RETREAT")):
        return False
    if draft.event is not None and draft.event.id in _SET_FREE:
        return False  # "løslatt i Kidal i nabolandet Mali"
    if broken and left_of(draft.sentence, mention) == 0:
        return False  # "I Libanon ble våpenhvilen brutt"
    return mention.places[0].country not in (None, frame.place.country)


def _not_there(
    draft: Draft, mention: Mention, attributions: list[Attribution], context: Context
) -> bool:
    """Whether people only died in hospital there, somebody spoke there, or a road leads there."""
    road = on_a_road_to(draft.sentence, left_of(draft.sentence, mention))
    return (
        (road and not in_clause(draft, mention))
        or in_hospital(draft, mention)
        or speaks_there(draft, mention)
        or (
            context.is_capital(mention.places[0])
            and speaks_of_elsewhere(draft, mention, attributions)
        )
    )


def _told_there(draft: Draft, mention: Mention, frame: Frame) -> Location | None:
    """The place of the acts told that "byen" or "området" means."""
    match back_of(mention):
        case "town":
            return None if town_before(draft.sentence, mention) else frame.town(draft)
        case "around":
            return frame.around(draft)
        case "here":
            return _pointed_before(draft, mention, frame)
        case _:
            return None


def _pointed_before(draft: Draft, mention: Mention, frame: Frame) -> Location | None:
    """The place that "der" means where the sentence before pointed to it: "sør i byen. Ni ble drept | der"."""
    place, sentence = frame.place, draft.sentence
    if place is None or place.basis != "pointed to" or place.level != Level.TOWN.value:
        return None
    named = any(m.last <= mention.first for m in sentence.of(Kind.PLACE))
    here = frame.place_paragraph == sentence.passage.paragraph
    return place if here and not named else None


def follow(draft: Draft, frame: Frame) -> None:
    """Take place and time from what the article told before, and move the frame on."""
    if draft.place is None and (draft.kind in HAPPENED | POINTS | {SETTING} or is_held(draft)):
        wide = draft.toll is not None and draft.toll.scope == "cumulative"
        wide = wide or is_of_years(draft)
        told = _wide(draft, frame) if wide else frame.told(draft)
        if told is not None:
            draft.place = inherited(told, "told before")
            if draft.kind in HAPPENED and frame.is_scene_of_headline(told):
                frame.note(told, draft.sentence.passage)
    elif draft.place is not None and finer(draft.place, frame.place) and _same_ground(draft):
        draft.place = inherited(frame.place, "finer place told before")  # type: ignore[arg-type]
    if draft.kind not in HAPPENED | {SETTING}:
        return
    if draft.place is not None and draft.place.basis in ("stated", "pointed to"):
        if _fled_before(draft) or (frame.place is not None and _in_passing(draft)):
            return
        if at_a_table(draft) and frame.main is not None and not frame.counts.get(draft.place.name):
            return
        frame.note(draft.place, draft.sentence.passage, table=at_a_table(draft))
        frame.region = frame.region or region_beside(draft)
        part = draft.place.basis == "stated" and draft.place.name != draft.place.text
        wide = draft.place.level != "town" and (part or draft.place.lat is not None)  # no quarter
        section = draft.sentence.passage.role is Role.SUBHEADING  # a place of its section only
        if wide and not section and not _is_abroad(draft.place, frame):
            frame.area = draft.place


def _fled_before(draft: Draft) -> bool:
    """Whether a clause only tells where people had fled from: "En kvinne som hadde flyktet fra X, falt"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    aside = sentence.is_a(first, "relative") or sentence.is_a(first + 1, "relative")
    return is_displaced(draft) and aside


def _in_passing(draft: Draft) -> bool:
    """Whether a clause only tells more of a place on the way: "De dro til X, | der de stjal kveg"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    opener = next((i for i in (first, first + 1) if sentence.is_a(i, "where_relatives")), None)
    return opener is not None and sentence.covering(opener - 2, Kind.PLACE) is not None


def is_of_years(draft: Draft) -> bool:
    """Whether a war is told that lasts: "geriljaen har kjempet mot regjeringen siden 1987"."""
    fought = draft.event is not None and draft.event.id in _WARS
    return fought and draft.time is not None and not is_short(draft)


def _is_abroad(place: Location, frame: Frame) -> bool:
    """Whether a state is another than that of the news, as one that halts its deliveries of arms."""
    main = frame.main
    return place.level == "country" and main is not None and main.country != place.country


def at_a_table(draft: Draft) -> bool:
    """Whether people met or signed somewhere, which is no place of the fighting told of besides."""
    return draft.event_type in _TABLES


def _wide(draft: Draft, frame: Frame) -> Location | None:
    """The ground that a toll over a long time covers: the last area told, or the paragraph's place."""
    area, short = frame.area, is_short(draft)
    here = frame.place_paragraph == draft.sentence.passage.paragraph
    if area is None:
        return (None if short or here else frame.region) or frame.told(draft)
    if area.level != "country":
        return area
    if short:
        return frame.told(draft)
    return frame.place if here else area


def is_short(draft: Draft) -> bool:
    """Whether a toll runs over a few days only, as that of one battle does."""
    if draft.time is None:
        return False
    first, last = (dt.date.fromisoformat(d) for d in (draft.time.earliest, draft.time.latest))
    return (last - first).days <= LONG


def _same_ground(draft: Draft) -> bool:
    return draft.sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING)
