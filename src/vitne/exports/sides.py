"""Who acts and who is acted on, as ACLED and UCDP name them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from vitne.exports.states import group_names, regime, states
from vitne.incidents.naming import known
from vitne.model.actors import Actor, ActorKind
from vitne.packs import toml
from vitne.packs.folding import strip_marks
from vitne.packs.standing import folded, read_standing

_CACHE = 20_000  # names
_JOINTS = re.compile(r" (?:of|in) ")
_OF_A_STATE = frozenset({"GOV", "SPY"})
_DE_FACTO = frozenset({"PRE", "GOV", "MIL", "SPY", "LEG", "JUD"})


class Kind(StrEnum):
    """What somebody is to a codebook."""

    MILITARY = "military"
    POLICE = "police"
    GOVERNMENT = "government"
    GROUP = "group"  # armed, without a state, with a name
    UNNAMED = "unnamed"  # armed, without a name
    SOLDIERS = "soldiers"  # of a state that is not told
    OTHER = "other"  # peacekeepers, alliances
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    PEOPLE = "people"  # armed or not: the words do not say


ARMED = frozenset(
    {Kind.MILITARY, Kind.POLICE, Kind.GOVERNMENT, Kind.GROUP, Kind.UNNAMED, Kind.SOLDIERS, Kind.OTHER}
)  # fmt: skip
OF_STATES = frozenset({Kind.MILITARY, Kind.POLICE, Kind.GOVERNMENT})

# ACLED's codes in the order in which an interaction names them.
INTERS = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters",
    "Protesters", "Civilians", "External/Other forces",
)  # fmt: skip
STATE_FORCES, REBELS, MILITIA, _, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = INTERS


class Side(msgspec.Struct, frozen=True):
    """One who acts or is acted on.

    `acled` is the name in ACLED's manner, `inter` its kind there; `ged` the name in UCDP's, `gw`
    the Gleditsch-Ward number of its state. `state` is ISO 3166 alpha-3.
    """

    kind: Kind
    acled: str
    inter: str
    ged: str
    state: str | None = None
    gw: int | None = None


class _Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file labels.toml."""

    civilians: frozenset[str]
    people: frozenset[str]
    protesters: frozenset[str]
    unnamed: frozenset[str]
    soldiers: frozenset[str]
    police: frozenset[str]
    peacekeepers: frozenset[str]
    military: frozenset[str]
    policing: frozenset[str]
    not_of_the_state: frozenset[str]
    nobody: frozenset[str]


@lru_cache(maxsize=_CACHE)
def side(name: str, country: str | None, day: str | None) -> Side | None:
    """Who a name of the record stands for in a country (ISO 3166 alpha-3) on an ISO day.

    None for what does not act: things, towns, persons. Persons are never named here.
    """
    labels = _labels()
    if name in labels.civilians or name in labels.people:
        return civilians(country, people=name in labels.people)
    if name in labels.protesters:
        return protesters(country)
    if name in labels.unnamed:
        return unnamed(country)
    if name in labels.soldiers:
        return Side(Kind.SOLDIERS, "Unidentified Military Forces", EXTERNAL, "XXX")
    if name in labels.peacekeepers:
        return Side(Kind.OTHER, "Peacekeepers", EXTERNAL, "Peacekeepers")
    if name in labels.police:
        return _of_state(Kind.POLICE, country, country, day) if country else None
    if (body := _body(name, country, day)) is not None:
        return body
    actor = read_standing().actors.get(strip_marks(folded(name)))
    return None if actor is None else _actor(actor, country, day)


def civilians(country: str | None, *, people: bool = False) -> Side:
    """Civilians of a country; `people` where the words leave open whether they are armed."""
    kind = Kind.PEOPLE if people else Kind.CIVILIANS
    return Side(kind, f"Civilians{_in(country)}", CIVILIANS, "Civilians", country)


def protesters(country: str | None) -> Side:
    """Protesters of a country."""
    return Side(Kind.PROTESTERS, f"Protesters{_in(country)}", PROTESTERS, "Civilians", country)


def rioters(country: str | None) -> Side:
    """Rioters of a country."""
    return Side(Kind.PROTESTERS, f"Rioters{_in(country)}", RIOTERS, "Civilians", country)


def unnamed(country: str | None) -> Side:
    """An armed group without a name."""
    return Side(Kind.UNNAMED, f"Unidentified Armed Group{_in(country)}", MILITIA, "XXX", None)


def government(country: str) -> Side:
    """The government of a country, as a party to a conflict."""
    return _of_state(Kind.GOVERNMENT, country, country, None)


