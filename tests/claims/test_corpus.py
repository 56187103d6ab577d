"""Short reports of many wars, and what must be read of each: see cases.py for the form of a case."""

from __future__ import annotations

from typing import Any

import pytest
from cases import fits, read_cases, reading_of, shown

CASES = read_cases()


def marked(case: dict[str, Any]) -> Any:
    why = case.get("xfail")
    marks = [pytest.mark.xfail(reason=why, strict=True, raises=AssertionError)] if why else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    reading = reading_of(case)
    claims = [c for c in reading.claims if c.kind != "background"]
    read = "\n".join(["", case["text"], *map(shown, reading.claims)])
    if case.get("none"):
        assert claims == [], read
    left = list(claims)
    for wanted in case.get("claims", ()):
        found = next((c for c in left if fits(c, wanted)), None)
        assert found is not None, f"not read: {wanted}{read}"
        left.remove(found)
    extra = [shown(c) for c in left if c.kind in case["exact"]]
    assert extra == [], f"read beside what is expected{read}"
    kept = [c.text for c in reading.claims if c.kind == "background"]
    for words in case.get("background", ()):
        assert any(words in text for text in kept), f"not kept: {words}{read}"
