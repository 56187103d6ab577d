"""A record as it stands is served by Datasette, read-only."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from datasette.app import Datasette
from stories import BARDA, put

from vitne.record.database import Record
from vitne.record.schema import METADATA

if TYPE_CHECKING:
    from pathlib import Path


def ask(path: Path, *addresses: str) -> list[Any]:
    async def answers() -> list[Any]:
        served = Datasette([str(path)])
        return [await served.client.get(address) for address in addresses]

    return asyncio.run(answers())


def test_datasette_shows_the_tables_and_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(str(path), create=True) as record:
        put(record, BARDA.format(killed=7))
        front, table, claims = ask(
            path,
            "/record.json",
            "/record/claims",
            "/record/claims.json?measure=killed&_shape=array",
        )
    shown = {one["name"]: one for one in front.json()["tables"]}
    assert shown.keys() >= METADATA.tables.keys()
    assert shown["claims"]["count"] == 5
    assert table.status_code == 200
    assert "Minst 7 sivile ble drept" in table.text
    (claim,) = claims.json()
    assert (claim["low"], claim["high"], claim["place"]) == (7, None, "Barda")
    (found,) = ask(path, f"/record/articles/{claim['article']}.json?_shape=array")
    assert "Raketter slo ned" in str(found.json())
