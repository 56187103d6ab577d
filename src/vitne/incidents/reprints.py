"""Finds texts that reprint one another: an agency's copy, cut, under another headline."""

from __future__ import annotations

import hashlib
import operator
import re
import struct
import unicodedata
from typing import TYPE_CHECKING

import msgspec
from rensa import RMinHash  # type: ignore[import-untyped]

from vitne.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.model import Article

# Two of the gold texts, cut by a fifth and by a third, share 0.67 and 0.75 of their runs of words;
# texts that do not reprint each other share 0.06 at most, two on one day in one town (251 texts).
THRESHOLD = 0.4
_SHARED = 0.8  # of the runs of the shorter text: all but a few are in the longer one
_LONG = 40  # runs of words of a text that may be a short piece of another

_RUN = 5  # words
_VALUES = 128
_SEED = 20201028
_ROWS = 3  # values that must all agree for a band to be shared
_BANDS = 24
_VERSION = int(RMinHash.ALGORITHM_VERSION)
_SIGNATURE = struct.Struct(f"<{_VALUES + 2}I")

_WORD = re.compile(r"\w+")
_BODY = frozenset({Role.PARAGRAPH, Role.FACT})
_TOP = frozenset({Role.HEADLINE, Role.SUBHEADING, Role.CAPTION})


class Copy(msgspec.Struct, frozen=True, gc=False):
    """One of several articles that have the same text, by what tells which was first.

    `published` is the ISO day it came out, `captured_at` when it was taken in (UTC, ISO 8601);
    `own` is true where the agency that the text is credited to published it itself.
    """

    id: str
    published: str | None = None
    own: bool = False
    captured_at: str | None = None


def body(article: Article) -> str:
    """The text of an article that its reprints have too: no headline, credit, caption or promotion.

    Where nothing but a headline stands in it, that.
    """
    segments = [one for one in article.segments if one.repeats is None]
    chosen = [one for one in segments if one.role in _BODY] or [
        one for one in segments if one.role in _TOP
    ]
    return "\n".join(article.text[one.start : one.end] for one in chosen)


def sign(text: str) -> bytes:
    """The signature of a text: MinHash over its runs of five words.

    520 bytes, little-endian: the version of the algorithm and the number of runs (32 bits each),
    then 128 values of 32 bits. It is the same in any process and on any 64-bit machine.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(plain)]
    runs = {b" ".join(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, 0))}
    if words and not runs:
        runs = {b" ".join(words)}
    made = RMinHash(num_perm=_VALUES, seed=_SEED)
    made.update(sorted(runs))
    return _SIGNATURE.pack(_VERSION, min(len(runs), 2**32 - 1), *made.digest())


def is_current(signature: bytes) -> bool:
    """Whether a signature was made as `sign` makes them now; others must be made anew."""
    return len(signature) == _SIGNATURE.size and _values(signature)[0] == _VERSION


def bands(signature: bytes) -> tuple[str, ...]:
    """Keys of which two texts share at least one where they are alike; none for an empty text.

    Of texts that share half of their runs 96 in 100 are found so, of those that share two thirds
    all but a few in ten thousand; of those that share a twentieth 3 in 1000 are looked at in vain.
    """
    values = _values(signature)
    if not values[1]:
        return ()
    size = _ROWS * 4
    start = 8
    return tuple(
        f"{at:02d}:{_digest(_VERSION, at, signature[start + at * size : start + (at + 1) * size])}"
        for at in range(_BANDS)
    )


def likeness(one: bytes, other: bytes) -> float:
    """An estimate of the Jaccard index of two texts' runs of words, from 0 to 1.

    Raises:
        ValueError: A signature was made by another version; see `is_current`.
    """
    return _likeness(_current(one), _current(other))


def is_reprint(one: bytes, other: bytes) -> bool:
    """Whether two texts are one, lightly edited, or the shorter is a piece of the longer.

    Raises:
        ValueError: A signature was made by another version; see `is_current`.
    """
    values, others = _current(one), _current(other)
    alike = _likeness(values, others)
    if alike >= THRESHOLD:
        return True
    least = min(values[1], others[1])
    if least < _LONG:
        return False
    return alike * (values[1] + others[1]) / (1 + alike) >= _SHARED * least


def original(copies: Iterable[Copy]) -> str:
    """Which of several articles with one text is the original.

    The one published first; of those of one day the agency's own, then the one captured first,
    then the least id. An article without a date is taken to have come out after those with one.

    Raises:
        ValueError: There are no articles.
    """
    return min(copies, key=_age).id


def _age(copy: Copy) -> tuple[str, bool, str, str]:
    return (copy.published or "9999", not copy.own, copy.captured_at or "9999", copy.id)


def _digest(*parts: object) -> str:
    written = b"".join(p if isinstance(p, bytes) else f"{p} ".encode() for p in parts)
    return hashlib.blake2b(written, digest_size=8).hexdigest()


def _current(signature: bytes) -> tuple[int, ...]:
    if not is_current(signature):
        raise ValueError("a signature of another version cannot be compared: sign the text anew")
    return _values(signature)


def _likeness(values: tuple[int, ...], others: tuple[int, ...]) -> float:
    if not values[1] or not others[1]:
        return 0.0
    same: int = sum(map(operator.eq, values[2:], others[2:]))
    return same / _VALUES


def _values(signature: bytes) -> tuple[int, ...]:
    return _SIGNATURE.unpack(signature)
