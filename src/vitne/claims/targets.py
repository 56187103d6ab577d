"""Tells what was struck: armed bodies, people, things, settlements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.doers import FIGHTING, is_behind
from vitne.claims.drafts import word_of
from vitne.claims.fronting import in_phrase
from vitne.claims.joined import leading_verb
from vitne.claims.listed import listed_behind
from vitne.claims.objects import past_aside
from vitne.claims.pairs import twin_before
from vitne.claims.parties import is_actor, phrase_at
from vitne.claims.sentence import NOMINAL, describes_people
from vitne.claims.things import thing_at, thing_before
from vitne.claims.told_as import those_at
from vitne.model import Kind, Party, Role
from vitne.model.entries import Form, Head, Unit

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_TARGET_REACH = 7
_NOUN_REACH = 4  # tokens from an article to a noun before "som": "den tredje bygningen som"
_THINGS = frozenset({"buildings", "bases", "vehicles", "places", "weapons", "troops", "groups"})
STRUCK = frozenset({"buildings", "bases", "vehicles"})  # what fire hits
_STRIKING = frozenset(
    {
        "hit",
        "bombing",
        "shelling",
        "missile-strike",
        "airstrike",
        "drone-strike",
        "attack",
        "arson",
        "destruction",
        "raid",
        "shooting",
        "grenade",
        "ied",
        "suicide-bombing",
        "riot",
        "seizure",
        "looting",
        "shootdown",
        "fire-upon",
        "gunfire",
        "ground-attack",
        "ambush",
        "excessive-force",
    }
)  # acts that may be aimed at things
DISARMING = frozenset(
    {
        "interception",
        "disrupted-weapons",
        "shootdown",
        "seizure",
        "destruction",
        "looting",
    }
)  # acts that weapons themselves suffer
_AMBUSH = "ambush"
_CLASH = "clash"
_RUN_INTO = frozenset({"ied", "landmine", "ambush"})
STRUCK_KINDS = (Kind.HEAD, Kind.ACTOR, Kind.PEOPLE, Kind.UNIT, Kind.PLACE, Kind.NATION)


def set_target(draft: Draft, at: int, context: Context) -> None:
    """What the act was aimed at: armed bodies, people, things, settlements."""
    sentence = draft.sentence
    at = past_aside(sentence, at)
    while not draft.targets and at < min(len(sentence), draft.anchor[1] + _TARGET_REACH):
        mention = _target_at(draft, at)
        if mention is not None and mention.kind is Kind.PLACE:
            draft.place_mention = draft.place_mention or mention
            attacked(draft, mention)
            return
        edge = mention is not None and is_edge(sentence, mention.last - 1)
        if edge or _those_struck(draft, at):
            return
        if mention is not None:
            phrase = phrase_at(sentence, mention, context, verb=draft.anchor[0])
            struck = phrase.as_party(sentence)
            twin = twin_before(sentence, struck, phrase.states, context)
            draft.targets = (*twin, struck, *_fellows(sentence, mention, phrase.last))
            fights = phrase.party and phrase.role != "office"  # no mayor is armed
            draft.armed_target = fights or _is_armed(sentence, mention, phrase)
            return
        if (beyond := circumstance_end(sentence, at)) is not None:
            at = beyond  # "traf am Montag in Homs ein Wohnhaus"
            continue
        number = sentence.starting(at, Kind.NUMBER)
        if number is not None and (body := _counted_of(sentence, number.last)):
            at = body  # "mot titusenvis av demonstranter"
            continue
        joined = sentence.is_a(at - 1, "coordinators")  # "tente på husene og ventet"
        bare = sentence.passage.role is Role.HEADLINE and _is_next(draft, at)
        if not joined and set_thing(draft, thing_at(sentence, at, bare=bare)):
            return
        if number is not None and at >= draft.anchor[1]:
            at = number.last  # "bortførte | om lag 50 | lærere"
            continue
        of_place = sentence.before_place_noun(at) < at - 1  # "on the town of X"
        if sentence.is_stop(at) or (_bars_target(draft, at) and not of_place):
            return
        at += 1


def _those_struck(draft: Draft, at: int) -> bool:
    """Make people told of by what they did the target: "skjøt mot | dem som flyktet"."""
    those = those_at(draft.sentence, at) if draft.event_type == "ASSAULT" else None
    draft.targets = (those,) if those is not None else draft.targets
    return those is not None


def _is_next(draft: Draft, at: int) -> bool:
    """Whether a token follows the act at once: "traff | kafé", "angrep på | flyktningleir"."""
    aimed = draft.sentence.is_a(at - 1, "targeting") and not draft.sentence.grammar.noun_rows
    return at == draft.anchor[1] + aimed


def _counted_of(sentence: Sentence, at: int) -> int:
    """Where it is told of whom a number is, else 0: "titusenvis av demonstranter", "34 fra M23"."""
    if sentence.is_a(at, "of"):
        return at + 1
    body = at + 1 + sentence.is_a(at + 1, "definite_articles")
    named = sentence.is_a(at, "from") and sentence.starting(body, Kind.ACTOR) is not None
    return body if named else 0


def does_more(sentence: Sentence, at: int) -> bool:
    """Whether another act begins, with an object of its own: "tente på husene | og drepte ni"."""
    if not sentence.is_a(at, "and"):
        return False
    verb = sentence.starting(at + 1, Kind.TRIGGER, Kind.HARM)
    return verb is not None and leading_verb(sentence, at + 1) is not None


def circumstance_end(sentence: Sentence, at: int) -> int | None:
    """Where a day or a place ends that stands before an object, in a language that sets it there."""
    if (time := sentence.starting(at, Kind.TIME)) is not None:
        return time.last  # "drepte | natt til søndag | 18 bønder"
    if not sentence.grammar.verb_last or not sentence.is_a(at, "locatives"):
        return None
    step = at + 1
    while sentence.is_a(step, "determiners") or sentence.is_place_noun(step):
        step += 1
    place = sentence.starting(step, Kind.PLACE)
    return place.last if place is not None else None


def _fellows(sentence: Sentence, mention: Mention, last: int) -> tuple[Party, ...]:
    """The things struck along with a first: "markedet og rundt 250 biler"."""
    if mention.kind is not Kind.UNIT:
        return ()
    return tuple(_thing(sentence, *row) for row in listed_behind(sentence, last))


def _thing(sentence: Sentence, first: int, last: int) -> Party:
    return sentence.party(first, last, _bare_name(sentence, first, last))


def _bars_target(draft: Draft, at: int) -> bool:
    """Whether what follows is no object: "med stridsvogner", "i går", "ved en skole"."""
    sentence = draft.sentence
    if sentence.is_a(at, "targeting") or opponent(draft, at) is not None:
        return False
    if at >= draft.anchor[1] and does_more(sentence, at):
        return True
    return sentence.is_a(at, "prepositions") or sentence.is_wall(at)


def opponent(draft: Draft, at: int) -> Mention | None:
    """Whom somebody fights, told behind a word for "with": "kamper med | separatister"."""
    sentence = draft.sentence
    if draft.event is None or draft.event.id != _CLASH or not sentence.is_a(at, "with"):
        return None
    near = (sentence.starting(i, Kind.HEAD, Kind.ACTOR, Kind.PEOPLE) for i in range(at + 1, at + 4))
    found = next((m for m in near if m is not None), None)
    if found is None or sentence.starting(found.first, Kind.UNIT) is not None:
        return None  # "kjempet med stridsvogner"
    return found if found.actor is not None or _fights(found) else None


def _fights(mention: Mention) -> bool:
    """Whether a noun names an armed body or those of one: "soldater", "politiet"."""
    entry = mention.entry
    body = isinstance(entry, Head) and entry.role in FIGHTING
    return body or bool(getattr(entry, "armed", False))


def _is_armed(sentence: Sentence, mention: Mention, phrase: Phrase) -> bool:
    """Whether soldiers are struck, or a thing of theirs: "hærens base"."""
    if getattr(mention.entry, "armed", False):
        return True
    inside = sentence.within(phrase.first, phrase.last, Kind.HEAD)
    return any(isinstance(m.entry, Head) and m.entry.role == "force" for m in inside)


def _target_at(draft: Draft, at: int) -> Mention | None:
    """What can be struck: an armed body, people, a place, a thing; no length of time, no label."""
    sentence = draft.sentence
    mention = sentence.starting(at, Kind.PLACE, Kind.ACTOR)
    if mention is not None and _owns(sentence, mention):
        draft.place_mention = draft.place_mention or mention
        return None  # "anholdt | Nigers | præsident"
    if mention is not None:
        return mention
    mention = sentence.starting(at, Kind.HEAD, Kind.PEOPLE, Kind.UNIT)
    if mention is None or mention.genitive or describes_people(sentence, mention):
        return None
    if isinstance(mention.entry, Unit):
        if sentence.is_a(at, "void_objects") and sentence.is_a(at - 1, "took_place"):
            return None  # "took | place"
        after = mention.last + (1 if sentence.is_a(mention.last, "naming_of") else 0)
        named = sentence.starting(after, Kind.PLACE) is not None
        return mention if not named and _may_be_struck(draft, mention.entry, mention) else None
    return mention


def _owns(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place owns who or what is struck; not the capital it is called by: "Eritreas | hovedstad"."""
    at = mention.last
    ground = sentence.is_place_noun(at) or sentence.starting(at, Kind.BACK) is not None
    return mention.kind is Kind.PLACE and mention.genitive and not ground


