"""Tells whether two names are one speaker's, whether one is named at all, and whose side one is on."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby

import msgspec

from vitne.model.actors import ActorKind
from vitne.packs.folding import strip_marks
from vitne.packs.standing import folded, read_standing

_CACHE = 20_000  # names
_NEUTRAL = frozenset(
    {ActorKind.ORGANISATION, ActorKind.MONITOR, ActorKind.AGENCY, ActorKind.OUTLET}
)
_OWN_GROUND = frozenset({ActorKind.GROUP, ActorKind.AUTHORITY})
_ARTICLES = ("the ", "de ", "den ", "det ", "dei ")
_VOWELS = dict.fromkeys("aeiyj", "a") | dict.fromkeys("ou", "o")
_BARE = re.compile(r"[^\w\s]|_")


class Name(msgspec.Struct, frozen=True, gc=False):
    """What a name in an attribution tells of who speaks.

    "Mushir Bashir, Local leader of Iraq" is the person Mushir Bashir, who holds an office. `key` is
    what two spellings of one name share, `sound` what they share across languages. `described` is
    true of a name that may be anybody's: "Hospital doctor in Barda". `side` are the states (ISO
    3166 alpha-3) or the group it is of; none for those who take no side, and for who is unknown.
    """

    shown: str
    key: str
    sound: tuple[str, ...] = ()  # of a person: first and last name
    office: str | None = None  # of a person: the key of what he is
    described: bool = False
    access: bool = False  # a third party with access to the dead, or to lists of them
    neutral: bool = False  # an organisation, a monitor, an agency, an outlet
    group: bool = False  # armed, without a state
    side: frozenset[str] = frozenset()


@lru_cache(maxsize=_CACHE)
def known(name: str) -> Name:
    """What is known of a speaker by its canonical name."""
    standing = read_standing()
    shown, _, office = (part.strip() for part in name.partition(","))
    key = _without_article(strip_marks(folded(shown)))
    actor = standing.actors.get(folded(shown)) or standing.actors.get(key)
    if actor is not None:
        key = strip_marks(folded(actor.name))
        neutral = actor.kind in _NEUTRAL
        own = actor.kind in _OWN_GROUND
        return Name(
            shown=actor.name,
            key=key,
            access=actor.kind in standing.access.kinds or actor.id in standing.access.actors,
            neutral=neutral,
            group=actor.kind is ActorKind.GROUP,
            side=_none if neutral else frozenset({actor.id} if own else actor.states),
        )
    person = _is_person(shown)
    held = strip_marks(folded(office)) if office and person else None
    return Name(
        shown=shown if person else name.strip(),
        key=key if person or not office else _without_article(strip_marks(folded(name))),
        sound=_sound(shown) if person else (),
        office=held,
        described=not person and _begins(key, standing.described),
        access=_begins(key, standing.access_names),
        side=_side(held or key),
    )


_none: frozenset[str] = frozenset()


def _without_article(key: str) -> str:
    """A key without what is no part of the name: "the army", "Authorities of Azerbaijan"."""
    standing = read_standing()
    for opening in _ARTICLES:
        key = key.removeprefix(opening)
    for opening in standing.of_the_state:
        rest = key.removeprefix(f"{opening} ")
        if rest in standing.states:
            return rest
    return key


def _begins(key: str, openings: tuple[str, ...]) -> bool:
    return any(key == opening or key.startswith(f"{opening} ") for opening in openings)


def _is_person(name: str) -> bool:
    """Whether a name is a person's: two words or more with a capital, but for small particles."""
    parts = name.split()
    particles = read_standing().particles
    return len(parts) > 1 and all(_is_part(part, particles) for part in parts)


def _is_part(part: str, particles: frozenset[str]) -> bool:
    lead, hyphen, last = part.partition("-")
    if hyphen and lead.lower() in particles:  # "al-Kadhimi"
        part = last
    return part.lower() in particles or (part[:1].isupper() and part[:1].isalpha())


def _sound(name: str) -> tuple[str, ...]:
    """The sound of a person's first and last name, the same however a language writes them."""
    parts = _BARE.sub(" ", strip_marks(folded(name))).split()
    return (sound(parts[0]), sound(parts[-1])) if parts else ()


@lru_cache(maxsize=_CACHE)
def sound(word: str) -> str:
    """The sound of a folded word: "hadzjijev" and "hajiyev" are one."""
    for pattern, new in _rewrites():
        word = pattern.sub(new, word)
    plain = (_VOWELS.get(letter, letter) for letter in word)
    return "".join(_spoken(letter, list(run)) for letter, run in groupby(plain, _kind))


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each rewrite with a pattern that matches every way to write the sound, the longest first."""
    return tuple(
        (re.compile("|".join(map(re.escape, sorted(row.old, key=len, reverse=True)))), row.new)
        for row in read_standing().rewrites
    )


def _kind(letter: str) -> str:
    return "vowel" if letter in ("a", "o") else letter


def _spoken(kind: str, run: list[str]) -> str:
    """A run of vowels as its first, a doubled consonant as one."""
    return run[0] if kind == "vowel" else kind


def _side(key: str) -> frozenset[str]:
    """The states a body is of, by its name: "Prosecutor General of Azerbaijan"."""
    standing = read_standing()
    if _begins(key, standing.apart):
        return frozenset({key})
    whole = standing.states.get(key)
    tail = standing.states.get(_without_article(key.rpartition(" of ")[2]))
    if whole or tail:
        return frozenset({whole or tail or ""})
    return frozenset(filter(None, (standing.adjectives.get(word) for word in key.split())))
