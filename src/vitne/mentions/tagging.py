"""Tells where names that no pack knows begin and end, and whether they are of persons, bodies or places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from vitne.mentions.wordsigns import EDGE, shape, signs
from vitne.packs.names import read_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vitne.mentions.wordsigns import Look
    from vitne.model import Passage, Token
    from vitne.packs.names import Row, Weights
    from vitne.packs.pack import Pack

    # What is looked at, the labels that may follow, the token: the label chosen, and its lead.
    Choose = Callable[[tuple[Look, ...], tuple[int, ...], int], tuple[int, int]]

NO_NAME = 0  # the label
_NONE = (NO_NAME, 0)  # the label of a token that may be no name, and its lead
_REACH = 3  # tokens without a capital that a name may go on for: "Universitetet i Oslo"
_REMEMBERED = 20_000  # of what is looked at


class Tagged(NamedTuple):
    """A stretch of tokens taken for a name, and by how much that leads over any other reading."""

    first: int
    last: int
    kind: str
    lead: int


class _Labels(NamedTuple):
    """The labels told apart: of what kind of name each is, and which of them are of its inner words.

    `follows` has the labels that may follow each, and `rivals` those of them, by each label, that are
    of another kind.
    """

    kinds: tuple[str, ...]
    inner: frozenset[int]
    follows: tuple[tuple[int, ...], ...]
    rivals: dict[tuple[int, ...], tuple[tuple[int, ...], ...]]


@cache
def _tell_apart(labels: tuple[str, ...]) -> _Labels:
    kinds = tuple(label.partition("-")[2] for label in labels)
    inner = frozenset(i for i, label in enumerate(labels) if label[0] == "I")
    follows = tuple(
        tuple(i for i in range(len(labels)) if i not in inner or kind == kinds[i]) for kind in kinds
    )
    rivals = {
        may: tuple(tuple(i for i in may if kinds[i] != kind) for kind in kinds) for may in follows
    }
    return _Labels(kinds, inner, follows, rivals)


class Tagger:
    """Tags the names of one article, in order: what a name was taken for counts further on."""

    __slots__ = (
        "_function", "_inner", "_known", "_labels", "_pack", "_past", "_small", "_weights",
    )  # fmt: skip

    def __init__(
        self,
        passages: Iterable[Passage],
        pack: Pack,
        inner: frozenset[str],
        weights: Weights | None = None,
    ) -> None:
        """Look over all passages once; `inner` are words capitalised mid-sentence.

        The weights are those of the language, if no others are given.
        """
        weights = read_weights(pack.grammar.names) if weights is None else weights
        self._pack = pack
        self._inner = inner
        self._function = pack.grammar["function"]
        self._small = {t.low for p in passages for t in p.tokens if t.text == t.low}
        self._weights = weights
        self._known: dict[Look, Row] = pack.weighed
        self._past: dict[str, str] = {}
        self._labels = _tell_apart(weights.card.labels)

    def tag(self, passage: Passage) -> list[Tagged]:
        """The names of a passage, in order."""
        rows = self.decode(passage.tokens, self._choose)
        if rows.count(_NONE) == len(rows):
            return []  # most passages
        kinds, inner = self._labels.kinds, self._labels.inner
        found: list[Tagged] = []
        begun, least = -1, 0
        for at, (label, lead) in enumerate([*rows, _NONE]):
            if label in inner:
                least = min(least, lead)
                continue
            if begun >= 0:
                found.append(Tagged(begun, at, kinds[rows[begun][0]], least))
            begun, least = (at, lead) if label else (-1, 0)
        return found

    def decode(self, tokens: Sequence[Token], choose: Choose) -> list[tuple[int, int]]:
        """The label of each token and its lead, each as `choose` says once those before are known."""
        rows = [_NONE] * len(tokens)
        label = before = NO_NAME
        follows = self._labels.follows
        last = -_REACH - 1
        for at, token in enumerate(tokens):
            if token.text != token.low and not self._is_opening(tokens, at):
                last = at
            elif label == NO_NAME or at - last > _REACH:
                before, label = label, NO_NAME
                continue
            chosen, lead = choose(self.looks(tokens, at, label, before), follows[label], at)
            before, label = label, chosen
            if label:
                self._past[token.low] = self._weights.card.labels[label]
            rows[at] = (label, lead)
        return rows

    def _is_opening(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word only opens a sentence: "Det" of "Det regner", not "Det norske Teatret"."""
        if at and tokens[at - 1].text[-1].isalnum():
            return False
        if tokens[at].low not in self._function:
            return False
        return all(token.text == token.low for token in tokens[at + 1 : at + _REACH])

    def looks(self, tokens: Sequence[Token], at: int, label: int, before: int) -> tuple[Look, ...]:
        """All that is looked at of a token, after the labels of the two before it."""
        token = tokens[at]
        text, low = token.text, token.low
        last = tokens[at - 1].text if at else EDGE
        after = tokens[at + 1].text if at + 1 < len(tokens) else EDGE
        opens = not last or not last[-1].isalnum()
        own = shape(text)
        told = f"{opens:d}{text in self._inner:d}{low in self._small:d}{at == 0:d}"
        was = self._weights.card.labels[label]
        return (
            ("word", text),
            ("before", last),
            ("after", after),
            ("setting", told, own),
            ("shapes", shape(last), own, shape(after)),
            ("labels", was, self._weights.card.labels[before][0]),
            ("label_word", was, low),
            ("label_before", was, tokens[at - 1].low if at else EDGE),
            ("past", self._past.get(low, "-"), was),
        )

    def _choose(self, looks: tuple[Look, ...], may: tuple[int, ...], _at: int) -> tuple[int, int]:
        known = self._known
        rows = [known.get(look) or self._weigh(look) for look in looks]
        sums = list(map(sum, zip(*rows, strict=True)))
        best = max(may, key=sums.__getitem__)
        other = max([sums[i] for i in self._labels.rivals[may][best]])
        return best, sums[best] - other

    def _weigh(self, look: Look) -> Row:
        told = [row for sign in signs(look, self._pack) if (row := self._weights.of(sign))]
        empty = (0,) * len(self._labels.kinds)
        found = tuple(map(sum, zip(*told, strict=True))) if told else empty
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[look] = found
        return found
