"""Finds place names, and chooses among the places that bear one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Level, Passage, Place
from vitne.model.entries import Trigger
from vitne.packs.folding import fold
from vitne.packs.grounds import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Token
    from vitne.packs.pack import Pack

_CONTAINER_REACH = 5  # tokens after an unknown place in which its state may stand
_KNOWN_EVERYWHERE = 500_000  # people: a town this big is meant even in a report on another state
_VILLAGE = 15_000  # people: of places smaller than this, several may bear one name
_OUTWEIGHED = 10  # a town this many times as big as another is meant before it
_FAR = 4.0  # degrees from all regions named: hardly the place meant
_CLOSE = 2.0  # degrees from a town that the report names
_MOST_KEPT = 200  # named towns of one report
_MOST_TOWNS = 12  # named towns that are worth comparing with
_CITY = 100_000  # people: where a preposition stands before it and no other is nearly as big
_LONGEST = 5  # words of a place name
_GROUNDS = frozenset({Level.ADM1, Level.ADM2})
_PARTS = frozenset({Level.AREA, Level.ADM1, Level.ADM2})


class Toponyms:
    """The place names of one article; knows which states and regions the article is about."""

    __slots__ = ("_grammar", "_inner", "_pack", "_regions", "_towns", "states")

    def __init__(self, passages: Iterable[Passage], pack: Pack, inner: frozenset[str]) -> None:
        """Count the states told, most told first; `inner` are words capitalised mid-sentence."""
        self._pack = pack
        self._grammar = pack.grammar
        self._inner = inner
        self._regions: dict[Place, None] = {}
        self._towns: dict[Place, None] = {}  # those that bear their name alone
        self.states: tuple[str, ...] = ()
        counts: dict[str, int] = {}
        words, groundless = pack.name_words, pack.groundless
        for passage in passages:
            for at, token in enumerate(passage.tokens):
                low = token.low
                if low in groundless or (token.text == low and low not in words):
                    continue
                if state := self._state_at(passage.tokens, at):
                    counts[state] = counts.get(state, 0) + 1
        self.states = tuple(sorted(counts, key=lambda s: -counts[s]))

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[Place, ...], bool]:
        """The place name that begins at a token: how many tokens, its places, genitive.

        "Aserbajdsjans" is one token, Azerbaijan, genitive; places are best first, empty for none.
        """
        low = tokens[at].low
        longest = min(_LONGEST, len(tokens) - at) if self._pack.may_go_on(low) else 1
        count, places = self._matched(tokens, at)
        if chosen := self._choose(tokens, at, count, places):
            return count, self._levelled(tokens, at, at + count, chosen), False
        for size in range(longest, 0, -1):
            base = self._grammar.owned(tokens[at + size - 1].low)
            if base is None:
                continue
            words = [t.low for t in tokens[at : at + size]]
            words[-1] = base
            count, places = self._pack.match_place(words[0], words[1:])
            chosen = self._choose(tokens, at, count, places) if count == size else ()
            if chosen:
                return size, chosen, True
        return 0, (), False

    def _matched(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[Place, ...]]:
        """The longest name of a place that begins at a token, whichever place is meant."""
        low, pack = tokens[at].low, self._pack
        if self._grammar.noun_rows and self._grammar.owned(low) is not None:
            return 0, ()  # "Mali's" is no name of its own
        following = [t.low for t in tokens[at + 1 : at + _LONGEST]] if pack.may_go_on(low) else []
        return pack.match_place(low, following)

    def _noun_before(self, tokens: Sequence[Token], at: int) -> int:
        """Where the noun stands that a name may follow: "byen X", "the town of X"; -1 for none."""
        if at and tokens[at - 1].low in self._grammar["naming_of"]:
            return at - 2
        return at - 1

    def _noun_behind(self, tokens: Sequence[Token], end: int) -> str:
        """The word behind a name, in a language that says there what it is: "Anbar province"."""
        return tokens[end].low if self._grammar.noun_rows and end < len(tokens) else ""

    def _level_beside(self, tokens: Sequence[Token], at: int, end: int) -> Level | None:
        """The level that the noun before or behind a name tells: "provinsen X", "X district"."""
        level_of, before = self._pack.places.level_of, self._noun_before(tokens, at)
        behind = level_of(self._noun_behind(tokens, end))
        return behind or (level_of(tokens[before].low) if before >= 0 else None)

    def _levelled(
        self, tokens: Sequence[Token], at: int, end: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """The ground that bears the name of its town, where a noun tells: "provinsen Kandahar"."""
        level = self._level_beside(tokens, at, end)
        if places[0].level is not Level.TOWN or level not in _GROUNDS or level is None:
            return places
        found = [p for p in places if p.level is level and p.country == places[0].country]
        if not found and places[0].lat is not None:
            found = [msgspec.structs.replace(places[0], level=level, geonameid=None)]
        return (*found, *places)

    def unknown(self, tokens: Sequence[Token], at: int, end: int) -> tuple[Place, ...]:
        """A place that no gazetteer knows, where the words say that it is one: "i Garayusifli"."""
        last = tokens[end - 1]
        behind = self._grammar.is_place_noun(self._noun_behind(tokens, end))
        told = behind or self._surely_place(tokens, at) or self._is_apposed(tokens, end)
        if not told or self._is_street(tokens, end):
            return ()
        lead, _, tail = last.text.rpartition("-")
        tailed = common_tail(last.text) and not behind
        if tailed and (lead.isupper() or not self._pack.places.level_of(tail)):
            return ()
        text = " ".join(token.text for token in tokens[at:end])
        if self._grammar.noun_rows and (base := self._grammar.owned(last.low)) is not None:
            text = text[: len(base) - len(last.low)]
        level = self._told_level(tokens, at, end)
        return (Place(text, self._container(tokens, at, end), level),)

    def _is_apposed(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether what and where a name is stands behind it: "X, en liten landsby nær Y"."""
        words = self._grammar
        if end + 2 >= len(tokens) or tokens[end].low != ",":
            return False
        if tokens[end + 1].low not in words["articles"]:
            return False
        noun = (i for i in range(end + 2, end + 5) if tokens[i : i + 1])
        at = next((i for i in noun if tokens[i].low in words["settlements"]), None)
        if at is None:
            return False
        return any(t.low in words["near"] for t in tokens[at + 1 : at + 4])

    def _is_street(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a name is that of a street or square: "Storgata", "Folkets plass"."""
        if self._grammar.ends(tokens[end - 1].low, "street_endings"):
            return True
        return end < len(tokens) and tokens[end].low in self._grammar["street_endings"]

    def _told_level(self, tokens: Sequence[Token], at: int, end: int) -> Level:
        """The level that the noun beside an unknown name tells: "distriktet X", "bydelen X"."""
        level = self._pack.places.level_of(tokens[at].low.rpartition("-")[2])
        level = level or self._level_beside(tokens, at, end)
        return level if level in _PARTS and level is not None else Level.TOWN

    def _choose(
        self, tokens: Sequence[Token], at: int, count: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """The candidates worth keeping: a small town only where the words say that it is a place."""
        if not places:
            return ()
        if count == 1 and tokens[at].low.endswith("s") and self._is_street(tokens, at + 1):
            return ()
        if (marked := self._marked(tokens, at, at + count, places)) is not None:
            return marked
        best = self._pack.places.rank(places, self.states)
        if not best:
            return self.unknown(tokens, at, at + count)
        if best[0].level is Level.SEA and self._names_more(tokens, at + count):
            return ()
        if best[0].level is not Level.TOWN:
            return best
        if count == 1 and at == 0 and tokens[0].text not in self._inner:
            seat = tokens[0].low in self._pack.nations.capitals  # "Kairo vendte tommelen ned"
            told = seat or best[0].country in self.states
            return best if told and self._not_word(tokens[0]) else ()
        if best[0].country in self.states:
            return self._nearest(best)
        if self._is_famous(tokens, at, best) or tokens[at].low in self._pack.nations.capitals:
            return best
        return self.unknown(tokens, at, at + count)

    def _names_more(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether the name of a sea goes on, as that of a ship may: "the ferry Baltic Queen"."""
        if not self._grammar.noun_rows or end >= len(tokens):
            return False
        return tokens[end].text[0].isupper() and tokens[end].start - tokens[end - 1].end == 1

    def _is_famous(self, tokens: Sequence[Token], at: int, places: tuple[Place, ...]) -> bool:
        """Whether a town is meant though its state is not told: a big one, or "fra Bunia"."""
        most, *others = sorted((place.population for place in places), reverse=True)
        if places[0].population >= _KNOWN_EVERYWHERE or self._pack.places.is_own(places):
            return True
        placed = at > 0 and (
            tokens[at - 1].low in self._grammar["place_prepositions"]
            or any(
                isinstance(hit[0], Trigger) for hit in self._pack.lexicon.word(tokens[at - 1].low)
            )
        )
        alone = all(other * _OUTWEIGHED < most for other in others[:1])
        own = fold(places[0].name).startswith(tokens[at].low)
        return placed and alone and own and places[0].population == most >= _CITY

    def _marked(
        self, tokens: Sequence[Token], at: int, end: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...] | None:
        """The candidates where the words beside the name tell its town or state; None if not."""
        if at > 0 and tokens[at - 1].low in self._grammar["quarter_nouns"]:
            own = tuple(p for p in places if p.country in self.states[:1])
            return own or self.unknown(tokens, at, end)
        told = self._state_beside(tokens, at, end)
        own = tuple(p for p in places if p.country == told)
        if told is None or not (own or places[0].level is Level.TOWN):
            return None
        return self._nearest(own) if own else self.unknown(tokens, at, end)

    def _nearest(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Of towns of one name, the one in or nearest to the regions the report names.

        A village far from all of them, or one of several alike, keeps its name and state but no
        point: which one is meant is not told.
        """
        towns = [p for p in places if p.level is Level.TOWN and p.lat is not None]
        own = [p for p in towns if p.country in self.states] or towns
        if not own:
            return places
        home = self.states[0] if self.states else None
        most = max(p.population for p in own)
        best = min(
            own,
            key=lambda p: (
                round(self._away(p)), self._is_remote(p), p.population * _OUTWEIGHED < most,
                p.country != home,
            ),
        )  # fmt: skip
        if best.population < _VILLAGE and self._away(best) > _FAR:
            best = Place(best.name, best.country, Level.TOWN)
        return (best, *(p for p in places if p is not best))

    def _away(self, place: Place) -> float:
        """How far a place lies from the nearest region that the report names."""
        if any(_in_region(place, region) for region in self._regions):
            return 0.0
        return min((_degrees(place, r) for r in self._regions), default=0.0)

    def _is_remote(self, place: Place) -> bool:
        """Whether a place lies far from all towns of its state that the report names."""
        rows = [town for town in self._towns if town.country == place.country][:_MOST_TOWNS]
        return bool(rows) and min(_degrees(place, town) for town in rows) > _CLOSE

    def _state_beside(self, tokens: Sequence[Token], at: int, end: int) -> str | None:
        """The state told beside a name: "den maliske byen X", "X i Mali", "X på irakisk side"."""
        before = self._noun_before(tokens, at)
        noun = tokens[before].low if before >= 0 else ""
        camp = self._grammar.ends(noun, "camp_endings")  # named after who lives there
        if before > 0 and self._grammar.is_place_noun(noun) and not camp:
            nation = self._pack.nation_at(tokens, before - 1)
            if nation is not None and nation[0].country:
                return nation[0].country
        if end + 1 >= len(tokens) or tokens[end].low not in self._grammar["in"]:
            return None
        named = tokens[end + 1].text[0].isupper() or self._is_side(tokens, end + 2)
        return self._state_at(tokens, end + 1) if named else None

    def _not_word(self, token: Token) -> bool:
        grammar = self._grammar
        plain = token.low in grammar["function"] or token.low in grammar["determiners"]
        return not plain and not self._pack.lexicon.word(token.low)

    def _container(self, tokens: Sequence[Token], at: int, end: int) -> str | None:
        """The state of a place no gazetteer knows: "… i Mali", "… på irakisk side" after it."""
        if (state := self._state_beside(tokens, at, end)) is not None:
            return state
        if self._grammar.is_place_noun(self._noun_behind(tokens, end)):
            end += 1  # "the X district of Y"
        inside = self._grammar["in"] | self._grammar["naming_of"]
        if end < len(tokens) and tokens[end].low in inside:
            following = [t.low for t in tokens[end + 1 : end + 1 + _LONGEST]]
            town = self._pack.match_place(following[0], following[1:])[1] if following else ()
            for place in self._pack.places.rank(town, self.states)[:1]:
                if place.country in self.states or place.population >= _KNOWN_EVERYWHERE:
                    return place.country
        for i in range(end, min(end + _CONTAINER_REACH, len(tokens))):
            within = tokens[i - 1].low in self._grammar["in"] or not tokens[i - 1].low.isalnum()
            named = within and tokens[i].text[0].isupper()
            if (named or self._is_side(tokens, i + 1)) and (state := self._state_at(tokens, i)):
                return state
        return None

    def _is_side(self, tokens: Sequence[Token], at: int) -> bool:
        return at < len(tokens) and tokens[at].low in self._grammar["sides"]

    def _surely_place(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the word before makes any name a place: "i X", "landsbyen X", "kampene om X"."""
        if at == 0 or tokens[at].text.isupper():
            return False
        before = tokens[at - 1].low
        words = self._grammar
        if before in words["about"] and at > 1:
            hits = self._pack.lexicon.word(tokens[at - 2].low)
            return any(isinstance(hit[0], Trigger) for hit in hits)
        noun = tokens[self._noun_before(tokens, at)].low
        if before in words["sure_place_prepositions"] or words.is_place_noun(noun):
            return True
        return before in words["and"] and self._is_joined(tokens, at - 1)

    def _is_joined(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether "og" joins a name to one that a plural made a place: "distriktene X og Y"."""
        first = at
        while first > 0 and at - first < _LONGEST and tokens[first - 1].text[0].isupper():
            first -= 1
        plural = self._grammar["place_nouns_plural"]
        return 0 < first < at and tokens[first - 1].low in plural

    def _state_at(self, tokens: Sequence[Token], at: int) -> str | None:
        """The state that a word names, or the words that begin with it: "Burkina Faso"."""
        nation = self._pack.nation_at(tokens, at)
        if nation is not None:
            return nation[0].country
        if not tokens[at].text[0].isupper():
            return None
        ground = self._ground_at(tokens, at)
        if ground is None:
            return None
        if ground.town is not None and len(self._towns) < _MOST_KEPT:
            self._towns[ground.town] = None
        if ground.region is not None:
            self._regions[ground.region] = None
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
        _, places = self._matched(tokens, at)
        known = len(places) == 1 and places[0].population >= _VILLAGE
        town = places[0] if known and places[0].level is Level.TOWN else None
        if not places and (base := self._grammar.owned(low)) is not None:
            _, places = pack.match_place(base, [])
        if not places and not pack.may_go_on(low):
            return None
        if not places or places[0].level is Level.TOWN:  # "Gaza by" lies in Gaza
            _, places = pack.match_place(low, [])
        if not places or places[0].level is Level.TOWN:
            return Ground((), None, town)
        inside = places[0].level in _PARTS and places[0].lat is not None
        states = tuple({place.country for place in places})
        return Ground(states, places[0] if inside else None, town)


def common_tail(text: str) -> bool:
    """Whether a name only describes a common noun: "FN-leiren", "Grad-rakett"."""
    lead, hyphen, tail = text.rpartition("-")
    return bool(hyphen) and tail[:1].islower() and lead[:1].isupper()


def _in_region(place: Place, region: Place) -> bool:
    same = place.country == region.country and region.admin1 is not None
    return same and place.admin1 == region.admin1


def _degrees(a: Place, b: Place) -> float:
    """How far two places lie apart, roughly, in degrees: enough to tell which is nearer."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 360.0
    return abs(a.lat - b.lat) + abs(a.lon - b.lon)
