"""Which agency an article's text is credited to."""

from __future__ import annotations

import hashlib

import pytest

from vitne import articles
from vitne.articles.credits import agency_of
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs

CONVENTIONS = Packs().conventions
BODY = "Raketter slo ned i byen onsdag, og minst sju mennesker ble drept, opplyser politiet."
BELOW = f"Raketter mot byen\n\n{BODY} {{}}\n"
ABOVE = f"Raketter mot byen\n\n{{}} {BODY}\n"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (BELOW.format("(©NTB)"), "NTB"),
        (BELOW.format("(NTB-AFP)"), "NTB"),
        (BELOW.format("(NTB-AFP-Reuters)"), "NTB"),
        (BELOW.format("/ritzau/"), "Ritzau"),
        (f"Raketter mot byen\n\n{BODY}\n\n©NTB\n", "NTB"),
        (ABOVE.format("Baku, onsdag 28. oktober 2020 (NTB-AFP):\n"), "NTB"),
        (ABOVE.format("BAKU, Oct 29 (Reuters) -"), "Reuters"),
        (ABOVE.format("Kabul (AFP):"), "AFP"),
        (ABOVE.format("KABUL (REUTERS) –"), "Reuters"),
        (BELOW.format(""), None),
        (BELOW.format("(Publisert 28. oktober 2020)"), None),
        (f"Raketter mot byen\n\n{BODY}\n\nFoto: AP / NTB\n", None),
        (f"Raketter mot byen\n\n{BODY} Det melder NTB.\n", None),
        ("KABUL - " + BODY, None),
    ],
)  # fmt: skip
def test_the_text_tells_its_agency(text: str, agency: str | None) -> None:
    data = text.encode()
    known = Metadata(language="nb")
    one = Capture("sak.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    assert agency_of(articles.extract(one, CONVENTIONS)) == agency


def test_the_credit_below_goes_before_the_dateline() -> None:
    text = ABOVE.format("Kabul (AFP):").rstrip() + " (©NTB)\n"
    data = text.encode()
    one = Capture("sak.txt", data, hashlib.sha256(data).hexdigest(), "text/plain")
    assert agency_of(articles.extract(one, CONVENTIONS)) == "NTB"
