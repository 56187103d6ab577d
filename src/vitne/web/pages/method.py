"""The pages that say how vitne decides, and how often it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from vitne.incidents.profiles import profiles
from vitne.web.context import ViewDep, page
from vitne.web.texts import document

if TYPE_CHECKING:
    from vitne.web.context import View

router = APIRouter()


@router.get("/method", response_class=HTMLResponse)
def method(view: ViewDep) -> HTMLResponse:
    """How a text becomes claims and claims become estimates; with the profiles and grades."""
    return _shown(view, "method.md")


@router.get("/quality", response_class=HTMLResponse)
def quality(view: ViewDep) -> HTMLResponse:
    """Scores by language on annotated articles, and real errors."""
    return _shown(view, "quality.md")


def _shown(view: View, name: str) -> HTMLResponse:
    return page(
        view,
        "method.html",
        document=document(name),
        name=name,
        methods=profiles() if name == "method.md" else {},
    )
