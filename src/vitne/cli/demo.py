"""The command `demo`: reads the sample articles that come with vitne, and shows their record."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files

import msgspec

from vitne.cli.exits import Exit, say
from vitne.cli.page import Page, stdout
from vitne.cli.reading import readings
from vitne.cli.report import Report
from vitne.cli.sample import samples
from vitne.model import Claim, Metadata, Reading

_WHAT = (
    "These articles were invented for vitne, in the manner of Norwegian news reports: the places "
    "and the armed actors are real, the happenings and what is said are not."
)
_RECORD = (
    "A record of them is kept in {record}, with what other outlets tell of the same: voices that "
    "agree and that do not, reprints, newer versions, five languages."
)
_PORT = 8484
_NEXT = (
    ("vitne read FILE", "read a report of your own (text, HTML, JSONL, folders, standard input)"),
    ("vitne read FILE --format jsonl", "the same as data; `vitne schema` tells its shape"),
    ("vitne explain FILE", "how each claim came about"),
    ("vitne packs", "the words, event types and actors that vitne knows"),
    ("vitne --help", "all commands"),
)


def demo(record: str, *, served: bool) -> Exit:
    """Print the report of the first sample and one line for each of all; show the record they make.

    Args:
        record: Where the record is made; one that is there is brought up to date.
        served: Whether to serve it now, until Ctrl-C, where standard output is a terminal; else only
            the command and the address are told.

    Raises:
        RecordError: Something else stands where the record is to be.
    """
    page = Page(stdout())
    page.paragraph(_WHAT)
    page.line()
    end = Exit.DONE
    found: list[Reading] = []
    with as_file(files("vitne") / "data" / "samples") as folder:
        for outcome in readings([str(path) for path in samples(folder)], Metadata()):
            if outcome.failure is not None:
                say(outcome.failure, file=outcome.file)
                end = Exit.UNREAD
            else:
                found.append(_named(msgspec.json.decode(outcome.reading, type=Reading)))
    if found:
        Report(page.console).show(found[0])
        _table(page, found)
    page.line()
    page.line("What to type next", "title")
    page.columns(_NEXT, ("command", "what it does"))
    page.line()
    _show(page, record, served=served)
    return end


def _show(page: Page, record: str, *, served: bool) -> None:
    """Make the record of the samples, and show it, or tell how it is shown."""
    from vitne.cli import options, sample, server  # noqa: PLC0415 - only where a record is made

    sample.make(record, options.now)
    page.line("The record of the samples", "title")
    page.paragraph(_RECORD.format(record=record))
    page.line()
    if served and sys.stdout.isatty():
        sys.stdout.flush()
        port = _PORT if server.is_free(_PORT) else 0
        wish = server.Wish(record=record, host="127.0.0.1", port=port, workers=1)
        server.serve(wish, server.token(None, new=True), made=True)
    else:
        page.line(f"vitne serve --record {record}", "title")
        page.line(f"shows it at http://127.0.0.1:{_PORT}/")


def _named(reading: Reading) -> Reading:
    """A reading under the bare name of its file: where vitne is installed says nothing."""
    name = reading.file.replace("\\", "/").rpartition("/")[2]
    article = msgspec.structs.replace(reading.article, file=name)
    return msgspec.structs.replace(reading, file=name, article=article)


def _table(page: Page, found: list[Reading]) -> None:
    """Print what each sample holds. Counts of claims only: no toll without its words and voice."""
    page.line()
    page.rule()
    page.line(f"All {len(found)} samples", "title")
    rows = [
        (
            reading.file.partition("-")[0],
            str(sum(claim.kind == "event" for claim in reading.claims)),
            str(sum(claim.kind == "toll" for claim in reading.claims)),
            str(len(_voices(reading.claims))),
            reading.article.title or reading.file,
        )
        for reading in found
    ]
    page.columns(rows, ("no", "events", "tolls", "voices", "article"))


def _voices(claims: tuple[Claim, ...]) -> set[str]:
    """The innermost who vouch for a claim; the outlet itself where nobody else does."""
    told = [claim for claim in claims if claim.kind != "background"]
    return {claim.attribution[-1].name if claim.attribution else "" for claim in told}
