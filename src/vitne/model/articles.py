"""One version of one report, with the role of each stretch of it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from vitne.model.periods import Period


class Role(StrEnum):
    """What a segment of an article is to its reader."""

    HEADER = "header"  # masthead, section name, publication line, "date 2020-10"
    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BYLINE = "byline"
    DATELINE = "dateline"  # "Tbilisi/Moskva, lørdag 9. august 2008 (NTB-AFP-Reuters):"
    STAMP = "stamp"  # "Kl. 14.05:" before an entry of a live feed
    PARAGRAPH = "paragraph"
    KICKER = "kicker"  # "KAMPER:" before a caption
    CAPTION = "caption"
    CREDIT = "credit"  # "Foto: AP / NTB"
    PLAYER = "player"  # "Du trenger javascript for å se video."
    FACT = "fact"  # text of a fact box
    AGENCY = "agency"  # "(©NTB)"
    PROMO = "promo"  # "Les også: …", newsletter, tips


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the article with its role; `repeats` is the index of the segment it says again."""

    role: Role
    start: int
    end: int
    repeats: int | None = None


class Article(msgspec.Struct, frozen=True, gc=False):
    """One version of one report. Offsets everywhere point into `text`, in code points.

    Segments are in text order, do not overlap, and cover all but white space.
    """

    id: str  # SHA-256 of the text, hexadecimal
    file: str
    text: str
    language: str  # BCP 47
    segments: tuple[Segment, ...]
    capture_sha256: str
    published: Period | None = None
    published_basis: str = "none"  # header, dateline, metadata, none
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    captured_at: str | None = None
