"""What `vitne --version` prints: the versions of all that a result depends on."""

from __future__ import annotations

from vitne.model import OUTPUT
from vitne.packs.versions import packs
from vitne.record.migrations import REVISIONS
from vitne.version import __version__


def versions() -> str:
    """Of vitne, its packs, its output and its records, on one line."""
    return f"vitne {__version__} (packs {packs()}, output {OUTPUT}, record {REVISIONS[-1]})"
