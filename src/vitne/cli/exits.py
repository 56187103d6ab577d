"""How a command ends, and what it says on the way: exit codes and messages."""

from __future__ import annotations

import sys
import unicodedata
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0  # everything was read
    UNREAD = 1  # some inputs could not be read; the others were
    USAGE = 2  # the command was called wrongly
    PACK = 3  # a data pack is broken
    INTERRUPTED = 130  # Ctrl-C
    CLOSED = 141  # whoever read the output went away (`| head`)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # Unicode categories a terminal may obey
_KEPT = frozenset("\u00ad\u200c\u200d")  # soft hyphen and joiners: part of how words are written


def printable(text: str) -> str:
    """A text with nothing in it that a terminal would obey, of the same length.

    White space of any kind becomes a blank; escape and bidirectional codes become U+FFFD, so that
    no report can recolour, hide or reorder what vitne says of it.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    if sign.isspace():
        return " " if sign != "\u00a0" else sign
    return "\ufffd" if unicodedata.category(sign) in _HIDDEN and sign not in _KEPT else sign


def say(message: str, *, file: str | None = None) -> None:
    """Say something to the person, on standard error: "vitne: FILE: reason"."""
    parts = ["vitne", *([file] if file is not None else []), message]
    sys.stderr.write(": ".join(map(printable, parts)) + "\n")
    sys.stderr.flush()
