"""Weighs the words before a place name: whether they say that the act was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import SPEECH
from vitne.claims.elsewhere import from_distance, is_home, lies, measured
from vitne.claims.ground import is_held
from vitne.claims.surroundings import left_of, said_there
from vitne.claims.ways import (
    SENT,
    is_destination,
    is_displaced,
    is_on_the_way,
    leads_off,
    weigh_way,
)
from vitne.model import ActorKind, Kind, Level, Mention
from vitne.model.entries import Form, Head, Relation

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_SEATED_ACTORS = frozenset(
    {ActorKind.ORGANISATION, ActorKind.AGENCY, ActorKind.OUTLET, ActorKind.MONITOR}
)
_SEATED = frozenset({"authority", "office", "media"})
_WARS = frozenset({"clash", "war"})
_SEAT = 0.3  # an office's seat is the place of an act only where nothing better is told
_REACH = 4  # tokens back from a place name to what it only measures or is the seat of
_HELD_REACH = 7  # tokens from a verb of holding to the ground that is held
_FINITE = frozenset({Form.PAST, Form.PRESENT, Form.PAST_OR_PARTICIPLE})


def weigh(sentence: Sentence, mention: Mention, before: int, draft: Draft) -> float:
    """How much the word before a place name says that the act was there; 0 for not at all."""
    crossed = _is_crossed(sentence, mention, before)
    far = crossed or (_beside(sentence, before) and lies(sentence, before))
    away = draft.event_type not in SENT and is_on_the_way(sentence, before)
    if draft.place_mention is mention and not (sentence.is_a(before, "to") or far or away):
        return 0.0 if _is_subject(mention, draft) else 4.0
    if _is_where(mention, draft) and not away:
        return 2.5
    if sentence.covering(before, Kind.ACT) is not None:
        return 0.0  # "skylder på X"
    if before < 0:
        return _weigh_opening(sentence, mention, draft)
    if away or crossed or _only_finds(sentence, before, draft):
        return 0.0
    if _is_party(sentence, before, draft):
        return 0.0
    if (role := seat(sentence, mention, before)) and not _is_hit(sentence, before - 1, draft):
        return _SEAT if role == "office" and draft.kind in ("event", "toll") else 0.0
    weight = _weigh_word(sentence, mention, before, draft)
    if weight is not None:
        return weight
    named = before != mention.first - 1 and _has_noun(sentence, mention)
    if named or _is_told_behind(sentence, mention):
        return 2.5
    return 2.0 if _is_object(mention, draft) else 0.0


def _weigh_opening(sentence: Sentence, mention: Mention, draft: Draft) -> float:
    """The weight of a place name with no word before it."""
    if draft.kind == "relation" and _is_recognised(mention, draft):
        return 4.0
    accuses = sentence.holds(mention.last, draft.anchor[0], Kind.ACT)  # "X blames Y as …"
    aim = _is_object(mention, draft) and not accuses
    aim = aim or (_is_told_behind(sentence, mention) and _is_struck(mention, draft))
    return 2.0 if aim or is_label(sentence, mention, draft) else 0.0


def _is_where(mention: Mention, draft: Draft) -> bool:
    """Whether the clause behind a place tells what happened there: "verst rammet ble X, der ni døde"."""
    sentence, opener = draft.sentence, mention.last + 1
    if sentence.word(mention.last) != "," or not sentence.is_a(opener, "where_relatives"):
        return False
    return sentence.clause_of(opener) == sentence.clause_of(draft.anchor[0])


def _only_finds(sentence: Sentence, before: int, draft: Draft) -> bool:
    """Whether a name is a point on a map, the home of who acts, or where somebody speaks."""
    if measured(sentence, before) or leads_off(sentence, before, draft):
        return True
    if draft.kind in SPEECH and (
        sentence.is_a(before - 1, "platforms") or said_there(sentence, before)
    ):
        return True  # "…, speaking in X, vowed to fight on"
    return draft.kind != "relation" and is_home(sentence, before)


def _is_crossed(sentence: Sentence, mention: Mention, before: int) -> bool:
    """Whether a river is only crossed: "tok seg over elva X"."""
    named = sentence.is_a(mention.first - 1, "river_nouns")
    river = named or sentence.is_a(mention.last - 1, "river_nouns")
    return river and sentence.is_a(before, "border_crossing")


def _is_party(sentence: Sentence, before: int, draft: Draft) -> bool:
    """Whether a state acts or is allied: "a truce brokered by X", "alliert med X"."""
    if draft.kind == "relation" and sentence.is_a(before, "with"):
        return True
    return sentence.is_a(before, "done_by") and not sentence.is_a(before, "of")


def _has_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether a noun of place stands before a name: "byen X", "the town of X"."""
    return sentence.before_place_noun(mention.first - 1) < mention.first - 1


def _is_told_behind(sentence: Sentence, mention: Mention) -> bool:
    """Whether what a place is stands behind its name: "granater traff X, en liten landsby"."""
    at = mention.last
    if sentence.word(at) != "," or not sentence.is_a(at + 1, "articles"):
        return False
    return any(map(sentence.grammar.is_settlement, sentence.low[at + 2 : at + 5]))


