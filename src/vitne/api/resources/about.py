"""What is served, how figures are made, and what changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from vitne.api import shapes
from vitne.api.access import access_of
from vitne.api.cursors import Changed, decode, encode
from vitne.api.pages import (
    About,
    Changes,
    Method,
    MethodPage,
    Methods,
    Renewed,
    Rule,
)
from vitne.api.parameters import LIMIT
from vitne.api.problems import ProblemError
from vitne.claims.assemble import reader
from vitne.incidents import rules
from vitne.incidents.decisions import grades
from vitne.incidents.profiles import Profile
from vitne.incidents.profiles import profiles as methods_that_are
from vitne.record import custody
from vitne.record.changes import judged_since, new_reports_after, renewals
from vitne.record.versions import revisions_after

if TYPE_CHECKING:
    from vitne.api.looking import Look
    from vitne.record.changes import Renewal

RESOURCES = (
    "incidents", "claims", "articles", "voices", "actors", "judgements", "facets", "places",
    "timeline", "exports", "revisions", "profiles", "method",
)  # fmt: skip
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def about(look: Look) -> About:
    """What is served."""
    columns = look.panorama.columns
    base = look.request.scope.get("root_path", "")
    return About(
        software=custody.tool(),
        reader=reader(),
        articles=len(columns.articles.ids),
        claims=len(columns.claims.ids),
        incidents=len(columns.incidents.ids),
        judging=access_of(look.request).judging,
        moment=look.panorama.moment,
        resources={name: f"{base}/{name}" for name in RESOURCES},
    )


def profiles(look: Look) -> Methods:
    """The published methods of reconciling."""
    del look
    return Methods(items=[_method(one) for one in methods_that_are().values()])


def profile(look: Look) -> Method:
    """One published method."""
    found = methods_that_are().get(look.path("profile"))
    if found is None:
        raise ProblemError(404, f"There are {', '.join(methods_that_are())}.")
    return _method(found)


def method(look: Look) -> MethodPage:
    """How estimates are made: the codes that stand on them."""
    del look
    return MethodPage(
        rules=[Rule(code=one.value, says=one.sentence) for one in rules.Rule],
        grades=grades(),
        profiles=list(methods_that_are()),
    )


def changes(look: Look) -> Changes:
    """What changed in the record since a time."""
    place, limit = _place(look), look.asked.number("limit", LIMIT)
    since, connection = place.since, look.connection
    lists = (
        new_reports_after(connection, since, place.articles),
        revisions_after(connection, since, place.revisions),
        renewals(connection, since, after=place.incidents),
        judged_since(connection, since, after=place.judgements),
    )
    told: list[list[Any]] = [list(islice(some, limit + 1)) for some in lists]
    complete = all(len(some) <= limit for some in told)
    fresh, changed, renewed, judged = (some[:limit] for some in told)
    if fresh:
        last = fresh[-1]
        place = replace(place, articles=(last.captured_at, last.file, last.article))
    if changed:
        place = replace(place, revisions=changed[-1][0])
    if renewed:
        place = replace(place, incidents=renewed[-1].incident.id)
    if judged:
        place = replace(place, judgements=judged[-1].id)
    return Changes(
        since=since,
        articles=fresh,
        revisions=[shapes.revision(one) for _, one in changed],
        incidents=list(map(_renewed, renewed)),
        judgements=judged,
        complete=complete,
        next=None if complete else look.following(encode(place)),
    )


def _place(look: Look) -> Changed:
    """Where what changed is told from: the time that is asked for, or the place of a cursor."""
    since, after = _time(look.asked.one("since")), look.asked.one("after")
    return Changed("revisions", since) if after is None else decode(after, Changed, "revisions")


def _renewed(one: Renewal) -> Renewed:
    return Renewed(
        incident=shapes.incident(one.incident, profile="full"),
        before=one.before,
        arrivals=one.arrivals,
        judgements=one.judgements,
    )


def _method(one: Profile) -> Method:
    told = msgspec.to_builtins(one)
    return Method(
        id=told.pop("id"),
        title=told.pop("title"),
        warning=told.pop("warning"),
        cites=told.pop("cites"),
        rules=told,
    )


def _time(text: str | None) -> str:
    """A time in UTC, to the second, of a time, a day, or how long ago.

    Raises:
        ProblemError: It is none, or there is none.
    """
    if text is None:
        raise ProblemError(422, "since: say since when", name="since")
    now = datetime.now(UTC)
    try:
        if text[-1] in _UNITS:
            when = now - int(text[:-1]) * _UNITS[text[-1]]
        else:
            when = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ProblemError(422, f"since: {text!r} is no time", name="since") from None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
