"""The provenance of an export: for each of its rows the claims, the method and the rules behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Self

import msgspec

from vitne.exports.format import CAUTION

if TYPE_CHECKING:
    from vitne.exports.rows import Row
    from vitne.model import Estimate


class Sidecar:
    """Writes the provenance of the rows of an export beside it, one after the other (JSON).

    `{"about", "export": {...}, "rows": [{"key", "incident", "profile", …}, …]}`. A context manager
    that ends the file.
    """

    def __init__(self, out: BinaryIO, about: dict[str, Any]) -> None:
        """Begin the file; `about` says how the export was made."""
        self._out = out
        self._first = True
        head = msgspec.json.encode({"about": CAUTION, "export": about})
        out.write(head[:-1] + b',"rows":[')

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.write(b"\n]}\n")

    def __call__(self, row: Row, key: str) -> None:
        """Add a row of the export, under the key it has there."""
        self._out.write(b"\n" if self._first else b",\n")
        self._first = False
        self._out.write(msgspec.json.encode(told(row, key)))


def told(row: Row, key: str) -> dict[str, Any]:
    """What lies behind a row: which claims, under which method and rules, judged or not."""
    incident = row.incident
    return {
        "key": key,
        "incident": incident.id,
        "profile": row.profile,
        "claims": list(incident.claims),
        "articles": list(incident.articles),
        "estimates": {
            name: _estimate(one)
            for name, one in incident.estimates.items()
            if one.known != "unreported"
        },
        "rules": sorted({rule for one in incident.estimates.values() for rule in one.rules}),
        "reader": sorted({one.claim.reader for one in row.claims}),
        "entries": sorted({rule for one in row.statements for rule in one.claim.rules}),
        "review": row.review,
        "place": {
            "precision": incident.place.precision if incident.place else None,
            "coarsened_to": row.coarsened,
        },
        "redacted": row.redacted,
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    return {
        "low": one.low,
        "best": one.best,
        "high": one.high,
        "known": one.known,
        "low_claims": list(one.low_claims),
        "best_claims": list(one.best_claims),
        "high_claims": list(one.high_claims),
        "rules": list(one.rules),
    }
