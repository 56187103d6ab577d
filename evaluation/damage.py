"""Cuts the power, flips bytes and damages backups, and looks whether anything is lost or wrongly told.

- A power cut: the file of a record and its write-ahead log as they were after every frame of the log,
  torn in the middle of a frame, or with garbage after it. The record must open, verify, and be in the
  state of the last transaction that was whole.
- A damaged record: bits, blocks and pages changed anywhere, the file cut off. `vitne verify` must tell
  it, or the rows be the same as before (what was hit is not in use); no command may end in a traceback;
  the backup must bring it back.
- A damaged backup: bits flipped, cut off. It must be refused, and the record in its place let be.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
import traceback
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import record_state
from typer.testing import CliRunner

from vitne import captures
from vitne.cli import backup as backing
from vitne.cli import intake, lookup, recording
from vitne.cli.app import app
from vitne.errors import RecordError
from vitne.model import Metadata
from vitne.record import backup, linking, restoring
from vitne.record.database import Record

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

_AT = "2024-01-01T00:00:00Z"
_HEAD, _FRAME = 32, 24  # bytes before the frames of a log, and before the page of each
_FEW = 4  # articles a transaction
_GO_ON = 10  # after every so many cuts one is gone on to the end
# What is kept for good; the rest is read and linked from it again.
_KEPT = frozenset({"blobs", "captures", "judgements", "judged_claims"})
_LOOKS = (("incidents",), ("claims", "--format", "jsonl"), ("voices",), ("custody",))
_COMMANDS = (backing, intake, lookup)  # they are there once they are imported


class Told(msgspec.Struct, frozen=True):
    """A fault that was made, and what was lost or wrongly told by it."""

    kind: str
    came: str  # what vitne made of it
    faults: tuple[str, ...] = ()


def silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""


# Power cuts


def cuts(folder: Path, articles: Path, number: int, rng: random.Random) -> Iterator[Told]:
    """Cut the power at so many points of a record that is filled and linked."""
    whole, log = _written(folder, articles)
    size = struct.unpack(">I", log[8:12])[0] + _FRAME
    frames = (len(log) - _HEAD) // size
    commits = [n + 1 for n in range(frames) if _commits(log, _HEAD + n * size)]
    states = dict(zip(commits, _states(folder, whole, log, commits, size), strict=True))
    for count in range(number):
        frame = rng.randrange(frames)
        how = rng.choice(("after a frame", "within a frame", "with garbage after a frame"))
        cut = log[: _HEAD + frame * size]
        if how == "within a frame":
            cut = log[: _HEAD + frame * size + rng.randrange(1, size)]
        elif how == "with garbage after a frame":
            cut += rng.randbytes(rng.randrange(1, 3 * size))
        kept = max((n for n in commits if n <= frame), default=None)
        record = _lay(folder / "cut.db", whole, cut)
        faults = _opens(record, None if kept is None else states[kept])
        if count % _GO_ON == 0:
            record_state.go_on(record, articles, at=_AT)
            faults += tuple(record_state.faults(record))
            if record_state.digest(record) != states[commits[-1]]:
                faults = (*faults, "another end state")
        yield Told(
            f"power cut {how}",
            "before the record was made" if kept is None else "last whole transaction",
            faults,
        )


def _written(folder: Path, articles: Path) -> tuple[bytes, bytes]:
    """A record whose writing is all in its log, few articles a transaction: the file, and the log."""
    path = folder / "log.db"
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as holder:
        holder.execute("PRAGMA journal_mode = WAL")
        holder.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with _small(), Record.open(str(path), create=True) as record:
            with record.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
            found = captures.capture([str(articles)], metadata=Metadata(), now=_AT)
            recording.record_all(found, record, recording.Keeping("damage", lambda: _AT))
            linking.link(record, at=_AT, operator="damage", batch=_FEW)
            return path.read_bytes(), Path(f"{path}-wal").read_bytes()


@contextmanager
def _small() -> Iterator[None]:
    """Keep few articles a transaction."""
    before, recording._BATCH = recording._BATCH, _FEW
    try:
        yield
    finally:
        recording._BATCH = before


def _commits(log: bytes, at: int) -> bool:
    """Whether a frame ends a transaction: it tells how large the database is then."""
    return struct.unpack(">I", log[at + 4 : at + 8])[0] != 0


def _states(
    folder: Path, whole: bytes, log: bytes, commits: list[int], size: int
) -> Iterator[str | None]:
    """The state after each transaction; None before the schema is there."""
    for frame in commits:
        record = _lay(folder / "state.db", whole, log[: _HEAD + frame * size])
        try:
            yield record_state.digest(record)
        except RecordError:
            yield None


def _lay(path: Path, whole: bytes, log: bytes) -> Path:
    Path(f"{path}-shm").unlink(missing_ok=True)
    path.write_bytes(whole)
    Path(f"{path}-wal").write_bytes(log)
    return path


def _opens(record: Path, state: str | None) -> tuple[str, ...]:
    if state is None:  # no transaction was whole: an empty database, of which a record can be made
        Record.open(str(record), create=True).close()
        return tuple(record_state.faults(record))
    faults = list(record_state.faults(record))
    if not faults and record_state.digest(record) != state:
        faults.append("not the state of the last whole transaction")
    return tuple(faults)


# Damaged records


def damaged(folder: Path, record: Path, number: int, rng: random.Random) -> Iterator[Told]:
    """Damage a record in so many ways."""
    with Record.connect(str(record)) as opened:
        wish = backup.Wish(folder / "good.backup", _AT, force=True)
        backup.backup(opened, wish, tell=silent)
    state, content = record_state.tables(record), record.read_bytes()
    broken = folder / "broken.db"
    for _ in range(number):
        kind, data = _hurt(content, rng)
        for ending in ("-wal", "-shm"):
            Path(f"{broken}{ending}").unlink(missing_ok=True)
        broken.write_bytes(data)
        came, faults = _told(broken, state)
        restoring.restore(wish.path, str(broken), force=True, tell=silent)
        for aside in folder.glob("broken.db.before*"):
            aside.unlink()
        if record_state.tables(broken) != state:
            faults = (*faults, "the backup did not bring it back")
        yield Told(f"damaged record: {kind}", came, faults)


def _hurt(content: bytes, rng: random.Random) -> tuple[str, bytes]:
    data, size = bytearray(content), len(content)
    kind = rng.choice(("a bit", "64 bytes", "a page", "the header", "cut off", "512 bytes of zero"))
    at = rng.randrange(size)
    match kind:
        case "a bit":
            data[at] ^= 1 << rng.randrange(8)
        case "64 bytes":
            data[at : at + 64] = rng.randbytes(len(data[at : at + 64]))
        case "a page":
            at = at // 4096 * 4096
            data[at : at + 4096] = rng.randbytes(4096)
        case "the header":
            data[rng.randrange(100)] ^= 1 << rng.randrange(8)
        case "cut off":
            del data[at:]
        case _:
            data[at : at + 512] = bytes(len(data[at : at + 512]))
    return kind, bytes(data)


def _told(record: Path, state: dict[str, list[str]]) -> tuple[str, tuple[str, ...]]:
    """What vitne says of a damaged record, and what is wrong with that."""
    faults: list[str] = []
    for command in _LOOKS:
        _, fault = _run(command, record)
        faults += fault
    code, fault = _run(("verify",), record)
    faults += fault
    if code != 0:
        return "told", tuple(faults)
    try:
        rows = record_state.tables(record)
    except Exception as error:  # noqa: BLE001 - whatever it is, verify has not told it
        return "not told", (*faults, f"verify found nothing, and yet: {error!r:.200}")
    other = [name for name, was in state.items() if rows[name] != was]
    if any(name in _KEPT for name in other):
        faults.append(f"verify found nothing, and yet it is another: {', '.join(other)}")
    came = "not told: only what is read or linked anew" if other else "nothing in use was hit"
    return came, tuple(faults)


def _run(command: tuple[str, ...], record: Path) -> tuple[int, list[str]]:
    result = CliRunner().invoke(app, [*command, "--record", str(record)])
    error = result.exception
    if error is None or isinstance(error, SystemExit):
        return result.exit_code, []
    at = traceback.extract_tb(error.__traceback__)[-1]
    return 1, [f"{command[0]} ended in a traceback: {error!r:.150} ({at.filename}:{at.lineno})"]


# Damaged backups


def backups(folder: Path, record: Path, number: int, rng: random.Random) -> Iterator[Told]:
    """Damage a backup in so many ways."""
    good = folder / "good.backup"
    with Record.connect(str(record)) as opened:
        backup.backup(opened, backup.Wish(good, _AT, force=True), tell=silent)
    content, bad, place = good.read_bytes(), folder / "bad.backup", folder / "place.db"
    shutil.copy(record, place)
    state = record_state.digest(place)
    before = place.read_bytes()
    for _ in range(number):
        kind, data = _spoil(content, rng)
        bad.write_bytes(data)
        try:
            done = restoring.restore(bad, str(folder / "new.db"), tell=silent)
        except RecordError:
            came, faults = "refused", ()
        else:
            came, faults = "whole: nothing in use was hit", ()
            if record_state.digest(Path(done.name)) != state:
                faults = ("a damaged backup was restored",)
            for path in folder.glob("new.db*"):
                path.unlink()
        if came == "refused":
            faults += _let_be(bad, place, before)
        yield Told(f"damaged backup: {kind}", came, faults)


def _spoil(content: bytes, rng: random.Random) -> tuple[str, bytes]:
    data = bytearray(content)
    kind = rng.choice(("a bit", "a bit of the manifest", "cut off", "64 bytes"))
    at = rng.randrange(len(data))
    match kind:
        case "a bit":
            data[at] ^= 1 << rng.randrange(8)
        case "a bit of the manifest":
            data[rng.randrange(1500)] ^= 1 << rng.randrange(8)
        case "cut off":
            del data[at:]
        case _:
            data[at : at + 64] = rng.randbytes(len(data[at : at + 64]))
    return kind, bytes(data)


def _let_be(bad: Path, place: Path, before: bytes) -> tuple[str, ...]:
    """Whether a refused backup leaves the record that it was to replace."""
    try:
        restoring.restore(bad, str(place), force=True, tell=silent)
    except RecordError:
        return () if place.read_bytes() == before else ("a refused backup changed the record",)
    return ("refused once and not again",)
