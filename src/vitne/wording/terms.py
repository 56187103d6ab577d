"""Reads what the codes of a record are called."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from vitne.errors import PackError
from vitne.packs import toml

if TYPE_CHECKING:
    from collections.abc import Mapping

Group = dict[str, str]
_COUNTED = "counted"


class Terms:
    """The English words for codes, by group, and for things that are counted.

    `killed` of `measure` is "killed", `undisclosed` of `known` "not disclosed", `article` is
    counted as "{} article", "{} articles".
    """

    def __init__(
        self, groups: Mapping[str, Mapping[str, str]], counted: Mapping[str, tuple[str, str]]
    ) -> None:
        self.groups = groups
        self.counted = counted
        self._first: dict[str, tuple[str, str]] = {}
        for group, codes in groups.items():
            for code, words in codes.items():
                self._first.setdefault(code, (group, words))

    def find(self, code: str, group: str | None) -> tuple[str, str] | None:
        """The group of a code and its words; None where it is in no group, or not in this one."""
        if group is None:
            return self._first.get(code)
        words = self.groups.get(group, {}).get(code)
        return None if words is None else (group, words)


@cache
def terms() -> Terms:
    """The words of `data/interface/terms.toml`.

    Raises:
        PackError: The file is missing or wrong.
    """
    path = files("vitne") / "data" / "interface" / "terms.toml"
    found = toml.read(path, dict[str, dict[str, str | list[str]]])
    counted = found.pop(_COUNTED, {})
    for group, codes in found.items():
        if not all(isinstance(words, str) for words in codes.values()):
            raise PackError(f"{path}: {group}: a code has one wording, not a list")
    groups = {group: dict[str, str](codes) for group, codes in found.items()}  # type: ignore[arg-type]
    return Terms(MappingProxyType(groups), MappingProxyType(_pairs(counted, str(path))))


def _pairs(counted: Mapping[str, str | list[str]], path: str) -> dict[str, tuple[str, str]]:
    pairs = {}
    for noun, forms in counted.items():
        if isinstance(forms, str) or len(forms) != 2:
            raise PackError(f"{path}: {_COUNTED}: {noun}: needs words for one and for several")
        pairs[noun] = (forms[0], forms[1])
    return pairs
