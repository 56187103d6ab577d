"""The audit log: what stands in it, what never does, and that nobody can change it unseen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner
from visiting import API, Server, bearer

from vitne.api.roles import Role
from vitne.api.tokens import renew, revoke
from vitne.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

Serve = Callable[..., Server]


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def test_all_that_is_done_stands_in_it(serve: Serve) -> None:
    server = serve()
    browser = server.signed_in("Kari")
    with closing(sqlite3.connect(server.record.name)) as read:
        claim = read.execute("SELECT id FROM claims WHERE kind = 'toll'").fetchone()[0]
    mark = browser.mark("/sign-out")
    browser.post("/judge", csrf=mark, action="accept", claims=claim)
    judged = server.browser().ask(
        "POST", f"{API}/judgements", json={"action": "accept", "claims": [claim]},
        headers=bearer(server.token("Ola")),
    )  # fmt: skip
    browser.get("/export?format=acled")
    server.browser().get(f"{API}/exports/geojson?country=SYR")
    server.browser().sign_in(token="x")  # noqa: S106 - opens nothing
    browser.post("/judge", csrf="x", action="accept", claims=claim)
    browser.post("/sign-out", csrf=mark)
    renew(server.register, "Ola", operator="root")
    revoke(server.register, "Ola", operator="root")
    done = server.done()
    assert done[0] == ("tests", "token made", "Kari")
    assert done[1] == ("Kari", "sign-in", "Kari")
    assert [what for _, what, _ in done] == [
        "token made", "sign-in", "judged: accept", "token made", "judged: accept", "exported",
        "exported", "refused", "refused", "sign-out", "token renewed", "token revoked",
    ]  # fmt: skip
    assert done[4] == ("Ola", "judged: accept", judged.json()["id"])
    assert done[5:7] == [("Kari", "exported", "acled?format=acled"),
                         ("", "exported", "geojson?country=SYR")]  # fmt: skip
    assert done[7:9] == [("", "refused", "POST /sign-in"), ("Kari", "refused", "POST /judge")]
    assert "from 127.0.0.1" in server.register.log()[1].note


def test_no_secret_stands_in_it(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    browser = server.browser()
    browser.sign_in(token=token)
    browser.get("/export?format=acled")
    browser.sign_in(token="a-wrong-token-of-somebody")  # noqa: S106 - opens nothing
    written = json.dumps([str(one) for one in server.register.log()])
    for secret in (token, browser.mark("/sign-out"), "a-wrong-token-of-somebody",
                   *browser.cookies.values()):  # fmt: skip
        assert secret not in written


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE custody SET operator = 'Ola' WHERE id = 2",
        "UPDATE custody SET note = '' WHERE id = 1",
        "DELETE FROM custody WHERE id = 2",
        "UPDATE custody SET at = '2020-01-01T00:00:00Z' WHERE id = 3",
    ],
)
def test_what_is_changed_is_found(serve: Serve, own_file: Path, change: str) -> None:
    server = serve()
    server.signed_in("Kari")
    server.token("Ola", Role.ADMIN)
    assert server.register.broken() == []
    with closing(sqlite3.connect(f"{own_file}.people")) as write, write:
        write.execute(change)
    said = run("verify", "--record", str(own_file), code=1)
    assert "audit: entr" in said
    assert "own.db.people" in said


def test_it_is_printed_for_people_and_programs(serve: Serve, own_file: Path) -> None:
    server = serve()
    server.signed_in("Kari")
    table = run("audit", "--record", str(own_file))
    assert "sign-in" in table
    assert table.splitlines()[0].split()[:2] == ["when", "who"]
    last = json.loads(run("audit", "--record", str(own_file), "--last", "1", "--format", "jsonl"))
    assert (last["action"], last["operator"], len(last["digest"])) == ("sign-in", "Kari", 64)


def test_people_are_added_listed_and_ended_by_commands(own_file: Path) -> None:
    record = ("--record", str(own_file))
    run("people", "list", *record, code=1)
    token = run("people", "add", "Kari", "--role", "reader", "--days", "3", *record).strip()
    assert token.startswith("vitne_")
    run("people", "add", "kari", *record, code=1)
    assert run("people", "renew", "Kari", *record).strip() != token
    run("people", "revoke", "Kari", *record)
    listed = json.loads(run("people", "list", "--format", "jsonl", *record))
    assert (listed["name"], listed["role"], listed["state"]) == ("Kari", "reader", "revoked")
    assert token not in run("people", "list", *record)
