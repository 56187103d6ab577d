"""The bill of materials: whole, the same each time, and of nothing that may not be given along."""

from __future__ import annotations

import importlib.util
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def script() -> Any:
    """The script that makes the bill, which lies outside of the package."""
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "evaluation" / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    made: dict[str, Any] = script().make()
    return made


def test_it_lists_all_that_vitne_needs_and_all_that_needs(bill: dict[str, Any]) -> None:
    names = {one["name"] for one in bill["components"]}
    asked = {re.split(r"[^\w.-]", text)[0].lower().replace("_", "-")
             for text in metadata.requires("vitne") or () if "extra ==" not in text}  # fmt: skip
    assert asked <= names
    assert {"h11", "maplibre-gl"} <= names
    assert "pytest" not in names


def test_every_part_has_a_version_an_address_and_a_licence(bill: dict[str, Any]) -> None:
    for one in bill["components"]:
        assert one["version"]
        assert one["purl"] == one["bom-ref"]
        assert one["purl"].startswith(("pkg:pypi/", "pkg:npm/"))
    assert script().unfree(bill) == []


def test_whoever_is_needed_is_listed(bill: dict[str, Any]) -> None:
    known = {one["bom-ref"] for one in (*bill["components"], bill["metadata"]["component"])}
    told = {one["ref"] for one in bill["dependencies"]}
    needed = {ref for one in bill["dependencies"] for ref in one["dependsOn"]}
    assert needed | told <= known
    assert len(known) == len(bill["components"]) + 1


def test_the_same_environment_gives_the_same_bill(bill: dict[str, Any]) -> None:
    assert script().make() == bill


def test_a_licence_that_nobody_knows_is_found() -> None:
    part = {"name": "x", "version": "1", "licenses": [{"license": {"name": "Proprietary"}}]}
    assert len(script().unfree({"components": [part]})) == 1
    assert len(script().unfree({"components": [{"name": "x", "version": "1"}]})) == 1


def test_what_is_installed_for_tests_is_pinned_by_hash() -> None:
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.\[\],-]+)==\S+ *\\?((?:\n +--hash=sha256:[0-9a-f]{64} *\\?)+)", text,
                      re.MULTILINE)  # fmt: skip
    assert len(pins) > 50
    assert len(pins) == len(re.findall(r"^[\w.\[\],-]+==", text, re.MULTILINE))
