"""Tells the story of one incident to a person."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from vitne.cli import claim_rows, words
from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID
from vitne.cli.weights import of_step
from vitne.cli.words import ENGLISH
from vitne.incidents.profiles import profiles
from vitne.incidents.rules import Rule
from vitne.incidents.voices import independent
from vitne.wording.days import minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.cli.page import Page
    from vitne.model import Contradiction, Estimate, IncidentVoice, Location, Timing
    from vitne.record.queries import Found
    from vitne.record.story import Story

_INDENT = 2
_SILENT = "unreported"


class Teller:
    """Tells one story on a page; claims are numbered, so that each line can name its words."""

    def __init__(self, page: Page, story: Story) -> None:
        self._page = page
        self._story = story
        self._one = story.incident
        self._claims = {row.claim.id: row for row in story.claims}
        self._numbers = {row.claim.id: n for n, row in enumerate(story.claims, 1)}

    def tell(self) -> None:
        """Print it."""
        self._head()
        self._facts()
        self._tolls()
        self._voices()
        self._contradictions()
        self._all_claims()
        self._links()
        self._judgements()
        self._rules()

    def _head(self) -> None:
        one, page = self._one, self._page
        page.rule()
        page.paragraph(Text(printable(one.label), "title"))
        voices = len(independent(one.voices))
        counted = [
            ENGLISH.count("article", len(one.articles)),
            ENGLISH.count("independent voice", voices),
            ENGLISH.count("claim", len(one.claims)),
        ]
        page.paragraph(f"{one.scope.value} {one.id} · {', '.join(counted)}")
        method = profiles()[self._story.profile]
        told = (
            f", as known on {ENGLISH.days(self._story.as_of, self._story.as_of)}"
            if self._story.as_of
            else ""
        )
        page.paragraph(f"estimates: {method.title}{told}")
        if method.warning:
            page.paragraph(method.warning)
        page.rule()

    def _facts(self) -> None:
        one = self._one
        self._field("time", _time(one.time) if one.time else "not told")
        self._field("place", _place(one.place) if one.place else "not told")
        what = [one.event_type or "", f"ACLED {one.sub_event}" if one.sub_event else ""]
        if any(what):
            self._field("what", " · ".join(filter(None, what)))
        if one.agents:
            self._field("by", "; ".join(one.agents))
        if one.targets:
            self._field("against", "; ".join(one.targets))
        for said in self._grades():
            self._field("grade", said)

    def _grades(self) -> Iterator[str]:
        made, given = self._story.grade, self._story.given
        if made is not None:
            yield f"{made.id}, by the number of voices: {made.wording}"
        if given is not None:
            pending = "; a second person must give it too" if given.pending else ""
            yield f"{given.value}, given by {', '.join(given.authors)}{pending}"

    def _tolls(self) -> None:
        one = self._one
        self._title("How many")
        for estimate in (*one.estimates.values(), *one.parts):
            whose = printable(ENGLISH.people(estimate))
            name = f"{estimate.measure} ({whose})" if whose else estimate.measure
            said = Text.assemble((f"{name}: ", ""), (ENGLISH.in_full(estimate), "number"))
            self._page.paragraph(said, indent=" " * _INDENT * 2, first=" " * _INDENT)
            self._behind(estimate)

    def _behind(self, one: Estimate) -> None:
        """Print the words and the voice behind each bound, and the rules that applied."""
        for claims, names in one.behind().items():
            for claim in claims:
                self._field(
                    "all" if len(names) == 3 else "/".join(names),
                    self._said(claim),
                    indent=2 * _INDENT,
                )
        for claim in one.caveats:
            self._field("but", self._said(claim), indent=2 * _INDENT)
        if one.known != _SILENT:
            self._field("why", ", ".join(one.rules), indent=2 * _INDENT)

    def _voices(self) -> None:
        vouching = independent(self._one.voices)
        others = [voice for voice in self._one.voices if voice not in vouching]
        for title, some in (("Who says so", vouching), ("Who else speaks of it", others)):
            if some:
                self._title(title)
            for voice in some:
                self._page.paragraph(
                    self._voice(voice), indent=" " * _INDENT * 2, first=" " * _INDENT
                )

    def _voice(self, voice: IncidentVoice) -> Text:
        """What a voice stands by, and what it said before: "Hajiyev (claimant): killed 19"."""
        stake = f", {ENGLISH.term(voice.stake, 'stake')}" if voice.stake else ""
        text = Text.assemble((printable(voice.name), "voice"), f" ({voice.role}{stake})")
        latest = [f"{name} {ENGLISH.latest(one)}" for name, one in voice.latest.items()]
        said = ", ".join(latest) or f"no toll; {voice.vouches}"
        text.append(f": {said} {self._marks(c for c in voice.claims if c not in voice.superseded)}")
        before = [self._claims[key] for key in voice.superseded if key in self._claims]
        was = [f"{claim_rows.what(r)} {self._mark(r.claim.id)}" for r in before if r.claim.toll]
        if was:
            text.append(f"; before: {', '.join(was)}", "faint")
        return text

    def _contradictions(self) -> None:
        if not self._one.contradictions:
            return
        self._title("Who contradicts whom")
        for one in self._one.contradictions:
            self._page.paragraph(
                self._contradiction(one), indent=" " * _INDENT * 2, first=" " * _INDENT
            )

    def _contradiction(self, one: Contradiction) -> str:
        sides = (self._side(one.about, claims) for claims in (one.one, one.other))
        return f"{one.about}: {' – '.join(sides)}"

    def _side(self, about: str, claims: Iterable[str]) -> str:
        rows = [self._claims[key] for key in claims if key in self._claims]
        said = dict.fromkeys(
            f"{claim_rows.voice(row)}: {printable(ENGLISH.differing(row.claim, about, short=True))}"
            for row in rows
        )
        return f"{'; '.join(said)} {self._marks(claims)}"

    def _all_claims(self) -> None:
        self._title("In the words of the articles")
        for _, some in groupby(self._story.claims, key=lambda row: row.article):
            rows = list(some)
            self._page.paragraph(_article(rows[0]), indent=" " * _INDENT * 2, first=" " * _INDENT)
            for row in rows:
                self._claim(row)

    def _claim(self, row: Found) -> None:
        number = f"{f'[{self._numbers[row.claim.id]}]':<5}"
        said = Text.assemble(
            (claim_rows.what(row) + claim_rows.mark(row), "number" if row.claim.toll else ""),
            f" · {printable(claim_rows.chain(row))} · id {row.claim.id[:SHORT_ID]}",
        )
        first = " " * 2 * _INDENT + number
        self._page.paragraph(said, indent=" " * len(first), first=first)
        self._page.paragraph(words.quoted(row.claim.text), indent=" " * len(first))

    def _links(self) -> None:
        if not self._story.links:
            return
        self._title("Why they are linked")
        files = {account: row.file for account in self._one.accounts
                 if (row := self._claims.get(account))}  # fmt: skip
        for step in self._story.links:
            self._page.paragraph(
                of_step(step, files), indent=" " * _INDENT * 2, first=" " * _INDENT
            )

    def _judgements(self) -> None:
        if not self._story.judgements:
            return
        self._title("What people decided")
        for one in self._story.judgements:
            about = self._marks(claim for claim in one.claims if claim in self._numbers)
            value = " ".join(str(part) for part in (one.field, one.value) if part is not None)
            reason = f": {one.reason}" if one.reason else ""
            self._page.paragraph(
                f"{minute(one.at)} UTC, {one.author}: {f'{one.action.value} {value}'.strip()} {about}{reason}",
                indent=" " * _INDENT * 2,
                first=" " * _INDENT,
            )

    def _rules(self) -> None:
        every = (*self._one.estimates.values(), *self._one.parts)
        codes = {rule for one in every if one.known != _SILENT for rule in one.rules}
        told = [(rule.value, rule.sentence) for rule in Rule if rule.value in codes]
        if told:
            self._title("The rules of reconciling that applied")
            self._page.columns(told, ("rule", "what it says"))

    def _said(self, claim: str) -> Text | str:
        """The words of a claim, and whose they are."""
        row = self._claims.get(claim)
        if row is None:
            return f"claim {claim}"
        return Text.assemble(
            printable(claim_rows.what(row)),
            " · ",
            (printable(claim_rows.voice(row)), "voice"),
            f" · {words.quoted(row.claim.text)} {self._mark(claim)}",
        )

    def _mark(self, claim: str) -> str:
        number = self._numbers.get(claim)
        return f"[{number}]" if number else f"({claim[:SHORT_ID]})"

    def _marks(self, claims: Iterable[str]) -> str:
        known = sorted(claims, key=lambda claim: self._numbers.get(claim, len(self._numbers)))
        return " ".join(map(self._mark, known))

    def _title(self, text: str) -> None:
        self._page.line()
        self._page.line(text, "title")

    def _field(self, label: str, value: Text | str, *, indent: int = _INDENT) -> None:
        self._page.field(label, value, indent=indent)


def _time(time: Timing) -> str:
    """The days of an incident, and how many they are."""
    first, last = time.earliest, time.latest
    return f"{ENGLISH.when(time)} · {ENGLISH.precision(first, last)} · EDTF {time.edtf}"


def _place(place: Location) -> str:
    """The place of an incident, how fine it is, and the point on the map."""
    country = f", {place.country}" if place.country and place.level != "country" else ""
    held = f" · in fact held by {place.control}" if place.control else ""
    fine = ", ".join(dict.fromkeys((place.level, place.precision)))
    point = "" if place.lat is None or place.lon is None else f" · {place.lat:.4f}, {place.lon:.4f}"
    return printable(f"{place.name}{country} · {fine}{held}{point}")


def _article(row: Found) -> str:
    parts = [
        row.file,
        row.outlet or "outlet not known",
        f"published {ENGLISH.days(row.published, row.published)}" if row.published else "",
        row.language,
    ]
    return printable(" · ".join(filter(None, parts)))
