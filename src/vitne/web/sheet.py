"""The text of an article as a page shows it: blocks by their role, with the claims made in each."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup

from vitne.model import Quote, Role
from vitne.web.knowledge import Reason, Stretch
from vitne.web.marking import Mark, marks, plain, rendered, runs, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vitne.model import Article, Claim, Judgement, Segment
    from vitne.record.queries import Found
    from vitne.record.reviews import Reviews

PART = 20_000  # code points of an article on one page
BACKGROUND = "background"
# What claims are read from; all else is shown, and said to be left.
READ = frozenset({Role.HEADLINE, Role.SUBHEADING, Role.PARAGRAPH, Role.CAPTION, Role.FACT})


class Part(msgspec.Struct, frozen=True):
    """One page of an article: its number from 1, how many there are, where it begins and ends."""

    number: int
    count: int
    start: int
    end: int


class Link(msgspec.Struct, frozen=True):
    """One voice of a chain: its name, the words for it and where they stand, if anywhere."""

    name: str
    role: str
    text: str | None
    start: int | None
    stake: str | None
    basis: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in the margin; `number` is its number on the page."""

    number: int
    found: Found
    chain: tuple[Link, ...]
    reasons: tuple[Reason, ...]
    judged: tuple[Judgement, ...]

    @property
    def claim(self) -> Claim:
        """The claim, as people corrected it."""
        return self.found.claim


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an article of one role; `gap` is what stands between it and the next.

    `again` is where the words were said first, of a caption or paragraph that repeats some.
    """

    role: Role
    start: int
    text: Markup
    gap: Markup
    again: int | None
    read: bool
    cards: tuple[Card, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an article as it is shown.

    `before` is what stands before the first block. `left` are the sentences that make no claim,
    `read` counts those that were read, `background` are the numbers that count nobody harmed.
    """

    part: Part
    before: Markup
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    background: tuple[Found, ...]
    read: int
    left: tuple[Quote, ...]


def cuts(article: Article) -> list[int]:
    """Where the parts of an article begin, and the last ends: between blocks where that is possible."""
    length, places = len(article.text), [0]
    if length <= PART + PART // 2:
        return [0, length]
    starts = [one.start for one in article.segments]
    while length - places[-1] > PART:
        wanted = places[-1] + PART
        at = bisect_right(starts, wanted) - 1
        near = starts[at] if at >= 0 else 0
        enough = near - places[-1] >= PART // 2
        places.append(near if enough else _blank(article.text, wanted))
    return [*places, length] if places[-1] < length else places


def parts(article: Article) -> list[Part]:
    """The parts in which an article is shown."""
    places = cuts(article)
    pairs = list(itertools.pairwise(places)) or [(0, 0)]
    return [Part(at, len(pairs), start, end) for at, (start, end) in enumerate(pairs, 1)]


def part_at(found: Sequence[Part], place: int) -> Part:
    """The part that a place in the text lies in."""
    at = bisect_right([one.start for one in found], place) - 1
    return found[max(at, 0)]


def sheet(
    article: Article, part: Part, found: Sequence[Found], reviews: Reviews, *, chosen: str | None
) -> Sheet:
    """Lay out one part of an article.

    Args:
        article: The whole article.
        part: Which part.
        found: Its claims, in text order.
        reviews: The judgements that stand.
        chosen: The id of the claim whose words are lit up from the start.
    """
    stretch = Stretch(article, part.start, part.end)
    told = [one for one in found if one.claim.kind != BACKGROUND]
    cards = tuple(_card(number, one, stretch, reviews) for number, one in enumerate(told, 1))
    background = tuple(one for one in found if one.claim.kind == BACKGROUND)
    return _Layout(article, part, stretch, cards).sheet(
        background=background,
        chosen=next((card.number for card in cards if card.claim.id == chosen), None),
    )


