"""Finds the words of the lexicon: harms, triggers, reporting verbs, cues and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Mention, Passage
from vitne.model.entries import (
    Act,
    Back,
    Cue,
    Harm,
    Head,
    People,
    Relation,
    Reporting,
    Scene,
    Trigger,
    Unit,
)

if TYPE_CHECKING:
    from vitne.packs.lexicon import Lexicon

KIND_OF: dict[type, Kind] = {
    Harm: Kind.HARM,
    People: Kind.PEOPLE,
    Trigger: Kind.TRIGGER,
    Reporting: Kind.REPORTING,
    Act: Kind.ACT,
    Relation: Kind.RELATION,
    Cue: Kind.CUE,
    Unit: Kind.UNIT,
    Head: Kind.HEAD,
    Back: Kind.BACK,
    Scene: Kind.SCENE,
}


def words_of(passage: Passage, lexicon: Lexicon) -> list[Mention]:
    """All lexicon entries in a passage, in order: "drept" as harm, "opplyser" as reporting."""
    tokens = passage.tokens
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
        for first, last, (entry, form, prefix, genitive) in lexicon.scan(tokens)
    ]
