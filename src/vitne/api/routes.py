"""Every resource of the API: its path, its parameters, what it answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.api import pages, shapes
from vitne.api.parameters import OF_ARTICLES, OF_INCIDENTS, PAGED
from vitne.api.resources import about, articles, exports, incidents, judgements, names, overview
from vitne.model import Judgement

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.api.looking import Look


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be read: where, with which parameters, and how it is made.

    `overview` is true where it is made of the panorama of all incidents too.
    """

    path: str
    tag: str
    make: Callable[[Look], Any]
    shape: Any
    parameters: tuple[str, ...] = ()
    overview: bool = False

    @property
    def name(self) -> str:
        """What the operation is called in clients that are made of the description."""
        return f"read_{self.make.__name__}"


def _list(
    name: str, make: Callable[[Look], Any], shape: Any, parameters: tuple[str, ...]
) -> Resource:
    return Resource(
        path=f"/{name}", tag=name, make=make, shape=shape, parameters=parameters, overview=True
    )


def resources() -> tuple[Resource, ...]:
    """All that can be read."""
    story = ("profile", "as_of")
    return (
        Resource(path="/", tag="about", make=about.about, shape=pages.About, overview=True),
        _list(
            "incidents", incidents.incidents, pages.IncidentPage, (*OF_INCIDENTS, "profile", *PAGED)
        ),
        Resource(
            path="/incidents/{incident}", tag="incidents", make=incidents.incident,
            shape=shapes.IncidentStory, parameters=story,
        ),
        Resource(
            path="/incidents/{incident}/claims", tag="incidents", make=incidents.claims_of,
            shape=pages.ClaimPage,
        ),
        _list("claims", incidents.claims, pages.ClaimPage, (*OF_INCIDENTS, *PAGED)),
        Resource(
            path="/claims/{claim}", tag="claims", make=incidents.claim, shape=shapes.ToldClaim
        ),
        _list("articles", articles.articles, pages.ArticlePage, (*OF_ARTICLES, *PAGED)),
        Resource(
            path="/articles/{article}", tag="articles", make=articles.article,
            shape=shapes.WholeArticle,
        ),
        _list("voices", names.voices, pages.VoicePage, (*OF_INCIDENTS, *PAGED)),
        Resource(
            path="/voices/{voice:path}", tag="voices", make=names.voice, shape=pages.WholeVoice,
            parameters=PAGED, overview=True,
        ),
        _list("actors", names.actors, pages.ActorPage, (*OF_INCIDENTS, *PAGED)),
        Resource(
            path="/actors/{actor:path}", tag="actors", make=names.actor, shape=pages.ListedActor,
            overview=True,
        ),
        Resource(
            path="/judgements", tag="judgements", make=judgements.judgements,
            shape=pages.JudgementPage, parameters=("author", "claim", *PAGED),
        ),
        Resource(
            path="/judgements/{judgement}", tag="judgements", make=judgements.one_judgement,
            shape=Judgement,
        ),
        _list("facets", overview.facets, pages.Facets, (*OF_INCIDENTS, "most")),
        _list("places", overview.places, pages.Spots, OF_INCIDENTS),
        _list("timeline", overview.timeline, pages.Overview, (*OF_INCIDENTS, "zoom")),
        Resource(
            path="/exports", tag="exports", make=exports.list_formats, shape=pages.ExportFormats
        ),
        Resource(
            path="/revisions", tag="revisions", make=about.changes, shape=pages.Changes,
            parameters=("since", *PAGED),
        ),
        Resource(path="/profiles", tag="method", make=about.profiles, shape=pages.Methods),
        Resource(path="/profiles/{profile}", tag="method", make=about.profile, shape=pages.Method),
        Resource(path="/method", tag="method", make=about.method, shape=pages.MethodPage),
    )  # fmt: skip
