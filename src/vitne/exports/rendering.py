"""Makes pages of templates; what a report holds is escaped, and shown as far as a page can."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

    from vitne.wording import Wording

# Control characters but tab and new line, halves of surrogate pairs, and what is no character.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def showable(text: str) -> str:
    """A text as a page can show it, each sign that it cannot as U+FFFD."""
    return _UNSHOWABLE.sub("\ufffd", text)


def render(template: str, words: Wording, **context: Any) -> str:
    """A page that stands alone, in the language of some words: nothing fetched, no script."""
    return _alone(words).get_template(template).render(**context)


@lru_cache(maxsize=8)
def _alone(words: Wording) -> Environment:
    from jinja2 import PackageLoader  # noqa: PLC0415 - few need it

    made = environment(words, PackageLoader("vitne.exports"))
    made.globals["locale"] = words.locale
    return made


def environment(words: Wording, loader: BaseLoader) -> Environment:
    """The templates of a loader, in the language of some words; all that is put in is escaped."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - few need it

    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=_finalize,
    )
    made.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    made.globals["words"] = words
    return made


def _finalize(value: Any) -> Any:
    """None is never shown as a word; what is safe already stays so."""
    if value is None:
        return ""
    return showable(value) if type(value) is str else value
