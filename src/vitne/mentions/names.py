"""Finds names: actors, nations, places, and capitalised words that no pack knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.capitals import common_tail, inner_names, is_title_case
from vitne.mentions.known import actor_at, is_group, mention_of, nation_at, only_describes
from vitne.mentions.tags import Tags
from vitne.mentions.toponyms import Toponyms
from vitne.model import GROUP_TOLD, Kind, Level, Mention, NameKind, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.mentions.namesakes import Weighed
    from vitne.mentions.tagging import Tagged
    from vitne.model import Token
    from vitne.packs.pack import Pack


class NameFinder:
    """Finds the names of one article; knows which words it writes as names mid-sentence."""

    __slots__ = ("_blocked", "_inner", "_pack", "_persons", "_tags", "_titles", "_toponyms")

    def __init__(self, passages: Sequence[Passage], pack: Pack, *, tags: bool = True) -> None:
        """Look over all passages once: for names, and for the states the article is about.

        `tags` is whether names that no pack knows are told apart by the tagger of the language.
        """
        self._pack = pack
        self._inner = inner_names(passages, pack.grammar)
        self._toponyms = Toponyms(passages, pack, self._inner)
        self._tags = Tags(passages, pack, self._inner) if tags and pack.grammar.names else None
        self._persons: set[str] = set()
        self._titles: frozenset[int] = frozenset()
        self._blocked: frozenset[int] = frozenset()

    def find(
        self,
        passage: Passage,
        blocked: frozenset[int],
        titles: frozenset[int] = frozenset(),
    ) -> list[Mention]:
        """The names of a passage, in order; `blocked` tokens are part of something else.

        `titles` are tokens of offices and the like, which some languages write with a capital:
        "Health Minister Hassan" names Hassan.
        """
        found: list[Mention] = []
        tokens = passage.tokens
        self._titles, self._blocked = titles, blocked
        headed = self._pack.grammar.noun_rows and passage.role in (Role.HEADLINE, Role.SUBHEADING)
        if headed and is_title_case(tokens):
            self._titles = frozenset(range(len(tokens)))
        known = self._pack.name_words
        tags = self._tags.of(passage) if self._tags else {}
        last = 0
        for at, token in enumerate(tokens):
            low = token.low
            if at < last or at in blocked or (token.text == low and low not in known):
                continue
            if only_describes(self._pack, token):
                continue
            mention = self._at(tokens, at)
            if tags:
                mention = self._tagged(tokens, at, mention, tags)
            if mention is not None:
                found += [mention, *self._inside(tokens, mention)]
                last = mention.last
        return found

    def weigh(self, tokens: Sequence[Token], at: int, end: int) -> tuple[Weighed, ...]:
        """All places that a name may stand for, as `Toponyms.weigh` does."""
        return self._toponyms.weigh(tokens, at, end)

    def _at(self, tokens: Sequence[Token], at: int) -> Mention | None:
        text = tokens[at].text
        if not text[0].isalpha():  # "3R" is a group, "30" is none
            return actor_at(self._pack, tokens, at) if not text.isdigit() else None
        found = actor_at(self._pack, tokens, at) or nation_at(self._pack, tokens, at)
        if found is not None:
            return self._ground(tokens, found) or self._namesake(tokens, found) or found
        if text == tokens[at].low:
            return None
        if text[0].isupper():
            return self._named(tokens, at)
        if "-" not in text or not text.rpartition("-")[2][:1].isupper():
            return None
        return self._place(tokens, at) or self._unknown(tokens, at, at + 1)  # "al-Jubah"

    def _tagged(
        self, tokens: Sequence[Token], at: int, found: Mention | None, tags: Mapping[int, Tagged]
    ) -> Mention | None:
        """What begins at a token, by the rules and by the tagger together."""
        if (tag := tags.get(at)) is not None:
            return self._settled(tokens, found, tag)
        if found is None or found.kind is not Kind.NAME:
            return found
        inner = [first for first in tags if at < first < found.last]
        if not inner:
            return found
        if inner[0] == at + 1 and self._is_word(tokens[at]):
            return None  # "Det small lengst vest i landet: I Kailali …"
        return mention_of(Kind.NAME, tokens, (at, inner[0]), found.rules)

    def _settled(
        self, tokens: Sequence[Token], found: Mention | None, tag: Tagged
    ) -> Mention | None:
        """What a name is where the tagger tells: what the packs know mostly counts before it."""
        assert self._tags is not None  # noqa: S101 - nobody else tags
        if self._toponyms.is_of_thing(tokens, tag.first, tag.last):
            return None
        if found is None and self._is_noun(tokens, tag.first):
            return None
        if not self._tags.outweighs(tokens, tag, found):
            return found
        first, last, rules = tag.first, tag.last, (self._tags.rule(tag),)
        if self._tags.is_place(tag):
            known = self._place(tokens, first)
            if known is not None and known.last == last:
                return known
            places = self._toponyms.unknown(tokens, first, last, tagged=True)
            return mention_of(
                Kind.PLACE, tokens, (first, last), ("place.unknown", *rules), places=places,
            ) if places else found  # fmt: skip
        named = NameKind(tag.kind)
        genitive = self._is_genitive(tokens[last - 1])
        if named is NameKind.PERSON:
            self._remember(tokens[last - 1], genitive=genitive)
        return mention_of(
            Kind.NAME, tokens, (first, last), ("name", *rules), genitive=genitive, named=named
        )

    def _is_noun(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word that the rules take for no name is a noun: "Grensebyen Badme"."""
        opens = at == 0 or not tokens[at - 1].text[-1].isalnum()
        if common_tail(tokens[at].text) or self._pack.grammar.is_place_noun(tokens[at].low):
            return True
        return opens and self._is_word(tokens[at])

    def _inside(self, tokens: Sequence[Token], name: Mention) -> list[Mention]:
        """The places in the name of a body, which are places too: "Universitetet i Mosul"."""
        if name.named is not NameKind.ORGANISATION or name.last - name.first == 1:
            return []
        rows = (self._place(tokens, at) for at in range(name.first + 1, name.last))
        return [place for place in rows if place is not None and place.last <= name.last]

    def _ground(self, tokens: Sequence[Token], found: Mention) -> Mention | None:
        """The part of a state whose people have its name: "the Amhara region"."""
        behind = tokens[found.last].low if found.last < len(tokens) else ""
        grammar = self._pack.grammar
        if found.kind is not Kind.NATION or not (
            grammar.noun_rows and grammar.is_place_noun(behind)
        ):
            return None
        place = self._place(tokens, found.first)
        return place if place is not None and place.places[0].level is not Level.TOWN else None

    def _namesake(self, tokens: Sequence[Token], found: Mention) -> Mention | None:
        """The place that bears or begins with the name of an actor: "staden | Azov", "DR Kongo"."""
        town = found.kind is Kind.ACTOR and self._toponyms.is_called_town(tokens, found.first)
        longer = found.last < len(tokens) and tokens[found.last].text[0].isupper()
        place = self._place(tokens, found.first) if town or longer else None
        return place if place is not None and (town or place.last > found.last) else None

    def _named(self, tokens: Sequence[Token], at: int) -> Mention | None:
        if at in self._titles and not self._toponyms.is_named_ground(tokens, at):
            common = tokens[at].low in self._pack.grammar["determiners"]  # "THE CITY"
            known = not common and not self._pack.lexicon.word(tokens[at].low)
            return self._place(tokens, at) if known else None
        end = self._run(tokens, at)
        if self._toponyms.is_of_thing(tokens, at, end):
            return None
        if end - at > 1:
            return self._several(tokens, at, end)
        return self._place(tokens, at) or self._name(tokens, at)

    def _run(self, tokens: Sequence[Token], at: int) -> int:
        """The end of a run of capitalised words: "Hikmet Hadzjijev", "Deir al-Balah"."""
        end = at + 1
        grammar = self._pack.grammar
        while end < len(tokens) and tokens[end].start - tokens[end - 1].end == 1:
            text = tokens[end].text
            owns = grammar.noun_rows and grammar.owned(tokens[end - 1].low) is not None
            # "Nigeria's | Borno", "Barak, | Defence Minister", "Baghdad | Sunday"
            if end in self._titles or end in self._blocked or owns:
                break
            if any(part[:1].isupper() for part in text.split("-")):  # "Wadi | al-Kabir-området"
                end += 1
            elif self._is_particle(tokens, end):
                end += 2
            else:
                break
        return end

    def _is_particle(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a small word stands inside a name: "Recep al Tayyip"."""
        follows = at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
        return follows and tokens[at].low in self._pack.grammar["name_particles"]

    def _several(self, tokens: Sequence[Token], at: int, end: int) -> Mention | None:
        """A run of names: a place of several words, a person, or a person beside a state."""
        place = self._place(tokens, at)
        if place is not None and (place.last >= end or _is_ground(place)):
            return place
        if place is not None and self._of_nation(tokens, place.last, end):
            return place
        if place is not None and place.genitive and common_tail(tokens[place.last].text):
            return place  # "Mogadishus | Hodan-distrikt"
        opens = at == 0 or not tokens[at - 1].text[-1].isalnum()
        if opens and tokens[at].low in self._pack.grammar["prepositions"]:
            return None  # "– Utenfor Al Shifa"
        if at == 0 and self._is_word(tokens[0]):
            return None  # "Statsminister Haider": the head noun is found by the lexicon
        if self._pack.grammar.is_place_noun(tokens[at].low.rpartition("-")[2]):
            return place if common_tail(tokens[at].text) or not opens else None  # "RAF-basen | X"
        for cut in range(end - 1, at, -1):
            rest = self._place(tokens, cut)
            if (
                rest is not None and _is_ground(rest) and rest.last == end and not rest.genitive
            ) or (actor_at(self._pack, tokens, cut) is not None and cut < end):
                end = cut
        alone = opens and end - at == 1 and tokens[at].text not in self._inner
        if alone and self._pack.grammar.noun_rows:
            return None  # "Leftist FARC guerrillas"
        return self._unknown(tokens, at, end) or self._person(tokens, at, end)

    def _of_nation(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a run ends with a nation that describes a noun: "In Aleppo | Syrian soldiers"."""
        nation = nation_at(self._pack, tokens, at)
        described = nation is not None and nation.last == end < len(tokens)
        return described and tokens[end].text == tokens[end].low

    def _unknown(self, tokens: Sequence[Token], at: int, end: int) -> Mention | None:
        places = self._toponyms.unknown(tokens, at, end)
        if not places:
            return None
        return mention_of(Kind.PLACE, tokens, (at, end), ("place.unknown",), places=places)

    def _is_word(self, token: Token) -> bool:
        """Whether a word at the beginning of a sentence is a common one and no name."""
        grammar = self._pack.grammar
        if token.low in grammar["function"] or token.low in grammar["articles"]:
            return True  # "En Hamas-talsmann"
        if grammar.noun_rows and token.low in self._pack.numerals.starters:
            return True  # "Nine Armenian soldiers": nations have capitals too
        return bool(self._pack.lexicon.word(token.low)) and token.text not in self._inner

    def _person(self, tokens: Sequence[Token], at: int, end: int) -> Mention:
        genitive = self._is_genitive(tokens[end - 1])
        self._remember(tokens[end - 1], genitive=genitive)
        return mention_of(Kind.NAME, tokens, (at, end), ("name",), genitive=genitive)

    def _remember(self, token: Token, *, genitive: bool) -> None:
        base = self._pack.grammar.owned(token.low) if genitive else None
        self._persons.add(base or token.low)

    def _name(self, tokens: Sequence[Token], at: int) -> Mention | None:
        text, low = tokens[at].text, tokens[at].low
        opens = at == 0 or not tokens[at - 1].text[-1].isalnum()
        if opens and not (
            text in self._inner or self._known_person(low) or self._leads(tokens, at)
        ):
            group = common_tail(text) and text.partition("-")[0].isupper()
            return self._named_group(tokens, at) if group else None
        if len(text) == 1 or self._is_word(tokens[at]):
            return None
        if self._pack.grammar.noun_capitals and self._is_common(tokens, at):
            return None
        if places := self._toponyms.unknown(tokens, at, at + 1):
            return mention_of(Kind.PLACE, tokens, (at, at + 1), ("place.unknown",), places=places)
        if common_tail(text):
            return self._named_group(tokens, at)
        genitive = self._is_genitive(tokens[at])
        return mention_of(Kind.NAME, tokens, (at, at + 1), ("name",), genitive=genitive)

    def _leads(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word that opens a sentence is a name, by its body or ground behind it.

        "Fretilin | fighters", "Kinma, | in the Pauk township", "Kinma, | en landsby …".
        """
        grammar, low = self._pack.grammar, tokens[at].low
        common = self._pack.is_common(low) or grammar.ends(low, "common_endings")
        if self._toponyms.is_told_behind(tokens, at + 1):
            return not (common or grammar.is_place_noun(low))
        if not grammar.noun_rows or at + 1 >= len(tokens):
            return False
        bodied = tokens[at + 1].low in grammar["armed_bodies"]
        if not bodied and not self._toponyms.opens_in_ground(tokens, at, at + 1):
            return False
        return not common

    def _named_group(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """A group that no pack knows, told to be one by the word its name leads: "FAR-geriljaen"."""
        if not is_group(self._pack, tokens[at].low.rpartition("-")[2]):
            return None
        span, named = (at, at + 1), NameKind.ORGANISATION
        return mention_of(Kind.NAME, tokens, span, GROUP_TOLD, named=named)

    def _is_common(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is a noun and no name, where both have capitals: "ein Lager", "Übung"."""
        grammar = self._pack.grammar
        text, low = tokens[at].text, tokens[at].low
        if text.isupper():
            return False
        if grammar.ends(low, "common_endings"):
            return True
        before = tokens[at - 1] if at else None
        if before is None or (before.text != before.low and at > 1):
            return False
        if before.low in grammar["determiners"] or before.low in grammar["with_article"]:
            return True
        adjective = grammar.ends(before.low, "adjective_endings")
        return adjective and before.low not in grammar["function"]

    def _known_person(self, low: str) -> bool:
        return low in self._persons or self._pack.grammar.owned(low) in self._persons

    def _is_genitive(self, token: Token) -> bool:
        base = self._pack.grammar.owned(token.low)
        if base is None:
            return False
        return self._pack.grammar.noun_rows or token.text[: len(base)] in self._inner

    def _place(self, tokens: Sequence[Token], at: int) -> Mention | None:
        if self._known_person(tokens[at].low):
            return None
        count, places, genitive = self._toponyms.match(tokens, at)
        if not places:
            return None
        rules = (f"place.{places[0].geonameid or places[0].name}",)
        return mention_of(
            Kind.PLACE, tokens, (at, at + count), rules, places=places, genitive=genitive
        )


def _is_ground(mention: Mention) -> bool:
    """Whether a place is more than a town: a state or a part of one that the map knows."""
    place = mention.places[0]
    return place.level is not Level.TOWN and place.lat is not None
