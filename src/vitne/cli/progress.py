"""Shows on a terminal how far a long reading has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from vitne.cli.exits import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.engine.workers import Outcome

_LONGEST_NAME = 40


def track(outcomes: Iterable[Outcome], *, after: int) -> Iterator[Outcome]:
    """Pass readings on, and from the one after `after` on tell how many there were."""
    rows = iter(outcomes)
    for _, outcome in zip(range(after), rows, strict=False):
        yield outcome
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("reading", total=None)
        for count, outcome in enumerate(rows, after + 1):
            name = printable(outcome.file)[-_LONGEST_NAME:].replace("[", "\\[")
            bar.update(task, description=f"{count} articles read · {name}", completed=count)
            yield outcome
