"""What is measured: reading, starting, linking, looking up, exporting."""

from __future__ import annotations

import io
import itertools
import os
import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import lookups
import measured
import msgspec
import synthetic
from benchtexts import PUBLISHED, WORDS, Names, captured, conflict_texts, opened, reports
from rounds import Measure, cpu
from score import HERE

from vitne import captures, pipeline
from vitne.cli.recording import Keeping, record_all
from vitne.exports.export import export
from vitne.model import Metadata
from vitne.packs.pack import Packs
from vitne.record import linking
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from benchtexts import Text

ARTICLES = {"conflict": 30, "other": 300}  # read in one round; those of conflict have WORDS words
RECORD = 600  # articles in the record that is linked, asked and exported
FORMATS = ("jsonl", "geojson", "acled", "parquet")
AT, OPERATOR = "2024-01-01T00:00:00Z", "bench"
_ROWS = 8  # paragraphs of one report in a row, before another goes on
_ONE = "Minst 18 soldater ble drept og 35 såret i Kabul lørdag, opplyser forsvarsdepartementet.\n"
_WORKER = """
import json, sys
from pathlib import Path
from vitne import pipeline
from vitne.packs.pack import Packs
sys.path.insert(0, sys.argv[2])
from benchtexts import captured
packs = Packs()
for text in json.loads(Path(sys.argv[1]).read_text("utf-8")):
    pipeline.read(captured(text), packs)
"""


def all_in(folder: Path, only: Sequence[str]) -> Iterator[Measure]:
    """Every measure, or those whose names begin so; what they need is made in a folder."""
    makers = (_reading, _starting, _record)
    for measure in itertools.chain.from_iterable(make(folder) for make in makers):
        if not only or measure.name.startswith(tuple(only)):
            yield measure


def _reading(folder: Path) -> Iterator[Measure]:
    """Articles a CPU-second of each kind, and the memory of a process that reads them."""
    packs = Packs()
    told = _texts(packs)
    for kind, count in ARTICLES.items():
        given = [captured(text) for text in told[kind]]

        def work(given: list[captures.Capture] = given) -> float:
            return cpu(lambda: [pipeline.read(one, packs) for one in given])

        yield Measure(
            f"read {kind}", "articles a CPU-second", work, lambda s, count=count: count / s
        )
    file = folder / "texts.json"
    file.write_bytes(msgspec.json.encode([*told["conflict"], *told["other"]]))
    command = [sys.executable, "-c", _WORKER, str(file), str(HERE)]
    yield Measure("memory of a reading worker", "MB", lambda: _child(command)[1], float,
                  rounds=3, plain=True)  # fmt: skip


def _starting(folder: Path) -> Iterator[Measure]:
    """The CPU time of processes that do next to nothing."""
    one = folder / "one.txt"
    one.write_text(_ONE, encoding="utf-8")
    starts = {
        "import vitne": [sys.executable, "-c", "import vitne"],
        "cold start of vitne read": measured.vitne("read", str(one), "--published", PUBLISHED),
    }
    for name, command in starts.items():
        yield Measure(name, "CPU ms", lambda c=command: _child(c)[0], lambda s: s * 1000, rounds=15)


def _record(folder: Path) -> Iterator[Measure]:
    """Linking a record, asking it, exporting it."""
    prepared, linked = folder / "prepared.db", folder / "linked.db"

    @cache
    def made() -> Path:
        _fill(prepared, folder / "synthetic")
        return prepared

    def link() -> float:
        shutil.copy(made(), linked)
        with Record.open(str(linked)) as record:
            return cpu(lambda: linking.link(record, at=AT, operator=OPERATOR))

    def there() -> Path:
        if not linked.exists():
            link()
        return linked

    yield Measure("link a record", "articles a CPU-second", link, lambda s: RECORD / s, rounds=3)
    yield Measure("look things up", "CPU ms for all kinds",
                  lambda: cpu(lambda: lookups.measure(there())), lambda s: s * 1000, rounds=5)  # fmt: skip
    for name in FORMATS:
        yield Measure(f"export {name}", "CPU ms",
                      lambda name=name: _exported(there(), name), lambda s: s * 1000, rounds=5)  # fmt: skip


def _texts(packs: Packs) -> dict[str, list[str]]:
    """Articles of each kind, always the same, made of the project's own gold."""
    gold = sorted(path for path in (HERE / "gold").glob("?") if path.is_dir())
    told = [text for folder in gold for text in conflict_texts(folder, packs)]
    others, names = list(_others(gold, packs)), Names(seed=2020)
    war = reports(told, names, run=_ROWS, words=WORDS)
    return {
        "conflict": list(itertools.islice(war, ARTICLES["conflict"])),
        "other": [others[n % len(others)].fill(names) for n in range(ARTICLES["other"])],
    }


def _others(folders: Iterable[Path], packs: Packs) -> Iterator[Text]:
    """The Bokmål articles in gold that are no reports of conflict, though many sound like it."""
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        gold = msgspec.json.decode(path.read_bytes())
        if gold["language"] == "nb" and not gold["relevant"]:
            yield opened(path.with_suffix(".txt").read_text(encoding="utf-8"), packs)


def _fill(path: Path, folder: Path) -> None:
    """A record of synthetic reports that nobody has linked."""
    synthetic.write(folder, RECORD)
    given = captures.capture([str(folder / synthetic.ARTICLES)], metadata=Metadata(), now=AT)
    with Record.open(str(path), create=True) as record:
        record_all(given, record, Keeping(OPERATOR, _now))
    with Record.open(str(path)) as record, record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _now() -> str:
    return AT


def _exported(path: Path, name: str) -> float:
    with Record.open(str(path)) as record:
        return cpu(lambda: export(record, name, io.BytesIO(), generated_at=AT))


def _child(command: Sequence[str]) -> tuple[float, float]:
    """The seconds of CPU and the most megabytes of a process that is run to its end."""
    process = subprocess.Popen(command, env=measured.environment(), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
