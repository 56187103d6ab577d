"""What the packs say of the words of an article: read once for all pages, when first asked for."""

from __future__ import annotations

import functools
import logging
import threading
from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from vitne import mentions, passages
from vitne.errors import PackError
from vitne.model import Quote, Segment
from vitne.packs import language
from vitne.packs.catalogue import Catalogue
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.model import Article, Claim, Passage
    from vitne.packs.catalogue import Card
    from vitne.packs.pack import Pack

_LOG = logging.getLogger("vitne.web")
_MOST_WORDS = 6  # of one entry that are shown
_CHANGES_MEANING = ("cues", "reporting", "acts")  # kinds of entries whose words are cues of a claim


class Reason(msgspec.Struct, frozen=True):
    """One entry that made a claim: its id, the words it fired on, what it is and why it exists."""

    rule: str
    words: tuple[Quote, ...]
    kinds: tuple[str, ...]
    notes: tuple[str, ...]


class Stretch:
    """A stretch of an article split into sentences, with what each entry fired on in it.

    Only the stretch is read, so that a page of a very long article takes no longer than another.
    """

    def __init__(self, article: Article, start: int, end: int) -> None:
        self._base = start
        self._code = article.language
        self._article = msgspec.structs.replace(
            article, text=article.text[start:end], segments=_clipped(article.segments, start, end)
        )
        self._passages = self._split()
        self._starts = [one.start + start for one in self._passages]
        self._fired: Mapping[tuple[int, str], tuple[Quote, ...]] | None = None

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence that is read begins and ends in the whole article."""
        return [(one.start + self._base, one.end + self._base) for one in self._passages]

    def reasons(self, claim: Claim) -> tuple[Reason, ...]:
        """The entries that made a claim, as `vitne explain` tells them."""
        attributing = [(voice.cue, voice.start) for voice in claim.attribution if voice.cue]
        found = dict.fromkeys((*claim.rules, *(cue for cue, _ in attributing)))
        places = (claim.trigger.start, *(start for _, start in attributing if start is not None))
        return tuple(self._reason(rule, places) for rule in found)

    def cues(self, found: Sequence[Reason]) -> list[Quote]:
        """The words among reasons that attribute a claim or change how it is meant."""
        return [
            quote
            for one in found
            if any(kind in _CHANGES_MEANING for kind in one.kinds)
            for quote in one.words
        ]

    def _reason(self, rule: str, places: Sequence[int]) -> Reason:
        cards = _cards(self._code, rule)
        fired = self._all_fired()
        here = dict.fromkeys(self._index(place) for place in places)
        words = [quote for index in here for quote in fired.get((index, rule), ())]
        moved = (Quote(one.text, one.start + self._base, one.end + self._base) for one in words)
        return Reason(
            rule=rule,
            words=tuple(moved)[:_MOST_WORDS],
            kinds=tuple(dict.fromkeys(card.kind for card in cards)),
            notes=tuple(dict.fromkeys(card.note for card in cards if card.note)),
        )

    def _index(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _split(self) -> tuple[Passage, ...]:
        if self._code not in language.languages():
            return ()
        return passages.split(self._article, language.grammar(language.folder(self._code)))

    def _all_fired(self) -> Mapping[tuple[int, str], tuple[Quote, ...]]:
        if self._fired is None:
            pack, _ = _known().of(self._code)
            known = () if pack is None else self._passages
            self._fired = mentions.fired(self._article, known, pack) if pack and known else {}
        return self._fired


def _clipped(segments: Sequence[Segment], start: int, end: int) -> tuple[Segment, ...]:
    """The segments within a stretch, with offsets into it; which they repeat is let be."""
    return tuple(
        msgspec.structs.replace(
            one, start=max(one.start, start) - start, end=min(one.end, end) - start
        )
        for one in segments
        if one.start < end and one.end > start
    )


class _Known:
    """The packs that were read so far, with the cards of their entries.

    One thread reads while the others wait: two would take as long as both, one after the other.
    """

    def __init__(self) -> None:
        self._packs = Packs()
        self._read: dict[str, tuple[Pack | None, Catalogue | None]] = {}
        self._reading = threading.Lock()

    def of(self, code: str) -> tuple[Pack | None, Catalogue | None]:
        """The pack of a language and its cards; None where there is none."""
        if code not in self._read:
            with self._reading:
                if code not in self._read:
                    self._read[code] = self._packs.language(code), _catalogue(code)
        return self._read[code]


@functools.cache
def _known() -> _Known:
    return _Known()


def prepare(codes: Iterable[str]) -> None:
    """Read the packs of some languages before anybody asks for an article in one of them."""
    for code in codes:
        try:
            _known().of(code)
        except PackError as error:
            _LOG.warning("the pack %s cannot be read: %s", code, error)


def _catalogue(code: str) -> Catalogue | None:
    try:
        return Catalogue([code] if code in language.languages() else [])
    except PackError:
        return None  # a pack of one's own that is broken; claims are shown all the same


def _cards(code: str, rule: str) -> list[Card]:
    _, found = _known().of(code)
    return found.find(rule) if found is not None else []
