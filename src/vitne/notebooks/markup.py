"""Makes HTML for the output of a notebook: escaped, with a style of its own, on light and on dark."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.wording import Wording

# Control characters but tab and new line, and halves of surrogate pairs, which no page can hold.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 500  # characters of a cell
_TAG = re.compile("[A-Za-z0-9-]{1,35}")  # BCP 47


def shown(text: str) -> str:
    """A text as a page can hold it: nothing in it is markup, what has no sign is U+FFFD."""
    return escape(_UNSHOWABLE.sub("\ufffd", text))


def name(text: str | None) -> str:
    """A text of a record among words of ours: it cannot turn the direction of what stands beside it."""
    return f"<bdi>{shown(cut(text))}</bdi>" if text else ""


def cut(text: str, longest: int = _LONGEST) -> str:
    """A text as long as a cell may hold it."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def language(code: str) -> str:
    """The attribute that tells the language of a text; none where there is no such code."""
    return f' lang="{code}"' if _TAG.fullmatch(code) and code != "und" else ""


def div(kind: str, *parts: str) -> str:
    """A block of one kind; nothing where it would be empty."""
    body = "".join(parts)
    return f'<div class="vitne-{kind}">{body}</div>' if body else ""


def span(kind: str, text: str) -> str:
    """A stretch of one kind; nothing where it would be empty. The text is HTML already."""
    return f'<span class="vitne-{kind}">{text}</span>' if text else ""


def heading(text: str) -> str:
    """What an output is of."""
    return div("head", shown(text))


def note(text: str) -> str:
    """What must be said beside."""
    return div("note", shown(text))


def shown_of(count: int, every: int, noun: str, words: Wording) -> str:
    """That not all is shown: "20 of 312 incidents are shown"."""
    return words.say("{} of {} are shown; to_arrow() and to_pandas() give all").format(
        words.number(count), words.count(noun, every)
    )


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; the cells are HTML already, the head is text."""
    top = "".join(f'<th scope="col">{shown(one)}</th>' for one in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        '<div class="vitne-scroll"><table class="vitne-table">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def output(*parts: str) -> str:
    """A whole output, with its style."""
    return f'<div class="vitne"><style>{_style()}</style>{"".join(parts)}</div>'


@cache
def _style() -> str:
    return (files("vitne.notebooks") / "style.css").read_text(encoding="utf-8")
