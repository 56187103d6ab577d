"""A record that the tests of notebooks open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opened_records import fill

import vitne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vitne.notebooks.opening import Record


@pytest.fixture(scope="session")
def record_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports on one air strike that disagree, and others."""
    return fill(tmp_path_factory.mktemp("notebooks") / "record.db")


@pytest.fixture(scope="session")
def record(record_file: Path) -> Iterator[Record]:
    """The record, opened as a notebook opens it."""
    with vitne.open(record_file) as opened:
        yield opened