def interaction(one: Side | None, other: Side | None) -> str:
    """How ACLED calls the meeting of two: "State forces-Rebel group"; "Rioters only" of one alone.

    "" where the first is not known: then nobody met that could be named.
    """
    if one is None:
        return ""
    met = sorted(INTERS.index(who.inter) for who in (one, other) if who is not None)
    if len(met) == 1:
        return f"{INTERS[met[0]]} only"
    return "-".join(INTERS[at] for at in met)


def authorities(name: str) -> str:
    """A speaker as a reader knows it: what a state says, "Azerbaijani authorities" say."""
    standing = read_standing()
    key = strip_marks(folded(name))
    for opening in standing.of_the_state:
        key = key.removeprefix(f"{opening} ")
    iso3 = standing.states.get(key)
    adjective = _adjectives().get(iso3 or "")
    return f"{adjective} authorities" if adjective else name


def is_person(name: str) -> bool:
    """Whether a name may be that of a person.

    Two words or more with a capital that are no actor, no state and no body of one.
    """
    return bool(known(name).sound) and known(name).key not in read_standing().states


def office_of(name: str) -> str | None:
    """The office in "Nikol Pashinyan, Prime Minister of Armenia"; None where none is told."""
    shown, comma, office = name.partition(", ")
    return office or None if comma and is_person(shown) else None


def _body(name: str, country: str | None, day: str | None) -> Side | None:
    """A state, or a body of one: "Police of Colombia", "Colombia"."""
    labels, known_states = _labels(), read_standing().states
    if (whole := known_states.get(strip_marks(folded(name)))) is not None:
        return _of_state(Kind.MILITARY, whole, country, day)
    if office := office_of(name):
        name = office
    for found in _JOINTS.finditer(name):
        head, tail = name[: found.start()], strip_marks(folded(name[found.end() :]))
        of = known_states.get(tail.removeprefix("the "))
        if of is None or head in labels.nobody:
            continue
        if head in labels.not_of_the_state:
            return unnamed(of)
        return _of_state(_kind_of_body(head), of, country, day)
    return None


def _kind_of_body(head: str) -> Kind:
    labels = _labels()
    if head in labels.military:
        return Kind.MILITARY
    return Kind.POLICE if head in labels.policing else Kind.GOVERNMENT


def _of_state(kind: Kind, state: str, country: str | None, day: str | None) -> Side:
    known_state = states().get(state)
    if known_state is None:
        return Side(kind, f"Military Forces of {state}", EXTERNAL, f"Government of {state}", state)
    words = {Kind.MILITARY: "Military Forces", Kind.POLICE: "Police Forces"}.get(kind, "Government")
    return Side(
        kind=kind,
        acled=f"{words} of {known_state.inside} {regime(state, day)}".rstrip(),
        inter=STATE_FORCES if state == country else EXTERNAL,
        ged=f"Government of {known_state.ged_name}",
        state=state,
        gw=known_state.gw,
    )


def _actor(actor: Actor, country: str | None, day: str | None) -> Side | None:
    """An actor of the packs under its own name; None for those who only speak."""
    own = country is not None and country in actor.states
    match actor.kind:
        case ActorKind.GROUP:
            if actor.sector in _DE_FACTO:
                return _group(actor.name, STATE_FORCES if own else EXTERNAL, country)
            return _group(actor.name, REBELS if actor.sector == "REB" else MILITIA, country)
        case ActorKind.AUTHORITY:
            return _group(actor.name, STATE_FORCES if own else EXTERNAL, country)
        case ActorKind.ORGANISATION if actor.sector in _OF_A_STATE and len(actor.states) == 1:
            return _of_state(Kind.GOVERNMENT, actor.states[0], country, day)
        case ActorKind.ORGANISATION if actor.party or actor.sector == "MIL":
            return Side(Kind.OTHER, actor.name, EXTERNAL, actor.name)
        case _:
            return None


def _group(name: str, inter: str, country: str | None) -> Side:
    """A group under the names that ACLED and UCDP have for it, else its own."""
    acled, ged = group_names().get(name, ("", ""))
    known_state = states().get(country or "")
    if "{country}" in acled:
        acled = acled.format(country=known_state.acled_name) if known_state else ""
    return Side(Kind.GROUP, acled or name, inter, ged or name)


def _in(country: str | None) -> str:
    known_state = states().get(country or "")
    return f" ({known_state.acled_name})" if known_state else ""


@cache
def _adjectives() -> dict[str, str]:
    """The first adjective of each state, with a capital: AZE → "Azerbaijani"."""
    found: dict[str, str] = {}
    for word, iso3 in read_standing().adjectives.items():
        found.setdefault(iso3, " ".join(part.capitalize() for part in word.split()))
    return found


@cache
def _labels() -> _Labels:
    return toml.read(files("vitne") / "data" / "exports" / "labels.toml", _Labels)
