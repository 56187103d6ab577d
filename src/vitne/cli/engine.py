"""The commands `engine run` and `engine link`: the same work, on many machines."""

from __future__ import annotations

from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path  # noqa: TC003 - typer needs it at run time
from typing import TYPE_CHECKING, Annotated

import typer

from vitne.cli import options  # noqa: TC001 - typer needs it at run time
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, say
from vitne.errors import EngineError
from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import SparkSession

_OUT = "The folder for what is read; begun there, the same command goes on where it was."
_MASTER = "The Spark to use: local[2], spark://HOST:7077, yarn, k8s://…"
_CONF = "A setting of Spark, such as spark.executor.memory=4g; may be given again and again."
_PATIENCE = "CPU-seconds after which an article is given up and set aside."
_RECORD = "A record to fill as well: a file, or postgresql://…"

Master = Annotated[str, typer.Option(metavar="URL", envvar="VITNE_MASTER", help=_MASTER)]
Conf = Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help=_CONF)]

engine = typer.Typer(
    no_args_is_help=True,
    help="Read and link with many machines at once (Apache Spark).",
    epilog=CODES,
)
app.add_typer(engine, name="engine")


@engine.command(epilog=CODES)
def run(  # noqa: PLR0913 - one parameter an option of the command
    paths: options.Paths,
    *,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help=_OUT)],
    record: Annotated[str | None, typer.Option(metavar="RECORD", help=_RECORD)] = None,
    master: Master = "local[*]",
    conf: Conf = None,
    published: options.Published = None,
    publisher: options.Publisher = None,
    language: options.Language = None,
    captured_at: options.CapturedAt = None,
    patience: Annotated[int, typer.Option(min=1, max=86_400, help=_PATIENCE)] = 300,
    operator: options.Operator = "",
) -> None:
    """Read any number of reports on Spark, into Parquet by month and country.

    Broken off or killed, the same command goes on where it was. Articles that cannot be read are
    set aside with the reason. Each reading is the one that `vitne read` prints.
    """
    _refuse_without_spark()
    from vitne.cli import running  # noqa: PLC0415

    metadata = Metadata(published=published, publisher=publisher, language=language)
    wish = running.wish(paths, out, metadata, captured_at=captured_at, patience=patience)
    with ExitStack() as open_:
        spark, tell = _begun(open_, master, conf)
        fill = running.filling(open_, record, operator) if record else None
        total = running.run(wish, spark, tell, fill)
    say(str(total), file=str(out))
    finish(Exit.UNREAD if total.set_aside else Exit.DONE)


@engine.command(epilog=CODES)
def link(
    *,
    record: options.RecordPath,
    master: Master = "local[*]",
    conf: Conf = None,
    operator: options.Operator = "",
) -> None:
    """Link what is new in a record, its pairs weighed on Spark.

    The incidents are those of `vitne link`. Worth it for a large neighbourhood, not for a few
    new articles: each batch is a job on Spark.
    """
    _refuse_without_spark()
    from vitne.cli import running  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(record) as opened, ExitStack() as open_:
        spark, tell = _begun(open_, master, conf)
        done = running.link(opened, spark, tell, operator)
    say(
        f"{done.articles} articles linked: {done.accounts} accounts, {done.links} links, "
        f"{done.incidents} incidents and periods made or made anew"
    )
    finish(Exit.DONE)


def _begun(
    open_: ExitStack, master: str, conf: list[str] | None
) -> tuple[SparkSession, Callable[[str], None]]:
    from vitne.cli.counting import counting  # noqa: PLC0415
    from vitne.engine.session import spark  # noqa: PLC0415 - loads Spark

    settings = dict(map(_setting, conf or []))
    tell = open_.enter_context(counting())
    tell(f"starting Spark · {master}")
    return open_.enter_context(spark(master, settings)), tell


def _setting(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.startswith("spark."):
        raise typer.BadParameter(f"{text!r} is no spark.KEY=VALUE", param_hint="--conf")
    return key, value


def _refuse_without_spark() -> None:
    for name in ("pyspark", "pandas"):
        if find_spec(name) is None:
            raise EngineError(f"needs {name}: pip install 'vitne[spark]'")
