"""The commands that fill a record and prove that it is whole."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from itertools import chain
from typing import TYPE_CHECKING

from vitne.cli import options
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, printable, say
from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vitne.cli.recording import Tally
    from vitne.model import Capture, Reading

_LONGEST_FAULT = 500  # signs


@app.command(epilog=CODES)
def capture(  # noqa: PLR0913 - one parameter an option of the command
    paths: options.Paths,
    *,
    record: options.RecordPath,
    published: options.Published = None,
    publisher: options.Publisher = None,
    language: options.Language = None,
    jobs: options.Jobs = 1,
    operator: options.Operator = "",
    captured_at: options.CapturedAt = None,
    allow_private: options.AllowPrivate = False,
) -> None:
    """Keep reports in a record, with what is read of them.

    Makes the record where there is none. What is in it already is let be: broken off, the same
    command goes on where it was.
    """
    from vitne import captures  # noqa: PLC0415
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.cli.recording import Keeping, record_all  # noqa: PLC0415
    from vitne.record.clocks import steady  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    metadata = Metadata(published=published, publisher=publisher, language=language)
    with Record.open(record, create=True) as opened, ExitStack() as open_, counting() as show:
        clock = steady(opened, options.now) if captured_at is None else options.now
        fetcher = None
        if any(map(captures.is_address, paths)):
            fetcher = open_.enter_context(captures.fetcher(clock, allow_private=allow_private))
        found = captures.capture(
            paths, metadata=metadata, now=captured_at or clock(), fetcher=fetcher
        )
        keeping = Keeping(operator, clock, jobs, _shown(show))
        tally = record_all(found, opened, keeping)
    say(str(tally))
    finish(tally.exit)


@app.command(epilog=CODES)
def reread(
    *,
    record: options.RecordPath,
    jobs: options.Jobs = 1,
    operator: options.Operator = "",
) -> None:
    """Read the kept bytes of a record again.

    The reader of today reads them. Claims keep their ids by their evidence, and so the judgements
    on them. Articles that are read otherwise now are to be linked again (vitne link).
    """
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.cli.recording import readings  # noqa: PLC0415
    from vitne.record import rereading  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    def read(found: Iterable[Capture]) -> Iterator[tuple[Reading | None, str | None]]:
        return readings(found, jobs)

    with Record.open(record) as opened, counting() as show:
        done = rereading.reread(
            opened,
            read,
            at=options.now(),
            operator=operator,
            tell=lambda one: show(f"reading again · {one.file}"),
        )
    unread = f", {done.unread} could not be read" if done.unread else ""
    say(f"{done.captures} captures read again{unread}; {done.articles} articles read otherwise")
    say(
        f"claims: {len(done.appeared)} appeared, {len(done.vanished)} vanished, "
        f"{len(done.changed)} changed"
    )
    finish(Exit.UNREAD if done.unread else Exit.DONE)


@app.command(epilog=CODES)
def verify(*, record: options.RecordPath) -> None:
    """Prove that a record is whole.

    Bytes against their hashes, texts, the quotes of every claim, references, the log of custody, and the
    audit log beside the record where there is one.
    Prints what is broken, one a line, and then ends with 1.
    """
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.cli.people import broken  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415
    from vitne.record.verify import verify as faults_of  # noqa: PLC0415

    faults = 0
    with Record.open(record) as opened, counting() as show:
        found = faults_of(opened, tell=lambda what, n, of: show(f"{what}: {n} of {of}"))
        for fault in chain(found, broken(opened)):
            faults += 1
            sys.stdout.write(printable(fault)[:_LONGEST_FAULT] + "\n")
        say(f"{faults} faults" if faults else "whole", file=opened.name)
    finish(Exit.UNREAD if faults else Exit.DONE)


@app.command(epilog=CODES)
def custody(*, record: options.RecordPath) -> None:
    """Print the log of custody of a record.

    One JSON object an entry, with a digest over itself and the one before (docs/record.md).
    """
    from vitne.record.custody import export  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(record) as opened, opened.reading() as connection:
        for line in export(connection):
            sys.stdout.buffer.write(line)
    finish(Exit.DONE)


def _shown(show: Callable[[str], None]) -> Callable[[Tally, str], None]:
    return lambda tally, file: show(f"{tally.read} read, {tally.known} known already · {file}")
