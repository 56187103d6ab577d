"""Settles what the spelling of a word leaves open: noun or verb, infinitive, definite, owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Token
    from vitne.packs.language import Grammar

_DEFINITE = {
    Form.SINGULAR: Form.SINGULAR_DEFINITE,
    Form.PLURAL: Form.PLURAL_DEFINITE,
    Form.SINGULAR_OR_PLURAL: Form.SINGULAR_DEFINITE,
}
_NOUNS = frozenset({*_DEFINITE, *_DEFINITE.values(), Form.BASE})
_VERBS = frozenset({Form.INFINITIVE, Form.INFINITIVE_OR_PRESENT, Form.PRESENT, Form.GERUND})
_TOLD = _VERBS | {Form.PAST, Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE}
_PASTS = frozenset({Form.PAST, Form.PAST_OR_PARTICIPLE})
_COMMON = frozenset({*_DEFINITE, *_DEFINITE.values()})
_ADVERBS = 3  # tokens back to the auxiliary of a verb: "are still shelling"
_PHRASE = 5  # tokens from an article to its noun
_OWNERS = frozenset({Kind.HEAD, Kind.ACTOR, Kind.PEOPLE, Kind.BACK})
_OWNED = frozenset({Kind.HEAD, Kind.PEOPLE, Kind.UNIT})
_NAMED = frozenset({Kind.HEAD, Kind.PEOPLE, Kind.UNIT, Kind.BACK, Kind.TRIGGER})
_PEOPLE = frozenset({Kind.HEAD, Kind.PEOPLE})


def settle_words(
    mentions: list[Mention], tokens: Sequence[Token], grammar: Grammar
) -> list[Mention]:
    """The words of a passage, each in the form that the words beside it leave.

    "They attack" is present, "to attack" an infinitive, "the attack" a definite noun.
    """
    words = _Words(tokens, grammar)
    if grammar["infinitive_past_after"]:
        mentions = [words.as_infinitive(mention) for mention in mentions]
    if not grammar["definite_articles"] and not grammar["infinitive_after"]:
        return mentions  # endings tell the form
    if not grammar["infinitive_after"]:
        return [words.settled(mention) for mention in mentions]
    mentions = words.as_spelt(mentions)
    read: dict[tuple[int, int, Kind], set[bool]] = {}
    for mention in mentions:
        if mention.form in _NOUNS or mention.form in _VERBS:
            key = (mention.first, mention.last, mention.kind)
            read.setdefault(key, set()).add(mention.form in _NOUNS)
    words.nouns = {
        i for m in mentions if m.kind in _NAMED and m.form in _NOUNS for i in range(m.first, m.last)
    }  # fmt: skip
    kept = []
    for mention in mentions:
        if mention.kind is Kind.BACK and words.points_nowhere(mention):
            continue
        options = read.get((mention.first, mention.last, mention.kind), ())
        wrong = len(options) > 1 and words.as_noun(mention) is not (mention.form in _NOUNS)
        if not wrong or mention.form not in _NOUNS | _VERBS:
            kept.append(words.settled(mention))
    return kept


def _as_noun(mention: Mention) -> bool:
    """Whether a participle may be a noun for people: "die Verletzten", "80 Verschleppte"."""
    return mention.form in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE)


def _past_readings(mentions: Sequence[Mention]) -> frozenset[tuple[int, int, Kind]]:
    """Words that may be a past or a participle before its noun: "entführten", "die entführten"."""
    forms: dict[tuple[int, int, Kind], set[Form]] = {}
    for mention in mentions:
        forms.setdefault((mention.first, mention.last, mention.kind), set()).add(mention.form)
    return frozenset(key for key, found in forms.items() if {Form.PAST, Form.PARTICIPLE} <= found)


def settle_owners(
    mentions: Sequence[Mention], tokens: Sequence[Token], grammar: Grammar
) -> list[Mention]:
    """The mentions of a passage, with those that own the noun behind them as genitives.

    In a language that sets nouns in a row, "army helicopters" are the army's.
    """
    words = _Words(tokens, grammar)
    starts: dict[int, set[Kind]] = {}
    for mention in mentions:
        if mention.form in _NOUNS:
            starts.setdefault(mention.first, set()).add(mention.kind)
    found = []
    grounds = {m.last for m in mentions if m.kind is Kind.PLACE and words.is_ground(m)}
    for mention in mentions:
        behind = starts.get(mention.last, set())
        owner = mention.kind in _OWNERS and mention.form not in _VERBS and _OWNED & behind
        owner = owner or (mention.kind is Kind.PLACE and _PEOPLE & behind)
        if mention.kind is Kind.HEAD and mention.first in grounds:
            continue  # "in Antioquia department" names no office
        apart = mention.last in grounds or words.opens_there(mention)
        if owner and not apart and words.beside(mention.last) and not mention.genitive:
            mention = msgspec.structs.replace(mention, genitive=True)
        elif mention.kind is Kind.NATION:
            mention = words.as_demonym(mention, mentions)
        found.append(mention)
    return found


class _Words:
    """The tokens of one passage, asked for what they make of the word beside them."""

    __slots__ = ("_grammar", "_low", "_tokens", "nouns")

    def __init__(self, tokens: Sequence[Token], grammar: Grammar) -> None:
        self._tokens = tokens
        self._low = [token.low for token in tokens]
        self._grammar = grammar
        self.nouns: set[int] = set()

    def points_nowhere(self, mention: Mention) -> bool:
        """Whether a noun that points back has no article to do so: "soldiers", not "the soldiers"."""
        owned = getattr(mention.entry, "refers", "") == "capital" and self._owns(mention.first - 1)
        if owned or mention.form not in _DEFINITE.values():
            return False  # "in Mali's capital"
        return not self._has_article(mention.first, "definite_articles", "possessives")

    def _is(self, at: int, name: str) -> bool:
        return 0 <= at < len(self._low) and self._low[at] in self._grammar[name]

    def beside(self, at: int) -> bool:
        """Whether a noun stands right behind the one before, with one blank between."""
        if self._is(at, "aged") or self._is(at, "prepositions"):
            return False  # "two men aged 33", "a man in his 40s"
        return 0 < at < len(self._tokens) and self._tokens[at].start - self._tokens[at - 1].end == 1

    def opens_there(self, place: Mention) -> bool:
        """Whether a place only opens what those behind it do: "In Saigon guerrillas killed two"."""
        at = place.first - 1
        opens = at == 0 or not (at > 0 and self._low[at - 1][-1].isalnum())
        return place.kind is Kind.PLACE and opens and self._is(at, "sure_place_prepositions")

    def is_ground(self, place: Mention) -> bool:
        """Whether the noun behind only tells what a place is: "in Antioquia department"."""
        noun = place.last < len(self._low) and self._grammar.is_place_noun(self._low[place.last])
        return noun and self._is(place.first - 1, "place_prepositions")

    def settled(self, mention: Mention) -> Mention:
        """The mention in the form that the words before it leave."""
        if mention.form is Form.INFINITIVE_OR_PRESENT:
            form = Form.INFINITIVE if self._wants_infinitive(mention.first) else Form.PRESENT
            return msgspec.structs.replace(mention, form=form)
        if mention.form is Form.GERUND and (tense := self._progressive(mention.first)):
            return msgspec.structs.replace(mention, form=tense)
        definite = _DEFINITE.get(mention.form)
        if definite is not None and self._has_article(mention.first):
            return msgspec.structs.replace(mention, form=definite)
        return mention

    def as_infinitive(self, mention: Mention) -> Mention:
        """A past spelt as its infinitive, behind what tells that it is one: "å | bomba", "skal ikkje | bomba"."""
        if mention.form not in _PASTS:
            return mention
        at = mention.first - 1
        at -= self._is(at, "not")
        if not self._is(at, "infinitive_past_after"):
            return mention
        return msgspec.structs.replace(mention, form=Form.INFINITIVE)

    def as_demonym(self, mention: Mention, others: Sequence[Mention]) -> Mention:
        """An adjective of nationality that stands alone is a noun: "a Belgian", "the French"."""
        mention = self.settled(mention)
        if mention.form is not Form.ADJECTIVE:
            return mention
        at = mention.first - 1
        several = self._is(at, "definite_articles")
        after = mention.last
        there = {m.form for m in others if m.first == after}
        verb = bool(there & _TOLD) and not there & _NOUNS
        ends = after >= len(self._low) or not self._low[after][0].isalnum()
        opens = at < 0 or not self._low[at][0].isalnum()
        if opens and self._tokens[mention.first].text.isupper() and self._acts(after, others):
            return msgspec.structs.replace(mention, form=Form.SINGULAR_DEFINITE)  # "US denies"
        if not (several or self._is(at, "articles")):
            return mention
        alone = self._is(after, "function") or self._is(after, "particles")
        if not (ends or verb or alone):
            return mention
        form = Form.PLURAL_DEFINITE if several else Form.SINGULAR
        return msgspec.structs.replace(mention, form=form)

    def _acts(self, at: int, others: Sequence[Mention]) -> bool:
        """Whether a verb, and no noun, begins at a token."""
        forms = {m.form for m in others if m.first == at and m.kind is not Kind.SCENE}
        return bool(forms & _TOLD) and not forms & _NOUNS

    def _progressive(self, at: int) -> Form | None:
        """The tense that a form of "be" gives: "is shelling", "were also shelling"."""
        for before in range(at - 1, max(-1, at - 1 - _ADVERBS), -1):
            if self._is(before, "present_be"):
                return Form.PRESENT
            if self._is(before, "past_be"):
                return Form.PAST
            if not (self._is(before, "still") or self._is(before, "not")):
                return None
        return None

    def as_spelt(self, mentions: list[Mention]) -> list[Mention]:
        """The readings that capitals and articles leave, where every noun has a capital."""
        if not self._grammar.noun_capitals:
            return mentions
        kept = [m for m in mentions if self.spelt_so(m)]
        finite = _past_readings(kept)
        kept = [
            m for m in kept
            if (m.first, m.last, m.kind) not in finite
            or self.describes(m.first) is (m.form is Form.PARTICIPLE)
        ]  # fmt: skip
        return [
            msgspec.structs.replace(m, form=Form.PARTICIPLE)
            if m.form is Form.PAST and self.has_noun(m) else m
            for m in kept
        ]  # fmt: skip

    def spelt_so(self, mention: Mention) -> bool:
        """Whether a word has the capital that its reading has: "Kämpfen" a noun, "kämpfen" a verb.

        Where a sentence opens it may have one anyhow.
        """
        at = mention.first
        told = mention.kind is not Kind.BACK and mention.form in _TOLD | _COMMON
        if mention.last - at > 1 or not told:
            return True
        opens = at == 0 or not self._low[at - 1][0].isalnum()
        capital = self._tokens[at].text != self._low[at]
        return capital if mention.form in _COMMON else opens or not capital or _as_noun(mention)

    def describes(self, at: int) -> bool:
        """Whether what stands before a participle gives it a noun: "die entführten", "80 entführte"."""
        if at == 0:
            return False
        low = self._low[at - 1]
        known = any(
            self._is(at - 1, name) for name in ("determiners", "prepositions", "possessives")
        )
        adjective = self._grammar.ends(low, "adjective_endings") and not self._is(
            at - 1, "function"
        )
        small = self._tokens[at - 1].text == low
        return known or low[0].isdigit() or (adjective and small)

    def has_noun(self, mention: Mention) -> bool:
        """Whether a past in "-te" is a participle before its noun: "die bombardierte Stadt".

        So it is behind an article, and behind who did it: "der von Russland besetzten Halbinsel".
        """
        at, after = mention.first, mention.last
        noun = after < len(self._tokens) and self._tokens[after].text != self._low[after]
        if (
            not noun
            or after - at > 1
            or not self._grammar.ends(self._low[at], "attributive_endings")
        ):
            return False
        by = self._is(at - 2, "done_by") and self._is(at - 3, "determiners")
        return by or self._is(at - 1, "determiners")

    def _wants_infinitive(self, at: int) -> bool:
        """Whether "to", "will" or "not" stands before a verb, or nothing tells of its tense."""
        classes = self._grammar["infinitive_after"]
        if not classes:
            return True
        return any(low in classes for low in self._low[max(0, at - 2) : at])

    def _has_article(self, at: int, *articles: str) -> bool:
        """Whether a definite article opens the phrase that a noun stands in: "the rebel army"."""
        articles = articles or ("definite_articles",)
        for before in range(at - 1, max(-1, at - 1 - _PHRASE), -1):
            if any(self._is(before, name) for name in articles):
                return True
            low = self._low[before]
            if self._is(before, "function") or not low[0].isalnum() or self._owns(before):
                return False
            describes = before in self.nouns or self._grammar.ends(low, "adjective_endings")
            named = self._tokens[before].text[0].isupper() or low[0].isdigit()
            first = any(self._is(before - 1, name) for name in articles)
            if not (describes or named or first):
                return False
        return False

    def _owns(self, at: int) -> bool:
        return self._grammar.owned(self._low[at]) is not None

    def as_noun(self, mention: Mention) -> bool:
        """Whether a word that is noun or verb is a noun here: "the attack", not "they attack"."""
        at, low = mention.first - 1, self._low
        if at < 0 or not low[at][0].isalnum():
            return self._followed_as_noun(mention.last)
        if mention.kind is Kind.REPORTING and self._closes_tag(mention):
            return False
        if self._is(at, "infinitive_after"):
            return low[mention.last - 1].endswith("s") and self._is(at, "prepositions")
        if self._is(at, "definite_articles") or self._is(at, "determiners"):
            return True
        if self._is(at, "pronouns_plural") or self._is(at, "relative") or self._is(at, "it"):
            return False
        led = self._is(at, "prepositions") or self._is(at, "other") or low[at][0].isdigit()
        if led or self._owns(at) or self._grammar.ends(low[at], "adjective_endings"):
            return True
        if self._is(at - 1, "articles") and not low[mention.last - 1].endswith("s"):
            return True  # "in a separate attack the same day": one of them "attacks"
        return self._followed_as_noun(mention.last)

    def _closes_tag(self, mention: Mention) -> bool:
        """Whether a word ends a tag as its verb: "Ten died, local media report"."""
        at, end = mention.first, mention.last
        if end < len(self._low) and self._low[end][0].isalnum():
            return False
        comma = next((i for i in range(at - 1, max(0, at - _PHRASE), -1) if self._low[i] == ","), 0)
        if not comma or at - 1 not in self.nouns or self._is(comma + 1, "determiners"):
            return False
        return not any(
            self._is(i, "function") or not self._low[i][0].isalnum() for i in range(comma + 1, at)
        )

    def _followed_as_noun(self, at: int) -> bool:
        """Whether what follows can be no object: a preposition, a verb, a mark, the end."""
        if at >= len(self._low) or not self._low[at][0].isalnum():
            return True
        if self._is(at, "determiners") or self._is(at, "articles") or self._low[at][0].isdigit():
            return False
        if self._is(at, "that") or self._is(at, "infinitive"):
            return False
        if self._is(at, "function"):
            return True
        return not self._tokens[at].text[0].isupper()
