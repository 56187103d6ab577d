"""Dates claims: the day of the act, not of the statement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.claims.beginnings import begins_another, broke_out, tells_beginning
from vitne.claims.drafts import SETTING, SPEECH
from vitne.claims.elsewhen import is_deadline, is_from_then, is_of_old_figure, is_of_what_follows
from vitne.claims.lapses import leads_up
from vitne.claims.runs import fits_run, run_within
from vitne.claims.sentence import NOMINAL
from vitne.model import RUNS, Kind, Mention, Period, TimeKind, Timing
from vitne.model.entries import Form, Reporting

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_OF_PHRASE = 4  # tokens from "after" to the act it names
_STANDING = frozenset({TimeKind.SINCE, TimeKind.AFTER, TimeKind.NOW})
_CLAUSE = 3  # words of a relative clause: "som gruppa la ut fredag", not "der torsdag"
_RANKED = 4  # tokens from "det verste" to "på ti år"
_RANKED_SINCE = 10  # and to "siden 2014": "det verste angrepet på en politistasjon i Mali siden"
_FAR = 20  # what a clause border counts for, in tokens
# What expressions count for that a stated day outdoes: "onsdag … for fjerde dag på rad".
_WEAK = {
    TimeKind.SAME: _FAR,
    TimeKind.THEN: _FAR,
    TimeKind.NOW: _FAR,  # "seks er nå bekreftet drept etter angrepet onsdag"
    TimeKind.DURING: _FAR // 2,
}
_JOINED = 8  # what a day of another verb counts for, in tokens
_NAMED = 3  # tokens from a rank to the act it ranks
_A_YEAR = 365  # days that a shift may be open, before it is one to the next year
_HEADED = frozenset({":", "–", "—"})
_REFERRED = 6  # tokens of "etter bomben i Herat mandag"
_VERB = 6  # tokens from "har" to "pågrepet"
_EARLIER = 10  # and a clause before that of the act


def stated_time(
    draft: Draft, attributions: list[Attribution], published: Period | None
) -> Mention | None:
    """The time expression of an act: the nearest one outside the words that attribute it.

    A speech act took place when it was said: "Vi gir ikke etter, sa presidenten tirsdag."
    """
    told = [
        m for m in draft.sentence.of(Kind.TIME)
        if _dates(m) and not is_deadline(m, published) and (not ranks(draft.sentence, m) or leads_to(draft, m))
        and (heads(draft.sentence, m) or _fits(draft, m)) and (
            _said(draft, m, attributions) if draft.kind in SPEECH else _outside(draft, m, attributions)
        )
    ]  # fmt: skip
    behind = draft.sentence.starting(draft.last, Kind.TIME) if _is_part(draft) else None
    if behind is not None and behind in told:
        return behind
    return min(told, key=lambda m: _distance(draft, m), default=None)


def _is_part(draft: Draft) -> bool:
    """Whether a toll is a part told behind its whole: "2.000 er dræbt, heraf 700 siden november"."""
    return draft.main is not None and draft.first > draft.anchor[0]


def ranks(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time only ranks an act: "det verste angrepet på ti år", "det første siden 2014"."""
    if mention.when is None:
        return False
    since = mention.when.kind is TimeKind.SINCE
    if not since and mention.when.kind not in (TimeKind.DURING, TimeKind.LASTED):
        return False
    reach = _RANKED_SINCE if since else _RANKED
    start = max(sentence.clause(mention.first)[0], mention.first - reach)
    ranked = [at for at in range(start, mention.first) if sentence.is_a(at, "superlatives")]
    return bool(ranked) and not (since and not _is_ranked(sentence, ranked[-1], mention.first))


