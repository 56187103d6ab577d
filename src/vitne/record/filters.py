"""What a person looks for in a record, as conditions on its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.record.countries import country_code
from vitne.record.names import among, find, near
from vitne.record.reviews import Reviews
from vitne.record.schema import (
    account_claims,
    articles,
    claim_actors,
    claims,
    incident_accounts,
    incident_voices,
    incidents,
)
from vitne.record.search import claims_with
from vitne.record.texts import key, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

Condition = sa.ColumnElement[bool]
_PARTIES = (("agent", "agent"), ("target", "target"), ("side", "side"), ("actor", None))


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What claims or incidents must be like; None asks for nothing.

    Names are those of the record, in English; case and accents do not count, and `*` stands for any
    letters. `place` is the name of a place, the name of a country or its code (ISO 3166 alpha-3).
    `earliest` and `latest` are ISO days: what may have happened within them is found. `actor` is an
    agent, a target, or the side whose people were harmed. `event_type` is a type of
    PLOVER or a sub-event type of ACLED. `text` are words in any form, or phrases
    in quotation marks. `review` is a state of `vitne.record.reviews`. `incident` is a whole id.

    Of an incident, place, period, event type, voice, grade and scope are its own; all else must
    hold for one of its claims.
    """

    place: str | None = None
    earliest: str | None = None
    latest: str | None = None
    actor: str | None = None
    agent: str | None = None
    target: str | None = None
    side: str | None = None
    voice: str | None = None
    outlet: str | None = None
    language: str | None = None
    kind: str | None = None
    event_type: str | None = None
    modality: str | None = None
    measure: str | None = None
    grade: str | None = None
    review: str | None = None
    text: str | None = None
    file: str | None = None
    incident: str | None = None
    scope: str | None = None


class Conditions:
    """Makes conditions of filters, for one moment of a record."""

    def __init__(self, connection: sa.Connection, filters: Filters, reviews: Reviews) -> None:
        self._connection = connection
        self._filters = sound(filters)
        self._reviews = reviews

    def of_claims(self) -> list[Condition]:
        """What must hold for a row of `claims` with that of its article."""
        asked = self._filters
        found = [*self._told(), *self._of(claims, asked)]
        if asked.voice is not None:
            found.append(self._voice(asked.voice))
        if asked.incident is not None:
            found.append(
                claims.c.id.in_(_claims_of(incident_accounts.c.incident == asked.incident))
            )
        if asked.grade is not None:
            graded = self._among(incident_accounts.c.incident, self._graded(asked.grade))
            found.append(claims.c.id.in_(_claims_of(graded)))
        if asked.scope is not None:
            found.append(claims.c.id.in_(_claims_of(incidents.c.scope == asked.scope)))
        return found

    def of_incidents(self) -> list[Condition]:
        """What must hold for a row of `incidents`."""
        asked = self._filters
        found = list(self._of(incidents, asked))
        if told := list(self._told()):
            found.append(incidents.c.id.in_(_incidents_of(told)))
        if asked.voice is not None:
            heard = self._named(incident_voices.c.voice, asked.voice)
            found.append(incidents.c.id.in_(sa.select(incident_voices.c.incident).where(heard)))
        if asked.incident is not None:
            found.append(incidents.c.id == asked.incident)
        if asked.grade is not None:
            found.append(self._among(incidents.c.id, self._graded(asked.grade)))
        if asked.scope is not None:
            found.append(incidents.c.scope == asked.scope)
        return found

    def _told(self) -> Iterator[Condition]:
        """What only claims have, and the articles that make them."""
        asked = self._filters
        for name, column in (("kind", claims.c.kind), ("modality", claims.c.modality),
                             ("measure", claims.c.measure)):  # fmt: skip
            if (value := getattr(asked, name)) is not None:
                yield column == value.casefold()
        for name, role in _PARTIES:
            if (value := getattr(asked, name)) is not None:
                yield self._party(value, role)
        if asked.outlet is not None:
            yield self._named(articles.c.outlet, asked.outlet)
        if asked.language is not None:
            yield _in_language(asked.language)
        if asked.text is not None:
            yield claims.c.id.in_(claims_with(self._connection, asked.text))
        if asked.file is not None:
            yield articles.c.file == key(asked.file)
        if asked.review is not None:
            yield self._review(asked.review)

    def _of(self, table: sa.Table, asked: Filters) -> Iterator[Condition]:
        """What claims and incidents both have."""
        if asked.place is not None:
            yield self._place(table, asked.place)
        if asked.latest is not None:
            yield table.c.earliest <= asked.latest
        if asked.earliest is not None:
            yield table.c.latest >= asked.earliest
        if asked.event_type is not None:
            acled = sa.func.lower(table.c.sub_event) == asked.event_type.lower()
            yield sa.or_(table.c.event_type == asked.event_type.upper(), acled)

    def _place(self, table: sa.Table, wanted: str) -> Condition:
        code = country_code(wanted)
        return table.c.country == code if code else self._named(table.c.place, wanted)

    def _party(self, wanted: str, role: str | None) -> Condition:
        named = sa.select(claim_actors.c.claim).where(self._named(claim_actors.c.actor, wanted))
        return claims.c.id.in_(named if role is None else named.where(claim_actors.c.role == role))

    def _voice(self, wanted: str) -> Condition:
        """A claim without an attribution is the outlet's own."""
        said = self._named(claims.c.voice, wanted)
        outlets = find(self._connection, articles.c.outlet, wanted)
        if not outlets:
            return said
        own = self._among(articles.c.outlet, outlets)
        return sa.or_(said, sa.and_(claims.c.voice.is_(None), own))

    def _review(self, state: str) -> Condition:
        if state == Reviews.OPEN:
            return sa.not_(self._among(claims.c.id, self._reviews.reviewed()))
        return self._among(claims.c.id, self._reviews.in_state(state))

    def _graded(self, grade: str) -> set[str]:
        """The incidents of a grade."""
        return self._reviews.graded(self._connection, grade)

    def _named(self, column: sa.Column[Any], wanted: str) -> Condition:
        return self._among(column, find(self._connection, column, wanted))

    def _among(self, column: sa.Column[Any], values: Any) -> Condition:
        return among(self._connection, column, values)


