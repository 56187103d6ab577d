"""Texts as both databases take them: no NUL, no half of a surrogate pair, no endless keys."""

from __future__ import annotations

import hashlib
import re
from typing import Any, TypeVar, overload

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_KEY = 500  # characters; PostgreSQL indexes 2,704 bytes at most
_HASH = 16  # hexadecimal digits that tell cut keys apart
_LARGEST = 2**63 - 1  # of a column


@overload
def storable(text: str) -> str: ...
@overload
def storable(text: str | None) -> str | None: ...
def storable(text: str | None) -> str | None:
    """A text with U+FFFD for what PostgreSQL refuses (NUL) or UTF-8 has no form for (surrogates).

    It keeps its length, so that offsets into it stay right.
    """
    if text is None or (text.isascii() and "\x00" not in text):
        return text
    return _UNSTORABLE.sub(_REPLACEMENT, text)


@overload
def key(text: str) -> str: ...
@overload
def key(text: str | None) -> str | None: ...
def key(text: str | None) -> str | None:
    """A text as it stands in a column that is searched by: a very long one is cut, and told apart.

    What looks something up by such a column asks for the key of what it looks for.
    """
    text = storable(text)
    if text is None or len(text) <= _KEY:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH]
    return f"{text[: _KEY - _HASH - 1]}…{digest}"


def number(value: int | None) -> int | None:
    """A number as a column takes it; None for one beyond 64 bits, which the JSON beside keeps."""
    return value if value is None or -_LARGEST <= value <= _LARGEST else None


def to_json(value: object) -> str:
    """A value as JSON, in a text that both databases take."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return msgspec.json.encode(_sound(msgspec.to_builtins(value))).decode()


def sound(value: T) -> T:
    """A struct with nothing in its texts that cannot be stored; bytes are let be."""
    changes = {
        name: found
        for name, old in ((name, getattr(value, name)) for name in value.__struct_fields__)
        if isinstance(old, str | dict | msgspec.Struct) and (found := _sound(old)) != old
    }
    return msgspec.structs.replace(value, **changes) if changes else value


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_sound(name): _sound(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sound(item) for item in value]
    return sound(value) if isinstance(value, msgspec.Struct) else value
