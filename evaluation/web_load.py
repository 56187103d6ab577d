"""Asks lists of the API as twenty readers at once would, with wrk, each address once if it can be.

The addresses are made of what the record holds: values of every facet, alone and by two, days, and
the cursors that go on after them.
"""

from __future__ import annotations

import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import msgspec

READERS = 20
SECONDS = 4
FACETS = ("event_type", "sub_event", "country", "place", "year", "actor", "voice", "outlet",
          "language", "kind", "modality", "method_grade")  # fmt: skip
ARTICLES = ("outlet", "language")  # by which articles can be chosen
LISTS = ("incidents", "claims", "articles", "voices", "actors", "judgements", "facets", "places",
         "timeline")  # fmt: skip
PAGED = ("incidents", "claims", "articles", "voices", "actors")
EACH = 400  # addresses of a list
_WORDS = ("eksplosjon", "marked", "hospital", "sjukehus", "polis", "children", "bilbombe")

# wrk hands its figures to `done`; each thread counts for itself, so one thread asks.
_SCRIPT = """
local paths, at = {}, 0
for line in io.lines(%s) do paths[#paths + 1] = line end
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency)
  local errors = summary.errors
  print(string.format('{"count": %%d, "status": %%d, "broken": %%d, "median": %%f, "p95": %%f, "seconds": %%f, "bytes": %%d}',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, summary.duration / 1e6, summary.bytes))
end
"""


class Load(msgspec.Struct, frozen=True):
    """How answers came: how many, how many were errors or never came, in how many milliseconds."""

    count: int
    status: int
    broken: int
    median: float
    p95: float
    seconds: float
    bytes: int

    def repeats(self, addresses: int) -> int:
        """How many of the answers were to an address that had been asked before."""
        return max(0, self.count - addresses)


def addresses(client: httpx.Client) -> dict[str, list[str]]:
    """Addresses of each list, all different."""
    rng = random.Random(5)  # noqa: S311 - which are asked for, no secret
    told = client.get("/api/v1/facets?most=60").raise_for_status().json()["facets"]
    known = {f["name"]: [v["value"] for v in f["values"]] for f in told if f["values"]}
    return {name: _of_list(client, name, known, rng) for name in LISTS}


def _of_list(
    client: httpx.Client, name: str, known: dict[str, list[str]], rng: random.Random
) -> list[str]:
    if name == "judgements":
        return [f"/api/v1/judgements?limit={n % 200 + 1}&author=a{n}" for n in range(EACH)]
    names = ARTICLES if name == "articles" else tuple(f for f in FACETS if f in known)
    found: dict[str, None] = {}
    while len(found) < EACH:
        asked = f"/api/v1/{name}?{urlencode(_chosen(names, known, rng))}"
        found[asked] = None
        # Every fourth is followed: its next page is an address too.
        if name in PAGED and len(found) % 4 == 0:
            after = client.get(asked).raise_for_status().json().get("next")
            found.update({after: None} if after else {})
    return list(found)


def _chosen(
    names: tuple[str, ...], known: dict[str, list[str]], rng: random.Random
) -> list[tuple[str, str]]:
    """What somebody may choose: one value or two, sometimes words or days."""
    facets = rng.sample(names, rng.choice((1, 1, 2)))
    chosen = [(name, rng.choice(known[name])) for name in facets]
    dice = rng.random()
    if dice < 0.15:
        chosen.append(("text", rng.choice(_WORDS)))
    elif dice < 0.5:
        year = rng.randint(2010, 2017)
        chosen += [("from", f"{year}-{rng.randint(1, 12):02}"), ("to", f"{year + 1}")]
    return chosen


def load(address: str, paths: list[str], *, seconds: int = SECONDS) -> Load:
    """Ask addresses one after another, by twenty readers who each wait for their answer.

    Raises:
        ValueError: wrk said something else than figures.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder) / "paths", Path(folder) / "ask.lua"
        listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
        script.write_text(_SCRIPT % msgspec.json.encode(str(listed)).decode(), encoding="utf-8")
        said = subprocess.run(
            ["wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", "--timeout", "30s",
             "-s", str(script), address],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    found = re.search(r"^\{.*\}$", said, re.MULTILINE)
    if found is None:
        raise ValueError(f"wrk said: {said}")
    return msgspec.json.decode(found[0], type=Load)


def some(client: httpx.Client, count: int) -> dict[str, list[str]]:
    """Addresses of pages of things: incidents, articles, actors and voices, spread over the lists."""

    def items(path: str) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = client.get(path).raise_for_status().json()["items"]
        return answer

    rng = random.Random(6)  # noqa: S311 - no secret
    held = {
        "incident": [f"/incidents/{one['id']}" for one in items("/api/v1/incidents?limit=200")],
        "article": [f"/articles/{one['id']}" for one in items("/api/v1/articles?limit=200")],
        "one actor": [_under("actors", one["name"]) for one in items("/api/v1/actors?limit=200")],
        "one voice": [_under("voices", one["name"]) for one in items("/api/v1/voices?limit=200")],
    }
    return {
        **{name: rng.sample(paths, min(count, len(paths))) for name, paths in held.items()},
        **{name: [f"/{name}"] * count for name in ("actors", "voices", "review")},
    }


def _under(noun: str, name: str) -> str:
    return str(httpx.URL(f"/{noun}/").join(httpx.URL(path=f"/{noun}/{name}")).raw_path, "ascii")
