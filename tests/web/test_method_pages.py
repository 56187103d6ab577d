"""The documents as pages: anchors for every rule, and nothing of theirs that acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vitne.incidents.rules import Rule
from vitne.packs import language
from vitne.web.texts import document, rendered, slug

if TYPE_CHECKING:
    from sites import Site


def test_every_rule_of_reconciling_can_be_led_to(site: Site) -> None:
    html = site.client.get("/method").text
    anchors = set(re.findall(r'id="rule-([^"]+)"', html))
    assert anchors == {rule.value for rule in Rule}


def test_what_the_table_of_contents_names_is_there(site: Site) -> None:
    for address in ("/method", "/quality"):
        html = site.client.get(address).text
        named = re.findall(r'class="contents__\d"><a href="#([^"]+)"', html)
        assert named
        ids = re.findall(r' id="([^"]+)"', html)
        assert set(named) <= set(ids)
        assert len(ids) == len(set(ids))


def test_profiles_and_grades_are_told_with_their_definitions(site: Site) -> None:
    html = site.client.get("/method").text
    for grade in ("confirmed", "fair", "weak", "contested", "discounted"):
        assert f'id="grade-{grade}"' in html
    for profile in ("full", "acled", "ged", "airwars"):
        assert f"<code>{profile}</code>" in html


def test_what_the_voice_pages_ask_about_is_answered(site: Site) -> None:
    for address in ("/voices",):
        anchors = re.findall(r'href="/method#([^"]+)"', site.client.get(address).text)
        assert "who-agrees-with-whom" in anchors
    assert 'id="who-agrees-with-whom"' in site.client.get("/method").text


def test_scores_stand_for_every_language(site: Site) -> None:
    html = site.client.get("/quality").text
    names = {language.grammar(language.folder(code)).name for code in language.languages()}
    assert all(name in html for name in names if not name.startswith("_"))


def test_the_documents_say_that_they_are_in_english(site: Site) -> None:
    assert (
        '<article class="document__body" lang="en">'
        in site.client.get("/method", headers={"accept-language": "nb"}).text
    )


def test_html_in_a_document_is_shown_and_links_to_files_lead_nowhere() -> None:
    found = rendered(
        "# Title\n\n<script>x</script> [a](quality.md#known) [b](../evaluation/x.md) [c](javascript:alert(1))\n"
        "\n## Same\n\n## Same\n"
    )
    assert "<script>" not in found.body
    assert 'href="/quality#known"' in found.body
    assert "evaluation" not in found.body
    assert 'href="javascript' not in found.body
    assert [one.anchor for one in found.contents] == ["same", "same-1"]
    assert found.title == "Title"


def test_a_document_that_did_not_come_along_is_none() -> None:
    assert document("nothing.md") is None
    assert document("method.md") is not None


def test_anchors_are_those_that_links_in_the_documents_use() -> None:
    assert slug("Place and time are stated, or carried, and say which") == (
        "place-and-time-are-stated-or-carried-and-say-which"
    )
