"""Judgements: read by anybody, made by who has the token."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI looks at it
from starlette.responses import Response

from vitne.api.access import access_of
from vitne.api.cursors import Counted, decode, encode
from vitne.api.deciding import Decision, Undoing, judgement
from vitne.api.judging import decide
from vitne.api.pages import JudgementPage
from vitne.api.parameters import LIMIT
from vitne.api.people import author_of, bearer, clean_name, visitor
from vitne.api.problems import ProblemError
from vitne.api.roles import Role
from vitne.errors import RecordError
from vitne.incidents.decisions import fault
from vitne.incidents.judged import undone
from vitne.model import Action, Judgement
from vitne.record.custody import Entry
from vitne.record.decided import of_claims
from vitne.record.schema import judged_claims
from vitne.record.schema import judgements as table

if TYPE_CHECKING:
    from vitne.api.looking import Look, Shown
    from vitne.api.roles import Visitor

T = TypeVar("T")

_JUDGEMENT = msgspec.json.Decoder(Judgement)
_DECISION = msgspec.json.Decoder(Decision, strict=True)
_UNDOING = msgspec.json.Decoder(Undoing, strict=True)


def judgements(look: Look) -> JudgementPage:
    """A page of judgements, the newest first."""
    wanted = _wanted(look)
    counted = sa.select(sa.func.count()).select_from(table).where(*wanted)
    query = sa.select(table.c.position, table.c.body_json).where(*wanted)
    if (after := look.asked.one("after")) is not None:
        query = query.where(table.c.position < decode(after, Counted, "judgements").count)
    limit = look.asked.number("limit", LIMIT)
    rows = look.connection.execute(query.order_by(table.c.position.desc()).limit(limit + 1)).all()
    items = [_JUDGEMENT.decode(row.body_json) for row in rows[:limit]]
    about = {claim for one in items for claim in one.claims}
    gone = undone(of_claims(look.connection, about)) if about else {}
    more = rows[limit - 1].position if len(rows) > limit else None
    return JudgementPage(
        items=items,
        undone={one.id: gone[one.id] for one in items if one.id in gone},
        total=int(look.connection.execute(counted).scalar_one()),
        next=None if more is None else look.following(encode(Counted("judgements", more, ""))),
    )


def one_judgement(look: Look) -> Judgement:
    """One judgement."""
    query = sa.select(table.c.body_json).where(table.c.id == look.path("judgement"))
    body = look.connection.execute(query).scalar()
    if body is None:
        raise ProblemError(404, "There is no such judgement.")
    return _JUDGEMENT.decode(body)


async def judge(request: Request) -> Response:
    """Keep a judgement, and put it into force."""
    who = await run_in_threadpool(_allowed, request)
    sent = await _body(request, _DECISION)
    author = _author(request, who, sent.author)
    return await _kept(request, judgement(sent, author=author, at=_now()))


async def undo(request: Request) -> Response:
    """Take a judgement back."""
    who = await run_in_threadpool(_allowed, request)
    sent = await _body(request, _UNDOING)
    author = _author(request, who, sent.author)
    one = Judgement(
        "", _now(), author, Action.UNDO, reason=sent.reason, undoes=request.path_params["judgement"]
    )
    return await _kept(request, one)


def _wanted(look: Look) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if (author := look.asked.one("author")) is not None:
        found.append(table.c.author == author)
    if (claim := look.asked.one("claim")) is not None:
        on = sa.select(judged_claims.c.judgement).where(judged_claims.c.claim == claim)
        found.append(table.c.id.in_(on))
    return found


def _allowed(request: Request) -> Visitor:
    """Whoever asks, who has shown a token and may judge.

    Raises:
        ProblemError: Nobody may judge here, the token is missing or wrong, or is one for looking.
        TooManyError: Wrong tokens were tried too often.
    """
    access = access_of(request)
    if not access.judging:
        raise ProblemError(403, "This server is read only: it was started without a token.")
    if bearer(request) is None:
        raise ProblemError(401, "A token is needed.", www_authenticate='Bearer realm="vitne"')
    found = visitor(request)
    if found is None:
        raise ProblemError(
            401, "Not the token.", www_authenticate='Bearer realm="vitne", error="invalid_token"'
        )
    if not found.role.may(Role.JUDGE):
        refused = Entry("refused", f"{request.method} {request.url.path}", note="may only look")
        access.note(request, refused, operator=found.name)
        raise ProblemError(403, f"{found.name} may look, and not judge.")
    return found


async def _body(request: Request, decoder: msgspec.json.Decoder[T]) -> T:
    """What was sent.

    Raises:
        ProblemError: It is no JSON of this shape.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ProblemError(415, "A judgement is sent as application/json.")
    try:
        return decoder.decode(await request.body())
    except msgspec.ValidationError as error:
        raise ProblemError(422, str(error)) from None
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise ProblemError(400, "The body is no JSON.") from None


def _author(request: Request, who: Visitor, named: str | None) -> str:
    """The name that a judgement is signed with: of whoever the token is, else the one that is said."""
    found = clean_name(named or author_of(request) or who.name)
    if found is None:
        raise ProblemError(
            422, "Say who judges: X-Vitne-Author, or `author` in the body.", name="author"
        )
    if not who.is_shared and found != who.name:
        raise ProblemError(403, f"This token is that of {who.name}.", name="author")
    return found


async def _kept(request: Request, one: Judgement) -> Response:
    if one.action is not Action.UNDO and (wrong := fault(one)) is not None:
        raise ProblemError(422, wrong)
    shown: Shown = request.app.state.shown
    try:
        kept = await run_in_threadpool(decide, shown.record, one, at=one.at)
    except RecordError as error:
        raise ProblemError(_status(error), str(error)) from error
    access = access_of(request)
    entry = Entry(f"judged: {kept.action}", kept.id)
    await run_in_threadpool(access.note, request, entry, operator=kept.author)
    where = f"{request.scope.get('root_path', '')}/judgements/{kept.id}"
    body: bytes = msgspec.json.encode(kept)
    return Response(body, 201, {"location": where}, media_type="application/json")


def _status(error: RecordError) -> int:
    """A database that cannot be written to is a fault of the server, all else one of the asker."""
    told: Any = error.__cause__
    if isinstance(told, sa.exc.DBAPIError):
        return 503
    return 404 if str(error).startswith("there is no judgement") else 409


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
