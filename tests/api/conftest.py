"""The API over a record of the samples that come with vitne."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from asking import TOKEN, Api

from vitne.api.settings import Settings
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def shared(sample_file: Path) -> Iterator[Record]:
    """The sample record, for reading only."""
    with Record.open(str(sample_file)) as record:
        yield record


@pytest.fixture
def own(sample_file: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of the sample record that a test may write to."""
    with Record.open(str(shutil.copy(sample_file, tmp_path / "own.db"))) as record:
        yield record


@pytest.fixture(scope="session")
def api(shared: Record) -> Api:
    """The API of the sample record, without a token."""
    return Api(shared, Settings())


@pytest.fixture
def judging(own: Record) -> Api:
    """The API of a copy of the sample record, with a token."""
    return Api(own, Settings(token=TOKEN))
