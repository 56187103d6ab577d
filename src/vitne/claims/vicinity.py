"""Says whether two places of an article can be one: the same, or one in the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vitne.model import Location

_NEAR = 0.3  # degrees of latitude, 33 km


def there(a: Location | None, b: Location | None) -> bool:
    """Whether two places can be one: the same, or one in the other's state; unknown fits all."""
    if a is None or b is None or a.name == b.name:
        return True
    if is_wide(a) or is_wide(b):
        return a.country == b.country
    return "area" in (a.level, b.level) and _near(a, b)


def holds(a: Location | None, b: Location | None) -> bool:
    """Whether a headline's region can hold the place below it: "Kashmir" and Sopore."""
    return a is not None and b is not None and a.level != "town" and a.country == b.country


def is_wide(place: Location) -> bool:
    """Whether a place is a state or a part of one without a middle: "øst i Ukraina"."""
    return place.level == "country" or (place.level == "area" and place.lat is None)


def is_part_of_map(place: Location) -> bool:
    """Whether a place is a state or told by a direction in one, and no quarter of a town: "øst i Ukraina"."""
    return is_wide(place) and (place.level == "country" or place.name != place.text)


def _near(a: Location, b: Location) -> bool:
    """Whether two places are of one neighbourhood: a town and its quarters and suburbs."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    narrowed = math.cos(math.radians(a.lat))
    return math.hypot(a.lat - b.lat, (a.lon - b.lon) * narrowed) < _NEAR


def in_state(a: Location | None, b: Location | None) -> bool:
    """Whether two places can be of one state: "i Sudan" and Nyala."""
    return a is None or b is None or a.country == b.country or None in (a.country, b.country)
