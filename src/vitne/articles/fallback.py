"""Asks trafilatura and htmldate about pages whose markup says too little; slow to import."""

from __future__ import annotations

import logging

from htmldate import find_date
from trafilatura import extract

_FIRST, _LAST = "1980-01-01", "2199-12-31"  # given, so that no clock is asked


def text_of(html: str) -> str:
    """The text of the article in a page, one paragraph a line; empty if none is found."""
    try:
        return extract(html, fast=True, include_comments=False, include_tables=True) or ""
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        _log(error)
        return ""


def date_of(html: str, url: str | None) -> str | None:
    """The publication date (ISO 8601) that a page's markup gives away, or None."""
    try:
        return find_date(
            html, url=url, extensive_search=False, original_date=True, min_date=_FIRST,
            max_date=_LAST,
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        _log(error)
        return None


def _log(error: Exception) -> None:
    """Hostile markup breaks these libraries now and then; the page is read without them."""
    logging.getLogger(__name__).debug("a page could not be read by the fallback: %s", error)
