"""Pages, feeds, sitemaps, archives and lines of JSON to begin with, and the pieces they are made of."""

from __future__ import annotations

from fuzz.mutating import HOSTILE, MARKS

TEXT_PIECES = (
    "Minst tolv soldater ble drept i Kabul natt til lørdag, opplyser hæren.", "Five killed in Gaza",
    "Barda, onsdag 28. oktober 2020 (NTB-AFP):\n", "Foto: AP / NTB", "RUINER: En mann leter.",
    "Kl. 14.05:", "(©NTB)", "Les også:", "date 2020-10", "aftenposten.no", "Publisert 3. mars 2021",
    "– Ja, sier han.", "«Nei», sa hun.", "Av Kari Nordmann", "12", "Ifølge AFP", "\n\n", "\n",
)  # fmt: skip
TEXT_GROUPS = (TEXT_PIECES, MARKS, HOSTILE)
_BREAKS = tuple("Fem såret i Gaza: «nå»".encode(code) for code in (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "windows-1252", "cp850", "mac-roman",
))  # fmt: skip
TEXTS = (*("\n\n".join(TEXT_PIECES[at:] + TEXT_PIECES[:at]).encode() for at in range(6)), *_BREAKS)

_TAGS = (
    "html", "head", "body", "article", "main", "header", "footer", "section", "div", "p", "h1", "h2",
    "h6", "figure", "figcaption", "time", "address", "aside", "ul", "li", "table", "tr", "td", "th",
    "a", "b", "em", "span", "br", "img", "video", "noscript", "iframe", "script", "style", "template",
    "svg", "math", "title", "meta", "link", "form", "button", "select", "option", "textarea", "object",
    "plaintext", "frameset", "noframes", "xmp", "q", "blockquote", "details", "dialog", "map", "nav",
)  # fmt: skip
_ATTRIBUTES = (
    ' class="article__fact-box"', ' class="caption credit byline"', ' hidden', ' aria-hidden="true"',
    ' style="display:none"', ' role="main"', ' datetime="2020-10-04T12:00:00+02:00"', ' lang="nn"',
    ' href="https://example.org/x"', ' charset="utf-7"', ' charset="windows-1252"', ' rel="author"',
    ' property="article:published_time"', ' content="2020-10-04"', ' content="31.02.2020"',
    ' property="og:title"', ' property="og:site_name"', ' name="date"', ' id="&#0;"', " =\"'", " a" * 20,
)  # fmt: skip
_SCHEMA = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fem drept",'
    '"datePublished":"2020-10-04T10:00:00Z","publisher":{"name":"NRK"},"inLanguage":"nb"}</script>'
)
PAGE_GROUPS = (
    tuple(f"<{tag}>" for tag in _TAGS), tuple(f"</{tag}>" for tag in _TAGS), _ATTRIBUTES,
    TEXT_PIECES, MARKS, HOSTILE,
    ("&amp;", "&#0;", "&#xD800;", "&#1114112;", "&nbsp;", "&lt;script&gt;", "<!--", "-->", "<![CDATA[",
     "]]>", "<!DOCTYPE html>", "<?xml version='1.0'?>", "</", "<", ">", _SCHEMA, '{"@graph":[[[',
     "<p" + " x=1" * 30 + ">", "<div>" * 60, "<b><p>" * 20),
)  # fmt: skip
PAGES = (
    f"""<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Fem drept | NRK</title>
<meta property="article:published_time" content="2020-10-04T12:00:00+02:00">{_SCHEMA}</head><body><nav>Meny
<a href="/">Forsiden</a></nav><article><h1>Fem drept i Kabul</h1><figure><img><figcaption>RUINER: En mann
leter. Foto: Reuters</figcaption></figure><p>Minst fem soldater ble drept i Kabul natt til lørdag, opplyser
hæren.</p><aside class="fact-box"><h2>Fakta</h2><ul><li>Byen har 4 millioner innbyggere.</li></ul></aside>
<p>– Vi svarer, sier en talsmann.</p><p class="promo"><a href="/x">Les også: Krigen</a></p></article>
<footer>Ansvarlig redaktør</footer></body></html>""".encode(),
    b"<h1>Five killed</h1><p>Five people were killed in Gaza on Saturday, police said.</p>",
    b"<html><body><main><table><tr><th>By</th><td>Gaza</td><td>12 killed</td></tr></table></main>",
    b"<html><body>" + b"<div><p>To</p>" * 12,
    '<html><head><meta charset="iso-8859-1"></head><body><p>Fem såret</p>'.encode("latin-1"),
)  # fmt: skip

