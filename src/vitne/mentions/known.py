"""Finds the names that the packs know: of actors, and the words of nations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.capitals import common_tail
from vitne.model import Kind, Mention
from vitne.model.entries import Back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Actor, Token
    from vitne.packs.pack import Pack


def actor_at(pack: Pack, tokens: Sequence[Token], at: int) -> Mention | None:
    """The actor that the packs know whose name begins at a token."""
    actors = pack.actors
    low = tokens[at].low
    if low in actors.starts:
        part = tokens[at : at + actors.longest_words]
        count, actor = actors.match([t.low for t in part], 0, written=[t.text for t in part])
        if actor is not None:
            return mention_of(Kind.ACTOR, tokens, (at, at + count), (actor.id,), actor=actor)
    joined = _joined_party(pack, tokens, at) if "-" in low else None
    return joined or _owning_actor(pack, tokens, at)


def _joined_party(pack: Pack, tokens: Sequence[Token], at: int) -> Mention | None:
    """A party whose name leads a word, as if that were its own: "Hamas-raketter", "IRA-bombe".

    Where the word only says what the party is, it is the party: "Renamo-geriljaen".
    """
    actor = leading_party(pack, tokens[at])
    if actor is None or only_describes(pack, tokens[at]):
        return None
    owns = not is_group(pack, tokens[at].low.rpartition("-")[2])
    return mention_of(Kind.ACTOR, tokens, (at, at + 1), (actor.id,), actor=actor, genitive=owns)


def is_group(pack: Pack, low: str) -> bool:
    """Whether a word is one for a group told before: "geriljaen"; not "geriljaens"."""
    hits = pack.lexicon.word(low)
    return any(
        isinstance(entry, Back) and entry.refers == "group" and not owns
        for entry, _, _, owns in hits
    )


def leading_party(pack: Pack, token: Token) -> Actor | None:
    """The party whose name leads a word: "Hamas-raketter", "RSF-held"."""
    lead = token.low.rpartition("-")[0]
    if lead not in pack.actors.starts or not common_tail(token.text):
        return None
    _, actor = pack.actors.match([lead], 0, written=[token.text[: len(lead)]])
    return actor if actor is not None and actor.party else None


def only_describes(pack: Pack, token: Token) -> bool:
    """Whether a word only tells whose something is: "the Houthi-run channel", "RSF-held Nyala"."""
    lead, _, tail = token.low.rpartition("-")
    return bool(lead) and tail in pack.grammar["joined_adjectives"]


def _owning_actor(pack: Pack, tokens: Sequence[Token], at: int) -> Mention | None:
    """An actor in the genitive: "Hamas'", "Den islamske statens"."""
    actors, owned = pack.actors, pack.grammar.owned
    low, text = tokens[at].low, tokens[at].text
    if (base := owned(low)) is not None and base in actors.starts:
        _, actor = actors.match([base], 0, written=[text[: len(base)]])
        if actor is not None:
            return mention_of(
                Kind.ACTOR, tokens, (at, at + 1), (actor.id,), actor=actor, genitive=True
            )
    if low not in actors.starts:
        return None
    for size in range(min(actors.longest_words, len(tokens) - at), 1, -1):
        base = owned(tokens[at + size - 1].low)
        if base is None:
            continue
        lows = [t.low for t in tokens[at : at + size - 1]] + [base]
        written = [t.text for t in tokens[at : at + size]]
        written[-1] = written[-1][: len(base)]
        count, actor = actors.match(lows, 0, written=written)
        if actor is not None and count == size:
            return mention_of(
                Kind.ACTOR, tokens, (at, at + size), (actor.id,), actor=actor, genitive=True
            )
    return None


def nation_at(pack: Pack, tokens: Sequence[Token], at: int) -> Mention | None:
    """The state or people that an adjective or demonym tells of: "syriske", "irakere"."""
    end, found = at + 2, pack.nation_at(tokens, at, 2)
    if found is None:
        end, found = at + 1, pack.nation_at(tokens, at)
    if found is None:
        return None
    place, form, genitive = found
    return mention_of(
        Kind.NATION, tokens, (at, end), (f"nation.{place.country}",), places=(place,),
        form=form, genitive=genitive,
    )  # fmt: skip


def mention_of(
    kind: Kind,
    tokens: Sequence[Token],
    span: tuple[int, int],
    rules: tuple[str, ...],
    **fields: object,
) -> Mention:
    """A mention of the tokens of a span."""
    first, last = span
    return Mention(
        kind=kind, start=tokens[first].start, end=tokens[last - 1].end, first=first, last=last,
        rules=rules, **fields,  # type: ignore[arg-type]
    )  # fmt: skip
