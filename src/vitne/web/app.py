"""Puts the web page together: the API, the pages, the files they load, and what guards them."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response

from vitne.api.access import Access
from vitne.api.app import PREFIX, router
from vitne.api.gate import Gate
from vitne.api.private import Private
from vitne.api.rates import Brake
from vitne.web import faults
from vitne.web.assets import Assets
from vitne.web.pages import (
    actors,
    article,
    exporting,
    incident,
    judgements,
    method,
    overview,
    people,
    review,
    signing,
    voices,
)
from vitne.web.rendering import environments
from vitne.web.security import Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from vitne.api.settings import Settings
    from vitne.record.database import Record

PAGES = (
    overview, incident, article, actors, voices, review, judgements, signing, people, method, exporting,
)  # fmt: skip

_AT_ONCE = 6  # requests, in one process


def build(record: Record, settings: Settings, *, clock: Callable[[], float] = time.time) -> FastAPI:
    """The application that shows a record.

    Args:
        record: What is shown; it stays open as long as the application runs.
        settings: Who may ask, and what they may do (`vitne.api.settings`).
        clock: Seconds since 1970, by which tokens expire and sign-ins end.
    """
    app = FastAPI(
        title="vitne", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan
    )
    assets = Assets.load()
    app.state.record = record
    app.state.settings = settings
    app.state.access = access = Access(record, settings, clock)
    app.state.assets = assets
    app.state.templates = environments(assets)
    app.include_router(router(record, access), prefix=PREFIX)
    for page in PAGES:
        app.include_router(page.router)
    _add_files(app, assets)
    faults.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    if settings.private:
        app.add_middleware(Private, strange=faults.strange, busy=faults.busy)
    if settings.limited:
        app.add_middleware(Brake, rates=access.rates, answer=faults.busy)
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Guard)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Let few requests be worked on at once, in the order in which they came.

    They share one interpreter: twenty at once are each as slow as all together, and each holds a
    connection with its cache.
    """
    current_default_thread_limiter().total_tokens = _AT_ONCE
    yield


def _add_files(app: FastAPI, assets: Assets) -> None:
    @app.get("/static/{digest}/{name:path}", include_in_schema=False)
    def _file(request: Request, digest: str, name: str) -> Response:
        found = assets.respond(request, digest, name)
        if found is None:
            raise HTTPException(404)
        return found

    @app.get("/favicon.ico", include_in_schema=False)
    def _icon() -> Response:
        return RedirectResponse(assets.url("icon.svg"), status_code=301)
