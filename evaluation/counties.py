"""Makes data/places/counties.csv: a point in each county of the United States, by its FIPS code.

The point is the middle of the largest part of the county. The boundaries are those of the Census
(public domain), as the us-atlas package of npm has them.

usage: python evaluation/counties.py counties-10m.json > src/vitne/data/places/counties.csv
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

Ring = list[tuple[float, float]]


def main() -> int:
    """Print a row for each county."""
    atlas = json.loads(Path(sys.argv[1]).read_bytes())
    arcs = [decoded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    rows = ["fips,lat,lon"]
    for county in sorted(atlas["objects"]["counties"]["geometries"], key=lambda row: row["id"]):
        parts = [county["arcs"]] if county["type"] == "Polygon" else county["arcs"]
        _, (lon, lat) = max(middle(joined(part[0], arcs)) for part in parts)
        rows.append(f"{county['id']},{round(lat, 2)},{round(lon, 2)}")
    print("\n".join(rows))
    return 0


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc of TopoJSON in degrees: its points are told each from the last."""
    (wide, high), (east, north) = transform["scale"], transform["translate"]
    steps = itertools.accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
    return [(x * wide + east, y * high + north) for x, y in steps]


def joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """The ring that arcs make end to end; a negative number is an arc walked backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def middle(ring: Ring) -> tuple[float, tuple[float, float]]:
    """The area of a ring and its centre of mass, in degrees."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return abs(area / 2), (x / (3 * area), y / (3 * area)) if area else ring[0]


if __name__ == "__main__":
    raise SystemExit(main())
