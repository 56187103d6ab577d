"""The command `link`: claims of a record → accounts, incidents and estimates."""

from __future__ import annotations

from vitne.cli import options
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, say


@app.command(epilog=CODES)
def link(*, record: options.RecordPath, operator: options.Operator = "") -> None:
    """Link what is new in a record into incidents.

    An article touches only its neighbourhood. What is linked already is left as it is, so that
    linking can be stopped at any time and goes on from there.
    """
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.record import linking  # noqa: PLC0415 - takes a second to load
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(record) as opened, counting() as show:
        with opened.reading() as connection:
            left = linking.left(connection)

        def tell(count: int) -> None:
            show(f"{count} of {left} articles linked")

        done = linking.link(opened, at=options.now(), operator=operator, progress=tell)
    say(
        f"{done.articles} articles linked: {done.accounts} accounts, {done.links} links, "
        f"{done.incidents} incidents and periods made or made anew"
    )
    finish(Exit.DONE)
