"""Gathers all that the interface says in English, and brings the files of translations up to date.

    python evaluation/messages.py          # keeps the translations there are, names what is missing

A message is what Python says through `Wording.say` and its kin or marks by `to_say`, what templates say through `_`, `gettext`
and `{% trans %}`, and the words of data that people are shown: terms of codes, rules, methods, what
linking compares. The translation of a message that nothing says any more is dropped.
"""

from __future__ import annotations

import sys
import tomllib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from vitne.exports.format import formats
from vitne.incidents.profiles import profiles
from vitne.incidents.rules import Rule
from vitne.record.pairing import Why
from vitne.wording import LOCALES
from vitne.wording.catalogue import read
from vitne.wording.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parents[1] / "src" / "vitne"
DATA = SOURCE / "data"
SAID_BY = ("wording", "web", "exports", "api", "notebooks")  # packages that say things to people
WIDTH = 110
_KEYWORDS = {
    "_": None,
    "say": None,
    "to_say": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_TEMPLATE = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
_SHARED_HARMS = ("fighters", "soldiers")  # that claims say of people whom no word names


class Said(NamedTuple):
    """A message, one for each number of things where it counts, and who says it."""

    id: str | tuple[str, str]
    place: str
    context: str | None = None


def gathered() -> list[Said]:
    """All messages, each as often as it is said."""
    return [*_of_code(), *_of_data()]


def _of_code() -> Iterator[Said]:
    for package in SAID_BY:
        for path in sorted((SOURCE / package).rglob("*")):
            kind = {".py": "python", ".html": "jinja2"}.get(path.suffix)
            if kind is None:
                continue
            method = "python" if kind == "python" else "jinja2.ext:babel_extract"
            options = {"encoding": "utf-8"} if kind == "python" else _TEMPLATE
            place = path.relative_to(SOURCE).as_posix()
            with path.open("rb") as file:
                for _, message, _, context in extract(method, file, _KEYWORDS, (), options):
                    yield Said(message, place, context)


def _of_data() -> Iterator[Said]:
    for group, codes in terms().groups.items():
        yield from (Said(words, f"data/interface/terms.toml [{group}]") for words in codes.values())
    for pair in terms().counted.values():
        yield Said(pair, "data/interface/terms.toml [counted]")
    yield from (Said(rule.sentence, "incidents/rules.py") for rule in Rule)
    yield from (Said(why.sentence, "record/pairing.py") for why in Why)
    for one in profiles().values():
        place = f"data/profiles/{one.id}.toml"
        yield from (Said(text, place) for text in (one.title, one.warning) if text)
        yield from (Said(grade.wording, place) for grade in one.grades)
    for form in formats().values():
        yield from (Said(text, "exports (formats)") for text in (form.title, form.about))
    for name in ("within", "across"):
        place = f"data/linking/{name}.toml"
        model = tomllib.loads((DATA / "linking" / f"{name}.toml").read_text(encoding="utf-8"))
        for comparison in model["comparisons"]:
            yield from (Said(level["label"], place) for level in comparison["levels"])
    yield from (Said(who, "data/languages (who)", "who") for who in sorted(_people()))


def _people() -> set[str]:
    """Whom a toll may count, in the English of the packs."""
    found = set(_SHARED_HARMS)
    for path in sorted((DATA / "languages").rglob("*.toml")):
        if "corpus" not in path.parts and not path.parent.name.startswith("_"):
            found |= set(_values(tomllib.loads(path.read_text(encoding="utf-8")), "who"))
    return {who for who in found if who}


def _values(table: object, key: str) -> Iterator[str]:
    if isinstance(table, dict):
        for name, value in table.items():
            if name == key and isinstance(value, str):
                yield value
            else:
                yield from _values(value, key)
    elif isinstance(table, list):
        for one in table:
            yield from _values(one, key)


def template(locale: str) -> Catalog:
    """All messages, in the order of their first places, with what is translated so far."""
    known = read(locale)
    made = Catalog(locale=locale, charset="utf-8", fuzzy=False)
    made.header_comment = known.header_comment
    for said in gathered():
        made.add(said.id, locations=[(said.place, None)], context=said.context)
    for message in list(made):
        if message.id and (old := known.get(_first(message.id), message.context)):
            message.string = old.string
    # A term that means different things in different groups is translated there in its own context.
    for message in known:
        if message.context and not made.get(_first(message.id), message.context):
            group = terms().groups.get(message.context, {})
            if message.id in group.values():
                place = f"data/interface/terms.toml [{message.context}]"
                made.add(message.id, message.string, [(place, None)], context=message.context)
    return made


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def missing(locale: str) -> list[str]:
    """The messages without a translation."""
    made = template(locale)
    return [_first(one.id) for one in made if one.id and not _whole(one.string)]


def _whole(string: str | tuple[str, ...]) -> bool:
    return bool(string) and (isinstance(string, str) or all(string))


def written(catalog: Catalog) -> bytes:
    """A file of translations."""
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, include_lineno=False, omit_header=False)
    text = out.getvalue().decode()
    # Dates and tools of whoever wrote it last would change with every run.
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Project-Id-Version",
             "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team")  # fmt: skip
    lines = [line for line in text.splitlines(keepends=True) if not line[1:].startswith(dated)]
    return "".join(lines).encode()


def main() -> int:
    """Update the files; give 1 where something is not translated."""
    gone = 0
    for locale in LOCALES[1:]:
        (DATA / "interface" / f"{locale}.po").write_bytes(written(template(locale)))
        for message in missing(locale):
            gone += 1
            print(f"{locale}: not translated: {message}")
    return int(bool(gone))


if __name__ == "__main__":
    sys.exit(main())
