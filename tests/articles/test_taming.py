"""Pages nested without end are read in time that grows with their length, and nothing else changes."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from vitne.articles.taming import tamed

PLAIN = "<article><h1>Fem drept</h1><p class='lead'>I <b>Kabul</b> ble fem drept.</p></article>"
NUMBERED = "".join(f"<font size={number}>" for number in range(100))


def depth(html: str) -> int:
    """How deep a page is nested, as a parser sees it."""
    waiting = [(LexborHTMLParser(html).body, 0)]
    deepest = 0
    while waiting:
        node, deep = waiting.pop()
        deepest = max(deepest, deep)
        child = node.child if node is not None else None
        while child is not None:
            waiting.append((child, deep + 1))
            child = child.next
    return deepest


def test_a_page_that_somebody_published_is_left_as_it_is() -> None:
    page = f"<html><!-- a --><script>a < b</script>{PLAIN * 100}</html>"
    assert tamed(page) is page


@pytest.mark.parametrize("closed", ["", "</div>" * 40_000], ids=["open", "closed"])
def test_no_page_is_nested_without_end(closed: str) -> None:
    page = f"<p>Fem drept</p>{'<div>' * 40_000}<p>I Kabul.</p>{closed}<p>Tre såret.</p>"
    made = tamed(page)
    assert depth(made) < 1000
    for words in ("<p>Fem drept</p>", "<p>I Kabul.</p>", "<p>Tre såret.</p>"):
        assert words in made


@pytest.mark.parametrize(
    "hidden",
    [
        '<div a="</div>">', "<div></b>", "<div><script></div></script>", "<div><!-- </div> -->",
        '<p "><div>', "<div><table><td></div>", "<ul><li>a", "<h1><div>", "<div></ div>",
        "<div><title></div></title>",
    ],
)  # fmt: skip
def test_no_trick_hides_how_deep_a_page_is(hidden: str) -> None:
    assert depth(tamed(hidden * 5000)) < 2600  # five of this page for each that is counted


def test_formatting_is_not_opened_anew_in_every_paragraph() -> None:
    page = f"<p>{NUMBERED}</p>" + "<p>Fem drept</p>" * 1000
    assert tamed(page).count("<font") <= 25
    assert tamed(page).count("Fem drept") == 1000


def test_a_tag_of_endless_attributes_keeps_its_name() -> None:
    many = " ".join(f"a{number}='1'" for number in range(10_000))
    assert tamed(f"<p>Fem</p><p {many}>drept</p>") == "<p>Fem</p><p>drept</p>"


def test_what_is_no_tag_stays_as_words() -> None:
    page = "<p>3 < 4, a<b</p>" + "<div>" * 2000 + "<"
    assert "3 &lt; 4" in tamed(page)
    assert tamed(page).endswith("&lt;")
