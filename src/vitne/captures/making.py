"""Makes captures of bytes once it is clear that they are text."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from vitne.captures import encodings, items
from vitne.captures.limits import CaptureFailure, Limits
from vitne.model import Capture, Metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

_HTML_NAMES = (".html", ".htm", ".xhtml")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_READ_TYPES = (*_HTML_TYPES, "text/plain", "")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_LONGEST_TYPE = 100  # characters of a type in a message


class Settings(msgspec.Struct, frozen=True):
    """What holds for all captures of one batch."""

    metadata: Metadata = Metadata()
    limits: Limits = Limits()
    now: str | None = None


def make(file: str, data: bytes, settings: Settings) -> Capture | CaptureFailure:
    """Make a capture of the bytes of a file."""
    return _made(file, data, settings, "", file.lower().endswith(_HTML_NAMES))


def make_sent(
    file: str, data: bytes, settings: Settings, headers: Mapping[str, str]
) -> Capture | CaptureFailure:
    """Make a capture of bytes that a server sent with headers (names in lower case).

    What the server says of their encoding is believed only where the bytes do not tell.
    """
    kind = type_of(headers)
    if kind not in _READ_TYPES:
        return CaptureFailure(file, f"{kind[:_LONGEST_TYPE]}, not a report")
    found = _made(file, data, settings, charset_of(headers), kind in _HTML_TYPES)
    if isinstance(found, Capture):
        return msgspec.structs.replace(found, headers=dict(headers))
    return found


def make_item(name: str, item: items.Item, settings: Settings) -> Capture | CaptureFailure:
    """Make a capture of a line or row. Its bytes are those of its text, or of its HTML if that is all."""
    text, kind = (item.text, "text/plain") if item.text else (item.html, "text/html")
    if text is None or not text.strip():
        return CaptureFailure(name, "has neither text nor html")
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return CaptureFailure(name, "its text holds half of a surrogate pair")
    if len(data) > settings.limits.article:
        return CaptureFailure(name, too_long(settings.limits.article))
    known = items.merge(settings.metadata, item.metadata)
    return Capture(name, data, hashlib.sha256(data).hexdigest(), kind, known, settings.now)


def type_of(headers: Mapping[str, str]) -> str:
    """The media type that a server gives, without parameters, in lower case; "" if none."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def too_long(limit: int) -> str:
    """The reason why what is above a limit is refused."""
    return f"longer than the limit of {limit:,} bytes"


def charset_of(headers: Mapping[str, str]) -> str:
    """The encoding that a server gives; "" if none."""
    found = _CHARSET.search(headers.get("content-type", "")[:1000])
    return found.group(1) if found else ""


def _made(
    file: str,
    data: bytes,
    settings: Settings,
    charset: str,
    says_html: bool,  # noqa: FBT001
) -> Capture | CaptureFailure:
    if not data:
        return CaptureFailure(file, "empty")
    decoded = encodings.decode(data, charset)
    if isinstance(decoded, str):
        return CaptureFailure(file, decoded)
    if not decoded.text.strip("\ufeff \t\r\n\xa0"):
        return CaptureFailure(file, "empty but for white space")
    kind = "text/html" if says_html or encodings.is_html(decoded.text) else "text/plain"
    media_type = kind if decoded.encoding == "utf-8" else f"{kind}; charset={decoded.encoding}"
    digest = hashlib.sha256(data).hexdigest()
    return Capture(file, data, digest, media_type, settings.metadata, settings.now)
