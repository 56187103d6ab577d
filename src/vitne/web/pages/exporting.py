"""Taking incidents along: in which format, how finely, as a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response  # noqa: TC002 - FastAPI looks at it

from vitne.api.choice import Choice, ChoiceError
from vitne.api.resources.exports import chosen, note, send
from vitne.api.watch import watch
from vitne.errors import ExportError
from vitne.exports.export import Wish
from vitne.exports.format import formats
from vitne.exports.policy import Policy
from vitne.incidents.profiles import profiles
from vitne.model import Level
from vitne.record.filters import Filters
from vitne.record.queries import fetch_incidents
from vitne.web.context import View, ViewDep, page

router = APIRouter()

_LONGEST = 64
_ALONE = ("report",)  # formats of one incident

Ceiling = Literal["town", "adm2", "adm1", "country"]


@router.get("/export")
def exporting(  # noqa: PLR0913 - one parameter a field of the form
    view: ViewDep,
    form: Annotated[str | None, Query(alias="format", max_length=_LONGEST)] = None,
    incident: Annotated[str | None, Query(max_length=_LONGEST)] = None,
    profile: Annotated[str, Query(max_length=_LONGEST)] = "",
    ceiling: Ceiling = "town",
    redact: Annotated[str, Query(max_length=_LONGEST)] = "",
    hxl: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """The file in a format; where none is named, the page on which to choose it."""
    filters, told = _filters(view, incident)
    if form is None:
        return page(view, "exporting.html", told=told, formats=_formats(incident))
    found = formats().get(form)
    if found is None:
        raise HTTPException(404)
    if profile and profile not in profiles():
        raise HTTPException(422, f"profile: none of {', '.join(profiles())}")
    embargo = view.request.app.state.settings.embargo_days
    wish = Wish(
        filters=filters,
        policy=Policy(ceiling=Level(ceiling), embargo_days=embargo, redact=bool(redact)),
        profile=None if found.fixed else profile or None,
        hxl=bool(hxl) and found.hxl,
        locale=view.locale,
    )
    try:
        answer = send(view.record, found, wish)
    except ExportError as error:
        raise HTTPException(422, str(error)) from error
    note(view.request, found)
    return answer


def _filters(view: View, incident: str | None) -> tuple[Filters, dict[str, Any]]:
    """What is exported: one incident, or those chosen; with how many they are."""
    if incident is not None:
        found = fetch_incidents(view.connection, [incident])
        if not found:
            raise HTTPException(404)
        return Filters(incident=incident), {"incident": found[0], "total": 1, "pairs": []}
    try:
        choice = Choice.of(view.request.query_params.multi_items())
    except ChoiceError as error:
        raise HTTPException(422, str(error)) from error
    panorama = watch(view.record).now()
    total = panorama.page(choice, limit=0).total
    return chosen(panorama, choice), {"incident": None, "total": total, "pairs": choice.pairs()}


def _formats(incident: str | None) -> list[Any]:
    return [one for one in formats().values() if incident or one.name not in _ALONE]
