"""What a person looks for in a record, as conditions on its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.record.countries import country_code
from vitne.record.names import among, find
from vitne.record.reviews import Reviews
from vitne.record.schema import (
    account_claims,
    articles,
    captures,
    claim_actors,
    claims,
    incident_accounts,
    incident_voices,
    incidents,
)
from vitne.record.search import claims_with
from vitne.record.texts import key, sound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Condition = sa.ColumnElement[bool]
_FEW = 2_000  # rows that are put in order sooner than a list is read for them
_PARTIES = (("agent", "agent"), ("target", "target"), ("side", "side"), ("actor", None))


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What claims or incidents must be like; None asks for nothing.

    Names are those of the record, in English; case and accents do not count, and `*` stands for any
    letters. `place` is the name of a place, the name of a country or its code (ISO 3166 alpha-3).
    `earliest` and `latest` are ISO days: what may have happened within them is found. `actor` is an
    agent, a target, or the side whose people were harmed. `event_type` is a type of
    PLOVER or a sub-event type of ACLED. `text` are words in any form, or phrases
    in quotation marks. `review` is a state of `vitne.record.reviews`. `incident` is a whole id;
    `incidents` are several: what is in any of them.

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
    incidents: tuple[str, ...] | None = None
    scope: str | None = None


class Conditions:
    """Makes conditions of filters, for one moment of a record.

    A list is read in its order until it is long enough. Where a condition holds for few rows only,
    it is better to find those by an index and to put them in order: then `rare` is true. So that
    SQLite, which knows no numbers of rows, does likewise, the indices of all other conditions are
    kept from it.
    """

    def __init__(self, connection: sa.Connection, filters: Filters, reviews: Reviews) -> None:
        self._connection = connection
        self._filters = sound(filters)
        self._reviews = reviews
        self.rare = False

    def of_claims(self) -> list[Condition]:
        """What must hold for a row of `claims` with that of its article."""
        asked = self._filters
        found = [*self._told(linked=False), *self._of(claims)]
        if asked.latest is not None:
            found.append(self.loose(claims.c.earliest) <= asked.latest)
        if asked.voice is not None:
            found.append(self._voice(asked.voice))
        if asked.incident is not None:
            found.append(self._in_incidents([asked.incident]))
        if asked.incidents is not None:
            found.append(self._in_incidents(asked.incidents))
        if asked.grade is not None:
            found.append(self._in_incidents(self._graded(asked.grade)))
        if asked.scope is not None:
            found.append(_in_scope(asked.scope))
        return found

    def of_incidents(self, *, whole: bool) -> list[Condition]:
        """What must hold for a row of `incidents`; `whole` where all of the list will be read."""
        asked = self._filters
        told = list(self._told(linked=True))
        found = list(self._of(incidents))
        if told:
            # Words are looked up once for all incidents: for each anew, common ones take minutes.
            few = whole or self.rare or asked.text is not None
            found.append(_told_in(told) if few else _told_of(told))
        if asked.latest is not None:
            found.append(incidents.c.earliest <= asked.latest)
        if asked.voice is not None:
            found.append(self._heard(asked.voice))
        if asked.incident is not None:
            found.append(incidents.c.id == asked.incident)
        if asked.incidents is not None:
            found.append(self._among(incidents.c.id, asked.incidents))
        if asked.grade is not None:
            found.append(self._among(incidents.c.id, self._graded(asked.grade)))
        if asked.scope is not None:
            found.append(self.loose(incidents.c.scope) == asked.scope)
        return found

    def loose(self, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
        """A column without its indices."""
        if self._connection.dialect.name != "sqlite":
            return column
        return sa.literal_column(f"+{column.table.name}.{column.name}", column.type)

    def _told(self, *, linked: bool) -> Iterator[Condition]:
        """What only claims have, and the articles that make them."""
        asked = self._filters
        yield from self._published()
        if asked.kind is not None:
            yield self._kind(asked.kind.casefold(), linked=linked)
        for name in ("modality", "measure"):
            if (value := getattr(asked, name)) is not None:
                yield self.loose(claims.c[name]) == value.casefold()
        for name, role in _PARTIES:
            if (value := getattr(asked, name)) is not None:
                yield self._party(value, role)
        if asked.text is not None:
            yield self._found(claims_with(self._connection, asked.text))
        if asked.review is not None:
            yield self._review(asked.review)

    def _published(self) -> Iterator[Condition]:
        """What articles have."""
        asked = self._filters
        if asked.outlet is not None:
            yield self._named(articles.c.outlet, asked.outlet)
        if asked.language is not None:
            yield in_language(asked.language)
        if asked.file is not None:
            self.rare = True
            file = captures.c.file == key(asked.file)
            yield articles.c.id.in_(sa.select(captures.c.article).where(file))

    def _of(self, table: sa.Table) -> Iterator[Condition]:
        """What claims and incidents both have."""
        asked = self._filters
        if asked.place is not None:
            code = country_code(asked.place)
            known = self.loose(table.c.country) == code
            yield known if code else self._named(table.c.place, asked.place)
        if asked.earliest is not None:
            yield table.c.latest >= asked.earliest
        if asked.event_type is not None:
            plover = self.loose(table.c.event_type) == asked.event_type.upper()
            yield sa.or_(plover, sa.func.lower(table.c.sub_event) == asked.event_type.lower())

    def _kind(self, kind: str, *, linked: bool) -> Condition:
        """A kind of claim; hardly any of some kinds are linked, such as threats."""
        query = sa.select(claims.c.id).where(claims.c.kind == kind)
        if linked:
            query = query.join(account_claims, account_claims.c.claim == claims.c.id)
        return (claims.c.kind if self._is_rare(query) else self.loose(claims.c.kind)) == kind

    def _party(self, wanted: str, role: str | None) -> Condition:
        table, column = claim_actors, claim_actors.c.actor
        values = find(self._connection, column, wanted)
        held = [] if role is None else [table.c.role == role]
        named = sa.select(table.c.claim).where(self._among(column, values), *held)
        if self._is_rare(named):
            return claims.c.id.in_(named)
        own = table.c.claim == claims.c.id
        return sa.exists().where(own, self._among(self.loose(column), values), *held)

    def _voice(self, wanted: str) -> Condition:
        """A claim without an attribution is the outlet's own."""
        names = find(self._connection, claims.c.voice, wanted)
        outlets = find(self._connection, articles.c.outlet, wanted)
        if not outlets:
            return self._one_of(claims.c.voice, names)
        said = sa.select(claims.c.id).where(self._among(claims.c.voice, names))
        own = (
            sa.select(claims.c.id)
            .join(articles, articles.c.id == claims.c.article)
            .where(claims.c.voice.is_(None), self._among(articles.c.outlet, outlets))
        )
        if self._is_rare(both := sa.union_all(said, own)):
            return claims.c.id.in_(both)
        voice, outlet = self.loose(claims.c.voice), self.loose(articles.c.outlet)
        outlets_own = sa.and_(voice.is_(None), self._among(outlet, outlets))
        return sa.or_(self._among(voice, names), outlets_own)

    def _heard(self, wanted: str) -> Condition:
        table, column = incident_voices, incident_voices.c.voice
        values = find(self._connection, column, wanted)
        heard = sa.select(table.c.incident).where(self._among(column, values))
        if self._is_rare(heard):
            return incidents.c.id.in_(heard)
        own = table.c.incident == incidents.c.id
        return sa.exists().where(own, self._among(self.loose(column), values))

    def _review(self, state: str) -> Condition:
        if state == Reviews.OPEN:
            reviewed = self._among(claims.c.id, self._reviews.reviewed())
            return sa.not_(reviewed)
        self.rare = True
        return self._among(claims.c.id, self._reviews.in_state(state))

    def _graded(self, grade: str) -> set[str]:
        """The incidents of a grade."""
        return self._reviews.graded(self._connection, grade)

    def _in_incidents(self, wanted: Collection[str]) -> Condition:
        """That a claim is in one of some incidents."""
        self.rare = True
        joined = account_claims.join(
            incident_accounts, incident_accounts.c.account == account_claims.c.account
        )
        query = sa.select(account_claims.c.claim).select_from(joined)
        return claims.c.id.in_(query.where(self._among(incident_accounts.c.incident, wanted)))

    def _named(self, column: sa.Column[Any], wanted: str) -> Condition:
        return self._one_of(column, find(self._connection, column, wanted))

    def _one_of(self, column: sa.Column[Any], values: Collection[str]) -> Condition:
        """That an indexed column holds one of some values."""
        by_index = self._among(column, values)
        if self._is_rare(sa.select(column).where(by_index)):
            return by_index
        return self._among(self.loose(column), values)

    def _found(self, ids: sa.Select[Any]) -> Condition:
        self._is_rare(ids)
        return claims.c.id.in_(ids)

    def _is_rare(self, query: sa.Select[Any] | sa.CompoundSelect[Any]) -> bool:
        """Whether a query gives few rows; it is not read further than that."""
        some = query.limit(_FEW + 1).subquery()
        count = self._connection.execute(sa.select(sa.func.count()).select_from(some)).scalar()
        few = (count or 0) <= _FEW
        self.rare = self.rare or few
        return few

    def _among(self, column: sa.ColumnElement[Any], values: Collection[str]) -> Condition:
        return among(self._connection, column, values)


