"""Kills `vitne judge`, `backup`, `restore` and `watch` at random moments, and looks whether anything is lost.

Each is run once undisturbed, to know how long it takes; then it is killed with signal 9 at a random
moment of that time, the record is looked through, and the command is run again to its end.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import measured
import msgspec
import record_state
import sqlalchemy as sa
from damage import Told, silent

from vitne.errors import RecordError
from vitne.record import restoring, schema
from vitne.record.database import Record

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

_PAGES = 30
_PAGE = (
    "<html><article><h1>Drept i Kabul</h1><p>Minst {} soldater ble drept i Kabul lørdag, "
    "opplyser hæren.</p></article></html>"
)
_FOREIGN = ("judgements", "judged_claims")


class _Struck(msgspec.Struct):
    """A command that is killed: on a copy of a record, with a file beside it."""

    name: str
    folder: Path
    source: Path

    @property
    def record(self) -> Path:
        return self.folder / f"{self.name}.db"

    def prepare(self) -> None:
        """Lay the record out as it is before the command."""
        for path in self.folder.glob(f"{self.name}.*"):
            path.unlink()
        shutil.copy(self.source, self.record)

    def words(self) -> list[str]:
        """The command line."""
        raise NotImplementedError

    def faults(self) -> list[str]:
        """What is wrong after the kill."""
        raise NotImplementedError

    def end(self) -> object:
        """What the state must be in the end; the command was run again."""
        raise NotImplementedError


class _Judge(_Struck):
    claim: str = ""

    def words(self) -> list[str]:
        told = ["--record", str(self.record), "--author", "Kari"]
        return ["judge", "note", self.claim, "to be asked about", *told]

    def faults(self) -> list[str]:
        return list(record_state.faults(self.record))

    def end(self) -> object:
        rows = record_state.tables(self.record)
        judged = bool(rows["judgements"])
        return judged, {name: rows[name] for name in rows if name not in _FOREIGN}


class _Backup(_Struck):
    @property
    def out(self) -> Path:
        return self.folder / f"{self.name}.backup"

    def words(self) -> list[str]:
        return ["backup", "--record", str(self.record), "--out", str(self.out), "--force"]

    def faults(self) -> list[str]:
        found = list(record_state.faults(self.record))
        if self.out.exists():
            found += _refused(self.out)
        return found

    def end(self) -> object:
        left = sorted(path.name for path in self.folder.glob(f"{self.name}.*.part*"))
        return left, restoring.check(self.out, tell=silent).rows, record_state.digest(self.record)


class _Restore(_Struck):
    backup: Path = Path()

    def words(self) -> list[str]:
        return ["restore", str(self.backup), "--record", str(self.record), "--force"]

    def faults(self) -> list[str]:
        whole = [p for p in (self.record, *self.folder.glob(f"{self.name}.db.before*"))
                 if p.exists() and not p.name.endswith(("-wal", "-shm", "-journal"))]  # fmt: skip
        found = [fault for path in whole for fault in record_state.faults(path)]
        return found or ([] if whole else ["neither the old record nor the new one is there"])

    def end(self) -> object:
        left = sorted(path.name for path in self.folder.glob(f"{self.name}.*.part*"))
        return left, record_state.digest(self.record)


class _Watch(_Struck):
    feeds: Path = Path()

    def prepare(self) -> None:
        for path in self.folder.glob(f"{self.name}.db*"):
            path.unlink()

    def words(self) -> list[str]:
        told = ["--record", str(self.record), "--once", "--allow-private"]
        return ["watch", str(self.feeds), *told]

    def faults(self) -> list[str]:
        if not self.record.exists():
            return []
        found = list(record_state.faults(self.record))
        new = "an empty database, not a record yet"  # killed while it was made
        return [] if len(found) == 1 and new in found[0] else found

    def end(self) -> object:
        with Record.open(str(self.record)) as record, record.reading() as connection:
            query = sa.select(schema.captures.c.file, schema.captures.c.sha256)
            return sorted(map(tuple, connection.execute(query)))


def struck(folder: Path, whole: Path, number: int, rng: random.Random) -> Iterator[Told]:
    """Kill so many commands, each of the four as often as the others."""
    claim = _claim(whole)
    with _site(folder / "site") as address:
        feeds = folder / "FEEDS.toml"
        told = f'delay = 0\n[[feed]]\naddress = "{address}/feed.xml"\n'
        feeds.write_text(told, encoding="utf-8")
        good = folder / "whole.backup"
        told_backup = ["backup", "--record", str(whole), "--out", str(good), "--force"]
        subprocess.run(
            measured.vitne(*told_backup), env=measured.environment(), check=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        kinds: list[_Struck] = [
            _Judge("judge", folder, whole, claim),
            _Backup("backup", folder, whole),
            _Restore("restore", folder, whole, good),
            _Watch("watch", folder, whole, feeds),
        ]
        for one in kinds:
            yield from _strike(one, number // len(kinds), rng)


def _strike(one: _Struck, number: int, rng: random.Random) -> Iterator[Told]:
    one.prepare()
    began = time.perf_counter()
    _run(one, None)
    took, end = time.perf_counter() - began, one.end()
    for _ in range(number):
        one.prepare()
        ended = _run(one, took * rng.uniform(0.3, 1.1))  # it takes a while until it begins
        faults = one.faults()
        if not faults:
            _run(one, None)
            faults = one.faults()
            if one.end() != end:
                faults.append("another end state")
        yield Told(f"killed: {one.name}", "it was over" if ended else "gone on with", tuple(faults))


def _run(one: _Struck, seconds: float | None) -> bool:
    """Run a command, and kill it after so many seconds; True where it came to its end."""
    process = subprocess.Popen(
        measured.vitne(*one.words()), env=measured.environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def _refused(path: Path) -> list[str]:
    """What is wrong with a backup that has its name."""
    try:
        restoring.check(path, tell=silent)
    except RecordError as error:
        return [str(error)]
    return []


def _claim(record: Path) -> str:
    with Record.open(str(record)) as opened, opened.reading() as connection:
        return str(connection.execute(sa.select(sa.func.min(schema.claims.c.id))).scalar_one())


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    """A feed with its pages, served on loopback."""
    folder.mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    address = f"http://127.0.0.1:{server.server_port}"
    for number in range(_PAGES):
        (folder / f"{number}.html").write_text(_PAGE.format(number + 2), encoding="utf-8")
    links = "".join(f"<item><link>{address}/{n}.html</link></item>" for n in range(_PAGES))
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{links}</channel></rss>'
    (folder / "feed.xml").write_text(feed, encoding="utf-8")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""
