"""The pages for what is not there, cannot be asked, or went wrong."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from vitne.api import app as api
from vitne.api.app import PREFIX
from vitne.api.people import visitor
from vitne.api.problems import problem
from vitne.api.rates import TooManyError
from vitne.errors import RecordError
from vitne.web.context import Reader
from vitne.web.forms import to_sign_in
from vitne.web.preferences import keep
from vitne.web.security import HEADERS

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

_LOG = logging.getLogger("vitne.web")
_KNOWN = (400, 401, 403, 404, 405, 409, 413, 422, 429, 503)


def install(app: FastAPI) -> None:
    """Answer every fault with a page; the API answers its own."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(RecordError, _unreadable)
    app.add_exception_handler(TooManyError, _waiting)
    app.add_exception_handler(Exception, _failed)


def fault(request: Request, status: int, detail: str = "") -> Response:
    """The page for one status; `detail` is what more can be said of it, in English."""
    with suppress(TooManyError):  # whoever must wait sees the page as anybody does
        visitor(request)
    reader = Reader(request)
    made = request.app.state.templates[reader.locale].get_template("error.html")
    known = status if status in _KNOWN else 500
    body = made.render(view=reader, status=known, detail=detail)
    response = HTMLResponse(body, status_code=status)
    response.headers["cache-control"] = "no-store"
    keep(request, response)
    return response


def busy(request: Request, error: TooManyError) -> Response:
    """The answer to whoever asks too often: a page, or problem details to programs."""
    if request.url.path.startswith(PREFIX):
        return api.busy(request, error)
    response = fault(request, 429, f"{error}.")
    response.headers["retry-after"] = str(error.wait)
    return response


def strange(request: Request) -> Response:
    """The answer to whoever is not known, where the record is private: they are led to sign in."""
    if request.url.path.startswith(PREFIX):
        return api.strange(request)
    return to_sign_in(request) if request.method == "GET" else fault(request, 401)


def _waiting(request: Request, error: Exception) -> Response:
    if not isinstance(error, TooManyError):
        raise error
    return busy(request, error)


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail = error.detail if error.detail not in ("Not Found", "Method Not Allowed") else ""
    response = fault(request, error.status_code, str(detail))
    response.headers.update(error.headers or {})
    return response


def _misunderstood(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    told = [f"{'.'.join(str(step) for step in one['loc'])}: {one['msg']}" for one in error.errors()]
    return fault(request, 422, "; ".join(told)[:1000])


def _unreadable(request: Request, error: Exception) -> Response:
    _LOG.warning("%s", error)
    return fault(request, 503, str(error))


def _failed(request: Request, error: Exception) -> Response:
    del error  # the server logs it whole
    if request.url.path.startswith(PREFIX):  # the API has no pages to answer with
        told = "The fault is ours, and has been written to the log of the server."
        response = problem(500, told)
    else:
        response = fault(request, 500)
    response.headers.update(HEADERS)  # this answer alone is given outside of what sets them
    return response
