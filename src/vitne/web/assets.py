"""The files a page loads beside itself: styles, scripts, map data and the libraries of others."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import msgspec
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

FOLDER = Path(__file__).parent / "static"
# Drawn alike on pages and in reports, which hold it themselves.
_SHARED = {"css/bars.css": Path(__file__).parents[1] / "exports" / "templates" / "bars.css"}
_PACKED = {".br": "br", ".gz": "gzip"}
_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")
_YEAR = "public, max-age=31536000, immutable"


class Asset(msgspec.Struct, frozen=True):
    """One file as it is sent: its bytes, and the same packed where that is smaller."""

    media_type: str
    digest: str
    plain: bytes
    packed: dict[str, bytes]  # by content coding, the smallest first


class Assets:
    """All files under `static`, held in memory; one address changes when any of them does.

    Modules import one another by relative paths, so the digest stands in the folder of all of them
    rather than in the name of each: `/static/DIGEST/js/overview.js`.
    """

    def __init__(self, files: Mapping[str, Asset]) -> None:
        self._files = files
        whole = hashlib.sha256()
        for name, asset in sorted(files.items()):
            whole.update(f"{name}\0{asset.digest}\n".encode())
        self.digest = whole.hexdigest()[:12]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Assets:
        """Read every file of a folder."""
        found = (path for path in sorted(folder.rglob("*")) if path.is_file())
        own = (path for path in found if path.suffix not in _PACKED and path.name[0] != ".")
        named = {path.relative_to(folder).as_posix(): path for path in own}
        return cls({name: _asset(path) for name, path in (named | _SHARED).items()})

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def url(self, name: str) -> str:
        """The address of a file.

        Raises:
            KeyError: There is no such file.
        """
        if name not in self._files:
            raise KeyError(f"no file static/{name}; `python hatch_build.py` brings the libraries")
        return f"/static/{self.digest}/{name}"

    def respond(self, request: Request, digest: str, name: str) -> Response | None:
        """Answer a request for a file; None where there is none."""
        asset = self._files.get(name)
        if asset is None:
            return None
        coding, body = _chosen(asset, request.headers.get("accept-encoding", ""))
        headers = {
            "cache-control": _YEAR if digest == self.digest else "no-cache",
            "etag": f'"{asset.digest}{"-" + coding if coding else ""}"',
            "vary": "accept-encoding",
        }
        if coding:
            headers["content-encoding"] = coding
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=asset.media_type, headers=headers)


def _asset(path: Path) -> Asset:
    plain = path.read_bytes()
    media_type = _media_type(path)
    packed = dict(_packed(path, plain)) if media_type.startswith(_TEXTS) else {}
    ranked = sorted(packed.items(), key=lambda one: len(one[1]))
    small = {coding: body for coding, body in ranked if len(body) < len(plain)}
    return Asset(media_type, hashlib.sha256(plain).hexdigest()[:16], plain, small)


def _packed(path: Path, plain: bytes) -> Iterator[tuple[str, bytes]]:
    """What the build packed as small as can be; else packed here, quickly."""
    for suffix, coding in _PACKED.items():
        made = path.with_name(path.name + suffix)
        if made.is_file() and made.stat().st_mtime >= path.stat().st_mtime:
            yield coding, made.read_bytes()
        elif coding == "br":
            yield coding, brotli.compress(plain, quality=5)
        else:
            yield coding, gzip.compress(plain, 6, mtime=0)


def _media_type(path: Path) -> str:
    if path.suffix in (".js", ".mjs"):
        return "text/javascript"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _chosen(asset: Asset, accepted: str) -> tuple[str, bytes]:
    """The smallest body that a client takes."""
    refused = {
        part.partition(";")[0].strip()
        for part in accepted.split(",")
        if "q=0" in part and "q=0." not in part
    }
    offered = {part.partition(";")[0].strip() for part in accepted.split(",")} - refused
    for coding, body in asset.packed.items():
        if coding in offered:
            return coding, body
    return "", asset.plain
