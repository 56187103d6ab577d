"""`vitne serve`, and `vitne demo` on a terminal: what they say, what they show, how they end."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from vitne.cli import server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terminal import Vitne

_ADDRESS = re.compile(r"http://127\.0\.0\.1:[0-9]+")
_PATIENCE = 120  # seconds


@pytest.fixture(scope="module")
def record(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("served") / "war.db"))


@contextmanager
def served(vitne: Vitne, *arguments: str | Path, **environment: str) -> Iterator[Running]:
    """A server in a process of its own, once it has said where it is."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        vitne.command("serve", *arguments),
        stderr=subprocess.PIPE,
        text=True,
        env={**vitne.environment, **environment},
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate(timeout=_PATIENCE)


def sign_in(client: httpx.Client, **sent: str) -> httpx.Response:
    """Fill in the page of the sign-in, and send it."""
    mark = re.findall(r'name="csrf" value="([0-9a-f]+)"', client.get("/sign-in").text)
    return client.post("/sign-in", data={"csrf": mark, **sent})


class Running:
    """A process that serves; `said` is its first line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        self.process, self._stderr = process, process.stderr
        self.said = self._stderr.readline()
        found = _ADDRESS.search(self.said)
        assert found, self.said + self._stderr.read()
        self.address = found.group()

    def line(self) -> str:
        """What it says next."""
        return self._stderr.readline()

    def end(self, how: signal.Signals) -> tuple[int, str]:
        """End it as a person or a system would: its exit code, and what it said at the end."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, said


def test_page_and_api_are_there_as_soon_as_the_address_is_told(
    vitne_command: Vitne, record: Path
) -> None:
    with served(vitne_command, "--record", record, "--port", "0") as server:
        assert "read only" in server.said
        page = httpx.get(server.address + "/", timeout=_PATIENCE)
        assert page.status_code == 200
        assert "Kabul" in page.text
        assert httpx.get(server.address + "/api/v1/incidents").json()["items"]
        assert "started without a token" in httpx.get(server.address + "/sign-in").text
        code, said = server.end(signal.SIGINT)
    assert (code, said) == (0, "vitne: ended\n")


def test_whoever_has_the_new_token_may_judge(vitne_command: Vitne, record: Path) -> None:
    with served(vitne_command, "--record", record, "--port", "0", "--new-token") as server:
        token = server.line().split()[-1]
        with httpx.Client(base_url=server.address, timeout=_PATIENCE) as client:
            assert sign_in(client, name="Kari", token="x" * 40).status_code == 403
            assert sign_in(client, name="Kari", token=token).status_code == 303


def test_several_processes_answer_as_one(vitne_command: Vitne, record: Path) -> None:
    token = "a token of more than sixteen characters"  # noqa: S105 - opens nothing
    command = ("--record", record, "--port", "0", "--workers", "2")
    with (
        served(vitne_command, *command, VITNE_TOKEN=token) as server,
        httpx.Client(timeout=_PATIENCE) as client,
    ):
        client.base_url = server.address
        assert sign_in(client, name="Kari", token=token).status_code == 303
        for _ in range(8):  # connections of their own reach either process
            with httpx.Client(cookies=client.cookies, timeout=_PATIENCE) as fresh:
                assert "Kari" in fresh.get(server.address + "/voices").text
        code, _ = server.end(signal.SIGTERM)
    assert code in (-signal.SIGTERM, 128 + signal.SIGTERM)


def test_a_port_that_is_taken_and_a_record_that_is_not_there_are_said(
    vitne_command: Vitne, record: Path, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = vitne_command("serve", "--record", record, "--port", port)
    assert (done.returncode, f"port {port} is taken" in done.stderr) == (1, True)
    done = vitne_command("serve", "--record", tmp_path / "none.db")
    assert (done.returncode, "no such record" in done.stderr) == (1, True)
    done = vitne_command("serve", "--record", record, VITNE_TOKEN="short")  # noqa: S106
    assert (done.returncode, "at least 16" in done.stderr) == (2, True)


def test_answers_do_not_wait_to_be_acknowledged() -> None:
    listening = server._listening("127.0.0.1", 0)
    with listening, socket.create_connection(listening.getsockname()):
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_demo_ends_on_a_terminal_with_a_page_that_is_there(
    vitne_command: Vitne, tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own command
        vitne_command.command("demo"), cwd=tmp_path, env=vitne_command.environment,
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        said = _until(ours, _ADDRESS)
        assert "All 12 samples" in said
        address = _ADDRESS.findall(said)[-1]
        page = httpx.get(address + "/", timeout=_PATIENCE)
        assert "Kabul" in page.text
        process.send_signal(signal.SIGINT)
        assert process.wait(_PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _until(terminal: int, wanted: re.Pattern[str]) -> str:
    """What is shown on a terminal, up to the line in which something wanted stands."""
    shown = ""
    while not wanted.search(shown):
        shown += os.read(terminal, 65536).decode(errors="replace")
    return shown