def _may_be_struck(draft: Draft, unit: Unit, mention: Mention) -> bool:
    """Whether a counted thing can be struck, and is not what was fired: "to granater"."""
    sentence = draft.sentence
    if unit.what not in _THINGS:
        return False
    if unit.what != "weapons" or (draft.event is not None and draft.event.id in DISARMING):
        return True
    return not sentence.ends(mention.last - 1, "fired")


def set_thing(draft: Draft, found: tuple[int, int] | None) -> bool:
    """Make a thing the target of an act that may strike things."""
    if found is None or draft.event is None or draft.event.id not in _STRIKING:
        return False
    sentence = draft.sentence
    if is_edge(sentence, found[1] - 1) or _is_way(draft, found[1]):
        return True
    rows = [found, *listed_behind(sentence, found[1])]
    draft.targets = tuple(_thing(sentence, *row) for row in rows)
    if draft.event.id == _AMBUSH:
        draft.armed_target = (
            True  # "en kolonne", "a patrol team": who lies in wait for it, fights it
        )
    return True


def is_edge(sentence: Sentence, at: int) -> bool:
    """Whether a noun only says where something fell: "over utkanten av X"; no "community centre"."""
    alone = not sentence.grammar.noun_rows or sentence.is_a(at - 1, "determiners")
    return alone and sentence.is_a(at, "edges")


