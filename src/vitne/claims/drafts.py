"""A claim while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vitne.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.claims.sentence import Sentence
    from vitne.model import Location, Mention, Party, Timing, Toll, Voice
    from vitne.model.events import EventType

HAPPENED = frozenset({"event", "toll"})
SETTING = "setting"  # tells where and when an act told elsewhere was; becomes no claim
# Speech about an act: its place is that of the act.
POINTS = frozenset({"denial", "accusation", "demand", "refusal", "offer"})

# All kinds of speech; their time is that of the saying.
SPEECH = POINTS | {"threat", "support"}


@dataclass(slots=True, eq=False)
class Draft:
    """One claim in the making: token ranges instead of offsets, fields still open.

    `first` and `last` are the tokens of the clause, `anchor` those of the trigger.
    """

    kind: str
    sentence: Sentence
    first: int
    last: int
    anchor: tuple[int, int]
    rules: list[str] = field(default_factory=list)
    event: EventType | None = None
    event_type: str | None = None
    modes: tuple[str, ...] = ()
    sub_event: str | None = None
    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    other_side: Party | None = None  # with whom a deal is made
    toll: Toll | None = None
    main: Draft | None = None  # the toll of which this is a part
    again: Draft | None = None  # the toll for which this is another figure
    voices: tuple[Voice, ...] = ()
    modality: str = "asserted"
    polarity: str = "positive"
    condition: tuple[int, int] | None = None
    place: Location | None = None
    time: Timing | None = None
    place_mention: Mention | None = None
    agent_party: bool = False
    agent_states: tuple[str, ...] = ()
    agent_force: bool = False  # whether a state or its forces act
    armed_target: bool = False
    of_whole: bool = False  # a toll of some of those told before: "fem av dem"
    named: bool = True  # False for a toll whose people are left out: "over 40 såret"
    people: Party | None = None  # of a toll: those it counts, as a party
    silent: Party | None = None  # of an undisclosed toll: who gives no figure
    with_event: bool = False  # a toll told together with its act
    own_act: bool = False  # its own word is the only act told with it: "ble henrettet"
    lasting: bool = False  # its time is one of many acts: "for tredje dag på rad"
    counted: bool = False  # an act told together with its toll
    reasons: list[str] = field(default_factory=list)


def numbers_used(drafts: Iterable[Draft]) -> set[int]:
    """Where the numbers begin that tolls are of: no other claim takes them."""
    return {d.toll.number.start for d in drafts if d.toll and d.toll.number}


def last_counted(drafts: Iterable[Draft], before: int) -> Draft | None:
    """The last of tolls with a number that ends before a token."""
    rows = [d for d in drafts if d.toll and d.toll.number and d.last <= before]
    return rows[-1] if rows else None


def word_of(draft: Draft) -> Mention | None:
    """The word that names the act, in the reading that made it: "bombe" the noun, not the verb."""
    rows = draft.sentence.begun(draft.anchor[0], Kind.TRIGGER, Kind.HARM)
    if len(rows) < 2:
        return rows[0] if rows else None
    made = (m for m in rows if draft.rules and draft.rules[0] in m.rules)
    return next(made, rows[0])
