"""Shows on a terminal how far long work on a record has come."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vitne.cli.exits import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST = 100  # signs of a line


@contextmanager
def counting() -> Iterator[Callable[[str], None]]:
    """Takes what to show, again and again; shows nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console  # noqa: PLC0415 - only where it is seen
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(text: str) -> None:
            bar.update(task, description=printable(text)[:_LONGEST].replace("[", "\\["))

        yield show


def _silent(_: str) -> None:
    pass
