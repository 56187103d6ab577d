"""Starts the campaign: `python evaluation/fuzz`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the package, not the files in it

from fuzz.command import main  # noqa: E402 - found by the path above

sys.exit(main())
