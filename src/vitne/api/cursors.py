"""Marks the place in a list at which it goes on, even where the record has changed meanwhile.

A cursor holds what the list is in order of, not a number: what comes in or goes away before it
moves nothing.
"""

from __future__ import annotations

import base64
import binascii
from typing import TypeVar

import msgspec

from vitne.errors import VitneError

_LONGEST = 8000  # characters; the names of files and addresses stand in some
T = TypeVar("T", bound=msgspec.Struct)


class CursorError(VitneError):
    """A text that is no cursor of the list it was given to."""

    def __init__(self) -> None:
        super().__init__("no cursor of this list; take the one that `next` gives")


class Dated(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A place in a list of incidents or articles: after the one of a day with an id."""

    list: str
    day: int
    id: str


class OfArticle(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A place in the list of claims: after the nth of an article."""

    list: str
    day: int
    article: str
    nth: int


class Counted(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A place in a list of names, the most frequent first."""

    list: str
    count: int
    name: str


class Changed(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A place in what changed since a time: after the last of each of its lists that was told."""

    list: str
    since: str
    articles: tuple[str, str, str] | None = None
    revisions: tuple[str, str, str, int] | None = None
    incidents: str = ""
    judgements: str | None = None


def encode(cursor: msgspec.Struct) -> str:
    """A cursor as it stands in an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def decode(text: str, kind: type[T], name: str) -> T:
    """The cursor that a text stands for, of the list of a name.

    Raises:
        CursorError: It is none.
    """
    if len(text) > _LONGEST:
        raise CursorError
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = msgspec.json.decode(data, type=kind)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise CursorError from None
    if getattr(found, "list", None) != name:
        raise CursorError
    return found
