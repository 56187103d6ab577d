"""A record in which everything that somebody else wrote tries to act on whoever looks at it.

Texts, titles, outlets, addresses, files, languages, names of actors, voices and places, reasons and
authors of judgements hold mark-up, scripts, templates, signs that turn the direction of writing or
cannot be seen, storms of accents, numbers beyond all columns, and days of the year 1. Articles are
captured and read as always; names that no pack would give are put into their claims afterwards, as
a broken reader or another program might have.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import msgspec
from records import AT, OPERATOR, capture

from vitne import pipeline
from vitne.model import Action, Claim, Judgement, Metadata, Reading
from vitne.packs.pack import Packs
from vitne.record import linking
from vitne.record.database import Record
from vitne.record.judgements import add
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACT = "window.owned=1"  # what none of them may bring about
STORM = "Z" + "\u0301\u0323\u0346" * 400
WORD = "Donaudampfschifffahrt" * 250
DIGITS = "9" * 400
EVIL = {
    "script": f"<script>{ACT}</script>",
    "image": f'"><img src=x onerror="{ACT}">',
    "quote": f"' onmouseover='{ACT}' autofocus onfocus='{ACT}",
    "template": "{{7*7}}${7*7}#{7*7}<%=7*7%>{% raw %}",
    "close": f"</title></textarea></style></script><svg/onload={ACT}>",
    "address": f"javascript:{ACT}",
    "data": f"data:text/html,<script>{ACT}</script>",
    "turned": "\u202e\u2066drept 5 etset\u2069\u202d \u200f\u200e",
    "unseen": "a\u200bb\u200c\u2060\ufeff\u00adc",
    "nul": "a\x00b\x07c\x1b[31m",
    "smile": "👩‍👩‍👧‍👦🏴‍☠️😀",
    "storm": STORM,
    "word": WORD,
    "digits": DIGITS,
    "formula": f"=HYPERLINK(\"javascript:{ACT}\",\"x\")",
    "path": "../../../etc/passwd",
    "query": "?x=1&csrf=2#claim-3%00%0d%0aSet-Cookie: a=b",
    "newline": "a\r\nSet-Cookie: owned=1\r\n\r\n<b>x",
    "blank": " \u3000\u2003 ",
    "arabic": "قال المتحدث <b>إن</b> خمسة قتلوا",
}  # fmt: skip
_REPORT = """{title}

{title} Minst {number} personer ble drept og 12 såret da russiske fly bombet Kharkiv tirsdag 5. mars 2024, opplyser
politiet i byen. {title}

{middle}

Russiske styrker angrep byen med droner og raketter, og hæren svarte med artilleri, ifølge forsvarsdepartementet.
Tre soldater ble drept i kampene, og flere hundre flyktet fra bombene, melder Reuters. Kamphandlingene fortsetter.

Russland nekter for å stå bak. «{title}», sier en talsmann for guvernøren. Ukraina truer med hevn.
"""
_PAGE = """<!doctype html><html><head><title>{title}</title><meta property="og:url" content="javascript:{act}"></head>
<body><article><h1>Angrep &lt;script&gt;{act}&lt;/script&gt;</h1><p>Minst fem personer ble drept da russiske fly bombet
Odesa onsdag 6. mars 2024, opplyser &lt;img src=x onerror={act}&gt; politiet.</p><script>{act}</script></article></body></html>
"""
LONG = 10_000_000  # characters of one paragraph
_PARTS = ("agents", "targets", "attribution")  # parts of a claim that hold actors


def make(path: Path) -> None:
    """Make the record."""
    packs = Packs()
    with Record.open(str(path), create=True) as record:
        taken = [Taken(one, reading=pipeline.read(one, packs)) for one in _captures()]
        names = {part: itertools.cycle(EVIL.values()) for part in (*_PARTS, "place", "toll")}
        spoiled = [_spoiled(one, names) for one in taken]
        with record.writing() as connection:
            keep(connection, spoiled, at=AT, operator=EVIL["image"])
        linking.link(record, at=AT, operator=OPERATOR)
        _judge(record, [one.reading for one in taken if one.reading])


def _captures() -> list[Any]:
    found = []
    for name, evil in EVIL.items():
        text = _REPORT.format(title=evil, middle=evil * 3, number=DIGITS if name == "digits" else 5)
        known = Metadata(
            url=evil, publisher=evil, title=evil, published="2024-03-05", language="nb"
        )
        found.append(capture(f"{evil}/{name}.txt", text, known))
    page = _PAGE.format(title=EVIL["close"], act=ACT)
    found.append(capture("side.html", page, Metadata(url=f"https://x.example/{EVIL['image']}")))
    first = Metadata(published="0001-01-01", publisher="År én", language="nb")
    told = _REPORT.format(title="Dag én", middle="1. januar 0001.", number=0).replace(
        "2024", "0001"
    )
    found.append(capture("first.txt", told, first))
    long = _REPORT.format(title="Lang", middle="a" * (LONG - 100_000) + " b" * 50_000, number=7)
    found.append(
        capture("long.txt", long, Metadata(publisher="Lang", published="2024-03-05", language="nb"))
    )
    return found


def _spoiled(one: Taken, names: dict[str, Iterator[str]]) -> Taken:
    """A reading whose claims bear names that no pack gives."""
    if one.reading is None:
        return one
    claims = tuple(_renamed(claim, names) for claim in one.reading.claims)
    language = (
        'x-"><script>' if EVIL["script"] in one.capture.file else one.reading.article.language
    )
    article = msgspec.structs.replace(one.reading.article, language=language)
    reading = msgspec.structs.replace(one.reading, claims=claims, article=article)
    return msgspec.structs.replace(one, reading=reading)


def _renamed(claim: Claim, names: dict[str, Iterator[str]]) -> Claim:
    changed: dict[str, Any] = {
        part: tuple(
            msgspec.structs.replace(who, name=next(names[part])) for who in getattr(claim, part)
        )
        for part in _PARTS
    }
    if claim.place is not None and claim.kind != "toll":
        name = next(names["place"])
        changed["place"] = msgspec.structs.replace(claim.place, name=name, control=name)
    if claim.toll is not None:
        changed["toll"] = msgspec.structs.replace(
            claim.toll, who=next(names["toll"]), side=next(names["toll"])
        )
    return msgspec.structs.replace(claim, **changed)


def _judge(record: Record, readings: list[Reading]) -> None:
    """Decide things, in words that try to act too."""
    tolls = [claim.id for reading in readings for claim in reading.claims if claim.kind == "toll"]
    with record.writing() as connection:
        for evil, claim in zip(EVIL.values(), tolls, strict=False):
            said = evil.strip()[:10_000] or "x"
            printable = "".join(filter(str.isprintable, evil))  # no other name is taken
            author = f"{printable[:80]} {EVIL['script']}"
            add(connection, _made(Action.REJECT, claim, author, reason=said))
            add(connection, _made(Action.NOTE, claim, author, value=said))
        corrected = {
            "toll.who": EVIL["image"],
            "place.name": EVIL["close"],
            "sub_event": EVIL["quote"],
        }
        for field, value in corrected.items():
            made = _made(
                Action.CORRECT, tolls[-1], EVIL["image"], reason=EVIL["template"], value=value
            )
            add(connection, msgspec.structs.replace(made, field=field))
    linking.link(record, at=AT, operator=OPERATOR)


def _made(action: Action, claim: str, author: str, **said: Any) -> Judgement:
    return Judgement(id="", at=AT, author=author, action=action, claims=(claim,), **said)
