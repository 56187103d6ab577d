"""The commands `backup` and `restore`: a record → one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vitne.cli import options
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.record.archive import Manifest

_OUT = "Where to, such as war-2024-03-05.backup."
_OVER = "Take the place of a file that is there already."
_FILE = "A backup that `vitne backup` made."
_ASIDE = "Take the place of a record that is there already; that is kept beside it."
_CHECK = "Only prove that the backup is whole; no record is needed."
_INTO = "The record to make: a file, or postgresql://…; else VITNE_RECORD in the environment."
_MEGA = 1024 * 1024

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=_OUT)]
Over = Annotated[bool, typer.Option("--force", help=_OVER)]
File = Annotated[Path, typer.Argument(metavar="FILE", help=_FILE, show_default=False)]
Aside = Annotated[bool, typer.Option("--force", help=_ASIDE)]
Check = Annotated[bool, typer.Option("--check", help=_CHECK)]
Into = Annotated[
    str | None, typer.Option("--record", metavar="RECORD", envvar="VITNE_RECORD", help=_INTO)
]


@app.command(epilog=CODES)
def backup(*, record: options.RecordPath, out: Out, force: Over = False) -> None:
    """Make a backup of a record, while others read it and write to it.

    One packed file, with the record as it was at one moment, and what proves it. Whole or not at all.
    """
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.record import backup as making  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    wish = making.Wish(out, options.now(), force)
    with Record.connect(record) as opened, counting() as show:
        made = making.backup(opened, wish, tell=_shown(show))
    say(f"{_told(made)}, packed {_size(out.stat().st_size)}", file=str(out))
    finish(Exit.DONE)


@app.command(epilog=CODES)
def restore(file: File, *, record: Into = None, force: Aside = False, check: Check = False) -> None:
    """Make a record of a backup again.

    The backup is proved first; where it is damaged, nothing is changed.
    """
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.record import restoring  # noqa: PLC0415

    if check:
        with counting() as show:
            made = restoring.check(file, tell=_shown(show))
        say(f"whole: {_told(made)}, of {made.made_at}", file=str(file))
        finish(Exit.DONE)
    if record is None:
        raise typer.BadParameter("name the record to make", param_hint="--record")
    with counting() as show:
        done = restoring.restore(file, record, force=force, tell=_shown(show))
    if done.aside is not None:
        say(f"what stood there is kept as {done.aside}", file=done.name)
    say(f"restored: {_told(done.manifest)}, as of {done.manifest.made_at}", file=done.name)
    finish(Exit.DONE)


def _told(made: Manifest) -> str:
    """What is in a backup: "1,203 articles, 8,811 claims, 14 judgements, 40.2 MB"."""
    kinds = ("articles", "claims", "incidents", "judgements")
    counts = (f"{made.rows.get(kind, 0):,} {kind}" for kind in kinds)
    return ", ".join((*counts, _size(made.size)))


def _size(size: int) -> str:
    return f"{size / _MEGA:,.1f} MiB"


def _shown(show: Callable[[str], None]) -> Callable[[str, int, int], None]:
    return lambda what, done, of: show(f"{what} · {100 * done // max(of, 1)} %")
