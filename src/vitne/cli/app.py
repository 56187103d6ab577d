"""The commands and their help; what they do stands in the modules beside."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from vitne.cli import options
from vitne.cli.exits import Exit, say
from vitne.errors import PackError, VitneError
from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = (
    "Exit codes: 0 all done; 1 some inputs, or the record, could not be read; 2 wrong usage; "
    "3 a data pack is broken; 130 interrupted; 141 the reader of the output went away."
)


class _Group(TyperGroup):
    """Ends every command with its documented exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with _ending():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as error:
        say("interrupted")
        raise typer.Exit(Exit.INTERRUPTED) from error
    except BrokenPipeError as error:
        _drop_output()
        raise typer.Exit(Exit.CLOSED) from error
    except PackError as error:
        say(str(error))
        raise typer.Exit(Exit.PACK) from error
    except VitneError as error:
        say(str(error))
        raise typer.Exit(Exit.UNREAD) from error


def _drop_output() -> None:
    """Let what is still to be written to a closed pipe vanish, rather than fail at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def finish(code: Exit) -> None:
    """End a command; what is still to be written may meet a closed pipe."""
    sys.stdout.flush()
    raise typer.Exit(code)


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=CODES,
    help="Reads news reports of armed conflict into claims that can be checked: who says what "
    "happened, where, when, to whom and how many, with the words.",
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer hands the flag over by position
    if wanted:
        from vitne.cli.versions import versions  # noqa: PLC0415 - of no use to other commands

        sys.stdout.write(f"{versions()}\n")
        raise typer.Exit


@app.callback()
def _root(
    *,
    show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del show


# The commands import their modules when they are called, so that help and version start at once.


@app.command(epilog=CODES)
def read(  # noqa: PLR0913 - one parameter an option of the command
    paths: options.Paths,
    *,
    form: options.Form = options.Format.REPORT,
    published: options.Published = None,
    publisher: options.Publisher = None,
    language: options.Language = None,
    jobs: options.Jobs = 1,
    captured_at: options.CapturedAt = None,
) -> None:
    """Read reports, and print their claims.

    NAME.meta.json beside NAME.txt hands in url, published, publisher, title and language of that
    report; the options hand them in for all, and come first.
    """
    from vitne.cli import reading  # noqa: PLC0415

    metadata = Metadata(published=published, publisher=publisher, language=language)
    finish(reading.read(options.Wish(tuple(paths), metadata, form, jobs, captured_at)))


@app.command(epilog=CODES)
def explain(
    file: options.File,
    *,
    claim: options.ClaimId = None,
    published: options.Published = None,
    publisher: options.Publisher = None,
    language: options.Language = None,
) -> None:
    """Explain how the claims of a report came about.

    For each claim: its words, the entries of the packs that made it, and what was left open and why.
    """
    from vitne.cli import explain as command  # noqa: PLC0415

    metadata = Metadata(published=published, publisher=publisher, language=language)
    try:
        finish(command.explain(file, claim, metadata))
    except command.UnclearError as error:
        raise typer.BadParameter(str(error), param_hint="--claim") from error


@app.command(epilog=CODES)
def packs(
    *,
    language: options.OneLanguage = None,
    kind: options.Kind = None,
    entry: options.EntryId = None,
) -> None:
    """List languages, event types, actors, entries."""
    from vitne.cli import listing  # noqa: PLC0415

    try:
        finish(listing.list_packs(language, kind, entry))
    except listing.UnknownError as error:
        raise typer.BadParameter(str(error)) from error


@app.command(epilog=CODES)
def check(languages: options.Languages = None) -> None:
    """Prove that the packs do what they say.

    Every entry must fire on its examples and on none of its counterexamples.
    """
    from vitne.cli import checking  # noqa: PLC0415

    try:
        finish(checking.check(languages or []))
    except checking.UnknownLanguageError as error:
        raise typer.BadParameter(str(error)) from error


@app.command(epilog=CODES)
def demo(*, record: options.DemoRecord = "vitne-demo.db", served: options.Served = True) -> None:
    """Read the sample articles that come with vitne, and show the record they make on a page.

    On a terminal the page is served until Ctrl-C; elsewhere only its address is told.
    """
    from vitne.cli import demo as command  # noqa: PLC0415

    finish(command.demo(record, served=served))


@app.command(epilog=CODES)
def schema() -> None:
    """Print the JSON Schema of a reading.

    `vitne read --format jsonl` prints one reading a line.
    """
    from vitne.cli import schema as command  # noqa: PLC0415

    sys.stdout.buffer.write(command.schema())
    finish(Exit.DONE)
