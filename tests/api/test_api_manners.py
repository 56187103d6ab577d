"""How the API answers: moments, pages, faults, and who may ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import TOKEN

if TYPE_CHECKING:
    from asking import Api

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("path", ["/incidents", "/claims", "/facets", "/method", "/exports"])
def test_an_answer_is_not_sent_again_as_long_as_nothing_changed(api: Api, path: str) -> None:
    tag = api.get(path).headers["etag"]

    again = api.ask("GET", path, headers={"if-none-match": f'"other", {tag}'})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag


def test_a_judgement_makes_another_moment(judging: Api) -> None:
    before = judging.get("/claims")
    claim = before.json()["items"][0]["id"]

    assert judging.judge(action="accept", claims=[claim]).status_code == 201

    after = judging.ask("GET", "/claims", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["items"][0]["review"] == "accepted"


def test_pages_hang_together_by_next_and_by_link(api: Api) -> None:
    page = api.get("/incidents", limit=3, kind="event")

    assert page.headers["link"] == f'<{page.json()["next"]}>; rel="next"'
    ids = [one["id"] for one in api.follow("/incidents", limit=3, kind="event")]
    assert len(ids) == len(set(ids)) == page.json()["total"]


def test_a_page_goes_on_where_what_it_ended_with_is_gone(judging: Api) -> None:
    first = judging.read("/incidents", limit=5)
    whole = [one["id"] for one in judging.follow("/incidents")]
    last = first["items"][-1]
    judging.judge(action="reject", claims=last["claims"], reason="made up")

    after = judging.read(first["next"].removeprefix("/api/v1"))

    assert after["items"][0]["id"] == whole[5]


def test_head_has_the_headers_of_get_and_no_body(api: Api) -> None:
    get, head = api.get("/incidents"), api.ask("HEAD", "/incidents")

    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-length", "link"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/incidents/0000000000000000", 404),
        ("GET", "/incidents/not-an-id", 404),
        ("GET", "/claims/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404),
        ("GET", "/voices/nobody", 404),
        ("GET", "/actors/nobody", 404),
        ("GET", "/profiles/mine", 404),
        ("DELETE", "/incidents", 405),
        ("PUT", "/judgements", 405),
        ("GET", "/incidents?limit=0", 422),
        ("GET", "/incidents?limit=201", 422),
        ("GET", "/incidents?limit=99999999999999999999", 422),
        ("GET", "/incidents?limit=1&limit=2", 422),
        ("GET", "/incidents?colour=red", 422),
        ("GET", "/incidents?from=0000", 422),
        ("GET", "/incidents?from=2020-02-30", 422),
        ("GET", "/incidents?after=nonsense", 422),
        ("GET", "/claims?after=WyJpbmNpZGVudHMiLDEsIjAiXQ", 422),
        ("GET", "/incidents?bbox=1,2,3", 422),
        ("GET", "/incidents?bbox=nan,0,0,0", 422),
        ("GET", "/incidents?kind=opinion", 422),
        ("GET", "/incidents?place=%20", 422),
        ("GET", "/incidents/0000000000000000?as_of=2020-99", 422),
        ("GET", "/revisions", 422),
        ("GET", "/revisions?since=yesterday", 422),
        ("GET", "/exports/acled?profile=ged", 422),
        ("GET", "/incidents?text=" + "a" * 20_000, 414),
        ("POST", "/judgements", 403),
    ],
)
def test_what_goes_wrong_is_told_in_one_shape(
    api: Api, method: str, path: str, status: int
) -> None:
    answer = api.ask(method, path)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["type"] == "about:blank"
    assert "etag" not in answer.headers


def test_a_wrong_parameter_is_named(api: Api) -> None:
    told = api.get("/incidents", kind="opinion").json()

    assert told["name"] == "kind"
    assert "toll" in told["detail"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
def test_a_server_is_not_asked_under_another_name(api: Api, host: str) -> None:
    assert api.ask("GET", "/incidents", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8484", "127.0.0.1:1", "[::1]:8484"])
def test_a_server_is_asked_under_the_names_of_loopback(api: Api, host: str) -> None:
    assert api.ask("GET", "/method", headers={"host": host}).status_code == 200


def test_an_endless_body_is_refused(judging: Api) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}

    answer = judging.ask("POST", "/judgements", content=b"x" * 1_100_000, headers=headers)

    assert answer.status_code == 413
