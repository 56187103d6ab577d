"""What the tests of all rooms share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# Speed is measured in evaluation/: a machine that is busy fails no test.
settings.register_profile("vitne", deadline=None)
settings.load_profile("vitne")


# Folders whose tests share something dear: a session of Spark, a record of many reports.
_WHOLE = frozenset({"engine", "faults"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests run in two processes, keep together what shares a file, or the browser.

    Two browsers at a time would wait for each other, and each process would fill its own records.
    What needs the browser takes as long as all else: it begins first.
    """
    items.sort(key=lambda item: _together(item) != "browser")
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            item.add_marker(pytest.mark.xdist_group(_together(item)))


def _together(item: pytest.Item) -> str:
    """What all tests have in common that run in one process."""
    if "browser" in getattr(item, "fixturenames", ()):
        return "browser"
    return item.path.parent.name if item.path.parent.name in _WHOLE else item.path.stem


@pytest.fixture
def calls() -> Callable[[Callable[[], object]], int]:
    """Counts the functions called while something is done: the same on any machine, at any load."""

    def count(act: Callable[[], object]) -> int:
        made = 0

        def note(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            act()
        finally:
            sys.setprofile(None)
        return made

    return count
