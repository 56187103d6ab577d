"""The API does what its description says, and no request makes it fall over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from asking import TOKEN, Api
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from vitne.api.__main__ import description
from vitne.api.app import PREFIX
from vitne.api.parameters import Parameters
from vitne.api.settings import Settings

if TYPE_CHECKING:
    from vitne.record.database import Record

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"
READ = (
    "/", "/incidents", "/claims", "/articles", "/voices", "/actors", "/judgements", "/facets",
    "/places", "/timeline", "/exports", "/revisions", "/profiles", "/method",
)  # fmt: skip


def _read_paths() -> list[str]:
    """What can be read, but for exports, which have tests of their own."""
    told = json.loads(COMMITTED.read_bytes())["paths"]
    return [path for path in told if "get" in told[path] and not path.startswith("/exports/")]


KNOWN = tuple(Parameters().known)


def test_the_description_that_is_committed_is_that_of_the_api() -> None:
    assert COMMITTED.read_bytes() == description(), "python -m vitne.api > docs/openapi.json"


@pytest.fixture(scope="module")
def described(shared: Record) -> Any:
    """The description of the API, for schemathesis, over the application in this process."""
    app = Api(shared, Settings(hosts=("testserver",))).app
    config = SchemathesisConfig.from_dict({"seed": 1})
    return schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app, config=config)


@pytest.mark.parametrize("path", _read_paths())
def test_the_api_answers_as_it_is_described(described: Any, path: str) -> None:
    operation = described[path]["GET"]

    statuses: set[int] = set()

    @settings(
        max_examples=25, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def check(case: schemathesis.Case) -> None:
        # A cursor and a box must make sense; their schema cannot say so, and other tests do.
        for name in ("after", "bbox"):
            (case.query or {}).pop(name, None)
        answer = case.call()
        case.validate_response(answer)
        statuses.add(answer.status_code)

    check()
    assert statuses >= ({404} if "{" in path and "profile" not in path else {200}), statuses


@settings(max_examples=150, derandomize=True)
@given(
    path=st.sampled_from(READ),
    query=st.lists(st.tuples(st.sampled_from(KNOWN), st.text(max_size=40)), max_size=4),
)
def test_no_query_makes_the_server_fail(
    hostile: Api, path: str, query: list[tuple[str, str]]
) -> None:
    answer = hostile.ask("GET", path, params=query)

    assert answer.status_code in (200, 414, 422), answer.text


@settings(max_examples=100, derandomize=True)
@given(
    sent=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(
            st.sampled_from(("action", "claims", "field", "value", "reason", "author")), inner
        ),
        max_leaves=8,
    )
)  # fmt: skip
def test_no_body_makes_the_server_fail(hostile: Api, sent: Any) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}

    answer = hostile.ask("POST", "/judgements", json=sent, headers=headers)

    assert 400 <= answer.status_code < 500, answer.text


@pytest.fixture(scope="module")
def hostile(shared: Record) -> Api:
    """The API of the sample record, with a token."""
    return Api(shared, Settings(token=TOKEN))