def _is_way(draft: Draft, end: int) -> bool:
    """Whether a road that ends at a token only says where it was: "angrep på veien | til X"."""
    sentence, noun = draft.sentence, word_of(draft)
    leads = sentence.is_a(end, "between") or sentence.is_a(end, "to")
    road = sentence.is_a(end - 1, "street_endings")
    return leads and road and noun is not None and noun.form in NOMINAL


def _bare_name(sentence: Sentence, first: int, last: int) -> str:
    """The words of a thing without an article before it: "petrol station"."""
    if sentence.grammar.noun_rows:
        while first < last - 1 and sentence.is_a(first, "determiners"):
            first += 1
    return sentence.quote(first, last).text


def attacked(draft: Draft, mention: Mention) -> None:
    """A settlement that was attacked itself, where the act was not for holding its ground."""
    if draft.event is None or draft.event.ground or draft.event_type != "ASSAULT":
        return
    sentence = draft.sentence
    first = mention.first
    while True:
        before = sentence.before_place_noun(first - 1) + 1
        if before == first and sentence.covering(first - 1, Kind.NATION):
            before -= 1
        if before == first:
            break
        first = before
    draft.targets = (sentence.party(first, mention.last, mention.places[0].name),)


def passive_target(draft: Draft, mention: Mention, context: Context) -> None:
    """What a passive verb's subject is: "en skole ble truffet", "Skolen i byen er rammet"."""
    sentence = draft.sentence
    first, _ = sentence.clause(mention.first)
    rows = [
        m for m in sentence.within(first, mention.first, *STRUCK_KINDS)
        if _is_struck(draft, m) and not _is_origin(sentence, m)
    ]  # fmt: skip
    if not rows and sentence.word(first) == ",":  # "Den største byen, Stepanakert, blir bombet"
        near = sentence.within(max(0, first - 4), first, Kind.PLACE)
        rows = [m for m in near if m.last == first and not in_phrase(sentence, m)]
    if not rows and sentence.is_a(first, "relative"):  # "en skole som ble truffet"
        end = sentence.told_of(first)
        near = sentence.within(max(0, end - _TARGET_REACH), end, *STRUCK_KINDS)
        rows = [m for m in near if m.last == end and m.kind is not Kind.PLACE and not m.genitive]
    rows = rows or _closed_off(draft, first)
    towns = [m for m in rows if m.kind is Kind.PLACE]
    if towns and rows[-1].kind is Kind.PLACE:
        draft.place_mention = draft.place_mention or towns[0]
        attacked(draft, towns[0])
    elif rows and not draft.targets:
        phrase = phrase_at(sentence, rows[-1], context)
        before = [phrase_at(sentence, m, context) for m in _listed_before(sentence, rows)]
        draft.targets = tuple(p.as_party(sentence) for p in (*before, phrase))
        armed = phrase.party and phrase.role != "office"
        draft.armed_target = armed or bool(getattr(rows[-1].entry, "armed", False))
    elif not draft.targets:
        _passive_thing(draft, mention, first)
    if not (rows or draft.targets) and mention.form is Form.PASSIVE:
        _late_subject(draft, mention, context)
    if not (rows or draft.targets) and sentence.is_a(mention.last, "targeting"):
        set_target(draft, mention.last + 1, context)  # "det ble skutt mot | ambulansen"


