"""Reads one capture in whichever process it is handed to."""

from __future__ import annotations

import functools
import gc
import traceback
from typing import TYPE_CHECKING, TypeVar

import msgspec

from vitne import pipeline
from vitne.captures import CaptureFailure
from vitne.errors import CaptureError, PackError
from vitne.packs.language import languages
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Capture, Reading

T = TypeVar("T")

_YOUNG = 50_000  # objects made and kept before cycles among them are looked for
CRASHED = "the process that read it ended (out of memory?); left out"


class Outcome(msgspec.Struct, frozen=True):
    """What came of one capture: a reading as JSON, or the reason why there is none.

    `unread_language` is the language where no pack reads it: the article is there, without claims.
    """

    file: str
    reading: bytes = b""
    failure: str | None = None
    unread_language: str | None = None


@functools.cache
def packs() -> Packs:
    """The packs of this process, read once.

    From then on the process looks for cycles of garbage less often: a reading leaves none.
    """
    gc.set_threshold(_YOUNG)
    return Packs()


def read_one(item: Capture | CaptureFailure) -> Outcome:
    """Read a capture, and let no fault in it stop the batch.

    Raises:
        PackError: A pack is broken; then no article can be read.
    """
    return _read(item, msgspec.json.encode)


def read_to_keep(item: Capture | CaptureFailure) -> Outcome:
    """Read a capture as `read_one` does, without the tokens: no record keeps them.

    Raises:
        PackError: A pack is broken; then no article can be read.
    """
    return _read(item, _without_tokens)


def _without_tokens(reading: Reading) -> bytes:
    bare = [msgspec.structs.replace(passage, tokens=()) for passage in reading.passages]
    return msgspec.json.encode(msgspec.structs.replace(reading, passages=tuple(bare)))


def _read(item: Capture | CaptureFailure, encode: Callable[[Reading], bytes]) -> Outcome:
    made = attempt(item, lambda reading: (reading.article.language, encode(reading)))
    if isinstance(made, str):
        return Outcome(item.file, failure=made)
    language, data = made
    return Outcome(item.file, data, unread_language=None if language in languages() else language)


def attempt(item: Capture | CaptureFailure, make: Callable[[Reading], T]) -> T | str:
    """What is made of the reading of a capture, or the reason why there is none.

    Raises:
        PackError: A pack is broken; then no article can be read.
    """
    if isinstance(item, CaptureFailure):
        return item.reason
    try:
        return make(pipeline.read(item, packs()))
    except PackError:
        raise
    except CaptureError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one article; the batch goes on
        return _fault(error)


def crashed(item: Capture | CaptureFailure) -> Outcome:
    """What is said of an article that ended the process reading it."""
    return Outcome(item.file, failure=CRASHED)


def _fault(error: Exception) -> str:
    """A fault in vitne itself, with the line it happened on, for a report to the makers."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    name = frame.filename.replace("\\", "/").rpartition("/vitne/")[2]
    return f"a fault in vitne, please report it: {type(error).__name__}: {error} ({name}:{frame.lineno})"
