"""What the page of an incident shows: its figures, voices, words and links, ready for the template."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from vitne.exports.bars import Drawing, bars
from vitne.incidents.voices import independent
from vitne.web.heard import Heard, heard, named
from vitne.web.pin import Pin
from vitne.web.sayings import vouching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vitne.model import Claim, Contradiction, Estimate
    from vitne.record.queries import Found
    from vitne.record.routes import Step
    from vitne.record.story import Story
    from vitne.wording import Wording
    from vitne.wording.weights import Compared

SILENT = "unreported"
_ALWAYS = ("killed", "wounded")
_SAID_TWICE = frozenset(
    {("denial", "denied"), ("threat", "threatened"), ("demand", "demanded")}
)  # kinds of claim that say by themselves how they are meant


class Mark(msgspec.Struct, frozen=True):
    """A number that leads to the words of a claim; `says` is what it leads to."""

    number: int
    claim: str
    says: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate: what is counted, whose people, how many, and the claims behind each bound."""

    measure: str
    name: str
    whose: str
    said: str
    best: str
    known: str
    first: str | None  # the claim that the figure leads to
    behind: tuple[tuple[str, tuple[Mark, ...]], ...]
    rules: tuple[str, ...]
    statuses: tuple[str, ...]  # of the people, as its claims tell


class Side(msgspec.Struct, frozen=True):
    """What one side of a contradiction says, who they are, and where."""

    voices: tuple[str, ...]
    says: tuple[str, ...]
    marks: tuple[Mark, ...]


class Odds(msgspec.Struct, frozen=True):
    """Two sides that cannot both be right."""

    about: str
    one: Side
    other: Side


