"""Tells which agency an article's text is credited to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vitne.model import Role

if TYPE_CHECKING:
    from vitne.model import Article

# "(©NTB)", "(NTB-AFP-Reuters)", "/ritzau/", "© NTB"; of several the first wrote the text.
_CREDIT = re.compile(r"[(/©]\s*©?\s*([^\W\d_][^\W\d_]*(?: [^\W\d_]+){0,2})\s*(?=[-–,/)]|$)")
_CREDITED = (Role.AGENCY, Role.DATELINE)
_ACRONYM = 4  # letters: NTB, AFP, DPA, TASS; "REUTERS" is a name


def agency_of(article: Article) -> str | None:
    """The agency that the text is credited to: "NTB" for "(NTB-AFP)", "Reuters" for
    "BAKU, Oct 29 (Reuters) -"; None where the article credits none.

    A credit below the text goes before one in the dateline; credits of pictures count for nothing.
    """
    for role in _CREDITED:
        for segment in article.segments:
            if segment.role is role:
                found = _CREDIT.search(article.text, segment.start, segment.end)
                if found is not None:
                    return _spelled(found.group(1))
    return None


def _spelled(name: str) -> str:
    """One spelling of an agency: "ntb" is NTB, "REUTERS" and "reuters" are Reuters."""
    if len(name) <= _ACRONYM:
        return name.upper()
    return name.capitalize() if name.isupper() or name.islower() else name
