"""Runs the steps on the connection that `vitne.record.database` hands over."""

from __future__ import annotations

from alembic import context

from vitne.record.migrations import VERSION_TABLE
from vitne.record.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # both databases; a step that is broken off leaves nothing behind
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
