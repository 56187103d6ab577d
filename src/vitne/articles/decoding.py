"""Turns the bytes of a capture into text, as its media type says."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vitne.model import Capture

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# NUL and halves of surrogate pairs, which databases and UTF-8 have no place for.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def decode(capture: Capture) -> str:
    """The text of a capture without its byte order mark, newlines as they stand.

    The media type may name the encoding ("text/plain; charset=windows-1252"); without one it is
    UTF-8. Bytes that do not fit become U+FFFD: whether they fit is settled when capturing. So does
    NUL, as in HTML.
    """
    text = _decoded(capture)
    return text if text.isascii() and "\x00" not in text else _NO_TEXT.sub("\ufffd", text)


def _decoded(capture: Capture) -> str:
    for mark, encoding in _MARKS:
        if capture.data.startswith(mark):
            return capture.data[len(mark) :].decode(encoding, "replace")
    charset = capture.media_type.partition("charset=")[2].strip().strip('"') or "utf-8"
    try:
        return capture.data.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return capture.data.decode("utf-8", "replace")
