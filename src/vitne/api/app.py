"""The API as an application: /api/v1 of `vitne serve`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI
from starlette.requests import Request  # noqa: TC002 - FastAPI looks at it
from starlette.responses import Response
from starlette.routing import Mount

from vitne.api import description, problems
from vitne.api.access import Access
from vitne.api.gate import Gate
from vitne.api.heads import Heads
from vitne.api.looking import Shown, respond
from vitne.api.parameters import Parameters
from vitne.api.private import Private
from vitne.api.problems import problem
from vitne.api.rates import Brake
from vitne.api.resources import exports, judgements
from vitne.api.routes import Resource, resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.api.rates import TooManyError
    from vitne.api.settings import Settings
    from vitne.record.database import Record

PREFIX = "/api/v1"


def router(record: Record, access: Access) -> APIRouter:
    """What a web application includes under /api/v1; it answers its own faults.

    What stands before all of the web application, `Gate` and the others, stands before this too.

    `app.include_router(router(record, Access(record, settings)), prefix="/api/v1")`
    """
    return APIRouter(routes=[Mount("", app=_application(record, access))])


def build(record: Record, settings: Settings) -> FastAPI:
    """The application that answers for a record by itself, with all that guards it."""
    access = Access(record, settings)
    app = _application(record, access)
    if settings.private:
        app.add_middleware(Private, strange=strange, busy=busy)
    if settings.limited:
        app.add_middleware(Brake, rates=access.rates, answer=busy)
    app.add_middleware(Gate, settings=settings)
    return app


def strange(_: Request) -> Response:
    """The answer to whoever is not known, on a server that is private."""
    told = "This record is private: show a token."
    return problem(401, told, headers={"www-authenticate": 'Bearer realm="vitne"'})


def busy(_: Request, error: TooManyError) -> Response:
    """The answer to whoever asks too often."""
    return problem(429, str(error), headers={"retry-after": str(error.wait)})


def _application(record: Record, access: Access) -> FastAPI:
    app = FastAPI(
        title="vitne",
        version="1",
        summary="Who says what happened, where, when, to whom and how many, with the words.",
        description=description.TEXT,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.settings = access.settings
    app.state.access = access
    app.state.shown = Shown(record, Parameters())
    for resource in resources():
        _add(app, resource)
    _add_exports(app)
    _add_judging(app)
    problems.install(app)
    description.install(app)
    app.add_middleware(Heads)
    return app


def _add(app: FastAPI, resource: Resource) -> None:
    async def endpoint(request: Request) -> Response:
        shown: Shown = request.app.state.shown
        return await shown.apart(
            partial(
                respond,
                request,
                resource.parameters,
                resource.make,
                overview=resource.overview,
            )
        )

    about = (resource.make.__doc__ or "").strip().partition("\n")[0]
    _route(
        app, "GET", resource.path, endpoint,
        operation_id=resource.name,
        summary=about,
        tags=[resource.tag],
        responses=description.answers(resource),
        openapi_extra={"parameters": description.parameters(resource)},
    )  # fmt: skip


def _add_exports(app: FastAPI) -> None:
    _route(
        app, "GET", "/exports/{format}", exports.download,
        operation_id="read_export",
        summary="The incidents chosen, as a file in one of the formats.",
        tags=["exports"],
        responses=description.files(),
        openapi_extra={
            "parameters": [description.part("format"), *description.referred(exports.NAMES)]
        },
    )  # fmt: skip


def _add_judging(app: FastAPI) -> None:
    for path, endpoint, name, body in (
        ("/judgements", judgements.judge, "judge", "Decision"),
        ("/judgements/{judgement}/undo", judgements.undo, "undo", "Undoing"),
    ):
        _route(
            app, "POST", path, endpoint,
            operation_id=name,
            summary=(endpoint.__doc__ or "").strip(),
            tags=["judgements"],
            status_code=201,
            responses=description.judged(),
            openapi_extra=description.judging(path, body),
        )  # fmt: skip


def _route(app: FastAPI, method: str, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
    app.add_api_route(
        path, endpoint, methods=[method], response_class=Response, response_model=None, **more
    )
