"""A PostgreSQL server for tests, from the packages of the system."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest


class Server:
    """A PostgreSQL server of its own, on a socket in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            user = _unprivileged()
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(folder, user.pw_uid, user.pw_gid)
        self._run("initdb", "-D", "data", "-U", "vitne", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip
        settings = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=40"
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-o", settings, "start")

    def stop(self) -> None:
        """Stop it, whatever is still connected."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def address(self, name: str) -> str:
        """The address of a database, whether it is there or not."""
        return f"postgresql://vitne@/{name}?host={self.folder}"

    def make(self, like: str = "template0") -> str:
        """Make a database like another one, and give its name."""
        name = f"record{next(self._numbers)}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")  # type: ignore[arg-type]
        return name

    def connect(self, name: str) -> psycopg.Connection[Any]:
        """A connection to a database, each statement a transaction of its own."""
        return psycopg.connect(self.address(name), autocommit=True)

    def _run(self, tool: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 - the tools of PostgreSQL
            [_tool(tool), *arguments], cwd=self.folder, capture_output=True, text=True,
            check=False, **self._as,
        )  # fmt: skip
        assert done.returncode == 0, f"{tool}: {done.stdout}{done.stderr}"


def _tool(name: str) -> str:
    """A tool of PostgreSQL; Debian keeps those of the server beside the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(kept[-1]) if kept else shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed: apt install postgresql", pytrace=False)
    return found


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
