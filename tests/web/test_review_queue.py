"""The review queue: its order and why, what is judged through it, and what that changes."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from browser import Looks, unusable
from judging import Person, incident_in, show_token, sign_in, state, tolls
from records import make_of
from sites import Site, opened

from vitne.model import Metadata
from vitne.record.ids import incident_of
from vitne.record.judgements import every, standing
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from vitne.model import Judgement

TOKEN = "a token for tests"  # noqa: S105 - opens nothing
DAY = "onsdag 28. oktober 2020"


def told(html: str) -> str:
    return re.sub(r" ([.,])", r"\1", " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()))


def queue(html: str) -> list[str]:
    """The ids of the claims in the list, in its order."""
    listed = html.split('class="queue__list"')[1].split("</ol>")[0]
    return re.findall(r"claim=([0-9a-f]{16})", listed)


def decided(site: Site) -> list[Judgement]:
    with site.record.reading() as connection:
        return every(connection)


@pytest.fixture
def two_voices(tmp_path: Path, serve: Callable[..., Site]) -> Site:
    """Barda told by two voices, 17 and 21; Tartar, a day earlier, by one that says 2."""

    def report(outlet: str, text: str) -> tuple[str, str, Metadata]:
        return (
            f"{outlet}.txt",
            text,
            Metadata(published="2020-10-29", publisher=outlet, language="nb"),
        )

    path = tmp_path / "two.db"
    reports = [
        report("Kystnytt", f"Angrep\n\nRaketter slo ned i Barda i Aserbajdsjan {DAY}. 21 sivile ble drept, opplyser riksadvokaten.\n"),
        report("Fjordavisa", f"Angrep\n\nRaketter slo ned i Barda i Aserbajdsjan {DAY}. 17 sivile ble drept, ifølge Human Rights Watch.\n"),
        report("Byposten", "Angrep\n\nGranater slo ned i Tartar i Aserbajdsjan tirsdag 27. oktober 2020. To mennesker ble drept, opplyser politiet.\n"),
    ]  # fmt: skip
    make_of(path, reports)
    return serve(opened(path), token=TOKEN)


def claim(site: Site, low: int) -> Any:
    (found,) = [row for row in tolls(site.record, measure="killed") if row.low == low]
    return found


# ------------------------------------------------------------------ order


def test_what_hangs_most_on_one_doubtful_claim_comes_first(two_voices: Site) -> None:
    html = two_voices.client.get("/review").text
    order = queue(html)
    barda, other, tartar = (claim(two_voices, n).id for n in (21, 17, 2))
    assert {order[0], order[1]} == {barda, other}  # 4 people apart, contradicted
    assert order.index(tartar) > 1
    assert "4 dead at stake" in told(html)
    assert "another voice says otherwise" in told(html)


def test_the_order_is_explained_in_full(two_voices: Site) -> None:
    html = told(two_voices.client.get("/review").text)
    assert "How the order is made" in html
    shown = re.search(r"impact ([\d.]+) × \(1 \+ doubt ([\d.]+)\) = ([\d.]+)", html)
    assert shown
    impact, doubt, rank = map(float, shown.groups())
    assert rank == pytest.approx(impact * (1 + doubt), abs=0.2)


def test_what_would_change_without_a_claim_is_computed(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    html = told(two_voices.client.get(f"/review?claim={one.id}").text)
    assert "killed: 17–21, best 17" in html
    assert "without it: 17" in html


def test_the_words_of_the_claim_are_lit_up_in_theirs(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    html = two_voices.client.get(f"/review?claim={one.id}").text
    words = html.split('class="focus__words"')[1].split("</blockquote>")[0]
    assert re.search(r'lit-number"[^>]*>21<', words)
    assert re.search(r'lit-place"[^>]*>Barda<', words)
    assert "riksadvokaten" in words


@pytest.mark.parametrize("facet", ["language=nb", "country=YEM", "kind=toll"])
def test_the_queue_can_be_narrowed(own_site: Site, facet: str) -> None:
    whole = own_site.client.get("/review?state=all").text
    some = own_site.client.get(f"/review?state=all&{facet}").text
    total = int(re.findall(r'queue__heading">([\d,]+) claims', whole)[0].replace(",", ""))
    fewer = int(re.findall(r'queue__heading">([\d,]+) claim', some)[0].replace(",", ""))
    assert 0 < fewer < total
    name, value = facet.split("=")
    assert re.search(rf'name="{name}".*?value="{value}" selected', some, re.DOTALL)


def test_the_queue_of_one_incident_has_its_claims(two_voices: Site) -> None:
    key = claim(two_voices, 2).incident
    order = queue(two_voices.client.get(f"/review?incident={key}").text)
    with two_voices.record.reading() as connection:
        assert {incident_of(connection, one) for one in order} == {key}


def test_all_pages_together_are_the_queue(own_site: Site) -> None:
    first = own_site.client.get("/review").text
    pages = int(re.findall(r"page 1 / (\d+)", told(first))[0])
    seen = [
        one
        for at in range(1, pages + 1)
        for one in queue(own_site.client.get(f"/review?at={at}").text)
    ]
    total = int(re.findall(r'queue__heading">([\d,]+) claims', first)[0].replace(",", ""))
    assert len(seen) == len(set(seen)) == total


def test_the_next_claim_of_the_last_on_a_page_is_on_the_next(own_site: Site) -> None:
    first, second = (queue(own_site.client.get(f"/review?at={at}").text) for at in (1, 2))
    html = own_site.client.get(f"/review?claim={first[-1]}").text
    way = unescape(re.findall(r'href="([^"]+)" data-key="j"', html)[0])
    assert f"claim={second[0]}" in way
    assert "at=2" in way
    back = own_site.client.get(way).text
    assert f"claim={first[-1]}" in unescape(re.findall(r'href="([^"]+)" data-key="k"', back)[0])


@pytest.mark.parametrize(
    "query",
    [
        "state=x",
        "at=0",
        "at=-1",
        "at=x",
        "at=99999999999999999999",
        "language=" + "x" * 1000,
        "at=٣",
    ],
)
def test_what_cannot_be_asked_is_no_fault_of_the_server(own_site: Site, query: str) -> None:
    assert own_site.client.get(f"/review?{query}").status_code == 422


@pytest.mark.parametrize("query", ["claim=nope", "claim=%00", "incident=nope", "claim=" + "g" * 16])
def test_what_is_not_there_is_a_page_that_says_so(own_site: Site, query: str) -> None:
    assert own_site.client.get(f"/review?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["language=<script>", "country=%F0%9F%92%A5", "kind=none", "at=999999"]
)
def test_where_nothing_is_found_the_page_says_so(own_site: Site, query: str) -> None:
    answer = own_site.client.get(f"/review?{query}")
    assert answer.status_code == 200
    assert "Nothing is left to review here." in told(answer.text)


def test_an_empty_record_has_an_empty_queue(tmp_path: Path, serve: Callable[..., Site]) -> None:
    path = tmp_path / "empty.db"
    make_of(path, [])
    site = serve(opened(path))
    assert "Nothing is left to review here." in told(site.client.get("/review").text)
    assert "Nothing was decided yet." in told(site.client.get("/judgements").text)


# ------------------------------------------------------------------ judging without scripts


def test_accepting_takes_a_claim_out_of_the_queue(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        html = kari.judge(action="accept", claims=one.id).text
        assert "Accept, kept and signed." in told(html)
        assert "No estimate changed." in told(html)
        assert one.id not in queue(html)
    assert state(two_voices.record, one.id) == "accepted"
    assert one.id in queue(two_voices.client.get("/review?state=accepted").text)


def test_rejecting_tells_what_it_changed(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        html = kari.judge(action="reject", claims=one.id, reason="Not in the text").text
    assert "killed: 17–21 (best 17) → 17" in told(html)
    page = two_voices.client.get(f"/incidents/{claim(two_voices, 17).incident}").text
    assert told(page.split('id="killed"')[1].split("</p>")[0]).endswith("17")
    (made,) = decided(two_voices)
    assert (made.author, made.reason) == ("Kari Nordmann", "Not in the text")


def test_rejecting_without_a_reason_is_refused_in_words(two_voices: Site) -> None:
    with Person(two_voices) as kari:
        html = kari.judge(action="reject", claims=claim(two_voices, 21).id).text
    assert "Nothing was decided. reject needs a reason" in told(html)
    assert decided(two_voices) == []


def edit_form(person: Person, one: str) -> dict[str, str]:
    """What a browser would send of the form that corrects a claim."""
    html = person.client.get(f"/review?claim={one}").text
    form = next(f for f in html.split("<form")[1:] if 'value="correct"' in f).split("</form>")[0]
    was = {k: unescape(v) for k, v in re.findall(r'name="was:([a-z._]+)" value="([^"]*)"', form)}
    return {f"was:{k}": v for k, v in was.items()} | was


def test_a_correction_is_made_of_what_was_changed_in_the_form(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        sent = edit_form(kari, one.id) | {
            "toll.low": "19",
            "toll.high": "",
            "place.precision": "near",
        }
        html = kari.judge(action="correct", claims=one.id, reason="Misread", **sent).text
    assert "Correct, kept and signed." in told(html)
    found = {made.field: made.value for made in decided(two_voices)}
    assert found == {"toll": {"low": 19, "high": None}, "place": {"precision": "near"}}
    assert "killed: 17–21 (best 17) → 17 or more" in told(html)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "nothing was changed in the form"),
        ({"toll.low": "many"}, "toll.low: a whole number from 0"),
        ({"toll.low": "-3"}, "toll.low: a whole number from 0"),
        ({"toll.low": "9" * 30}, "toll.low: a whole number from 0"),
        ({"toll.low": "30"}, "toll"),
        ({"place.country": "Narnia"}, "a country code of three letters"),
        ({"time.earliest": "last week"}, "a day such as"),
        ({"modality": "true"}, "is not one of asserted"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_words(
    two_voices: Site, changed: dict[str, str], words: str
) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        sent = edit_form(kari, one.id) | changed
        html = kari.judge(action="correct", claims=one.id, reason="x", **sent).text
    assert "Nothing was decided." in told(html)
    assert words in told(html)
    assert decided(two_voices) == []


def test_names_are_corrected_one_a_line(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        sent = edit_form(kari, one.id) | {"agents": "Armed forces of Armenia\r\n\r\nSomebody else"}
        kari.judge(action="correct", claims=one.id, reason="x", **sent)
    (made,) = decided(two_voices)
    assert (made.field, made.value) == ("agents", ["Armed forces of Armenia", "Somebody else"])


def test_merging_makes_one_incident_and_splitting_two(two_voices: Site) -> None:
    barda, tartar = claim(two_voices, 21), claim(two_voices, 2)
    assert barda.incident != tartar.incident
    with Person(two_voices) as kari:
        html = kari.client.get(f"/review?claim={tartar.id}").text
        assert f'name="with" value="{barda.incident}"' in html  # it is offered, being near
        with_address = f"{two_voices.address}/incidents/{barda.incident}?as_of=#words"
        kari.judge(action="merge", claims=tartar.id, **{"with": with_address}, reason="One attack")
        assert claim(two_voices, 2).incident == claim(two_voices, 21).incident
        html = kari.client.get(f"/review?claim={tartar.id}").text
        others = re.findall(r'type="checkbox" name="claims" value="([0-9a-f]+)"', html)
        kari.judge(action="split", claims=[tartar.id, *others], reason="Two towns")
    assert claim(two_voices, 2).incident != claim(two_voices, 21).incident


@pytest.mark.parametrize(
    "other", ["", "nope", "x" * 500, "\x00", "/incidents/", "https://example.org/incidents/1"]
)
def test_merging_with_what_is_none_is_refused_in_words(two_voices: Site, other: str) -> None:
    with Person(two_voices) as kari:
        html = kari.judge(
            action="merge", claims=claim(two_voices, 21).id, **{"with": other}, reason="x"
        ).text
    assert "Nothing was decided." in told(html)


def test_undoing_brings_the_figure_back_and_both_stay_in_the_history(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        kari.judge(action="reject", claims=one.id, reason="a slip")
        (made,) = decided(two_voices)
        html = kari.client.get("/review").text
        assert f'name="undoes" value="{made.id}"' in html
        html = kari.judge(action="undo", undoes=made.id, reason="It is there").text
        assert "killed: 17 → 17–21 (best 17)" in told(html)
    history = two_voices.client.get("/judgements").text
    assert history.count('class="decided') >= 2
    assert "undone" in told(history)
    assert state(two_voices.record, one.id) == "unreviewed"


def test_the_best_figure_is_chosen_on_the_page_of_the_incident(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    back = f"/incidents/{one.incident}"
    with Person(two_voices) as kari:
        html = kari.judge(
            action="best", claims=one.id, field="killed", value="20", reason="List", back=back
        ).text
        assert "killed: 17–21 (best 17) → 17–21 (best 20)" in told(html)
        assert "R6-reviewer" in html
        html = kari.judge(
            action="best", claims=one.id, field="killed", value="-1", reason="x", back=back
        ).text
        assert "a best figure is a whole number from 0" in told(html)


@pytest.mark.parametrize(
    "action", ["", "delete", "ACCEPT", "\x00", "undo", "best", "grade", "note"]
)
def test_nonsense_is_refused_in_words(two_voices: Site, action: str) -> None:
    with Person(two_voices) as kari:
        answer = kari.judge(action=action, claims=claim(two_voices, 21).id)
    assert answer.status_code == 200
    assert "Nothing was decided." in told(answer.text)
    assert decided(two_voices) == []


@pytest.mark.parametrize("key", ["", "nope", "0" * 16, "x" * 100_000, "<script>", "\x00"])
def test_claims_that_are_none_are_refused_in_words(two_voices: Site, key: str) -> None:
    with Person(two_voices) as kari:
        answer = kari.judge(action="accept", claims=key)
    assert answer.status_code == 200
    assert "Nothing was decided." in told(answer.text)


# ------------------------------------------------------------------ who may


def test_without_a_form_of_ours_nothing_is_decided(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari, Person(two_voices, "Ola") as ola:
        for csrf in ("", "x", ola.csrf, "æ" * 10):
            answer = kari.judge(action="accept", claims=one.id, csrf=csrf)
            assert answer.status_code == 403
    assert decided(two_voices) == []


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    back = f"/review?claim={one.id}"
    answer = two_voices.client.post(
        "/judge", data={"action": "accept", "claims": one.id, "back": back}
    )
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert where.startswith("/sign-in?next=")
    form = two_voices.client.get(where).text
    assert f'name="next" value="{back}"' in unescape(form)
    assert decided(two_voices) == []


def test_another_site_cannot_decide(two_voices: Site) -> None:
    with Person(two_voices) as kari:
        told_ = {"csrf": kari.csrf, "action": "accept", "claims": claim(two_voices, 21).id}
        for headers in ({"origin": "https://example.org"}, {"sec-fetch-site": "cross-site"}):
            assert kari.client.post("/judge", data=told_, headers=headers).status_code == 403
        assert kari.client.get("/judge").status_code == 405
        answer = kari.client.post("/judge", json=told_)
        assert answer.status_code == 422
    assert decided(two_voices) == []


@pytest.mark.parametrize(
    "back",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "javascript:alert(1)",
        "\x00",
        "/a\r\nx: y",
    ],
)
def test_nobody_is_led_elsewhere(two_voices: Site, back: str) -> None:
    with Person(two_voices) as kari:
        sent = {
            "csrf": kari.csrf,
            "action": "accept",
            "claims": claim(two_voices, 21).id,
            "back": back,
        }
        where = kari.client.post("/judge", data=sent).headers["location"]
    assert where.startswith("/review?done=")


def test_a_server_without_a_token_says_kindly_that_nobody_judges(site: Site) -> None:
    html = told(site.client.get("/sign-in").text)
    assert "This record is shown for reading" in html
    assert "Nobody can judge here" in html
    assert "nothing can be judged here" in told(site.client.get("/review").text)
    answer = site.client.post("/sign-in", data={"name": "Kari", "token": ""})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_wrong_token_a_wrong_name_and_too_many_tries(own_site: Site) -> None:
    client, wrong = own_site.client, "x"
    assert "not the token" in told(show_token(client, name="Kari", token=wrong).text)
    assert "1 to 200 printable" in told(show_token(client, name=" ", token=TOKEN).text)
    assert "1 to 200 printable" in told(show_token(client, name="x" * 300, token=TOKEN).text)
    for _ in range(12):
        answer = show_token(client, name="Kari", token=wrong)
    assert answer.status_code == 429
    assert "Too many wrong tokens" in told(answer.text)
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert "vitne_session" not in client.cookies


def test_signing_out_takes_a_form_of_ours(own_site: Site) -> None:
    with Person(own_site) as kari:
        assert "Kari Nordmann" in told(kari.client.get("/").text)
        assert kari.client.post("/sign-out", data={"csrf": "x"}).status_code == 403
        assert kari.client.post("/sign-out", data={"csrf": kari.csrf}).status_code == 303
        assert "Kari Nordmann" not in told(kari.client.get("/").text)
        assert kari.client.get("/sign-out").headers["location"] == "/"
    assert own_site.client.post("/sign-out", data={"csrf": ""}).status_code == 401


# ------------------------------------------------------------------ two people


def test_what_one_accepted_is_offered_to_another_and_not_to_them_again(
    two_voices: Site, serve: Callable[..., Site]
) -> None:
    site = serve(two_voices.record, token=TOKEN, two_people=True)
    one = claim(site, 21).id
    with Person(site) as kari, Person(site, "Ola") as ola:
        assert one not in queue(kari.judge(action="accept", claims=one).text)
        assert one in queue(ola.client.get("/review").text)
        assert one in queue(kari.client.get("/review?state=pending").text)
        assert "after Kari Nordmann" in told(ola.client.get(f"/review?claim={one}").text)
        assert one not in queue(ola.judge(action="accept", claims=one).text)
        assert "No claim is so." in told(kari.client.get("/review?state=pending").text)


def test_what_another_corrected_is_offered_again(
    two_voices: Site, serve: Callable[..., Site]
) -> None:
    site = serve(two_voices.record, token=TOKEN, two_people=True)
    one = claim(site, 21).id
    with Person(site) as kari, Person(site, "Ola") as ola:
        kari.judge(action="accept", claims=one)
        ola.judge(
            action="correct", claims=one, reason="x", **(edit_form(ola, one) | {"toll.high": "23"})
        )
        assert one in queue(kari.client.get("/review").text)
        assert one not in queue(ola.client.get("/review").text)


# ------------------------------------------------------------------ with keys


@pytest.fixture
def kari(two_voices: Site, look: Looks) -> Any:
    with look.at(two_voices.address) as page:
        sign_in(page, TOKEN)
        yield page


def here(page: Page) -> str:
    return page.get_attribute("#focus", "data-claim") or ""


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_key_accepts_and_goes_on(kari: Page, two_voices: Site) -> None:
    first = here(kari)
    press(kari, "a")
    assert state(two_voices.record, first) == "accepted"
    assert here(kari) != first
    assert "kept and signed" in kari.inner_text("[role=status]")


def test_a_key_opens_the_form_that_asks_why(kari: Page, two_voices: Site) -> None:
    first = here(kari)
    kari.keyboard.press("r")
    kari.keyboard.type("a j k e u")  # letters in a field do nothing else
    press(kari, "Enter")
    assert state(two_voices.record, first) == "rejected"
    assert decided(two_voices)[0].reason == "a j k e u"


def test_keys_go_along_the_queue(kari: Page) -> None:
    first = here(kari)
    press(kari, "j")
    second = here(kari)
    assert second != first
    press(kari, "k")
    assert here(kari) == first


def test_keys_edit_merge_split_help_and_close(kari: Page) -> None:
    for key, shown in (
        ("e", "[name='toll.low']"),
        ("m", "[name=with]"),
        ("s", "[name=claims][type=checkbox]"),
        ("?", ".keys"),
    ):
        assert not kari.locator(shown).first.is_visible()
        kari.keyboard.press(key)
        assert kari.locator(shown).first.is_visible()
        kari.keyboard.press("Escape")
        assert kari.locator("details.act[open], details.help[open]").count() == 0


def test_a_key_undoes_what_was_decided_last(kari: Page, two_voices: Site) -> None:
    first = here(kari)
    press(kari, "a")
    kari.keyboard.press("u")
    kari.wait_for_selector("details.act[open] input[name=reason]")
    press(kari, "Enter")
    assert state(two_voices.record, first) == "unreviewed"
    assert here(kari) == first


def test_a_form_corrects_with_the_browser(kari: Page, two_voices: Site) -> None:
    kari.goto(f"/review?claim={claim(two_voices, 21).id}")
    kari.keyboard.press("e")
    kari.fill("[name='toll.low']", "20")
    kari.fill("details[open] [name=reason]", "Misread")
    with kari.expect_navigation():
        kari.get_by_role("button", name="Correct it").click()
    (made,) = decided(two_voices)
    assert (made.field, made.value) == ("toll", {"low": 20})  # nothing else was changed on the way


def test_keys_with_a_modifier_are_the_browsers(kari: Page, two_voices: Site) -> None:
    kari.keyboard.press("Control+a")
    kari.keyboard.press("Alt+r")
    assert kari.locator("details.act[open]").count() == 0
    assert decided(two_voices) == []


def test_who_is_not_signed_in_reads_and_keys_decide_nothing(two_voices: Site, look: Looks) -> None:
    with look.at(two_voices.address) as page:
        page.goto("/review")
        page.keyboard.press("a")
        assert page.locator("[data-key=a]").count() == 0
        press(page, "j")
    assert decided(two_voices) == []


def test_everything_can_be_done_without_scripts(two_voices: Site, look: Looks) -> None:
    with look.at(two_voices.address, java_script_enabled=False) as page:
        sign_in(page, TOKEN)
        first = here(page)
        page.click("summary[data-key=r]")
        page.fill("details[open] input[name=reason]", "No")
        page.get_by_role("button", name="Reject it").click()
        page.wait_for_url("**done=**")
    assert state(two_voices.record, first) == "rejected"


def test_a_claim_is_judged_from_the_incident_and_seen_there(two_voices: Site, look: Looks) -> None:
    key = claim(two_voices, 21).incident
    with look.at(two_voices.address) as page:
        sign_in(page, TOKEN)
        page.goto(f"/incidents/{key}")
        page.get_by_text("Review its claims one by one").click()
        page.wait_for_url("**/review?**")  # a key pressed before the page has loaded does nothing
        press(page, "a")
        page.goto(f"/incidents/{key}#judged")
        assert "Kari Nordmann" in page.inner_text("#judged")


def test_it_can_be_read_on_every_screen(two_voices: Site, look: Looks) -> None:
    with look.at(two_voices.address) as page:
        assert unusable(page, "/sign-in") == []
        sign_in(page, TOKEN)
        for key in ("", "e", "m", "s", "?"):
            page.keyboard.press("Escape")
            if key:
                page.keyboard.press(key)
            assert unusable(page) == [], key
        page.keyboard.press("Escape")
        press(page, "j")
        press(page, "a")
        for where in ("/judgements", f"/incidents/{claim(two_voices, 21).incident}", "/sign-out"):
            assert unusable(page, where) == []


def test_a_thousand_judgements_are_told_page_by_page(two_voices: Site) -> None:
    one = claim(two_voices, 21)
    with Person(two_voices) as kari:
        for n in range(60):
            kari.client.post(
                "/judge",
                data={"csrf": kari.csrf, "action": "note", "claims": one.id, "value": f"note {n}"},
            )
    first = two_voices.client.get("/judgements").text
    assert "60 judgements" in told(first)
    assert first.count('<li class="decided') == 50
    way = unescape(re.findall(r'href="([^"]+)" rel="next"', first)[0])
    assert two_voices.client.get(way).text.count('<li class="decided') == 10
    assert two_voices.client.get("/judgements?author=nobody").text.count('<li class="decided') == 0
    assert two_voices.client.get("/judgements?action=nonsense").status_code == 422


def test_a_sentence_without_an_end_is_shown_in_part(
    tmp_path: Path, serve: Callable[..., Site]
) -> None:
    text = f"Angrep\n\nRaketter slo ned i Barda i Aserbajdsjan {DAY} og drepte 21 sivile {'og enda flere ord ' * 100_000}."
    path = tmp_path / "long.db"
    make_of(
        path,
        [("long.txt", text, Metadata(published="2020-10-29", publisher="Kystnytt", language="nb"))],
    )
    site = serve(opened(path), token=TOKEN)
    with site.record.reading() as connection:
        keys = list(connection.exec_driver_sql("select id from incidents").scalars())
    for where in ("/review", *(f"/incidents/{key}" for key in keys)):
        answer = site.client.get(where)
        assert answer.status_code == 200
        assert len(answer.text) < 300_000


def test_the_incident_of_the_sample_can_be_narrowed_to(own_site: Site) -> None:
    key = incident_in(own_site.record, "Kabul").id
    html = own_site.client.get(f"/review?incident={key}").text
    assert "Only claims of" in told(html)
    with own_site.record.reading() as connection:
        assert standing(connection) == []
        assert Reviews.load(connection).reviewed() == set()
    assert msgspec.json.encode(queue(html))
