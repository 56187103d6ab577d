"""Reads the words before a name that lead to ground: an act at it, a road to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model.entries import Back, Form, Harm, Head, People, Trigger, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Token
    from vitne.packs.language import Grammar
    from vitne.packs.pack import Pack

_ON_GROUND = frozenset({"airstrike", "bombing", "drone-strike", "missile-strike", "shelling"})
_OF_GROUND = _ON_GROUND | {"siege"}
_TAKING = "territory-taken"
_ATTACKS = frozenset({"attack", "ground-attack", "raid"})
_NOUNS = frozenset({Form.SINGULAR, Form.SINGULAR_DEFINITE, Form.PLURAL, Form.PLURAL_DEFINITE})
_SITES = frozenset({"bases", "buildings", "places"})
_LEAVING = "withdrawal"  # where a force came from: "the patrol had left X on Thursday"
_MEASURE = 8  # tokens in which a distance and a direction stand
_WAYS = ("between", "from", "to", "against")  # classes of the words behind a road
_VERBS = frozenset({Form.PAST, Form.PRESENT, Form.PAST_OR_PARTICIPLE})
_DOERS = (Back, Head, People)
_UNITS = ("kilometres", "metres", "miles", "sea_miles", "mils")  # classes of lengths


def acts(pack: Pack, token: Token) -> list[tuple[Trigger, Form]]:
    """The acts that a word may name, each with the form in which it does."""
    hits = pack.lexicon.word(token.low)
    return [(hit[0], hit[1]) for hit in hits if isinstance(hit[0], Trigger)]


def is_of_act(pack: Pack, before: str, token: Token) -> bool:
    """Whether any name behind an act or site and a preposition is ground: "bombing of X", "camp at X"."""
    if before in pack.grammar["of"]:
        return any(act.event in _OF_GROUND for act, _ in acts(pack, token))
    if before not in pack.grammar["at_acts"]:
        return False
    hits = pack.lexicon.word(token.low)
    fell = any(isinstance(hit[0], Harm) and hit[0].measure == "killed" for hit in hits)
    site = any(isinstance(hit[0], Unit) and hit[0].what in _SITES for hit in hits)
    return fell or site or any(form in _NOUNS for _, form in acts(pack, token))


def is_on_road(grammar: Grammar, tokens: Sequence[Token], at: int) -> bool:
    """Whether a road leads to or from a name: "veien mellom X", "the road from X", "… to X"."""
    if at < 2 or tokens[at - 2].low not in grammar["roads"]:
        return False
    return any(tokens[at - 1].low in grammar[way] for way in _WAYS)


def _is_measured(grammar: Grammar, tokens: Sequence[Token], end: int) -> bool:
    """Whether a distance behind a name tells where it is: "X, 40 km nord for Y", "X, 25 km fra Y"."""
    if end >= len(tokens) or tokens[end].low not in (",", "("):
        return False
    for at in range(end + 2, min(end + _MEASURE, len(tokens) - 2)):
        if tokens[at].low in grammar["directions"]:
            led = tokens[at + 1].low in grammar["for"]
        else:
            led = any(tokens[at].low in grammar[unit] for unit in _UNITS)
            led = led and tokens[at + 1].low in grammar["from"]
        if led and tokens[at + 2].text[0].isupper():
            return True
    return False


def is_reached(pack: Pack, tokens: Sequence[Token], at: int) -> bool:
    """Whether any name is ground behind who goes there or what is done: "dro til X", "west of X", "entered X"."""
    words, before = pack.grammar, tokens[at - 1].low
    if at > 1 and tokens[at - 2].low in words["directions"] and before in words["for"]:
        return True
    if any(before in words[way] for way in ("to", "from", "against")):
        return any(token.low in words["journeys"] for token in tokens[max(at - 3, 0) : at - 1])
    hits = [hit[0] for hit in pack.lexicon.word(before)]
    if any(isinstance(hit, Harm) for hit in hits):
        return False  # "captured | Bemba"
    rows = [hit for hit in hits if isinstance(hit, Trigger) and hit.event != _LEAVING]
    if not any(act.object == "place" or act.event in _ON_GROUND for act in rows):
        return False
    noun = next((t.low for t in tokens[at:] if t.text == t.low), "")
    return not any(isinstance(hit[0], Unit | Head | People) for hit in pack.lexicon.word(noun))


def leads_to(pack: Pack, token: Token) -> bool:
    """Whether a word before a name has ground behind it: "over", "retook", "bombet", "angrep"."""
    words = pack.grammar
    if token.low in words["place_prepositions"]:
        return not any(token.low in words[name] for name in ("to", "from", "of"))
    return any(
        act.object == "place" or act.event in _ON_GROUND | _ATTACKS for act, _ in acts(pack, token)
    )


def is_contested(pack: Pack, token: Token) -> bool:
    """Whether what "about" follows is fought for: "kampene om X", "slaget om X"."""
    return token.low in pack.grammar["contests"] or bool(acts(pack, token))


def suffers(pack: Pack, tokens: Sequence[Token], at: int) -> bool:
    """Whether a name is what is taken, fired at or hit worst, by the words before it."""
    return (
        _is_taken(pack, tokens, at)
        or _is_fired_at(pack, tokens, at)
        or _is_hit_worst(pack.grammar, tokens, at)
    )


def is_told_behind(pack: Pack, tokens: Sequence[Token], end: int) -> bool:
    """Whether the words behind a name tell that it is ground: how far it is, what happened there or to it."""
    return (
        _is_measured(pack.grammar, tokens, end)
        or _is_where(pack.grammar, tokens, end)
        or _is_struck(pack, tokens, end)
    )


def _is_taken(pack: Pack, tokens: Sequence[Token], at: int) -> bool:
    """Whether a name is the object of what is done to ground: "erobret X", "Mandag bombet hæren X"."""
    verb = at - 1
    if verb > 0 and any(isinstance(hit[0], _DOERS) for hit in pack.lexicon.word(tokens[verb].low)):
        verb -= 1  # the doer stands between, where the verb comes second
        if tokens[verb].low not in pack.grammar["ground_verbs"]:
            return False
    if tokens[verb].low in pack.grammar["ground_verbs"]:
        return True
    hits = pack.lexicon.word(tokens[verb].low)
    if any(isinstance(hit[0], Harm) for hit in hits):
        return False  # "captured | Bemba"
    return any(
        isinstance(hit[0], Trigger) and hit[0].event == _TAKING and hit[1] in _VERBS for hit in hits
    )


def _is_fired_at(pack: Pack, tokens: Sequence[Token], at: int) -> bool:
    """Whether weapons are sent to a name, or a thing is above it: "raketter mot X", "skutt ned over X"."""
    words, before = pack.grammar, tokens[at - 1].low
    lead = tokens[at - 2].low if at > 1 else ""
    if before in words["above"]:
        return not lead or not lead[0].isalnum() or lead in words["downed"]
    if not (before in words["against"] or before in words["put_at"]) or _owns(words, tokens, at):
        return False  # "raketter mot Machars hovedkvarter"
    return any(
        isinstance(hit[0], Unit) and hit[0].what == "weapons" for hit in pack.lexicon.word(lead)
    )


def _owns(grammar: Grammar, tokens: Sequence[Token], at: int) -> bool:
    """Whether the run of names that begins at a token owns the noun behind it."""
    last = at
    while last + 1 < len(tokens) and tokens[last + 1].text[0].isupper():
        last += 1
    if last + 1 >= len(tokens) or grammar.owned(tokens[last].low) is None:
        return False
    behind = tokens[last + 1]
    return behind.text.isalpha() and behind.low not in grammar["function"]


def _is_hit_worst(grammar: Grammar, tokens: Sequence[Token], at: int) -> bool:
    """Whether a name is that of what suffered most: "verst rammet ble X", "värst drabbades X"."""
    hit = at - 1
    if tokens[hit].low in grammar["being"] and tokens[hit].low not in grammar["hit_words"]:
        hit -= 1
    if hit < 1 or tokens[hit].low not in grammar["hit_words"]:
        return False
    return tokens[hit - 1].low in grammar["worst_words"]


def _is_where(grammar: Grammar, tokens: Sequence[Token], end: int) -> bool:
    """Whether what happened at a name is told behind it: "X, der ni ble drept", "X, where …"."""
    if end + 1 >= len(tokens) or tokens[end].low != "," or grammar.noun_capitals:
        return False
    return tokens[end + 1].low in grammar["where_relatives"]


def _is_struck(pack: Pack, tokens: Sequence[Token], end: int) -> bool:
    """Whether a name suffers what only ground does: "X ble beskutt", "X was shelled"."""
    if end >= len(tokens):
        return False
    helped = tokens[end].low in pack.grammar["aux_passive_only"] and end + 1 < len(tokens)
    verb = tokens[end + helped]
    hits = pack.lexicon.word(verb.low)
    if any(isinstance(hit[0], Harm) for hit in hits):
        return False
    rows = [hit[0].event for hit in hits if isinstance(hit[0], Trigger)]
    ground = any(event == _TAKING or event in _OF_GROUND for event in rows)
    return ground and (helped or any(hit[1] is Form.PASSIVE for hit in hits))
