"""The voices on an incident as its page shows them: what each stands by, and where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.voices import independent
from vitne.web.sayings import unnamed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.exports.barlines import Line
    from vitne.exports.bars import Drawing
    from vitne.model import IncidentVoice
    from vitne.record.queries import Found
    from vitne.record.story import Story
    from vitne.wording import Wording


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A voice with what it stands by, measure by measure, and the articles it stands in.

    `unnamed` stands for its name where it is an outlet that is not known. Articles that reprint
    others are `copies`.
    """

    voice: IncidentVoice
    unnamed: str | None
    vouches: bool
    says: tuple[tuple[str, Line], ...]
    printed: tuple[Found, ...]
    copies: tuple[Found, ...]


def heard(
    story: Story, words: Wording, *, drawing: Drawing, origins: Mapping[str, str]
) -> tuple[Heard, ...]:
    """The voices, those that vouch first.

    Args:
        story: The incident.
        words: The language of the page.
        drawing: Its bars, as the voices are named in the record.
        origins: For articles that reprint another, the id of that.
    """
    every, says, claims = story.incident.voices, _standing(drawing), _by_id(story)
    vouching, files = independent(every), _files(story)
    found = []
    for voice in sorted(every, key=lambda one: one not in vouching):
        said = [claims[key] for key in voice.claims if key in claims]
        articles = {row.article: row for row in said}
        found.append(
            Heard(
                voice=voice,
                unnamed=unnamed(voice.name, words) if _is_file(voice, files) else None,
                vouches=voice in vouching,
                says=tuple(says.get(voice.name, ())),
                printed=tuple(row for key, row in articles.items() if key not in origins),
                copies=tuple(row for key, row in articles.items() if key in origins),
            )
        )
    return tuple(found)


def named(drawing: Drawing, story: Story, words: Wording) -> Drawing:
    """The bars, with no file in the place of an outlet that is not known."""
    files = _files(story)
    none = {
        voice.name: unnamed(voice.name, words)
        for voice in story.incident.voices
        if _is_file(voice, files)
    }
    charts = (
        msgspec.structs.replace(
            chart,
            rows=tuple(
                msgspec.structs.replace(row, voice=none.get(row.voice, row.voice))
                for row in chart.rows
            ),
        )
        for chart in drawing.charts
    )
    return msgspec.structs.replace(drawing, charts=tuple(charts))


def _by_id(story: Story) -> dict[str, Found]:
    return {row.claim.id: row for row in story.claims}


def _files(story: Story) -> set[str]:
    """The files of articles whose outlet is not known: they stand for its name in the record."""
    return {file for row in story.claims if row.outlet is None for file in row.files}


def _is_file(voice: IncidentVoice, files: set[str]) -> bool:
    return voice.role == "outlet" and voice.name in files


def _standing(drawing: Drawing) -> dict[str, list[tuple[str, Line]]]:
    """The lines that each voice stands by, each with its measure."""
    found: dict[str, list[tuple[str, Line]]] = {}
    for chart in drawing.charts:
        for row in chart.rows:
            lines = ((chart.title, line) for line in row.lines if not line.superseded)
            found.setdefault(row.voice, []).extend(lines)
    return found
