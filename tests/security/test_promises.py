"""What the pages on security promise: every test that they name is there, and every item has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}
ITEM = re.compile(r"^\| (\d[^|]*) \| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|$", re.MULTILINE)


def text_of(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["security.md", "asvs.md"])
def test_every_test_that_is_named_is_there(page: str) -> None:
    named = set(re.findall(r"`(test_\w+)`", text_of(page)))
    assert len(named) > 25
    assert sorted(named - TESTS) == []


def test_every_item_that_holds_is_proved() -> None:
    items = ITEM.findall(text_of("asvs.md"))
    assert len(items) > 70
    for number, gist, status, proof in items:
        assert status.strip().startswith(
            ("holds", "partly", "by design", "proxy", "**missing**")
        ), number
        if status.startswith(("holds", "partly", "by design")):
            assert "`test_" in proof, f"{number} {gist}"


def test_every_threat_is_met_by_a_test() -> None:
    rows = re.findall(
        r"^\| ([STRIDE]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", text_of("security.md"), re.MULTILINE
    )
    assert {row[0] for row in rows} == set("STRIDE")
    assert all("`test_" in proof for *_, proof in rows)


def test_links_of_the_pages_lead_somewhere() -> None:
    for page in (
        "SECURITY.md",
        "docs/security.md",
        "docs/asvs.md",
        "docs/decisions/0009-people.md",
    ):
        path = ROOT / page
        for link in re.findall(r"\]\(([^)#:]+)[^)]*\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{page}: {link}"
