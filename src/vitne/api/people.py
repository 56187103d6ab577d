"""Who is asking: by a token in the header, or by the cookie of a sign-in.

Whoever signs in shows a token once; from then on a cookie of 256 random bits stands for it, which
means nothing without the register of the server. What a page sends must carry what `csrf` gives
out, which other sites cannot know; the form of the sign-in carries what `form_mark` gives out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

import msgspec

from vitne.api import sessions, tokens, tries
from vitne.api.access import access_of, told
from vitne.api.rates import READING, WRITING, address_of
from vitne.api.roles import Role, Visitor
from vitne.api.tokens import clean_name, digest_of
from vitne.record.custody import Entry

if TYPE_CHECKING:
    import sqlalchemy as sa
    from starlette.requests import Request
    from starlette.responses import Response

    from vitne.api.access import Access
    from vitne.api.register import Register

__all__ = ["clean_name"]

COOKIE = "vitne_session"
FORM_COOKIE = "vitne_form"
AUTHOR = "X-Vitne-Author"
FORM_FIELD = "csrf"  # the name of the field of a form that holds the token of `csrf`
_SAFE = ("GET", "HEAD", "OPTIONS")
_BEARER = "bearer "
_FORM_LASTS = 3600  # seconds that a page with the form of the sign-in may lie open
_LONGEST = 200  # characters of a cookie of ours


def visitor(request: Request) -> Visitor | None:
    """Whoever is asking; None where nobody is known, or the token or the sign-in is over.

    Raises:
        TooManyError: Wrong tokens were tried too often from this address, or this person asks too
            often.
    """
    if not hasattr(request.state, "visitor"):
        request.state.visitor = None  # who must wait is nobody to the page that says so
        request.state.visitor = found = _visitor(request)
        access = access_of(request)
        if found is not None and access.settings.limited:
            access.rates.take(found.key, READING if request.method in _SAFE else WRITING)
    known: Visitor | None = request.state.visitor
    return known


def person(request: Request) -> str | None:
    """The name of whoever is asking and may judge; None where nobody is known.

    Raises:
        TooManyError: As `visitor`.
    """
    found = visitor(request)
    return found.name or None if found is not None and found.role.may(Role.JUDGE) else None


def shows(request: Request, token: str) -> Visitor | None:
    """Whoever has a token; a wrong one is remembered, and written into the log.

    Raises:
        TooManyError: Wrong tokens were tried too often from this address.
    """
    access = access_of(request)
    register = access.register
    if register is None:
        return None
    address, digest = address_of(request), digest_of(token)
    with register.reading() as connection:
        tries.check(connection, address, now=register.clock())
        found = _holder(access, register, connection, digest)
    if found is None:
        with register.writing() as connection:
            tries.failed(register, connection, address)
            refused = Entry("refused", f"{request.method} {request.url.path}", note="wrong token")
            register.note(connection, told(request, refused), operator="")
    return found


def sign_in(request: Request, response: Response, *, token: str, name: str) -> bool:
    """Sign in whoever shows a token: set the cookie. False where the token is wrong.

    The name counts where all share one token. A sign-in that this browser had before is ended.

    Raises:
        TooManyError: Wrong tokens were tried too often from this address.
    """
    found = shows(request, token)
    called = (found.name or clean_name(name)) if found else None
    register = access_of(request).register
    if found is None or called is None or register is None:
        return False
    now = register.clock()
    with register.writing() as connection:
        if (before := _secret(request)) is not None:
            sessions.end(connection, before)
        secret = sessions.begin(connection, token=digest_of(token), name=called, now=now)
        entry = told(request, Entry("sign-in", called, note=found.role))
        register.note(connection, entry, operator=called)
    _set(request, response, COOKIE, secret, lasts=sessions.LASTS)
    return True


def sign_out(request: Request, response: Response) -> None:
    """End the sign-in, and let the browser forget it."""
    register, secret, found = access_of(request).register, _secret(request), visitor(request)
    if register is not None and secret is not None and found is not None:
        with register.writing() as connection:
            sessions.end(connection, secret)
            entry = told(request, Entry("sign-out", found.name))
            register.note(connection, entry, operator=found.name)
    response.delete_cookie(
        _named(request, COOKIE), path="/", httponly=True, samesite="strict", secure=_tls(request)
    )


def csrf(request: Request) -> str:
    """What the forms of a sign-in must carry, in a field named `csrf`; empty where nobody signed in."""
    secret = _secret(request)
    known = secret is not None and "authorization" not in request.headers and visitor(request)
    return _mark(request, "csrf", secret) if known and secret else ""


def is_own_form(request: Request, given: str | None) -> bool:
    """Whether a form that was sent carries what `csrf` gave out for this sign-in."""
    expected = csrf(request)
    return bool(expected) and hmac.compare_digest(expected.encode(), (given or "").encode())


def form_mark(request: Request) -> str:
    """What the form of the sign-in must carry: it belongs to a cookie that `keep_form` sets."""
    if not hasattr(request.state, "form"):
        kept = request.cookies.get(_named(request, FORM_COOKIE), "")
        is_ours = 0 < len(kept) <= _LONGEST
        request.state.form = kept if is_ours else secrets.token_urlsafe(32)
    return _mark(request, "form", request.state.form)


def keep_form(request: Request, response: Response) -> None:
    """Set the cookie to which the form of the sign-in belongs."""
    form_mark(request)
    _set(request, response, FORM_COOKIE, request.state.form, lasts=_FORM_LASTS)


def is_own_sign_in(request: Request, given: str) -> bool:
    """Whether the form of a sign-in is one that this browser was given."""
    has = _named(request, FORM_COOKIE) in request.cookies
    return has and hmac.compare_digest(form_mark(request).encode(), given.encode())


def author_of(request: Request) -> str:
    """The name in the header, which may be UTF-8; HTTP hands it over as Latin-1."""
    name = request.headers.get(AUTHOR, "")
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def bearer(request: Request) -> str | None:
    """The token in the header of a request; None where there is none."""
    header = request.headers.get("authorization", "")
    return header[len(_BEARER) :].strip() if header[: len(_BEARER)].lower() == _BEARER else None


def _visitor(request: Request) -> Visitor | None:
    if access_of(request).settings.read_only:
        return None
    if "authorization" in request.headers:
        token = bearer(request)
        found = shows(request, token) if token is not None else None
        if found is None or not found.is_shared:
            return found
        return msgspec.structs.replace(found, name=clean_name(author_of(request)) or "")
    return _signed_in(request)


def _signed_in(request: Request) -> Visitor | None:
    """Whoever the cookie stands for: the sign-in is not over, and its token still counts."""
    access, secret = access_of(request), _secret(request)
    register = access.register
    if register is None or secret is None:
        return None
    with register.reading() as connection:
        found = sessions.find(connection, secret, now=register.clock())
        known = _holder(access, register, connection, found.token) if found else None
    if found is None or known is None:
        return None
    sessions.keep(register, secret, found)
    if not known.is_shared:
        return known
    return msgspec.structs.replace(known, key=f"shared:{found.name}", name=found.name)


def _holder(
    access: Access, register: Register, connection: sa.Connection, digest: str
) -> Visitor | None:
    """Whose token has a hash; the one that all share says no name."""
    if access.is_shared(digest):
        return Visitor("shared", "", Role.JUDGE, is_shared=True)
    found = tokens.holder(connection, digest, now=register.now())
    if found is None:
        return None
    if tokens.is_stale(found, register.clock()):
        with register.writing() as own:
            tokens.used(own, found, now=register.now())
    return Visitor(found.id, found.name, found.role)


def _secret(request: Request) -> str | None:
    """What the cookie of a sign-in holds."""
    told = request.cookies.get(_named(request, COOKIE))
    return told if told and len(told) <= _LONGEST else None


def _set(request: Request, response: Response, name: str, value: str, *, lasts: int) -> None:
    response.set_cookie(
        _named(request, name), value, max_age=lasts, httponly=True, samesite="strict",
        secure=_tls(request), path="/",
    )  # fmt: skip


def _named(request: Request, name: str) -> str:
    """The name of a cookie: under TLS one that no other host and no plain page can set."""
    return f"__Host-{name}" if _tls(request) else name


def _tls(request: Request) -> bool:
    return request.url.scheme == "https"


def _mark(request: Request, what: str, secret: str) -> str:
    key = access_of(request).settings.secret
    return hmac.new(key, f"{what}:{secret}".encode(), hashlib.sha256).hexdigest()
