"""How claims, incidents, estimates, voices and articles are shown: as a line, as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.incidents.voices import independent
from vitne.notebooks import columns, markup
from vitne.notebooks.listing import View
from vitne.notebooks.ranges import Scale, estimate, toll
from vitne.record import schema
from vitne.wording import to_say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.model import Estimate, Incident
    from vitne.notebooks.columns import EstimateRow
    from vitne.notebooks.rows import ArticleRow, ClaimRow
    from vitne.record.speaking import Speaker
    from vitne.wording import Wording

_ALWAYS = ("killed", "wounded")  # measures that are told of, if only that nothing is reported
_SILENT = "unreported"


def _claim_line(row: ClaimRow, words: Wording) -> str:
    mark = words.mark(row.claim, row.review)
    said = f"{words.claim(row.claim)} [{mark}]" if mark else words.claim(row.claim)
    return f'{said} · {_voice(row, words)} · "{markup.cut(row.claim.text, 80)}"'


def _voice(row: ClaimRow, words: Wording) -> str:
    told = row.claim.attribution
    return told[-1].name if told else (row.outlet or words.say("the outlet itself"))


def _claim_table(rows: Sequence[ClaimRow], words: Wording) -> str:
    tolls = [row.claim.toll for row in rows if row.claim.toll is not None]
    scale = Scale(number for one in tolls for number in (one.low, one.high))
    head = [words.say(name) for name in _HEADS["claims"]]
    return markup.table(head, (_claim_cells(row, scale, words) for row in rows))


def _claim_cells(row: ClaimRow, scale: Scale, words: Wording) -> Iterator[str]:
    claim = row.claim
    mark = markup.span("mark", markup.shown(words.mark(claim, row.review)))
    if claim.toll is None:
        yield " · ".join(filter(None, (markup.name(words.claim(claim)), mark)))
    else:
        whose = [markup.shown(words.term(claim.toll.measure, "measure")),
                 markup.name(words.people(claim.toll)), mark]  # fmt: skip
        yield f"{toll(claim.toll, scale, words)}<br>{' · '.join(filter(None, whose))}"
    yield markup.name(_voice(row, words))
    yield f"{markup.name(words.where(claim.place))}<br>{markup.shown(words.when(claim.time))}"
    yield markup.span("quote", markup.name(claim.text))


def _incident_line(one: Incident, words: Wording) -> str:
    told = [f"{words.term(found.measure)} {words.estimate(found)}" for found in _told(one)]
    return f"{words.label(one)}: {', '.join(told) or words.say('no toll reported')}"


def _told(one: Incident) -> list[Estimate]:
    return [found for found in one.estimates.values() if found.known != _SILENT]


def _incident_table(rows: Sequence[Incident], words: Wording) -> str:
    more = any(_others(one) for one in rows)
    scale = Scale(_numbers(found for one in rows for found in _told(one)))
    head = [words.say("what, where, when"), *(words.term(one, "measure") for one in _ALWAYS),
            *([words.say("otherwise harmed")] if more else []), words.say("told by")]  # fmt: skip
    return markup.table(head, (_incident_cells(one, scale, words, more=more) for one in rows))


def _others(one: Incident) -> list[Estimate]:
    return [found for found in _told(one) if found.measure not in _ALWAYS]


def _numbers(some: Iterable[Estimate]) -> Iterator[int | None]:
    for one in some:
        yield from (one.low, one.best, one.high)


def _incident_cells(one: Incident, scale: Scale, words: Wording, *, more: bool) -> Iterator[str]:
    yield f"{markup.name(words.label(one))}<br>{markup.span('by', markup.shown(one.id))}"
    for measure in _ALWAYS:
        found = one.estimates.get(measure)
        none = markup.span("silent", markup.shown(words.term(_SILENT, "known")))
        yield estimate(found, scale, words) if found is not None else none
    if more:
        yield "<br>".join(
            f"{markup.span('measure', markup.shown(words.term(found.measure, 'measure')))} "
            f"{estimate(found, scale, words)}"
            for found in _others(one)
        )
    told = [words.count("independent voice", len(independent(one.voices))),
            words.count("article", len(one.articles))]  # fmt: skip
    if one.contradictions:
        told.append(words.say("at odds"))
    yield "<br>".join(map(markup.shown, told))


def _estimate_line(row: EstimateRow, words: Wording) -> str:
    whose = words.people(row.estimate)
    measure = words.term(row.estimate.measure, "measure")
    name = f"{measure} ({whose})" if whose else measure
    return f"{words.label(row.incident)}: {name}: {words.in_full(row.estimate)}"


def _estimate_table(rows: Sequence[EstimateRow], words: Wording) -> str:
    scale = Scale(_numbers(row.estimate for row in rows))
    head = [words.say(name) for name in _HEADS["estimates"]]
    return markup.table(
        head,
        (
            (
                markup.name(words.label(row.incident)),
                markup.shown(words.term(row.estimate.measure, "measure")),
                markup.name(words.people(row.estimate)),
                estimate(row.estimate, scale, words),
                markup.shown("" if row.estimate.best is None else words.number(row.estimate.best)),
                markup.shown(", ".join(row.estimate.rules)),
            )
            for row in rows
        ),
    )


def _voice_line(one: Speaker, words: Wording) -> str:
    return f"{one.name} ({words.term(one.role, 'voice_role')}): {words.count('incident', one.incidents)}"


def _voice_table(rows: Sequence[Speaker], words: Wording) -> str:
    head = [words.say(name) for name in _HEADS["voices"]]
    return markup.table(head, (_voice_cells(one, words) for one in rows))


def _voice_cells(one: Speaker, words: Wording) -> Iterator[str]:
    yield markup.name(one.name)
    yield markup.shown(words.term(one.role, "voice_role"))
    counts = one.incidents, one.periods, one.claims, one.alone, one.contradicted, one.superseded
    yield from (markup.span("number", markup.shown(words.number(count))) for count in counts)


def _article_line(one: ArticleRow, words: Wording) -> str:
    outlet = one.outlet or words.say("outlet not known")
    return f"{one.title or one.file} · {outlet} · {words.count('claim', one.claims)}"


def _article_table(rows: Sequence[ArticleRow], words: Wording) -> str:
    head = [words.say(name) for name in _HEADS["articles"]]
    return markup.table(head, (_article_cells(one, words) for one in rows))


def _article_cells(one: ArticleRow, words: Wording) -> Iterator[str]:
    yield f"{markup.name(one.title or one.file)}<br>{markup.span('by', markup.shown(one.id[:16]))}"
    yield markup.name(one.outlet) or markup.span("silent", markup.shown(words.say("not known")))
    first, last = one.published_earliest, one.published_latest
    days = words.days(first, last) if first and last else words.say("not known")
    yield markup.shown(days)
    yield markup.shown(words.language(one.language))
    yield markup.span("number", markup.shown(words.number(one.claims)))


def record(connection: sa.Connection, name: str, words: Wording) -> Iterator[str]:
    """What a record holds, in numbers."""
    yield markup.div("head", markup.name(name))
    tables = (("article", schema.articles), ("claim", schema.claims),
              ("incident", schema.incidents), ("judgement", schema.judgements))  # fmt: skip
    counts = (
        (noun, connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0)
        for noun, table in tables
    )
    yield markup.div(
        "sub", markup.shown(" · ".join(words.count(noun, many) for noun, many in counts))
    )


_HEADS = {
    "claims": (to_say("what is said"), to_say("who says it"), to_say("where, when"),
               to_say("in the words")),
    "estimates": (to_say("incident"), to_say("measure"), to_say("people"), to_say("range"),
                  to_say("best"), to_say("rules")),
    "voices": (to_say("voice"), to_say("role"), to_say("incidents"), to_say("periods"),
               to_say("claims"), to_say("alone"), to_say("contradicted"), to_say("revised")),
    "articles": (to_say("article"), to_say("outlet"), to_say("published"),
                 to_say("language"), to_say("claims")),
}  # fmt: skip
CLAIMS: View[ClaimRow] = View("claim", columns.CLAIMS, _claim_line, _claim_table)
INCIDENTS: View[Incident] = View("incident", columns.INCIDENTS, _incident_line, _incident_table)
ESTIMATES: View[EstimateRow] = View("estimate", columns.ESTIMATES, _estimate_line, _estimate_table)
VOICES: View[Speaker] = View("voice", columns.VOICES, _voice_line, _voice_table)
ARTICLES: View[ArticleRow] = View("article", columns.ARTICLES, _article_line, _article_table)
