"""What is fuzzed: a door of vitne that takes bytes, and what must hold whatever comes through it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Groups = tuple[tuple[str, ...], ...]  # pieces that inputs are made of, kind by kind


@dataclass(frozen=True, slots=True)
class Target:
    """A door of vitne.

    `run` hands an input in; it raises where something does not hold. `seeds` are inputs to begin
    with; `groups` the pieces that mutation adds, each group as often as any other. No input is
    longer than `longest` bytes.
    """

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    groups: Groups
    longest: int = 1500
    blunt: bool = False  # bytes that are no text: packed files, tables


# Name of the target: its module, what the module is told, and the packages whose lines count as
# covered. Each module has a function `target`.
TARGETS: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        **{
            f"claims-{code}": ("of_claims", code, ("passages", "mentions", "claims"))
            for code in ("nb", "nn", "da", "sv", "en")
        },
        **{
            f"captures-{kind}": ("of_captures", kind, ("captures", "articles"))
            for kind in (
                "text",
                "html",
                "jsonl",
                "packed",
                "parquet",
                "warc",
                "meta",
                "feed",
                "sitemap",
            )
        },
        "packs": ("of_packs", "", ("packs",)),
        "record": ("of_record", "", ("record",)),
        "api": ("of_api", "", ("api", "web")),
        "exports": ("of_exports", "", ("exports",)),
        "commands": ("of_commands", "", ("cli",)),
    }
)


def load(name: str) -> Target:
    """Make a target ready, with all that it needs to be read."""
    module, told, _ = TARGETS[name]
    made: Target = import_module(f"fuzz.{module}").target(told)
    return made
