"""Reads the models of linking: what is compared of two claims or accounts, and what it weighs.

`data/linking/NAME.toml` declares the comparisons with their levels (ordered: the first that holds
is taken); `data/linking/NAME.weights.json` holds the parameters that evaluation/linking_weights.py
estimated from gold. `families.toml` says which acts may be told as one.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.packs import toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = files("vitne") / "data" / "linking"


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One outcome of a comparison: "the same day".

    `sql` is a condition on the two rows, `x_l` and `x_r` being column x of each; the last level of
    a comparison has none and takes what is left. `unknown` says nothing for or against.
    """

    label: str
    sql: str = ""
    unknown: bool = False


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is compared: the place, the time, the act, the parties, the tolls."""

    name: str
    note: str
    levels: tuple[Level, ...]


class _Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    comparisons: tuple[Comparison, ...]
    macros: dict[str, str] = {}


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Estimated parameters (Fellegi and Sunter).

    `prior` is the share of pairs that are about one happening; `m` and `u` the shares of pairs
    that are, and that are not, at each level, by comparison and label; `threshold` is in bits.
    """

    prior: float
    threshold: float
    m: dict[str, dict[str, float]]
    u: dict[str, dict[str, float]]


class Model(msgspec.Struct, frozen=True):
    """A declared model with its parameters; conditions have their macros filled in."""

    name: str
    comparisons: tuple[Comparison, ...]
    weights: Weights


class Families(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Acts that may be told as one: by ACLED sub-event, else by PLOVER type, and tolls by measure."""

    sub_events: dict[str, str]
    event_types: dict[str, str]
    measures: dict[str, str]
    radius: dict[str, float]  # km, by the level of a place: how far from its point it reaches


def read_model(name: str) -> Model:
    """Read the model `within` (claims of one article) or `across` (accounts of several).

    Raises:
        PackError: A file is missing or wrong, or a level has no parameters.
    """
    comparisons, path = read_comparisons(name), weights_path(name)
    try:
        weights = msgspec.json.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.DecodeError) as error:
        raise PackError(f"{path}: {error}") from error
    for comparison in comparisons:
        for level in comparison.levels:
            if not level.unknown and level.label not in weights.m.get(comparison.name, {}):
                raise PackError(
                    f"{path}: no parameters for {comparison.name}: {level.label!r}; "
                    "run evaluation/linking_weights.py"
                )
    return Model(name, comparisons, weights)


def read_comparisons(name: str) -> tuple[Comparison, ...]:
    """Read what a model compares, with the macros of its conditions filled in.

    Raises:
        PackError: The file is missing or wrong.
    """
    declared = toml.read(FOLDER / f"{name}.toml", _Declared)
    return tuple(_filled(one, declared.macros) for one in declared.comparisons)


def weights_path(name: str) -> Traversable:
    """Where the parameters of a model are kept."""
    return FOLDER / f"{name}.weights.json"


def read_families() -> Families:
    """Read `data/linking/families.toml`."""
    return toml.read(FOLDER / "families.toml", Families)


def _filled(comparison: Comparison, macros: dict[str, str]) -> Comparison:
    levels = []
    for level in comparison.levels:
        sql = level.sql
        for name, text in macros.items():
            sql = sql.replace(f"{{{name}}}", text)
        levels.append(msgspec.structs.replace(level, sql=sql))
    return msgspec.structs.replace(comparison, levels=tuple(levels))
