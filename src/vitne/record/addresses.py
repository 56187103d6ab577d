"""The addresses of servers that keep records: postgresql://user@host/war."""

from __future__ import annotations

import sqlalchemy as sa

from vitne.errors import RecordError

_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def is_server(target: str) -> bool:
    """Whether a record is asked for by the address of a server, not by the name of a file."""
    return target.startswith(_SCHEMES)


def reach(target: str) -> tuple[sa.Engine, str]:
    """The way to the database at an address, and its name without any password.

    Raises:
        RecordError: It is no address, or psycopg is not installed.
    """
    scheme = target.partition("://")[0]
    try:
        url = sa.make_url(target).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError) as error:
        raise RecordError(f"{scheme}://…: no address of a database: {error}") from error
    name = url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
    options = {"connect_timeout": 10, "application_name": "vitne", "client_encoding": "utf8"}
    for key in url.query:
        options.pop(key, None)
    try:
        engine = sa.create_engine(
            url, connect_args=options, pool_pre_ping=True, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        raise RecordError(f"{name}: needs psycopg: pip install 'vitne[postgres]'") from error
    return engine, name
