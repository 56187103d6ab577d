"""The JSON that comes with reports: a line of a JSONL file, and NAME.meta.json."""

from __future__ import annotations

import msgspec

from vitne.model import Metadata


class Item(msgspec.Struct, frozen=True):
    """One report as a line of JSONL; unknown keys are let be."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None

    @property
    def metadata(self) -> Metadata:
        """What the line says of the report besides its text."""
        return Metadata(self.url, self.published, self.publisher, self.title, self.language)


def read_item(data: bytes) -> Item | str:
    """Read a line of JSONL, or tell what is wrong with it."""
    try:
        return msgspec.json.decode(data, type=Item)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"not a JSON object of a report: {error}"


def read_metadata(data: bytes) -> Metadata | str:
    """Read a NAME.meta.json, or tell what is wrong with it."""
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Metadata)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return str(error)


def merge(first: Metadata, second: Metadata) -> Metadata:
    """Metadata with the fields of `first`, and those of `second` where it has none."""
    return Metadata(
        url=second.url if first.url is None else first.url,
        published=second.published if first.published is None else first.published,
        publisher=second.publisher if first.publisher is None else first.publisher,
        title=second.title if first.title is None else first.title,
        language=second.language if first.language is None else first.language,
    )
