"""Makes pages of templates, in each language of the interface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from vitne.packs.versions import software
from vitne.web.icons import icon
from vitne.web.sayings import bare
from vitne.wording import LOCALES, Wording, wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.web.assets import Assets

# Control characters but tab and new line, and halves of surrogate pairs, which no page can hold.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def showable(text: str) -> str:
    """A text as a page can show it, each sign that it cannot as U+FFFD."""
    return _UNSHOWABLE.sub("\ufffd", text)


def environments(assets: Assets) -> Mapping[str, Environment]:
    """The templates by language."""
    return {locale: _environment(wording(locale), assets) for locale in LOCALES}


def _environment(words: Wording, assets: Assets) -> Environment:
    made = Environment(
        # The bars of voices are drawn by one template, for pages and reports alike.
        loader=ChoiceLoader([PackageLoader("vitne.web"), PackageLoader("vitne.exports")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=_finalize,
    )
    made.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= _filters(words)
    made.globals |= {
        "words": words, "static": assets.url, "icon": icon, "software": software()
    }  # fmt: skip
    return made


def _filters(words: Wording) -> dict[str, Any]:
    """How templates say things: `{{ claim.toll|toll }}`, `{{ "killed"|term }}`."""
    return {
        "toll": words.toll,
        "estimate": words.estimate,
        "latest": words.latest,
        "people": words.people,
        "claim": words.claim,
        "where": words.where,
        "when": words.when,
        "term": words.term,
        "bare": bare,  # of a file
        "path": lambda text: quote(str(text), safe=""),  # one step of an address
    }


def _finalize(value: Any) -> Any:
    """None is never shown as a word; what is safe already stays so."""
    if value is None:
        return ""
    if type(value) is str:
        return showable(value)
    return value
