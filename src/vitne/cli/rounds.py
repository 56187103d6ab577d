"""One round of watching: what is new or changed in a feed, a sitemap or a page → the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.captures import CaptureFailure
from vitne.captures.addresses import capture_entry
from vitne.captures.connecting import FetchError
from vitne.captures.entries import Entry
from vitne.captures.listings import Wanted, read_listing
from vitne.captures.making import Settings
from vitne.cli.recording import record_all
from vitne.model import Capture, Metadata
from vitne.record.store import Taken
from vitne.record.visits import feed_validators, last_visits, remember_feeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vitne.captures.fetching import Fetcher
    from vitne.captures.validators import Validators
    from vitne.cli.recording import Keeping
    from vitne.cli.watchlist import Watched
    from vitne.record.database import Record
    from vitne.record.visits import Visit


class StoppedError(Exception):
    """A person stopped the watch; what is under way is ended, and nothing new begun."""


class Came(msgspec.Struct):
    """What came of one feed, sitemap or page in one round."""

    new: int = 0
    changed: int = 0
    known: int = 0
    unread: int = 0
    unchanged: bool = False  # the server said so, or there was nothing to ask for
    again: bool = False  # something may go better the next time

    def __str__(self) -> str:
        """In words."""
        if self.unchanged:
            return "unchanged"
        told = f"{self.new} new, {self.changed} changed, {self.known} known"
        return f"{told}, {self.unread} could not be read" if self.unread else told


class Watcher:
    """Keeps what is new or changed at the addresses that are watched."""

    def __init__(
        self, record: Record, fetcher: Fetcher, keeping: Keeping, stopped: Callable[[], bool]
    ) -> None:
        self._record = record
        self._fetcher = fetcher
        self._keeping = keeping
        self._stopped = stopped
        # What the entries of each feed were like when they were last asked for, by address.
        self._asked: dict[str, dict[str, Entry]] = {}

    def see_list(self, watched: Watched) -> Came:
        """Capture what a feed or a sitemap lists that is new, or has changed since.

        An entry has changed where the feed gives it a new title, or an update since its capture.
        Whether the feed itself has changed is asked for the next time only if all went well, so
        that nothing is passed over that was not captured.

        Raises:
            RecordError: The record cannot be written to.
        """
        came = Came()
        wanted = Wanted(watched.most, zone=watched.zone)
        try:
            listing = read_listing(watched.address, self._fetcher, wanted, self._known)
        except FetchError as error:
            self._keep([CaptureFailure(watched.address, str(error))], came)
            return came
        except StoppedError:
            return came
        if listing is None:
            came.unchanged = True
            return came
        self._keep(listing.problems, came)
        self._keep(self._captured(listing.entries, watched, came), came)
        if not came.again and not listing.problems:
            with self._record.writing() as connection:
                remember_feeds(connection, listing.validators, at=self._keeping.now())
        return came

    def see_page(self, watched: Watched) -> Came:
        """Capture a page if it has changed since its last capture.

        Raises:
            RecordError: The record cannot be written to.
        """
        came = Came()
        entries = [Entry(watched.address)]
        self._keep(self._captured(entries, watched, came, always=True), came)
        came.unchanged = came.known == 1
        return came

    def _known(self, address: str) -> Validators | None:
        with self._record.reading() as connection:
            return feed_validators(connection, address)

    def _keep(self, found: Iterable[Taken | CaptureFailure], came: Came) -> None:
        tally = record_all(found, self._record, self._keeping)
        came.unread += tally.unread
        came.changed -= tally.known  # fetched again, and as it was
        came.known += tally.known

    def _captured(
        self, entries: Sequence[Entry], watched: Watched, came: Came, *, always: bool = False
    ) -> Iterator[Taken | CaptureFailure]:
        """Fetch the entries that are due, and count what comes of them."""
        listed = {entry.url for entry in entries}
        before = self._asked.get(watched.address, {})
        self._asked[watched.address] = {url: e for url, e in before.items() if url in listed}
        with self._record.reading() as connection:
            visits = last_visits(connection, [entry.url for entry in entries])
        try:
            for entry in entries:
                if self._stopped():
                    raise StoppedError
                visit = visits.get(entry.url)
                if always or self._is_due(entry, visit, watched):
                    yield from self._taken(entry, visit, watched, came)
                else:
                    came.known += 1
        except StoppedError:
            came.again = True

    def _is_due(self, entry: Entry, visit: Visit | None, watched: Watched) -> bool:
        if self._asked[watched.address].get(entry.url) == entry:
            return False
        if visit is None:
            return True
        if entry.updated and visit.captured_at < entry.updated <= self._keeping.now():
            return True
        return entry.title is not None and visit.title not in (None, entry.title)

    def _taken(
        self, entry: Entry, visit: Visit | None, watched: Watched, came: Came
    ) -> Iterator[Taken | CaptureFailure]:
        """Fetch one entry, unless the server says that it has not changed."""
        settings = Settings(Metadata(publisher=watched.outlet, language=watched.language))
        validators = visit.validators if visit is not None else None
        try:
            found = capture_entry(entry, self._fetcher, settings, validators)
        except FetchError as error:
            found = CaptureFailure(entry.url, str(error))
            if error.again:
                came.again = True
                yield found
                return
        self._asked[watched.address][entry.url] = entry
        if isinstance(found, Capture):
            came.new += visit is None
            came.changed += visit is not None
            yield Taken(found, found.headers)
        elif found is not None:
            yield found
        else:
            came.known += 1
