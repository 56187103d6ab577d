"""Reads the event types, one file each."""

from __future__ import annotations

from importlib.resources import files

from vitne.errors import PackError
from vitne.model.events import EventType
from vitne.packs import toml


def event_types() -> dict[str, EventType]:
    """All event types by id.

    Raises:
        PackError: A file is wrong, or its name is not its id.
    """
    types = {}
    folder = files("vitne") / "data" / "events"
    for path in sorted(folder.iterdir(), key=lambda f: f.name):
        if path.name.endswith(".toml"):
            kind = toml.read(path, EventType)
            if path.name != f"{kind.id}.toml":
                raise PackError(f"{path}: the file must be named {kind.id}.toml")
            types[kind.id] = kind
    return types
