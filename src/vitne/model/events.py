"""Types of act, with their codes in the schemes of the field."""

from __future__ import annotations

import msgspec


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One type of act: "air strike", "ceasefire".

    `plover` is a PLOVER 2.0 event type with its `modes`; `acled` the ACLED sub-event type, or None
    where ACLED would have no row. `armed_target` is the sub-event where both sides are armed
    (ACLED: fire on an armed body is an armed clash), `civilian_target` where only one is.
    `state_agent` and `group_agent` are the sub-events where a state, or a group without one, acts.
    `aimed` is false where the act is done to nobody: talks, an advance, troops sent.
    `ground` marks fighting for ground: a settlement is its place and not its target.
    `owner_struck` marks acts whose nouns belong to those they strike: "the mayor's murder".
    """

    id: str
    label: dict[str, str]
    definition: str
    plover: str
    modes: tuple[str, ...] = ()
    acled: str | None = None
    armed_target: str | None = None
    civilian_target: str | None = None
    state_agent: str | None = None
    group_agent: str | None = None
    ground: bool = False
    owner_struck: bool = False
    aimed: bool = True
    examples: tuple[str, ...]
    note: str = ""
