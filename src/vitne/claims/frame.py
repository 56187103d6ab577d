"""Where and when an article is, as it is read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import HAPPENED
from vitne.model import Level, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.claims.drafts import Draft
    from vitne.claims.filed import Filed
    from vitne.claims.scenes import Scene
    from vitne.claims.sentence import Sentence
    from vitne.claims.spells import Spell
    from vitne.model import Article, Location, Mention, Passage, Period, Place

LONG = 6  # days: a toll over a longer time is no single incident
NEWS = 14  # days before publication that a report still calls its news
NEARBY = 3  # paragraphs
NEXT = 1
_IN_HEADLINE = 0.5  # of a paragraph
_WIDER = frozenset({Level.ADM1, Level.ADM2})


def stamped(article: Article) -> frozenset[int]:
    """The paragraphs that are told at once, behind a time of day: "Kl. 14.05: Skudd høres."."""
    roles = enumerate(article.segments)
    return frozenset(at + 1 for at, segment in roles if segment.role is Role.STAMP)


class Frame:
    """Where and when the article is, as it is read on."""

    __slots__ = (
        "_counted",
        "area",
        "bare_days",
        "beside",
        "counted",
        "counting",
        "counting_war",
        "counts",
        "day_here",
        "day_passage",
        "days",
        "days_passage",
        "entries",
        "filed",
        "fought",
        "home",
        "items",
        "long",
        "long_item",
        "long_paragraph",
        "long_since",
        "main",
        "nations",
        "place",
        "place_paragraph",
        "plain_day",
        "published",
        "region",
        "resolved",
        "said",
        "scenes",
        "section_paragraph",
        "sections",
        "spells",
        "stamped",
        "told_any",
        "told_last",
        "told_long",
        "told_since",
        "wars",
    )  # fmt: skip

    def __init__(
        self,
        published: Period | None,
        stamped: frozenset[int] = frozenset(),
        filed: Filed | None = None,
        items: Mapping[int, Location] | None = None,
    ) -> None:
        """Begin with the publication date and no place; `stamped` are the entries of a live report."""
        self.published = published
        self.filed = filed
        self.items = items or {}  # the places of a roundup, by paragraph
        self.place: Location | None = None
        self.place_paragraph = -1
        self.section_paragraph = -1  # the one below the last subheading
        self._counted: set[tuple[str, int]] = set()
        self.beside: tuple[int, Location] | None = None  # told of without an act, by paragraph
        self.main: Location | None = None
        self.home: str | None = None  # the first state told of
        self.nations: set[str] = set()  # whose adjectives are told: "Ethiopian hill town"
        self.scenes: list[Scene] = []  # places told of without an act
        self.counts: dict[str, float] = {}
        self.area: Location | None = None
        self.region: Location | None = None  # the first told beside a town: "Sake øst i DR Kongo"
        self.days: Period | None = None
        self.days_passage: Passage | None = None
        self.entries: dict[int, list[tuple[int, Period]]] = {}  # of a chronology, by paragraph
        self.sections: list[tuple[int, Period | None]] = []  # what a subheading dates, by paragraph
        self.day_here: Period | None = None  # told in the paragraph, of no claim
        self.day_passage: Passage | None = None
        self.bare_days: list[tuple[Passage, Period]] = []  # that date no claim
        self.plain_day: tuple[Passage, Period] | None = None  # the last of a sentence without any
        self.long: Period | None = None
        self.told_last: Period | None = None
        self.told_any: Period | None = None  # of any length; `told_long` if it is a stretch
        self.told_long = False
        self.told_since: Period | None = None  # the stretch told last: "siden hæren gikk inn i mai"
        self.fought: dict[str, Period] = {}  # the first day of fighting told of a place
        self.spells: list[Spell] = []  # since when there is fighting
        self.resolved: tuple[Mention, Period | None] | None = None  # the time last asked for
        self.said: tuple[Passage, Period] | None = None  # the day of the last speech act
        self.wars: list[Spell] = []  # since when there is a war
        self.stamped = stamped
        self.long_paragraph, self.long_item = -1, False  # an item of a list: "• Siden mai …"
        self.counted = False
        self.long_since = False  # long ago, told as since when: "siden 1987", and no "i 2022"
        self.counting_war = False  # whether any toll before was that of a war
        self.counting = False  # whether the tolls of the last sentences are those of a war

    def day(self, passage: Passage) -> Period | None:
        """The day that "samme dag" means: that of the last act, or one told after it just before.

        In the paragraph before it is one told of no act: "Tirsdag prøvde kvinner å nå åkrene".
        """
        here, told = self.day_passage, self.days_passage
        after = told.index if told is not None else -1
        if here is not None and here.paragraph == passage.paragraph and here.index > after:
            return self.day_here
        if self.plain_day is None:
            return self.day_here if self.days is None else self.days
        plain, days = self.plain_day
        near = passage.paragraph - plain.paragraph == NEXT and plain.index > after
        return days if near else self.days

    def told(self, draft: Draft) -> Location | None:
        """The place a claim without one has: that of its paragraph, its section, or the article."""
        passage = draft.sentence.passage
        if self.place_paragraph == passage.paragraph:
            return self.place
        if (beside := self._told_beside(passage)) is not None:
            return beside
        if (item := self.items.get(passage.paragraph)) is not None:
            return self.place if self._in_item(passage) else item
        told_there = self.place_paragraph == self.section_paragraph
        if told_there and passage.paragraph - self.place_paragraph <= NEXT:
            return self.place
        return self.main or self.place

    def _told_beside(self, passage: Passage) -> Location | None:
        """The place told without an act in a paragraph in which no act is told of elsewhere yet."""
        if self.beside is None or self.place_paragraph == passage.paragraph:
            return None
        return self.beside[1] if self.beside[0] == passage.paragraph else None

    def open_section(self, paragraph: int) -> None:
        """A subheading may turn to another place, which the paragraph below it tells."""
        self.section_paragraph = paragraph + 1

    def town(self, draft: Draft) -> Location | None:
        """The town that "byen" means: that of the last act, if told just before, else the main one.

        One told without an act comes first in its paragraph: "Annerledes gikk det i X. … inn i byen".
        """
        passage = draft.sentence.passage
        near = self._is_near(passage)
        item = self.items.get(passage.paragraph)
        beside = self._told_beside(passage) if draft.kind in HAPPENED else None
        told = [beside, self.place if near else None]
        told += [item] if item is not None else [self.main, self.place]
        for location in told:
            if location is not None and location.level == "town":
                return location
        return None

    def around(self, draft: Draft) -> Location | None:
        """The place that "området" is about: that of the last act, if told just before."""
        near = self._is_near(draft.sentence.passage)
        known = self.place is not None and self.place.level not in ("country", "sea")
        return self.place if near and known else None

    def _is_near(self, passage: Passage) -> bool:
        """Whether the place told last was told just before, and in the same item of a roundup."""
        return passage.paragraph - self.place_paragraph <= NEXT and self._in_item(passage)

    def _in_item(self, passage: Passage) -> bool:
        """Whether the place told last is that of the item of a roundup a sentence stands in."""
        return self.items.get(passage.paragraph) is self.items.get(self.place_paragraph)

    def home_or_nation(self) -> str | None:
        """The first state told of; where none is, the only one whose people or places are."""
        return self.home or (next(iter(self.nations)) if len(self.nations) == 1 else None)

    def name(self, sentence: Sentence, places: Sequence[Mention]) -> None:
        """The body names the place of the headline too: it is the main one, more than in passing."""
        best = self.main
        if best is None or sentence.passage.role is Role.HEADLINE:
            return
        if self.counts.get(best.name) == _IN_HEADLINE and any(
            mention.places and _is_named(best, mention.places[0]) for mention in places
        ):
            self.counts[best.name] = 1

    def see(self, location: Location, paragraph: int) -> None:
        """Keep a place told of without an act; it is the main one until an act is told of elsewhere."""
        self.place, self.place_paragraph = location, paragraph
        if self.main is None or self.main.level != "town":
            self.main = location

    def is_scene_of_headline(self, location: Location) -> bool:
        """Whether a place told of without an act is where the act lay that only the headline has placed."""
        scene = self.beside is not None and location is self.beside[1]
        return scene and self.main is not None and self.counts.get(self.main.name) == _IN_HEADLINE

    def note(self, location: Location, passage: Passage, *, table: bool = False) -> None:
        """Keep the place of an act; the finest place told in most paragraphs is the main one.

        One that only the headline has named, or where people only met at a `table`, gives way to
        the first that the body tells.
        """
        paragraph = passage.paragraph
        self.place, self.place_paragraph = location, paragraph
        if location.level == "country":
            self.main = self.main or location
            return
        if (location.name, paragraph) in self._counted:
            return
        self._counted.add((location.name, paragraph))
        told = _IN_HEADLINE if table or passage.role is Role.HEADLINE else 1
        self.counts[location.name] = self.counts.get(location.name, 0) + told
        best = self.main
        if best is None or best.level == "country":
            self.main = location
            return
        inside = location.level == "town" and best.level != "town"
        inside = inside or (location.level in ("adm2", "area") and best.level == "adm1")
        lead = self.counts[location.name] - self.counts.get(best.name, 0)
        if best.level == "town" and location.level != "town" and best.name not in self.counts:
            lead -= 1  # a town only seen, and the region it lies in
        if lead > 0 or (inside and lead == 0 and location.country in (None, best.country)):
            self.main = location


def _is_named(town: Location, place: Place) -> bool:
    """Whether a place is one told before, or a part of it: "Western Mosul"; no district named after a town."""
    wider = town.level == Level.TOWN.value and place.level in _WIDER
    return town.name in place.name and not wider
