"""Writes the tables of columns into docs/notebooks.md, between its marks.

usage: python evaluation/notebooks.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vitne.notebooks import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).resolve().parents[1] / "docs" / "notebooks.md"
MARKS = ("<!-- columns: written by evaluation/notebooks.py -->", "<!-- end of columns -->")
TABLES: tuple[tuple[str, Sequence[columns.Column[Any]]], ...] = (
    ("claims", columns.CLAIMS),
    ("incidents", columns.INCIDENTS),
    ("estimates", columns.ESTIMATES),
    ("voices", columns.VOICES),
    ("articles", columns.ARTICLES),
)


def main() -> int:
    """Write the page anew."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def written(page: str) -> str:
    """The page with the tables of columns as they are declared."""
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    parts = [f"### `{name}()`\n\n{_table(some)}" for name, some in TABLES]
    body = "\n\n".join(parts)
    return f"{before}{MARKS[0]}\n\n{body}\n\n{MARKS[1]}{after}"


def _table(some: Sequence[columns.Column[Any]]) -> str:
    rows = [f"| `{one.name}` | {one.type} | {one.about} |" for one in some]
    return "\n".join(["| column | type | what it is |", "| --- | --- | --- |", *rows])


if __name__ == "__main__":
    raise SystemExit(main())
