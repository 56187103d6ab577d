"""Progress: shown on a terminal for long input, and nowhere else."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest
from terminal import REPORT, Here, Vitne

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("number", "shown"), [(4, False), (12, True)])
def test_progress_is_shown_for_long_input_only(
    vitne_command: Vitne, tmp_path: Path, number: int, *, shown: bool
) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own command
        vitne_command.command("read", _many(tmp_path, number), "--format", "jsonl"),
        stdout=subprocess.PIPE, stderr=theirs,
        env={**vitne_command.environment, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(theirs)
    said: list[bytes] = []
    listener = threading.Thread(target=_listen, args=(ours, said))
    listener.start()
    output, _ = process.communicate(timeout=60)
    listener.join(timeout=10)
    assert len(output.splitlines()) == number
    assert (f"{number} articles read".encode() in b"".join(said)) is shown


def test_no_progress_in_a_log(vitne_here: Here, tmp_path: Path) -> None:
    done = vitne_here("read", _many(tmp_path, 12), "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")


def _many(folder: Path, number: int) -> Path:
    many = folder / "many.jsonl"
    many.write_text("\n".join([json.dumps({"text": REPORT})] * number), encoding="utf-8")
    return many


def _listen(descriptor: int, said: list[bytes]) -> None:
    try:
        while chunk := os.read(descriptor, 65536):
            said.append(chunk)
    except OSError:  # Linux says so when the other side of a terminal is closed
        return
