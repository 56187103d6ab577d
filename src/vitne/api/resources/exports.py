"""Exports: the incidents chosen, in the formats of the field."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec
import numpy as np
from starlette.background import BackgroundTask
from starlette.requests import Request  # noqa: TC002 - FastAPI looks at it
from starlette.responses import Response, StreamingResponse

from vitne.api.access import access_of
from vitne.api.pages import ExportFormat, ExportFormats
from vitne.api.parameters import OF_INCIDENTS
from vitne.api.people import visitor
from vitne.api.problems import ProblemError
from vitne.api.watch import watch
from vitne.exports.export import Wish, export
from vitne.exports.format import formats
from vitne.exports.policy import Policy
from vitne.model import Level
from vitne.record.custody import Entry
from vitne.record.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.api.choice import Choice
    from vitne.api.looking import Look, Shown
    from vitne.api.panorama import Panorama
    from vitne.api.parameters import Asked
    from vitne.exports.format import Format
    from vitne.record.database import Record

NAMES = (*OF_INCIDENTS, "profile", "ceiling", "redact", "hxl")
_PIECE = 256 * 1024  # bytes
_IN_MEMORY = 8 * 1024 * 1024
_LONGEST_QUERY = 500  # characters of what was chosen that the log keeps


def list_formats(look: Look) -> ExportFormats:
    """The formats that there are."""
    base = look.request.scope.get("root_path", "")
    return ExportFormats(
        items=[
            ExportFormat(
                name=one.name,
                title=one.title,
                about=one.about,
                media_type=one.media_type,
                suffix=one.suffix,
                profile=one.profile,
                href=f"{base}/exports/{one.name}",
            )
            for one in formats().values()
        ]
    )


def download(request: Request) -> Response:
    """The incidents chosen as a file; it is made whole before any of it is sent."""
    shown: Shown = request.app.state.shown
    asked = shown.parameters.read(request, NAMES)
    form = formats().get(request.path_params["format"])
    if form is None:
        raise ProblemError(404, f"There are {', '.join(formats())}.")
    wish = Wish(
        filters=chosen(watch(shown.record).now(), asked.choice()),
        policy=_policy(asked, request.app.state.settings.embargo_days),
        profile=asked.one("profile"),
        hxl=asked.holds("hxl"),
    )
    answer = send(shown.record, form, wish)
    note(request, form)
    return answer


def note(request: Request, form: Format) -> None:
    """Write into the log that somebody took incidents along."""
    query = f"?{request.url.query}" if request.url.query else ""
    who = visitor(request)
    entry = Entry("exported", form.name + query[:_LONGEST_QUERY])
    access_of(request).note(request, entry, operator=who.name if who else "")


def send(record: Record, form: Format, wish: Wish) -> Response:
    """An export as a file to keep; it is made whole before any of it is sent.

    Raises:
        ExportError: It cannot be made so.
    """
    now = datetime.now(UTC)
    wish = msgspec.structs.replace(wish, today=now.date())
    made = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - sent later
    try:
        at = now.isoformat(timespec="seconds").replace("+00:00", "Z")
        export(record, form.name, made, wish, generated_at=at)
    except BaseException:
        made.close()
        raise
    headers = {
        "content-length": str(made.tell()),
        "content-disposition": f'attachment; filename="vitne-{form.name}{form.suffix}"',
        "cache-control": "no-store",
    }
    made.seek(0)
    return StreamingResponse(
        _pieces(made), headers=headers, media_type=form.media_type,
        background=BackgroundTask(made.close),
    )  # fmt: skip


def chosen(panorama: Panorama, choice: Choice) -> Filters:
    """The incidents that a choice lets through, as filters of the record."""
    if choice.is_everything:
        return Filters()
    ids = panorama.columns.incidents.ids
    rows = np.flatnonzero(panorama.chosen(choice).incidents()).tolist()
    return Filters(incidents=tuple(ids[row] for row in rows))


def _policy(asked: Asked, embargo: int) -> Policy:
    return Policy(
        ceiling=Level(asked.one("ceiling") or Level.TOWN),
        embargo_days=embargo,
        redact=asked.holds("redact"),
    )


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
