"""All incidents at once: what they can be chosen by, where and when they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vitne.api.pages import (
    Facets,
    Overview,
    Point,
    SpotFeature,
    SpotProperties,
    Spots,
)

if TYPE_CHECKING:
    from vitne.api.looking import Look


def facets(look: Look) -> Facets:
    """What the incidents chosen can be chosen by further."""
    choice = look.asked.choice()
    shown = look.panorama.chosen(choice).incidents()
    return Facets(
        facets=look.panorama.facets(choice, most=look.asked.number("most", 50)),
        total=int(np.count_nonzero(shown)),
        moment=look.panorama.moment,
    )


def places(look: Look) -> Spots:
    """The places of the incidents chosen, as GeoJSON."""
    choice = look.asked.choice()
    page = look.panorama.page(choice, limit=0)
    features = [
        SpotFeature(
            geometry=Point((spot.lon, spot.lat)),
            properties=SpotProperties(
                spot.name, spot.country, spot.precision, spot.radius_km, spot.count, spot.incidents
            ),
        )
        for spot in look.panorama.spots(choice)
    ]
    return Spots(
        features=features,
        total=page.total,
        unplaced=page.unplaced,
        country_only=page.country_only,
        moment=look.panorama.moment,
    )


def timeline(look: Look) -> Overview:
    """The incidents chosen, over time."""
    choice = look.asked.choice()
    return Overview(
        timeline=look.panorama.timeline(choice, zoom=look.asked.holds("zoom")),
        total=int(np.count_nonzero(look.panorama.chosen(choice).incidents())),
        moment=look.panorama.moment,
    )
