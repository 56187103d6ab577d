"""What a reader chose for all pages: language, light or dark, whose borders are drawn solid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.wording import LOCALES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_YEAR = 31_536_000  # seconds


class Preference(msgspec.Struct, frozen=True):
    """One choice: `?name=value` in any address makes it, and a cookie keeps it."""

    name: str
    values: tuple[str, ...]  # the default first

    @property
    def cookie(self) -> str:
        """The name of its cookie."""
        return f"vitne_{self.name}"

    def asked(self, request: Request) -> str | None:
        """What the address asks for."""
        value = request.query_params.get(self.name)
        return value if value in self.values else None

    def of(self, request: Request) -> str | None:
        """What the reader chose, in this address or before."""
        kept = request.cookies.get(self.cookie)
        return self.asked(request) or (kept if kept in self.values else None)


LANGUAGE = Preference("lang", LOCALES)
THEME = Preference("theme", ("auto", "light", "dark"))
WORLDVIEW = Preference("worldview", ("defacto", "recognised"))
PREFERENCES = (LANGUAGE, THEME, WORLDVIEW)


def locale_of(request: Request) -> str:
    """The language of the interface: chosen, else the one the browser likes best."""
    return LANGUAGE.of(request) or _liked(request.headers.get("accept-language", ""))


def keep(request: Request, response: Response) -> None:
    """Keep what the address asks for."""
    for preference in PREFERENCES:
        value = preference.asked(request)
        if value is not None:
            response.set_cookie(
                preference.cookie, value, max_age=_YEAR, httponly=True, samesite="lax"
            )


def _liked(header: str) -> str:
    """The best of a header such as "nn-NO,nb;q=0.9,en;q=0.5"; Norwegian of any kind is one."""
    weighed = []
    for part in header[:500].split(","):
        tag, _, weight = part.strip().lower().partition(";q=")
        code = {"no": "nb", "nn": "nb"}.get(tag.partition("-")[0], tag.partition("-")[0])
        if code in LOCALES:
            weighed.append((-_number(weight), code))
    return min(weighed, key=lambda one: one[0])[1] if weighed else LOCALES[0]


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
