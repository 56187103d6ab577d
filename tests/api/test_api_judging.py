"""Judging over HTTP: only with the token, signed, in force at once, and undone by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from asking import TOKEN

from vitne.record.custody import broken, log

if TYPE_CHECKING:
    from asking import Api

BEARER = {"authorization": f"Bearer {TOKEN}"}


def _tolls(api: Api) -> list[dict[str, Any]]:
    return [one for one in api.follow("/claims", kind="toll") if one["incident"]]


def test_a_correction_changes_the_estimates_at_once(judging: Api) -> None:
    one = next(
        each
        for each in judging.follow("/incidents")
        if len(each["voices"]) == 1
        and ((each["estimates"].get("killed") or {}).get("low") or 0) > 1
    )
    (claim, *_) = one["estimates"]["killed"]["low_claims"]

    made = judging.judge(
        action="correct", claims=[claim], field="toll.low", value=1, reason="miscounted"
    )

    assert made.status_code == 201, made.text
    assert made.json()["author"] == "Kari"
    assert made.headers["location"] == f"/api/v1/judgements/{made.json()['id']}"
    told = judging.read(f"/claims/{claim}")
    assert told["toll"]["low"] == 1
    assert told["as_read"]["toll"]["low"] != 1
    story = judging.read(f"/incidents/{told['incident']}")
    assert story["estimates"]["killed"]["low"] == 1


def test_a_judgement_is_kept_listed_and_undone(judging: Api) -> None:
    claim = _tolls(judging)[0]["id"]
    made = judging.judge(action="reject", claims=[claim], reason="not in the text").json()

    assert judging.read(f"/judgements/{made['id']}")["reason"] == "not in the text"
    assert judging.read(f"/claims/{claim}")["review"] == "rejected"

    gone = judging.judge(f"/judgements/{made['id']}/undo", author="Ola", reason="it is there")

    assert gone.status_code == 201, gone.text
    assert judging.read(f"/claims/{claim}")["review"] == "unreviewed"
    page = judging.read("/judgements", claim=claim)
    assert [one["action"] for one in page["items"]] == ["undo", "reject"]
    assert page["undone"] == {made["id"]: gone.json()["id"]}
    assert judging.read("/judgements", author="Ola")["total"] == 1
    again = judging.judge(f"/judgements/{made['id']}/undo", reason="again")
    assert again.status_code == 409
    with judging.record.reading() as connection:
        assert not list(broken(log(connection)))


def test_merging_makes_one_incident_of_two(judging: Api) -> None:
    one, other = (each for each in judging.follow("/incidents", scope="incident")[:2])

    made = judging.judge(
        action="merge", claims=[one["claims"][0], other["claims"][0]], reason="one happening"
    )

    assert made.status_code == 201, made.text
    held = {judging.read(f"/claims/{key['claims'][0]}")["incident"] for key in (one, other)}
    assert len(held) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": "Basic a2FyaTprYXJp"}, 401),
        ({"authorization": f"bearer {TOKEN}", "x-vitne-author": "Kari"}, 201),
        (BEARER, 422),
        (BEARER | {"x-vitne-author": "  "}, 422),
        (BEARER | {"x-vitne-author": "K" * 201}, 422),
        (BEARER | {"x-vitne-author": "Kari", "origin": "https://evil.example"}, 403),
        (BEARER | {"x-vitne-author": "Kari", "sec-fetch-site": "cross-site"}, 403),
    ],
    ids=str,
)
def test_only_who_has_the_token_and_says_a_name_may_judge(
    judging: Api, headers: dict[str, str], status: int
) -> None:
    claim = _tolls(judging)[0]["id"]
    sent = {"action": "accept", "claims": [claim]}

    answer = judging.ask("POST", "/judgements", json=sent, headers=headers)

    assert answer.status_code == status, answer.text
    assert judging.read("/judgements")["total"] == (1 if status == 201 else 0)
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_wrong_tokens_cannot_be_tried_one_after_the_other(judging: Api) -> None:
    headers = {"authorization": "Bearer wrong"}
    tried = [judging.ask("POST", "/judgements", json={}, headers=headers) for _ in range(12)]

    assert [one.status_code for one in tried] == [401] * 10 + [429] * 2
    assert int(tried[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"action": "reject"}, 422),
        ({"action": "reject", "reason": ""}, 422),
        ({"action": "burn", "reason": "x"}, 422),
        ({"action": "grade", "value": "splendid"}, 422),
        ({"action": "merge", "reason": "one"}, 422),
        ({"action": "correct", "field": "start", "value": 1, "reason": "x"}, 422),
        ({"action": "correct", "field": "toll.low", "value": 10**30, "reason": "x"}, 422),
        ({"action": "accept", "claims": ["0" * 16]}, 409),
        ({"action": "accept", "claims": ["'; DROP TABLE claims"]}, 422),
        ({"action": "accept", "claims": []}, 422),
        ({"action": "note", "value": "x" * 10_001}, 422),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_judgement_that_makes_no_sense_is_not_kept(
    judging: Api, sent: dict[str, Any], status: int
) -> None:
    answer = judging.judge(**{"claims": [_tolls(judging)[0]["id"]], **sent})

    assert answer.status_code == status, answer.text
    assert judging.read("/judgements")["total"] == 0


def test_a_body_that_is_no_json_is_refused(judging: Api) -> None:
    headers = BEARER | {"x-vitne-author": "Kari"}
    for content, kind, status in (
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 422),
        (b"\xff\xfe", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"action=accept", "application/x-www-form-urlencoded", 415),
    ):
        answer = judging.ask(
            "POST", "/judgements", content=content, headers=headers | {"content-type": kind}
        )
        assert answer.status_code == status, answer.text


def test_a_name_and_a_text_in_any_script_are_kept(judging: Api) -> None:
    claim = _tolls(judging)[0]["id"]

    made = judging.judge(
        action="note", claims=[claim], value="‮<script>alert(1)</script>\x00", author="Kåre ابن"
    )

    assert made.status_code == 201, made.text
    told = judging.read(f"/judgements/{made.json()['id']}")
    assert told["author"] == "Kåre ابن"
    assert told["value"] == "‮<script>alert(1)</script>�"