def in_language(wanted: str) -> Condition:
    """A language with all that is a kind of it: "no" finds "no" and "no-NO"."""
    wanted = key(wanted)  # databases refuse a pattern without end
    code = sa.func.lower(articles.c.language)
    return sa.or_(code == wanted.lower(), code.startswith(f"{wanted.lower()}-", autoescape=True))


def _in_scope(scope: str) -> Condition:
    """That a claim is in an incident, or in a period."""
    joined = account_claims.join(
        incident_accounts, incident_accounts.c.account == account_claims.c.account
    ).join(incidents, incidents.c.id == incident_accounts.c.incident)
    own = account_claims.c.claim == claims.c.id
    return sa.exists().select_from(joined).where(own, incidents.c.scope == scope)


def _told_in(conditions: list[Condition]) -> Condition:
    """That an incident is among those with a claim for which all of some conditions hold."""
    found = sa.select(incident_accounts.c.incident).select_from(_CLAIMS_IN_INCIDENTS)
    return incidents.c.id.in_(found.where(*conditions))


def _told_of(conditions: list[Condition]) -> Condition:
    """The same, asked incident by incident."""
    own = incident_accounts.c.incident == incidents.c.id
    return sa.exists().select_from(_CLAIMS_IN_INCIDENTS).where(own, *conditions)


_CLAIMS_IN_INCIDENTS = (
    incident_accounts.join(account_claims, account_claims.c.account == incident_accounts.c.account)
    .join(claims, claims.c.id == account_claims.c.claim)
    .join(articles, articles.c.id == claims.c.article)
)
