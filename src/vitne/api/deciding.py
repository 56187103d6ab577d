"""What a person may send to judge, one shape an action."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from vitne.incidents.decisions import MOST_CLAIMS
from vitne.model import Action, Judgement

ClaimId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$", description="The id of a claim.")]
One = Annotated[list[ClaimId], msgspec.Meta(min_length=1, max_length=1)]
Some = Annotated[list[ClaimId], msgspec.Meta(min_length=1, max_length=MOST_CLAIMS)]
Several = Annotated[list[ClaimId], msgspec.Meta(min_length=2, max_length=MOST_CLAIMS)]
Reason = Annotated[str, msgspec.Meta(max_length=10_000, description="Why; kept for good.")]
Needed = Annotated[
    str, msgspec.Meta(min_length=1, max_length=10_000, description="Why; kept for good.")
]
Author = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Field = Annotated[
    str, msgspec.Meta(max_length=100, description="toll.low, place.name … (docs/judging.md).")
]


class _Decision(msgspec.Struct, frozen=True, kw_only=True, tag_field="action"):
    """What all judgements have; `author` may stand in the header X-Vitne-Author instead."""

    author: Author | None = None


class Accept(_Decision, frozen=True, kw_only=True, tag="accept"):
    """The claims say what their articles say."""

    claims: Some
    reason: Reason = ""


class Reject(_Decision, frozen=True, kw_only=True, tag="reject"):
    """The claims do not say what their articles say; they count for nothing."""

    claims: Some
    reason: Needed


class Correct(_Decision, frozen=True, kw_only=True, tag="correct"):
    """A field of the claim has another value; null for none."""

    claims: One
    field: Field
    value: Any
    reason: Needed


class Merge(_Decision, frozen=True, kw_only=True, tag="merge"):
    """The claims are about one happening."""

    claims: Several
    reason: Needed


class Split(_Decision, frozen=True, kw_only=True, tag="split"):
    """The claims are each about another happening."""

    claims: Several
    reason: Needed


class Best(_Decision, frozen=True, kw_only=True, tag="best"):
    """This is the best figure of a measure, for the incident that the claims are in."""

    claims: Some
    field: Annotated[str, msgspec.Meta(description="The measure: killed, wounded …")]
    value: Annotated[int, msgspec.Meta(ge=0)]
    reason: Needed


class Grading(_Decision, frozen=True, kw_only=True, tag="grade"):
    """A grade of Airwars, for the incident that the claims are in."""

    claims: Some
    value: str
    reason: Reason = ""


class Admiralty(_Decision, frozen=True, kw_only=True, tag="admiralty"):
    """Reliability of who vouches, A to F, and credibility of what is said, 1 to 6."""

    claims: Some
    value: Annotated[str, msgspec.Meta(pattern="^[A-F][1-6]$")]
    reason: Reason = ""


class Note(_Decision, frozen=True, kw_only=True, tag="note"):
    """A text to be remembered; it changes nothing."""

    claims: Some
    value: Needed


class Undoing(msgspec.Struct, frozen=True, kw_only=True):
    """Why a judgement is taken back."""

    reason: Needed
    author: Author | None = None


Decision = Accept | Reject | Correct | Merge | Split | Best | Grading | Admiralty | Note


def judgement(one: Decision, *, author: str, at: str) -> Judgement:
    """The judgement that a person makes with what was sent."""
    told = msgspec.structs.asdict(one)
    told.pop("author")
    told["claims"] = tuple(dict.fromkeys(told["claims"]))
    return Judgement("", at, author, Action(str(one.__struct_config__.tag)), **told)
