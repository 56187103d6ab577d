"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring a record from the schema before to this one."""
    ${upgrades if upgrades else "raise NotImplementedError"}
