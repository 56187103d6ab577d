"""What guards the pages, and the files they load."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sites import Site

PINNED = Path(__file__).parents[2] / "src" / "vitne" / "web" / "libraries" / "package-lock.json"
VIEWS = (
    "/",
    "/actors",
    "/voices",
    "/review",
    "/judgements",
    "/method",
    "/quality",
    "/sign-in",
    "/none",
)


@pytest.mark.parametrize("path", [*VIEWS, "/api/v1/incidents", "/static/x/none.css"])
def test_every_answer_forbids_what_a_page_must_not_do(site: Site, path: str) -> None:
    headers = site.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", VIEWS)
def test_no_page_has_a_script_or_a_style_in_it(site: Site, path: str) -> None:
    text = site.client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", text)


def test_files_are_kept_by_the_browser_until_they_change(site: Site) -> None:
    page = site.client.get("/").text
    address = re.search(r'href="(/static/[^"]+/css/base\.css)"', page)
    assert address is not None
    answer = site.client.get(address[1])
    assert "immutable" in answer.headers["cache-control"]
    again = site.client.get(address[1], headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    old = site.client.get("/static/0123456789ab/css/base.css")
    assert "immutable" not in old.headers["cache-control"]


def test_files_are_sent_as_small_as_the_browser_takes_them(site: Site) -> None:
    page = site.client.get("/").text
    address = re.search(r'data-countries="([^"]+)"', page)
    assert address is not None
    sizes = {
        codings: int(
            site.client.get(address[1], headers={"accept-encoding": codings}).headers[
                "content-length"
            ]
        )
        for codings in ("identity", "gzip", "br, gzip")
    }
    assert sizes["br, gzip"] <= sizes["gzip"] < sizes["identity"] / 2


def test_a_form_from_another_site_is_refused(site: Site) -> None:
    answer = site.client.post("/sign-in", headers={"origin": "https://example.org"})
    assert answer.status_code == 403
    cross = site.client.post("/sign-in", headers={"sec-fetch-site": "cross-site"})
    assert cross.status_code == 403


def test_another_name_for_this_machine_is_refused(site: Site) -> None:
    for path in ("/", "/api/v1/incidents"):
        assert site.client.get(path, headers={"host": "evil.example"}).status_code in (
            400,
            403,
            421,
        )


def test_what_is_taken_from_others_is_pinned_without_addresses() -> None:
    packages = json.loads(PINNED.read_text())["packages"]
    assert not any("resolved" in package for package in packages.values())
    assert all(package.get("integrity") for name, package in packages.items() if name)
