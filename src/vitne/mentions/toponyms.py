"""Finds place names, and chooses among the places that bear one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.mentions.capitals import common_tail
from vitne.mentions.leads import is_told_behind
from vitne.mentions.namesakes import Beside, Namesakes
from vitne.mentions.setting import LONGEST, VILLAGE, Setting
from vitne.mentions.signs import KNOWN_EVERYWHERE, Signs
from vitne.model import Level, Passage, Place
from vitne.model.entries import Trigger
from vitne.packs.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.mentions.namesakes import Weighed
    from vitne.model import Token
    from vitne.packs.pack import Pack

_OUTWEIGHED = 10  # a town this many times as big as another is meant before it
_CITY = 100_000  # people: where a preposition stands before it and no other is nearly as big
_INITIALS = 4  # letters
_SHORTEST = 3  # letters of a name no gazetteer has
_GROUNDS = frozenset({Level.ADM1, Level.ADM2})


class Toponyms:
    """The place names of one article; knows which states and regions the article is about."""

    __slots__ = ("_grammar", "_inner", "_namesakes", "_pack", "_setting", "_signs")

    def __init__(self, passages: Sequence[Passage], pack: Pack, inner: frozenset[str]) -> None:
        """Learn where the article is set; `inner` are words capitalised mid-sentence."""
        self._pack = pack
        self._grammar = pack.grammar
        self._inner = inner
        self._setting = Setting(passages, pack)
        self._signs = Signs(pack, self._setting)
        self._namesakes = Namesakes(passages, pack, self._setting)

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[Place, ...], bool]:
        """The place name that begins at a token: how many tokens, its places, genitive.

        "Aserbajdsjans" is one token, Azerbaijan, genitive; places are best first, empty for none.
        """
        low = tokens[at].low
        longest = min(LONGEST, len(tokens) - at) if self._pack.may_go_on(low) else 1
        count, places = self._setting.matched(tokens, at)
        chosen = self._choose(tokens, at, count, places)
        if chosen and count == 1 and _are_initials(tokens, at, chosen):
            return 0, (), False
        if chosen and self._is_noun(tokens[at : at + count], chosen):
            return 0, (), False
        plain = bool(chosen) and not (count == 1 and self._is_of_state(low, chosen))
        size, owner = self._owner(tokens, at, longest, count if plain else 0)
        if owner and not (size == 1 and _are_initials(tokens, at, owner)):
            return size, owner, True
        if plain:
            return count, self._levelled(tokens, at, at + count, chosen), False
        return 0, (), False

    def _is_noun(self, tokens: Sequence[Token], places: tuple[Place, ...]) -> bool:
        """Whether an article and its noun only look like the name of a town: "The village was looted"."""
        article = tokens[0].low in self._grammar["definite_articles"] and len(tokens) > 1
        small = all(token.text == token.low for token in tokens[1:])
        return article and small and places[0].level is Level.TOWN

    def _owner(
        self, tokens: Sequence[Token], at: int, longest: int, found: int
    ) -> tuple[int, tuple[Place, ...]]:
        """The places whose name, longer than one found, stands in the genitive: "Sri Lankas"."""
        for size in range(longest, found, -1):
            base = self._grammar.owned(tokens[at + size - 1].low)
            if base is None:
                continue
            words = [t.low for t in tokens[at : at + size]]
            words[-1] = base
            count, places = self._pack.match_place(words[0], words[1:])
            chosen = self._choose(tokens, at, count, places) if count == size else ()
            known = bool(chosen) and (chosen[0] in places or chosen[0].lat is not None)
            if known or (chosen and self._owns(tokens, at + size)):
                return size, chosen
        return 0, ()

    def _owns(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a name that ends in the mark of the genitive has what it owns behind it: not "i byen Anefis"."""
        if end >= len(tokens) or not tokens[end].text[0].islower():
            return False
        low = tokens[end].low
        return low not in self._grammar["function"] and low not in self._pack.calendar.starters

    def _is_of_state(self, low: str, places: tuple[Place, ...]) -> bool:
        """Whether a name is that of a state in the genitive, and no village: "i Perus høyland"."""
        if places[0].level is not Level.TOWN or places[0].country in self._setting.states[:1]:
            return False
        base = self._grammar.owned(low)
        state = self._pack.match_place(base, [])[1] if base else ()
        return bool(state) and state[0].level is Level.COUNTRY

    def _levelled(
        self, tokens: Sequence[Token], at: int, end: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """The ground that bears the name of its town, where a noun tells: "provinsen Kandahar"."""
        if places[0].level is not Level.TOWN:
            return self._as_town(tokens, at, end, places)
        if self._signs.has_settlements(tokens, at):
            grounds = [p for p in places if p.level in _GROUNDS and p.country == places[0].country]
            return (*grounds, *places)
        level = self._signs.level_beside(tokens, at, end)
        if level not in _GROUNDS or level is None:
            return places
        found = [p for p in places if p.level is level and p.country == places[0].country]
        if not found and places[0].lat is not None:
            found = [msgspec.structs.replace(places[0], level=level, geonameid=None)]
        return (*found, *places)

    def _as_town(
        self, tokens: Sequence[Token], at: int, end: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """The town that its ground is named after, where a noun tells: "landsbyen Masisi"."""
        town = self._signs.level_beside(tokens, at, end) is Level.TOWN
        if not town or places[0].level is not Level.ADM2:
            return places
        found = [p for p in places if p.level is Level.TOWN and p.country == places[0].country]
        return (*(found or [msgspec.structs.replace(places[0], level=Level.TOWN)]), *places)

    def is_called_town(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a noun before a name says that it is a settlement: "byen X", "the town of X"."""
        return self._signs.level_before(tokens, at) is Level.TOWN

    def is_of_thing(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name is that of a hotel, a ship, …, and of no place, person or body."""
        return self._signs.is_of_thing(tokens, at, end)

    def is_named_ground(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a noun of place names what follows, though it begins as a title: "the village of Sheikh X"."""
        before = tokens[at - 1].low if at > 1 else ""
        return before in self._grammar["naming_of"] and self._grammar.is_place_noun(
            tokens[at - 2].low
        )

    def is_told_behind(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether what stands behind a name says that it is ground: "X, en liten landsby", "X was shelled"."""
        apposed = self._signs.is_apposed(tokens, end)
        return apposed or is_told_behind(self._pack, tokens, end)

    def opens_in_ground(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether one name opens a sentence, and commas enclose where it lies: "Kinma, in the Y township, …"."""
        opens = at == 0 or not tokens[at - 1].text[-1].isalnum()
        return opens and end - at == 1 and self._signs.is_in_ground(tokens, end)

    def unknown(
        self, tokens: Sequence[Token], at: int, end: int, *, tagged: bool = False
    ) -> tuple[Place, ...]:
        """A place that no gazetteer knows, where the words say that it is one: "i Garayusifli".

        They need not where the tagger of names has said it.
        """
        last = tokens[end - 1]
        start, joined, _ = last.text.partition("-")
        if joined and end - at == 1 and self._signs.is_road(tokens, end):
            return self._begins(start)  # "the Djibo-Bourzanga road"
        if end - at == 1 and len(last.text) < _SHORTEST:
            return ()  # "i St. Peter-kirken", "i El Petén"
        owned = at > 0 and tokens[at - 1].low in self._grammar["articles"]  # "an M23 camp"
        behind = not owned and self._grammar.is_place_noun(self._signs.noun_behind(tokens, end))
        behind = behind or (end - at > 1 and last.low in self._grammar["named_grounds"])
        told = behind or self._signs.surely_place(tokens, at) or self.is_told_behind(tokens, end)
        told = told or self._signs.is_put_at(tokens, at, end)
        told = told or self._signs.is_located(tokens, at, end)
        told = told or self._signs.names_settlement(tokens, at, end)
        told = told or self.opens_in_ground(tokens, at, end)
        told = told or (end - at > 1 and tokens[at].low in self._grammar["ground_openers"])
        lead, _, tail = last.text.rpartition("-")
        told = told or (bool(lead) and self._pack.places.level_of(tail) is not None)
        if not (told or tagged) or self._signs.is_street(tokens, end):
            return ()
        if tokens[at].low in self._grammar["bearers"] or self._signs.is_person(tokens, end):
            return ()  # "stormet Hotel Hayat", "the base of X, who leads the rebels"
        if last.low in self._grammar["no_places"] or tail in self._grammar["joined_adjectives"]:
            return ()  # "the Catholic district", "the Serb-held town"
        if not last.text[-1].isalnum():
            return ()  # "Nord- og Sør-Korea"
        tailed = common_tail(last.text) and not behind
        if tailed and (lead.isupper() or not self._pack.places.level_of(tail)):
            return ()
        text = " ".join(token.text for token in tokens[at:end])
        if (part := self._setting.told_part(text)) is not None:
            return (part,)
        if self._grammar.noun_rows and (base := self._grammar.owned(last.low)) is not None:
            text = text[: len(base) - len(last.low)]
        level = self._signs.told_level(tokens, at, end)
        return (Place(text, self._signs.container(tokens, at, end), level),)

    def _begins(self, name: str) -> tuple[Place, ...]:
        """The town at which a road begins that is named after both its ends."""
        _, places = self._pack.match_place(fold(name), [])
        told = tuple(place for place in places if place.country in self._setting.states)
        return self._namesakes.nearest(told) if told else (Place(name, None, Level.TOWN),)

    def _choose(
        self, tokens: Sequence[Token], at: int, count: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """The candidates worth keeping: a small town only where the words say that it is a place."""
        if not places:
            return ()
        if count == 1 and tokens[at].low.endswith("s") and self._signs.is_street(tokens, at + 1):
            return ()
        if (marked := self._marked(tokens, at, at + count, places)) is not None:
            return marked
        best = self._pack.places.rank(places, self._setting.states)
        if not best:
            return self.unknown(tokens, at, at + count)
        if best[0].level is Level.SEA and self._names_more(tokens, at + count):
            return ()
        if best[0].level is not Level.TOWN:
            return () if self._signs.is_river(tokens, at, at + count) else self._ground(best)
        if count == 1 and at == 0 and tokens[0].text not in self._inner:
            base = self._grammar.owned(tokens[0].low) or ""  # "Kyiv's | forces"
            seat = not {tokens[0].low, base}.isdisjoint(self._pack.nations.capitals)
            told = seat or best[0].country in self._setting.states
            told = told or (self._is_label(tokens) and self._is_famous(tokens, at, best))
            return best if told and self._not_word(tokens[0]) else ()
        if best[0].country in self._setting.states and not self._is_stray(tokens, best[0]):
            return self._namesakes.nearest(best)
        if self._is_famous(tokens, at, best) or tokens[at].low in self._pack.nations.capitals:
            return best
        return self.unknown(tokens, at, at + count)

    def _is_stray(self, tokens: Sequence[Token], town: Place) -> bool:
        """Whether a village lies in a state told in passing elsewhere: in Greece, of a report on Cyprus."""
        if town.population >= VILLAGE or not self._setting.is_told_in_passing(town.country):
            return False
        return all(self._setting.state_at(tokens, i) != town.country for i in range(len(tokens)))

    def _ground(self, best: tuple[Place, ...]) -> tuple[Place, ...]:
        """The candidates for the name of a state or a part of one: "Niger" may be the Niger State told of."""
        if (part := self._setting.part_named(best[0])) is not None:
            return (part, *best)
        several = best[0].level is Level.ADM2 and len(best) > 1
        return self._namesakes.nearest(best) if several else best

    def _is_label(self, tokens: Sequence[Token]) -> bool:
        """Whether the first word stands before a report: "Odesa: En drone traff …", "Odesa – …"."""
        mark = tokens[1].low if len(tokens) > 1 else ""
        return mark == ":" or mark in self._grammar["dashes"]

    def _names_more(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether the name of a sea goes on, as that of a ship may: "the ferry Baltic Queen"."""
        if not self._grammar.noun_rows or end >= len(tokens):
            return False
        return tokens[end].text[0].isupper() and tokens[end].start - tokens[end - 1].end == 1

    def _is_famous(self, tokens: Sequence[Token], at: int, places: tuple[Place, ...]) -> bool:
        """Whether a town is meant though its state is not told: a big one, or "fra Bunia"."""
        if self._signs.names_small_ground(tokens, at, at + 1):
            return False  # "the village of Kobé", "Samar island"
        most, *others = sorted((place.population for place in places), reverse=True)
        if places[0].population >= KNOWN_EVERYWHERE or self._pack.places.is_own(places):
            return True
        placed = at > 0 and (
            tokens[at - 1].low in self._grammar["place_prepositions"]
            or any(
                isinstance(hit[0], Trigger) for hit in self._pack.lexicon.word(tokens[at - 1].low)
            )
        )
        alone = all(other * _OUTWEIGHED < most for other in others[:1])
        named = not self._setting.is_set and fold(places[0].name).startswith(tokens[at].low)
        own = named or places[0].country in self._grammar.spoken_in
        return placed and alone and own and places[0].population == most >= _CITY

    def _marked(
        self, tokens: Sequence[Token], at: int, end: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...] | None:
        """The candidates where the words beside the name tell its town or state; None if not."""
        before = tokens[at - 1].low if at > 0 else ""
        quarters, here = self._grammar["quarter_nouns"], self._setting.states[:1]
        behind = self._signs.noun_behind(tokens, end) in quarters and len(here) > 0
        behind = behind and places[0].population < KNOWN_EVERYWHERE  # not "the Moscow suburb"
        if before in quarters or (behind and places[0].country not in self._setting.states):
            own = tuple(p for p in places if p.country in here)
            return own or self.unknown(tokens, at, end)
        told = self._signs.state_beside(tokens, at, end)
        own = tuple(p for p in places if p.country == told)
        if told is None or not (own or places[0].level is Level.TOWN):
            return None
        return self._namesakes.nearest(own) if own else self.unknown(tokens, at, end)

    def _not_word(self, token: Token) -> bool:
        grammar = self._grammar
        plain = token.low in grammar["function"] or token.low in grammar["determiners"]
        return not plain and not self._pack.lexicon.word(token.low)

    def weigh(self, tokens: Sequence[Token], at: int, end: int) -> tuple[Weighed, ...]:
        """All places that a name may stand for, likeliest first, each with its confidence.

        The confidences add up to less than one: the rest is that it is none of them. Empty where
        the gazetteer has no such name.
        """
        written = " ".join(token.low for token in tokens[at:end])
        places = self._pack.namesakes(self._grammar.owned(written) or written)
        places = self._signs.grounds_of_town(tokens, at, places) or places
        told = self._signs.ground_beside(tokens, end)
        state = told.country if told else self._signs.state_beside(tokens, at, end)
        level = self._signs.level_beside(tokens, at, end)
        return self._namesakes.weigh(places, Beside(state, told, level, tokens[at].low))

    def weigh_name(self, written: str) -> tuple[Weighed, ...]:
        """The same for a name without what stands beside it."""
        places = self._pack.namesakes(written)
        return self._namesakes.weigh(places, Beside(None, None, None))


def _are_initials(tokens: Sequence[Token], at: int, places: tuple[Place, ...]) -> bool:
    """Whether initials only look like a town's name: "oprørerne i | BRA", and no "GAO (AFP)"."""
    word = tokens[at].text.rstrip("s").rstrip("'’:")
    if not word.isupper() or len(word) > _INITIALS or places[0].level is not Level.TOWN:
        return False
    behind = tokens[at + 1].text if at + 1 < len(tokens) else "."
    plain = any(t.text == t.low for t in tokens if t.low.isalpha())
    return plain and (at > 0 or behind[0].isalpha())
