"""People counted or named in a sentence: a number with its noun, or a noun without number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.sentence import ADJECTIVES, effect_of, what_of
from vitne.model import Kind, Mention
from vitne.model.entries import People

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Number


_PAIR = 5  # tokens from a first part to the verb behind a second: "und drei Kinder seien"


class Count(msgspec.Struct, frozen=True, gc=False):
    """People counted or named in a sentence: a number with its noun, or a noun without number.

    `first` and `last` are tokens. `people` is None where the noun is left out ("over 40 såret") or
    unknown. `decoy` says what the number counts instead ("population"); `subset` is true for "blant
    dem tre barn", `of_whole` for "sju av dem"; `nation` is the state told by an adjective or demonym.
    """

    first: int
    last: int
    number: Mention | None = None
    people: Mention | None = None
    decoy: str | None = None
    unknown_noun: bool = False
    subset: bool = False
    of_whole: bool = False  # "17 av dem politifolk"
    nation: Mention | None = None
    owner: Mention | None = None  # "hærens" in "to av hærens soldater"
    also: Mention | None = None  # "politifolk" in "138 soldater og politifolk": one number for both
    actor: Mention | None = None  # people whom a pack names as a body: "tsjetsjenske opprørere"

    @property
    def value(self) -> Number | None:
        """The number told, with its bounds; None where people are named without one."""
        return self.number.number if self.number else None

    @property
    def demonym(self) -> bool:
        """Whether the people are told by a demonym: "662 irakere"."""
        return self.nation is not None and self.nation.form not in ADJECTIVES

    @property
    def entry(self) -> People | None:
        """The pack entry of the people counted."""
        entry = self.people.entry if self.people else None
        return entry if isinstance(entry, People) else None


def is_subset(sentence: Sentence, first: int) -> bool:
    """Whether a count is introduced as a part: "blant dem tre barn", "hvorav to alvorlig"."""
    for cue in sentence.of(Kind.CUE):
        if effect_of(cue) == "subset" and 0 <= first - cue.last <= 1:
            return not (cue.last == first and _opens_whole(sentence, cue))
    return False


def _opens_whole(sentence: Sentence, cue: Mention) -> bool:
    """Whether words for a part stand before the whole: "Tre born er | mellom dei | tolv drepne"."""
    told = cue.first == 0 or sentence.is_a(cue.first - 1, "being")
    return told and sentence.is_any(cue.last - 1, "definite_articles", "determiners")


def is_among(sentence: Sentence, last: int) -> bool:
    """Whether a part is told with its whole behind it: "fem soldater døde, en løytnant blant dem"."""
    if sentence.grammar.verb_last:
        return _are_among(sentence, last)
    cue = sentence.starting(last, Kind.CUE)
    whole = cue is not None and effect_of(cue) == "subset" and sentence.is_a(cue.last - 1, "them")
    return whole and sentence.is_a(last, "among")


def _are_among(sentence: Sentence, at: int) -> bool:
    """Whether a verb says of parts that they are in the whole: "15 Frauen und drei Kinder seien darunter"."""
    end = min(at + _PAIR, len(sentence))
    be = next((i for i in range(at, end) if sentence.is_a(i, "being")), None)
    if be is None or any(sentence.is_stop(i) for i in range(at, be)):
        return False
    cue = sentence.starting(be + 1, Kind.CUE)
    return cue is not None and effect_of(cue) == "subset" and sentence.is_a(be + 1, "among")


def is_rate(sentence: Sentence, at: int) -> bool:
    """Whether the number before a token is so many a day: "var tallet 500 om dagen"."""
    span = what_of(sentence.covering(at + 1, Kind.UNIT)) == "duration"
    return span and sentence.is_a(at, "per")


def how_many(sentence: Sentence, first: int, last: int) -> int | None:
    """The token after a "hvor mange" that begins in a range."""
    if not sentence.has_a(first, last, "how"):
        return None
    for at in range(first, last):
        if sentence.is_a(at, "how") and sentence.is_a(at + 1, "many"):
            return at + 2
    return None
