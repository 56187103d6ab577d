"""Brings the names of one speaker together: spelt in two languages, cut short, or told by office."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vitne.incidents.naming import sound

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vitne.incidents.naming import Name


def one_speaker(
    names: Mapping[str, Name], languages: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """The key that stands for each name of a speaker who is named in several ways.

    "Hikmet Hadzjijev" in a Norwegian text is Hikmet Hajiyev in an English one; "Hadzjijev" alone
    is he where no other Hadzjijev speaks; "President of Azerbaijan" is Ilham Aliyev where he is
    the one president of Azerbaijan named. Names of one language are one only where they are equal.

    Args:
        names: What is known of each name, by its key.
        languages: The languages of the texts that have it.
    """
    people = {key: name for key, name in names.items() if name.sound}
    same = _spelt(people, languages)
    for key, name in names.items():
        if name.sound or name.neutral:
            continue
        holders = _office_of(key, people) or ([] if name.side else _surname_of(key, people))
        held = {same.get(holder, holder) for holder in holders}
        if len(held) == 1:
            same[key] = held.pop()
    return same


def _spelt(people: Mapping[str, Name], languages: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Names that sound alike in texts of different languages, under the first of them."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(people):
        alike[people[key].sound].append(key)
    same: dict[str, str] = {}
    for keys in alike.values():
        for at, key in enumerate(keys):
            others = [o for o in keys[:at] if not set(languages[o]) & set(languages[key])]
            if others:
                same[key] = same.get(others[0], others[0])
    return same


def _office_of(key: str, people: Mapping[str, Name]) -> list[str]:
    """The people whose office a name is."""
    return [person for person, name in people.items() if name.office == key]


def _surname_of(key: str, people: Mapping[str, Name]) -> list[str]:
    """The people whose last name a name of one word is."""
    if not key or " " in key:
        return []
    return [
        person
        for person, name in people.items()
        if person.endswith(f" {key}") or name.sound[-1] == sound(key)
    ]
