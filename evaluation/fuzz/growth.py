"""Looks for inputs that take more than linear time: pieces repeated once, four and sixteen times over.

`python evaluation/fuzz --growth` measures processor time. What is linear grows four times as long
from each size to the next; sorting grows a little more.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Any

from fuzz import web
from fuzz.target import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STEP = 4  # from one size to the next
_MOST = 6.0  # growth of time from one size to the next that is told as more than linear
_LEAST_SECONDS = 0.02  # of the larger size: what takes less is not told apart from chance
_TOO_LONG = 60.0  # seconds; what takes as long is told without being repeated more

# Pieces of text, by what they are; each is repeated up to a size.
TOKENS = {
    "letters": "a", "capitals": "A", "digits": "7", "spaces": " ", "newlines": "\n", "tabs": "\t",
    "commas": ", ", "commas alone": ",", "full stops": ".", "full stops apart": "a. ", "colons": ": ",
    "semicolons": "x; ", "questions": "hva? ", "ellipses": "… ", "dots": "... ", "hyphens": "a-", "hyphens alone": "-",
    "dashes": "– ", "dashes without blanks": "–", "minus": "−1 ", "slashes": "a/", "apostrophes": "'", "apostrophes apart": "o' ",
    "quotes opened": "«", "quotes closed": "»", "quotes nested": "«a ", "quotes nested and closed": "«a» ",
    "quotes straight": '"', "quotes straight with words": '"ja" ', "quotes curly": "“", "quotes of both kinds": "«“",
    "quotes single": "‘a’ ", "brackets opened": "(", "brackets closed": ")", "brackets with words": "(a) ",
    "square brackets": "[", "braces": "{", "one capital word": "Aa ", "names": "Ola Nordmann ",
    "names with hyphens": "Al-", "names with particles": "van der ", "names joined": "Ola og ", "initials": "A. B. ",
    "towns": "Kabul ", "towns joined": "Kabul, ", "towns in towns": "i Kabul i ", "states": "Syria ", "nations": "syriske ",
    "numbers": "12 ", "numbers joined": "12 og ", "numbers with commas": "1,", "thousands": "1.000 ", "thousands joined": "1.000.",
    "long numbers": "123456789", "number words": "tolv ", "multipliers": "tusen ", "compounds": "tjue", "ranges": "10-",
    "ranges in words": "mellom to og ", "hedges": "minst ", "up to": "opp mot ", "percent": "5% ", "ordinals": "1. ",
    "years": "2020 ", "dates": "3. mai 2020 ", "dates broken": "31.02.2020 ", "clocks": "kl. 14.05 ", "weekdays": "mandag ",
    "since": "siden ", "nights": "natt til lørdag ", "days ago": "for to dager siden ", "months": "mai ",
    "relative pronouns": "som ", "relative pronouns en": "who ", "that": "at ", "and": "og ", "or": "eller ", "if": "hvis ",
    "because": "fordi ", "not": "ikke ", "he": "han ", "they": "de ", "it": "den ", "articles": "en ", "prepositions": "i ",
    "of": "av ", "of them": "av dem ", "among": "blant dem ", "says": "sier ", "says that": "sier at ", "according to": "ifølge ",
    "according to names": "ifølge AFP ", "agencies": "AFP ", "spokesmen": "talsmann for ", "headline speakers": "Hæren: ",
    "killed": "drept ", "killed and": "drept og ", "dead": "12 drept ", "dead and wounded": "12 drept og 3 såret, ",
    "dead of them": "12 drept, av dem 3 barn, ", "passive": "ble drept ", "victims first": "soldater ", "soldiers and": "soldater og ",
    "tolls": "Minst tolv soldater ble drept i Kabul natt til lørdag. ", "tolls without stops": "tolv drept i Kabul ",
    "attacks": "angrep ", "attacks and": "angrep og ", "threats": "truer med å ", "demands": "krever at ", "denials": "nekter for ",
    "conditions": "dersom hæren angriper ", "accused": "anklager ", "compounds of attack": "rakettangreps", "owners": "hærens ",
    "pointing": "byen ", "gangs": "gruppa ", "clauses": "som sa at han som ", "clauses with commas": ", som ble drept, ",
    "speech": "– Ja, sier han. ", "speech lines": "– Ja, sier han.\n", "speech in speech": "«– ",
    "paragraphs": "a\n\n", "paragraphs of tolls": "Tolv ble drept i Kabul.\n\n", "captions": "Foto: AP / NTB\n",
    "kickers": "KAMPER: ", "stamps": "Kl. 14.05: a\n", "promotions": "Les også: a\n", "agencies marked": "(©NTB) ", "datelines": "Barda, onsdag 28. oktober 2020 (NTB-AFP):\n",
    "headers": "Publisert 3. mars 2021\n", "combining marks": "e\u0301", "combining marks alone": "\u0301", "zero width": "\u200b",
    "no-break spaces": "\u00a0", "line separators": "\u2028", "emoji": "👩‍👩‍👧", "folding letters": "İ", "ligatures": "ﬁ",
    "right to left": "\u202eא ", "arabic digits": "٣", "chinese": "中", "soft hyphens": "a\u00ad", "nul": "\x00", "replacement": "\ufffd",
    "underscores": "_", "at signs": "a@", "urls": "http://a.b/c ", "hashes": "#a ", "stars": "* a\n", "bullets": "• a\n",
}  # fmt: skip
TOKENS_EN = {
    "who who": "who ", "which": ", which ", "said": "said ", "said that": "said that ", "of the": "of the ", "killed in": "killed in ",
    "tolls": "At least twelve soldiers were killed in Kabul on Saturday, police said. ", "killing": "killing ", "dozens of": "dozens of ",
    "between": "between two and ", "after": "after ", "after a": "after a bomb killed ", "possessives": "army's ", "quotes": "“Yes,” he said. ",
    "mr": "Mr. ", "initials": "U.S. ", "the": "the ", "to": "to ", "by": "by ", "and the": "and the ", "spokesman": "spokesman for ",
    "it": "it ", "they": "they said they would ", "but": "but ", "if": "if ", "not": "no ", "at least": "at least ", "claimed": "claimed that ",
    "accused": "accused of ", "oct": "Oct 3 ", "on": "on Saturday ", "people": "people ", "among": "among them ", "headline": "12 killed: ",
}  # fmt: skip
MARKUP = {
    "opened": "<div>", "opened inline": "<b>", "opened paragraphs": "<p>a", "closed": "</div>", "links": "<a href='/'>a</a>",
    "tables": "<table><tr><td>", "rows": "<tr><td>a</td></tr>", "lists": "<ul><li>a", "attributes": "<p a=1>", "classes": "<p class='caption'>a</p>",
    "boxes": "<aside class='fact'><p>a</p>", "articles": "<article>", "articles with text": "<article><p>a</p></article>", "comments": "<!--", "comments closed": "<!-- a -->",
    "cdata": "<![CDATA[", "less than": "<", "ampersands": "&", "entities": "&amp;", "entities broken": "&#", "scripts": "<script>", "styles": "<style>",
    "headings": "<h1>a</h1>", "headings opened": "<h2>", "figures": "<figure><figcaption>a", "breaks": "<br>", "spans": "<span>a ", "formatting": "<b><i><p>", "forms": "<form>",
    "selects": "<select><option>", "templates": "<template>", "svg": "<svg><p>", "times": "<time datetime=2020-01-01>a</time>", "metas": "<meta property='og:title' content='a'>",
    "json": "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>", "json nested": "<script type='application/ld+json'>[[[[</script>",
    "dates": "<p>3. mai 2020</p>", "text": "tolv drept ", "quotes": '<p a="', "doctypes": "<!doctype html>", "hidden": "<div hidden>", "noscript": "<noscript>",
}  # fmt: skip
FEED = {
    "items": "<item><link>/a</link><title>a</title></item>", "items opened": "<item>", "titles": "<title>a", "cdata": "<![CDATA[a]]>", "entities": "&amp;",
    "ampersands": "&", "attributes": " a='1'", "tags": "<a>", "tags closed": "</a>", "comments": "<!-- a -->", "comments opened": "<!--", "links": "<link href='/a'/>",
    "dates": "<pubDate>Sun, 04 Oct 2020 00:30:00 +0200</pubDate>", "namespaces": "<a xmlns:b='c'>", "less than": "<", "quotes": '<a b="', "text": "a ", "urls": "<url><loc>http://a/</loc></url>",
    "urls opened": "<url>", "prefixes": "<b:a>", "doctypes": "<!DOCTYPE a>", "declarations": "<?xml version='1.0'?>", "html": "&lt;p&gt;a",
}  # fmt: skip
LINES = {
    "lines": '{"text":"a"}\n', "brackets": "[", "braces": '{"a":', "strings": '"', "blanks": " ", "empty lines": "\n", "escapes": "\\u0041", "digits": "1", "commas": "[],",
}  # fmt: skip
ARCHIVE = {
    "records": web.ARCHIVES[0].decode(), "heads": "WARC/1.0\r\n\r\n", "headers": "X-A: b\r\n", "chunks": "1\r\na\r\n", "blanks": "\r\n", "names": "WARC-Type: response\r\n",
}  # fmt: skip
Kinds = dict[str, tuple[dict[str, str], str, int]]
DOORS: Kinds = {  # door: what is repeated in it, what stands before, the smallest size in bytes
    "claims-nb": (TOKENS, "Krig i Kabul: tolv soldater ble drept i et angrep.\n\n", 16_000),
    "claims-en": (TOKENS_EN, "War in Kabul: twelve soldiers were killed in an attack.\n\n", 16_000),
    "captures-text": (TOKENS, "", 8_000),
    "captures-html": (MARKUP, "<html><body><p>Krig i Kabul.</p>", 8_000),
    "captures-feed": (FEED, "<rss version='2.0'><channel>", 4_000),
    "captures-sitemap": (FEED, "<urlset>", 16_000),
    "captures-jsonl": (LINES, "", 16_000),
    "captures-warc": (ARCHIVE, "", 16_000),
    "captures-meta": (LINES, '{"title": "', 4_000),
}


def measure(names: list[str], told: Callable[[str], None]) -> list[dict[str, Any]]:
    """Measure all doors asked for; what grows too fast comes with `finding` true."""
    found = []
    for door in names:
        for row in _of_door(door):
            found.append(row)
            mark = "FOUND" if row["finding"] else "     "
            times = " ".join(f"{seconds:8.3f}" for seconds in row["seconds"])
            told(f"{mark} {door:<18} {row['piece']:<26} {times} s   {row['growth']:.1f}")
    return found


def _of_door(door: str) -> Iterator[dict[str, Any]]:
    pieces, before, size = DOORS[door]
    run = load(door).run
    run(before.encode())
    for name, piece in pieces.items():
        yield _row(door, name, run, _filler(before, piece, size))


def _filler(before: str, piece: str, size: int) -> Callable[[int], bytes]:
    def filled(times: int) -> bytes:
        return (before + piece * (times * size // len(piece.encode()))).encode()

    return filled


def _row(
    door: str, name: str, run: Callable[[bytes], None], filled: Callable[[int], bytes]
) -> dict[str, Any]:
    seconds = [_seconds(run, filled(1)), _seconds(run, filled(_STEP))]
    if seconds[1] < _TOO_LONG:
        seconds.append(_seconds(run, filled(_STEP * _STEP)))
    growth = _growth(seconds)
    if growth > _MOST:  # once more: a busy machine has caches that others have emptied
        again = [_seconds(run, filled(_STEP**power)) for power in range(len(seconds))]
        seconds = [min(pair) for pair in zip(seconds, again, strict=True)]
        growth = _growth(seconds)
    return {
        "door": door, "piece": name, "seconds": [round(one, 4) for one in seconds],
        "growth": round(growth, 2), "finding": growth > _MOST,
    }  # fmt: skip


def _seconds(run: Callable[[bytes], None], data: bytes) -> float:
    gc.collect()
    gc.disable()  # it is called for by what else lies in memory, and hides what the input costs
    try:
        began = time.process_time()
        run(data)
        return time.process_time() - began
    finally:
        gc.enable()


def _growth(seconds: list[float]) -> float:
    """How many times as long the largest size takes as the one before."""
    if seconds[-1] < _LEAST_SECONDS:
        return 1.0
    return seconds[-1] / max(seconds[-2], _LEAST_SECONDS / _STEP)
