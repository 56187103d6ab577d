"""Lets the tests reach what evaluation/fuzz does."""

from __future__ import annotations

import sys
from pathlib import Path

# Last, so that nothing of evaluation/ stands before a module of the same name.
sys.path.append(str(Path(__file__).resolve().parents[2] / "evaluation"))
