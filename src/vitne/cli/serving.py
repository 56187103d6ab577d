"""The command that shows a record in a browser, and to programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vitne.cli import options  # noqa: TC001 - typer looks at the types
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit

# The command imports what it needs when it is called, so that `vitne read` stays light.

_HOST = "The address to listen on, also the name it is asked under; loopback if not given."
_PORT = "The port to listen on; 0 takes a free one."
_WORKERS = "How many processes answer; each holds the picture of all incidents in its memory."
_SHOWN = (
    "A file with the token that people who judge must show; else VITNE_TOKEN in the environment."
)
_NEW = "Make a token for as long as this server runs, and print it."
_NAME = "A further name under which the server is asked, such as one of a proxy; may be repeated."
_EMBARGO = "Leave out of exports what may have happened less than so many days ago."
_TWO = "A claim takes two people to be reviewed."
_PRIVATE = "Show the record to those only who sign in."
_READ_ONLY = "Let nobody judge or sign in, whoever has a token."
_PROXY = (
    "The address, or net, of a proxy that is believed when it says who asks and whether by TLS; "
    "loopback if --name is given; may be repeated."
)
_OPEN = "Open the page in a browser."

Host = Annotated[str, typer.Option(metavar="ADDRESS", help=_HOST)]
Port = Annotated[int, typer.Option(min=0, max=65_535, metavar="N", help=_PORT)]
Workers = Annotated[int, typer.Option(min=1, max=64, metavar="N", help=_WORKERS)]
TokenFile = Annotated[Path | None, typer.Option(metavar="FILE", help=_SHOWN)]
NewToken = Annotated[bool, typer.Option("--new-token", help=_NEW)]
Names = Annotated[list[str] | None, typer.Option("--name", metavar="NAME", help=_NAME)]
Embargo = Annotated[int, typer.Option(min=0, max=36_525, metavar="DAYS", help=_EMBARGO)]
TwoPeople = Annotated[bool, typer.Option("--two-people", help=_TWO)]
Private = Annotated[bool, typer.Option("--private", help=_PRIVATE)]
ReadOnly = Annotated[bool, typer.Option("--read-only", help=_READ_ONLY)]
Proxies = Annotated[list[str] | None, typer.Option("--proxy", metavar="ADDRESS", help=_PROXY)]
Opened = Annotated[bool, typer.Option("--open", help=_OPEN)]


@app.command(epilog=CODES)
def serve(  # noqa: PLR0913 - one parameter an option of the command
    *,
    record: options.RecordPath,
    host: Host = "127.0.0.1",
    port: Port = 8484,
    workers: Workers = 1,
    token_file: TokenFile = None,
    new_token: NewToken = False,
    names: Names = None,
    embargo: Embargo = 0,
    two_people: TwoPeople = False,
    private: Private = False,
    read_only: ReadOnly = False,
    proxies: Proxies = None,
    opened: Opened = False,
) -> None:
    """Show a record in a browser, and to programs.

    The page is at /, the API at /api/v1. People with tokens of their own (`vitne people`) may judge,
    or whoever has the one token that the server was given; without either all can be read and nothing
    judged.
    """
    from vitne.cli import server  # noqa: PLC0415

    wish = server.Wish(
        record=record,
        host=host,
        port=port,
        workers=workers,
        names=tuple(names or ()),
        embargo_days=embargo,
        two_people=two_people,
        private=private,
        read_only=read_only,
        proxies=tuple(proxies or ()),
        opened=opened,
    )
    try:
        token = server.token(token_file, new=new_token)
    except server.TokenError as error:
        raise typer.BadParameter(str(error), param_hint="--token-file") from error
    server.serve(wish, token, made=new_token)
    finish(Exit.DONE)
