"""Short reports of many wars, and what must be read of each: see cases.py for the form of a case.

A test is of one report in all its languages; what fails is told with its language and its words.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from cases import fits, read_cases, reading_of, shown

CASES: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _case in read_cases():
    CASES[_case["id"].partition(":")[2]].append(_case)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    failed = []
    for case in CASES[name]:
        wrong = fault(case)
        if "xfail" not in case and wrong:
            failed.append(f"{case['id']}: {wrong}\n{case['text']}")
            failed += map(shown, reading_of(case).claims)
        if "xfail" in case and not wrong:
            failed.append(f"{case['id']}: read as it should be, though marked {case['xfail']!r}")
    assert not failed, "\n".join(failed)


def fault(case: dict[str, Any]) -> str:
    """What is wrong with the reading of a case; "" for nothing."""
    claims = reading_of(case).claims
    left = [claim for claim in claims if claim.kind != "background"]
    if case.get("none") and left:
        return "something is read"
    for wanted in case.get("claims", ()):
        found = next((claim for claim in left if fits(claim, wanted)), None)
        if found is None:
            return f"not read: {wanted}"
        left.remove(found)
    if any(claim.kind in case["exact"] for claim in left):
        return "more is read than is expected"
    kept = [claim.text for claim in claims if claim.kind == "background"]
    lacking = [w for w in case.get("background", ()) if not any(w in text for text in kept)]
    return f"not kept: {lacking}" if lacking else ""


def test_a_wrong_reading_is_told() -> None:
    case = next(c for cases in CASES.values() for c in cases if c.get("claims") and not fault(c))
    assert fault({**case, "none": True}) == "something is read"
    assert fault({**case, "claims": [*case["claims"], {"kind": "no kind"}]}).startswith("not read")
    bare = {**case, "claims": [], "exact": [claim.kind for claim in reading_of(case).claims]}
    assert fault(bare) == "more is read than is expected"
    assert fault({**case, "background": ["no such words"]}) == "not kept: ['no such words']"
