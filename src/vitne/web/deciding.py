"""Makes judgements of forms, puts them into force, and tells what they changed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from vitne.api.judging import decide
from vitne.errors import RecordError
from vitne.incidents.judged import corrected
from vitne.model import Action, Judgement
from vitne.record.decided import read_claims, standing
from vitne.record.ids import incident_id, incident_of
from vitne.record.queries import fetch_incidents
from vitne.web.correcting import FormError, changes
from vitne.web.flash import Done
from vitne.web.without import moves, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Claim, Incident
    from vitne.record.database import Record
    from vitne.web.flash import Move
    from vitne.web.forms import Sent

_LOOKED_AT = 2  # claims whose incidents are compared before and after
_TRIED = 50  # claims of an incident that are asked where they are now


def judge(record: Record, form: Sent, *, author: str, at: str) -> Done:
    """Decide what a form says, and tell what changed; where it makes no sense, why.

    Args:
        record: An open record.
        form: What was sent.
        author: Who is signed in.
        at: Now, UTC, ISO 8601.
    """
    try:
        made = _judgements(record, form, author=author, at=at)
    except (FormError, RecordError) as error:
        return Done(fault=str(error))
    about = _about(record, made[0]) if made else ()
    before = _incidents(record, about)
    kept: Judgement | None = None
    for one in made:
        try:
            kept = decide(record, one, at=at)
        except RecordError as error:
            return Done(fault=str(error), judgement=kept.id if kept else "")
    if kept is None:
        return Done(fault="nothing was changed in the form")
    after = _now(record, before, about) or _incidents(record, about)
    return Done(
        action=kept.action.value,
        judgement=kept.id,
        claim=about[0] if about else None,
        incident=after[0].id if after else None,
        moves=_moves(record, before, after, about),
    )


def _judgements(record: Record, form: Sent, *, author: str, at: str) -> list[Judgement]:
    told = form.one("action")
    if told not in tuple(Action):
        raise FormError(f"{told[:40]!r} is nothing that can be decided")
    action, claims = Action(told), tuple(dict.fromkeys(filter(None, form.every("claims"))))
    reason = form.one("reason")
    if action is Action.CORRECT and "field" not in form:
        claim = _claim(record, claims)
        return [
            Judgement(
                "", at, author, action, claims, field=one.field, value=one.value, reason=reason
            )
            for one in changes(claim, form)
        ]
    # One is chosen of those that are offered, or typed below them: either leaves the other empty.
    others = [one.strip() for one in form.every("with") if one.strip()]
    if action is Action.MERGE and others:
        claims = tuple(dict.fromkeys((*claims, _first_of(record, others[-1]))))
    return [
        Judgement(
            "", at, author, action, () if action is Action.UNDO else claims,
            field=form.one("field") or None,
            value=_value(action, form.one("value")),
            reason=reason,
            undoes=form.one("undoes") or None,
        )
    ]  # fmt: skip


def _claim(record: Record, claims: tuple[str, ...]) -> Claim:
    """The claim to be corrected, as it stands."""
    with record.reading() as connection:
        found = read_claims(connection, claims[:1])
        if len(claims) != 1 or claims[0] not in found:
            raise FormError("one claim of the record is corrected at a time")
        return corrected(found[claims[0]], standing(connection, about=claims))[0]


def _first_of(record: Record, told: str) -> str:
    """The first claim of an incident, by its id or its address, or that of a claim in it."""
    key = told.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
    with record.reading() as connection:
        (found,) = fetch_incidents(connection, [incident_id(connection, key)])
        return found.claims[0]


def _value(action: Action, text: str) -> Any:
    if action not in (Action.BEST, Action.GRADE, Action.ADMIRALTY, Action.NOTE, Action.CORRECT):
        return None
    if action is Action.BEST:
        bare = "".join(text.split())
        if not (bare.isascii() and bare.isdecimal() and len(bare) <= 19):
            raise FormError("a best figure is a whole number from 0")
        return int(bare)
    return text


def _about(record: Record, one: Judgement) -> tuple[str, ...]:
    """The claims whose incidents tell what a judgement changed."""
    if one.undoes is None:
        return one.claims[:_LOOKED_AT]
    with record.reading() as connection:
        for held in standing(connection):
            if held.id == one.undoes:
                return held.claims[:_LOOKED_AT]
    return ()


def _incidents(record: Record, about: tuple[str, ...]) -> list[Incident]:
    """The incidents that claims are in."""
    with record.reading() as connection:
        keys = dict.fromkeys(filter(None, (incident_of(connection, one) for one in about)))
        return fetch_incidents(connection, list(keys))


def _now(record: Record, before: Sequence[Incident], about: tuple[str, ...]) -> list[Incident]:
    """What became of incidents: the one in which a claim of each is now, those judged first.

    A claim that was rejected is in none; what tells of it then are the others of its incident.
    """
    found: list[Incident] = []
    with record.reading() as connection:
        for one in before:
            mine = [claim for claim in about if claim in one.claims]
            others = (claim for claim in one.claims if claim not in mine)
            keys = (incident_of(connection, claim) for claim in (*mine, *islice(others, _TRIED)))
            if key := next(filter(None, keys), None):
                found += fetch_incidents(connection, [key])
    return found


def _moves(
    record: Record, before: Sequence[Incident], after: Sequence[Incident], about: tuple[str, ...]
) -> tuple[Move, ...]:
    """The estimates that are others now.

    Claims that were in no incident, being rejected, moved those that they came back to: by as much
    as these are others without them.
    """
    found: dict[str, Move] = {}
    for one, other in zip(before, after, strict=False):
        for move in moves(one.estimates, other.estimates):
            found.setdefault(move.measure, move)
    if not before and after:
        with record.reading() as connection:
            was = without(connection, after[0], about)
        found = {move.measure: move for move in moves(was or {}, after[0].estimates)}
    return tuple(found.values())
