"""Writes synthetic reports, sentence by sentence, and keeps which incident each is about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
from synthetic_words import LANGUAGES, person

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from synthetic_words import Combined, War, Words
    from synthetic_world import Happening

Sentence = tuple[str, str | None]  # its words, and the incident it is about
Paragraph = list[Sentence]

_STYLES = ("exact", "least", "over", "about", "several")
_OFTEN = (35, 40, 12, 8, 5)
_LONG_AGO = 5  # days, after which a report gives a date
_FEW, _MANY = 9, 20  # "several" is never more, "about" never less


class Story(msgspec.Struct, frozen=True):
    """A report before it is laid out: what an agency sends and outlets reprint."""

    language: str
    day: int
    about: str | None
    headline: Sentence
    second: Sentence  # the headline of an outlet that does not take the agency's
    paragraphs: tuple[Paragraph, ...]
    place: str = ""


class Page(msgspec.Struct, frozen=True):
    """A report as it is published; spans are in code points, the last item is the incident."""

    text: str
    sentences: list[tuple[int, int, str | None]]


def story(
    happening: Happening, war: War, words: Words, rng: random.Random, *, day: int,
    aside: Sequence[Happening] = (),
) -> Story:  # fmt: skip
    """A report of one incident, with others told in passing."""
    about = happening.id
    slots = view(happening, war, words, rng, day)
    fresh = {**slots, **_voiced(happening, words, rng, day, slots)}
    late = day > happening.day
    lead = _one(words.update if late else words.lead, slots, rng)
    if late and rng.random() < 0.5:
        lead += " " + _one(words.passing[:1], slots, rng)
    rows: list[Paragraph] = [[(lead, about)]]
    rows.append([(_one(words.toll, fresh, rng), about)])
    for patterns, chance in ((words.witness, 0.7), (words.part, 0.4 * (happening.killed > 5)),
                             (words.witness, 0.3), (words.behind, 0.4)):  # fmt: skip
        if rng.random() < chance:
            rows.append([(_one(patterns, fresh, rng), about)])
    if happening.by == "group" and rng.random() < 0.3:
        rows.append([(_one(words.blame, slots, rng), about)])
    if happening.by != "group" and rng.random() < 0.3:
        sides = (words.theirs, words.ours)
        rows.append([(_one(patterns, slots, rng), about) for patterns in sides])
    rows += [[_aside(other, war, words, rng, day)] for other in aside]
    rows += _setting(words, slots, rng)
    first, second = ((_one(words.headline, slots, rng), about) for _ in range(2))
    return Story(words.code, day, about, first, second, tuple(rows), happening.town.name)


def _setting(words: Words, slots: dict[str, str], rng: random.Random) -> list[Paragraph]:
    """What else a report says: how people live there, and the toll of the war so far."""
    rows: list[Paragraph] = []
    if rng.random() < 0.4:
        rows.append([(_one(words.war, slots, rng), None)])
    for _ in range(rng.randrange(2, 10)):
        rows.append([(_joined(words.background, slots, rng), None) for _ in range(2)])
    if rng.random() < 0.5:
        rows.append([(_one(words.background.single, slots, rng), None)])
    return rows


def _aside(other: Happening, war: War, words: Words, rng: random.Random, day: int) -> Sentence:
    return _one(words.passing, view(other, war, words, rng, day), rng), other.id


def peace(words: Words, rng: random.Random, day: int) -> Story:
    """A report of anything but conflict."""
    topic = words.peace[rng.choice(list(words.peace))]
    slots = {
        "team": rng.choice(words.towns), "team2": rng.choice(words.towns),
        "home": rng.choice(words.towns), "company": person(rng).split()[1] + " Marin",
    }  # fmt: skip
    rows: list[Paragraph] = []
    for _ in range(rng.randrange(4, 12)):
        rows.append([(_joined(topic, slots | _figures(rng), rng), None) for _ in range(2)])
    headline = (_one(topic.headline, slots | _figures(rng), rng), None)
    return Story(words.code, day, None, headline, headline, tuple(rows))


def _figures(rng: random.Random) -> dict[str, str]:
    a, b = rng.randrange(2, 9), rng.randrange(2)
    return {"name": person(rng), "a": str(a), "b": str(b), "c": str(rng.randrange(11, 95))}


def view(
    happening: Happening, war: War, words: Words, rng: random.Random, day: int
) -> dict[str, str]:
    """An incident in the words of one language, as it is known on a day."""
    code, act = words.code, words.acts[happening.act]
    killed, wounded = happening.known(day)
    army = words.voices[-1].format(nation=war.nations[code])
    slots = {
        "town": happening.town.name, "country": war.names[code], "group": war.groups[code],
        "nation": war.nations[code], "army": army, "noun": act.noun, "the": act.the, "by": act.by,
        "people": words.people[happening.status], "when": when(words, happening.day, day, rng),
        "killed": counted(words, killed, rng), "wounded": counted(words, wounded, rng),
        "number": words.number(killed), "part": words.number(max(2, killed // 3)),
        "enemy": words.number(happening.enemy), "own": words.number(happening.own),
        "cumulative": _grouped(words, 1_000 + (day * 7 + len(war.towns) * 900) % 60_000),
        "since": str(war.since), "relay": rng.choice(words.agencies),
        "people_count": _grouped(words, happening.town.population // 1000 * 1000),
        "distance": str(20 + happening.town.geonameid % 700),
    }  # fmt: skip
    slots["clause"] = rng.choice(act.clause).format_map(slots)
    slots["voice"] = rng.choice(words.voices).format_map(slots)
    for name in ("killed", "when", "clause", "voice", "group", "army", "the", "noun", "part"):
        slots[name.capitalize()] = capital(slots[name])
    return slots


def _voiced(
    happening: Happening, words: Words, rng: random.Random, day: int, slots: dict[str, str]
) -> dict[str, str]:
    """Another voice, with figures of its own that may be a little behind."""
    voice = rng.choice(words.voices).format_map(slots)
    killed, wounded = happening.known(day - rng.randrange(2))
    told = counted(words, killed, rng)
    return {
        "voice": voice, "Voice": capital(voice), "killed": told, "Killed": capital(told),
        "wounded": counted(words, wounded, rng),
    }  # fmt: skip


def counted(words: Words, value: int, rng: random.Random) -> str:
    """A count of people, in words that are true of it: "minst tolv", "over 30", "flere"."""
    style = rng.choices(_STYLES, _OFTEN)[0]
    if (style == "several" and value > _FEW) or (style == "about" and value < _MANY):
        style = "exact"
    if style == "over":
        value = value - 1 if value > 3 else value
        style = "least" if value < 3 else style
    return words.counts[style].format(n=words.number(value))


def when(words: Words, then: int, now: int, rng: random.Random) -> str:
    """The day of an act as a report of another day tells it."""
    gone, date = now - then, dt.date.fromordinal(then)
    if gone > _LONG_AGO:
        return words.date_then.format(day=date.day, month=words.months[date.month - 1])
    patterns = words.today if gone == 0 else words.yesterday if gone == 1 else words.earlier
    return rng.choice(patterns).format(weekday=words.weekdays[date.weekday()])


def dated(words: Words, day: int) -> str:
    """A date as a header writes it."""
    date = dt.date.fromordinal(day)
    told = words.date.format(day=date.day, month=words.months[date.month - 1], year=date.year)
    return words.header.format(date=told)


def lay_out(
    told: Story, words: Words, *, agency: str | None, header: str | None, first: bool
) -> Page:
    """The text of a report with its headline, header, dateline and credit, and its spans."""
    pieces: list[str] = []
    spans: list[tuple[int, int, str | None]] = []
    at = 0

    def put(text: str, about: str | None, after: str) -> None:
        nonlocal at
        if about is not None:
            spans.append((at, at + len(text), about))
        pieces.append(text + after)
        at += len(text) + len(after)

    put(*told.headline, "\n\n")
    if header:
        put(header, None, "\n\n")
    if agency and first and told.place:
        put(words.dateline.format(TOWN=told.place.upper(), agency=agency), None, "")
    for paragraph in told.paragraphs:
        for text, about in paragraph[:-1]:
            put(text, about, " ")
        put(*paragraph[-1], "\n\n")
    if agency and not first:
        put(words.credit[0].format(agency=agency), None, "\n\n")
    return Page("".join(pieces).rstrip() + "\n", spans)


def edited(told: Story, rng: random.Random) -> Story:
    """A story as an outlet reprints it: perhaps cut at the end, perhaps a sentence less."""
    rows = list(told.paragraphs)
    if len(rows) > 4 and rng.random() < 0.5:
        rows = rows[: -rng.randrange(1, 3)]
    if len(rows) > 4 and rng.random() < 0.3:
        del rows[rng.randrange(2, len(rows))]
    headline = told.second if rng.random() < 0.4 else told.headline
    return msgspec.structs.replace(told, paragraphs=tuple(rows), headline=headline)


def pick_language(rng: random.Random) -> str:
    """The language of a report."""
    return rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]


def _one(patterns: Sequence[str], slots: dict[str, str], rng: random.Random) -> str:
    return capital(patterns[int(rng.random() * len(patterns))].format_map(slots))


def _joined(rows: Combined, slots: dict[str, str], rng: random.Random) -> str:
    who = rows.who[int(rng.random() * len(rows.who))]
    what = rows.what[int(rng.random() * len(rows.what))]
    return f"{who} {what}.".format_map(slots)


def capital(text: str) -> str:
    """A text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _grouped(words: Words, value: int) -> str:
    """A figure with the mark of thousands of the language."""
    mark = {"en": ",", "sv": " "}.get(words.code, ".")
    return f"{value:,}".replace(",", mark)
