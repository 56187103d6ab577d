"""Says how a claim is meant: asserted, reported, alleged; and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import makes_passive
from vitne.claims.conditions import condition, in_condition, is_to_come, would
from vitne.claims.count import how_many
from vitne.claims.drafts import word_of
from vitne.claims.inquiries import asked_at
from vitne.claims.sentence import NOMINAL, effect_of, frame_of
from vitne.claims.sides import accuses, find_agent
from vitne.claims.spoken import is_command
from vitne.model import Kind, Mention, Role
from vitne.model.entries import Form, Trigger

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

# The modality that a cue of doubt gives what it is about.
_THAT_REACH = 5
_ASKED_REACH = 6
_DOUBTS = {"doubt": "reported", "unclear": "hypothetical", "hypothetical": "hypothetical"}
_REALISED_REACH = 4
_DENIED_REACH = 4
_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PASSIVE, Form.PAST_OR_PARTICIPLE})
_FOILED = frozenset({"disrupted-weapons", "interception"})
_PEACE = frozenset({"RETREAT", "AGREE"})
_NOUNS = frozenset({Form.SINGULAR, Form.SINGULAR_OR_PLURAL, Form.PLURAL})


def is_unreal(draft: Draft) -> bool:
    """Whether an act has not taken place: still to come, wished, conditional, or a purpose."""
    sentence, at = draft.sentence, draft.anchor[0]
    trigger = word_of(draft)
    if in_condition(sentence, at) or would(sentence, at):
        return True
    if trigger is not None and is_command(sentence, trigger):
        return True
    if draft.event is not None and draft.event.id == "responsibility" and negated(draft):
        return True  # "har verken tatt på seg ansvaret eller benektet"
    if trigger is None or hearsay(draft) is not None:
        return False
    if trigger.form in _NOUNS and (_none_of(sentence, at) or _intended(sentence, draft)):
        return True
    if trigger.form in _NOUNS and _was_foiled(sentence, at):
        return True
    if _disowned(sentence, at):
        return True
    if trigger.form not in NOMINAL and (_nobody(sentence, at) or _asked_after(sentence, at)):
        return True
    if trigger.form is Form.INFINITIVE and not _realised(sentence, at):
        return True
    return _has(sentence, at, ("future", "hypothetical", "plan", "exercise", "silent"))


def _none_of(sentence: Sentence, at: int) -> bool:
    """Whether a noun is said not to be there: "ingen tegn til våpenhvile", "uten kamper"."""
    return any(
        (sentence.is_a(i, "not") or sentence.is_a(i, "without"))
        and sentence.covering(i, Kind.ACTOR) is None  # "Doctors Without Borders"
        for i in range(max(0, at - _DENIED_REACH), at)
    )


def _intended(sentence: Sentence, draft: Draft) -> bool:
    """Whether a noun is only what somebody aims at or speaks of: "for å få til en våpenhvile"."""
    at = draft.anchor[0]
    first, _ = sentence.clause(at)
    for i in range(first, at):
        if sentence.is_a(i, "purpose") and sentence.is_a(i + 1, "infinitive"):
            return True
    if draft.event_type not in _PEACE:
        return draft.event_type == "PROTEST" and _against(sentence, at)
    before = at - 1
    while sentence.is_a(before, "determiners") or sentence.is_a(before, "other"):
        before -= 1
    return sentence.is_a(before, "subjects")


def _against(sentence: Sentence, at: int) -> bool:
    """Whether a protest is only what was attacked: "åpnet ild mot en demonstrasjon"."""
    before = at - 1
    while sentence.is_a(before, "determiners"):
        before -= 1
    return sentence.is_a(before, "against")


def _nobody(sentence: Sentence, at: int) -> bool:
    """Whether it is said that nobody did it, or was hit: "ingen av dem løsnet skudd"."""
    first, _ = sentence.clause(at)
    return any(m.number and m.number.none for m in sentence.within(first, at, Kind.NUMBER))


def _asked_after(sentence: Sentence, at: int) -> bool:
    """Whether it is only asked how many were hit: "hvor mange sivile som er rammet"."""
    return how_many(sentence, max(0, at - _ASKED_REACH), at) is not None


def is_unreal_toll(draft: Draft) -> bool:
    """Whether a toll is only imagined, or still to come: "Ten judges will be killed"."""
    at = draft.anchor[0]
    if in_condition(draft.sentence, at) or would(draft.sentence, at):
        return True
    if is_to_come(draft.sentence, at):
        return True
    doubt = _doubt(draft)
    open_ = doubt is not None and effect_of(doubt) == "hypothetical"
    return open_ and condition(draft.sentence) is not None


def _realised(sentence: Sentence, at: int) -> bool:
    """Whether an infinitive tells what came about: "svarte med å sende", "har klart å innta"."""
    first = max(0, at - _REALISED_REACH)
    return sentence.has_a(first, at, "realising") or sentence.has_a(first, at, "aux_perfect")


def _has(sentence: Sentence, at: int, effects: tuple[str, ...]) -> bool:
    first, _ = sentence.clause(at)
    if any(
        effect_of(cue) in effects and first <= cue.first < at and not makes_passive(sentence, cue)
        for cue in sentence.of(Kind.CUE)
    ):
        return True
    # "We will burn and blow up the buses": the word of threatening holds what the cue would be
    acts = sentence.within(first, at, Kind.ACT)
    return any(sentence.is_a(act.first, "modal_future") for act in acts)


def hearsay(draft: Draft) -> Mention | None:
    """The hearsay marker a claim stands under: "skal ha", "angivelig"."""
    sentence, at = draft.sentence, draft.anchor[1]
    first, last = sentence.clause(draft.anchor[0])
    for cue in sentence.of(Kind.CUE):
        if effect_of(cue) != "hearsay" and not _swallowed_have(sentence, cue):
            continue
        if _describes_people(sentence, cue, draft) or _presupposed(sentence, draft, cue):
            continue
        same = first <= cue.first < last or _closes(sentence, cue, last)
        content = _that(sentence, cue.last)
        earlier = cue.first < at and not _walled(sentence, content, draft.anchor[0])
        earlier = earlier and not _new_clause(draft, cue.last)
        if same or earlier:
            return cue
    return None


def _closes(sentence: Sentence, cue: Mention, at: int) -> bool:
    """Whether a marker alone stands behind the clause that ends at a token: "…, ifølge rykter."."""
    behind = sentence.word(at) == "," and cue.first == at + 1
    end = cue.last + sentence.is_a(cue.last, "report_nouns")
    return behind and sentence.is_stop(end)


def _describes_people(sentence: Sentence, cue: Mention, draft: Draft) -> bool:
    """Whether a marker only doubts who somebody is: "elleve antatte opprørere ble drept".

    So it does behind those it describes: "captured two men alleged to have paid fighters".
    """
    behind = sentence.covering(cue.first - 1, Kind.PEOPLE, Kind.HEAD) is not None
    if behind and not sentence.grammar.verb_second and draft.anchor[1] < cue.first:
        return True
    return sentence.starting(cue.last, Kind.PEOPLE, Kind.HEAD) is not None


def _presupposed(sentence: Sentence, draft: Draft, cue: Mention) -> bool:
    """Whether an act only tells in what others are said to have been hit: "skal være drept i kamper"."""
    at = draft.anchor[0]
    if draft.kind != "event":
        return False
    harmed = sentence.holds(cue.last, at, Kind.HARM)
    at = sentence.before_noun(at) + 1  # "in the battle for Goma"
    return harmed and sentence.is_a(at - 1, "prepositions")


def _swallowed_have(sentence: Sentence, cue: Mention) -> bool:
    """Whether "skal" stands before a harm word that begins with "ha": "skal ha mistet livet"."""
    modal = cue.last - cue.first == 1 and sentence.is_a(cue.first, "hearsay_modals")
    return modal and sentence.is_a(cue.last, "aux_perfect_only")


def _new_clause(draft: Draft, first: int) -> bool:
    """Whether ", og" with a verb of its own ends the hearsay: "skal være felt, og ti ble tatt"."""
    sentence, at = draft.sentence, draft.anchor[0]
    for i in range(first, at):
        if sentence.word(i) == "," and sentence.is_a(i + 1, "and"):
            verb = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
            told = verb is not None and verb.form in (Form.PAST, Form.PRESENT)
            if verb is not None and verb.form is Form.PAST_OR_PARTICIPLE and i + 2 < at:
                acts = sentence.holds(i + 2, at, Kind.HEAD, Kind.ACTOR)  # "and the army took ten"
                told = told or (acts and not sentence.grammar.verb_second)
            window = range(i + 2, sentence.clause(at)[1])
            return told or any(sentence.is_a(j, "finite_auxiliaries") for j in window)
    return False


def _that(sentence: Sentence, at: int) -> int:
    """Where the content of a marker begins: behind "at" in "ubekreftede meldinger om at"."""
    for i in range(at, min(at + _THAT_REACH, len(sentence))):
        if sentence.is_a(i, "that") or (i == at and sentence.is_a(i, "about")):
            return i + 1
        if sentence.is_stop(i):
            break
    return at


def _doubt(draft: Draft) -> Mention | None:
    """The cue by which a claim is only guessed or open: "trolig", "uklart om", "kan ha"."""
    if draft.kind not in ("event", "toll"):
        return None
    sentence, at = draft.sentence, draft.anchor[0]
    first, last = sentence.clause(at)
    for cue in sentence.of(Kind.CUE):
        effect = effect_of(cue)
        if effect not in _DOUBTS:
            continue
        inside = draft.anchor[0] < cue.first < draft.anchor[1]  # "mistede formentlig livet"
        if effect == "doubt" and (inside or _of_the_verb(sentence, cue, draft.anchor)):
            return cue
        if effect == "hypothetical" and _before_number(draft, cue):
            return cue
        if first <= cue.first < at or _governs(sentence, cue, at):
            told = [
                m for m in sentence.within(cue.last, at, Kind.REPORTING) if frame_of(m) != "noun"
            ]
            if all(sentence.covering(m.first, Kind.NUMBER) for m in told):
                return cue  # but "kunne melde om 40 drepte"; "så" in "så mange som" tells nothing
        elif effect == "doubt" and at < cue.first and _reported_of(draft):
            return cue  # "Meldinger om ni drepte er ikke bekreftet"
        elif effect == "unclear" and sentence.is_a(first, "if_initial") and cue.first >= last:
            return cue  # "Om 40 ble drept, er uklart"
    return None


def _before_number(draft: Draft, cue: Mention) -> bool:
    """Whether a cue stands between the dead and their number: "the dead may number more than 80"."""
    number = draft.toll.number if draft.toll is not None else None
    after = number is not None and draft.anchor[1] <= cue.first and cue.end <= number.start
    return after and draft.sentence.clause_of(cue.first) == draft.sentence.clause_of(
        draft.anchor[0]
    )


def _reported_of(draft: Draft) -> bool:
    """Whether a report tells of a toll or an act: not of losses "since the invasion"."""
    sentence, at = draft.sentence, draft.anchor[0]
    if draft.kind == "event":
        before = sentence.before_noun(at)
        while sentence.is_a(before, "determiners"):
            before -= 1
        if not any(sentence.is_a(before, name) for name in ("about", "of", "that")):
            return False
    return under_report(sentence, at)


def under_report(sentence: Sentence, at: int) -> bool:
    """Whether a token stands in what a report, a rumour or a claim holds: "Meldingene om et angrep"."""
    first = next((i + 1 for i in range(at, 0, -1) if sentence.word(i) == ";"), 0)
    return any(
        sentence.is_a(i, "report_nouns") and _opens_report(sentence, i + 1)
        for i in range(first, at)
    )


def _opens_report(sentence: Sentence, at: int) -> bool:
    """Whether what is reported follows a word for a report: "om at", "that", "of"."""
    at += sentence.word(at) == ","
    return any(sentence.is_a(at, name) for name in ("about", "of", "that"))


def _of_the_verb(sentence: Sentence, cue: Mention, anchor: tuple[int, int]) -> bool:
    """Whether an adverb behind a verb doubts it: "dödades troligen", and not "drept trolig av"."""
    if cue.first != anchor[1]:
        return False
    verb = sentence.starting(anchor[0], Kind.TRIGGER, Kind.HARM)
    finite = verb is not None and verb.form in _FINITE
    return finite and sentence.grammar.verb_second and not sentence.is_a(cue.last, "done_by")


def _behind_report(sentence: Sentence, at: int) -> int:
    """Over the report that is doubted: "could not confirm | the rebels' claim that"; else the token."""
    for i in range(at, min(at + _THAT_REACH, len(sentence))):
        if sentence.is_stop(i) or sentence.is_a(i, "that"):
            break
        if sentence.is_a(i, "report_nouns"):
            return i + 1 + (sentence.is_a(i + 1, "about") and sentence.is_a(i + 2, "that"))
    return at


def _governs(sentence: Sentence, cue: Mention, at: int) -> bool:
    """Whether what follows a cue is what it is about: "utelukker ikke at", "uklart om"."""
    start = _behind_report(sentence, cue.last)
    start += sentence.word(start) == "," and sentence.is_a(start + 1, "that")
    if sentence.is_a(start, "that") or sentence.is_a(start, "if_initial"):
        start += 1
    elif not (sentence.is_a(start - 1, "that") or sentence.is_a(start - 1, "if_initial")):
        return False
    return cue.first < at and not _walled(sentence, start, at)


def _walled(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.is_wall(i) for i in range(first, last))


def set_modality(draft: Draft, attributions: list[Attribution], context: Context) -> None:
    """Set modality and polarity of an act or a toll from its cues and its voice."""
    if draft.kind == "event":
        find_agent(draft, attributions, context)
    cue, doubt = hearsay(draft), _doubt(draft)
    cover = next((a for a in reversed(attributions) if a.covers(draft.anchor[0])), None)
    rumour = _rumoured(draft, cover, attributions)
    if cue is not None:
        draft.modality = "reported"
        draft.rules.extend(cue.rules)
    elif doubt is not None and not _is_open(draft):
        draft.modality = _DOUBTS[effect_of(doubt)]
        draft.rules.extend(doubt.rules)
    elif _is_asked(draft) and not _is_open(draft):
        draft.modality = "hypothetical"
    elif rumour is not None:
        draft.modality = rumour.certainty
    elif (sure := _by_voice(draft, cover, context)) is not None:
        draft.modality = sure
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
    word = word_of(draft)
    told = word is not None and word.form in NOMINAL
    return not told and asked_at(draft.sentence, draft.anchor[0]) is not None


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
    return verb and sentence.is_a(at - 1, "and")


def _was_foiled(sentence: Sentence, at: int) -> bool:
    """Whether a noun only tells what came to nothing: "foiled an attempted | bombing"."""
    first, _ = sentence.clause(at)
    for told in sentence.of(Kind.TRIGGER):
        entry = told.entry
        before = first <= told.first < at
        foiled = before and isinstance(entry, Trigger) and entry.event in _FOILED
        if foiled and not sentence.has_a(told.last, at, "and") and told.form not in NOMINAL:
            return True
    return False


def _disowned(sentence: Sentence, at: int) -> bool:
    """Whether a noun only tells what somebody did not own up to: "Kyiv har ikke tatt på seg | angrepet"."""
    before = sentence.before_noun(at) + 1
    return any(effect_of(c) == "nobody" and c.last == before for c in sentence.of(Kind.CUE))


def _is_foiled(draft: Draft) -> bool:
    """Whether an act is that some weapon failed: "avverget et angrep"."""
    return draft.event is not None and draft.event.id in _FOILED


def _beside(sentence: Sentence, cue: Mention, draft: Draft) -> bool:
    """Whether "uten å" denies only the infinitive behind it: "inntok byen uten å møte motstand"."""
    if not sentence.is_a(cue.first, "without") or not sentence.is_a(cue.last - 1, "infinitive"):
        return False
    return draft.anchor[0] != cue.last
