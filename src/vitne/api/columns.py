"""The columns of a panorama: what is known of all incidents, claims and articles of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.api.axes import Axis, Numbers, Pairs
    from vitne.api.versions import Moment


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """The spots of incidents: `spot` is for each incident the number of its own, or -1.

    `vague` are incidents of which only the country is known.
    """

    spot: Numbers
    vague: Numbers
    lat: Numbers
    lon: Numbers
    radius: Numbers
    names: list[str]
    countries: list[str | None]
    precisions: list[str]


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What each voice said of each incident, one row a voice of an incident.

    Two unnamed voices may share a name: `first` is true for one of them.
    """

    incident: Numbers
    voice: Numbers  # among the names of the axis `voice` of incidents
    claims: Numbers
    alone: Numbers
    contradicted: Numbers
    superseded: Numbers
    first: Numbers
    roles: list[str]  # by voice


class Incidents(msgspec.Struct, frozen=True, kw_only=True):
    """All incidents and periods, those that happened last first."""

    ids: list[str]
    earliest: Numbers
    latest: Numbers
    period: Numbers  # whether it is one
    axes: dict[str, Axis]
    places: Places
    heard: Heard


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """All claims, those of the newest articles first, in the order of each.

    `incident` is the row of its incident, the number of incidents where it has none; `numbers` is
    by the number of its words in the index of words the row of the claim, the number of claims
    where there is none.
    """

    ids: Numbers  # 16 hexadecimal digits as a number
    article: Numbers
    incident: Numbers
    earliest: Numbers
    latest: Numbers
    numbers: Numbers
    axes: dict[str, Axis]


class Articles(msgspec.Struct, frozen=True, kw_only=True):
    """All articles, the newest first; `numbers` as those of claims."""

    ids: list[str]
    earliest: Numbers
    latest: Numbers
    numbers: Numbers
    axes: dict[str, Axis]


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """All that a panorama is made of.

    `pairs` has for each axis of claims by which incidents are chosen the distinct pairs of an
    incident and a value.
    """

    moment: Moment
    articles: Articles
    claims: Claims
    incidents: Incidents
    pairs: dict[str, Pairs]
