"""The overview: all incidents of a record by map, time, list and facets, in step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

from vitne.api.choice import Choice, ChoiceError
from vitne.api.cursors import CursorError
from vitne.api.watch import watch
from vitne.record.queries import fetch_incidents
from vitne.web.context import View, ViewDep, page
from vitne.web.drawing import Bars, bars

if TYPE_CHECKING:
    from vitne.api.answers import Facet, Page, Timeline
    from vitne.api.panorama import Panorama
    from vitne.model import Incident

router = APIRouter()

# What incidents are chosen by, in the order of the page; what is open at first stands in front.
SHOWN = (
    "sub_event", "country", "place", "actor", "voice", "outlet", "language", "modality",
    "method_grade", "grade", "review", "kind", "year",
)  # fmt: skip
_FEW, _MANY = 7, 60  # values of a facet at first, and when more are asked for
_ROWS = 50


class Overview(msgspec.Struct, frozen=True):
    """What the overview shows of a choice."""

    choice: Choice
    page: Page
    incidents: list[Incident]
    facets: list[Facet]
    scopes: Facet
    timeline: Timeline
    bars: Bars
    more: str | None

    def address(self, choice: Choice, **others: str) -> str:
        """The address of this page with another choice."""
        query = "&".join(filter(None, (choice.query(), *(f"{k}={v}" for k, v in others.items()))))
        return f"/?{query}" if query else "/"

    def toggled(self, facet: str, value: str) -> str:
        """The address with one value of a facet taken in or left out."""
        return self.address(self.choice.toggled(facet, value))

    def only(self, **bounds: Any) -> str:
        """The address with other bounds or another text."""
        return self.address(msgspec.structs.replace(self.choice, **bounds))


@router.get("/")
def overview(view: ViewDep) -> Response:
    """The whole page."""
    return page(view, "overview.html", told=_told(view))


@router.get("/overview")
def part(view: ViewDep) -> Response:
    """What changes of the page when something else is chosen."""
    return page(view, "_overview.html", told=_told(view))


def _told(view: View) -> Overview:
    asked = view.request.query_params
    try:
        choice = Choice.of(asked.multi_items())
        return _of(view, watch(view.record).now(), choice)
    except (ChoiceError, CursorError) as error:
        raise HTTPException(422, str(error)) from error


def _of(view: View, panorama: Panorama, choice: Choice) -> Overview:
    asked = view.request.query_params
    more = asked.get("more")
    found = panorama.page(choice, asked.get("after"), _ROWS)
    timeline = panorama.timeline(choice, zoom=True)
    facets = [panorama.facet(name, choice, most=_MANY if name == more else _FEW) for name in SHOWN]
    return Overview(
        choice=choice,
        page=found,
        incidents=fetch_incidents(view.connection, found.ids),
        facets=[one for one in facets if one.values],
        scopes=panorama.facet("scope", choice),
        timeline=timeline,
        bars=bars(timeline, choice),
        more=more if more in SHOWN else None,
    )
