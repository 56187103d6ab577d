"""The description of the API in OpenAPI 3.1, made of the types that it answers with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
from fastapi.openapi.utils import get_openapi

from vitne.api import problems
from vitne.api.deciding import Decision, Undoing
from vitne.exports.format import MODULES
from vitne.incidents.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import FastAPI

    from vitne.api.parameters import Parameters
    from vitne.api.routes import Resource

TEXT = """\
A record of what news reports of armed conflict claim. No number stands without its words and the
voice that vouches for it; `null` in a range is an open bound, never zero.

Lists go on at `next` (also in the header `Link`). Every answer has an `ETag` of the moment of the
record that it shows; sent back as `If-None-Match`, it gives 304 as long as nothing has changed.
All that goes wrong is told as `application/problem+json` (RFC 9457). Several values of one
parameter widen the choice, another parameter narrows it.
"""
_REF = "#/components/schemas/{name}"
_IDS = {"incident": "[0-9a-f]{16}", "claim": "[0-9a-f]{16}", "article": "[0-9a-f]{64}",
        "judgement": "[0-9a-f]{64}"}  # fmt: skip
_PARTS = {
    "incident": "The id of an incident.",
    "claim": "The id of a claim.",
    "article": "The id of an article: the SHA-256 of its text.",
    "judgement": "The id of a judgement.",
    "voice": "The name of a voice, as the list of voices has it.",
    "actor": "The name of an actor, as the list of actors has it.",
    "profile": "The id of a method.",
    "format": "The name of a format.",
}
_PROBLEMS = {
    400: "It cannot be understood.",
    401: "The token is missing or wrong.",
    403: "This server is read only, or the request comes from a page of another site.",
    404: "There is no such thing.",
    409: "It does not fit what is in the record.",
    413: "The body is too large.",
    414: "The address is too long.",
    415: "It is no JSON.",
    422: "A parameter or a field is wrong.",
    429: "Wrong tokens were tried too often.",
    503: "The record cannot be read or written now.",
}
_READING = (400, 404, 414, 422, 503)
_ETAG = {
    "description": "The moment of the record.",
    "schema": {"type": "string"},
    "required": True,
}


def answers(resource: Resource) -> dict[int | str, dict[str, Any]]:
    """What a resource answers with, by status."""
    name = resource.shape.__name__
    found: dict[int | str, dict[str, Any]] = {
        200: {
            "description": _first_line(resource.shape),
            "headers": {"ETag": _ETAG},
            "content": {"application/json": {"schema": {"$ref": _REF.format(name=name)}}},
        },
        304: {"description": "Nothing has changed since."},
    }
    return found | _faults(_READING)


def files() -> dict[int | str, dict[str, Any]]:
    """What an export answers with."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {
        200: {"description": "The file.", "content": {"*/*": binary}},
        **_faults(_READING),
    }


def judged() -> dict[int | str, dict[str, Any]]:
    """What judging answers with."""
    location = {"description": "Where it is.", "schema": {"type": "string"}, "required": True}
    return {
        201: {
            "description": "The judgement as it is kept.",
            "headers": {"Location": location},
            "content": {"application/json": {"schema": {"$ref": _REF.format(name="Judgement")}}},
        },
        **_faults(tuple(_PROBLEMS)),
    }


def judging(path: str, body: str) -> dict[str, Any]:
    """What must be sent to judge."""
    told: list[dict[str, Any]] = [part(name) for name in re.findall(r"{(\w+)}", path)]
    told.append(
        {
            "name": "X-Vitne-Author",
            "in": "header",
            "description": "Who judges; or `author` in the body.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            "example": "Kari",
        }
    )
    content = {"application/json": {"schema": {"$ref": _REF.format(name=body)}}}
    return {
        "parameters": told,
        "requestBody": {"required": True, "content": content},
        "security": [{"token": []}],
    }


def parameters(resource: Resource) -> list[dict[str, Any]]:
    """The parameters of a resource, in its path and in its query."""
    parts = [part(name) for name in re.findall(r"{(\w+)(?::path)?}", resource.path)]
    return parts + referred(resource.parameters)


def referred(names: Iterable[str]) -> list[dict[str, Any]]:
    """Some query parameters, by reference."""
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def part(name: str) -> dict[str, Any]:
    """A part of a path."""
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    if name in _IDS:
        schema = {"type": "string", "pattern": f"^{_IDS[name]}$"}
    elif name == "profile":
        schema = {"type": "string", "enum": list(profiles())}
    elif name == "format":
        schema = {"type": "string", "enum": list(MODULES)}
    return {
        "name": name, "in": "path", "required": True, "description": _PARTS[name], "schema": schema,
    }  # fmt: skip


def install(app: FastAPI) -> None:
    """Have an application describe itself."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole description."""
    known: Parameters = app.state.shown.parameters
    from vitne.api.routes import resources  # noqa: PLC0415 - routes know this module

    told: dict[str, Any] = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=app.description,
        routes=app.routes, servers=app.servers, license_info=app.license_info,
    )  # fmt: skip
    shapes = [one.shape for one in resources()]
    _, schemas = msgspec.json.schema_components([*shapes, Decision, Undoing], ref_template=_REF)
    (decision,), more = msgspec.json.schema_components([Decision], ref_template=_REF)
    schemas = more | schemas | {"Decision": decision, "Problem": problems.schema()}
    told["components"] = {
        "schemas": dict(sorted(schemas.items())),
        "parameters": known.described(),
        "responses": {str(status): _fault(about) for status, about in _PROBLEMS.items()},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    _tidy(told)
    return told


def _tidy(told: dict[str, Any]) -> None:
    """Have all operations share what they say of faults."""
    for methods in told["paths"].values():
        for operation in methods.values():
            operation["responses"] = {
                status: {"$ref": f"#/components/responses/{status}"} if int(status) >= 400 else one
                for status, one in operation["responses"].items()
            }


def _faults(statuses: tuple[int, ...]) -> dict[int | str, dict[str, Any]]:
    """Faults of some statuses; they are written out once, among the components."""
    return {one: {"description": _PROBLEMS[one]} for one in statuses}


def _fault(description: str) -> dict[str, Any]:
    schema = {"schema": {"$ref": _REF.format(name="Problem")}}
    return {"description": description, "content": {problems.MEDIA_TYPE: schema}}


def _first_line(shape: type) -> str:
    return (shape.__doc__ or "").strip().partition("\n")[0]
