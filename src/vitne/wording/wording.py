"""Says what a record holds in words: never one figure for a range, never zero for the unknown."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from vitne.wording.catalogue import catalogue

if TYPE_CHECKING:
    from gettext import NullTranslations

    from vitne.model import Bounds, Claim, Estimate, Location, Timing, Toll

LOCALES = ("en", "nb")  # languages of the interface, the default first
_SILENT = ("none", "unknown", "undisclosed", "unreported")


@lru_cache(maxsize=len(LOCALES))
def wording(locale: str) -> Wording:
    """The words of one language of the interface; those of the default where there is no such one."""
    return Wording(locale if locale in LOCALES else LOCALES[0])


class Wording:
    """One language of the interface. `translations` serves templates too (gettext)."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.translations: NullTranslations = catalogue(locale)
        self.say = self.translations.gettext

    def term(self, code: str | None) -> str:
        """The word for a code of the record: a kind of claim, a modality, a measure, a grade …"""
        return self.say(code) if code else ""

    def bounds(self, low: int | None, high: int | None, *, approx: bool = False) -> str:
        """A range: "17–21", "12 or more", "up to 50", "about 35", "some"."""
        about = self.say("about {}") if approx else "{}"
        if low is None and high is None:
            return self.say("some")
        if low is None:
            return self.say("up to {}").format(about.format(high))
        if high is None:
            return self.say("{} or more").format(about.format(low))
        return about.format(low if low == high else f"{low}–{high}")

    def toll(self, one: Toll) -> str:
        """What a claim says: "14 or more", "unknown", "none"."""
        return self._known(one.known) or self.bounds(one.low, one.high, approx=one.approx)

    def estimate(self, one: Estimate) -> str:
        """What an estimate comes to, without its best figure."""
        return self._known(one.known) or self.bounds(one.low, one.high, approx=one.approx)

    def latest(self, one: Bounds) -> str:
        """What a voice stands by."""
        return self.bounds(one.low, one.high)

    def people(self, one: Toll | Estimate) -> str:
        """Whose people: "children (civilian), of Ukraine"; empty for all people."""
        who = one.who or ""
        if one.status and one.status != "unknown":
            status = self.term(one.status)
            who = f"{who} ({status})" if who else status
        side = self.say("of {}").format(one.side) if one.side else ""
        return ", ".join(filter(None, (who, side)))

    def claim(self, one: Claim) -> str:
        """What a claim says: "killed: 14 or more (civilian)", "event: Armed clash"."""
        if one.toll is not None:
            people = self.people(one.toll)
            said = f"{self.term(one.toll.measure)}: {self.toll(one.toll)}"
            return f"{said} ({people})" if people else said
        act = self.term(one.sub_event or one.event_type)
        negative = self.say("not: {}") if one.polarity == "negative" else "{}"
        return negative.format(f"{self.term(one.kind)}: {act}" if act else self.term(one.kind))

    def where(self, place: Location | None) -> str:
        """A place no finer than known: "Barda (AZE)", "near Kyiv (UKR)", "somewhere in Mali"."""
        if place is None:
            return self.say("place not told")
        lead = {
            "near": self.say("near {}"),
            "area": self.say("somewhere in {}"),
            "country": self.say("somewhere in {}"),
        }.get(place.precision, "{}")
        whole = place.level == "country" or not place.country
        return lead.format(place.name if whole else f"{place.name} ({place.country})")

    def when(self, time: Timing | None) -> str:
        """The days within which something lies: "28 Oct 2020", "5–6 Nov 2018"."""
        return self.days(time.earliest, time.latest) if time else self.say("day not told")

    def days(self, earliest: str, latest: str) -> str:
        """Two ISO days in words; as they are written where the calendar has no such day."""
        try:
            first, last = dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest)
        except ValueError:
            return earliest if earliest == latest else f"{earliest} – {latest}"
        return self._day(first) if first == last else f"{self._day(first)} – {self._day(last)}"

    def _known(self, known: str) -> str:
        return self.say(known) if known in _SILENT else ""

    def _day(self, day: dt.date) -> str:
        return day.isoformat()
