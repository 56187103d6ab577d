"""How a server tells whether a page has changed since it was last fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping


class Validators(msgspec.Struct, frozen=True):
    """What a server gave with a page, by which it can be asked later whether that has changed."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str] | None) -> Validators | None:
        """Those among the headers of a page (names in lower case), if any can be sent back."""
        found = [(headers or {}).get(name) for name in ("etag", "last-modified")]
        etag, last_modified = (text if text and _is_plain(text) else None for text in found)
        return cls(etag, last_modified) if etag or last_modified else None

    def asking(self) -> dict[str, str]:
        """The headers that ask for a page only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: text for name, text in asked.items() if text}


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
