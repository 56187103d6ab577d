"""What is kept of one article of a run: its reading, or the reason why there is none."""

from __future__ import annotations

import signal
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from vitne.captures import CaptureFailure
from vitne.engine.workers import CRASHED, attempt, packs
from vitne.errors import CaptureError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Capture, Reading

UNDATED, NOWHERE = "unknown", "XXX"
_BACKGROUND = "background"
_MOST = 256 * 1024 * 1024  # bytes of a reading: no task can hold many larger ones


class Row(msgspec.Struct, frozen=True):
    """One article: `reading` as `vitne read --format jsonl` prints it, or a `failure`.

    `month` is that of publication, or "unknown"; `country` is the one that most claims of events
    and tolls are placed in (ISO 3166 alpha-3), or "XXX". `sha256` is of the bytes captured.
    """

    file: str
    sha256: str | None = None
    article: str | None = None
    language: str | None = None
    outlet: str | None = None
    published: str | None = None
    month: str = ""
    country: str = ""
    claims: int = 0
    reading: str | None = None
    failure: str | None = None


def row_of(item: Capture | CaptureFailure, *, patience: int) -> Row:
    """Read a capture; whatever goes wrong with it is its failure.

    Args:
        item: What was captured, or could not be.
        patience: CPU-seconds after which it is given up.

    Raises:
        PackError: A pack is broken; then no article can be read.
    """
    with _at_most(patience):
        made = attempt(item, _row)
    if isinstance(made, str):
        return _failed(item, made)
    if isinstance(item, CaptureFailure) or made.reading is None:
        return made
    if len(made.reading) > _MOST:
        return _failed(item, f"its reading is longer than the limit of {_MOST:,} characters")
    return msgspec.structs.replace(made, sha256=item.sha256)


def crashed_row(item: Capture | CaptureFailure) -> Row:
    """The row of an article that ended the process reading it."""
    return _failed(item, CRASHED)


def _failed(item: Capture | CaptureFailure, reason: str) -> Row:
    sha256 = None if isinstance(item, CaptureFailure) else item.sha256
    return Row(item.file, sha256, failure=reason)


def _row(reading: Reading) -> Row:
    article = reading.article
    earliest = article.published.earliest.isoformat() if article.published else None
    return Row(
        reading.file,
        article=article.id,
        language=article.language,
        outlet=article.publisher,
        published=earliest,
        month=earliest[:7] if earliest else UNDATED,
        country=_country(reading),
        claims=sum(claim.kind != _BACKGROUND for claim in reading.claims),
        reading=msgspec.json.encode(reading).decode(),
    )


def _country(reading: Reading) -> str:
    """Where most of its claims are placed; the first of those told as often."""
    found = Counter(
        claim.place.country
        for claim in reading.claims
        if claim.kind != _BACKGROUND and claim.place is not None and claim.place.country
    )
    return max(found, key=found.__getitem__) if found else NOWHERE


@contextmanager
def _at_most(patience: int) -> Iterator[None]:
    """Give up after so many CPU-seconds: the same on a machine that is busy.

    The first article of a language does not pay for the pack: they begin anew while it is compiled.
    """

    def stop(*_: object) -> None:
        if packs().compiling:
            signal.setitimer(signal.ITIMER_VIRTUAL, patience)
            return
        raise CaptureError(f"given up after {patience} CPU-seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, patience)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
