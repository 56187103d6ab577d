"""What the API answers with: the model of the record, in pages and with what stands beside."""

from __future__ import annotations

from typing import Any

import msgspec

from vitne.incidents import judged  # noqa: TC001 - msgspec needs the types of fields
from vitne.incidents.voices import independent
from vitne.model import Article, Claim, Incident, IncidentVoice, Judgement
from vitne.record.queries import Found  # noqa: TC001
from vitne.record.routes import Step  # noqa: TC001
from vitne.record.story import Story  # noqa: TC001
from vitne.record.versions import Revision  # noqa: TC001


class ToldIncident(Incident, frozen=True, kw_only=True):
    """An incident with its independent voices under `voices`, and who else spoke beside.

    Its estimates are those of the method `profile`, from what had come out by the day `as_of`.
    """

    other_voices: tuple[IncidentVoice, ...] = ()
    profile: str = "full"
    as_of: str | None = None


class ToldClaim(Claim, frozen=True, kw_only=True):
    """A claim with its article, the files that held it, and what was decided of it.

    It is as people corrected it; `as_read` are the fields that were otherwise. `review` is
    unreviewed, accepted, rejected or corrected.
    """

    article: str
    file: str
    files: tuple[str, ...]
    language: str
    outlet: str | None
    title: str | None
    published: str | None
    captured_at: str
    review: str
    as_read: dict[str, Any] | None = None


class IncidentStory(ToldIncident, frozen=True, kw_only=True):
    """All that the record knows of one incident.

    `links` are the strongest that hold its accounts together. `method_grade` is the grade that the
    method makes, where it makes any; `given_grade` is the one that people gave.
    """

    told: tuple[ToldClaim, ...]
    links: tuple[Step, ...]
    judgements: tuple[Judgement, ...]
    method_grade: str | None
    given_grade: judged.Grade | None


class WholeArticle(Article, frozen=True, kw_only=True):
    """One version of one report with its text: all offsets point into it, in code points.

    `claims` are what was read in it, in the order of the text;
    `revisions` what    newer versions of the report changed. `origin` is the article whose text it reprints, itself where it reprints none.
    """

    files: tuple[str, ...]
    agency: str | None
    origin: str | None
    superseded_by: str | None
    claims: tuple[ToldClaim, ...]
    revisions: tuple[Revised, ...]


class Revised(msgspec.Struct, frozen=True, kw_only=True):
    """A newer version of a report, and the tolls that it gives otherwise."""

    file: str
    url: str | None
    at: str
    older: str
    newer: str
    title: str | None
    changes: tuple[Altered, ...]


class Altered(msgspec.Struct, frozen=True, kw_only=True):
    """A toll that a newer version gives otherwise (`changed`), first (`added`) or no more (`dropped`)."""

    kind: str
    measure: str
    voice: str | None
    before: Claim | None
    after: Claim | None


def incident(one: Incident, *, profile: str, as_of: str | None = None) -> ToldIncident:
    """An incident as the API tells it."""
    return ToldIncident(**_fields(one), **_voices(one), profile=profile, as_of=as_of)


def claim(found: Found) -> ToldClaim:
    """A claim as the API tells it."""
    told = _fields(found.claim) | {"incident": found.incident}
    return ToldClaim(
        **told,
        article=found.article,
        file=found.file,
        files=found.files,
        language=found.language,
        outlet=found.outlet,
        title=found.title,
        published=found.published,
        captured_at=found.captured_at,
        review=found.review,
        as_read=_changed(found),
    )


def story(one: Story) -> IncidentStory:
    """The story of an incident as the API tells it."""
    return IncidentStory(
        **_fields(one.incident),
        **_voices(one.incident),
        profile=one.profile,
        as_of=one.as_of,
        told=tuple(map(claim, one.claims)),
        links=one.links,
        judgements=one.judgements,
        method_grade=one.grade.id if one.grade else None,
        given_grade=one.given,
    )


def revision(one: Revision) -> Revised:
    """A revision as the API tells it."""
    return Revised(
        file=one.file, url=one.address, at=one.at, older=one.older, newer=one.newer,
        title=one.title,
        changes=tuple(
            Altered(kind=c.kind, measure=c.measure, voice=c.voice, before=c.before, after=c.after)
            for c in one.changes
        ),
    )  # fmt: skip


def _fields(one: msgspec.Struct) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in one.__struct_fields__}
    told.pop("voices", None)
    return told


def _voices(one: Incident) -> dict[str, Any]:
    vouching = independent(one.voices)
    others = tuple(voice for voice in one.voices if voice not in vouching)
    return {"voices": vouching, "other_voices": others}


def _changed(found: Found) -> dict[str, Any] | None:
    """What the fields were that a person corrected."""
    if found.as_read is None:
        return None
    was, now = msgspec.to_builtins(found.as_read), msgspec.to_builtins(found.claim)
    return {name: was[name] for name in was if was[name] != now[name]}
