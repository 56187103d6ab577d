"""Opens a record for a notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from vitne.errors import FilterError, RecordError
from vitne.notebooks import asking, lists, views
from vitne.notebooks.listing import Listing
from vitne.notebooks.reading import Reading
from vitne.notebooks.tale import Tale
from vitne.record.database import Record as Database
from vitne.record.hints import unknown
from vitne.record.ids import incident_id
from vitne.record.queries import FULL
from vitne.record.story import story
from vitne.wording import wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from os import PathLike

    import sqlalchemy as sa

    from vitne.model import Incident
    from vitne.notebooks.columns import EstimateRow
    from vitne.notebooks.listing import View
    from vitne.notebooks.rows import ArticleRow
    from vitne.record.filters import Filters
    from vitne.record.queries import Found
    from vitne.record.speaking import Speaker

_MOST = 10**9  # rows, which is all
_EXPORT_OPTIONS = ("profile", "policy", "today", "as_of", "hxl", "guard", "generated_at")


# Writes the incidents of a record in a format, told `filters` and more; gives how many rows.
Exporter = Callable[[Database, str, BinaryIO, dict[str, Any]], int]


class Record:
    """A record that is looked into. Its lists take the filters of the command line by keyword.

    It may be a context manager, which closes it; else it is closed when it is let go of.
    """

    def __init__(self, record: Database, exporter: Exporter, interface: str) -> None:
        """Take an opened record.

        Args:
            record: The database.
            exporter: Writes exports, which stand above this package.
            interface: The language in which it is shown.
        """
        self._record = record
        self._exporter = exporter
        self._words = wording(interface)

    @property
    def name(self) -> str:
        """What it was called when it was opened, without any password."""
        return self._record.name

    def claims(self, *, limit: int | None = None, **filters: Any) -> Listing[Found]:
        """The claims that filters let through, those of the newest articles first.

        Raises:
            FilterError: There is no such filter, or it takes no such value.
        """
        asked = asking.filters(filters, asking.ALL, "claims")
        return self._list(views.CLAIMS, lists.claims(asked), limit, asked, lists.count_claims)

    def incidents(
        self,
        *,
        profile: str = FULL,
        as_of: str | dt.date | None = None,
        limit: int | None = None,
        **filters: Any,
    ) -> Listing[Incident]:
        """The incidents and periods that filters let through, those that happened last first.

        Args:
            profile: The published method of the estimates: full, ged, acled, airwars.
            as_of: As was known on this day.
            limit: The most that are wanted.
            **filters: What they must be like.

        Raises:
            FilterError: There is no such filter, or it takes no such value.
        """
        asked = asking.filters(filters, asking.OF_INCIDENTS, "incidents")
        day = None if as_of is None else asking.day("as_of", as_of)
        read = lists.incidents(asked, asking.profile(profile), day)
        count = lists.count_incidents if day is None else None
        return self._list(views.INCIDENTS, read, limit, asked, count)

    def estimates(
        self,
        *,
        profile: str = FULL,
        as_of: str | dt.date | None = None,
        limit: int | None = None,
        **filters: Any,
    ) -> Listing[EstimateRow]:
        """All estimates of the incidents that filters let through, one a measure and population.

        Raises:
            FilterError: There is no such filter, or it takes no such value.
        """
        asked = asking.filters(filters, asking.OF_INCIDENTS, "estimates")
        day = None if as_of is None else asking.day("as_of", as_of)
        read = lists.estimates(asked, asking.profile(profile), day)
        return self._list(views.ESTIMATES, read, limit, asked)

    def voices(self, *, limit: int | None = None, **filters: Any) -> Listing[Speaker]:
        """Who vouches for what, those heard on most incidents first.

        Raises:
            FilterError: There is no such filter, or it takes no such value.
        """
        asked = asking.filters(filters, asking.OF_VOICES, "voices")
        return self._list(views.VOICES, lists.voices(asked), limit, asked)

    def articles(self, *, limit: int | None = None, **filters: Any) -> Listing[ArticleRow]:
        """The articles that filters let through, those that came out last first.

        Raises:
            FilterError: There is no such filter, or it takes no such value.
        """
        asked = asking.filters(filters, asking.OF_ARTICLES, "articles")
        return self._list(views.ARTICLES, lists.articles(asked), limit, asked)

    def incident(
        self, beginning: str, *, profile: str = FULL, as_of: str | dt.date | None = None
    ) -> Tale:
        """The story of the incident whose id begins so, or that has the claim whose id does.

        Raises:
            RecordError: There is none, there are several, or nothing was known of it on that day.
            FilterError: There is no such method, or no such day.
        """
        day = None if as_of is None else asking.day("as_of", as_of)
        method = asking.profile(profile)
        with self._record.reading() as connection:
            whole = incident_id(connection, beginning)
            found = story(connection, whole, profile=method, as_of=day)
        if found is None:
            raise RecordError(f"no article had told of {whole} by {day}")
        return Tale(found, self._words)

    def article(self, beginning: str) -> Reading:
        """The article whose id begins so, or that makes the claim whose id does.

        Raises:
            RecordError: There is none, or there are several.
        """
        with self._record.reading() as connection:
            data, rows = lists.one_article(connection, beginning)
        return Reading(data, self._words, rows)

    def export(self, format: str, path: str | PathLike[str], **options: Any) -> int:
        """Write the incidents in a format: acled, ged, geojson, … Gives the number of rows.

        Args:
            format: Its name; `vitne export --list` tells them.
            path: The file to write; one that is there is written over.
            **options: Filters, and what `vitne.exports` may be told: profile, policy, today, as_of.

        Raises:
            ExportError: There is no such format, or it cannot be made as it was asked for.
            FilterError: There is no such filter, or it takes no such value.
        """
        names = [name for name in options if name not in _EXPORT_OPTIONS]
        asked = asking.filters(
            {name: options.pop(name) for name in names}, asking.OF_INCIDENTS, "export"
        )
        target = Path(path)
        part = target.with_name(f"{target.name}.part")
        try:
            with part.open("wb") as out:
                count = self._exporter(self._record, format, out, options | {"filters": asked})
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return count

    def close(self) -> None:
        """Let go of the database."""
        self._record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"vitne.open({self.name!r})"

    def _repr_html_(self) -> str:
        from vitne.notebooks import markup  # noqa: PLC0415 - only where it is shown

        with self._record.reading() as connection:
            return markup.output(*views.record(connection, self.name, self._words))

    def _list(
        self,
        view: View[Any],
        read: lists.Reader[Any],
        limit: int | None,
        asked: Filters,
        count: Callable[[sa.Connection, Filters], int] | None = None,
    ) -> Listing[Any]:
        if limit is not None and limit < 0:
            raise FilterError(f"limit: {limit!r} is no number of rows")

        def rows(most: int | None) -> Iterator[Any]:
            fewest = min(_MOST if most is None else most, _MOST if limit is None else limit)
            with self._record.reading() as connection:
                yield from read(connection, None if fewest == _MOST else fewest)

        def hints() -> list[str]:
            with self._record.reading() as connection:
                return unknown(connection, asked)

        def many() -> int:
            assert count is not None  # noqa: S101 - asked only where it is
            with self._record.reading() as connection:
                return min(count(connection, asked), _MOST if limit is None else limit)

        return Listing(view, rows, self._words, hints=hints, count=many if count else None)


def open_record(target: str | PathLike[str], exporter: Exporter, *, interface: str) -> Record:
    """Open a record that is there.

    Raises:
        RecordError: There is no record, it is something else, or it cannot be used.
    """
    return Record(Database.open(str(target)), exporter, interface)
