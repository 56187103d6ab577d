"""Everything the interface says in English is said in Norwegian too, and fits where it is put."""

from __future__ import annotations

import re
import string
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vitne
from vitne.errors import PackError
from vitne.wording import LOCALES
from vitne.wording.catalogue import Catalogue, catalogue, read
from vitne.wording.terms import terms

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages.catalog import Message

EVALUATION = Path(__file__).resolve().parents[2] / "evaluation"
OTHERS = LOCALES[1:]
_TAG = re.compile(r"</?[a-z]+[^>]*>")
_COUNTED = re.compile(r"""words\.count\(["']([^"']+)["']""")
_PERCENT = re.compile(r"%%|%\([a-z_]+\)[a-z]")


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    sys.path.insert(0, str(EVALUATION))
    try:
        import messages  # noqa: PLC0415 - a script of evaluation/, which is no package
    finally:
        sys.path.pop(0)
    return messages


def _texts(message: Message) -> tuple[list[str], list[str]]:
    one, other = message.id, message.string
    return (
        [one] if isinstance(one, str) else [*one],
        [other] if isinstance(other, str) else [*other],
    )


@pytest.mark.parametrize("locale", OTHERS)
def test_no_message_lacks_a_translation(messages: ModuleType, locale: str) -> None:
    assert messages.missing(locale) == []


@pytest.mark.parametrize("locale", OTHERS)
def test_no_translation_is_of_what_nothing_says(messages: ModuleType, locale: str) -> None:
    said = {(one.context, _key(one)) for one in messages.template(locale) if one.id}
    kept = {(one.context, _key(one)) for one in read(locale) if one.id}
    assert kept <= said, "run evaluation/messages.py"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("locale", OTHERS)
def test_placeholders_and_tags_stand_in_both(locale: str) -> None:
    for message in read(locale):
        if not message.id:
            continue
        ids, strings = _texts(message)
        for translated in strings:
            assert _parts(translated) == _parts(ids[-1]), message.id


def _parts(text: str) -> Counter[str]:
    """What is put into a text or stands in it as markup."""
    fields = [f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return Counter([*fields, *_PERCENT.findall(text), *_TAG.findall(text)])


@pytest.mark.parametrize("locale", OTHERS)
def test_blanks_and_ends_of_sentences_are_kept(locale: str) -> None:
    for message in read(locale):
        if message.id:
            ids, strings = _texts(message)
            for text, translated in zip(ids, strings, strict=True):
                assert _edges(translated) == _edges(text), text


def _edges(text: str) -> tuple[bool, bool, bool]:
    return text[:1].isspace(), text[-1:].isspace(), text.rstrip().endswith(".")


def test_what_the_record_says_has_english_words() -> None:
    from vitne.model import Action, Role  # noqa: PLC0415
    from vitne.model.actors import ActorKind  # noqa: PLC0415
    from vitne.model.entries import Measure  # noqa: PLC0415
    from vitne.model.places import Level  # noqa: PLC0415
    from vitne.packs.events import event_types  # noqa: PLC0415
    from vitne.record.reviews import Reviews  # noqa: PLC0415

    groups = terms().groups
    enums = (("action", Action), ("segment", Role), ("actor_kind", ActorKind),
             ("measure", Measure), ("level", Level))  # fmt: skip
    for group, kinds in enums:
        assert set(groups[group]) == {one.value for one in kinds}, group
    assert set(groups["review"]) == set(Reviews.STATES)
    for one in event_types().values():
        assert one.plover in groups["plover"], one.id
        assert set(one.modes) <= set(groups["mode"]), one.id
        subs = {one.acled, one.armed_target, one.civilian_target, one.state_agent, one.group_agent}
        assert subs - {None} <= set(groups["acled"]), one.id


def test_whatever_is_counted_has_words() -> None:
    source = EVALUATION.parent / "src" / "vitne"
    packages = ("web", "exports", "notebooks", "api")
    files = [path for name in packages for path in (source / name).rglob("*.*")]
    texts = [path.read_text() for path in files if path.suffix in (".py", ".html")]
    nouns = {noun for text in texts for noun in _COUNTED.findall(text)}
    assert nouns
    assert nouns <= set(terms().counted)


def test_what_is_read_has_english_words() -> None:
    groups = terms().groups
    for path in sorted((EVALUATION.parent / "src" / "vitne" / "data" / "samples").glob("*.txt")):
        for claim in vitne.read(path).data.claims:
            for one in (claim.place, claim.time, *claim.attribution):
                assert one is None or one.basis in groups["basis"], (path.name, one)
            assert claim.kind in groups["kind"]
            assert claim.modality in groups["modality"]
            assert claim.polarity in groups["polarity"]
            assert claim.event_type is None or claim.event_type in groups["plover"]
            assert {voice.role for voice in claim.attribution} <= set(groups["voice_role"])
            if claim.place is not None:
                assert claim.place.precision in groups["precision"]
            if claim.toll is not None:
                assert claim.toll.known in groups["known"]
                assert claim.toll.status in groups["status"]
                assert claim.toll.scope in groups["toll_scope"]


def test_messages_with_contexts_and_numbers() -> None:
    found = Catalogue(
        {
            "near": ("nær",), "place\x04near": ("i nærheten",),
            "{} day": ("{} dag", "{} dager"), "trip\x04{} day": ("{} dags", "{} dagers"),
        }
    )  # fmt: skip
    assert (found.gettext("near"), found.pgettext("place", "near")) == ("nær", "i nærheten")
    assert found.pgettext("sound", "near") == "nær"
    assert [found.ngettext("{} day", "{} days", n) for n in (0, 1, 2)] == [
        "{} dager", "{} dag", "{} dager",
    ]  # fmt: skip
    assert found.npgettext("trip", "{} day", "{} days", 1) == "{} dags"
    assert found.npgettext("other", "{} day", "{} days", 2) == "{} dager"
    assert [found.ngettext("{} cat", "{} cats", n) for n in (1, 2)] == ["{} cat", "{} cats"]


def test_a_language_without_a_file_is_an_error_that_names_it() -> None:
    with pytest.raises(PackError, match=r"xx\.po"):
        catalogue("xx")
