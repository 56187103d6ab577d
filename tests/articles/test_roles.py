"""Which role each stretch of a plain text has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Article

    Roles = Callable[..., list[tuple[str, str]]]

BODY = "Minst tolv sivile ble drept i byen Douma natt til lørdag, opplyser redningstjenesten."
MORE = "Hæren avviser at den har bombet byen, og sier at opprørerne selv står bak angrepet."


def test_masthead_publication_line_and_headline(roles_of: Roles) -> None:
    text = f"Kystposten\nUtenriks\nPublisert: 27.12.2017 19:40\n\nTolv drept i Douma\n\n{BODY}\n"
    assert roles_of(text) == [
        ("header", "Kystposten"),
        ("header", "Utenriks"),
        ("header", "Publisert: 27.12.2017 19:40"),
        ("headline", "Tolv drept i Douma"),
        ("paragraph", BODY),
    ]


def test_outlet_is_read_from_the_masthead(article_of: Callable[..., Article]) -> None:
    text = f"Kystposten – nyheter herfra\nPublisert 3. mars 2018\n\nTolv drept i Douma\n\n{BODY}"
    assert article_of(text).publisher == "Kystposten"
    assert article_of(text, publisher="Kystavisa").publisher == "Kystavisa"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f" date 2016-04 {BODY}\n\n{MORE}", ["header", "paragraph", "paragraph"]),
        (f" date 2016-04 Tolv drept i Douma\n\n{BODY}", ["header", "headline", "paragraph"]),
        (f" date 2018-02-27 urix\n\nTolv drept i Douma\n\n{BODY}",
         ["header", "header", "headline", "paragraph"]),
        (f"Sist oppdatert onsdag 3. juli 2019 kl. 20.55\n\nTolv drept i Douma\n\n{BODY}",
         ["header", "headline", "paragraph"]),
        (f"Tolv drept i Douma\n\nPublisert 3. juli 2019\n\n{BODY}",
         ["headline", "header", "paragraph"]),
        (f"Tolv drept i Douma\nAv Kari Holm\nPublisert 03.07.2019 | Oppdatert 04.07.2019\n{BODY}",
         ["headline", "byline", "header", "paragraph"]),
        (f"Minst tolv sivile drept i angrep på byen Douma\nPublisert 3. juli 2019\n{BODY}\n{MORE}",
         ["headline", "header", "paragraph", "paragraph"]),
        (f"Tolv drept i Douma\n\nJerevan (NTB-AFP): {BODY}",
         ["headline", "dateline", "paragraph"]),
        (f"Jerevan, lørdag 9. august 2008 (NTB):\n\n{BODY}", ["dateline", "paragraph"]),
        (f"Tolv drept i Douma\n\nUSA: – {BODY}", ["headline", "paragraph"]),
        (f"Tolv drept i Douma\n\nKABUL – {BODY}", ["headline", "dateline", "paragraph"]),
        (f"Oppdatert liste over drepte i Douma\n\n{BODY}", ["headline", "paragraph"]),
        (f"{BODY}\n\n{MORE}", ["paragraph", "paragraph"]),
        (f"{BODY}\n\nUsikre tapstall\n\n{MORE}", ["paragraph", "subheading", "paragraph"]),
        (f"{BODY}\n\nHvem er opprørerne?\n\n{MORE}", ["paragraph", "subheading", "paragraph"]),
        (f"{BODY}\n\nUsikre tapstall", ["paragraph", "paragraph"]),
        (f"{BODY}\n\nDouma 12\nHoms 14\nAleppo 3\nIdlib 2\n\n{MORE}",
         ["paragraph", "paragraph", "paragraph", "paragraph", "subheading", "paragraph"]),
        ("", []),
        (" \n\t\r\n", []),
    ],
)  # fmt: skip
def test_above_the_text_and_headings(roles_of: Roles, text: str, roles: list[str]) -> None:
    assert [role for role, _ in roles_of(text)] == roles


def test_headline_with_a_full_stop_is_told_by_its_title(roles_of: Roles) -> None:
    text = f"Tolv drept. Hæren avviser.\n\n{BODY}"
    assert roles_of(text)[0][0] == "paragraph"
    assert roles_of(text, title="Tolv drept.  Hæren avviser.")[0][0] == "headline"


def test_picture_text_is_cut_and_its_repetition_told(article_of: Callable[..., Article]) -> None:
    text = (
        f"{BODY}\n\nRØYK: Åsene ved Martuni, der det ble meldt om kamper. Foto: P. Dahl / NTB. "
        "Du trenger javascript for å se video. RØYK: Åsene ved Martuni,  der det ble meldt om kamper."
    )
    article = article_of(text)
    assert [(s.role, s.repeats) for s in article.segments] == [
        ("paragraph", None), ("kicker", None), ("caption", None), ("credit", None),
        ("player", None), ("kicker", None), ("caption", 2),
    ]  # fmt: skip
    credit = article.segments[3]
    assert article.text[credit.start : credit.end] == "Foto: P. Dahl / NTB."


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Ødeleggelser etter bombing i TRAPPES OPP: Byen er i ruiner. Foto: ArmGov / Reuters",
         [("caption", "Ødeleggelser etter bombing i"), ("kicker", "TRAPPES OPP:"),
          ("caption", "Byen er i ruiner."), ("credit", "Foto: ArmGov / Reuters")]),
        ("Byen er i ruiner. (Foto: AFP)", [("caption", "Byen er i ruiner."), ("credit", "(Foto: AFP)")]),
        ("Foto: Privat", [("credit", "Foto: Privat")]),
        ("FOTO: AFP", [("credit", "FOTO: AFP")]),
        ("FN: Over 200 sivile er drept siden mandag.",
         [("paragraph", "FN: Over 200 sivile er drept siden mandag.")]),
        ("Han sa det til NATO: Krigen er over.",
         [("paragraph", "Han sa det til NATO: Krigen er over.")]),
        ("Fotoet viser ruinene: alt er borte.", [("paragraph", "Fotoet viser ruinene: alt er borte.")]),
    ],
)  # fmt: skip
def test_parts_of_a_line(roles_of: Roles, line: str, parts: list[tuple[str, str]]) -> None:
    assert roles_of(f"{BODY}\n\n{line}\n\n{MORE}")[1:-1] == parts


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Kl. 20.41: Dødstallet har steget.", [("stamp", "Kl. 20.41:"), ("paragraph", "Dødstallet har steget.")]),
        ("20:41 – Dødstallet har steget.", [("stamp", "20:41 –"), ("paragraph", "Dødstallet har steget.")]),
        ("20.41", [("stamp", "20.41")]),
        ("Klokka 21.40 løsnet skredet.", [("paragraph", "Klokka 21.40 løsnet skredet.")]),
        ("Kolonnen ble truffet. (©NTB)", [("paragraph", "Kolonnen ble truffet."), ("agency", "(©NTB)")]),
        ("(NTB-AFP)", [("agency", "(NTB-AFP)")]),
        ("©NTB", [("agency", "©NTB")]),
        ("/ritzau/AFP/", [("agency", "/ritzau/AFP/")]),
        ("Det melder hæren (LNA).", [("paragraph", "Det melder hæren (LNA).")]),
        ("Les også: Slik ble vinteren", [("promo", "Les også: Slik ble vinteren")]),
        ("Nyhetstips\nTa kontakt hele døgnet.", [("promo", "Nyhetstips"), ("promo", "Ta kontakt hele døgnet.")]),
        ("Annonse", [("promo", "Annonse")]),
        ("Annonse\nHæren avviser det.", [("promo", "Annonse"), ("paragraph", "Hæren avviser det.")]),
        ("Les også:\nKrigen i Douma\nFlukten fra Homs",
         [("promo", "Les også:"), ("promo", "Krigen i Douma"), ("promo", "Flukten fra Homs")]),
        ("Av Kari Holm og Per Dahl", [("byline", "Av Kari Holm og Per Dahl")]),
        ("Av de drepte er tolv barn.", [("paragraph", "Av de drepte er tolv barn.")]),
        ("Av FNs tall går det fram.", [("paragraph", "Av FNs tall går det fram.")]),
        ("Fakta er at byen falt.", [("paragraph", "Fakta er at byen falt.")]),
    ],
)  # fmt: skip
def test_words_of_layout(roles_of: Roles, line: str, parts: list[tuple[str, str]]) -> None:
    assert roles_of(f"{BODY}\n\n{line}\n\n{MORE}")[1:-1] == parts


def test_fact_box_ends_at_the_next_heading(roles_of: Roles) -> None:
    text = f"{BODY}\n\nFAKTA\nByen Douma\n• Beleiret\n\n{MORE}\n\nNye samtaler\n\nDe møtes i dag."
    assert [role for role, _ in roles_of(text)] == [
        "paragraph", "fact", "fact", "fact", "fact", "subheading", "paragraph",
    ]  # fmt: skip


def test_fact_on_one_line_is_a_box_of_its_own(roles_of: Roles) -> None:
    text = f"{BODY}\n\nFakta: Krigen har krevd 200 liv siden 2013.\n\n{MORE}"
    assert [role for role, _ in roles_of(text)] == ["paragraph", "fact", "paragraph"]


def test_promotion_does_not_swallow_a_text_without_empty_lines(roles_of: Roles) -> None:
    text = f"Tolv drept i Douma\nHopp til innhold\n{BODY}\n{MORE}"
    assert [role for role, _ in roles_of(text)] == ["headline", "promo", "paragraph", "paragraph"]


def test_wrapped_paragraph_is_one_segment(roles_of: Roles) -> None:
    text = (
        "Minst tolv sivile ble drept i byen Douma natt til lørdag, opplyser\n"
        "redningstjenesten. Det var Aserbajdsjans hær som sto bak, hevder den\n"
        "armenske presidenten.\n\nHæren avviser det."
    )
    first, second = text.split("\n\n")
    assert roles_of(text) == [("paragraph", first), ("paragraph", second)]


def test_newlines_of_other_systems_keep_offsets(article_of: Callable[..., Article]) -> None:
    text = f"Tolv drept i Douma\r\n\r\n{BODY}\r\n\r\n{MORE}\r\n"
    article = article_of(text)
    assert article.text == text
    assert [s.role for s in article.segments] == ["headline", "paragraph", "paragraph"]
