"""What stands on the page of an incident, in the order in which it is told."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from vitne.exports.bars import Drawing, bars
from vitne.exports.linked import chain
from vitne.incidents.profiles import profiles
from vitne.incidents.voices import independent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vitne.exports.decisions import Decision
    from vitne.exports.evidence import Evidence
    from vitne.exports.rows import Row
    from vitne.incidents.profiles import Profile
    from vitne.model import Contradiction, Estimate
    from vitne.record.queries import Found
    from vitne.record.routes import Step
    from vitne.record.story import Story
    from vitne.wording import Wording
    from vitne.wording.weights import Compared

_SILENT = "unreported"
_FIRST = ("killed", "wounded")


class Mark(msgspec.Struct, frozen=True):
    """A number in brackets that leads to the words of a claim."""

    number: int
    claim: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate: what is counted, how many, and the words behind each bound."""

    name: str
    people: str
    said: str
    best: str
    known: str
    whole: bool
    behind: tuple[tuple[str, tuple[Mark, ...]], ...]
    rules: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A claim: what it says, in which words, through whom, how it is meant."""

    mark: Mark
    said: str
    text: str
    chain: tuple[str, ...]
    note: str
    start: int
    end: int
    corrected: bool
    rejected: bool


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its claims; `reprints` is the outlet and day of the one whose text it is."""

    found: Found
    article: Evidence | None
    reprints: str | None
    words: tuple[Words, ...]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why two accounts are held to be of one happening."""

    one: str
    other: str
    bits: str
    odds: str
    compared: tuple[Compared, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What one side of a contradiction says."""

    voice: str
    said: str
    marks: tuple[Mark, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The report of an incident, ready for its template."""

    story: Story
    row: Row
    drawing: Drawing
    voices: int
    headline: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    contradictions: tuple[tuple[str, Side, Side], ...]
    told: tuple[Told, ...]
    links: tuple[Link, ...]
    decided: tuple[Decision, ...]
    marks: Mapping[str, Mark]
    rules: tuple[tuple[str, str], ...]
    method: Profile


def page(
    story: Story,
    words: Wording,
    *,
    row: Row,
    articles: Mapping[str, Evidence],
    origins: Mapping[str, str],
    decided: tuple[Decision, ...],
) -> Page:
    """Gather what stands on the page of an incident.

    Args:
        story: The incident, as it may leave the record.
        words: The language.
        row: The row it was made of.
        articles: Its articles.
        origins: Of articles that reprint another, the id of that.
        decided: What people decided.
    """
    one, maker = story.incident, _Maker(story, words)
    figures = tuple(maker.figures())
    loud = [f for f in figures if f.whole and (f.known != _SILENT or f.name in maker.first)]
    return Page(
        story=story,
        row=row,
        drawing=bars(story, words, origins=origins),
        voices=len(independent(one.voices)),
        headline=tuple(loud),
        figures=tuple(figure for figure in figures if figure.known != _SILENT),
        contradictions=tuple(maker.contradiction(found) for found in one.contradictions),
        told=tuple(maker.told(articles, origins)),
        links=tuple(map(maker.link, story.links)),
        decided=decided,
        marks=maker.marks,
        rules=tuple(maker.rules()),
        method=profiles()[story.profile],
    )


class _Maker:
    """Says the parts of one story in one language; claims are numbered in their order."""

    def __init__(self, story: Story, words: Wording) -> None:
        self._story = story
        self._words = words
        self._claims = {found.claim.id: found for found in story.claims}
        self.marks = {key: Mark(at, key) for at, key in enumerate(self._claims, 1)}
        self.first = {words.term(name, "measure") for name in _FIRST}

    def figures(self) -> Iterator[Figure]:
        """All estimates, those of all people first."""
        one = self._story.incident
        for whole, found in ((True, one.estimates.values()), (False, one.parts)):
            for estimate in found:
                yield self._figure(estimate, whole=whole)

    def contradiction(self, found: Contradiction) -> tuple[str, Side, Side]:
        """What two voices differ in, and what each says."""
        words = self._words
        about = words.term(found.about)
        one, other = (self._side(found.about, claims) for claims in (found.one, found.other))
        return about, one, other

    def told(self, articles: Mapping[str, Evidence], origins: Mapping[str, str]) -> Iterator[Told]:
        """The articles in order, each with the words of its claims."""
        names = {found.article: self._name(found) for found in self._story.claims}
        for key, some in groupby(self._story.claims, key=lambda found: found.article):
            rows = list(some)
            origin = origins.get(key)
            yield Told(
                found=rows[0],
                article=articles.get(key),
                reprints=names.get(origin, origin[:16]) if origin else None,
                words=tuple(map(self._said, rows)),
            )

    def link(self, step: Step) -> Link:
        """What spoke for two accounts being of one happening, the most telling first."""
        words = self._words
        return Link(
            one=self._end(step.one),
            other=self._end(step.other),
            bits=words.bits(step.weight),
            odds=words.odds(step.weight),
            compared=words.compared(step.levels),
        )

    def rules(self) -> Iterator[tuple[str, str]]:
        """The rules that applied, with what they say."""
        one = self._story.incident
        every = (*one.estimates.values(), *one.parts)
        codes = dict.fromkeys(c for found in every if found.known != _SILENT for c in found.rules)
        return ((code, self._words.rule(code)) for code in codes)

    def _figure(self, found: Estimate, *, whole: bool) -> Figure:
        words = self._words
        return Figure(
            name=words.term(found.measure, "measure"),
            people=words.people(found),
            said=words.estimate(found),
            best="" if found.best is None else words.number(found.best),
            known=found.known,
            whole=whole,
            behind=tuple(self._behind(found)),
            rules=found.rules,
        )

    def _behind(self, found: Estimate) -> Iterator[tuple[str, tuple[Mark, ...]]]:
        """The claims behind each bound; bounds that rest on the same claims are told as one."""
        for claims, names in found.behind().items():
            yield (
                ", ".join(self._words.term(name, "bound") for name in names),
                tuple(self._marks(claims)),
            )
        if found.caveats:
            yield self._words.say("but see"), tuple(self._marks(found.caveats))

    def _side(self, about: str, claims: Sequence[str]) -> Side:
        found = [self._claims[key] for key in claims if key in self._claims]
        says = dict.fromkeys(self._words.differing(one.claim, about) for one in found)
        voices = dict.fromkeys(chain(one)[-1] for one in found)
        return Side(voice="; ".join(voices), said="; ".join(says), marks=tuple(self._marks(claims)))

    def _said(self, one: Found) -> Words:
        claim = one.claim
        return Words(
            mark=self.marks[claim.id],
            said=self._words.claim(claim),
            text=claim.text,
            chain=self._chain(one),
            note=self._words.mark(claim, one.review),
            start=claim.start,
            end=claim.end,
            corrected=one.as_read is not None,
            rejected=one.review == "rejected",
        )

    def _chain(self, one: Found) -> tuple[str, ...]:
        """Who passes it on, the outlet first; without an outlet those that are named."""
        outlet = one.outlet or self._words.say("the outlet itself")
        names = [voice.name for voice in one.claim.attribution]
        return tuple([outlet, *names] if one.outlet or not names else names)

    def _marks(self, claims: Iterable[str]) -> Iterator[Mark]:
        known = (self.marks[key] for key in claims if key in self.marks)
        return iter(sorted(known, key=lambda mark: mark.number))

    def _end(self, account: str) -> str:
        found = self._claims.get(account)
        return self._name(found) if found else account[:16]

    def _name(self, found: Found) -> str:
        day = found.published or found.captured_at[:10]
        return f"{found.outlet or found.file}, {self._words.days(day, day)}"
