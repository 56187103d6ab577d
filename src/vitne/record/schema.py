"""The tables of a record; SQLite and PostgreSQL alike.

Days are ISO dates and times UTC, ISO 8601, both as text, so that they sort and stay readable.
Columns that end in `_json` are the full thing as JSON; the columns beside them are copies of what
is searched by. Tables from `signatures` to `estimates` are derived and can be rebuilt.
"""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _ref(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def _kept_ref(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="SET NULL")


# What was handed in or fetched: never changed.

blobs = sa.Table(
    "blobs",
    METADATA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),  # bytes, unpacked
    sa.Column("packed", sa.LargeBinary, nullable=False),  # zstd
)

captures = sa.Table(
    "captures",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("identity", sa.String(64), nullable=False, unique=True),  # of file, bytes, metadata
    sa.Column("sha256", sa.String(64), _ref("blobs.sha256"), nullable=False, index=True),
    sa.Column("file", sa.Text, nullable=False, index=True),  # path, PATH#LINE, or address
    sa.Column("address", sa.Text, index=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("captured_at", sa.String(20), nullable=False, index=True),
    sa.Column("headers_json", sa.Text),
    sa.Column("metadata_json", sa.Text, nullable=False),
    sa.Column("tool", sa.Text, nullable=False),
    sa.Column("article", sa.String(64), index=True),  # None where it could not be read
    sa.Column("failure", sa.Text),
)

custody = sa.Table(
    "custody",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(20), nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64)),
    sa.Column("tool", sa.Text, nullable=False),
    sa.Column("operator", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),  # of this entry and the digest before
)

# What was asked for the last time: changed by every round of watching.

feeds = sa.Table(
    "feeds",
    METADATA,
    sa.Column("address", sa.Text, primary_key=True),  # of a feed or sitemap that is watched
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("checked_at", sa.String(20), nullable=False),
)

# What people decided: only grows.

