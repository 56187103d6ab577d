"""Finds names: actors, nations, places, and capitalised words that no pack knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Level, Mention, Passage, Place
from vitne.model.entries import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Token
    from vitne.packs.pack import Pack

_CONTAINER_REACH = 5  # tokens after an unknown place in which its state may stand
_KNOWN_EVERYWHERE = 500_000  # people: a town this big is meant even in a report on another state


class NameFinder:
    """Finds the names of one article; knows which words it writes as names mid-sentence."""

    __slots__ = ("_countries", "_inner", "_pack", "_persons", "_places", "_regions")

    def __init__(self, passages: Sequence[Passage], pack: Pack) -> None:
        """Look over all passages once: for names, and for the states the article is about."""
        self._pack = pack
        self._inner = _inner_names(passages)
        self._regions: list[Place] = []
        self._countries = self._states_of(passages)
        self._persons: set[str] = set()
        self._places: dict[str, tuple[Place, ...]] = {}

    def find(self, passage: Passage, blocked: frozenset[int]) -> list[Mention]:
        """The names of a passage, in order; `blocked` tokens are part of something else."""
        found: list[Mention] = []
        tokens = passage.tokens
        lows = [t.low for t in tokens]
        at = 0
        while at < len(tokens):
            mention = None
            if at not in blocked:
                mention = self._at(tokens, lows, at)
            if mention is None:
                at += 1
            else:
                found.append(mention)
                at = mention.last
        return found

    def _at(self, tokens: Sequence[Token], lows: list[str], at: int) -> Mention | None:
        text = tokens[at].text
        if not text[0].isalpha():
            return None
        found = self._actor(tokens, lows, at) or self._nation(tokens, at)
        if found is not None or not any(c.isupper() for c in text):
            return found
        if text[0].isupper():
            return self._named(tokens, lows, at)
        return self._place(tokens, lows, at) if "-" in text else None

    def _actor(self, tokens: Sequence[Token], lows: list[str], at: int) -> Mention | None:
        actors = self._pack.actors
        genitive = False
        text = tokens[at].text
        written = [t.text for t in tokens[at : at + actors.longest_words]]
        count, actor = actors.match(lows[at : at + len(written)], 0, written=written)
        if actor is None and lows[at].endswith("s"):
            count, actor = actors.match([lows[at][:-1]], 0, written=[text[:-1]])
            genitive = actor is not None
        if actor is None:
            return None
        return _mention(
            Kind.ACTOR, tokens, at, at + count, (actor.id,), actor=actor, genitive=genitive
        )

    def _nation(self, tokens: Sequence[Token], at: int) -> Mention | None:
        found = self._pack.nation(tokens[at].low)
        if found is None:
            return None
        place, form, genitive = found
        return _mention(
            Kind.NATION, tokens, at, at + 1, (f"nation.{place.country}",), places=(place,),
            form=form, genitive=genitive,
        )  # fmt: skip

    def _named(self, tokens: Sequence[Token], lows: list[str], at: int) -> Mention | None:
        end = self._run(tokens, at)
        if end - at > 1:
            return self._several(tokens, lows, at, end)
        return self._place(tokens, lows, at) or self._name(tokens, at, end)

    def _run(self, tokens: Sequence[Token], at: int) -> int:
        """The end of a run of capitalised words: "Hikmet Hadzjijev", "Deir al-Balah"."""
        end = at + 1
        while end < len(tokens) and tokens[end].start - tokens[end - 1].end == 1:
            text = tokens[end].text
            particle = text.lower() in self._pack.grammar["name_particles"]
            if text[0].isupper() or ("-" in text and text.rpartition("-")[2][:1].isupper()):
                end += 1
            elif particle and end + 1 < len(tokens) and tokens[end + 1].text[0].isupper():
                end += 2
            else:
                break
        return end

    def _several(
        self, tokens: Sequence[Token], lows: list[str], at: int, end: int
    ) -> Mention | None:
        """A run of names: a place of several words, a person, or a person beside a state."""
        place = self._place(tokens, lows, at)
        if place is not None and (place.last >= end or self._curated(place)):
            return place
        if at == 0 and tokens[0].low in self._pack.grammar["function"]:
            return None
        if at == 0 and self._pack.lexicon.word(tokens[0].low) and tokens[0].text not in self._inner:
            return None  # "Statsminister Haider": the head noun is found by the lexicon
        for cut in range(end - 1, at, -1):
            rest = self._place(tokens, lows, cut)
            if rest is not None and self._curated(rest) and rest.last == end and not rest.genitive:
                end = cut
        if self._surely_place(tokens, at):
            text = " ".join(token.text for token in tokens[at:end])
            place = (Place(text, self._container(tokens, end), Level.TOWN),)
            return _mention(Kind.PLACE, tokens, at, end, ("place.unknown",), places=place)
        return self._person(tokens, at, end)

    def _curated(self, mention: Mention) -> bool:
        return bool(mention.places) and mention.places[0].level is not Level.TOWN

    def _person(self, tokens: Sequence[Token], at: int, end: int) -> Mention:
        last = tokens[end - 1].low
        genitive = self._is_genitive(tokens[end - 1])
        self._persons.add(last[:-1] if genitive else last)
        return _mention(Kind.NAME, tokens, at, end, ("name",), genitive=genitive)

    def _name(self, tokens: Sequence[Token], at: int, end: int) -> Mention | None:
        text, low = tokens[at].text, tokens[at].low
        if at == 0 or not tokens[at - 1].text[-1].isalnum():
            if text not in self._inner and not self._known_person(low):
                return None
        if self._pack.lexicon.word(low) and text not in self._inner:
            return None
        if len(text) == 1 or low in self._pack.grammar["function"] or _common_tail(text):
            return None
        if self._surely_place(tokens, at):
            place = Place(text, self._container(tokens, end), Level.TOWN)
            self._places[low] = (place,)
            return _mention(Kind.PLACE, tokens, at, end, ("place.unknown",), places=(place,))
        return _mention(
            Kind.NAME, tokens, at, end, ("name",), genitive=self._is_genitive(tokens[at])
        )

    def _known_person(self, low: str) -> bool:
        return low in self._persons or (low.endswith("s") and low[:-1] in self._persons)

    def _is_genitive(self, token: Token) -> bool:
        return token.low.endswith("s") and token.text[:-1] in self._inner

    def _place(self, tokens: Sequence[Token], lows: list[str], at: int) -> Mention | None:
        low = lows[at]
        if self._known_person(low):
            return None
        for text, genitive in ((low, False), (low[:-1], True)):
            if genitive and not low.endswith("s"):
                break
            count, places = self._pack.places.match([text, *lows[at + 1 : at + 5]], 0)
            if genitive and count > 1:
                count, places = 0, ()
            chosen = self._choose(tokens, at, count, places)
            if chosen:
                return _mention(
                    Kind.PLACE, tokens, at, at + count, (_rule(chosen[0]),), places=chosen,
                    genitive=genitive or (count > 1 and tokens[at + count - 1].low.endswith("s")),
                )  # fmt: skip
        return None

    def _choose(
        self, tokens: Sequence[Token], at: int, count: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """The candidates worth keeping: a small town only where the words say that it is a place."""
        if not places:
            return ()
        if at > 0 and tokens[at - 1].low in self._pack.grammar["quarter_nouns"]:
            own = tuple(p for p in places if p.country in self._countries[:1])
            return own or self._told(tokens, at, places)
        best = self._pack.places.rank(places, self._countries)
        if not best:
            return self._told(tokens, at, places)
        if best[0].level is not Level.TOWN:
            return best
        if count == 1 and at == 0 and tokens[0].text not in self._inner:
            return best if best[0].country in self._countries and self._not_word(tokens[0]) else ()
        if best[0].country in self._countries:
            return self._nearest(best)
        if best[0].population >= _KNOWN_EVERYWHERE or self._is_capital(tokens[at].low):
            return best
        return self._told(tokens, at, places)

    def _is_capital(self, low: str) -> bool:
        return low in self._pack.nations.capitals

    def _nearest(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Of towns of one name, the nearest to the regions the report names, else in its state."""
        own = [p for p in places if p.country in self._countries and p.lat is not None]
        if len(own) < 2:  # noqa: PLR2004 - nothing to choose
            return places
        home = self._countries[0]
        best = min(
            own,
            key=lambda p: (
                min((_degrees(p, r) for r in self._regions), default=0.0), p.country != home
            ),
        )  # fmt: skip
        return (best, *(p for p in places if p is not best))

    def _not_word(self, token: Token) -> bool:
        return not self._pack.lexicon.word(token.low) and (
            token.low not in self._pack.grammar["function"]
        )

    def _told(
        self, tokens: Sequence[Token], at: int, places: tuple[Place, ...]
    ) -> tuple[Place, ...]:
        """A name that the gazetteer knows only elsewhere: a place, but not that one."""
        if not self._surely_place(tokens, at) or _common_tail(tokens[at].text):
            return ()
        return (Place(tokens[at].text, self._container(tokens, at + 1), Level.TOWN),)

    def _container(self, tokens: Sequence[Token], at: int) -> str | None:
        """The state of a place no gazetteer knows: that of "… i Mali" after it, if told."""
        for token in tokens[at : at + _CONTAINER_REACH]:
            if token.text[0].isupper() and (state := self._state_of(token)):
                return state
        return None

    def _locative(self, tokens: Sequence[Token], at: int) -> bool:
        if at == 0:
            return False
        before = tokens[at - 1].low
        words = self._pack.grammar
        return before in words["place_prepositions"] or before in words["place_nouns"]

    def _surely_place(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the word before makes any name a place: "i X", "landsbyen X"."""
        if at == 0 or tokens[at].text.isupper():
            return False
        before = tokens[at - 1].low
        words = self._pack.grammar
        if before in words["about"] and at > 1:  # "kampene om Camp Abubakar"
            hits = self._pack.lexicon.word(tokens[at - 2].low)
            return any(isinstance(hit[0], Trigger) for hit in hits)
        return before in words["sure_place_prepositions"] or before in words["place_nouns"]

    def _states_of(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        counts: dict[str, int] = {}
        for passage in passages:
            for token in passage.tokens:
                state = self._state_of(token)
                if state:
                    counts[state] = counts.get(state, 0) + 1
        return tuple(sorted(counts, key=lambda s: -counts[s]))

    def _state_of(self, token: Token) -> str | None:
        if not token.text[0].isalpha():
            return None
        nation = self._pack.nation(token.low)
        if nation is not None:
            return nation[0].country
        if not token.text[0].isupper():
            return None
        places = self._pack.places.find(token.low)
        if not places or places[0].level is Level.TOWN:
            return None
        if places[0].level in (Level.AREA, Level.ADM1, Level.ADM2) and places[0].lat is not None:
            self._regions.append(places[0])
        return places[0].country


def _inner_names(passages: Iterable[Passage]) -> frozenset[str]:
    """Words written with a capital inside a sentence, with and without a genitive -s."""
    names: set[str] = set()
    for passage in passages:
        tokens = passage.tokens
        for before, token in zip(tokens, tokens[1:], strict=False):
            if token.text[0].isupper() and before.text[-1].isalnum():
                names.add(token.text)
                if token.text.endswith("s"):
                    names.add(token.text[:-1])
    return frozenset(names)


def _common_tail(text: str) -> bool:
    """Whether a name only describes a common noun: "FN-leiren", "Grad-rakett"."""
    tail = text.rpartition("-")
    return bool(tail[1]) and tail[2][:1].islower() and tail[0][:1].isupper()


def _degrees(a: Place, b: Place) -> float:
    """How far two places lie apart, roughly, in degrees: enough to tell which is nearer."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 360.0
    return abs(a.lat - b.lat) + abs(a.lon - b.lon)


def _rule(place: Place) -> str:
    return f"place.{place.geonameid or place.name}"


def _mention(  # noqa: PLR0913 - builds the noun; every argument is a field of it
    kind: Kind,
    tokens: Sequence[Token],
    first: int,
    last: int,
    rules: tuple[str, ...],
    **fields: object,
) -> Mention:
    return Mention(
        kind=kind, start=tokens[first].start, end=tokens[last - 1].end, first=first, last=last,
        rules=rules, **fields,  # type: ignore[arg-type]
    )  # fmt: skip

