"""The commands that say who may use a record over HTTP, and what was done there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from vitne.api.roles import Role
from vitne.cli import options  # noqa: TC001 - typer looks at the types
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, say
from vitne.cli.seeking import ListFormat, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.api.register import Register
    from vitne.record.database import Record


_NAME = "Who it is; what they decide is signed with it."
_ROLE = "reader looks where the server is private, judge judges, admin sees to the others too."
_DAYS = "For how many days the token counts."
_LAST = "Only so many entries, the newest."

_people = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog=CODES,
    help="Say who may use a record over HTTP. Each has a token of their own, shown once and kept as a "
    "hash in a register beside the record.",
)
app.add_typer(_people, name="people")

Name = Annotated[str, typer.Argument(metavar="NAME", help=_NAME, show_default=False)]
OfRole = Annotated[Role, typer.Option(help=_ROLE)]
Days = Annotated[int, typer.Option(min=1, max=3650, metavar="N", help=_DAYS)]
Last = Annotated[int | None, typer.Option(min=1, metavar="N", help=_LAST)]


@_people.command(epilog=CODES)
def add(
    name: Name,
    *,
    record: options.RecordPath,
    role: OfRole = Role.JUDGE,
    days: Days = 365,
    operator: options.Operator = "",
) -> None:
    """Add somebody, and print their token.

    The token is kept nowhere: hand it over now, by a way that nobody else reads.
    """
    from vitne.api import tokens  # noqa: PLC0415

    with _register(record, create=True) as register:
        wanted = tokens.Wanted(name, role, days)
        token = tokens.add(register, wanted, operator=operator)
        _told(token, f"{name} is added as {role.value}, for {days} days", register)


@_people.command("list", epilog=CODES)
def list_them(*, record: options.RecordPath, form: ListFormat = Shape.TABLE) -> None:
    """List who may use a record, and who might once."""
    from vitne.api import tokens  # noqa: PLC0415

    with _register(record) as register:
        found, now = tokens.listed(register), register.now()
    if form is Shape.JSONL:
        for one in found:
            row = msgspec.to_builtins(one) | {"state": one.state(now)}
            sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
    else:
        _table(
            ("name", "role", "state", "made", "last used", "expires"),
            [
                (one.name, one.role, one.state(now), one.made[:10], one.used or "never",
                 one.expires[:10])
                for one in found
            ],
        )  # fmt: skip
    finish(Exit.DONE)


@_people.command(epilog=CODES)
def renew(
    name: Name,
    *,
    record: options.RecordPath,
    days: Days = 365,
    operator: options.Operator = "",
) -> None:
    """Give somebody a new token, and print it.

    The old one ends at once, and with it whoever is signed in by it.
    """
    from vitne.api import tokens  # noqa: PLC0415

    with _register(record) as register:
        token = tokens.renew(register, name, days=days, operator=operator)
        _told(token, f"{name} has a new token, for {days} days; the old one is ended", register)


@_people.command(epilog=CODES)
def revoke(name: Name, *, record: options.RecordPath, operator: options.Operator = "") -> None:
    """End the token of somebody at once, and whatever they are signed in to.

    What they decided stays.
    """
    from vitne.api import tokens  # noqa: PLC0415

    with _register(record) as register:
        tokens.revoke(register, name, operator=operator)
        say(f"the token of {name} is ended", file=register.name)
    finish(Exit.DONE)


@app.command(epilog=CODES)
def audit(*, record: options.RecordPath, last: Last = None, form: ListFormat = Shape.TABLE) -> None:
    """Print what was done over HTTP, and to tokens: who, when, from where.

    Each entry has a digest over itself and the one before; `vitne verify` proves that none is missing.
    """
    with _register(record) as register:
        entries = register.log(last)
    if form is Shape.JSONL:
        for one in entries:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
    else:
        _table(
            ("when", "who", "what", "of what", "more"),
            [(one.at, one.operator or "—", one.action, one.subject, one.note) for one in entries],
        )
    finish(Exit.DONE)


def broken(record: Record) -> list[str]:
    """What is wrong with the log beside a record; nothing where there is none."""
    from vitne.api.register import Register  # noqa: PLC0415

    register = Register.beside(record)
    if register is None:
        return []
    try:
        return register.broken()
    finally:
        register.close()


@contextmanager
def _register(target: str, *, create: bool = False) -> Iterator[Register]:
    """The register beside a record, for as long as the block.

    Raises:
        RecordError: There is no such record, or nobody was added to it yet.
    """
    from vitne.api.register import Register  # noqa: PLC0415
    from vitne.errors import RecordError  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(target) as record:
        register = Register.beside(record, create=create)
        if register is None:
            raise RecordError(f"{record.name}: nobody was added yet: `vitne people add NAME`")
        try:
            yield register
        finally:
            register.close()


def _told(token: str, what: str, register: Register) -> None:
    """Print a token, by itself on standard output, and say that this is the only time."""
    say(f"{what}; the token is shown this once", file=register.name)
    sys.stdout.write(token + "\n")
    finish(Exit.DONE)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from vitne.cli.page import Page, stdout  # noqa: PLC0415

    Page(stdout()).columns(rows, head)
