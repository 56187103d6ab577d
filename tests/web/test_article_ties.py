"""Words and claims light each other up: by pointer, by keyboard, by address, with and without scripts."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from browser import DESK, PHONE, WIDE, scrolls_sideways, unusable

from vitne.record.schema import claims

if TYPE_CHECKING:
    from browser import Looks
    from playwright.sync_api import Page
    from sites import Site

TOLL = ".claim--toll:not(.is-reported)"


@pytest.fixture
def kabul(site: Site) -> Any:
    """A toll that a named voice vouches for, in an article of several."""
    with site.record.reading() as connection:
        query = (
            sa.select(claims)
            .where(claims.c.measure == "killed", claims.c.voice.is_not(None))
            .where(claims.c.position > 3)
            .order_by(claims.c.id)
        )
        return connection.execute(query).first()


def lit(page: Page) -> list[str]:
    told: list[str] = page.locator(".words .w.is-lit").all_text_contents()
    return told


def test_pointing_at_a_claim_lights_its_words_and_leaving_it_lets_them_be(
    page: Page, kabul: Any
) -> None:
    page.goto(f"/articles/{kabul.article}")
    card = page.locator(f"#claim-{kabul.id}")
    card.hover()
    assert "is-lit" in (card.get_attribute("class") or "")
    words = " ".join(lit(page))
    assert words
    assert page.locator(".words .w.is-lit.lit-voice").count() >= 1
    page.mouse.move(5, 5)
    assert lit(page) == []


def test_pointing_at_words_lights_the_claim_made_of_them(page: Page, kabul: Any) -> None:
    page.goto(f"/articles/{kabul.article}")
    number = page.locator(f"#claim-{kabul.id}").get_attribute("data-n")
    page.locator(f'.words .w-trigger[data-c~="{number}:trigger"]').first.hover()
    assert page.locator(".claim.is-lit").get_attribute("id") == f"claim-{kabul.id}"


def test_with_the_keyboard_a_claim_lights_its_words(page: Page, kabul: Any) -> None:
    page.goto(f"/articles/{kabul.article}")
    page.locator(f"#claim-{kabul.id}").focus()
    assert lit(page)
    assert page.locator(f"#claim-{kabul.id} .why").is_visible()
    page.locator(f"#claim-{kabul.id} .why summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(f"#claim-{kabul.id} .why__rules code").first.is_visible()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_address_of_a_claim_scrolls_to_its_words_and_marks_them(
    look: Looks, site: Site, kabul: Any, size: tuple[int, int]
) -> None:
    with look.at(site.address, size) as page:
        page.goto(f"/claims/{kabul.id}")
        assert page.url.endswith(f"?claim={kabul.id}#claim-{kabul.id}")
        card = page.locator(f"#claim-{kabul.id}")
        assert "is-lit" in (card.get_attribute("class") or "")
        words = page.locator(".words .w.is-lit.lit-trigger").first
        for one in (card, words):
            box = one.bounding_box()
            assert box is not None
            assert -box["height"] < box["y"] < size[1], "out of sight"
        assert scrolls_sideways(page) == []


def test_without_scripts_the_address_of_a_claim_lights_its_words(
    look: Looks, site: Site, kabul: Any
) -> None:
    with look.at(site.address, java_script_enabled=False) as page:
        page.goto(f"/claims/{kabul.id}")
        assert page.locator(".words .w.is-lit").count() >= 1
        assert page.locator(f"#claim-{kabul.id} .chain").is_visible()
        assert page.locator(f"#claim-{kabul.id} .claim__facts").is_visible()


def test_a_claim_that_is_pointed_at_stays_under_the_pointer(page: Page, kabul: Any) -> None:
    page.goto(f"/articles/{kabul.article}")
    for card in page.locator(".claim").all():
        card.scroll_into_view_if_needed()
        box = card.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 40, box["y"] + 10)
        after = card.bounding_box()
        assert after is not None
        assert abs(after["y"] - box["y"]) < 1
        assert "is-lit" in (card.get_attribute("class") or "")


def test_a_chosen_claim_can_be_handed_on_and_let_go(page: Page, kabul: Any) -> None:
    page.goto(f"/articles/{kabul.article}")
    page.locator(f"#claim-{kabul.id} .claim__value").click()
    page.mouse.move(5, 5)
    assert f"claim={kabul.id}" in page.url
    assert lit(page)
    page.keyboard.press("Escape")
    page.mouse.move(6, 6)
    assert lit(page) == []


def test_a_voice_is_drawn_to_what_it_says(page: Page, kabul: Any) -> None:
    page.goto(f"/claims/{kabul.id}")
    assert page.locator("#lines .line-voice").count() >= 1
    assert page.locator("#lines .line-card").count() == 1


def test_no_claim_lies_on_another(look: Looks, site: Site, kabul: Any) -> None:
    with look.at(site.address, WIDE) as page:
        page.goto(f"/claims/{kabul.id}")
        boxes = [one.bounding_box() for one in page.locator(".claim").all()]
        spans = sorted((box["y"], box["y"] + box["height"]) for box in boxes if box)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


def test_the_page_can_be_used_by_all(page: Page, kabul: Any) -> None:
    assert unusable(page, f"/claims/{kabul.id}") == []
