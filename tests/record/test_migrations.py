"""The steps between schemas: what they make, and that they lose nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from kept import dump, load
from stories import BARDA, capture, put

from vitne.errors import RecordError
from vitne.record.database import Record, migrate
from vitne.record.migrations import REVISIONS, VERSION_TABLE
from vitne.record.schema import METADATA
from vitne.record.verify import verify

SCHEMAS = Path(__file__).parent / "schemas"


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """The indices of words are made by the migrations alone: each database has its own form."""
    return kind != "table" or not (name or "").startswith(("article_stems", "claim_stems"))


def test_the_migrated_schema_is_the_one_the_code_knows(record: Record) -> None:
    with record.reading() as connection:
        options: dict[str, Any] = {
            "version_table": VERSION_TABLE, "include_name": is_ours, "compare_server_default": True,
        }  # fmt: skip
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_references_do_on_deletion_what_the_code_says(record: Record) -> None:
    with record.reading() as connection:
        seen = sa.inspect(connection)
        for table in METADATA.sorted_tables:
            wanted = {k.parent.name: (k.column.table.name, k.ondelete) for k in table.foreign_keys}
            found = {
                key["constrained_columns"][0]: (key["referred_table"], key["options"]["ondelete"])
                for key in seen.get_foreign_keys(table.name)
            }
            assert found == wanted, table.name


def test_the_steps_are_the_ones_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "vitne:record/migrations/scripts")
    config.set_main_option("path_separator", "os")
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == REVISIONS


def test_there_is_a_record_of_every_schema() -> None:
    assert sorted(path.stem for path in SCHEMAS.glob("*.json")) == list(REVISIONS)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_record_of_any_schema_is_brought_up_to_date_and_is_whole(
    target: str, revision: str
) -> None:
    rows = json.loads((SCHEMAS / f"{revision}.json").read_text(encoding="utf-8"))
    if not target.startswith("postgresql"):
        Path(target).touch()
    at_schema(target, revision, rows)
    with Record.open(target) as record:
        assert {name: len(told) for name, told in dump(record).items() if name in rows} == {
            name: len(told) for name, told in rows.items()
        }
        assert list(verify(record)) == []
        put(record, capture(BARDA.format(killed=7), "new.txt"))
        assert list(verify(record)) == []


def at_schema(target: str, revision: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Make a record as a vitne of that schema would have left it."""
    address = target.replace("postgresql:", "postgresql+psycopg:")
    engine = sa.create_engine(address if "://" in address else f"sqlite:///{address}")
    with engine.begin() as connection:
        migrate(connection, revision)
        load(connection, rows)
    engine.dispose()


def test_a_step_that_fails_leaves_nothing_behind(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: sa.Connection) -> None:
        raise RecordError("broken off")

    def then_fails(connection: sa.Connection) -> None:
        migrate(connection)
        fails(connection)

    monkeypatch.setattr("vitne.record.database.migrate", then_fails)
    with pytest.raises(RecordError, match="broken off"):
        Record.open(target, create=True)
    monkeypatch.undo()
    with pytest.raises(RecordError, match="an empty database"):
        Record.open(target)
    Record.open(target, create=True).close()