def is_near(sentence: Sentence, before: int) -> bool:
    """Whether the word before a place name puts the act beside it: "utenfor X", "sør for X"."""
    if not sentence.is_any(before, "near", "to", "against", "for", "from"):
        return False
    if sentence.is_a(before, "near"):
        return not sentence.is_a(before, "in")
    if sentence.is_any(before, "to", "against"):
        border = sentence.is_a(before - 1, "borders") and sentence.is_a(before - 2, "in")
        return border or sentence.is_a(before - 1, "roads")
    road = sentence.is_a(before, "from") and sentence.is_a(before - 1, "roads")
    return road or _beside(sentence, before) or from_distance(sentence, before)


def _beside(sentence: Sentence, before: int) -> bool:
    """Whether a direction leads away from the name: "sør for X", in Danish "uden for X"."""
    if not sentence.is_a(before, "for"):
        return False
    return sentence.is_a(before - 1, "directions") or sentence.is_a(before - 1, "outside")


def _weigh_word(sentence: Sentence, mention: Mention, before: int, draft: Draft) -> float | None:
    """The weight of the preposition itself; None for a word that tells nothing of place."""
    state = mention.places[0].level is Level.COUNTRY
    if sentence.is_a(before, "between"):
        if state or draft.event_type == "CONSULT":
            return 0.0  # "talks between Kinshasa and the M23"
        if sentence.covering(sentence.before_place_noun(before - 1), Kind.PLACE):
            return 0.0  # "the Allenby crossing between the West Bank and Jordan"
    put = sentence.is_any(before, "sure_place_prepositions", "put_at")  # "the bridge at X"
    if sentence.is_a(before - 1, "bridges") and not put:
        return 0.0  # "broen over X" names a river
    if _beside(sentence, before) or from_distance(sentence, before):
        return 0.0 if state or lies(sentence, before) else 2.2
    if is_displaced(draft) and is_destination(sentence, before):
        return 0.0
    if sentence.is_a(before, "in") or sentence.is_a(before, "near"):
        if draft.kind == "relation" and lies(sentence, before):
            return 0.0  # "X ligger vest i Y og er anerkjent som …"
        return 0.0 if _speaks_from(sentence, before, draft) else 3.0
    if sentence.is_a(before - 1, "borders"):
        return 1.0 if is_near(sentence, before) and not state else 0.0
    return weigh_way(sentence, before, draft, state=state)


def is_label(sentence: Sentence, mention: Mention, draft: Draft) -> bool:
    """Whether a name is put before a report: "Syria: Ti drept", "Sumy – to drept"; not "Iran: Skjøt ned to fly"."""
    dash = sentence.is_a(mention.last, "dashes") and mention.places[0].level is not Level.COUNTRY
    if not (sentence.word(mention.last) == ":" or (dash and mention.first == 0)):
        return False
    acts = draft.kind == "event" and draft.anchor[0] == mention.last + 1
    return not (acts and _is_verb(draft))


def _is_verb(draft: Draft) -> bool:
    trigger = draft.sentence.starting(draft.anchor[0], Kind.TRIGGER, Kind.HARM)
    return trigger is not None and trigger.form in _FINITE


def _is_object(mention: Mention, draft: Draft) -> bool:
    """Whether a bare place name is what was attacked or taken: "bombet Sjusja", "Gori ble tatt"."""
    sentence = draft.sentence
    struck = draft.kind == "event" and _is_struck(mention, draft)
    if not (draft.kind in ("event", "relation") or _is_aim(mention, draft)):
        return False
    held = is_held(draft)  # "X er på våre hender", "kontrollerer om lag fire femdeler av X"
    towns = held and mention.places[0].level is not Level.COUNTRY  # "Sanaa is in Houthi hands"
    if _acts_itself(mention, draft) and not (struck or towns):
        return False
    if draft.anchor[0] <= mention.first < draft.anchor[1]:
        return True
    after = 0 <= mention.first - draft.anchor[1] <= (_HELD_REACH if held else _REACH)
    before = 0 <= draft.anchor[0] - mention.last <= _REACH
    before = before and (struck or held or not draft.agents or sentence.grammar.verb_last)
    before = before and not _is_subject(mention, draft)
    same = sentence.clause_of(mention.first) == sentence.clause_of(draft.anchor[0])
    return same and (after or before)


def _is_aim(mention: Mention, draft: Draft) -> bool:
    """Whether ground is threatened or fled behind a verb: "threatened to strike X", "fled X".

    Where the subject may stand behind its verb, the name may be that of the one who acts.
    """
    if mention.places[0].level is Level.COUNTRY:
        return False
    if draft.sentence.grammar.verb_second:
        return draft.kind == "threat" and _behind_infinitive(mention, draft)
    fled = is_displaced(draft) and mention.first == draft.anchor[1]
    return fled or (draft.kind == "threat" and mention.first >= draft.anchor[1])


