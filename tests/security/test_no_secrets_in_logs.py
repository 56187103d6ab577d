"""Tokens, cookies and passwords stand in no log, message, page, help or list of processes."""

from __future__ import annotations

import logging
import logging.config
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner
from visiting import API, SHARED, Server, bearer

import vitne
from vitne.api.scrubbing import scrub, scrubbed
from vitne.api.settings import Settings
from vitne.api.tokens import new_token
from vitne.cli.app import app
from vitne.errors import RecordError
from vitne.record.database import Record

Serve = Callable[..., Server]
PASSWORD = "hunter2-of-the-database"  # noqa: S105 - opens nothing
ADDRESS = f"postgresql://vitne:{PASSWORD}@127.0.0.1:1/war"
_PATIENCE = 120  # seconds


@pytest.mark.parametrize(
    "text",
    [
        "token {0} was shown", "Authorization: Bearer {0}", "b'authorization', b'Bearer {0}'",
        "Cookie: vitne_session={1}; theme=dark", "Cookie: __Host-vitne_session={1}",
        "token={1}&name=Kari", "csrf={1}", "authorization: {1}", "Basic {1}",
        "postgresql://vitne:{1}@db.example/war", "postgresql+psycopg://vitne:{1}@/war?host=/tmp",
        "host=db password={1} user=vitne", "postgresql://db/war?password={1}",
    ],
)  # fmt: skip
def test_what_looks_like_a_secret_is_taken_out(text: str) -> None:
    told = text.format(new_token(), "s3cr3t-s3cr3t")
    assert "s3cr3t" not in scrub(told)
    assert "vitne_" not in scrub(told) or "…" in scrub(told)
    assert scrub(told) != told
    assert scrub(scrub(told)) == scrub(told)


@pytest.mark.parametrize(
    "text",
    [
        "war.db is shown at http://127.0.0.1:8484/", "postgresql://vitne@/war?host=/tmp",
        "entry 12 (token made Kari) was changed", "https://avis.example/sak?id=1",
        "vitne_people", "12:30 at http://a.example/@somebody",
    ],
)  # fmt: skip
def test_all_else_stays_as_it_is(text: str) -> None:
    assert scrub(text) == text


def test_the_log_of_the_server_is_scrubbed_with_its_tracebacks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    token = new_token()
    names = ("uvicorn.error", "vitne.api", "vitne.web")
    before = {name: logging.getLogger(name).handlers[:] for name in ("uvicorn", "vitne")}
    logging.config.dictConfig(scrubbed())
    try:
        for name in names:
            try:
                raise ValueError(f"{ADDRESS} {token}")
            except ValueError:
                logging.getLogger(name).exception("asked with %s", f"Bearer {token}")
    finally:
        for name, handlers in before.items():
            logging.getLogger(name).handlers[:] = handlers
            logging.getLogger(name).propagate = True
            logging.getLogger(name).setLevel(logging.NOTSET)
    said = capsys.readouterr().err
    assert said.count("\nValueError: ") == len(names)
    assert token not in said
    assert PASSWORD not in said


def test_settings_and_errors_show_no_secret() -> None:
    settings = Settings(token=SHARED)
    assert SHARED not in repr(settings) + str(settings)
    assert settings.secret.hex() not in repr(settings)
    assert repr(settings.secret) not in repr(settings)
    for address in (ADDRESS, f"postgresql://vitne:{PASSWORD}@[::1/war",
                    f"postgresql://vitne:{PASSWORD}@h:x/war"):  # fmt: skip
        with pytest.raises(RecordError) as caught:
            Record.open(address)
        chain: BaseException | None = caught.value
        while chain is not None:
            assert PASSWORD not in str(chain)
            chain = chain.__cause__


def test_no_command_shows_the_address_that_it_was_given_with_its_password() -> None:
    environment = {"VITNE_RECORD": ADDRESS, "VITNE_TOKEN": SHARED}
    for command in (["serve", "--help"], ["people", "add", "--help"], ["claims", "--help"],
                    ["claims"], ["verify"], ["people", "list"], ["serve"]):  # fmt: skip
        done = CliRunner().invoke(app, command, env=environment)
        assert PASSWORD not in done.output, command
        assert SHARED not in done.output, command


def test_no_page_and_no_answer_shows_a_token(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    browser = server.browser()
    wrong = browser.sign_in(token=token[:-1] + "x", next=f"/review?token={token}")
    assert token[:-1] not in wrong.text.replace(f"token%3D{token}", "").replace(
        f"token={token}", ""
    )
    browser.sign_in(token=token)
    for path in (
        "/",
        "/sign-out",
        "/judgements",
        "/nothing",
        "/export",
        API + "/",
        API + "/nothing",
    ):
        assert token not in browser.get(path).text
    for method, path in (
        ("POST", "/judgements"),
        ("PUT", "/judgements"),
        ("GET", "/incidents?x=1"),
    ):
        answer = browser.ask(method, API + path, content=b"{", headers=bearer(token))
        assert token not in answer.text
        assert token not in str(answer.headers)


def test_a_server_says_its_own_token_once_and_hands_it_to_no_other_program(
    own_file: Path,
) -> None:
    """What `vitne serve` says while it is asked for all sorts of things, and what others see of it."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "vitne", "serve", "--record", str(own_file), "--port", "0",
         "--name", "vitne.example", "--proxy", "127.0.0.1"],
        stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(vitne.__file__).parents[1]), "VITNE_TOKEN": SHARED},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        first = process.stderr.readline()
        address = first.split(" at ")[1].split("/ ")[0]
        told = bearer("wrong-token-of-somebody", cookie="vitne_session=wrong-cookie")
        for path in ("/", API + "/judgements", "/review?token=" + SHARED):
            httpx.get(address + path, headers=told, timeout=_PATIENCE)
        httpx.post(address + API + "/judgements", headers=bearer(SHARED), timeout=_PATIENCE)
        tls = {
            "host": "vitne.example",
            "x-forwarded-proto": "https",
            "x-forwarded-for": "192.0.2.7",
        }
        page = httpx.get(address + "/sign-in", headers=tls, timeout=_PATIENCE)
        assert page.headers["set-cookie"].startswith("__Host-vitne_form=")
        shown = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        assert SHARED.encode() not in shown
    finally:
        process.terminate()
        _, rest = process.communicate(timeout=_PATIENCE)
    for secret in (SHARED, "wrong-token-of-somebody", "wrong-cookie"):
        assert secret not in first + rest


def test_a_password_that_all_can_see_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    from vitne.cli import server  # noqa: PLC0415 - FastAPI only where it is needed

    wish = server.Wish(record=ADDRESS, host="127.0.0.1", port=0, workers=1)
    argv, sys.argv = sys.argv, ["vitne", "serve", "--record", ADDRESS]
    try:
        server._warn(wish)
    finally:
        sys.argv = argv
    said = capsys.readouterr().err
    assert "~/.pgpass" in said
    assert PASSWORD not in said
