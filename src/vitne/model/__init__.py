"""The nouns of vitne: what each stage takes and gives."""

from typing import TYPE_CHECKING

from vitne.model.actors import Actor, ActorKind
from vitne.model.articles import Article, Role, Segment
from vitne.model.captures import Capture, Metadata
from vitne.model.claims import (
    OUTPUT,
    Claim,
    Location,
    Maker,
    Party,
    Reading,
    Spot,
    Timing,
    Toll,
    Voice,
)
from vitne.model.incidents import (
    Account,
    Bounds,
    Contradiction,
    Estimate,
    Incident,
    IncidentVoice,
    Link,
    Scope,
    Statement,
)
from vitne.model.judgements import Action, Judgement
from vitne.model.members import Members
from vitne.model.mentions import GROUP_TOLD, KIND_OF, Kind, Mention, NameKind
from vitne.model.numbers import Number
from vitne.model.passages import Passage, Token
from vitne.model.periods import Period
from vitne.model.places import Level, Place
from vitne.model.spans import Quote, Span
from vitne.model.times import RUNS, TimeKind, When

if not TYPE_CHECKING:  # rules only name their members; see there
    Kind, TimeKind = Members(Kind), Members(TimeKind)

__all__ = [
    "GROUP_TOLD",
    "KIND_OF",
    "OUTPUT",
    "RUNS",
    "Account",
    "Action",
    "Actor",
    "ActorKind",
    "Article",
    "Bounds",
    "Capture",
    "Claim",
    "Contradiction",
    "Estimate",
    "Incident",
    "IncidentVoice",
    "Judgement",
    "Kind",
    "Level",
    "Link",
    "Location",
    "Maker",
    "Mention",
    "Metadata",
    "NameKind",
    "Number",
    "Party",
    "Passage",
    "Period",
    "Place",
    "Quote",
    "Reading",
    "Role",
    "Scope",
    "Segment",
    "Span",
    "Spot",
    "Statement",
    "TimeKind",
    "Timing",
    "Token",
    "Toll",
    "Voice",
    "When",
]
