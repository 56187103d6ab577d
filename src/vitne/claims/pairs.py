"""Names the first of two whose states stand joined before one noun: "Etiopiske og eritreiske soldater"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import ADJECTIVES
from vitne.model import Kind, Party

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence


def twin_before(
    sentence: Sentence, party: Party, states: tuple[str, ...], context: Context
) -> tuple[Party, ...]:
    """The party of another state joined before a party, and none where there is no such."""
    own = context.owner_name(states)
    at = _begins(sentence, party)
    if not own or own not in party.name or at is None or not sentence.is_a(at - 1, "and"):
        return ()
    nation = sentence.covering(at - 2, Kind.NATION)
    if nation is None or nation.form not in ADJECTIVES:
        return ()
    other = context.owner_name(context.states_of(nation))
    if not other or other == own:
        return ()
    return (sentence.party(nation.first, nation.last, party.name.replace(own, other)),)


def _begins(sentence: Sentence, party: Party) -> int | None:
    """The token at which the words of a party begin, behind an article."""
    starts = (i for i, t in enumerate(sentence.passage.tokens) if t.start == party.start)
    return next(starts, None)