class _Layout:
    """Puts text, marks and claims of one part together."""

    def __init__(
        self, article: Article, part: Part, stretch: Stretch, cards: tuple[Card, ...]
    ) -> None:
        self._article = article
        self._part = part
        self._sentences = stretch.sentences
        self._cards = cards
        self._marks = [
            mark
            for card in cards
            for mark in marks(card.number, card.claim, stretch.cues(card.reasons))
        ]
        triggers: dict[int, list[str]] = {}
        for card in cards:
            triggers.setdefault(card.claim.trigger.start, []).append(str(card.number))
        self._numbers = {place: ", ".join(told) for place, told in triggers.items()}
        # The words behind each rule are pointed at from the margin.
        self._pointed = sorted(
            {quote.start for card in cards for reason in card.reasons for quote in reason.words}
        )

    def sheet(self, *, background: tuple[Found, ...], chosen: int | None) -> Sheet:
        """All of it."""
        self._marks += [
            Mark(one.claim.start, one.claim.end, -at, "background")
            for at, one in enumerate(background, 1)
        ]
        inside = [one for one in self._article.segments if self._clip(one) is not None]
        first = self._clip(inside[0])[0] if inside else self._part.end  # type: ignore[index]
        return Sheet(
            part=self._part,
            before=self._plain(self._part.start, first),
            blocks=tuple(self._blocks(inside, chosen)),
            cards=self._cards,
            background=background,
            read=len(self._sentences),
            left=tuple(self._left()),
        )

    def _clip(self, segment: Segment) -> tuple[int, int] | None:
        start, end = max(segment.start, self._part.start), min(segment.end, self._part.end)
        return (start, end) if start < end else None

    def _blocks(self, inside: Sequence[Segment], chosen: int | None) -> Iterator[Block]:
        bounds = [span for one in inside if (span := self._clip(one))]
        by_block = self._cards_of([start for start, _ in bounds])
        by_mark = _of_blocks(self._marks, bounds)
        for at, (segment, (start, end)) in enumerate(zip(inside, bounds, strict=True)):
            after = bounds[at + 1][0] if at + 1 < len(bounds) else self._part.end
            again = (
                None if segment.repeats is None else self._article.segments[segment.repeats].start
            )
            pointed = self._pointed[
                bisect_left(self._pointed, start) : bisect_left(self._pointed, end)
            ]
            found = runs(self._article.text, start, end, by_mark[at], at=pointed)
            yield Block(
                role=segment.role,
                start=start,
                text=rendered(found, numbers=self._numbers, chosen=chosen, pointed=pointed),
                gap=self._plain(end, after),
                again=again,
                read=segment.role in READ and segment.repeats is None,
                cards=tuple(by_block.get(at, ())),
            )

    def _cards_of(self, starts: Sequence[int]) -> Mapping[int, list[Card]]:
        found: dict[int, list[Card]] = {}
        for card in self._cards:
            at = max(bisect_right(starts, card.claim.start) - 1, 0)
            found.setdefault(at, []).append(card)
        return found

    def _plain(self, start: int, end: int) -> Markup:
        return Markup(plain(self._article.text[start:end]))  # noqa: S704 - escaped

    def _left(self) -> Iterator[Quote]:
        """The sentences in which no claim begins or has its trigger."""
        starts = [start for start, _ in self._sentences]
        touched = {
            bisect_right(starts, place) - 1
            for card in self._cards
            for place in (card.claim.start, card.claim.trigger.start)
        }
        for at, (start, end) in enumerate(self._sentences):
            if at not in touched:
                yield Quote(self._article.text[start:end], start, end)


def _of_blocks(found: Sequence[Mark], bounds: Sequence[tuple[int, int]]) -> list[list[Mark]]:
    """The marks that lie on each block; a mark may lie on several."""
    starts = [start for start, _ in bounds]
    table: list[list[Mark]] = [[] for _ in bounds]
    for mark in found:
        at = max(bisect_right(starts, mark.start) - 1, 0)
        while at < len(bounds) and bounds[at][0] < mark.end:
            table[at].append(mark)
            at += 1
    return table


def _card(number: int, one: Found, stretch: Stretch, reviews: Reviews) -> Card:
    chain = tuple(
        Link(
            name=voice.name, role=voice.role, text=voice.text,
            start=None if (span := span_of(voice)) is None else span[0],
            stake=voice.stake, basis=voice.basis,
        )
        for voice in one.claim.attribution
    )  # fmt: skip
    return Card(
        number=number,
        found=one,
        chain=chain,
        reasons=stretch.reasons(one.as_read or one.claim),
        judged=tuple(reviews.of(one.claim.id)),
    )


def _blank(text: str, wanted: int) -> int:
    """The last blank before a place, not too far back; else the place itself."""
    at = max(text.rfind(blank, wanted - PART // 4, wanted) for blank in (" ", "\n"))
    return at + 1 if at > 0 else wanted
