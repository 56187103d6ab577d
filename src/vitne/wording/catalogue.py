"""Reads the translations of the interface."""

from __future__ import annotations

from gettext import NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING

from vitne.errors import PackError

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ENGLISH = "en"  # the language of the messages in the code
_CONTEXT = "\x04"  # stands between context and message, as in compiled catalogues of gettext


def to_say(text: str) -> str:
    """Marks a text in a table as a message: it is translated where it is said, not here."""
    return text


class Catalogue(NullTranslations):
    """Translations from English, as gettext and Jinja ask for them.

    A message that has none is said in English; with a context, as the message without it is said.
    """

    def __init__(self, messages: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        """The translation of a message."""
        found = self._messages.get(message)
        return found[0] if found else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a message that counts."""
        found = self._messages.get(msgid1)
        if found is None:
            return msgid1 if n == 1 else msgid2
        return found[0] if n == 1 else found[-1]

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a message in a context."""
        found = self._messages.get(f"{context}{_CONTEXT}{message}")
        return found[0] if found else self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a message that counts, in a context."""
        found = self._messages.get(f"{context}{_CONTEXT}{msgid1}")
        if found is None:
            return self.ngettext(msgid1, msgid2, n)
        return found[0] if n == 1 else found[-1]


def catalogue(locale: str) -> Catalogue:
    """The translations into one language of the interface.

    Raises:
        PackError: Its file is missing or wrong.
    """
    if locale == ENGLISH:
        return Catalogue({})
    found = read(locale)
    return Catalogue({_key(one): _texts(one) for one in found if one.id and any(_texts(one))})


def read(locale: str) -> Catalog:
    """The file of translations into one language: `data/interface/nb.po`.

    Raises:
        PackError: It is missing or wrong.
    """
    # Babel takes 100 ms to load, which English does not need.
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    path = files("vitne") / "data" / "interface" / f"{locale}.po"
    try:
        with path.open("rb") as file:
            return read_po(file, locale=locale, abort_invalid=True)
    except (OSError, PoFileError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: {error}") from error


def _key(message: Message) -> str:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{_CONTEXT}{first}" if message.context else first


def _texts(message: Message) -> tuple[str, ...]:
    text = message.string
    return (text,) if isinstance(text, str) else tuple(text or ())
