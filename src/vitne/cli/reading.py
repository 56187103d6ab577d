"""The command `read`: captures → readings → standard output."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO, Protocol

from vitne import captures
from vitne.cli.exits import Exit, say
from vitne.cli.options import Format, Wish
from vitne.engine.workers import Outcome, crashed, read_one

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from vitne.model import Metadata

UNDETERMINED = "und"  # BCP 47
_LONG_INPUT = 5  # articles, above which progress is shown


class Writer(Protocol):
    """Prints readings one after another."""

    def write(self, reading: bytes) -> None:
        """Print one reading, given as JSON."""

    def finish(self) -> None:
        """Print what comes after the last."""


class JsonLines:
    """One object a line: {"file", "article", "passages", "claims"}."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, reading: bytes) -> None:
        """Print one line."""
        self._out.write(reading + b"\n")
        self._out.flush()

    def finish(self) -> None:
        """Print nothing more."""


class JsonArray:
    """One array of the same objects, printed while they are read."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._before = b"[\n"

    def write(self, reading: bytes) -> None:
        """Print one element."""
        self._out.write(self._before + reading)
        self._before = b",\n"

    def finish(self) -> None:
        """Close the array."""
        self._out.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


def read(wish: Wish) -> Exit:
    """Read everything asked for, and print it; what cannot be read is said on standard error."""
    writer = _writer(wish.form)
    end = Exit.DONE
    with closing(outcomes(wish)) as found:
        for outcome in _shown(found):
            if outcome.failure is not None:
                say(outcome.failure, file=outcome.file)
                end = Exit.UNREAD
                continue
            if outcome.unread_language is not None:
                say(no_pack(outcome.unread_language), file=outcome.file)
            writer.write(outcome.reading)
    writer.finish()
    return end


def outcomes(wish: Wish) -> Generator[Outcome, None, None]:
    """Read everything asked for, in order."""
    found = captures.capture(wish.paths, metadata=wish.metadata, now=wish.captured_at)
    if wish.jobs == 1:
        return (read_one(item) for item in found)
    from vitne.engine.pool import ordered  # noqa: PLC0415 - multiprocessing only where it is used

    return ordered(found, read_one, crashed, jobs=wish.jobs)


def readings(paths: Sequence[str], metadata: Metadata) -> Generator[Outcome, None, None]:
    """Read everything asked for in this process, in order."""
    return outcomes(Wish(tuple(paths), metadata))


def no_pack(language: str) -> str:
    """What is said of an article in a language that no pack reads."""
    if language == UNDETERMINED:
        return "its language could not be told (see --language); no claims read"
    return f"there is no pack for its language, {language}; no claims read"


def _writer(form: Format) -> Writer:
    match form:
        case Format.JSONL:
            return JsonLines(sys.stdout.buffer)
        case Format.JSON:
            return JsonArray(sys.stdout.buffer)
        case Format.REPORT:
            from vitne.cli.report import Report, stdout  # noqa: PLC0415 - rich only for a report

            return Report(stdout())


def _shown(found: Iterable[Outcome]) -> Iterable[Outcome]:
    """Show progress on a terminal, unless the output itself goes there."""
    if sys.stderr.isatty() and not sys.stdout.isatty():
        from vitne.cli.progress import track  # noqa: PLC0415 - rich only where it is seen

        return track(found, after=_LONG_INPUT)
    return found
