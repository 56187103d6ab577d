"""The command `watch`: feeds, sitemaps and pages → a record, round after round."""

from __future__ import annotations

import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from vitne.cli import options
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, printable, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from vitne.cli.rounds import Came, Watcher
    from vitne.cli.watchlist import Watched, Watchlist

_FEEDS = "What to watch: a TOML file (see docs/capturing.md)."
_ONCE = "See everything once and end, as for cron."
_EVERY = "Minutes from the beginning of a round to that of the next."

Feeds = Annotated[str, typer.Argument(metavar="FEEDS.toml", help=_FEEDS, show_default=False)]
Once = Annotated[bool, typer.Option("--once", help=_ONCE)]
Every = Annotated[float, typer.Option(min=1, max=7 * 24 * 60, metavar="MINUTES", help=_EVERY)]


class Stop:
    """Whether a person asked to stop, by Ctrl-C or SIGTERM; waits end as soon as they do."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    @property
    def asked(self) -> bool:
        """Whether they did."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, and tell whether they did meanwhile."""
        return self._asked.wait(seconds)

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            StoppedError: They asked meanwhile.
        """
        from vitne.cli.rounds import StoppedError  # noqa: PLC0415

        if self.wait(seconds):
            raise StoppedError

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Let the first Ctrl-C end what is under way; the second breaks it off."""
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

        def stop(_number: int, _frame: FrameType | None) -> None:
            self._asked.set()
            signal.signal(signal.SIGINT, signal.default_int_handler)

        for number in before:
            signal.signal(number, stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@app.command(epilog=CODES)
def watch(
    feeds: Feeds,
    *,
    record: options.RecordPath,
    once: Once = False,
    every: Every = 15,
    allow_private: options.AllowPrivate = False,
    operator: options.Operator = "",
) -> None:
    """Keep what is new in feeds, sitemaps and pages.

    Captures what the feeds list that is new or has changed, and prints a line for each. Ctrl-C ends
    it after the report that is under way; what came is kept.
    """
    from vitne import captures  # noqa: PLC0415
    from vitne.cli.recording import Keeping  # noqa: PLC0415
    from vitne.cli.rounds import Watcher  # noqa: PLC0415
    from vitne.cli.watchlist import WatchlistError, read_watchlist  # noqa: PLC0415
    from vitne.record.clocks import steady  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    try:
        watchlist = read_watchlist(feeds)
    except WatchlistError as error:
        raise typer.BadParameter(str(error), param_hint="FEEDS.toml") from error
    stop = Stop()
    with Record.open(record, create=True) as opened, stop.listening():
        clock = steady(opened, options.now)
        fetcher = captures.fetcher(
            clock,
            allow_private=allow_private,
            contact=watchlist.contact,
            delay=watchlist.delay,
            sleep=stop.sleep,
        )
        with fetcher:
            watcher = Watcher(opened, fetcher, Keeping(operator, clock), lambda: stop.asked)
            end = _watch(watcher, watchlist, stop, None if once else every * 60)
    finish(end)


def _watch(watcher: Watcher, watchlist: Watchlist, stop: Stop, seconds: float | None) -> Exit:
    """See everything, once or every so many seconds, until a person stops it."""
    while True:
        began = time.monotonic()
        end = _round(watcher, watchlist, stop)
        if stop.asked:
            break
        if seconds is None:
            return end
        if stop.wait(max(0.0, began + seconds - time.monotonic())):
            break
    say("stopped; what came is kept")
    return Exit.INTERRUPTED


def _round(watcher: Watcher, watchlist: Watchlist, stop: Stop) -> Exit:
    end = Exit.DONE
    for watched in (*watchlist.feed, *watchlist.sitemap, *watchlist.page):
        if stop.asked:
            break
        see = watcher.see_page if watched in watchlist.page else watcher.see_list
        came = see(watched)
        _print(watched, came)
        end = Exit.UNREAD if came.unread else end
    return end


def _print(watched: Watched, came: Came) -> None:
    sys.stdout.write(printable(f"{watched.label}: {came}") + "\n")
    sys.stdout.flush()
