"""What the databases say when they fail, in words a person knows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

# By the beginning of the name of SQLite's error, the longest first where two begin alike.
_SQLITE = {
    "SQLITE_BUSY": "in use by another process; try again when that is done",
    "SQLITE_LOCKED": "in use by another process; try again when that is done",
    "SQLITE_READONLY": "read-only: nothing can be written to it",
    "SQLITE_CORRUPT": "damaged; `vitne verify` says what is broken, `vitne restore` brings back a backup",
    "SQLITE_NOTADB": "not a record: it is no SQLite database",
    "SQLITE_FULL": "the disk is full; nothing of this batch was kept",
    "SQLITE_IOERR": "the disk cannot be read or written",
    "SQLITE_CANTOPEN": "cannot be opened: is its folder there, and may it be written to?",
    "SQLITE_PERM": "permission denied",
}
# By the beginning of the SQLSTATE of PostgreSQL.
_POSTGRES = {
    "55P03": "in use by another process; try again when that is done",
    "40001": "in use by another process; try again when that is done",
    "40P01": "in use by another process; try again when that is done",
    "25006": "read-only: nothing can be written to it",
    "42501": "permission denied: this user may not do that here",
    "XX001": "damaged; `vitne verify` says what is broken, `vitne restore` brings back a backup",
    "XX002": "damaged; `vitne verify` says what is broken, `vitne restore` brings back a backup",
    "53100": "the disk is full; nothing of this batch was kept",
    "28": "this user or password is not let in",
    "3D000": "there is no such database; make an empty one with `createdb`",
    "57P": "the server ended the connection",
    "08": "the server cannot be reached",
}


def reason_of(error: DBAPIError) -> str | None:
    """What is wrong with a record, or None where the fault is vitne's own."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return reason_of_sqlite(original)
    state = getattr(original, "sqlstate", None)
    if state is not None:
        return _beginning(_POSTGRES, state)
    if type(original).__name__ == "OperationalError":  # no answer came from any server
        first = str(original).strip().splitlines()[:1]
        return f"the server cannot be reached: {first[0] if first else 'no reason given'}"
    return None


def reason_of_sqlite(error: sqlite3.Error) -> str | None:
    """The same of what SQLite said itself."""
    return _beginning(_SQLITE, getattr(error, "sqlite_errorname", None) or "")


def _beginning(table: dict[str, str], name: str) -> str | None:
    return next((said for start, said in table.items() if name.startswith(start)), None)
