"""Who may use a record: tokens that are kept as hashes, roles, and their end."""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner
from visiting import API, SHARED, Server, bearer

from vitne.api.roles import Role
from vitne.api.tokens import PeopleError, Wanted, add, digest_of, listed, new_token, renew, revoke
from vitne.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

Serve = Callable[..., Server]
ACCEPT = {"action": "accept", "claims": ["0" * 16]}


def test_a_token_is_256_random_bits_and_known_by_its_mark() -> None:
    some = {new_token() for _ in range(50)}
    assert len(some) == 50
    assert all(re.fullmatch(r"vitne_[\w-]{43}", one) for one in some)


def test_only_the_hash_of_a_token_is_kept(serve: Serve, own_file: Path) -> None:
    server = serve()
    token = server.token("Kari")
    server.browser().sign_in(token=token)
    kept = b"".join(path.read_bytes() for path in own_file.parent.iterdir())
    assert token.encode() not in kept
    assert token.removeprefix("vitne_").encode() not in kept
    assert digest_of(token).encode() in kept


def test_the_register_is_for_its_owner_alone(serve: Serve, own_file: Path) -> None:
    serve().token("Kari")
    for path in own_file.parent.glob("own.db.people*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_what_goes_along_with_a_record_holds_nobody(serve: Serve, own_file: Path) -> None:
    serve().token("Kari Nordmann")
    assert b"Kari Nordmann" not in own_file.read_bytes()


def test_the_name_of_a_token_is_what_is_signed_with(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    with closing(sqlite3.connect(server.record.name)) as read:
        claims = [read.execute("SELECT id FROM claims WHERE kind = 'toll'").fetchone()[0]]
    sent = {"action": "accept", "claims": claims}
    visitor = server.browser()
    other = visitor.ask(
        "POST", f"{API}/judgements", json=sent, headers=bearer(token, **{"x-vitne-author": "Ola"})
    )
    assert (other.status_code, other.json()["name"]) == (403, "author")
    answer = visitor.ask("POST", f"{API}/judgements", json=sent, headers=bearer(token))
    assert (answer.status_code, answer.json()["author"]) == (201, "Kari")


@pytest.mark.parametrize("name", ["kari", "KARI ", "Ｋari"])
def test_names_that_look_the_same_are_the_same(serve: Serve, name: str) -> None:
    server = serve()
    server.token("Kari")
    with pytest.raises(PeopleError, match="there is Kari already"):
        add(server.register, Wanted(name, Role.JUDGE), operator="tests")


def test_a_reader_may_not_judge(serve: Serve) -> None:
    server = serve()
    token = server.token("Ola", Role.READER)
    answer = server.browser().ask("POST", f"{API}/judgements", json=ACCEPT, headers=bearer(token))
    assert answer.status_code == 403
    browser = server.browser()
    browser.sign_in(token=token)
    sent = {"csrf": browser.mark("/sign-out"), "action": "accept", "claims": "0" * 16}
    assert browser.post("/judge", **sent).status_code == 403
    assert [what for _, what, _ in server.done()].count("refused") == 2


@pytest.mark.parametrize("how", ["revoked", "renewed", "expired"])
def test_a_token_that_is_ended_ends_its_sign_ins_at_once(serve: Serve, how: str) -> None:
    server = serve()
    token = server.token("Kari", days=1)
    server.token("Ola", Role.ADMIN)
    browser = server.browser()
    browser.sign_in(token=token)
    assert "Kari" in browser.get("/sign-out").text
    if how == "revoked":
        revoke(server.register, "Kari", operator="tests")
    elif how == "renewed":
        renew(server.register, "Kari", operator="tests")
    else:
        for _ in range(97):  # a quarter of an hour each, so that the sign-in is not idle
            server.clock.at += 900
    assert browser.get("/sign-out").status_code == 303
    answer = browser.ask("POST", f"{API}/judgements", json=ACCEPT, headers=bearer(token))
    assert answer.status_code == 401
    assert "expired or was ended" in server.browser().sign_in(token=token).text
    assert {one.name: one.state(server.register.now()) for one in listed(server.register)} == {
        "Kari": "in use" if how == "renewed" else how, "Ola": "in use"
    }  # fmt: skip


def test_when_a_token_was_last_used_is_known(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    assert listed(server.register)[0].used is None
    server.clock.at += 3600
    server.browser().get(f"{API}/judgements", authorization=f"Bearer {token}")
    server.browser().sign_in(token=token)
    assert listed(server.register)[0].used == server.register.now()


def test_a_private_record_is_shown_to_those_who_are_known_alone(serve: Serve) -> None:
    server = serve(private=True)
    token = server.token("Ola", Role.READER)
    stranger = server.browser()
    for path in ("/", "/review", "/judgements", "/export", "/quality", "/nothing", "/people"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next=")
    for path in ("/", "/incidents", "/exports/acled", "/openapi.json", "/nothing"):
        answer = stranger.get(API + path)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
    assert stranger.post("/judge").status_code == 401
    assert "Sign in" in stranger.get("/sign-in").text
    assert stranger.get(API + "/method", authorization=f"Bearer {token}").status_code == 200
    assert stranger.get(API + "/method", authorization="Bearer x").status_code == 401
    stranger.sign_in(token=token)
    assert stranger.get("/method").status_code == 200


def test_a_server_that_is_read_only_lets_nobody_in(serve: Serve) -> None:
    server = serve(read_only=True)
    token = server.token("Kari", Role.ADMIN)
    browser = server.browser()
    assert "shown for reading" in browser.get("/sign-in").text
    assert browser.post("/sign-in", token=token).status_code == 403
    answer = browser.ask("POST", f"{API}/judgements", json=ACCEPT, headers=bearer(token))
    assert answer.status_code == 403
    assert browser.get(API + "/").json()["judging"] is False


def test_people_who_are_added_later_may_judge_without_a_new_start(serve: Serve) -> None:
    server = serve()
    browser = server.browser()
    assert browser.get(API + "/").json()["judging"] is False
    token = server.token("Kari")
    assert browser.sign_in(token=token).status_code == 303


def test_one_token_can_be_shared_and_then_a_name_is_said(serve: Serve) -> None:
    server = serve(token=SHARED)
    browser = server.browser()
    assert browser.sign_in(token=SHARED, name=" ").status_code == 422
    assert browser.sign_in(token=SHARED, name="Kari").status_code == 303
    assert "Kari" in browser.get("/sign-out").text
    assert ("Kari", "sign-in", "Kari") in server.done()


def test_a_server_is_started_with_one_way_to_sign_in(own_file: Path) -> None:
    def said(*options: str) -> str:
        command = ["serve", "--record", str(own_file), "--port", "0", *options]
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 1
        return done.output

    assert "nobody could sign in" in said("--private")
    assert "nobody could sign in" in said("--private", "--read-only", "--new-token")
    CliRunner().invoke(app, ["people", "add", "Kari", "--record", str(own_file)])
    assert "people with tokens of their own" in said("--new-token")
