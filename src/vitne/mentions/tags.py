"""Settles what the names of one article are, where it writes a name more than once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from vitne.mentions.tagging import Tagged, Tagger
from vitne.model import Kind, Level, NameKind
from vitne.packs.names import read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Mention, Passage, Token
    from vitne.packs.names import Weights
    from vitne.packs.pack import Pack

# How likely a name must be right: to be one where the rules see none; to be a place of which claims
# may tell; to go on behind what the packs know; to be something else than the packs say.
_NEW = _GAINSAYS = 0.5
_LONGER = 0.8
_PLACE = 0.9
_UNKNOWN = "place.unknown"


class Tags:
    """The names of one article as the tagger of its language tells them, those alike made one.

    "Savas Robolis" tells that "Robolis" further on is a person, whatever stands beside it there.
    """

    __slots__ = ("_pack", "_rows", "_votes", "_weights")

    def __init__(
        self,
        passages: Sequence[Passage],
        pack: Pack,
        inner: frozenset[str],
        weights: Weights | None = None,
    ) -> None:
        """Tag all passages; the weights are those of the language, if no others are given."""
        self._weights = read_weights(pack.grammar.names) if weights is None else weights
        self._pack = pack
        tagger = Tagger(passages, pack, inner, self._weights)
        self._rows = {passage.index: tagger.tag(passage) for passage in passages}
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        for passage in passages:
            for tag in self._rows[passage.index]:
                self._vote(passage.tokens, tag)

    def of(self, passage: Passage) -> dict[int, Tagged]:
        """The names of a passage by their first tokens, in order."""
        rows = self._rows[passage.index]
        return {tag.first: self._settled(passage.tokens, tag) for tag in rows}

    def chance(self, tag: Tagged) -> float:
        """How likely a name is right, from 0 to 1."""
        card = self._weights.card
        return 1 / (1 + math.exp(-(card.slope * tag.lead + card.constant)))

    def rule(self, tag: Tagged) -> str:
        """What a mention is made by, with how sure that is: "names/norne/person/0.93"."""
        return f"names/{self._weights.id}/{tag.kind}/{self.chance(tag):.2f}"

    def is_place(self, tag: Tagged) -> bool:
        """Whether a name is surely enough that of a place for claims to tell of it."""
        return tag.kind == NameKind.PLACE and self.chance(tag) >= _PLACE

    def outweighs(self, tokens: Sequence[Token], tag: Tagged, found: Mention | None) -> bool:
        """Whether a name counts before what the rules found there, if anything."""
        if found is None:
            return self.chance(tag) >= _NEW
        if found.kind is Kind.NAME:
            return True
        if tag.kind == NameKind.PLACE:
            return False
        if tag.last > found.last and found.rules[0] != _UNKNOWN:
            return self.chance(tag) >= _LONGER
        town = found.kind is Kind.PLACE and found.places[0].level is Level.TOWN
        told = town or found.rules[0] == _UNKNOWN
        return told and self.chance(tag) >= _GAINSAYS and self._knows(tokens, tag)

    def _knows(self, tokens: Sequence[Token], tag: Tagged) -> bool:
        """Whether all words of a name were taught: of others the rules and the packs know more."""
        known = self._weights.knows
        return all(
            known(token.low) or known(self._word(token)) for token in tokens[tag.first : tag.last]
        )

    def _vote(self, tokens: Sequence[Token], tag: Tagged) -> None:
        if tag.last - tag.first == 1 or tag.kind == NameKind.PERSON:
            self._votes[self._word(tokens[tag.last - 1])][tag.kind] += max(tag.lead, 1)

    def _settled(self, tokens: Sequence[Token], tag: Tagged) -> Tagged:
        if tag.last - tag.first > 1:
            return tag
        votes = self._votes[self._word(tokens[tag.first])]
        (kind, most), *others = votes.most_common(2)
        if kind == tag.kind:
            return tag
        return tag._replace(kind=kind, lead=most - sum(count for _, count in others))

    def _word(self, token: Token) -> str:
        return self._pack.grammar.owned(token.low) or token.low
