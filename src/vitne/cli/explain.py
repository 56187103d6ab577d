"""The command `explain`: how each claim of a report came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne import mentions
from vitne.cli import fields, words
from vitne.cli.exits import Exit, printable, say
from vitne.cli.page import Page, stdout
from vitne.cli.reading import readings
from vitne.cli.report import BACKGROUND, head
from vitne.engine.workers import packs
from vitne.model import Metadata, Reading
from vitne.packs.catalogue import Card, Catalogue
from vitne.packs.language import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vitne.model import Article, Claim, Location, Quote

_INDENT = 5


class UnclearError(ValueError):
    """The claim asked for is none, or one of several; the message says which there are."""


def explain(file: str, wanted: str | None, metadata: Metadata) -> Exit:
    """Print the derivation of the claims of a report, or of the one whose id begins as `wanted`.

    Raises:
        UnclearError: No claim, or more than one, has an id that begins so.
    """
    end, found = Exit.DONE, []
    for outcome in readings([file], metadata):
        if outcome.failure is not None:
            say(outcome.failure, file=outcome.file)
            end = Exit.UNREAD
        else:
            found.append(msgspec.json.decode(outcome.reading, type=Reading))
    if wanted is not None and found:
        found = [_only(found, wanted)]
    page = Page(stdout())
    read = {reading.article.language for reading in found}
    catalogue = Catalogue(code for code in languages() if code in read)
    for reading in found:
        _Explainer(page, reading, catalogue).show()
    return end


def _only(found: Sequence[Reading], wanted: str) -> Reading:
    """The reading with the one claim asked for."""
    rows = [
        (reading, claim)
        for reading in found
        for claim in reading.claims
        if claim.id.startswith(wanted.lower())
    ]
    if not rows:
        raise UnclearError(f"no claim has an id that begins with {wanted!r}")
    if len({claim.id for _, claim in rows}) > 1:
        ids = ", ".join(claim.id for _, claim in rows)
        raise UnclearError(f"{wanted!r} is the beginning of several ids: {ids}")
    reading, claim = rows[0]
    return msgspec.structs.replace(reading, claims=(claim,))


class _Explainer:
    """Explains the claims of one reading."""

    def __init__(self, page: Page, reading: Reading, catalogue: Catalogue) -> None:
        self._page = page
        self._reading = reading
        self._catalogue = catalogue
        self._words = _matched(reading)

    def show(self) -> None:
        """Print the head and every claim."""
        told = [claim for claim in self._reading.claims if claim.kind != BACKGROUND]
        head(self._page, self._reading, told)
        for number, claim in enumerate(self._reading.claims, 1):
            self._page.line()
            self._claim(number, claim)

    def _claim(self, number: int, claim: Claim) -> None:
        article, page = self._reading.article, self._page
        passage = self._reading.passages[claim.passage]
        page.line(
            f"│ sentence {claim.passage + 1}, characters {passage.start}–{passage.end}:", "faint"
        )
        page.sentence(fields.lit(article, passage, [claim]))
        numbers = {one.id: at for at, one in enumerate(self._reading.claims, 1)}
        first, indent = f"{f'[{number}]':<{_INDENT}}", " " * _INDENT
        page.paragraph(fields.heading(claim, numbers), indent=indent, first=first)
        for label, value in (*fields.fields(claim, article), *_found(claim, article)):
            page.field(label, value, indent=_INDENT)
        self._rules(claim)

    def _rules(self, claim: Claim) -> None:
        """Print what each entry that made the claim says."""
        page = self._page
        cues = [voice.cue for voice in claim.attribution if voice.cue]
        rules = list(dict.fromkeys([*claim.rules, *cues]))
        if not rules:
            page.field("because", "no pack entry is recorded", indent=_INDENT)
            return
        page.field("because", f"of {len(rules)} entries of the packs:", indent=_INDENT)
        for rule in rules:
            matched = self._words.get((claim.passage, rule), ())
            said = " ".join(map(words.quoted, dict.fromkeys(one.text for one in matched)))
            page.line(f"{' ' * _INDENT}  {printable(rule)}{f'  {said}' if said else ''}", "title")
            cards = self._catalogue.find(rule)
            for line in (line for card in cards for line in _told(card)):
                page.paragraph(line, indent=" " * (_INDENT + 6), first=" " * (_INDENT + 4))
            if not cards:
                page.line(f"{' ' * (_INDENT + 4)}no entry of the packs has this id", "faint")


def _found(claim: Claim, article: Article) -> Iterator[tuple[str, str]]:
    """What the report leaves out: whole id, clause, coordinates, reader."""
    yield "clause", f"{words.quoted(claim.text)} · characters {claim.start}–{claim.end}"
    if claim.place is not None and (on_map := _on_map(claim.place)):
        yield "map", on_map
    if claim.time is None and claim.kind in ("event", "toll"):
        yield "time", f"left open; {words.published(article)}"
    if claim.place is None and claim.kind in ("event", "toll"):
        yield "place", "left open: neither the sentence nor the text before it gives one"
    yield "claim", f"{claim.id} · made by {claim.reader or 'an unnamed reader'}"


def _on_map(place: Location) -> str:
    parts = []
    if place.lat is not None and place.lon is not None:
        parts.append(f"{place.lat:.4f}, {place.lon:.4f}")
    if place.admin1:
        parts.append(f"first-order division {printable(place.admin1)}")
    if place.geonameid is not None:
        parts.append(f"GeoNames {place.geonameid}")
    if place.confidence is not None:
        parts.append(f"confidence {place.confidence:.2f} that the name means this place")
    return " · ".join(parts)


def _told(card: Card) -> Iterator[str]:
    """An entry in lines: what it is and where it stands, its words, why it exists."""
    said = f": {', '.join(card.says)}" if card.says else ""
    yield f"{card.kind}{f' in {card.file}' if card.file else ''}{said}"
    if card.words:
        yield f"words: {', '.join(card.words)}"
    if card.note:
        yield f"note: {card.note}"


def _matched(reading: Reading) -> Mapping[tuple[int, str], tuple[Quote, ...]]:
    """The words on which each entry fired, by passage and entry."""
    pack = packs().language(reading.article.language)
    if pack is None:
        return {}
    return mentions.fired(reading.article, reading.passages, pack)
