"""What every page function is given: the request, the record at one moment, the reader's choices."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse

from vitne.api.access import access_of
from vitne.api.people import csrf, person, visitor
from vitne.record.reviews import Reviews
from vitne.web.preferences import THEME, WORLDVIEW, keep, locale_of
from vitne.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from vitne.api.roles import Visitor
    from vitne.record.database import Record
    from vitne.web.assets import Assets


class Reader:
    """Who looks, and what they chose for all pages.

    `locale` is the language of the interface, `theme` auto, light or dark, `worldview` defacto or
    recognised. `person` is who is signed in and may judge; None for a reader.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.record: Record = request.app.state.record
        self.assets: Assets = request.app.state.assets
        self.locale = locale_of(request)
        self.theme = THEME.of(request) or THEME.values[0]
        self.worldview = WORLDVIEW.of(request) or WORLDVIEW.values[0]
        self.wording: Wording = wording(self.locale)

    @cached_property
    def person(self) -> str | None:
        """Who is signed in and may judge, as the API has it."""
        return person(self.request)

    @cached_property
    def visitor(self) -> Visitor | None:
        """Who is signed in, whatever they may do."""
        return visitor(self.request)

    @cached_property
    def judging(self) -> bool:
        """Whether anybody may judge here."""
        return access_of(self.request).judging

    @cached_property
    def csrf(self) -> str:
        """What forms of whoever is signed in must carry; empty for a reader."""
        return csrf(self.request)

    def here(self, **changed: str) -> str:
        """The address of this page with other query parameters: `view.here(lang="nb")`."""
        return f"{self.request.url.path}?{self.request.url.include_query_params(**changed).query}"


class View(Reader):
    """One look at the record: `connection` sees it at one moment, while the page is made."""

    def __init__(self, request: Request, connection: sa.Connection) -> None:
        super().__init__(request)
        self.connection = connection

    @cached_property
    def reviews(self) -> Reviews:
        """The judgements that stand."""
        return Reviews.load(self.connection)


def look(request: Request) -> Iterator[View]:
    """Open the record for one page."""
    with request.app.state.record.reading() as connection:
        yield View(request, connection)


ViewDep = Annotated[View, Depends(look)]
ReaderDep = Annotated[Reader, Depends(Reader)]


def page(view: Reader, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Make a page of a template; it knows `view` besides what is handed in."""
    made = view.request.app.state.templates[view.locale].get_template(template)
    response = HTMLResponse(made.render(view=view, **context), status_code=status)
    response.headers["cache-control"] = "private, no-cache"
    response.headers["content-language"] = view.locale
    response.headers["vary"] = "cookie, accept-language"
    keep(view.request, response)
    return response
