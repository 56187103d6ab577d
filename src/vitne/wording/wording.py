"""Says what a record holds in words: never one figure for a range, never zero for the unknown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vitne.incidents.profiles import profiles
from vitne.incidents.rules import Rule
from vitne.model import Scope
from vitne.wording import days, names, weights
from vitne.wording.catalogue import catalogue
from vitne.wording.signs import signs
from vitne.wording.terms import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.model import Bounds, Claim, Estimate, Incident, Location, Timing, Toll
    from vitne.wording.weights import Compared

LOCALES = ("en", "nb")  # languages of the interface, the default first
_KIN = {"no": "nb", "nn": "nb"}  # languages that are read by those who read another
_SILENT = ("none", "unknown", "undisclosed", "unreported")
# Kinds whose type says no more than they do: a threat is THREATEN; and a denial is always negative.
_SPEECH = ("threat", "demand", "offer", "refusal", "accusation", "denial", "support")
_SURE = 0.6  # from here on the confidence of a place is not told unasked
_GROUPED = 10_000  # from here on thousands are set apart


def wording(locale: str) -> Wording:
    """The words of one language of the interface (BCP 47); English where there is no such one."""
    code = locale.partition("-")[0].lower()
    code = _KIN.get(code, code)
    return _wording(code if code in LOCALES else LOCALES[0])


@lru_cache(maxsize=len(LOCALES))
def _wording(locale: str) -> Wording:
    return Wording(locale)


class Wording:
    """One language of the interface. `translations` serves templates too (gettext).

    What is quoted from a record stays as it is: names of actors, voices, outlets and places, which
    are canonical English, and the words of articles. Nothing here is escaped: what is made of the
    text of a record is as hostile as that text.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.translations = catalogue(locale)
        self.say = self.translations.gettext
        self._thousands, self._decimal = signs(locale)

    # ---------------------------------------------------------------- codes

    def term(self, code: str | None, group: str | None = None) -> str:
        """The words for a code of the record: a kind of claim, a modality, a measure, a grade …

        `group` tells apart what one code means in two places (`data/interface/terms.toml`):
        "unknown" of `known`, and of `status`. A code that is not in its group is looked for in all;
        one without words is said as it is.
        """
        if not code:
            return ""
        found = terms().find(code, group) or (terms().find(code, None) if group else None)
        if found is None:
            return self.translations.pgettext(group, code) if group else self.say(code)
        return self.translations.pgettext(*found)

    def acled(self, sub_event: str | None) -> str:
        """A sub-event type by its official name, with a gloss where that is in another language."""
        gloss = self.term(sub_event, "acled")
        same = gloss == (sub_event or "")
        return gloss if same else f"{sub_event} ({gloss[0].lower()}{gloss[1:]})"

    def plover(self, event_type: str | None, modes: tuple[str, ...] = ()) -> str:
        """An event type of PLOVER with its modes in words: "assault, from the air"."""
        parts = [self.term(event_type, "plover"), *(self.term(mode, "mode") for mode in modes)]
        return ", ".join(filter(None, parts))

    def rule(self, code: str) -> str:
        """What a rule of reconciling says; "" for a code that is none."""
        found = {rule.value: rule.sentence for rule in Rule}.get(code)
        return self.say(found) if found else ""

    def profile(self, name: str) -> str:
        """The title of a published method; its name where it is none."""
        found = profiles().get(name)
        return self.say(found.title) if found else name

    def meaning(self, grade: str) -> str:
        """How Airwars defines a grade; "" for what is none."""
        found = {one.id: one.wording for one in profiles()["airwars"].grades}.get(grade)
        return self.say(found) if found else ""

    # ---------------------------------------------------------------- numbers

    def number(self, value: int) -> str:
        """A whole number: "9500", "335,000"; "335 000", which no line breaks."""
        if abs(value) < _GROUPED:
            return str(value)
        return f"{value:,}".replace(",", self._thousands)

    def count(self, noun: str, number: int) -> str:
        """How many there are: "1 article", "3 articles"."""
        one, several = terms().counted.get(noun) or (f"{{}} {noun}", f"{{}} {noun}s")
        return self.translations.ngettext(one, several, number).format(self.number(number))

    def bits(self, weight: float) -> str:
        """A weight with its sign: "+4.2", "−1.0", "0.0"."""
        return weights.bits(weight).replace(".", self._decimal)

    def odds(self, weight: float) -> str:
        """What a weight in bits comes to: "about 18 to 1 for it", "about even"."""
        times = weights.times(weight)
        if times is None:
            return self.say("about even")
        said = (
            self.say("about {} to 1 for it") if weight > 0 else self.say("about {} to 1 against it")
        )
        return said.format(self.number(times))

    def compared(self, levels: Mapping[str, tuple[str, float]]) -> tuple[Compared, ...]:
        """What was compared of two accounts, the most telling first; what says nothing is left out."""
        told = sorted(levels.items(), key=lambda item: -abs(item[1][1]))
        return tuple(
            (self.term(name, "comparison"), self.say(found), self.bits(bits), bits > 0)
            for name, (found, bits) in told
            if abs(bits) >= weights.NEITHER
        )

    # ---------------------------------------------------------------- tolls

    def bounds(self, low: int | None, high: int | None, *, approx: bool = False) -> str:
        """A range: "17–21", "12 or more", "up to 50", "about 35", "some"."""
        about = self.say("about {}") if approx else "{}"
        if low is None:
            if high is None:
                return self.say("some")
            return self.say("up to {}").format(about.format(self.number(high)))
        if high is None:
            return self.say("{} or more").format(about.format(self.number(low)))
        least = self.number(low)
        return about.format(least if low == high else f"{least}–{self.number(high)}")

    def toll(self, one: Toll) -> str:
        """What a claim says: "14 or more", "unknown", "none"."""
        return self._known(one.known) or self.bounds(one.low, one.high, approx=one.approx)

    def estimate(self, one: Estimate) -> str:
        """What an estimate comes to, without its best figure."""
        return self._known(one.known) or self.bounds(one.low, one.high, approx=one.approx)

    def in_full(self, one: Estimate) -> str:
        """What an estimate comes to: "17–21, best 19"; no best where it says no more."""
        said = self.estimate(one)
        if one.known in _SILENT or one.best is None or one.low == one.high == one.best:
            return said
        return self.say("{}, best {}").format(said, self.number(one.best))

    def latest(self, one: Bounds) -> str:
        """What a voice stands by."""
        return self.bounds(one.low, one.high)

    def people(self, one: Toll | Estimate) -> str:
        """Whose people: "children (civilians), of Ukraine"; empty for all people."""
        side = self.say("of {}").format(one.side) if one.side else ""
        return ", ".join(filter(None, (self._whom(one), side)))

    def claim(self, one: Claim) -> str:
        """What a claim says: "killed: 14 or more children (civilians)", "event: Armed clash"."""
        if one.toll is not None:
            return f"{self.term(one.toll.measure, 'measure')}: {self.counted(one.toll)}"
        kind = self.term(one.kind, "kind")
        speech = one.kind in _SPEECH
        act = self.plover(None, one.modes) if speech and not one.sub_event else self.act(one)
        said = f"{kind}: {act}" if act else kind
        negative = one.polarity == "negative" and one.kind != "denial"
        return self.say("not: {}").format(said) if negative else said

    def counted(self, one: Toll) -> str:
        """How many and who: "12 soldiers (combatants), of Mali, a part", "unknown, civilians"."""
        plural = one.known not in _SILENT and (one.low, one.high) != (1, 1)
        figure, whom = self.toll(one), self._whom(one)
        side = self.say("of {}").format(one.side) if one.side else ""
        scope = "" if one.scope == "incident" else self.term(one.scope, "toll_scope")
        head = f"{figure} {whom}" if plural and whom else ", ".join(filter(None, (figure, whom)))
        return ", ".join(filter(None, (head, side, scope)))

    def act(self, one: Claim | Incident) -> str:
        """What was done: "Air/drone strike", else "assault, from the air"; "" where not told."""
        modes = getattr(one, "modes", ())
        return self.term(one.sub_event, "acled") or self.plover(one.event_type, modes)

    def differing(self, one: Claim, about: str, *, short: bool = False) -> str:
        """What a claim says of what voices differ in; with `short` a country by its code."""
        match about:
            case "agent":
                return ", ".join(party.name for party in one.agents) or self.say("nobody named")
            case "place":
                return self.where(one.place, short=short)
            case "time":
                return self.when(one.time)
            case _:
                return self.claim(one)

    def mark(self, one: Claim, review: str = "unreviewed") -> str:
        """What must be known of a claim first: "alleged", "reported, accepted"; else ""."""
        meant = "" if one.modality == "asserted" else self.term(one.modality, "modality")
        decided = "" if review == "unreviewed" else self.term(review, "review")
        return ", ".join(filter(None, (meant, decided)))

    # ---------------------------------------------------------------- where and when

    def label(self, one: Incident) -> str:
        """What a person calls an incident: "Armed clash, Barda (Azerbaijan), 28 Oct 2020"."""
        if one.scope is Scope.PERIOD:
            what = self.say("Tolls of a period")
        else:
            act = self.act(one)
            what = f"{act[0].upper()}{act[1:]}" if act else self.say("People harmed")
        return ", ".join((what, self.where(one.place), self.when(one.time)))

    def where(self, place: Location | None, *, short: bool = False) -> str:
        """A place no finer than known: "near Kyiv (Ukraine)", "somewhere in Mali".

        With `short` the country by its code: "near Kyiv (UKR)".
        """
        if place is None:
            return self.say("place not told")
        lead = {
            "near": self.say("near {}"),
            "area": self.say("somewhere in {}"),
            "country": self.say("somewhere in {}"),
        }.get(place.precision, "{}")
        return lead.format(self.place(place, short=short))

    def place(self, place: Location, *, short: bool = False) -> str:
        """The name of a place, with its country: "Barda (Azerbaijan)"."""
        if not place.country:
            return place.name
        country = place.country if short else self.country(place.country)
        if place.level == "country":
            return place.name if short else country
        return f"{place.name} ({country})"

    def doubt(self, place: Location) -> str:
        """That the name may mean another place, with the confidence; "" where that is unlikely."""
        if place.confidence is None or place.confidence >= _SURE:
            return ""
        sure = f"{place.confidence:.2f}".replace(".", self._decimal)
        return self.say("another place of this name may be meant: confidence {}").format(sure)

    def country(self, code: str | None) -> str:
        """A country (ISO 3166 alpha-3) by its name; the code itself where it is none."""
        return names.countries(self.locale).get(code, code) if code else ""

    def language(self, code: str) -> str:
        """A language (BCP 47) by its name; the code itself where it has none."""
        if terms().find(code, "language"):
            return self.term(code, "language")
        return names.languages(self.locale).get(code.replace("-", "_"), code)

    def known_by(self, basis: str, text: str | None = None) -> str:
        """How a place, a time or a voice is known: 'stated: "Hodeida"', "told before"."""
        said = self.term(basis, "basis")
        return f'{said}: "{text}"' if text else said

    def when(self, time: Timing | None) -> str:
        """The days within which something lies: "28 Oct 2020", "5–6 Nov 2018"."""
        return self.days(time.earliest, time.latest) if time else self.say("day not told")

    def days(self, earliest: str, latest: str) -> str:
        """Two ISO days in words; as they are written where the calendar has no such day."""
        first, last = days.date(earliest), days.date(latest)
        if first is None or last is None or last < first:
            return earliest if earliest == latest else f"{earliest} – {latest}"
        return days.written(self.locale, first, last)

    def precision(self, earliest: str, latest: str) -> str:
        """How precisely a time is known: "the day is known", "within 6 days"."""
        first, last = days.date(earliest), days.date(latest)
        if first is None or last is None:
            return self.say("within these days")
        if first == last:
            return self.say("the day is known")
        return self.say("within {} days").format(self.number((last - first).days + 1))

    def moment(self, time: str) -> str:
        """A time in UTC, to the minute: "5 Oct 2020, 14:20 UTC"."""
        if len(time) < len("2020-10-05T14:20") or days.date(time[:10]) is None:
            return time
        return f"{self.days(time[:10], time[:10])}, {time[11:16]} UTC"

    def _whom(self, one: Toll | Estimate) -> str:
        """Which people: "children (civilians)", "civilians"; "" for all people."""
        who = self.translations.pgettext("who", one.who) if one.who else ""
        told = one.status and one.status != "unknown"
        status = self.term(one.status, "status") if told else ""
        return f"{who} ({status})" if who and status and who != status else who or status

    def _known(self, known: str) -> str:
        return self.term(known, "known") if known in _SILENT else ""
