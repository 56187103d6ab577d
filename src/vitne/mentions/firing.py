"""Tells on which words of an article each entry of the packs fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.find import find
from vitne.model import Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.model import Article, Passage
    from vitne.packs.pack import Pack

Fired = tuple[int, str]  # the index of a passage, the id of an entry


def fired(
    article: Article, passages: Sequence[Passage], pack: Pack
) -> Mapping[Fired, tuple[Quote, ...]]:
    """The words on which each entry fired, by passage and entry, in text order.

    In "Minst 14 ble drept" the entry `minst` fired on "Minst 14", `harm.killed` on "drept".
    """
    table: dict[Fired, dict[tuple[int, int], Quote]] = {}
    for passage, row in zip(passages, find(passages, article.published, pack), strict=True):
        for mention in row:
            start, end = mention.start, mention.end
            for rule in mention.rules:
                told = table.setdefault((passage.index, rule), {})
                told[start, end] = Quote(article.text[start:end], start, end)
    return {key: tuple(told.values()) for key, told in table.items()}