def _is_ranked(sentence: Sentence, at: int, last: int) -> bool:
    """Whether a rank is that of an act: "the worst attack", no "third term" and no "most of those killed"."""
    if sentence.holds(at, last, Kind.HARM, Kind.REPORTING):
        return False
    acts = range(at + 1, min(at + 1 + _NAMED, last))
    if sentence.is_a(at + 1, "in"):
        return True  # "Angrepet er det blodigste i byen siden august"
    return at + 1 == last or any(sentence.starting(i, Kind.TRIGGER) for i in acts)


def _dates(mention: Mention) -> bool:
    """Whether an expression tells days, and no mere time of day or war."""
    when = mention.when
    if when is None or when.kind is TimeKind.CLOCK:
        return False
    return when.period is not None or when.kind not in (TimeKind.SINCE, TimeKind.DURING)


def _outside(draft: Draft, mention: Mention, attributions: list[Attribution]) -> bool:
    """Whether an expression stands where an act is told, and not where somebody speaks of it."""
    if draft.toll is not None and _in_saying(draft, mention):
        return False
    if draft.kind == "event" and begins_another(draft, mention):
        return False
    if draft.kind == SETTING and draft.anchor[1] <= mention.first < draft.last:
        return True  # "Det hendte lørdag, sier politiet"
    owned = draft.kind == "event" and 0 <= draft.anchor[0] - mention.last <= 1
    if _counted_since(draft, mention):
        return True
    for first, last in (a.zone for a in attributions):
        if not first <= mention.first < last:
            continue
        inside = owned and draft.anchor[0] < last  # "survivors of Tuesday's raid told AFP"
        if not inside and not _before_saying(draft, mention, first):
            return False
    covers = [a for a in attributions if a.covers(draft.anchor[0])]
    return all(a.first <= mention.first < a.last for a in covers)


def _before_saying(draft: Draft, mention: Mention, zone: int) -> bool:
    """Whether who speaks did an act then: "Rebels entered the town early Sunday and declared it free"."""
    sentence, at = draft.sentence, draft.anchor[0]
    done = draft.kind == "event" and zone <= at < mention.first
    return done and not sentence.holds(at, mention.last, Kind.REPORTING)


def _in_saying(draft: Draft, mention: Mention) -> bool:
    """Whether a time is that of speaking of a figure: "som søndag snakket om 43 drepte"."""
    sentence = draft.sentence
    if mention.when is None or mention.when.kind not in (TimeKind.AT, TimeKind.SHIFT):
        return False
    for word in sentence.of(Kind.REPORTING):
        if word.first <= mention.first < word.last:
            return True
        figure = isinstance(word.entry, Reporting) and word.entry.frame == "figure"
        told = sentence.clause_of(word.first) == sentence.clause_of(mention.first)
        before = mention.last <= draft.first  # "counted 64 killed in March" is of March
        if figure and told and before and draft.first - word.last in (0, 1):
            return True
    return False


def _counted_since(draft: Draft, mention: Mention) -> bool:
    """Whether a beginning stands with who counts the harmed: "FN har siden mai registrert 800 drepte"."""
    if draft.toll is None or mention.when is None or mention.when.kind is not TimeKind.SINCE:
        return False
    return draft.sentence.clause_of(mention.first) == draft.sentence.clause_of(draft.anchor[0])


def _said(draft: Draft, mention: Mention, attributions: list[Attribution]) -> bool:
    """Whether an expression stands with the verb of speaking, and not in what is said."""
    sentence, (first, last) = draft.sentence, draft.anchor
    if mention.when is not None and mention.when.kind is TimeKind.BETWEEN:
        return False  # a deadline: "krever at byen gis opp innen fredag"
    if sentence.clause_of(mention.first) == sentence.clause_of(first):
        return mention.first < last or not sentence.is_a(last - 1, "that")
    opens = mention.last <= first and sentence.clause_of(mention.first) == sentence.clause_of(0)
    if opens and not sentence.holds(0, first, Kind.TRIGGER, Kind.HARM, Kind.ACT):
        return True  # "In a statement dated 7 June, a spokesman denied"
    return any(a.zone[0] <= mention.first < a.zone[1] for a in attributions)


