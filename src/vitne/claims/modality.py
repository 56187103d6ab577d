"""Says how a claim is meant: asserted, reported, alleged; and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.doubts import DOUBTS, doubt_of, hearsay
from vitne.claims.drafts import word_of
from vitne.claims.faceless import leave_open
from vitne.claims.inquiries import asked_at
from vitne.claims.sentence import NOMINAL, effect_of, frame_of
from vitne.claims.sides import accuses, find_agent
from vitne.model import Kind, Mention, Role

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

FOILED = frozenset({"disrupted-weapons", "interception"})


def set_modality(draft: Draft, attributions: list[Attribution], context: Context) -> None:
    """Set modality and polarity of an act or a toll from its cues and its voice."""
    if draft.kind == "event":
        find_agent(draft, attributions, context)
    cue, doubt = hearsay(draft), doubt_of(draft)
    cover = next((a for a in reversed(attributions) if a.covers(draft.anchor[0])), None)
    rumour = _rumoured(draft, cover, attributions)
    if cue is not None:
        draft.modality = "reported"
        draft.rules.extend(cue.rules)
    elif doubt is not None and not _is_open(draft):
        draft.modality = DOUBTS[effect_of(doubt)]
        draft.rules.extend(doubt.rules)
    elif _is_asked(draft) and not _is_open(draft):
        draft.modality = "hypothetical"
    elif rumour is not None:
        draft.modality = rumour.certainty
    elif (sure := _by_voice(draft, cover, context)) is not None:
        draft.modality = sure
    leave_open(draft, cover)
    if draft.kind == "event" and negated(draft):
        draft.polarity = "negative"


def _by_voice(draft: Draft, cover: Attribution | None, context: Context) -> str | None:
    """How sure a claim is by whose words it stands in; None where they leave it as it is."""
    if cover is None:
        return "reported" if _only_quoted(draft) else None
    if _only_reports(draft, cover):
        return "reported"
    if cover.certainty != "asserted":
        return "asserted" if _only_where(draft, cover) else cover.certainty
    return "alleged" if not cover.counts and accuses(draft, cover, context) else None


def _only_reports(draft: Draft, cover: Attribution) -> bool:
    """Whether a speaker only tells of reports: "The army said claims that it shelled X were lies"."""
    sentence, at = draft.sentence, cover.first
    if not sentence.has("report_nouns"):
        return False
    at -= sentence.is_a(at - 1, "that")
    at -= sentence.is_a(at - 1, "about")
    if sentence.is_a(at - 1, "report_nouns") and sentence.is_a(cover.first - 1, "that"):
        told = sentence.within(cover.zone[0], at - 1, Kind.REPORTING)
        return any(frame_of(m) == "verb" for m in told)  # what is told begins behind "that"
    while sentence.is_a(at, "determiners"):
        at += 1
    if at == 0 or not sentence.is_a(at, "report_nouns") or at >= draft.anchor[0]:
        return False
    at += 1 + sentence.is_a(at + 1, "about")
    return sentence.is_a(at, "that")


def _rumoured(
    draft: Draft, cover: Attribution | None, attributions: list[Attribution]
) -> Attribution | None:
    """The hearsay or doubt that a tag behind only passes on: "It is feared that ten died, X said"."""
    if cover is None or cover.first > 0 or cover.zone[0] < draft.anchor[1]:
        return None
    at = draft.anchor[0]
    rows = (a for a in attributions if a.certainty != "asserted" and a.covers(at) and not a.chain)
    return next((a for a in rows if a.zone[1] <= at), None)


def _only_quoted(draft: Draft) -> bool:
    """Whether a headline tells something only in quotation marks: "Strike 'kills 22' in Beirut"."""
    sentence, (first, last) = draft.sentence, draft.anchor
    if sentence.passage.role is not Role.HEADLINE:
        return False
    before = sum(sentence.is_a(i, "quotes") for i in range(first))
    after = sum(sentence.is_a(i, "quotes") for i in range(last, len(sentence)))
    return before % 2 == 1 and after > 0


def _only_where(draft: Draft, cover: Attribution) -> bool:
    """Whether an act only tells in what others are reported killed: "81 meldes drept i grensekamper"."""
    sentence, at = draft.sentence, draft.anchor[0]
    if draft.kind != "event" or cover.chain:
        return False
    harmed = sentence.holds(cover.zone[0], at, Kind.HARM)
    return harmed and sentence.is_a(sentence.before_noun(at), "prepositions")


def _is_asked(draft: Draft) -> bool:
    """Whether it is only asked if something was so: "ville ikke si om 12 soldater var drept"."""
    if asked_at(draft.sentence, draft.anchor[0]) is None:
        return False
    word = word_of(draft)
    return word is None or word.form not in NOMINAL


def _is_open(draft: Draft) -> bool:
    """Whether a toll is told to be open: the doubt is what is told, and nobody doubts that."""
    return draft.toll is not None and draft.toll.known != "given"


def share_blame(drafts: list[Draft]) -> None:
    """A toll told by the very words that blame an opponent is blamed too: "militsen drepte ni"."""
    blamed = [d for d in drafts if d.kind == "event" and d.modality == "alleged"]
    for draft in drafts:
        same = any(_overlap(draft.anchor, act.anchor) for act in blamed)
        if same and draft.kind == "toll" and draft.modality == "asserted":
            draft.modality = "alleged"


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def negated(draft: Draft) -> bool:
    """Whether an act is said not to have taken place: "har ikke klart å innta byen"."""
    sentence = draft.sentence
    first, last = sentence.clause(draft.anchor[0])
    for cue in sentence.of(Kind.CUE):
        if effect_of(cue) not in ("negation", "failed") or _beside(sentence, cue, draft):
            continue
        if draft.anchor[0] < cue.last and cue.first < draft.anchor[1] and _is_foiled(draft):
            continue  # "uskadeliggjorde to bomber" is what was done
        if effect_of(cue) == "failed" and _done_besides(sentence, cue, draft):
            continue  # "avverget et angrep og pågrep fem"
        harmless = draft.kind == "event" and any(
            h.last <= draft.anchor[0] for h in sentence.within(cue.last, last, Kind.HARM)
        )  # "Ingen ble drept i angrepet"
        if first <= cue.first < min(last, draft.anchor[1] + 2) and not harmless:
            return True
    return False


def _done_besides(sentence: Sentence, cue: Mention, draft: Draft) -> bool:
    """Whether another verb tells what was done beside what failed: "foiled an attack and arrested five"."""
    word, at = word_of(draft), draft.anchor[0]
    verb = word is not None and word.form not in NOMINAL and cue.last <= at
    while sentence.is_a(at - 1, "aux_passive_only") and at > cue.last:
        at -= 1  # "failed to set off his vest and | was | shot"
    return verb and sentence.is_a(at - 1, "and")


def _is_foiled(draft: Draft) -> bool:
    """Whether an act is that some weapon failed: "avverget et angrep"."""
    return draft.event is not None and draft.event.id in FOILED


def _beside(sentence: Sentence, cue: Mention, draft: Draft) -> bool:
    """Whether "uten å" denies only the infinitive behind it: "inntok byen uten å møte motstand"."""
    if not sentence.is_a(cue.first, "without") or not sentence.is_a(cue.last - 1, "infinitive"):
        return False
    return draft.anchor[0] != cue.last
