"""Prints what vitne is made of, as a bill of materials in CycloneDX 1.6: `make sbom`.

It lists vitne as it is installed here, every distribution that it needs (with `--extra`, that an extra
needs as well), their versions, licences and who needs whom, and the web libraries that lie in its wheel. The
same environment gives the same bytes. `pip-audit` and other auditors read it where there is a
network; here there is none to ask for advisories.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "src/vitne/web/libraries/package-lock.json"
FREE = (
    "MIT", "BSD", "Apache", "ISC", "MPL", "PSF", "Python Software Foundation", "Unlicense", "LGPL",
    "Lesser General Public", "Zlib", "0BSD", "CC0", "Public Domain", "BSL", "Boost", "HPND",
)  # fmt: skip


def main() -> None:
    """Print the bill; end with 1 where a licence is none that vitne may be given along with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extra", action="append", default=[], help="also what an extra needs")
    bill = make(tuple(parser.parse_args().extra))
    json.dump(bill, sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
    sys.stdout.write("\n")
    strange = unfree(bill)
    for one in strange:
        sys.stderr.write(f"sbom: {one}\n")
    sys.exit(1 if strange else 0)


def make(extras: tuple[str, ...] = ()) -> dict[str, Any]:
    """The bill of what is installed here."""
    needs = _closure(extras)
    root = _component("vitne")
    parts = [_component(name) for name in sorted(needs) if name != "vitne"]
    web = _web()
    tree = [
        {"ref": _ref(name), "dependsOn": sorted(_ref(one) for one in needs[name])}
        for name in sorted(needs)
    ]
    tree[[one["ref"] for one in tree].index(root["bom-ref"])]["dependsOn"] += [
        one["bom-ref"] for one in web
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**root, "type": "application"}},
        "components": [*parts, *web],
        "dependencies": tree,
    }


def unfree(bill: dict[str, Any]) -> list[str]:
    """The parts whose licence is not known to let vitne be given along with them."""
    found = []
    for part in bill["components"]:
        told = json.dumps(part.get("licenses", []))
        if not any(re.search(rf"\b{re.escape(name)}", told) for name in FREE):
            found.append(f"{part['name']} {part['version']}: licence {told}")
    return found


def _closure(extras: tuple[str, ...]) -> dict[str, set[str]]:
    """Who needs whom, from vitne on, as far as it is for this machine."""
    needs: dict[str, set[str]] = {}
    waiting = [("vitne", extras)]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        needs.setdefault(name, set())
        for text in metadata.requires(name) or ():
            one = Requirement(text)
            marked = [{"extra": extra} for extra in ("", *wanted)]
            if one.marker is None or any(one.marker.evaluate(where) for where in marked):
                other = canonicalize_name(one.name)
                needs[name].add(other)
                waiting.append((other, tuple(sorted(one.extras))))
    return needs


def _component(name: str) -> dict[str, Any]:
    told = metadata.metadata(name)
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(name),
        "name": name,
        "version": told["Version"],
        "purl": _ref(name),
        "licenses": _licences(told),
    }
    return {key: value for key, value in found.items() if value}


def _licences(told: Any) -> list[dict[str, Any]]:
    """As the distribution says it: an SPDX expression, else its classifiers, else its words."""
    if (expression := told.get("License-Expression")) is not None:
        return [{"expression": expression}]
    marks = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or ()
             if one.startswith("License ::")]  # fmt: skip
    words = (told.get("License") or "").strip().splitlines()[:1]
    return [{"license": {"name": one}} for one in dict.fromkeys(marks or words)]


def _ref(name: str) -> str:
    return f"pkg:pypi/{name}@{metadata.version(name)}"


def _web() -> list[dict[str, Any]]:
    """The libraries of npm that lie in the wheel, with the hashes they are pinned by."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    found = []
    for path, one in sorted(lock["packages"].items()):
        if not path:
            continue
        name = path.rpartition("node_modules/")[2]
        ref = f"pkg:npm/{name.replace('@', '%40', 1)}@{one['version']}"
        part: dict[str, Any] = {
            "type": "library", "bom-ref": ref, "name": name, "version": one["version"], "purl": ref,
        }  # fmt: skip
        if "license" in one:
            part["licenses"] = [{"expression": one["license"]}]
        if (pinned := _sha512(one.get("integrity", ""))) is not None:
            part["hashes"] = [{"alg": "SHA-512", "content": pinned}]
        found.append(part)
    return found


def _sha512(integrity: str) -> str | None:
    kind, _, text = integrity.partition("-")
    return base64.b64decode(text).hex() if kind == "sha512" else None


if __name__ == "__main__":
    main()
