"""Makes tolls of counted people: bounds, status, side, and the words of the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import Draft
from vitne.claims.sentence import PLURALS
from vitne.model import ActorKind, Kind, Quote, Toll
from vitne.model.entries import Back, Form, Harm, HarmPart, Head, People

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_PLURAL = frozenset(
    {Form.PLURAL, Form.PLURAL_DEFINITE, Form.SINGULAR_OR_PLURAL, Form.BASE, Form.ADJECTIVE_DEFINITE}
)
_WORN = 2  # tokens of "ethiopisk | uniform"
_VERBS = frozenset({Form.PAST, Form.PRESENT, Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE})
_LOSSES = 8  # tokens from losses to their figure: "losses in the battle at four | dead"
_NAMING = frozenset({Form.PARTICIPLE, Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE})  # "dei døde"


def counted(sentence: Sentence, count: Count, measure: str, anchor: tuple[int, int]) -> Draft:
    """A toll of counted people; a subset until it is known to be a whole."""
    number = count.value
    none = is_nobody(sentence, count)
    low, high = (0, 0) if none else bounds(count)
    if _is_one(sentence, count, anchor[0]):
        low = high = count.entry.heads if count.entry else 1
    status, who = _who(count)
    if status == "unknown" and _of_own_ranks(sentence, count):
        status = "combatant"
    toll = Toll(
        measure=measure,
        low=low,
        high=high,
        approx=bool(number and number.approx),
        known="none" if none else "given",
        number=_numeral(sentence, count),
        status=status,
        who=who,
        side=_side(count),
        scope="subset",
    )
    people = count.entry
    rules = [r for m in (count.number, count.people, count.actor) if m for r in m.rules]
    end = count.last + count.unknown_noun  # the noun is read with its number
    span = min(count.first, anchor[0]), max(end, anchor[1])
    draft = Draft("toll", sentence, *span, anchor, rules, toll=toll)
    draft.polarity = "negative" if toll.known == "none" else "positive"
    draft.armed_target = bool(people and people.armed) or count.actor is not None
    if people is not None:
        draft.people = sentence.party(count.first, count.last, people.who or "people")
    draft.of_whole = _of_them(sentence, count)
    draft.named = bool(count.people or count.nation or count.actor) or count.unknown_noun
    return draft


def _of_them(sentence: Sentence, count: Count) -> bool:
    """Whether a count is of those told before: "fem av dei døydde", not "fem av dei drepne er born"."""
    if not count.of_whole or not sentence.is_a(count.last - 1, "them"):
        return False
    harm = sentence.starting(count.last, Kind.HARM)
    either = sentence.is_a(count.last - 1, "determiners")  # "dei" are they and those
    if harm is None or not isinstance(harm.entry, Harm) or not either:
        return True
    either = harm.form is Form.PAST_OR_PARTICIPLE and harm.entry.transitive
    return not (either or harm.form in _NAMING or sentence.is_a(harm.last, "being"))


def counted_on(sentence: Sentence, count: Count, told: Draft) -> Draft:
    """A further toll of the harm that one told before is of: "og fire i Bukavu", "27 av dem barn"."""
    assert told.toll is not None  # noqa: S101 - asked by the caller
    draft = counted(sentence, count, told.toll.measure, (count.first, count.last))
    draft.rules = [*told.rules[:1], *draft.rules]  # the word for the harm
    return draft


def is_nobody(sentence: Sentence, count: Count) -> bool:
    """Whether nobody is counted: "ingen sivile", "ikke én soldat", "uten at noen ble drept"."""
    number = count.value
    if number is None or number.none:
        return number is not None
    if number.vague:
        return sentence.is_a(count.first - 1, "that") and sentence.is_a(count.first - 2, "without")
    one = number.low == number.high == 1 and count.people is not None
    told = one and not sentence.is_a(count.last, "relative")  # "it was not a soldier who died"
    return told and sentence.is_a(count.first - 1, "not")


def _who(count: Count) -> tuple[str, str | None]:
    """The status and the English name of the people counted: of all, where two share a number."""
    people = count.entry
    if count.actor is not None:
        return "combatant", "fighters"
    if people is None:
        return "unknown", None
    other = count.also.entry if count.also else None
    if isinstance(other, People) and other.status != people.status and people.who and other.who:
        return "unknown", f"{people.who} and {other.who}"
    status = people.status
    if people.of_body and count.owner:
        status = _status_of(count.owner) or status
    return status, people.who or None


def _of_own_ranks(sentence: Sentence, count: Count) -> bool:
    """Whether people are told as those of the body that speaks: "three of | its | men", "våre menn"."""
    people, entry = count.people, count.entry
    if people is None or entry is None or not (entry.of_body and entry.who):
        return False
    first = count.number.last if count.number else count.first
    return sentence.has_a(first, people.last + 1, "own_ranks")


def _status_of(owner: Mention) -> str | None:
    """What people are by whose they are: "medlemmer av al-Shabaab", "fire mann fra politiet"."""
    if owner.actor is not None:
        fights = owner.actor.party and owner.actor.kind in (ActorKind.GROUP, ActorKind.FORCE)
        return "combatant" if fights else None
    entry = owner.entry
    if isinstance(entry, People):
        return entry.status
    fights = (isinstance(entry, Back) and entry.refers in ("group", "force")) or (
        isinstance(entry, Head) and entry.role in ("force", "group")
    )
    return "combatant" if fights else None


def _side(count: Count) -> str | None:
    """Whose the people are, where the words say so: "armenske soldater"."""
    if count.actor is not None and count.actor.actor is not None:
        return count.actor.actor.name
    entry, nation = count.entry, count.nation
    if entry is None or not entry.armed or nation is None or not nation.places:
        return None
    body = "Police" if entry.status == "police" else "Armed forces"
    return f"{body} of {nation.places[0].inside}"


def bounds(count: Count) -> tuple[int | None, int | None]:
    """Strict bounds: of the number, else of the noun's form (a bare plural is two or more)."""
    number = count.value
    each = count.entry.heads if count.entry else 1
    if number is not None:
        return _times(number.low, each), _times(number.high, each)
    noun = count.people or count.nation
    if noun is not None and noun.form in (_PLURAL if each == 1 else PLURALS):
        return 2 * each, None
    return each, each


