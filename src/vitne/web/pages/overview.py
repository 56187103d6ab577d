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
from vitne.web.meant import meant

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_PERIOD = "period"


class Overview(msgspec.Struct, frozen=True):
    """What the overview shows of a choice.

    `meant` has for an incident how it is meant, where that is anything but that it was so.
    """

    choice: Choice
    page: Page
    incidents: list[Incident]
    facets: list[Facet]
    scopes: Facet
    left_open: Facet
    meant: Mapping[str, tuple[str, ...]]
    timeline: Timeline
    bars: Bars
    more: str | None

    @property
    def incident_count(self) -> int:
        """How many single happenings are chosen."""
        return self.page.total - self.period_count

    @property
    def period_count(self) -> int:
        """How many tolls of a period are chosen; they are no incidents."""
        held = {one.value: one.count for one in self.scopes.values}
        only = self.choice.scope
        return held.get(_PERIOD, 0) if _PERIOD in only or not only else 0

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
        left_open=panorama.facet("left_open", choice),
        meant=meant(view.connection, found.ids),
        timeline=timeline,
        bars=bars(timeline, choice),
        more=more if more in SHOWN else None,
    )
