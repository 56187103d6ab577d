"""The one shape in which the API says what went wrong: problem details (RFC 9457)."""

from __future__ import annotations

import http
import logging
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from vitne.api.choice import ChoiceError
from vitne.api.cursors import CursorError
from vitne.api.rates import TooManyError
from vitne.errors import ExportError, RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("vitne.api")


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong with a request; `name` is the parameter or the field that is wrong."""

    title: str
    status: int
    detail: str = ""
    name: str | None = None
    type: str = "about:blank"


class ProblemError(Exception):
    """A request that cannot be answered, with the status it is to have."""

    def __init__(
        self, status: int, detail: str, *, name: str | None = None, **headers: str
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.name = name
        self.headers = {key.replace("_", "-"): value for key, value in headers.items()}


def problem(
    status: int, detail: str = "", *, name: str | None = None, headers: Mapping[str, str] = {}
) -> Response:
    """The answer that says what went wrong."""
    told = Problem(title=_title(status), status=status, detail=detail, name=name)
    body = msgspec.json.encode(msgspec.to_builtins(told) | {"type": told.type})
    return Response(body, status, {"cache-control": "no-store", **headers}, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer all that goes wrong in an application with problem details."""
    app.add_exception_handler(ProblemError, _answered)
    app.add_exception_handler(ChoiceError, _answered)
    app.add_exception_handler(CursorError, _answered)
    app.add_exception_handler(TooManyError, _answered)
    app.add_exception_handler(ExportError, _answered)
    app.add_exception_handler(RecordError, _answered)
    app.add_exception_handler(HTTPException, _answered)
    app.add_exception_handler(Exception, _answered)


def _answered(_: Request, error: Exception) -> Response:
    match error:
        case ProblemError():
            return problem(error.status, error.detail, name=error.name, headers=error.headers)
        case ChoiceError():
            return problem(422, str(error), name=error.name)
        case CursorError():
            return problem(422, str(error), name="after")
        case TooManyError():
            return problem(429, str(error), headers={"retry-after": str(error.wait)})
        case ExportError():
            return problem(422, str(error))
        case RecordError():
            _LOG.warning("%s", error)
            return problem(503, str(error), headers={"retry-after": "5"})
        case HTTPException():
            detail = "" if error.detail == _title(error.status_code) else error.detail
            return problem(error.status_code, detail, headers=error.headers or {})
        case _:
            return problem(500, "This is a fault of vitne; the log of the server has more.")


def _title(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def schema() -> dict[str, Any]:
    """The JSON Schema of problem details."""
    return {
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "name": {"type": "string", "description": "The parameter or field that is wrong."},
        },
    }
