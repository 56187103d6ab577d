"""Who is asking: by the token of the server and a name, or by the cookie of a sign-in.

A person who signs in shows the token once and says a name; from then on a cookie stands for both.
The cookie is the name, the second it ends, and 16 random bytes, under an HMAC; the server keeps
nothing. What a signed-in page sends must carry the token of `csrf`, which other sites cannot know.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING

import msgspec

from vitne.api.tries import Tries
from vitne.record.texts import storable

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vitne.api.settings import Settings

COOKIE = "vitne_session"
AUTHOR = "X-Vitne-Author"
FORM_FIELD = "csrf"  # the name of the field of a form that holds the token of `csrf`
_LASTS = 12 * 3600  # seconds that a sign-in counts
_LONGEST = 200  # characters of a name
_BEARER = "bearer "


class Session(msgspec.Struct, frozen=True, array_like=True):
    """A sign-in: who, until when (seconds since 1970), and what tells it from others."""

    name: str
    ends: int
    nonce: bytes


def person(request: Request) -> str | None:
    """The name of whoever is asking and may judge; None where nobody is known.

    Raises:
        TooManyTriesError: From this address wrong tokens were tried too often in the last minute.
    """
    settings = _settings(request)
    if not settings.judging:
        return None
    header = request.headers.get("authorization")
    if header is not None:
        return _bearer(request, settings, header)
    found = session(request)
    return found.name if found else None


def session(request: Request) -> Session | None:
    """The sign-in that the cookie of a request stands for, if it is ours and has not ended."""
    settings = _settings(request)
    sealed = request.cookies.get(COOKIE)
    if not settings.judging or not sealed:
        return None
    body, _, mark = sealed.partition(".")
    if not hmac.compare_digest(_mark(settings, body.encode()), mark.encode()):
        return None
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(body), type=Session)
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        return None
    return found if found.ends > time.time() else None


def knows(request: Request, token: str) -> bool:
    """Whether a token is that of the server; a wrong one is remembered.

    Raises:
        TooManyTriesError: From this address wrong tokens were tried too often in the last minute.
    """
    settings, tries = _settings(request), _tries(request)
    who = request.client.host if request.client else ""
    tries.check(who)
    expected = hashlib.sha256((settings.token or "").encode()).digest()
    given = hashlib.sha256(token.encode("utf-8", "replace")).digest()
    right = settings.judging and hmac.compare_digest(expected, given)
    if not right:
        tries.failed(who)
    return right


def sign_in(request: Request, response: Response, *, token: str, name: str) -> bool:
    """Sign a person in who shows the token: set the cookie. False where the token is wrong.

    Raises:
        TooManyTriesError: From this address wrong tokens were tried too often in the last minute.
    """
    called = clean_name(name)
    if called is None or not knows(request, token):
        return False
    settings = _settings(request)
    made = Session(called, int(time.time()) + _LASTS, secrets.token_bytes(16))
    body = base64.urlsafe_b64encode(msgspec.json.encode(made))
    response.set_cookie(
        COOKIE,
        f"{body.decode()}.{_mark(settings, body).decode()}",
        max_age=_LASTS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return True


def sign_out(response: Response) -> None:
    """Let the browser forget who signed in."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


def csrf(request: Request) -> str:
    """What the forms of a sign-in must carry, in a field named `csrf`; empty where nobody signed in."""
    found = session(request)
    return _csrf(_settings(request), found) if found else ""


def is_own_form(request: Request, given: str | None) -> bool:
    """Whether a form that was sent carries what `csrf` gave out for this sign-in."""
    expected = csrf(request)
    return bool(expected) and hmac.compare_digest(expected.encode(), (given or "").encode())


def clean_name(name: str | None) -> str | None:
    """A name as a judgement can be signed with; None where there is none or it is too long."""
    told = " ".join(storable(name or "").split())
    return told if told and len(told) <= _LONGEST and told.isprintable() else None


def _bearer(request: Request, settings: Settings, header: str) -> str | None:
    if header[: len(_BEARER)].lower() != _BEARER or not settings.judging:
        return None
    if not knows(request, header[len(_BEARER) :].strip()):
        return None
    return clean_name(author_of(request))


def author_of(request: Request) -> str:
    """The name in the header, which may be UTF-8; HTTP hands it over as Latin-1."""
    told = request.headers.get(AUTHOR, "")
    try:
        return told.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return told


def _csrf(settings: Settings, found: Session) -> str:
    sealed = hmac.new(settings.secret, b"csrf:" + found.nonce, hashlib.sha256)
    return sealed.hexdigest()


def _mark(settings: Settings, body: bytes) -> bytes:
    sealed = hmac.new(settings.secret, b"session:" + body, hashlib.sha256)
    return sealed.hexdigest().encode()


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def _tries(request: Request) -> Tries:
    found: Tries | None = getattr(request.app.state, "tries", None)
    if found is None:
        found = request.app.state.tries = Tries()
    return found
