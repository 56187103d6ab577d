"""Texts that reprint one another are found, others are not, in any process and in any order."""

from __future__ import annotations

import functools
import hashlib
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne import articles
from vitne.incidents.reprints import (
    THRESHOLD,
    Copy,
    bands,
    body,
    is_current,
    is_reprint,
    likeness,
    original,
    sign,
)
from vitne.model import Capture, Metadata
from vitne.packs.conventions import Conventions, read_conventions

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT.parent / "shared" / "gold" / "dev"
OWN = sorted((ROOT / "evaluation" / "gold").glob("[a-l]/*.txt"))
TEXT = (
    "Fourteen people were killed when rockets struck the town of Barda on Wednesday afternoon, "
    "officials said."
)
COPIES = [("d1a-nb-barda", "d1b-nb-barda"), ("d2a-en-zakho", "d2b-en-zakho")]


def words(first: int, last: int) -> str:
    return " ".join(f"word{n}" for n in range(first, last))


@functools.cache
def conventions() -> Conventions:
    return read_conventions(ROOT / "src" / "vitne" / "data" / "languages")


def signed(data: bytes) -> bytes:
    capture = Capture("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", Metadata())
    return sign(body(articles.extract(capture, conventions())))


@pytest.fixture(scope="module")
def signatures() -> dict[str, bytes]:
    return {path.stem: signed(path.read_bytes()) for path in [*sorted(DEV.glob("*.txt")), *OWN]}


def test_a_signature_is_the_same_everywhere() -> None:
    digest = "b237d666f9022c0587660e46cb8c64248d5d25376f5f7ff46cbc7591be3f0603"
    assert hashlib.sha256(sign(TEXT)).hexdigest() == digest


def test_a_signature_is_the_same_in_another_process() -> None:
    code = f"import sys; from vitne.incidents.reprints import sign; sys.stdout.write(sign({TEXT!r}).hex())"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
        run = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout == sign(TEXT).hex()


def test_likeness_estimates_the_share_of_common_runs() -> None:
    whole, half = sign(words(0, 400)), sign(words(0, 200))
    assert likeness(whole, whole) == 1
    assert likeness(whole, half) == pytest.approx(0.5, abs=0.12)
    assert likeness(whole, sign(words(1000, 1400))) == 0


@pytest.mark.skipif(not DEV.exists(), reason="the development gold is not here")
@pytest.mark.parametrize(("one", "other"), COPIES)
def test_lightly_cut_copies_of_gold_are_reprints(
    signatures: dict[str, bytes], one: str, other: str
) -> None:
    assert is_reprint(signatures[one], signatures[other])
    assert likeness(signatures[one], signatures[other]) > THRESHOLD + 0.2
    assert set(bands(signatures[one])) & set(bands(signatures[other]))


def test_no_others_of_gold_are_reprints(signatures: dict[str, bytes]) -> None:
    assert len(signatures) >= 190
    keys = {name: set(bands(signature)) for name, signature in signatures.items()}
    alike = [
        (one, other)
        for one, other in itertools.combinations(signatures, 2)
        if (one, other) not in COPIES
        and (keys[one] & keys[other] or is_reprint(signatures[one], signatures[other]))
    ]
    assert alike == []


def test_the_first_paragraphs_of_a_long_text_are_a_reprint_of_it() -> None:
    long, short = sign(words(0, 600)), sign(words(0, 150))
    assert likeness(long, short) < THRESHOLD
    assert is_reprint(long, short)
    assert is_reprint(short, long)


def test_a_sentence_that_two_texts_share_makes_no_reprint() -> None:
    one, other = sign(words(0, 30) + words(100, 300)), sign(words(0, 30) + words(500, 700))
    assert not is_reprint(one, other)
    assert not is_reprint(sign(words(0, 20)), sign(words(0, 600)))


def test_a_new_headline_and_a_credit_change_nothing() -> None:
    def article(head: str, tail: str) -> bytes:
        text = f"{head}\n\n{TEXT}\n\nThe army denied it and blamed the rebels for the attack.\n\n{tail}"
        return signed(text.encode())

    assert article("Rockets kill fourteen in Barda", "(©NTB)") == article(
        "Town struck by rockets", "(AFP)"
    )


def test_case_punctuation_and_forms_of_letters_make_no_difference() -> None:
    assert sign(TEXT) == sign(TEXT.upper().replace(",", " –"))
    assert sign("caf\u00e9 " * 9) == sign("cafe\u0301 " * 9)


@pytest.mark.parametrize(
    "text", ["", " \n", "…", "\0", "\ud800 \udfff", "one", "a " * 100_000, "x" * 1_000_000]
)
def test_any_text_has_a_signature(text: str) -> None:
    signature = sign(text)
    assert is_current(signature)
    assert len(signature) == 520
    assert bool(bands(signature)) == any(c.isalnum() for c in text)
    assert all(len(band) <= 40 for band in bands(signature))


def test_empty_texts_are_no_reprints_of_each_other() -> None:
    assert likeness(sign(""), sign("…")) == 0
    assert not is_reprint(sign(""), sign(""))


def test_a_signature_of_another_version_is_refused() -> None:
    other = b"\0\0\0\0" + sign(TEXT)[4:]
    assert not is_current(other)
    with pytest.raises(ValueError, match="sign the text anew"):
        likeness(sign(TEXT), other)


COPIED = [
    Copy("d", "2020-10-29", captured_at="2020-10-29T08:00:00Z"),
    Copy("c", "2020-10-28", captured_at="2020-10-28T09:00:00Z"),
    Copy("b", "2020-10-28", own=True, captured_at="2020-10-28T12:00:00Z"),
    Copy("a", None, captured_at="2020-10-01T00:00:00Z"),
]


@pytest.mark.parametrize(
    ("copies", "first"),
    [
        (COPIED, "b"),  # of that day the agency's own
        (COPIED[:2], "c"),  # published first
        ([COPIED[0], COPIED[3]], "d"),  # a date before none
        ([Copy("y", captured_at="2"), Copy("x", captured_at="1")], "x"),  # captured first
        ([Copy("y"), Copy("x")], "x"),  # the least id
    ],
)
def test_the_original_is_the_same_in_any_order(copies: list[Copy], first: str) -> None:
    assert {original(order) for order in itertools.permutations(copies)} == {first}


@given(st.lists(st.text(max_size=5), max_size=40), st.lists(st.text(max_size=5), max_size=40))
def test_likeness_is_symmetric_and_of_a_text_to_itself_whole(
    one: list[str], other: list[str]
) -> None:
    a, b = sign(" ".join(one)), sign(" ".join(other))
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, a) in (0, 1)
    assert is_reprint(a, b) == is_reprint(b, a)
