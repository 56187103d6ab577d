"""The signs of the pages, drawn in lines, so that no meaning hangs on a colour."""

from __future__ import annotations

from markupsafe import Markup

_PATHS = {
    "contrast": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM8 1.5v13M8 4.5h3.5M8 8h6M8 11.5h3.5",
    "person": "M8 8.2a2.9 2.9 0 1 0 0-5.8a2.9 2.9 0 0 0 0 5.8zM2.5 14c.6-2.6 2.8-4 5.5-4s4.9 1.4 5.5 4",
    "search": "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7l3.3 3.3",
    "close": "M4 4l8 8M12 4l-8 8",
    "check": "M3 8.5l3.5 3.5L13 4.5",
    "edit": "M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z",
    "undo": "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3",
    "merge": "M3 3c0 5 5 3 5 10M13 3c0 5-5 3-5 10",
    "split": "M8 3v4M8 7c0 3-5 2-5 6M8 7c0 3 5 2 5 6",
    "alleged": "M3 3.5h10v7H8l-3 3v-3H3z",
    "denied": "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM3.8 3.8l8.4 8.4",
    "conditional": "M8 14V8M8 8L3.5 3M8 8l4.5-5",
    "threatened": "M8 2.5L14.5 13.5h-13zM8 6.5v3.5M8 12v.1",
    "odds": "M2 5h8M10 5L7.5 2.5M14 11H6M6 11l2.5 2.5",
    "place": "M8 14.5C5 11 3.5 8.8 3.5 6.5a4.5 4.5 0 0 1 9 0C12.5 8.8 11 11 8 14.5zM8 8a1.5 1.5 0 1 0 0-3a1.5 1.5 0 0 0 0 3z",
    "area": "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12z",
    "unplaced": "M5.5 5.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M8 12.5v.1",
    "filter": "M2 3.5h12M4.5 8h7M7 12.5h2",
    "list": "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4v.1M2.5 8v.1M2.5 12v.1",
    "map": "M1.5 4l4.3-1.5 4.4 1.5 4.3-1.5v9.5l-4.3 1.5-4.4-1.5L1.5 13.5zM5.8 2.5V12M10.2 4v9.5",
    "time": "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM8 5v3.5l2 1.5",
    "download": "M8 2v8M8 10L5 7M8 10l3-3M3 13.5h10",
    "link": "M6.5 9.5l3-3M7 5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.8 2.8 0 0 1-4-4L5 7",
    "next": "M6 3l5 5-5 5",
    "back": "M10 3L5 8l5 5",
}


def icon(name: str) -> Markup:
    """One sign, for a template; it says nothing by itself, so a word stands beside it.

    Raises:
        KeyError: There is no such sign.
    """
    return Markup(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    ).format(_PATHS[name])