FEEDS = (
    """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>NRK</title><item><title>Fem
drept</title><link>https://example.org/1</link><pubDate>Sun, 04 Oct 2020 00:30:00 +0200</pubDate></item>
<item><title><![CDATA[To <b>såret</b>]]></title><link>/2</link></item></channel></rss>""".encode(),
    b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>BBC</title><entry><title type="html">Six &amp;lt;b&amp;gt;
</title><link href="http://example.org/3"/><updated>2020-10-04T10:00:00Z</updated><source><title>AFP</title>
</source></entry></feed>""",
    b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>x:y</link><dc:date>2020</dc:date></item></rdf:RDF>""",
    b"<rss><channel><item><link>http://[::1</link><pubDate>0</pubDate></item>",
)  # fmt: skip
SITEMAPS = (
    b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/1#a</loc>
<lastmod>2020-10-04T10:00:00+02:00</lastmod><news:news><news:publication><news:name>NRK</news:name>
<news:language>no</news:language></news:publication><news:title>Fem drept</news:title>
<news:publication_date>2020-10-04</news:publication_date></news:news></url></urlset>""",
    b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/s.xml
</loc><lastmod>2020-10</lastmod></sitemap></sitemapindex>""",
    b'<!DOCTYPE u [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><urlset><url><loc>&c;</loc></url></urlset>',
)  # fmt: skip
_XML = (
    "item", "entry", "link", "title", "pubDate", "updated", "source", "url", "loc", "lastmod", "feed",
    "channel", "rss", "urlset", "sitemap", "sitemapindex", "news:news", "news:title", "content:encoded",
    "dc:date", "media:content", "guid", "description", "summary", "published", "author", "xhtml:div",
)  # fmt: skip
FEED_GROUPS = (
    tuple(f"<{tag}>" for tag in _XML), tuple(f"</{tag}>" for tag in _XML), MARKS, HOSTILE,
    ("Sun, 04 Oct 2020 00:30:00 +0200", "2020-10-04T10:00:00Z", "2020-W40", "0000-00-00", "-1",
     "Thu, 99 Foo 20 99:99:99 XYZ", "2020-10-04T24:00:00+99:99", "0001-01-01T00:00:00+14:00",
     "9999-12-31T23:59:59-14:00", "1799", "2200", "20201004", "2020-277", "4 okt 2020", "1e400"),
    ("http://[", "https://example.org/æ?a=1#b", "//x", "javascript:1", "http://a:99999/", "file:///etc",
     "https://ex ample.org", "http://xn--/", "data:,", "?", "#", "http://user:pw@h/", "../.."),
    ("<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#0;", "&x;", "<?xml version='1.0' encoding='utf-16'?>",
     '<!DOCTYPE a [<!ENTITY b "c">]>', "&b;", " xmlns='x'", " xml:base='http://z/'", " type='xhtml'",
     " href='http://y/'", " rel='alternate'", "<" + "a " * 40 + ">", "<a:b>", "<x/>" * 30, " a='1'" * 40),
)  # fmt: skip

LINES = (
    b'{"text": "\\ud83d", "url": null}\n\n{"html": ""}\n[1]\n', b'{"text": "x"}', b"{}", b"\xef\xbb\xbf{}\n",
)  # fmt: skip
METADATA = (
    b'{"url": "https://example.org/1", "published": "2020-10-04", "publisher": "NRK", "title": "Fem", '
    b'"language": "nb-NO"}',
    b'{"published": "2020-10-04T12:00:00+02:00", "language": "xx"}', b'{"published": "4. oktober 2020"}',
    b"{}", b"[]", b"\xef\xbb\xbf{}",
)  # fmt: skip
JSON_GROUPS = (
    ("{", "}", "[", "]", ":", ",", '"', "null", "true", "0", "1e999", "-", "\\", "\\ud800", "\\u0000"),
    ('"text"', '"html"', '"url"', '"published"', '"publisher"', '"title"', '"language"', '{"text":"x"}'),
    ("2020", "2020-10", "2020-10-04", "2020-W01", "../2020", "2020-21", "2020?", "2020~", "199X", "Y-1",
     "2020-10-04T24:00:00Z", "0000", "10000-01-01", "2020-10-04/2020-10-02", "[2020,2021]", "2020-02-30",
     "nb", "no", "nn-NO", "en_GB", "zxx", "i-klingon", "sv-", "-", "x" * 50, "[" * 120, "{\"a\":" * 60),
    TEXT_PIECES, HOSTILE, MARKS,
)  # fmt: skip


def _record(
    body: bytes, *, head: bytes = b"Content-Type: text/html\r\n", kind: bytes = b"response"
) -> bytes:
    http = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: https://example.org/a\r\n"
        b"WARC-Date: 2020-10-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
    )  # fmt: skip


ARCHIVES = (
    _record(b"<h1>Fem drept</h1><p>I Kabul.</p>"),
    _record(b"<p>To drept.</p>") + _record(b"Tre drept.", head=b"Content-Type: text/plain\r\n"),
    _record(b"x", kind=b"request") + _record(b"5\r\n<p>To\r\n0\r\n\r\n", head=(
        b"Content-Type: text/html; charset=windows-1252\r\nTransfer-Encoding: chunked\r\n")),
    _record(b"\x1f\x8b", head=b"Content-Type: text/html\r\nContent-Encoding: gzip, br\r\n"),
)  # fmt: skip
ARCHIVE_GROUPS = (
    ("WARC/1.0\r\n", "WARC/1.1\r\n", "WARC-Type: response\r\n", "WARC-Date: 0001-01-01T00:00:00+14:00\r\n",
     "WARC-Date: x\r\n", "WARC-Target-URI: http://[\r\n", "WARC-Target-URI: <http://a/>\r\n", "\r\n\r\n", "\r\n",
     "Content-Length: 5\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999\r\n"),
    ("HTTP/1.1 200 OK\r\n", "HTTP/1.1 404\r\n", "HTTP/9 2oo\r\n", "Content-Type: text/html\r\n", ": \r\n",
     "Content-Type: text/plain; charset=utf-16\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n",
     "Content-Encoding: zstd, deflate\r\n", "Transfer-Encoding: chunked\r\n", "Set-Cookie: a\r\n", " folded\r\n"),
    ("5\r\nabcde\r\n", "ffffffffffffffff\r\n", "0\r\n\r\n", "-1\r\n", "<p>", "</p>"), TEXT_PIECES, HOSTILE,
)  # fmt: skip
