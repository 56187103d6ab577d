"""What pages look up: how each voice stands on each incident, acts by kind and by place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0003"
down_revision = "0002"

_LOT = 2_000  # incidents read at once
_WEIGHT = ("toll", "act", "part", "accusation", "denial", "other")

Voice = dict[str, Any]


def upgrade() -> None:
    """Make the table of voices anew, out of the incidents, and the indices."""
    op.drop_table("incident_voices")
    table = op.create_table(
        "incident_voices",
        sa.Column("incident", sa.String(16), nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("vouches", sa.Text, nullable=False),
        sa.Column("stake", sa.Text),
        sa.Column("alone", sa.Boolean, nullable=False),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("contradicted", sa.Boolean, nullable=False),
        sa.Column("revised", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("incident", "voice", name="pk_incident_voices"),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name="fk_incident_voices_incident", ondelete="CASCADE"
        ),
    )
    _fill(op.get_bind(), table)
    op.create_index("ix_incident_voices_voice", "incident_voices", ["voice"])
    op.create_index("ix_claims_kind_article_id", "claims", ["kind", "article", "id"])
    op.create_index("ix_claims_sub_event_place", "claims", ["sub_event", "place"])
    op.create_index(
        "ix_articles_id_superseded_by_origin", "articles", ["id", "superseded_by", "origin"]
    )
    op.create_index(
        "ix_articles_origin_superseded_by_id", "articles", ["origin", "superseded_by", "id"]
    )


def _fill(connection: sa.Connection, table: sa.Table) -> None:
    incidents = sa.table("incidents", sa.column("id"), sa.column("incident_json"))
    after = ""
    while True:
        query = sa.select(incidents).where(incidents.c.id > after).order_by(incidents.c.id)
        found = connection.execute(query.limit(_LOT)).all()
        if not found:
            return
        after = found[-1].id
        rows = [row for one in found for row in _rows(json.loads(one.incident_json))]
        if rows:
            connection.execute(table.insert(), rows)


def _rows(incident: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """How the voices of an incident stood to each other when this step was made."""
    voices: list[Voice] = incident.get("voices", [])
    vouching = next(
        (
            some
            for what in ("toll", "act")
            if (some := [one for one in voices if one.get("vouches", "toll") == what])
        ),
        [],
    )
    disputed = {
        claim
        for one in incident.get("contradictions", [])
        for claim in (*one["one"], *one["other"])
    }
    for name in dict.fromkeys(one["name"] for one in voices):
        own = [one for one in voices if one["name"] == name]
        heard = [one for one in vouching if one["name"] == name]
        others = [one for one in vouching if one["name"] != name]
        yield {
            "incident": incident["id"],
            "voice": name,
            "role": own[-1]["role"],
            "scope": incident["scope"],
            "claims": sum(len(one["claims"]) for one in own),
            "vouches": min((one.get("vouches", "toll") for one in own), key=_WEIGHT.index),
            "stake": next((one["stake"] for one in own if one.get("stake")), None),
            "alone": len(vouching) == 1 and bool(heard),
            "agreed": any(_agrees(one, other) for one in heard for other in others),
            "contradicted": any(not disputed.isdisjoint(one["claims"]) for one in own),
            "revised": sum(len(one.get("superseded", [])) for one in own),
        }


def _agrees(one: Voice, other: Voice) -> bool:
    if one.get("vouches", "toll") != "toll":
        return True
    mine, theirs = one.get("latest", {}), other.get("latest", {})
    return any(_overlap(mine[name], theirs[name]) for name in {*mine} & {*theirs})


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    pairs = (one, other)
    if any(pair.get("low") is None and pair.get("high") is None for pair in pairs):
        return False
    lows = [pair["low"] for pair in pairs if pair.get("low") is not None]
    highs = [pair["high"] for pair in pairs if pair.get("high") is not None]
    return not lows or not highs or max(lows) <= min(highs)
