"""Addresses → Captures: of a page, or of all the pages that a feed or a sitemap lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.captures import items
from vitne.captures.connecting import FetchError
from vitne.captures.entries import Entry, kind_of
from vitne.captures.limits import CaptureFailure
from vitne.captures.listings import Wanted, fetch_bare, read_page
from vitne.captures.making import make_sent
from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.captures.fetching import Fetcher, Page
    from vitne.captures.making import Settings
    from vitne.captures.validators import Validators
    from vitne.model import Capture


def capture_address(
    address: str, fetcher: Fetcher, settings: Settings
) -> Iterator[Capture | CaptureFailure]:
    """Capture the page at an address, or the pages that the feed or sitemap there lists."""
    wanted = Wanted(settings.limits.entries, settings.limits.sitemaps)
    try:
        page = fetch_bare(address, fetcher)
        if page is None:
            return
        if kind_of(page.data) is None:
            yield _made(page, Entry(address), settings)
            return
        listing = read_page(address, page, fetcher, wanted)
    except FetchError as error:
        yield CaptureFailure(address, str(error))
        return
    yield from listing.problems
    if listing.left:
        reason = f"lists {listing.left:,} addresses more; the {wanted.entries:,} newest are taken"
        yield CaptureFailure(address, reason)
    for entry in listing.entries:
        try:
            found = capture_entry(entry, fetcher, settings)
        except FetchError as error:
            found = CaptureFailure(entry.url, str(error))
        if found is not None:
            yield found


def capture_entry(
    entry: Entry, fetcher: Fetcher, settings: Settings, validators: Validators | None = None
) -> Capture | CaptureFailure | None:
    """Capture the page of an entry; None if it has not changed since it had the validators.

    Raises:
        FetchError: It cannot or may not be fetched.
    """
    page = fetcher.fetch(entry.url, validators)
    if page is None:
        return None
    if kind_of(page.data) is not None:
        return CaptureFailure(entry.url, "a feed or a sitemap, not a report")
    return _made(page, entry, settings)


def _made(page: Page, entry: Entry, settings: Settings) -> Capture | CaptureFailure:
    said = Metadata(page.address, entry.published, entry.outlet, entry.title, entry.language)
    known = items.merge(settings.metadata, said)
    now = msgspec.structs.replace(settings, metadata=known, now=page.fetched_at)
    return make_sent(entry.url, page.data, now, page.headers)