def _fits(draft: Draft, mention: Mention) -> bool:
    """Whether an act can be of a time told in its sentence; what stands is of now or long."""
    when, sentence = mention.when, draft.sentence
    elsewhere = not sentence.grammar.verb_second and _of_something_else(draft, mention)
    elsewhere = elsewhere or is_from_then(draft, mention) or counts_from(draft, mention)
    elsewhere = elsewhere or is_of_old_figure(sentence, mention)
    elsewhere = elsewhere or is_of_what_follows(draft, mention)
    if elsewhere or _is_of_verb(draft, mention) or leads_up(sentence, mention):
        return False
    if when is None or (draft.kind == "relation" and when.kind not in _STANDING):
        return False
    if when.kind is TimeKind.NOW and _was_before(draft, mention):
        return False
    if (
        sentence.clause_opener(mention) is not None
    ):  # "dagen etter at hæren slo til": the earlier day
        return sentence.clause_of(mention.last) == sentence.clause_of(draft.anchor[0])
    if when.kind in (TimeKind.LENGTH, TimeKind.LASTED):
        return fits_run(draft, mention)
    goes_on = draft.kind == "event" and in_present(draft)
    if sentence.clause_of(mention.first) == sentence.clause_of(draft.anchor[0]):
        return not (goes_on and when.kind in (TimeKind.SAME, TimeKind.THEN))
    if goes_on:
        return False
    if draft.toll is not None and broke_out(sentence, mention):
        return True
    if _of_another(draft, mention):
        return False
    since = when.kind is TimeKind.SINCE and not leads_to(draft, mention)
    return not (since and (draft.kind == "event" or _walled(draft, mention)))


def _was_before(draft: Draft, mention: Mention) -> bool:
    """Whether it was over by now: a toll when it is counted ("antallet døde er nå 132"), and its act.

    "tallet på døde etter nedslaget er nå ni": what something came after.
    """
    if draft.toll is not None:
        return draft.toll.measure != "displaced"
    sentence, first = draft.sentence, draft.anchor[0]
    after = sentence.has_a(max(0, first - _OF_PHRASE), first, "after")
    return after and sentence.is_a(mention.first - 1, "here_and_now")


def _is_of_verb(draft: Draft, mention: Mention) -> bool:
    """Whether a time among verbs is that of another one: "have since closed the road to 60 wounded".

    So is one behind the act: "sa at 17 var falt, men har siden ikke gitt nye tall".
    """
    sentence, at = draft.sentence, draft.anchor[0]
    after = mention.when is not None and mention.when.kind is TimeKind.AFTER
    if not after or not sentence.is_a(mention.first - 1, "aux_perfect"):
        return False
    if at < mention.first:
        return any(sentence.is_a(i, "coordinators") for i in range(draft.anchor[1], mention.first))
    return sentence.holds(mention.last, at, Kind.TRIGGER, Kind.HARM)


def counts_from(draft: Draft, mention: Mention) -> bool:
    """Whether a time of a later act is counted from this one: "21 falt, og broen ble sprengt dagen etter"."""
    shift = mention.when.shift if mention.when and mention.when.kind is TimeKind.SHIFT else None
    sentence, at = draft.sentence, draft.anchor[1]
    if shift is None or shift[0] <= 0 or mention.first < at:
        return False
    joint = next((i for i in range(mention.first - 1, at - 1, -1) if sentence.is_a(i, "and")), None)
    if joint is None:
        return False
    _, last = sentence.clause(mention.first)
    return sentence.holds(joint, max(last, mention.last), Kind.TRIGGER, Kind.HARM)


