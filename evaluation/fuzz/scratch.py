"""A folder for doors that take files and not bytes; in memory, where the campaign says so."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path


def folder() -> Path:
    """A new folder, which goes when the process ends; a campaign takes away those of workers."""
    made = Path(tempfile.mkdtemp(prefix="vitne-fuzz-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
