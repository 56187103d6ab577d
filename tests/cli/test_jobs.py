"""Several processes: order, bounded memory, a process that dies, Ctrl-C."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
from pathlib import Path

import pytest
from terminal import REPORT, Vitne

from vitne.engine.pool import ordered


def double(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    sum(range(500_000 if number % 7 == 0 else 0))  # some take longer than those after them
    return 2 * number


def lost(number: int) -> int:
    return -number


def refuse(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = [n for n in range(60) if n != 13]
    assert list(ordered(items, double, lost, jobs=jobs)) == [2 * n for n in items]


def test_an_item_that_kills_its_process_is_told_and_the_rest_is_done() -> None:
    found = list(ordered(range(40), double, lost, jobs=2))
    assert found == [-13 if n == 13 else 2 * n for n in range(40)]


def test_items_are_taken_only_as_fast_as_they_are_done() -> None:
    taken = []

    def items() -> object:
        for number in range(14, 200):
            taken.append(number)
            yield number

    results = ordered(items(), double, lost, jobs=2)  # type: ignore[arg-type]
    next(results)
    assert len(taken) <= 2 * 4 + 1
    results.close()


def test_an_error_in_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="7"):
        list(ordered([7, 8], refuse, lost, jobs=2))


def test_a_reader_that_is_killed_loses_no_article(vitne_command: Vitne, tmp_path: Path) -> None:
    many = _many(tmp_path, 400)
    with _started(vitne_command, many) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        os.kill(_workers(process.pid)[0], signal.SIGKILL)
        rest = process.stdout.read()  # what `communicate` leaves in the buffer of readline
        process.wait(timeout=120)
    files = [json.loads(line)["file"] for line in (first + rest).splitlines()]
    assert process.returncode == 0
    assert files == [f"{many}#{n}" for n in range(1, 401)]


def test_ctrl_c_ends_at_once_with_130(vitne_command: Vitne, tmp_path: Path) -> None:
    with _started(vitne_command, _many(tmp_path, 20_000)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = _workers(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == "vitne: interrupted\n"
    assert not any(map(_runs, workers))


def _many(folder: Path, number: int) -> Path:
    many = folder / "many.jsonl"
    rows = (json.dumps({"text": REPORT.replace("18", str(n))}) for n in range(number))
    many.write_text("\n".join(rows), encoding="utf-8")
    return many


def _started(vitne: Vitne, many: Path) -> subprocess.Popen[str]:
    # A shell that runs the tests in the background has them, and their children, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(  # noqa: S603 - our own command
        vitne.command("read", many, "--format", "jsonl", "--jobs", "2"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env=vitne.environment, start_new_session=True,
    )  # fmt: skip


def _workers(pid: int) -> list[int]:
    """The processes that read for another one."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    lines = {int(c): Path(f"/proc/{c}/cmdline").read_bytes() for c in children}
    found = [child for child, line in lines.items() if b"spawn_main" in line]
    assert len(found) == 2
    return found


def _runs(pid: int) -> bool:
    """Whether a process is still there after it was given time to end."""
    try:
        ended = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        return not select.select([ended], [], [], 60)[0]
    finally:
        os.close(ended)