def unknown(connection: sa.Connection, filters: Filters) -> list[str]:
    """What is to be said of names that stand nowhere in a record, with names like them."""
    columns: tuple[tuple[str, sa.Column[Any]], ...] = (
        ("place", claims.c.place), ("actor", claim_actors.c.actor),
        ("agent", claim_actors.c.actor), ("target", claim_actors.c.actor),
        ("side", claim_actors.c.actor), ("outlet", articles.c.outlet),
    )  # fmt: skip
    told = [_unknown(connection, name, getattr(filters, name), column) for name, column in columns]
    if filters.voice is not None and not find(connection, articles.c.outlet, filters.voice):
        told.append(_unknown(connection, "voice", filters.voice, claims.c.voice))
    return [one for one in told if one is not None]


def _unknown(
    connection: sa.Connection, name: str, wanted: str | None, column: sa.Column[Any]
) -> str | None:
    if wanted is None or (name == "place" and country_code(wanted)):
        return None
    if find(connection, column, wanted):
        return None
    like = near(connection, column, wanted)
    hint = f"; there are {', '.join(like)}" if like else ""
    return f"the record knows no {name} {wanted!r}{hint}"


def _in_language(wanted: str) -> Condition:
    """A language with all that is a kind of it: "no" finds "no" and "no-NO"."""
    code = sa.func.lower(articles.c.language)
    return sa.or_(code == wanted.lower(), code.startswith(f"{wanted.lower()}-", autoescape=True))


def _claims_of(condition: Condition) -> sa.Select[Any]:
    """The claims of incidents for which something holds."""
    joined = account_claims.join(
        incident_accounts, incident_accounts.c.account == account_claims.c.account
    ).join(incidents, incidents.c.id == incident_accounts.c.incident)
    return sa.select(account_claims.c.claim).select_from(joined).where(condition)


def _incidents_of(conditions: list[Condition]) -> sa.Select[Any]:
    """The incidents that have a claim for which all of some conditions hold."""
    joined = (
        account_claims.join(
            incident_accounts, incident_accounts.c.account == account_claims.c.account
        )
        .join(claims, claims.c.id == account_claims.c.claim)
        .join(articles, articles.c.id == claims.c.article)
    )
    return sa.select(incident_accounts.c.incident).select_from(joined).where(*conditions)
