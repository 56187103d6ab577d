"""docs/scale.md tells what was measured, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_tells_what_was_measured() -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ROOT / "evaluation" / "scale.py", "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
