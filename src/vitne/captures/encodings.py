"""Tells text from other bytes, and in which encoding it is."""

from __future__ import annotations

import codecs
import re

import msgspec

# What begins like this is never opened, so that nothing is unpacked (no gzip bombs).
_MAGIC = (
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"PK\x03\x04", "a zip file or an office document, not text"),
    (b"%PDF-", "a PDF file, not text"),
    (b"{\\rtf", "an RTF file, not plain text"),
    (b"\x89PNG", "a PNG picture, not text"),
    (b"\xff\xd8\xff", "a JPEG picture, not text"),
    (b"GIF8", "a GIF picture, not text"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document, not text"),
    (b"SQLite format 3", "an SQLite database, not text"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.-]{1,40})""", re.I
)
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
# Encodings of pages that agree with ASCII; "latin-1" on the web means windows-1252 (WHATWG).
_NAMED = re.compile(
    r"(?:x-)?(?:iso-?8859-[0-9]+|windows-[0-9]+|cp[0-9]+|koi8-[ru]|mac-?\w+|gb\w+|big5|euc-\w+"
    r"|shift_jis|tis-620)",
    re.I,
)
_LATIN_1 = ("iso-8859-1", "iso8859-1")
_HEAD = 4096  # bytes in which HTML says what it is (the HTML standard asks for 1,024)
# The Latin letters of western Europe with the quotation marks and signs of its newspapers.
_WESTERN = re.compile(r"[^\x00-\x7fÀ-ÖØ-öø-ÿŠšŽžŸŒœ‘’“”‚„–—…•«»‹›€£§©®°·´¨¿¡½¼¾²³\xa0\xad™]")
# Å, æ, ø of the encodings of DOS and old Macs, read as windows-1252, stand inside words.
_MISREAD = re.compile(r"[a-z][†‘›Œ¿¾][a-z]")
_CONTROLS = bytes([*range(9), *range(14, 28), 127])
_LEAST_WESTERN = 0.9  # of the signs that are not ASCII
_MOST_FOREIGN = 0.4  # of all signs: more is another alphabet read wrongly
_MOST_CONTROL = 0.01


class Decoded(msgspec.Struct, frozen=True):
    """Text, and the encoding it was in (a name that Python knows)."""

    text: str
    encoding: str


def decode(data: bytes, said: str = "") -> Decoded | str:
    """Read bytes as text, strictly.

    A byte order mark decides; then UTF-8, the encoding that an HTML page names, the one that was
    said with it, and windows-1252, each only if the bytes fit and what comes out looks like text.

    Args:
        data: What may be text.
        said: The encoding that a server or a declaration names; "" if none.

    Returns:
        The text without its byte order mark, or the reason why it is none.
    """
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            return reason
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding) or f"broken {encoding.upper()}"
    for encoding in ("utf-8", *_declared(data), *_named(said)):
        decoded = _checked(data, encoding)
        if decoded is not None:
            return decoded
    western = _checked(data, "windows-1252")
    if western is not None and _is_western(western.text):
        return western
    if b"\x00" in data:
        return "binary, not text"
    return "neither UTF-8 nor windows-1252 text"


def _declared(data: bytes) -> tuple[str, ...]:
    """The encoding that an HTML page says it is in, if it can be."""
    found = _META.search(data, 0, _HEAD)
    return _named(found.group(1).decode("ascii")) if found else ()


def _named(name: str) -> tuple[str, ...]:
    """An encoding if it is one of those that pages have, besides the ones tried anyway."""
    name = name.lower()
    if not _NAMED.fullmatch(name) or name in _LATIN_1:
        return ()
    return (name,)


def is_html(text: str) -> bool:
    """Whether a text begins like a web page."""
    return _HTML.match(text, 0, _HEAD) is not None


def _checked(data: bytes, encoding: str) -> Decoded | None:
    """The text if every byte fits and there are next to no control characters in it."""
    try:
        text = data.decode(encoding)
        codec = codecs.lookup(encoding).name
    except (UnicodeError, LookupError):
        return None
    plain = data if b"\x00" not in data else text.encode("utf-8", "replace")
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if "\x00" in text or controls > _MOST_CONTROL * len(text):
        return None
    return Decoded(text, codec)


def _is_western(text: str) -> bool:
    beyond = [sign for sign in text if sign > "\x7f"]
    odd = sum(1 for sign in beyond if _WESTERN.match(sign))
    if len(beyond) > _MOST_FOREIGN * len(text):
        return False
    return odd <= (1 - _LEAST_WESTERN) * len(beyond) and not _MISREAD.search(text)
