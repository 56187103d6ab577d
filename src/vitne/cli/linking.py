"""The command `link`: claims of a record → accounts, incidents and estimates."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vitne.cli import options
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@app.command(epilog=CODES)
def link(*, record: options.RecordPath, operator: options.Operator = "") -> None:
    """Link what is new in a record into incidents.

    An article touches only its neighbourhood. What is linked already is left as it is, so that
    linking can be stopped at any time and goes on from there.
    """
    from vitne.record import linking  # noqa: PLC0415 - takes a second to load
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(record) as opened:
        with opened.reading() as connection:
            left = linking.left(connection)
        with _progress(left) as tell:
            done = linking.link(opened, at=options.now(), operator=operator, progress=tell)
    say(
        f"{done.articles} articles linked: {done.accounts} accounts, {done.links} links, "
        f"{done.incidents} incidents and periods made or made anew"
    )
    finish(Exit.DONE)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None] | None]:
    """Show on a terminal how far it has come."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only where it is seen
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("linking", total=total)
        yield lambda count: bar.advance(task, count)
