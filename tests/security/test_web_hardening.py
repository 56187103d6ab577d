"""What a server gives away, takes in and passes on, beyond who may ask it."""

from __future__ import annotations

import ast
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from visiting import API, Server, bearer

import vitne

if TYPE_CHECKING:
    import sqlalchemy as sa

Serve = Callable[..., Server]
SOURCE = Path(vitne.__file__).parent
# What runs what it is handed: code, objects, shells.
RUNNING = frozenset({"eval", "exec", "compile", "__import__", "system", "popen", "loads_pickle"})
UNSAFE = frozenset({"pickle", "shelve", "marshal", "yaml", "xmlrpc", "telnetlib", "ftplib"})


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "FOO"])
@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/judge", API + "/judgements", API + "/incidents"]
)
def test_only_the_methods_that_are_needed_are_answered(
    serve: Serve, method: str, path: str
) -> None:
    answer = serve().browser().ask(method, path)
    assert answer.status_code in (404, 405)
    assert "cookie" not in answer.text.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../../../etc/passwd", "/static/x/%2e%2e/%2e%2e/pyproject.toml",
        "/static/x//etc/passwd", "/static/x/..%5c..%5capp.py", "/static/", "/static/x/",
        "/own.db", "/own.db.people", "/.git/config", "/.env", "/docs", "/redoc", "/openapi.json",
    ],
)  # fmt: skip
def test_no_file_is_given_but_those_of_the_pages(serve: Serve, path: str) -> None:
    answer = serve().browser().get(path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


def test_no_other_site_is_let_in_by_cors(serve: Serve) -> None:
    browser = serve().browser()
    for origin in ("https://evil.example", "null", "http://localhost.evil.example"):
        for method in ("GET", "OPTIONS"):
            answer = browser.ask(
                method, API + "/incidents",
                headers={"origin": origin, "access-control-request-method": "POST"},
            )  # fmt: skip
            assert not [name for name in answer.headers if name.startswith("access-control")]


def test_an_answer_says_not_what_it_is_served_by(serve: Serve) -> None:
    browser = serve().browser()
    for path in ("/", API + "/", "/nothing"):
        headers = browser.get(path).headers
        assert not {"server", "x-powered-by"} & {name.lower() for name in headers}


@pytest.mark.parametrize("path", ["/", "/judgements", API + "/incidents"])
def test_a_fault_of_ours_shows_nothing_of_how_it_came(
    serve: Serve, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    told = "a fault with /etc/secret-path and a password"

    def fails(*_: object, **__: object) -> Iterator[sa.Connection]:
        raise ZeroDivisionError(told)

    monkeypatch.setattr(server.record, "reading", fails)
    answer = server.browser().get(path)
    assert answer.status_code == 500
    assert told not in answer.text
    assert "Traceback" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "text",
    [
        "' OR '1'='1",
        "'; DROP TABLE judgements; --",
        "%' UNION SELECT digest FROM people --",
        "\\",
        "%",
    ],
)
def test_what_is_asked_for_is_never_part_of_a_question_to_the_database(
    serve: Serve, own_file: Path, text: str
) -> None:
    server = serve()
    browser = server.signed_in("Kari")
    for path in ("/judgements", "/actors", "/voices", API + "/judgements"):
        for name in ("author", "q", "claim", "action"):
            answer = browser.ask("GET", path, params={name: text})
            assert answer.status_code in (200, 404, 422)
            assert '"items":[{' not in answer.text
    assert browser.sign_in(token=text).status_code in (403, 429)
    with closing(sqlite3.connect(own_file)) as read:
        assert read.execute("SELECT count(*) FROM judgements").fetchone() == (0,)


def test_a_body_of_the_wrong_kind_is_not_taken(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    browser = server.browser()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = browser.ask(
            "POST",
            API + "/judgements",
            content=b"{}",
            headers=bearer(token, **{"content-type": kind}),
        )
        assert answer.status_code == 415
    assert browser.ask("POST", "/sign-in", json={"token": token}).status_code == 422


def test_parameters_that_come_twice_are_no_way_round(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    browser = server.browser()
    mark = browser.mark("/sign-in")
    sent = f"csrf={mark}&token={token}&csrf=x"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.ask("POST", "/sign-in", content=sent, headers=kind).status_code == 403


def test_every_answer_says_what_it_is(serve: Serve) -> None:
    browser = serve().browser()
    for path in ("/", "/sign-in", "/nothing", API + "/incidents", API + "/nothing"):
        answer = browser.get(path)
        assert (
            "charset=utf-8" in answer.headers["content-type"]
            or "json" in answer.headers["content-type"]
        )
        assert answer.headers["x-content-type-options"] == "nosniff"


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCE.rglob("*.py"):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_that_is_handed_in_is_ever_run() -> None:
    """No pickle, no YAML, no eval, no shell: in all of vitne's own code."""
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    used = {one.name.partition(".")[0] for one in names} & UNSAFE
                case ast.ImportFrom(module=str(name)):
                    used = {name.partition(".")[0]} & UNSAFE
                case ast.Call(func=ast.Name(id=name)):
                    used = {name} & RUNNING
                case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)):
                    used = {name} & RUNNING
                case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                    used = {"shell=True"}
                case _:
                    used = set()
            found += [f"{path.name}: {one}" for one in used]
    # What was compiled of packs is kept beside the compiled code: who can write there writes code.
    assert found == ["compiled.py: pickle"]


def test_what_is_random_is_random_for_safety() -> None:
    """`random` and UUIDs are never used where something must not be guessed."""
    for path in (SOURCE / "api").rglob("*.py"):
        names = {
            one.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import)
            for one in node.names
        }
        assert not names & {"random", "uuid"}, path
