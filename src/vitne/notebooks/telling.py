"""Shows the story of one incident: estimates, voices with what they say, and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.incidents.voices import independent
from vitne.notebooks import markup
from vitne.notebooks.columns import estimates_of
from vitne.notebooks.ranges import Scale, estimate, latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Contradiction, IncidentVoice
    from vitne.record.queries import Found
    from vitne.record.story import Story
    from vitne.wording import Wording

_SHOWN = 100  # claims, voices, contradictions


def incident(story: Story, words: Wording) -> str:
    """An incident with all that is told of it."""
    return markup.output(*_Told(story, words).parts())


class _Told:
    """One story; its claims are numbered, so that each line can name its words."""

    def __init__(self, story: Story, words: Wording) -> None:
        self._story = story
        self._words = words
        self._claims = {row.claim.id: row for row in story.claims}
        self._numbers = {row.claim.id: number for number, row in enumerate(story.claims, 1)}
        numbers = [
            number
            for row in estimates_of(story.incident, story.profile)
            for number in (row.estimate.low, row.estimate.best, row.estimate.high)
        ]
        for voice in story.incident.voices:
            numbers += [number for one in voice.latest.values() for number in (one.low, one.high)]
        self._scale = Scale(numbers)

    def parts(self) -> Iterator[str]:
        one, words = self._story.incident, self._words
        yield markup.div("title", markup.name(words.label(one)))
        yield markup.div("sub", markup.shown(self._counted()))
        yield self._section(words.say("How many"), self._estimates())
        vouching = independent(one.voices)
        others = tuple(voice for voice in one.voices if voice not in vouching)
        yield self._section(words.say("Who says so"), self._voices(vouching))
        yield self._section(words.say("Who else speaks of it"), self._voices(others))
        yield self._section(words.say("Who contradicts whom"), self._contradictions())
        yield self._section(words.say("In the words of the articles"), self._quotes())
        if len(self._story.claims) > _SHOWN:
            yield markup.note(markup.shown_of(_SHOWN, len(self._story.claims), "claim", words))

    def _counted(self) -> str:
        one, words = self._story.incident, self._words
        parts = [
            words.term(one.scope.value, "scope") + f" {one.id}",
            words.count("article", len(one.articles)),
            words.count("independent voice", len(independent(one.voices))),
            words.profile(self._story.profile),
        ]
        if self._story.as_of:
            parts.append(words.say("as known on {}").format(words.days(*[self._story.as_of] * 2)))
        return " · ".join(parts)

    def _section(self, title: str, body: str) -> str:
        return markup.div("section", markup.shown(title)) + body if body else ""

    def _estimates(self) -> str:
        words = self._words
        rows = [
            (
                markup.shown(words.term(row.estimate.measure, "measure")),
                markup.name(words.people(row.estimate)),
                estimate(row.estimate, self._scale, words),
                markup.shown("" if row.estimate.best is None else words.number(row.estimate.best)),
                self._marks(row.estimate.low_claims + row.estimate.high_claims),
            )
            for row in estimates_of(self._story.incident, self._story.profile)
        ]
        head = [words.say("measure"), words.say("people"), words.say("range"), words.say("best"),
                words.say("in the words")]  # fmt: skip
        return markup.table(head, rows) if rows else markup.note(words.say("no toll reported"))

    def _voices(self, voices: tuple[IncidentVoice, ...]) -> str:
        if not voices:
            return ""
        words = self._words
        head = [words.say("voice"), words.say("what is said"), words.say("in the words")]
        return markup.table(head, map(self._voice, voices[:_SHOWN]))

    def _voice(self, one: IncidentVoice) -> tuple[str, str, str]:
        words = self._words
        role = [words.term(one.role, "voice_role"), words.term(one.stake, "stake")]
        said = [
            f"{markup.span('measure', markup.shown(words.term(name, 'measure')))} {latest(bounds, self._scale, words)}"
            for name, bounds in one.latest.items()
        ] or [markup.span("silent", markup.shown(words.term(one.vouches, "vouches")))]
        before = [self._claims[key] for key in one.superseded if key in self._claims]
        was = [markup.name(words.claim(row.claim)) for row in before if row.claim.toll]
        if was:
            said.append(
                markup.span("was", f"{markup.shown(words.say('before'))}: {', '.join(was)}")
            )
        name = f"{markup.name(one.name)}<br>{markup.span('by', markup.shown(', '.join(filter(None, role))))}"
        return name, "<br>".join(said), self._marks(one.claims)

    def _contradictions(self) -> str:
        rows = [
            (markup.shown(self._about(one)), self._side(one, one.one), self._side(one, one.other))
            for one in self._story.incident.contradictions[:_SHOWN]
        ]
        words = self._words
        head = [words.say("what they differ in"), words.say("one side"), words.say("the other")]
        return markup.table(head, rows) if rows else ""

    def _about(self, one: Contradiction) -> str:
        group = "about" if one.about in ("agent", "place", "time", "act") else "measure"
        return self._words.term(one.about, group)

    def _side(self, about: Contradiction, claims: tuple[str, ...]) -> str:
        rows = [self._claims[key] for key in claims if key in self._claims]
        said = dict.fromkeys(
            f"{self._by(row)}: {markup.name(self._words.differing(row.claim, about.about))}"
            for row in rows
        )
        return f"{'; '.join(said)} {self._marks(claims)}"

    def _by(self, row: Found) -> str:
        told = row.claim.attribution
        return markup.name(told[-1].name if told else row.outlet) or markup.shown(
            self._words.say("the outlet itself")
        )

    def _quotes(self) -> str:
        rows = "".join(self._quote(row) for row in self._story.claims[:_SHOWN])
        return f'<ol class="vitne-claims">{rows}</ol>' if rows else ""

    def _quote(self, row: Found) -> str:
        words = self._words
        said = [
            markup.span("what", markup.name(words.claim(row.claim))),
            markup.span("mark", markup.shown(words.mark(row.claim, row.review))),
            self._by(row),
            markup.span("by", markup.name(row.outlet or row.file)),
        ]
        text = (
            f'<span dir="auto"{markup.language(row.language)}>{markup.name(row.claim.text)}</span>'
        )
        number = markup.span("no", str(self._numbers[row.claim.id]))
        return f"<li>{number}{' · '.join(filter(None, said))}<br>{markup.span('quote', text)}</li>"

    def _marks(self, claims: tuple[str, ...]) -> str:
        known = sorted({self._numbers[key] for key in claims if key in self._numbers})
        return markup.span("number", " ".join(f"[{number}]" for number in known))
