"""Every language is held to the same reports: a case that one lacks is listed with its reason."""

from __future__ import annotations

import tomllib

import pytest
from cases import HERE, read_cases

# language → "file:case", or "file" where a language has none of its cases → why
ABSENT: dict[str, dict[str, str]] = tomllib.loads((HERE / "absent.toml").read_text("utf-8"))
CASES = [case["id"].split(":", 1) for case in read_cases()]
LANGUAGES = sorted({language for language, _ in CASES})
ALL = {case for _, case in CASES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_case(language: str) -> None:
    own = {case for code, case in CASES if code == language}
    excused = ABSENT.get(language, {})
    missing = {c for c in ALL - own if not {c, c.partition(":")[0]} & excused.keys()}
    assert missing == set(), f"cases that {language} lacks, and absent.toml does not excuse"


@pytest.mark.parametrize("language", ABSENT)
def test_an_excuse_has_a_case_and_a_reason(language: str) -> None:
    own = {case for code, case in CASES if code == language}
    held = own | {case.partition(":")[0] for case in own}
    known = ALL | {case.partition(":")[0] for case in ALL}
    for case, why in ABSENT[language].items():
        assert case in known, f"{case} is no case"
        assert case not in held, f"{language} has {case}"
        assert why
