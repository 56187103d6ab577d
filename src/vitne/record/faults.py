"""What the databases say when they fail, in words a person knows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import msgspec
    from sqlalchemy.exc import DBAPIError

_BUSY = "in use by another process; try again when that is done"
_DAMAGED = "damaged; `vitne restore` brings back a backup, `vitne verify` says what is broken"
_FULL = (
    "the disk is full; nothing was kept of what was under way: make room, and run the same again"
)
_LIMIT = _FULL.replace("full", "full, or the file as large as it may be", 1)
# By the beginning of the name of SQLite's error, the longest first where two begin alike.
_SQLITE = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": "read-only: nothing can be written to it",
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": "not a record: it is no SQLite database",
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR_WRITE": _LIMIT,
    "SQLITE_IOERR_SHM": _LIMIT,
    "SQLITE_IOERR_FSYNC": _LIMIT,
    "SQLITE_IOERR_TRUNCATE": _LIMIT,
    "SQLITE_IOERR": "the disk cannot be read or written",
    "SQLITE_CANTOPEN": "cannot be opened: is its folder there, and may it be written to?",
    "SQLITE_PERM": "permission denied",
    "SQLITE_AUTH": "permission denied",
    "SQLITE_PROTOCOL": _BUSY,
    "SQLITE_FORMAT": _DAMAGED,
    "SQLITE_TOOBIG": _DAMAGED,
    "SQLITE_MISMATCH": _DAMAGED,
    "SQLITE_NOMEM": "there is not enough memory",
}
# By the beginning of what is said where SQLite gives no name that tells more than "error".
_SAID = ("unsupported file format", "malformed database schema", "no such table", "no such column",
         "Could not decode to UTF-8")  # fmt: skip
# By the beginning of the SQLSTATE of PostgreSQL.
_POSTGRES = {
    "55P03": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "25006": "read-only: nothing can be written to it",
    "42501": "permission denied: this user may not do that here",
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "53100": _FULL,
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
    reason = _beginning(_SQLITE, getattr(error, "sqlite_errorname", None) or "")
    return _DAMAGED if reason is None and str(error).startswith(_SAID) else reason


def undecodable(error: msgspec.DecodeError) -> str:
    """What is wrong with a record that holds JSON which is none, or has another form."""
    return f"{_DAMAGED} ({error})"


def _beginning(table: dict[str, str], name: str) -> str | None:
    return next((said for start, said in table.items() if name.startswith(start)), None)
