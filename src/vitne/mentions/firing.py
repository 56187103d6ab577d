"""Tells on which words of an article each entry of the packs fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.find import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.model import Article, Passage
    from vitne.packs.pack import Pack

Fired = tuple[int, str]  # the index of a passage, the id of an entry


def fired(
    article: Article, passages: Sequence[Passage], pack: Pack
) -> Mapping[Fired, tuple[str, ...]]:
    """The words on which each entry fired, by passage and entry, each once and in text order.

    In "Minst 14 ble drept" the entry `minst` fired on "Minst 14", `harm.killed` on "drept".
    """
    table: dict[Fired, dict[str, None]] = {}
    for passage, row in zip(passages, find(passages, article.published, pack), strict=True):
        for mention in row:
            for rule in mention.rules:
                said = article.text[mention.start : mention.end]
                table.setdefault((passage.index, rule), {})[said] = None
    return {key: tuple(said) for key, said in table.items()}