def _is_origin(sentence: Sentence, mention: Mention) -> bool:
    """Whether words only tell where somebody is from: "sjøfolk fra fem | land | ble tatt"."""
    number = sentence.covering(mention.first - 1, Kind.NUMBER)
    first = mention.first if number is None else number.first
    return mention.kind is Kind.UNIT and sentence.is_a(first - 1, "from")


def _closed_off(draft: Draft, first: int) -> list[Mention]:
    """What a closed clause before a verb tells of, if struck: "| skolen |, der lå ved floden, blev ramt"."""
    end = draft.sentence.over_relative(first)
    near = draft.sentence.within(max(0, end - _TARGET_REACH), end, *STRUCK_KINDS)
    rows = [m for m in near if m.last == end and _is_struck(draft, m)]
    return rows or _town_over_aside(draft, first)


def _town_over_aside(draft: Draft, first: int) -> list[Mention]:
    """The town struck of which an insertion tells where it lies: "ble | Osijek, to mil lenger vest, beskutt"."""
    sentence, at = draft.sentence, draft.anchor[0]
    end = sentence.over_aside(first)
    if not all(sentence.is_a(i, "finite_auxiliaries") for i in range(first + 1, at)):
        return []
    near = sentence.within(max(0, end - _TARGET_REACH), end, Kind.PLACE)
    return [m for m in near if m.last == end and _is_struck(draft, m)]