def heads(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time stands at the head of an entry: "2004: Hæren stormer en moské"."""
    dates = mention.when is not None and mention.when.kind is TimeKind.AT
    if not dates or _HEADED.isdisjoint(sentence.low[mention.last - 1 : mention.last + 1]):
        return False
    return not any(low[0].isalnum() for low in sentence.low[: mention.first])


def _of_something_else(draft: Draft, mention: Mention) -> bool:
    """Whether a day is that of a noun or of a plan: "the deal of May 5", "agreed to meet on Monday"."""
    sentence, last, of = draft.sentence, draft.anchor[1], mention.first - 1
    owned = 0 <= draft.anchor[0] - mention.last <= 1  # "survivors of Tuesday night's raid"
    owned = owned or of in (last - 1, last) or (draft.toll is not None and _dates_act(sentence, of))
    if sentence.is_a(of, "of") and not owned:
        return True
    planned = any(_plans(sentence, i, last) for i in range(last - 1, mention.first))
    return planned and draft.event_type == "AGREE"


def _dates_act(sentence: Sentence, of: int) -> bool:
    """Whether a day behind "of" is that of an act, and so of its dead: "killed in the massacre of July 1995"."""
    act = sentence.covering(of - 1, Kind.TRIGGER, Kind.HARM)
    return act is not None and (act.form in NOMINAL or act.form is Form.BASE)


def _plans(sentence: Sentence, at: int, last: int) -> bool:
    """Whether what was agreed begins here: "to meet"; no "to" of "agreed to a ceasefire"."""
    if not sentence.is_a(at, "infinitive"):
        return False
    noun = sentence.is_a(at + 1, "determiners") or sentence.starting(at + 1, Kind.TRIGGER)
    return at >= last or not noun


def _of_another(draft: Draft, mention: Mention) -> bool:
    """Whether a time is that of a clause about no act: "Et opptak som ble lagt ut fredag, viser"."""
    sentence = draft.sentence
    first, last = sentence.clause(mention.first)
    if not sentence.is_a(first, "relative") and not sentence.is_a(first + 1, "relative"):
        return False
    if mention.when is not None and mention.when.kind is TimeKind.SHIFT:
        return False  # "En patrulje som dagen etter skulle sikre området, kjørte på en mine"
    if tells_beginning(sentence, first, last) and _is_head(draft, first):
        return False  # "angrepet på byen, som begynte klokka fire lørdag, kostet …"
    if sentence.told_of(first) == draft.anchor[1]:
        return False  # "en våbenhvile, der blev indgået tirsdag, holdt kun en time"
    others = (i for i in range(first, last) if not mention.first <= i < mention.last)
    if sum(sentence.low[i].isalnum() for i in others) < _CLAUSE:
        return False
    return not sentence.holds(first, last, Kind.TRIGGER, Kind.HARM)


def _is_head(draft: Draft, first: int) -> bool:
    """Whether an act is the last one told before a relative clause, which tells more of it."""
    last = draft.anchor[1]
    return last <= first and not draft.sentence.holds(last, first, Kind.TRIGGER, Kind.HARM)


def in_present(draft: Draft) -> bool:
    """Whether an act is told as going on: "Flyene bomber havna"."""
    sentence = draft.sentence
    word = sentence.starting(draft.anchor[0], Kind.TRIGGER, Kind.HARM)
    if sentence.is_a(draft.anchor[0] - 1, "infinitive"):
        return False  # "tried to storm"
    if word is None or word.form not in NOMINAL:
        return word is not None and word.form is Form.PRESENT
    return sentence.has_a(*sentence.clause(draft.anchor[0]), "going_on")


def leads_to(draft: Draft, mention: Mention) -> bool:
    """Whether the start of a long time is told by an act: "siden mars, da 23 soldater falt"."""
    sentence = draft.sentence
    at = mention.last + (sentence.word(mention.last) == ",")
    same = sentence.clause_of(at) == sentence.clause_of(draft.anchor[0])
    return same and sentence.is_a(at, "when") and draft.anchor[0] >= at


def _distance(draft: Draft, mention: Mention) -> int:
    """How far an expression is from the act: clauses count, and words that only point back."""
    sentence, anchor = draft.sentence, draft.anchor[0]
    opens = sentence.clause_opener(mention)
    at = mention.first if opens is None else opens
    distance = abs(at - anchor)
    if _is_fronted(sentence, mention):
        distance += _FAR if anchor < at else 0
        at = max(at, min(anchor, mention.last + 1))
    apart = sentence.clause_of(at) != sentence.clause_of(anchor)
    if apart and not (draft.kind == "toll" and _with_an_act(sentence, mention)):
        distance += _FAR + (_EARLIER if at < anchor else 0)
    kind = mention.when.kind if mention.when else TimeKind.AT
    if kind in RUNS:
        return distance - _FAR
    if kind is TimeKind.BETWEEN and not apart:
        return distance - 2 * _FAR  # "three days of protests between Monday and Wednesday"
    if kind is TimeKind.SHIFT and _is_spelt_out(sentence, mention):
        distance += 2 * _FAR
    return distance + _WEAK.get(kind, 0) + _of_first_verb(draft, mention)


def _is_spelt_out(sentence: Sentence, mention: Mention) -> bool:
    """Whether the day that a shift leads to stands right behind it: "året etter, i 1996"."""
    if not sentence.is_stop(mention.last):
        return False
    told = sentence.starting(mention.last + 1, Kind.TIME)
    return told is not None and told.when is not None and told.when.kind is TimeKind.AT


def _of_first_verb(draft: Draft, mention: Mention) -> int:
    """What a time counts for that is that of a verb before: "shelled it on Monday and entered it on …"."""
    sentence, at = draft.sentence, draft.anchor[0]
    joined = (sentence.is_a(i, "coordinators") for i in range(mention.last, at))
    first = sentence.clause(mention.first)[0]
    told = sentence.holds(first, mention.first, Kind.TRIGGER, Kind.HARM)
    return _JOINED if told and any(joined) else 0


def _is_fronted(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time opens what is told behind its comma: "In March, five died; on May 22, …"."""
    first = mention.first == 0 or sentence.is_stop(mention.first - 1)
    return first and sentence.word(mention.last) == ","


def followed(draft: Draft, mention: Mention) -> bool:
    """Whether an act has come about since a day that dates another: "etter bomben mandag har politiet pågrepet"."""
    sentence, when = draft.sentence, mention.when
    if when is None or when.kind is not TimeKind.AT or not _day_by_day(draft):
        return False
    first, _ = sentence.clause(mention.first)
    begun = sentence.is_a(first, "reference") and mention.first - first <= _REFERRED
    named = any(
        m.form in NOMINAL for m in sentence.within(first + 1, first + 1 + _REFERRED, Kind.TRIGGER)
    )
    apart = draft.anchor[0] >= mention.last + 1 and draft.anchor[0] > first + _REFERRED // 2
    verb = range(max(mention.last, draft.anchor[0] - _VERB), draft.anchor[0])
    return begun and named and apart and any(sentence.is_a(at, "here_and_now") for at in verb)


def _day_by_day(draft: Draft) -> bool:
    """Whether what is told goes on from day to day: people are arrested and flee."""
    if draft.toll is not None:
        return draft.toll.measure in ("captured", "displaced")
    return draft.event_type in ("COERCE", "MOBILIZE", "SANCTION")


def _with_an_act(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time dates an act that is only referred to: "efter bilbomben i Herat mandag"."""
    first, last = sentence.clause(mention.first)
    if not sentence.is_a(first, "reference"):
        return False
    words = (sentence.starting(at, Kind.TRIGGER) for at in range(first + 1, last))
    return any(word is not None and word.form in NOMINAL for word in words)


def _walled(draft: Draft, mention: Mention) -> bool:
    """Whether a clause about something else begins between the time and the act."""
    first, last = sorted((mention.first, draft.anchor[0]))
    return any(draft.sentence.is_wall(i) for i in range(first, last))


def resolve(mention: Mention, published: Period | None, anchor: Period | None) -> Period | None:
    """The days a time expression means; `anchor` is the time told before."""
    when = mention.when
    if when is None:
        return None
    match when.kind:
        case TimeKind.SAME | TimeKind.THEN:
            return when.period if _holds(when.period, anchor) else anchor or when.period
        case TimeKind.RUN | TimeKind.LENGTH | TimeKind.LASTED:
            return run_within(anchor, when.shift) or shifted(anchor or published, when.shift)
        case TimeKind.SHIFT:
            days = (
                _year(anchor, when.shift) if is_by_years(mention) else shifted(anchor, when.shift)
            )
            if when.period is not None:
                days = when.period if days is None else _on_weekday(days, when.period)
            return _by(published, days)
        case TimeKind.AFTER:
            return _since(anchor, published)
        case TimeKind.NOW:
            return when.period or published
        case _:
            return when.period


def _on_weekday(days: Period, like: Period) -> Period:
    """Of some days those that are the same day of the week as another: "lørdagen etter"."""
    day = like.latest.weekday()
    first = days.earliest + dt.timedelta(days=(day - days.earliest.weekday()) % 7)
    last = days.latest - dt.timedelta(days=(days.latest.weekday() - day) % 7)
    return period(first, last)


def _holds(days: Period | None, anchor: Period | None) -> bool:
    """Whether a day told is of the night just gone: "I går ble to såret. I løpet av natten …"."""
    if days is None or anchor is None:
        return False
    return days.earliest <= anchor.earliest and anchor.latest <= days.latest


def _by(published: Period | None, days: Period | None) -> Period | None:
    """Days counted from others, as far as they had come at publication; None where they lay ahead."""
    if days is None or published is None or days.latest <= published.latest:
        return days
    return None if days.earliest > published.latest else period(days.earliest, published.latest)


def is_by_years(mention: Mention) -> bool:
    """Whether a time is the year beside the one told last: "året etter", "the previous year"."""
    low, high = (mention.when.shift if mention.when else None) or (0, 0)
    return high - low > _A_YEAR


def _year(anchor: Period | None, shift: tuple[int, int] | None) -> Period | None:
    """The whole year before or after the one that a time begins in."""
    if anchor is None or shift is None:
        return None
    year = anchor.earliest.year + (1 if shift[1] > 0 else -1)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def shifted(anchor: Period | None, shift: tuple[int, int] | None) -> Period | None:
    """The days so far from those told: "to dager etter"."""
    if anchor is None or shift is None:
        return None
    try:
        earliest = anchor.earliest + dt.timedelta(days=shift[0])
        latest = anchor.latest + dt.timedelta(days=shift[1])
    except OverflowError:
        return None
    return period(earliest, latest)


def _since(anchor: Period | None, published: Period | None) -> Period | None:
    if anchor is None or published is None or published.latest < anchor.earliest:
        return None
    return period(anchor.earliest, published.latest)


def until_now(begun: Period, published: Period | None) -> Period | None:
    """From a beginning until publication; None where nobody knows when that was."""
    if published is None:
        return None
    return period(begun.earliest, max(begun.earliest, published.latest))


def period(earliest: dt.date, latest: dt.date) -> Period:
    """A period with its EDTF form."""
    if earliest == latest:
        return Period(earliest, latest, earliest.isoformat())
    return Period(earliest, latest, f"{earliest.isoformat()}/{latest.isoformat()}")


def timed(days: Period, quote: tuple[str, int, int] | None, basis: str) -> Timing:
    """A period as a claim holds it."""
    text, start, end = quote or (None, None, None)
    return Timing(
        days.earliest.isoformat(), days.latest.isoformat(), days.edtf, basis, text, start, end
    )