class Told(msgspec.Struct, frozen=True):
    """A claim with its number on the page, and what must be known of it first."""

    number: int
    found: Found

    @property
    def claim(self) -> Claim:
        """The claim, as people corrected it."""
        return self.found.claim

    @property
    def meant(self) -> str | None:
        """How it is meant, where its kind does not say so."""
        claim = self.claim
        plain = claim.modality == "asserted" or (claim.kind, claim.modality) in _SAID_TWICE
        return None if plain else claim.modality


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its claims, and the articles that reprint it with theirs."""

    head: Found
    told: tuple[Told, ...]
    reprints: tuple[tuple[Found, tuple[Told, ...]], ...]
    original: str | None  # the article that it reprints, where that is none of the incident


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why two reports are of one happening; `one` and `other` are their first claims."""

    one: Found
    other: Found
    bits: str
    odds: str
    compared: tuple[Compared, ...]

    def is_of_copies(self, origins: Mapping[str, str]) -> bool:
        """Whether both reports are the same text."""
        one, other = self.one.article, self.other.article
        return one != other and origins.get(one, one) == origins.get(other, other)


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as its page shows it, as known on a day under a method."""

    story: Story
    pin: Pin | None
    drawing: Drawing
    glance: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    heard: tuple[Heard, ...]
    independent: int
    odds: tuple[Odds, ...]
    reports: tuple[Report, ...]
    links: tuple[Link, ...]
    copied: tuple[Link, ...]  # links to reprints, which are of one happening as their text is one
    marks: Mapping[str, Mark]


def shown(story: Story, words: Wording, origins: Mapping[str, str]) -> Shown:
    """Lay out a story.

    Args:
        story: The incident, as known on a day, under a method.
        words: The language of the page.
        origins: For articles that reprint another, the id of that.
    """
    maker = _Maker(story, words)
    one = story.incident
    figures = [maker.figure(found) for found in one.estimates.values()]
    links = [*maker.links()]
    copied = [link for link in links if link.is_of_copies(origins)]
    drawing = bars(story, words, origins=origins)
    return Shown(
        story=story,
        pin=Pin.of(one.place),
        drawing=named(drawing, story, words),
        glance=tuple(f for f in figures if f.known != SILENT or f.measure in _ALWAYS),
        parts=tuple(maker.figure(found) for found in one.parts),
        heard=heard(story, words, drawing=drawing, origins=origins),
        independent=len(independent(one.voices)),
        odds=tuple(map(maker.odds, one.contradictions)),
        reports=tuple(maker.reports(origins)),
        links=tuple(link for link in links if link not in copied),
        copied=tuple(copied),
        marks=maker.marks,
    )


class _Maker:
    """Says the parts of one story in one language; claims are numbered in their order."""

    def __init__(self, story: Story, words: Wording) -> None:
        self._story = story
        self._words = words
        self._claims = {found.claim.id: found for found in story.claims}
        self.marks = {
            key: Mark(at, key, self._meaning(found))
            for at, (key, found) in enumerate(self._claims.items(), 1)
        }

    def figure(self, found: Estimate) -> Figure:
        """One estimate."""
        words, behind = self._words, tuple(self._behind(found))
        telling = (*found.best_claims, *found.low_claims, *found.high_claims)
        leads = (*telling, *found.caveats)  # unknown has no bounds, but words
        return Figure(
            measure=found.measure,
            name=words.term(found.measure, "measure"),
            whose=words.people(found),
            said=words.estimate(found),
            best="" if found.best is None else words.number(found.best),
            known=found.known,
            first=next((key for key in leads if key in self.marks), None),
            behind=behind,
            rules=found.rules,
            statuses=self._statuses(telling),
        )

    def odds(self, found: Contradiction) -> Odds:
        """What two sides differ in, and what each says."""
        one, other = (self._side(found.about, claims) for claims in (found.one, found.other))
        about = self._words.term(found.about, "about")
        return Odds(about if about != found.about else self._words.term(found.about), one, other)

    def reports(self, origins: Mapping[str, str]) -> Iterator[Report]:
        """The articles as they came out, reprints below the article whose text they are."""
        told = {
            key: tuple(Told(self.marks[row.claim.id].number, row) for row in rows)
            for key, rows in groupby(self._story.claims, key=lambda row: row.article)
        }
        below: dict[str, list[str]] = {}
        for key in told:
            if origins.get(key) in told:
                below.setdefault(origins[key], []).append(key)
        for key, some in told.items():
            if origins.get(key) not in told:
                yield Report(
                    head=some[0].found,
                    told=some,
                    reprints=tuple((told[k][0].found, told[k]) for k in below.get(key, ())),
                    original=origins.get(key),
                )

    def links(self) -> Iterator[Link]:
        """The links that hold the accounts together, the strongest first."""
        for step in sorted(self._story.links, key=lambda one: -one.weight):
            one, other = self._claims.get(step.one), self._claims.get(step.other)
            if one is not None and other is not None:
                yield self._link(step, one, other)

    def _link(self, step: Step, one: Found, other: Found) -> Link:
        words = self._words
        return Link(
            one=one,
            other=other,
            bits=words.bits(step.weight),
            odds=words.odds(step.weight),
            compared=words.compared(step.levels),
        )

    def _behind(self, found: Estimate) -> Iterator[tuple[str, tuple[Mark, ...]]]:
        """The claims behind each bound; bounds that rest on the same claims are told as one."""
        for claims, names in found.behind().items():
            yield ", ".join(self._words.term(name, "bound") for name in names), self._marked(claims)
        if found.caveats:
            yield self._words.say("but see"), self._marked(found.caveats)

    def _statuses(self, claims: Iterable[str]) -> tuple[str, ...]:
        tolls = [self._claims[key].claim.toll for key in claims if key in self._claims]
        found = dict.fromkeys(toll.status for toll in tolls if toll and toll.status)
        return tuple(self._words.term(one, "status") for one in found)

    def _side(self, about: str, claims: Sequence[str]) -> Side:
        found = [self._claims[key] for key in claims if key in self._claims]
        says = dict.fromkeys(self._words.differing(row.claim, about) for row in found)
        voices = dict.fromkeys(vouching(row, self._words) for row in found)
        return Side(tuple(voices), tuple(says), self._marked(claims))

    def _meaning(self, found: Found) -> str:
        return f"{vouching(found, self._words)}: {self._words.claim(found.claim)}"

    def _marked(self, claims: Iterable[str]) -> tuple[Mark, ...]:
        found = {self.marks[key].number: self.marks[key] for key in claims if key in self.marks}
        return tuple(found[number] for number in sorted(found))