judgements = sa.Table(
    "judgements",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("at", sa.String(20), nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("undoes", sa.String(64)),
    sa.Column("body_json", sa.Text, nullable=False),
)

judged_claims = sa.Table(
    "judged_claims",
    METADATA,
    sa.Column("judgement", sa.String(64), _ref("judgements.id"), primary_key=True),
    sa.Column("claim", sa.String(16), primary_key=True, index=True),
)

# What was read; made again by a newer reader.

articles = sa.Table(
    "articles",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),  # SHA-256 of the text
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("address", sa.Text, index=True),
    sa.Column("language", sa.String(35), nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("outlet", sa.Text, index=True),
    sa.Column("agency", sa.Text),
    sa.Column("published_earliest", sa.String(10), index=True),
    sa.Column("published_latest", sa.String(10)),
    sa.Column("captured_at", sa.String(20), nullable=False),
    sa.Column("superseded_by", sa.String(64)),  # a newer version at the same address
    sa.Column("origin", sa.String(64)),  # the article whose text it reprints; None: not linked yet
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("linked", sa.Boolean, nullable=False, default=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("article_json", sa.Text, nullable=False),  # all but its text
    sa.Index(None, "id", "superseded_by", "origin"),
    sa.Index(None, "origin", "superseded_by", "id"),
)

claims = sa.Table(
    "claims",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("article", sa.String(64), _ref("articles.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),  # in the article, from 0
    sa.Column("role", sa.Text, nullable=False),  # of its passage
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("event_type", sa.Text),
    sa.Column("sub_event", sa.Text),
    sa.Column("modality", sa.Text, nullable=False),
    sa.Column("polarity", sa.Text, nullable=False),
    sa.Column("place", sa.Text, index=True),
    sa.Column("country", sa.String(3), index=True),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("earliest", sa.String(10), index=True),
    sa.Column("latest", sa.String(10)),
    sa.Column("measure", sa.Text),
    sa.Column("low", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    sa.Column("status", sa.Text),
    sa.Column("voice", sa.Text, index=True),  # innermost; None: the outlet itself
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("claim_json", sa.Text, nullable=False),
    sa.Index(None, "kind", "article", "id"),
    sa.Index(None, "sub_event", "place"),
)

claim_actors = sa.Table(
    "claim_actors",
    METADATA,
    sa.Column("claim", sa.String(16), _ref("claims.id"), primary_key=True),
    sa.Column("actor", sa.Text, primary_key=True, index=True),
    sa.Column("role", sa.Text, primary_key=True),  # agent, target, side
)

# What is searched by words. A row is let go of, never deleted, so that its number is not used again:
# the indices beside (`article_stems`, `claim_stems`, made by the first migration) know it by number.

search_articles = sa.Table(
    "search_articles",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article", sa.String(64), _kept_ref("articles.id"), index=True),
)

search_claims = sa.Table(
    "search_claims",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("claim", sa.String(16), _kept_ref("claims.id"), index=True),
)

# What was brought together: derived.

signatures = sa.Table(
    "signatures",
    METADATA,
    sa.Column("article", sa.String(64), _ref("articles.id"), primary_key=True),
    sa.Column("signature", sa.LargeBinary, nullable=False),  # MinHash, 128 × uint32
)

bands = sa.Table(
    "bands",
    METADATA,
    sa.Column("band", sa.String(40), primary_key=True),
    sa.Column("article", sa.String(64), _ref("articles.id"), primary_key=True, index=True),
)

accounts = sa.Table(
    "accounts",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("article", sa.String(64), _ref("articles.id"), nullable=False, index=True),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("account_json", sa.Text, nullable=False),
)

account_claims = sa.Table(
    "account_claims",
    METADATA,
    sa.Column("claim", sa.String(16), _ref("claims.id"), primary_key=True),
    sa.Column("account", sa.String(16), _ref("accounts.id"), nullable=False, index=True),
)

cells = sa.Table(
    "cells",
    METADATA,
    sa.Column("cell", sa.Text, primary_key=True),  # where and when: accounts that may be linked
    sa.Column("account", sa.String(16), _ref("accounts.id"), primary_key=True, index=True),
)

links = sa.Table(
    "links",
    METADATA,
    sa.Column("one", sa.String(16), _ref("accounts.id"), primary_key=True),
    sa.Column("other", sa.String(16), _ref("accounts.id"), primary_key=True, index=True),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("levels_json", sa.Text, nullable=False),
)

incidents = sa.Table(
    "incidents",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("scope", sa.Text, nullable=False, index=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("event_type", sa.Text, index=True),
    sa.Column("sub_event", sa.Text),
    sa.Column("place", sa.Text, index=True),
    sa.Column("country", sa.String(3), index=True),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("earliest", sa.String(10), index=True),
    sa.Column("latest", sa.String(10)),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("voices", sa.Integer, nullable=False),
    sa.Column("incident_json", sa.Text, nullable=False),  # estimates are those of profile `full`
)

incident_accounts = sa.Table(
    "incident_accounts",
    METADATA,
    sa.Column("account", sa.String(16), _ref("accounts.id"), primary_key=True),
    sa.Column("incident", sa.String(16), _ref("incidents.id"), nullable=False, index=True),
)

incident_voices = sa.Table(
    "incident_voices",
    METADATA,
    sa.Column("incident", sa.String(16), _ref("incidents.id"), primary_key=True),
    sa.Column("voice", sa.Text, primary_key=True, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),  # of the incident
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("vouches", sa.Text, nullable=False),
    sa.Column("stake", sa.Text),
    sa.Column("alone", sa.Boolean, nullable=False),
    sa.Column("agreed", sa.Boolean, nullable=False),
    sa.Column("contradicted", sa.Boolean, nullable=False),
    sa.Column("revised", sa.Integer, nullable=False),  # claims that it replaced
)

estimates = sa.Table(
    "estimates",
    METADATA,
    sa.Column("incident", sa.String(16), _ref("incidents.id"), primary_key=True),
    sa.Column("profile", sa.Text, primary_key=True),
    sa.Column("measure", sa.Text, primary_key=True),
    sa.Column("population", sa.Text, primary_key=True),  # "" for all people
    sa.Column("low", sa.BigInteger),
    sa.Column("best", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    sa.Column("estimate_json", sa.Text, nullable=False),
)
