"""Gives text all in capitals the capitals it would have in a newspaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.model import Passage, Token
    from vitne.packs.pack import Pack

_LEAST = 6  # words of a passage that is told to be all in capitals
_REACH = 5  # words of a place name
_SHORT = 2  # letters of initials written with full stops between them
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "able", "less", "ness", "'")
_STEM = 3  # letters of a word that an ending may be taken from
_LONGEST = 9  # words of a name that initials are explained by
_BRACKETS = {"[": "]", "(": ")"}


def soften(passages: tuple[Passage, ...], pack: Pack) -> tuple[Passage, ...]:
    """Passages whose words all in capitals are written as names or as common words.

    "THE FARC GUERRILLAS KIDNAPPED A FARMER NEAR CALI" is "the FARC guerrillas kidnapped a farmer
    near Cali": capitals tell names from words in all that follows, and tell nothing in such a
    text. Names are those that the packs know, and words that are not common ones. Offsets stay.
    """
    loud = [passage for passage in passages if is_shouted(passage)]
    if not loud:
        return passages
    names = dict(name for passage in loud for name in _explained(passage.tokens))
    writer = _Writer(pack, names)
    least = 1 if 2 * len(loud) >= len(passages) else _LEAST  # a headline of few words too
    return tuple(writer.soften(p) if is_shouted(p, least) else p for p in passages)


def is_shouted(passage: Passage, least: int = _LEAST) -> bool:
    """Whether all words of a passage, and so many at least, are in capitals."""
    told = 0
    for token in passage.tokens:
        if token.text == token.low:
            if token.text[0].isalpha():
                return False
        elif not token.text.isupper():
            return False
        else:
            told += 1
    return told >= least


def _explained(tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The long and short names that a passage sets beside each other, and whether they are short.

    "the Farabundo Marti National Liberation Front [FMLN]", "M-19 (19 April Movement)".
    """
    for at, token in enumerate(tokens):
        if token.text not in _BRACKETS or at == 0:
            continue
        close = next(
            (i for i in range(at + 1, min(at + _LONGEST, len(tokens)))
             if tokens[i].text == _BRACKETS[token.text]), 0,
        )  # fmt: skip
        inside, before = tokens[at + 1 : close], tokens[max(0, at - _LONGEST) : at]
        for short, long in ((inside, before), (before[-1:], inside)):
            if len(short) == 1 and (name := _spelt(short[0].low, long, backwards=long is before)):
                yield (short[0].low,), True
                yield name, False


def _spelt(short: str, long: Sequence[Token], *, backwards: bool) -> tuple[str, ...]:
    """The words whose first letters a short name has; empty where there are none such."""
    if not short.isalpha() or not _SHORT <= len(short) <= _LONGEST:
        return ()
    sizes = range(len(short) - 1, len(long) + 1)
    for size in sizes:
        part = long[-size:] if backwards else long[:size]
        heads = [token.low[0] for token in part if token.low[0].isalpha()]
        if len(part) > 1 and heads[:1] == [short[0]] and _runs_through(short, heads):
            return tuple(token.low for token in part)
    return ()


def _runs_through(short: str, heads: list[str]) -> bool:
    """Whether all letters but one at most stand in order among the first letters of words."""
    left = iter(heads)
    return sum(any(letter == head for head in left) for letter in short) >= len(short) - 1


class _Writer:
    """Writes the passages of one article, whose long and short names it knows."""

    def __init__(self, pack: Pack, names: dict[tuple[str, ...], bool]) -> None:
        self._pack, self._names = pack, names

    def soften(self, passage: Passage) -> Passage:
        written = self._written(passage.tokens)
        tokens = tuple(
            token if token.text == text else msgspec.structs.replace(token, text=text)
            for token, text in zip(passage.tokens, written, strict=True)
        )
        return msgspec.structs.replace(passage, tokens=tokens)

    def _written(self, tokens: Sequence[Token]) -> Iterator[str]:
        """The words of a passage as they would be written, in order."""
        until, opens = 0, True
        for at, token in enumerate(tokens):
            if at >= until:
                until = at + self._named(tokens, at)
            text = self._as_name(token) if at < until else self._as_word(token)
            yield text[:1].upper() + text[1:] if opens else text
            opens = opens and not token.text[0].isalnum()

    def _named(self, tokens: Sequence[Token], at: int) -> int:
        """How many words from here on are a name that is known, of several words or one."""
        pack = self._pack
        lows = [token.low for token in tokens[at : at + max(_REACH, pack.actors.longest_words)]]
        told = [n for n in self._names if tuple(t.low for t in tokens[at : at + len(n)]) == n]
        if told:
            return max(map(len, told))
        if not lows[0][0].isalnum() or lows[0] in pack.grammar["function"]:
            return 0
        count, actor = pack.actors.match(lows)
        if actor is not None and (count > 1 or not pack.is_common(lows[0])):
            return count
        if pack.nation_at(_capitals(tokens[at : at + 2]), 0, 2) is not None:
            return 2
        if pack.nation(lows[0]) is not None:
            return 1
        count, places = pack.match_place(lows[0], lows[1:_REACH])
        if count > 1 and not all(map(pack.is_common, lows[:count])):
            return count
        known = bool(places) and places[0].level != "town"
        return count if known and (count > 1 or not pack.is_common(lows[0])) else 0

    def _as_name(self, token: Token) -> str:
        """A word of a name: initials stay as they are, small words are small."""
        owned = self._pack.grammar.owned(token.low)
        keys = {(token.low,)} | ({(owned,)} if owned else set())
        if "." in token.text or any(key in self._pack.actors.capitals for key in keys):
            return token.text
        if any(self._names.get(key) for key in keys):
            return token.text
        return token.low if token.low in self._pack.grammar["function"] else _titled(token)

    def _as_word(self, token: Token) -> str:
        if self._is_common(token.low):
            return token.low
        initials = "." in token.text or len(token.text) < _SHORT
        return token.text if initials or not token.text[0].isalpha() else _titled(token)

    def _is_common(self, low: str) -> bool:
        """Whether a word is a common one, as it stands, in its parts, or without its ending."""
        if "-" in low:
            first, _, rest = low.partition("-")  # "working-class": a name so begun is known
            parts = rest.split("-") if first.isdigit() or len(rest) < _STEM else [first]
            return all(self._is_common(part) or part.isdigit() for part in parts if part)
        known = self._pack.is_common
        if low in self._pack.grammar["function"] or known(low):
            return True
        stems = [low[: -len(end)] for end in _ENDINGS if low.endswith(end)]
        return any(len(s) >= _STEM and (known(s) or known(f"{s}e")) for s in stems)


def _capitals(tokens: Sequence[Token]) -> list[Token]:
    return [msgspec.structs.replace(token, text=token.low.capitalize()) for token in tokens]


def _titled(token: Token) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in token.low.split("-"))