def _behind_infinitive(mention: Mention, draft: Draft) -> bool:
    """Whether ground is the object of what is threatened: "truet med å bombe X"."""
    sentence, before = draft.sentence, left_of(draft.sentence, mention)
    deed = sentence.covering(before, Kind.TRIGGER, Kind.HARM)
    if deed is None or mention.first < draft.anchor[1]:
        return False
    return sentence.is_a(deed.first - 1, "infinitive")


def _is_subject(mention: Mention, draft: Draft) -> bool:
    """Whether a state before a verb acts, and nothing is done to it: "USA bombet fredag"."""
    if draft.kind != "event" or mention.places[0].level is not Level.COUNTRY:
        return False
    if draft.sentence.grammar.verb_last:  # "als die Hamas Israel angriff"
        return _acts_itself(mention, draft)
    return mention.last <= draft.anchor[0] and _is_verb(draft) and not _is_struck(mention, draft)


def _is_struck(mention: Mention, draft: Draft) -> bool:
    """Whether a passive says that something was done to the name: "Tripoli ble rammet"."""
    between = range(mention.last, draft.anchor[0] + 1)
    return any(draft.sentence.is_a(at, "aux_passive_only") for at in between)


def _acts_itself(mention: Mention, draft: Draft) -> bool:
    """Whether the name is that of the one who acts: "Lørdag løslot Libya to fanger"."""
    return any(agent.start == mention.start for agent in draft.agents)


def seat(sentence: Sentence, mention: Mention, before: int) -> str:
    """The role of the body that sits in the place: "myndighetene i Kyiv", "FN i Genève", or ""."""
    if before != mention.first - 1 and _has_noun(sentence, mention):
        return ""
    if is_near(sentence, before):
        return ""  # "officials near X"
    for other in sentence.of(Kind.HEAD, Kind.ACTOR):
        if other.last == before and not other.genitive:
            if other.kind is Kind.ACTOR:
                return "actor" if other.actor and other.actor.kind in _SEATED_ACTORS else ""
            if sentence.covering(other.first - 1, Kind.NUMBER) and not _told_to(sentence, other):
                return ""  # "pågrep fire journalister i X"
            if _is_outside(sentence, other.first):
                return ""  # "opened fire outside parliament in X"
            role = other.entry.role if isinstance(other.entry, Head) else ""
            return role if role in _SEATED else ""
    return ""


def _is_hit(sentence: Sentence, at: int, draft: Draft) -> bool:
    """Whether a body that ends at a token is what was attacked: "ambassaden i X ble truffet"."""
    war = draft.event is not None and draft.event.id in _WARS  # "kjemper mot regjeringen i X"
    return draft.kind == "event" and not war and sentence.is_part_of(at, draft.targets)


def _told_to(sentence: Sentence, body: Mention) -> bool:
    """Whether a body is one that was told: "i en telefon til en radiostasjon i X"."""
    at = body.first - 1
    return sentence.is_a(at, "articles") and sentence.is_a(at - 1, "to")


def _is_outside(sentence: Sentence, first: int) -> bool:
    """Whether an office is what something was near to, or fought for: "foran ambassaden i X"."""
    at = first - 1
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION):
        at -= 1
    if sentence.is_a(at, "near") or sentence.is_a(at, "site_fronts"):
        return True
    if sentence.is_a(at, "and") and sentence.has_a(at - _REACH, at, "between"):
        return True  # "kamper mellom hæren og politiet i X"
    deed = sentence.covering(at - 1, Kind.TRIGGER)
    if deed is not None and sentence.is_any(at, "about", "against"):
        # "kampene om radiohuset i X", "angrepet mot departementet i X"; not whom a war is against
        return sentence.is_a(at, "about") or getattr(deed.entry, "event", "") not in _WARS
    return sentence.is_a(at, "of") and sentence.is_a(at - 1, "site_fronts")


def _speaks_from(sentence: Sentence, before: int, draft: Draft) -> bool:
    """Whether the place only tells whose words they are: "Presidentens kontor i X avviser det"."""
    if draft.event is not None and draft.event.id == "responsibility":
        # "Houthi-bevegelsen | i Jemen tok på seg ansvaret"
        return sentence.is_part_of(before, draft.agents)
    if draft.kind in ("event", "toll", "relation") or before == 0:
        return False
    first, _ = sentence.clause(draft.anchor[0])
    noun = sentence.word(before - 1).isalpha() and not sentence.is_a(before - 1, "function")
    return first < before < draft.anchor[0] and noun


def _is_recognised(mention: Mention, draft: Draft) -> bool:
    """Whether it is told of ground whose it is: "Abkhasia er anerkjent som en del av Georgia"."""
    relation = draft.sentence.starting(draft.anchor[0], Kind.RELATION)
    entry = relation.entry if relation is not None else None
    named = isinstance(entry, Relation) and entry.relation == "recognition"
    return (
        named and mention.first < draft.anchor[0] and mention.places[0].level is not Level.COUNTRY
    )
