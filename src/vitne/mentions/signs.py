"""Reads the words beside a name that say it is a place, how large, and of which state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.leads import (
    acts,
    is_contested,
    is_of_act,
    is_on_road,
    is_reached,
    leads_to,
    suffers,
)
from vitne.mentions.setting import LONGEST, PARTS
from vitne.model import Level
from vitne.model.entries import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.mentions.setting import Setting
    from vitne.model import Place, Token
    from vitne.packs.pack import Pack

KNOWN_EVERYWHERE = 500_000  # people: a town this big is meant even in a report on another state
_DESCRIBED = 5  # tokens from the article of an apposition to its noun
_CONTAINER_REACH = 5  # tokens after an unknown place in which its state may stand


class Signs:
    """What stands beside the names of one article: "landsbyen X", "X i Mali", "X district"."""

    __slots__ = ("_grammar", "_pack", "_setting")

    def __init__(self, pack: Pack, setting: Setting) -> None:
        """Read by the words of a pack; `setting` tells which states are spoken of."""
        self._pack = pack
        self._grammar = pack.grammar
        self._setting = setting

    def _noun_before(self, tokens: Sequence[Token], at: int) -> int:
        """Where the noun stands that a name may follow: "byen X", "the town of X"; -1 for none."""
        if at and tokens[at - 1].low in self._grammar["naming_of"]:
            return at - 2
        return at - 1

    def noun_behind(self, tokens: Sequence[Token], end: int) -> str:
        """The word behind a name, in a language that says there what it is: "Anbar province"."""
        if not self._grammar.noun_rows or end >= len(tokens):
            return ""
        while tokens[end].low in self._grammar["noun_leads"] and end + 1 < len(tokens):
            end += 1
        noun = tokens[end].low  # "Nusseirat refugee | camp", "Guma local government | area"
        return self._shared_noun(tokens, end + 1) if noun in self._grammar["and"] else noun

    def _shared_noun(self, tokens: Sequence[Token], at: int) -> str:
        """The plural behind the second of two names that tells what both are: "X and Y | districts"."""
        end = at
        while end < min(at + LONGEST, len(tokens) - 1) and tokens[end].text[0].isupper():
            end += 1
        plural = self._grammar["place_nouns_plural"]
        return tokens[end].low if at < end and tokens[end].low in plural else ""

    def _nouns_beside(self, tokens: Sequence[Token], at: int, end: int) -> tuple[str, str]:
        """The words before and behind a name that may tell what it is; "" for none."""
        before = self._noun_before(tokens, at)
        return tokens[before].low if before >= 0 else "", self.noun_behind(tokens, end)

    def level_beside(self, tokens: Sequence[Token], at: int, end: int) -> Level | None:
        """The level that the noun before or behind a name tells: "provinsen X", "X district"."""
        before, behind = self._nouns_beside(tokens, at, end)
        return self._pack.places.level_of(behind) or self._pack.places.level_of(before)

    def level_before(self, tokens: Sequence[Token], at: int) -> Level | None:
        """The level that the noun before a name tells: "byen X", "the town of X"."""
        before = self._noun_before(tokens, at)
        return self._pack.places.level_of(tokens[before].low) if before >= 0 else None

    def names_small_ground(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether the noun before or behind a name says that it is a village or an island."""
        return not self._grammar["small_grounds"].isdisjoint(self._nouns_beside(tokens, at, end))

    def has_settlements(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a town or village is told to lie in what bears a name: "tok en by i Donetsk"."""
        words = self._grammar
        if at < 2 or tokens[at - 1].low not in words["in"]:
            return False
        noun = tokens[at - 2].low
        if words.ends(noun, "camp_endings"):
            return False  # "the camp in Ménaka"
        return noun in words["settlements"] or noun in words["place_nouns_plural"]

    def is_apposed(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether what a name is stands behind it: "X, en liten landsby nær Y", "X, a border village,"."""
        words = self._grammar
        if end + 2 >= len(tokens) or tokens[end].low != ",":
            return False
        if tokens[end + 1].low not in words["articles"]:
            return self._is_called(tokens, end + 1)
        noun = (i for i in range(end + 2, end + 5) if tokens[i : i + 1])
        at = next((i for i in noun if self._grammar.is_settlement(tokens[i].low)), None)
        if at is None:
            return False
        if any(t.low in words["near"] for t in tokens[at + 1 : at + 4]):
            return True
        behind = tokens[at + 1] if at + 1 < len(tokens) else tokens[end]
        if not behind.text.islower() or behind.low in words["definite_articles"]:
            return True  # "X, a village | the rebels had held"
        return behind.low in words["prepositions"] | words["relative"]

    def _is_called(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a noun tells which settlement or quarter a name was: "X, landsbyen der …", "X, kvartalet sør for …"."""
        words, noun = self._grammar, tokens[at].low
        if noun not in words["quarter_nouns"] and not words.is_place_noun(noun):
            return False
        behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
        return any(
            behind in words[name] for name in ("relative", "where_relatives", "directions", "in")
        )

    def names_settlement(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name stands between commas behind what it is: "a fishing hamlet, X,"."""
        if at < 2 or tokens[at - 1].low != "," or end >= len(tokens):
            return False
        words = self._grammar
        first = max(at - 2 - _DESCRIBED, 0)  # "a fishing hamlet, X", not "the mayor of the city, X"
        if not any(t.low in words["articles"] for t in tokens[first : at - 2]):
            return False
        if any(t.low in words["definite_articles"] for t in tokens[first : at - 2]):
            return False
        closed = not tokens[end].low[0].isalnum()
        aged = end + 1 < len(tokens) and tokens[end + 1].low[0].isdigit()
        return closed and not aged and self._grammar.is_settlement(tokens[at - 2].low)

    def is_person(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether what stands behind a name tells that it is a person's: "X, who …"."""
        at = end + (end < len(tokens) and tokens[end].low == ",")
        return at < len(tokens) and tokens[at].low in self._grammar["of_persons"]

    def is_of_thing(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name is that of a hotel, a ship, a storm, …, and of no place: "skipet «X»"."""
        behind = tokens[end] if end < len(tokens) else None
        if behind is not None and behind.low in self._grammar["bearers_behind"]:
            return behind.text[0].isupper()
        before = at - 1
        if before > 1 and tokens[before].low in self._grammar["and"] and end - at == 1:
            before -= 2  # "hotellene X og | Y"
        if before > 0 and not tokens[before].text[0].isalnum():
            before -= 1  # "skipet | «X»"
        return before >= 0 and tokens[before].low in self._grammar["bearers"]

    def is_in_ground(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether the ground a name lies in stands between commas behind it: "X, in the Y township of Z"."""
        if end >= len(tokens) or tokens[end].low != ",":
            return False
        at = self._ground_behind(tokens, end)
        noun = self._past_articles(tokens, at) if at else len(tokens)
        if noun >= len(tokens) or not tokens[noun].text[0].isupper():
            return False
        return self._is_ground(tokens, noun) or self._grammar.is_place_noun(
            self.noun_behind(tokens, noun + 1)
        )

    def ground_beside(self, tokens: Sequence[Token], end: int) -> Place | None:
        """The state or part of one told right behind a name: "Mosul, Ninive", "Paris i Texas"."""
        inside = self._grammar["in"]
        if end + 1 >= len(tokens) or not (tokens[end].low == "," or tokens[end].low in inside):
            return None
        at = self._past_articles(tokens, end + 1)
        if at >= len(tokens) or not tokens[at].text[0].isupper():
            return None
        _, places = self._setting.matched(tokens, at)
        return next((place for place in places if place.level is not Level.TOWN), None)

    def grounds_of_town(
        self, tokens: Sequence[Token], at: int, places: Sequence[Place]
    ) -> tuple[Place, ...]:
        """Of a name told behind a town and a comma, the parts of states that it lies in.

        "Albany, New York" is in the state, not the city.
        """
        grounds = [place for place in places if place.level is Level.ADM1]
        if not grounds or len(places) == 1 or at < 2 or tokens[at - 1].low != ",":
            return ()
        first = max(at - 1 - LONGEST, 0)
        for start in range(first, at - 1):
            written = " ".join([token.low for token in tokens[start : at - 1]])
            if tokens[start].text[0].isupper() and (towns := self._pack.namesakes(written)):
                inside = {(town.country, town.admin1) for town in towns}
                return tuple(one for one in grounds if (one.country, one.admin1) in inside)
        return ()

    def is_street(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a name is that of a street or square: "Storgata", "Folkets plass"."""
        if self._grammar.ends(tokens[end - 1].low, "street_endings"):
            return True
        return end < len(tokens) and tokens[end].low in self._grammar["street_endings"]

    def is_road(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a name is that of a road: "the Djibo-Bourzanga | road"."""
        return self.noun_behind(tokens, end) in self._grammar["roads"]

    def is_river(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name is that of a river: "elva Niger", "the Ruvuma River"."""
        rivers = self._grammar["river_nouns"]
        return (at > 0 and tokens[at - 1].low in rivers) or (
            end < len(tokens) and tokens[end].low in rivers
        )

    def told_level(self, tokens: Sequence[Token], at: int, end: int) -> Level:
        """The level that the noun beside an unknown name tells: "distriktet X", "bydelen X"."""
        level = self._pack.places.level_of(tokens[end - 1].low.rpartition("-")[2])
        level = level or self.level_beside(tokens, at, end)
        if level is None and not self._grammar.noun_rows:
            level = self._pack.places.level_joined(tokens[end - 1].low)
        return level if level is not None and level is not Level.COUNTRY else Level.TOWN

    def state_beside(self, tokens: Sequence[Token], at: int, end: int) -> str | None:
        """The state told beside a name: "den maliske byen X", "X i Mali", "X på irakisk side"."""
        before = self._noun_before(tokens, at)
        noun = tokens[before].low if before >= 0 else ""
        camp = self._grammar.ends(noun, "camp_endings")  # named after who lives there
        if before > 0 and self._grammar.is_place_noun(noun) and not camp:
            nation = self._pack.nation_at(tokens, before - 1)
            if nation is not None and nation[0].country:
                return nation[0].country
        inside = self._ground_behind(tokens, end)
        inside += self._is_part(tokens, inside)  # "X i delstaten | Gezira"
        if inside == 0 or inside >= len(tokens):
            return None
        named = tokens[inside].text[0].isupper() or self._is_side(tokens, inside + 1)
        return self._setting.state_at(tokens, inside) if named else None

    def _is_part(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a noun leads to a part of a state: "delstaten Gezira"; "delstaten Niger" is not Niger."""
        if not (0 < at < len(tokens) - 1 and self._grammar.is_place_noun(tokens[at].low)):
            return False
        _, places = self._setting.matched(tokens, at + 1)
        return bool(places) and places[0].level in PARTS

    def _ground_behind(self, tokens: Sequence[Token], end: int) -> int:
        """Where the ground begins that a name is said to lie in; 0 for none.

        "X i | Mali", "X, nord i | Mali", "X, northern | Mali", "X, a town in | North Darfur".
        """
        comma = end < len(tokens) and tokens[end].low == ","
        first = self._past_noun(tokens, end + 1) if comma else end
        at = self._past_directions(tokens, first)
        if at < len(tokens) and tokens[at].low in self._grammar["in"]:
            return self._past_directions(tokens, at + 1)
        return at if at > first > end else 0

    def _past_articles(self, tokens: Sequence[Token], at: int) -> int:
        """The token behind definite articles: "the | Sagaing region"."""
        while at < len(tokens) and tokens[at].low in self._grammar["definite_articles"]:
            at += 1
        return at

    def _past_directions(self, tokens: Sequence[Token], at: int) -> int:
        """The token behind directions: "nord i", "northern"; "South Sudan" begins with none."""
        while at < len(tokens) and tokens[at].text in self._grammar.directions:
            at += 1
        return at

    def _past_noun(self, tokens: Sequence[Token], at: int) -> int:
        """The token behind what a place is said to be: "X, a small town | in Y"."""
        if at < len(tokens) and tokens[at].low in self._grammar["articles"]:
            for noun in range(at + 1, min(at + _DESCRIBED, len(tokens))):
                if self._grammar.is_settlement(tokens[noun].low):
                    return noun + 1
        return at

    def container(self, tokens: Sequence[Token], at: int, end: int) -> str | None:
        """The state of a place no gazetteer knows: "… i Mali", "… på irakisk side" after it."""
        if (state := self.state_beside(tokens, at, end)) is not None:
            return state
        if self._grammar.is_place_noun(self.noun_behind(tokens, end)):
            end += 1  # "the X district of Y"
        inside = self._grammar["in"] | self._grammar["naming_of"]
        if end < len(tokens) and tokens[end].low in inside:
            following = [t.low for t in tokens[end + 1 : end + 1 + LONGEST]]
            town = self._pack.match_place(following[0], following[1:])[1] if following else ()
            for place in self._pack.places.rank(town, self._setting.states)[:1]:
                if place.country in self._setting.states or place.population >= KNOWN_EVERYWHERE:
                    return place.country
        for i in range(end, min(end + _CONTAINER_REACH, len(tokens))):
            within = tokens[i - 1].low in self._grammar["in"] or not tokens[i - 1].low.isalnum()
            named = within and tokens[i].text[0].isupper()
            if (named or self._is_side(tokens, i + 1)) and (
                state := self._setting.state_at(tokens, i)
            ):
                return state
        return None

    def _is_side(self, tokens: Sequence[Token], at: int) -> bool:
        return at < len(tokens) and tokens[at].low in self._grammar["sides"]

    def surely_place(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the word before makes any name a place: "i X", "landsbyen X", "utkanten av X"."""
        if at == 0 or tokens[at].text.isupper():
            return False
        words = self._grammar
        while at > 1 and tokens[at - 1].low in words["place_modifiers"]:
            at -= 1  # "in rural | X"
        before = tokens[at - 1].low
        if self._is_edge(tokens, at) or is_reached(self._pack, tokens, at):
            return True
        if suffers(self._pack, tokens, at) or self._is_between(tokens, at):
            return True
        if before in words["about"] and at > 1:
            return is_contested(self._pack, tokens[at - 2])
        if at > 1 and is_of_act(self._pack, before, tokens[at - 2]):
            return True
        noun = tokens[self._noun_before(tokens, at)].low
        tail = noun.rpartition("-")[2]  # "RAF-basen | X"
        if before in words["sure_place_prepositions"] or words.is_place_noun(tail):
            return True
        if is_on_road(self._grammar, tokens, at) or noun in words["owned_places"]:
            return True  # "i Mogadishus distrikt | Hodan"
        return before in words["and"] and self._is_joined(tokens, at - 1)

    def _is_edge(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name has edges or dwellers, or something goes out of it: "utkanten av X", "ut av X"."""
        words = self._grammar
        if at < 2 or tokens[at - 1].low not in words["of"] | words["from"]:
            return False
        lead = tokens[at - 2].low
        if lead in words["outward"]:
            return True  # "trukket soldatene ut av | X"
        owned = tokens[at - 1].low in words["of"]
        return owned and (lead in words["edges"] or lead in words["dwellers"])

    def _is_between(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name stands beside a town that something lay between: "mellom X og Kidal"."""
        if tokens[at - 1].low not in self._grammar["between"]:
            return False
        end = at + 1
        while end < min(at + LONGEST, len(tokens) - 1) and tokens[end].text[0].isupper():
            end += 1
        if end + 1 >= len(tokens) or tokens[end].low not in self._grammar["and"]:
            return False
        _, places = self._setting.matched(tokens, end + 1)
        return bool(places) and places[0].level is not Level.COUNTRY

    def is_put_at(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether something is put at a name: "ashore at X"; not "aimed at X", "at Gough Barracks"."""
        if (
            at == 0
            or tokens[at - 1].low not in self._grammar["put_at"]
            or tokens[at].text.isupper()
        ):
            return False  # "killed at RTNB"
        named = end < len(tokens) and tokens[end].text[0].isupper()
        return not named and (at == 1 or tokens[at - 2].low not in self._grammar["no_ground_at"])

    def is_located(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name stands where ground does and its ground behind it: "over X i Sagaing-regionen"."""
        inside = self._ground_behind(tokens, end)
        if at == 0 or not end < inside < len(tokens):
            return False
        noun = self._past_articles(tokens, inside)
        if noun < len(tokens) and tokens[noun].text[0].islower():
            noun += self._grammar.is_place_noun(tokens[noun].low)
        if noun >= len(tokens) or not tokens[noun].text[0].isupper():
            return False
        if not self._is_ground(tokens, noun):
            return False
        return leads_to(self._pack, tokens[at - 1]) or (
            tokens[at - 1].low in self._grammar["subordinators"] and self._is_struck(tokens, noun)
        )

    def _is_struck(self, tokens: Sequence[Token], noun: int) -> bool:
        """Whether something is done to what lies in the ground told: "da X i delstaten Y | ble overfalt"."""
        behind = tokens[noun + 1 : noun + 1 + LONGEST]
        helped = any(token.low in self._grammar["aux_passive_only"] for token in behind)
        return helped or any(
            form is Form.PASSIVE for token in behind for _, form in acts(self._pack, token)
        )

    def _is_ground(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a state or a part of one begins at a token: "Myanmar", "Sagaing-regionen"."""
        if self._pack.places.level_of(tokens[at].low.rpartition("-")[2]) in PARTS:
            return True
        _, places = self._setting.matched(tokens, at)
        return bool(places) and places[0].level is not Level.TOWN

    def _is_joined(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether "og" joins a name to one that a plural made a place: "distriktene X og Y"."""
        first = at
        while first > 0 and at - first < LONGEST and tokens[first - 1].text[0].isupper():
            first -= 1
        plural = self._grammar["place_nouns_plural"]
        if not 0 < first < at:
            return False
        return tokens[first - 1].low in plural or is_on_road(self._grammar, tokens, first)