def _times(bound: int | None, each: int) -> int | None:
    """A bound in persons: two of "et ektepar"."""
    return None if bound is None else bound * each


def _is_one(sentence: Sentence, count: Count, verb: int) -> bool:
    """Whether the participle tells that a noun spelt alike in both is one: "Borgmästare mördad"."""
    noun = count.people
    if noun is None or count.number is not None:
        return False
    if noun.form is Form.ADJECTIVE_DEFINITE and sentence.is_a(count.first, "it"):
        return True  # "Den 44-årige blev fundet"
    alike = noun.form is Form.SINGULAR_OR_PLURAL
    return alike and sentence.ends(verb, "singular_participle_endings")


def _numeral(sentence: Sentence, count: Count) -> Quote | None:
    number = count.value
    if number is None:
        return None
    return Quote(sentence.text[number.start : number.end], number.start, number.end)


def on_own_side(sentence: Sentence, harm: Mention) -> bool:
    """Whether a party counts its own: "540 døde på egen side", "tallet på egne falne"."""
    tally = isinstance(harm.entry, Harm) and harm.entry.part is HarmPart.TOLL
    if tally and sentence.has_a(harm.first, harm.last, "own"):
        return True
    if _of_losses(sentence, harm) or _suffered_by_body(sentence, harm):
        return True
    own = harm.last + 1
    while sentence.is_a(own, "definite_articles"):
        own += 1
    return sentence.is_a(harm.last, "prepositions") and sentence.is_a(own, "own")


def _suffered_by_body(sentence: Sentence, harm: Mention) -> bool:
    """Whether a body had so many harmed: "hæren hadde | fem døde", "rebels had 20 dead and | ten wounded"."""
    number = sentence.covering(harm.first - 1, Kind.NUMBER)
    if number is None:
        return False
    at = number.first - 1
    if sentence.is_a(at, "and") and (other := sentence.covering(at - 1, Kind.HARM)) is not None:
        return _suffered_by_body(sentence, other)
    body = sentence.covering(at - 1, Kind.HEAD)
    if body is None or body.genitive or not isinstance(body.entry, Head):
        return False
    return sentence.is_a(at, "suffering") and body.entry.role in ("force", "group")


def _of_losses(sentence: Sentence, harm: Mention) -> bool:
    """Whether a figure is of losses told before it: "put its losses at | four dead", "rebel losses at"."""
    first, _ = sentence.clause(harm.first)
    before = sentence.within(max(first, harm.first - _LOSSES), harm.first, Kind.HARM)
    return any(
        isinstance(m.entry, Harm) and m.entry.part is HarmPart.LOSSES and m.form not in _VERBS
        for m in before
    )


def in_uniform(sentence: Sentence, at: int) -> bool:
    """Whether the dead are told by what they wore: "sju døde | i uniform", "14 bodies | in army fatigues"."""
    if not sentence.is_a(at, "in"):
        return False
    return sentence.has_a(at + 1, at + 1 + _WORN, "uniforms")
