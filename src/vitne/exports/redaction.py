"""Takes the names of persons out of quotes and titles."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from vitne import mentions
from vitne.incidents.naming import known
from vitne.model import Kind, Passage, Role
from vitne.packs.folding import lowered
from vitne.packs.pack import Packs
from vitne.passages.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vitne.model import Claim, Mention, Quote
    from vitne.packs.pack import Pack
    from vitne.record.queries import Found

NAME = "[name]"
_OFFICES = frozenset({"office"})
# Two words or more with a capital, or one that an age stands behind: what is hidden in a language
# that no pack knows. An age tells who somebody is as well.
_CAPITALS = r"[^\W\d_a-zæøåäöé][\w'’-]*"
_PARTICLE = r"(?:al|bin|ibn|abu|ben|de|da|del|der|la|van|von|el|af|av)"
_SEVERAL = re.compile(rf"{_CAPITALS}(?:\s(?:{_PARTICLE}\s)?{_CAPITALS})+")
_AGED = re.compile(rf"{_CAPITALS}(?:\s{_CAPITALS})*(?=\s\(\d{{1,3}}\))")
_AGE = re.compile(rf"{re.escape(NAME)}(?:\s\(\d{{1,3}}\)|,?\s\(?\d{{1,3}}\)?(?=[,.)]))")


def redact(found: Sequence[Found], offices: frozenset[tuple[str, ...]]) -> tuple[Found, ...]:
    """Claims without the names of persons in their words, but for those who act in an office.

    Names are told as reading tells them: capitalised words that are no place, no actor and no
    nation. Quotes so changed are no longer what stands at their offsets in the article.

    Args:
        found: Claims, of one incident.
        offices: The sounds of the names of those of whom an office is told.
    """
    words = _Words(found, offices)
    return tuple(words.found(one) for one in found)


class _Words:
    """The words of some claims, in which names were looked for together, article by article."""

    def __init__(self, found: Sequence[Found], offices: frozenset[tuple[str, ...]]) -> None:
        self._offices = offices
        self._titles = {one.title for one in found if one.title is not None}
        texts: dict[str, dict[str, None]] = {}
        for one in found:
            own = texts.setdefault(one.language, {})
            own.update(dict.fromkeys(_texts(one)))
        self._hidden: Mapping[str, str] = {
            text: clean
            for language, some in texts.items()
            for text, clean in zip(some, self._cleaned(list(some), language), strict=True)
        }

    def found(self, one: Found) -> Found:
        """One claim with its title, without names."""
        return msgspec.structs.replace(
            one,
            claim=self._claim(one.claim),
            as_read=None,
            title=None if one.title is None else self._hidden.get(one.title, NAME),
        )

    def _claim(self, one: Claim) -> Claim:
        return msgspec.structs.replace(
            one,
            text=self._hidden.get(one.text, NAME),
            condition=None if one.condition is None else self._quote(one.condition),
            repeats=tuple(map(self._quote, one.repeats)),
            agents=tuple(msgspec.structs.replace(party, text=None) for party in one.agents),
            targets=tuple(msgspec.structs.replace(party, text=None) for party in one.targets),
            attribution=tuple(msgspec.structs.replace(v, text=None) for v in one.attribution),
        )

    def _quote(self, one: Quote) -> Quote:
        return msgspec.structs.replace(one, text=self._hidden.get(one.text, NAME))

    def _cleaned(self, texts: Sequence[str], language: str) -> Iterator[str]:
        pack = _packs().language(language)
        spans = self._known(texts, pack) if pack is not None else map(_capitals, texts)
        for text, found in zip(texts, spans, strict=True):
            aged = [match.span() for match in _AGED.finditer(text)]
            yield _AGE.sub(NAME, _without(text, [*found, *aged]))

    def _known(self, texts: Sequence[str], pack: Pack) -> Iterator[list[tuple[int, int]]]:
        """Where names of persons stand, as reading finds them."""
        owning = "'" in pack.grammar["genitive_endings"]
        passages = [
            Passage(
                index=at,
                start=0,
                end=len(text),
                role=Role.HEADLINE if self._is_headline(text) else Role.PARAGRAPH,
                paragraph=at,
                tokens=tokenise(text, lowered(text), 0, len(text), owning=owning),
            )
            for at, text in enumerate(texts)
        ]
        words = mentions.find_words(passages, pack)
        untagged = mentions.NameFinder(passages, pack, tags=False)
        plain = mentions.find(passages, None, pack, words, untagged)
        # What is taken for a person either way is hidden: the tagger sees more, and errs otherwise.
        tagged = mentions.find(passages, None, pack, words) if pack.grammar.names else plain
        for text, *both in zip(texts, plain, tagged, strict=True):
            yield [
                (one.start, one.end)
                for found in both
                for one in found
                if one.kind is Kind.NAME
                and not any(sign.isdigit() for sign in text[one.start : one.end])
                and not self._in_office(one, text, found)
            ]

    def _is_headline(self, text: str) -> bool:
        """Whether a text stands in a title, where some languages write all words with a capital."""
        return any(text in title for title in self._titles)

    def _in_office(self, name: Mention, text: str, found: Iterable[Mention]) -> bool:
        """Whether an office stands beside the name, or is told of it elsewhere."""
        if known(text[name.start : name.end]).sound in self._offices:
            return True
        return any(
            one.kind is Kind.HEAD
            and getattr(one.entry, "role", None) in _OFFICES
            and (one.last == name.first or name.last == one.first)
            for one in found
        )


def _texts(one: Found) -> Iterator[str]:
    claim = one.claim
    yield claim.text
    if one.title is not None:
        yield one.title
    if claim.condition is not None:
        yield claim.condition.text
    yield from (quote.text for quote in claim.repeats)


def _capitals(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SEVERAL.finditer(text)]


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            kept += [text[at:start], NAME]
            at = end
        elif end > at:
            at = end
    return "".join([*kept, text[at:]])


@cache
def _packs() -> Packs:
    return Packs()