def _listed_before(sentence: Sentence, rows: list[Mention]) -> list[Mention]:
    """The things listed before the last of a subject: "butikker og over 100 | hus ble brent"."""
    found: list[Mention] = []
    after = rows[-1]
    for mention in reversed(rows[:-1]):
        between = range(mention.last, after.first)
        joins = any(sentence.is_a(i, "and") or sentence.word(i) == "," for i in between)
        plain = all(
            sentence.is_a(i, "and") or sentence.word(i) == "," or sentence.is_a(i, "determiners")
            or sentence.covering(i, Kind.NUMBER)
            for i in between
        )  # fmt: skip
        if not (joins and plain and mention.kind is Kind.UNIT):
            break
        found.insert(0, mention)
        after = mention
    while found and sentence.word(after.first - 1) == ",":  # "Hus, | biler og kirker"
        first = sentence.covering(after.first - 2, Kind.UNIT)
        if first is None:
            break
        found.insert(0, first)
        after = first
    return found


def _late_subject(draft: Draft, mention: Mention, context: Context) -> None:
    """What a passive verb's subject is that stands behind it: "I går träffades en skola"."""
    at = draft.sentence.past_times(mention.first + 1)  # inside it too: "fördes | bybor | bort"
    if not draft.sentence.is_a(at, "expletive") and is_behind(draft.sentence, mention, at):
        set_target(draft, at, context)


def _is_struck(draft: Draft, mention: Mention) -> bool:
    """Whether a mention before a passive verb may be its subject."""
    if mention.genitive or (
        in_phrase(draft.sentence, mention) and not _is_number_of(draft.sentence, mention)
    ):
        return False
    if isinstance(mention.entry, Unit):
        return _may_be_struck(draft, mention.entry, mention)
    return mention.kind is not Kind.NATION or is_actor(mention)


def _is_number_of(sentence: Sentence, mention: Mention) -> bool:
    """Whether a number of some is told: "hundrevis av | hus", "tre av | bilene"."""
    at = sentence.before_noun(mention.first)
    return sentence.is_a(at, "of") and sentence.covering(at - 1, Kind.NUMBER) is not None


def _passive_thing(draft: Draft, mention: Mention, first: int) -> None:
    sentence = draft.sentence
    aux = next(
        (i for i in range(mention.first - 1, first, -1) if sentence.is_a(i, "aux_passive")), None
    )
    behind = aux + 1 if aux is not None else 0
    while (beyond := circumstance_end(sentence, behind)) is not None:
        behind = beyond
    found = thing_at(sentence, behind) if aux is not None else None
    if sentence.is_a(first, "relative"):
        end = sentence.told_of(first)
        starts = (thing_at(sentence, i) for i in range(max(0, end - _NOUN_REACH), end))
        found = next((f for f in starts if f is not None and f[1] == end), None)
    elif found is None or found[1] > mention.first:
        found = thing_before(sentence, first, aux if aux is not None else mention.first)
    set_thing(draft, found)


def ran_into(draft: Draft, mention: Mention, context: Context) -> bool:
    """Who drove on a mine or into an ambush: "en politibil kjørte på en mine" has no agent."""
    sentence = draft.sentence
    if draft.event is None or draft.event.id not in _RUN_INTO or draft.targets:
        return False
    end = mention.last - 1
    if sentence.is_a(end, "void_objects") or sentence.is_a(end, "function"):
        return False  # "gikk i lufta", "gikk av"
    first, _ = sentence.clause(mention.first)
    inside = range(mention.last - 1, first - 1, -1)
    verb = next((i for i in inside if sentence.is_a(i, "running_on")), None)
    if verb is None:
        return False
    draft.agents = ()  # "da han tråkket på en mine" neither
    rows = [m for m in sentence.within(first, mention.last, *STRUCK_KINDS) if _is_struck(draft, m)]
    rows = [m for m in rows if m.kind is not Kind.PLACE]
    near = [m for m in rows if m.last <= verb] or [m for m in rows if m.first > verb]
    near = near or _closed_off(draft, first)
    if near:
        phrase = phrase_at(sentence, near[0], context)
        draft.targets = (phrase.as_party(sentence),)
        draft.armed_target = phrase.party or bool(getattr(near[0].entry, "armed", False))
    elif (found := thing_before(sentence, first, verb)) is not None:
        draft.targets = (sentence.party(*found),)
    return bool(draft.targets)
