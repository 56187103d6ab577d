"""Knows which states, regions and towns one article names: where it is set."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vitne.model import Level
from vitne.packs.grounds import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Passage, Place, Token
    from vitne.packs.pack import Pack

LONGEST = 5  # words of a place name
VILLAGE = 15_000  # people: of places smaller than this, several may bear one name
_IN_PASSING = 3  # a state told this many times less than another is not what the article is about
_MOST_KEPT = 200  # named towns of one report
PARTS = frozenset({Level.AREA, Level.ADM1, Level.ADM2})


class Setting:
    """The states, regions and towns that one article names, told most first."""

    __slots__ = (
        "_grammar",
        "_matched",
        "_pack",
        "_passing",
        "_words",
        "is_set",
        "regions",
        "states",
        "towns",
    )

    def __init__(self, passages: Iterable[Passage], pack: Pack) -> None:
        """Look over all passages once."""
        self._pack = pack
        self._grammar = pack.grammar
        self.regions: dict[Place, None] = {}
        self.towns: dict[Place, None] = {}  # those that bear their name alone
        self.states: tuple[str, ...] = ()
        self._words: dict[str, set[str]] = {}  # that tell of each state
        self._matched: dict[tuple[str, ...], tuple[int, tuple[Place, ...]]] = {}  # by its words
        counts: dict[str, int] = {}
        words, groundless = pack.name_words, pack.groundless
        for passage in passages:
            for at, token in enumerate(passage.tokens):
                low = token.low
                if low in groundless or (token.text == low and low not in words):
                    continue
                state = self.state_at(passage.tokens, at)
                if state and not self._is_beyond(passage.tokens, at):
                    counts[state] = counts.get(state, 0) + 1
                    self._words.setdefault(state, set()).add(low)
        self.states = tuple(sorted(counts, key=lambda s: -counts[s])) or self._of_towns()
        self.is_set = (
            max(counts.values(), default=0) > 1
        )  # one state is told of more than in passing
        few = max(counts.values(), default=0) / _IN_PASSING
        self._passing = {state for state in self.states[2:] if counts.get(state, 0) <= few}

    def _of_towns(self) -> tuple[str, ...]:
        """The state in which most towns named lie, where none is told: "Menongue … Huambo"."""
        rows = Counter(town.country for town in self.towns if town.country).most_common(2)
        most = [count for _, count in rows]
        return (rows[0][0],) if most and most[0] > 1 and most[1:] != most[:1] else ()

    def _is_beyond(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a state only tells which border is meant: "ved grensen mot | Iran"."""
        if at < 2 or tokens[at - 1].low not in self._grammar["border_with"]:
            return False
        crossed = tokens[at - 3].low in self._grammar["border_crossing"] if at > 2 else False
        return tokens[at - 2].low in self._grammar["borders"] and not crossed

    def part_named(self, state: Place) -> Place | None:
        """The part of another state, told more of, that an article names a state by: "Niger State"."""
        if state.level is not Level.COUNTRY or state.country in self.states[:1]:
            return None
        return self.told_part(state.name)

    def told_part(self, name: str) -> Place | None:
        """The part of the state told of most whose name is told in full elsewhere: "Plateau State"."""
        lead = f"{name} "
        for part in self.regions:
            own = part.level is Level.ADM1 and part.name.startswith(lead)
            if own and part.country in self.states[:1]:
                return part
        return None

    def is_told_by(self, state: str | None, word: str) -> bool:
        """Whether a state is told of by this word alone: "Georgia", and no Georgian or Tbilisi."""
        return state is not None and self._words.get(state) == {word}

    def is_told_in_passing(self, state: str | None) -> bool:
        """Whether an article tells of at least two other states far more often than of this one."""
        return state in self._passing

    def state_at(self, tokens: Sequence[Token], at: int) -> str | None:
        """The state that a word names, or the words that begin with it: "Burkina Faso"."""
        nation = self._pack.nation_at(tokens, at)
        if nation is not None:
            return nation[0].country
        if not tokens[at].text[0].isupper():
            return None
        ground = self._ground_at(tokens, at)
        if ground is None:
            return None
        if ground.town is not None and len(self.towns) < _MOST_KEPT:
            self.towns[ground.town] = None
        if ground.region is not None:
            self.regions[ground.region] = None
        if len(ground.states) == 1:
            return ground.states[0]
        return next((state for state in self.states if state in ground.states), None)

    def _ground_at(self, tokens: Sequence[Token], at: int) -> Ground | None:
        """What a word written as a name stands for; a name of one word is remembered."""
        low, pack = tokens[at].low, self._pack
        found = pack.grounds.get(low)
        if found is None:
            found = self._find_ground(tokens, at)
            if not pack.may_go_on(low):
                pack.note_ground(low, found)
        return found

    def _find_ground(self, tokens: Sequence[Token], at: int) -> Ground | None:
        low, pack = tokens[at].low, self._pack
        _, places = self.matched(tokens, at)
        known = len(places) == 1 and places[0].population >= VILLAGE
        town = places[0] if known and places[0].level is Level.TOWN else None
        if town is None and (base := self._grammar.owned(low)) is not None:
            _, owner = pack.match_place(base, [])
            if not places or (owner and owner[0].level is Level.COUNTRY):
                places = owner  # "Perus" is of Peru, not a village
        if not places and not pack.may_go_on(low):
            return None
        if not places or places[0].level is Level.TOWN:  # "Gaza by" lies in Gaza
            _, places = pack.match_place(low, [])
        if not places or places[0].level is Level.TOWN:
            return Ground((), None, town)
        alone = sum(place.level is places[0].level for place in places) == 1
        inside = alone and places[0].level in PARTS and places[0].lat is not None
        states = tuple({place.country for place in places})
        return Ground(states, places[0] if inside else None, town)

    def matched(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[Place, ...]]:
        """The longest name of a place that begins at a token, whichever place is meant.

        Remembered: what looks for names and what weighs them ask it again.
        """
        words = tuple([token.low for token in tokens[at : at + LONGEST]])
        found = self._matched.get(words)
        if found is None:
            found = self._matched[words] = self._match(*words)
        return found

    def _match(self, low: str, *following: str) -> tuple[int, tuple[Place, ...]]:
        if self._grammar.noun_rows and self._grammar.owned(low) is not None:
            return 0, ()  # "Mali's" is no name of its own
        return self._pack.match_place(low, list(following))
