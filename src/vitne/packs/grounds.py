"""What one word, written as a name, stands for on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vitne.model import Place


class Ground(NamedTuple):
    """The ground that a name of one word may stand for: "Helmand" is a region of Afghanistan.

    `states` are those it may lie in (ISO 3166 alpha-3), none for a town; `region` is the part of a
    state it names; `town` the town that alone bears the name.
    """

    states: tuple[str | None, ...]
    region: Place | None
    town: Place | None
