"""Typed stretches of a passage."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from vitne.model.actors import Actor
from vitne.model.entries import (
    Act,
    AnyEntry,
    Back,
    Cue,
    Form,
    Harm,
    Head,
    People,
    Relation,
    Reporting,
    Scene,
    Trigger,
    Unit,
)
from vitne.model.numbers import Number
from vitne.model.places import Place
from vitne.model.times import When


class Kind(StrEnum):
    """What a mention is a mention of."""

    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    ACTOR = "actor"
    HARM = "harm"
    PEOPLE = "people"
    TRIGGER = "trigger"
    REPORTING = "reporting"
    ACT = "act"
    RELATION = "relation"
    CUE = "cue"
    UNIT = "unit"
    HEAD = "head"
    BACK = "back"
    SCENE = "scene"
    NATION = "nation"  # "syriske", "irakere": a state or people in an adjective or a demonym
    NAME = "name"  # capitalised words that no pack knows


KIND_OF: dict[type, Kind] = {
    Harm: Kind.HARM,
    People: Kind.PEOPLE,
    Trigger: Kind.TRIGGER,
    Reporting: Kind.REPORTING,
    Act: Kind.ACT,
    Relation: Kind.RELATION,
    Cue: Kind.CUE,
    Unit: Kind.UNIT,
    Head: Kind.HEAD,
    Back: Kind.BACK,
    Scene: Kind.SCENE,
}  # of the entries of the lexicon


GROUP_TOLD = ("name", "told to be a group")  # the rules of a name no pack knows: "FAR-geriljaen"


class NameKind(StrEnum):
    """What a name that no pack knows is taken for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a passage with its meaning.

    `start` and `end` are code points of the article; `first` and `last` the tokens of the passage,
    half-open. `rules` are the ids of the pack entries that made it. Exactly one of the value
    fields is set, by `kind`; a word found by a pack entry carries that entry and its form.
    """

    kind: Kind
    start: int
    end: int
    first: int
    last: int
    rules: tuple[str, ...] = ()
    entry: AnyEntry | None = None
    form: Form = Form.BASE
    prefix: str = ""  # first part of a compound: "rakett" in "rakettangrep"
    genitive: bool = False
    number: Number | None = None
    when: When | None = None
    places: tuple[Place, ...] = ()  # candidates, best first
    actor: Actor | None = None
    named: NameKind | None = None  # what a name is taken for; None where nothing tells
