"""Makes a record of the samples that come with vitne, and of what other outlets tell of them."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import msgspec

from vitne import captures
from vitne.cli.recording import Keeping, readings, record_all
from vitne.model import Capture, Metadata
from vitne.record import linking, rereading
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from vitne.captures import CaptureFailure

OPERATOR = "vitne demo"


def samples(folder: Path) -> list[Path]:
    """The sample articles, in order."""
    return sorted(folder.glob("*.txt"))


def make(target: str, now: Callable[[], str]) -> None:
    """Make a record of the samples where there is none; bring one that is there up to date.

    What people judged in it stays.

    Args:
        target: The path of the record.
        now: Gives UTC, ISO 8601.

    Raises:
        RecordError: Something else stands there, or it cannot be written to.
    """
    with Record.open(target, create=True) as record:
        if record_all(reports(now()), record, Keeping(OPERATOR, now)).known:
            # It may be of an older vitne, which read them otherwise.
            rereading.reread(record, _read, at=now(), operator=OPERATOR)
        linking.link(record, at=now(), operator=OPERATOR)


def _read(found: Iterable[Capture]) -> Iterator[rereading.Outcome]:
    return readings(found, jobs=1)


def reports(at: str) -> Iterator[Capture | CaptureFailure]:
    """The samples and what is told of them elsewhere, under names that are the same everywhere.

    Args:
        at: When they are captured.
    """
    data = files("vitne") / "data"
    with as_file(data / "samples") as folder:
        for found in captures.capture([str(path) for path in samples(folder)], now=at):
            name = found.file.replace("\\", "/").rpartition("/")[2]
            yield msgspec.structs.replace(found, file=f"samples/{name}")
    yield from _retold(data / "retold" / "reports.toml", at)


def _retold(path: Traversable, at: str) -> Iterator[Capture]:
    for told in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
        data = told["text"].encode()
        known = {name: told[name] for name in ("url", "publisher", "published") if name in told}
        digest = hashlib.sha256(data).hexdigest()
        yield Capture(f"retold/{told['file']}", data, digest, "text/plain", Metadata(**known), at)
