"""What holds for every article, whatever the bytes are."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vitne.articles import extract
from vitne.model import Capture

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Article
    from vitne.packs.conventions import Conventions

PIECES = [
    "Publisert: 27.12.2017 19:40", " date 2020-10 ", "RØYK: Åsene ved Martuni.", "Foto: AFP / NTB",
    "Du trenger javascript for å se video.", "(©NTB)", "FAKTA", "Fakta:", "Les også:", "Kl. 20.41:",
    "Av Kari Holm", "Tbilisi, lørdag 9. august 2008 (NTB):", "Usikre tapstall", "– Nei, sier han.",
    "KABUL – ", "/ritzau/", "©", "(", ":", "\n", "\n\n", "\r\n", "\u2028", " ", "\t", "İ", "ß", "\x85",
    "Minst tolv sivile ble drept i byen Douma, opplyser redningstjenesten.", "20.41", "<p>", "\ufeff",
]  # fmt: skip


def check(article: Article) -> None:
    """Segments are ordered, do not overlap, and cover all but white space."""
    at = 0
    for index, segment in enumerate(article.segments):
        assert at <= segment.start < segment.end <= len(article.text)
        assert not article.text[at : segment.start].strip()
        assert not article.text[segment.start].isspace()
        assert not article.text[segment.end - 1].isspace()
        assert segment.repeats is None or segment.repeats < index
        at = segment.end
    assert not article.text[at:].strip()
    assert article.id == hashlib.sha256(article.text.encode()).hexdigest()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_any_text(article_of: Callable[..., Article], text: str) -> None:
    check(article_of(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_mixture_of_layout(article_of: Callable[..., Article], pieces: list[str]) -> None:
    check(article_of("".join(pieces)))
    check(article_of("\n".join(pieces), title="Usikre tapstall", publisher="AFP"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), kind=st.sampled_from(["text/plain", "text/html"]))
def test_any_bytes(conventions: Conventions, data: bytes, kind: str) -> None:
    for charset in ("", "; charset=cp1252", "; charset=nonsense", "; charset=idna"):
        check(extract(Capture("x", data, "", kind + charset), conventions))


def test_plain_text_is_the_files_own(article_of: Callable[..., Article]) -> None:
    text = "\u00a0\tMinst tolv drept \r\n\r\n i Douma.\x0b\n\n"
    assert article_of(text).text == text
    assert article_of(b"\xef\xbb\xbf" + text.encode()).text == text
    assert article_of(text.encode("utf-16")).text == text
    assert article_of("på".encode("cp1252"), "text/plain; charset=cp1252").text == "på"


def test_repeats_need_four_words_and_fold_white_space(article_of: Callable[..., Article]) -> None:
    text = (
        "Tre ble drept.\n\nTre ble drept.\n\nTolv sivile ble drept.\n\nTolv sivile  ble\u00a0drept."
    )
    assert [s.repeats for s in article_of(text).segments] == [None, None, None, 2]


@pytest.mark.parametrize(
    ("text", "known", "language"),
    [
        ("Minst tolv sivile ble drept da en rakett slo ned i byen, og mange er såret.", None, "nb"),
        (
            "Minst tolv sivile vart drepne da ein rakett slo ned i byen, og mange er såra.",
            None,
            "nn",
        ),
        (
            "Mindst tolv civile blev dræbt, da en raket slog ned i byen, og mange er såret.",
            None,
            "da",
        ),
        (
            "Minst tolv civila dödades när en raket slog ner i staden, och många skadades.",
            None,
            "sv",
        ),
        ("At least twelve civilians were killed when a rocket struck the town.", None, "en"),
        ("Mindestens zwölf Zivilisten wurden getötet, als eine Rakete einschlug.", None, "de"),
        ("Politiet opplyser at tretti ble drept av bomben.", None, "nb"),
        ("Seksti innbyggarar skal vere bortførte, melde hæren.", None, "nn"),
        ("Seks mistede livet ved en eksplosion i byen Herat, oplyser guvernøren.", None, "da"),
        ("Dödssiffran har stigit till nio, meddelar polisen i Herat.", None, "sv"),
        (
            "Minstens dertig mensen stierven toen een bom ontplofte in Niger, meldt de politie.",
            None,
            "und",
        ),
        ("Au moins douze civils ont été tués quand une roquette a frappé la ville.", None, "und"),
        ("Tolv drept", None, "nb"),
        ("Twaalf doden", None, "und"),
        ("Anything", "no", "nb"),
        ("Anything", "nb-NO", "nb"),
        ("Anything", "ru", "ru"),
    ],
)
def test_language(
    article_of: Callable[..., Article], text: str, known: str | None, language: str
) -> None:
    assert article_of(text, **({"language": known} if known else {})).language == language


@pytest.mark.parametrize(
    "unit",
    ["A", "A ", "AB: ", "Foto: ", "(Foto: ", "Du trenger javascript ", "1.", "2020-10-", "Kl. 20.41: ",
     "RØYK: a b c.\n\n", "(", "\n", "\r", " ", "(NTB", "/ritzau", "Av Kari\n", "Tolv drept.\n\n",
     "Les også\n", "FAKTA\n"],
)  # fmt: skip
def test_work_grows_with_length_only(
    article_of: Callable[..., Article], calls: Callable[..., int], unit: str
) -> None:
    def work(size: int) -> int:
        text = unit * (size // len(unit))
        return calls(lambda: article_of(text))

    work(1000)
    assert work(80_000) < 8 * 2 * work(10_000)


def test_plain_text_needs_no_slow_library() -> None:
    script = (
        "import sys\nfrom importlib.resources import files\n"
        "from vitne.articles import extract\nfrom vitne.captures import capture\n"
        "from vitne.packs.conventions import read_conventions\nfrom vitne.model import Capture\n"
        "extract(Capture('x', b'Tolv drept.', '', 'text/plain'),"
        " read_conventions(files('vitne') / 'data' / 'languages'))\n"
        "slow = {'trafilatura', 'htmldate', 'selectolax', 'lxml'} & set(sys.modules)\n"
        "sys.exit(str(slow) if slow else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()


def test_many_parts_with_one_first_word(article_of: Callable[..., Article]) -> None:
    lines = [f"Den {number} dagen var hard." for number in range(50)]
    article = article_of("\n\n".join(itertools.chain(lines, lines)))
    assert [s.repeats for s in article.segments] == [None] * 50 + list(range(50))
