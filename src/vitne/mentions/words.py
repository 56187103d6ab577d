"""Finds the words of the lexicon: harms, triggers, reporting verbs, cues and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import KIND_OF, Mention, Passage, Role
from vitne.model.entries import Scene

if TYPE_CHECKING:
    from vitne.packs.pack import Pack


def words_of(passage: Passage, pack: Pack) -> list[Mention]:
    """All lexicon entries in a passage, in order: "drept" as harm, "opplyser" as reporting."""
    tokens, named = passage.tokens, not pack.grammar.noun_capitals
    return [
        Mention(
            kind=KIND_OF[type(entry)],
            start=tokens[first].start,
            end=tokens[last - 1].end,
            first=first,
            last=last,
            rules=(entry.id,),
            entry=entry,
            form=form,
            prefix=prefix,
            genitive=genitive,
        )
        for first, last, (entry, form, prefix, genitive) in pack.lexicon.scan(tokens)
        if not (named and isinstance(entry, Scene) and _leads_name(passage, first, last, entry))
    ]


def _leads_name(passage: Passage, first: int, last: int, entry: Scene) -> bool:
    """Whether a word that tells of another world is the first of a name: "Ras Isa" is no slide."""
    if entry.weight > 0 or passage.role is Role.HEADLINE:
        return False
    tokens = passage.tokens
    if not 0 < first < last == first + 1 < len(tokens):
        return False
    return tokens[first].text.istitle() and tokens[last].text.istitle()
