"""Makes pages of templates, in each language of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, PackageLoader

from vitne.exports.rendering import environment
from vitne.packs.versions import software
from vitne.web.icons import icon
from vitne.web.names import step
from vitne.web.sayings import bare
from vitne.wording import LOCALES, Wording, wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from vitne.web.assets import Assets


def environments(assets: Assets) -> Mapping[str, Environment]:
    """The templates by language."""
    return {locale: _environment(wording(locale), assets) for locale in LOCALES}


def _environment(words: Wording, assets: Assets) -> Environment:
    # The bars of voices are drawn by one template, for pages and reports alike.
    loader = ChoiceLoader([PackageLoader("vitne.web"), PackageLoader("vitne.exports")])
    made = environment(words, loader)
    made.filters |= _filters(words)
    made.globals |= {"static": assets.url, "icon": icon, "software": software()}
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
        "path": lambda text: quote(str(text), safe=""),  # a value in an address
        "step": lambda text: step(str(text)),  # a name at the end of a path
    }
