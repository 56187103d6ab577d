"""Takes secrets out of what is written to a log, whatever wrote it."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

from uvicorn.config import LOGGING_CONFIG

_GONE = "…"
# Each keeps what its first group holds, and drops the rest.
_SECRETS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(vitne_)[\w-]{43}(?![\w-])",  # a token
        r"(\b(?:bearer|basic)\s+)[\w.~+/=-]+",
        r"(\bauthorization[\"']?\s*[:=,]\s*b?[\"']?)(?!bearer\b|basic\b)[^\s\"',)]+",
        r"(\b(?:__Host-)?vitne_(?:session|form|done)=)[^;\s\"',)]+",  # cookies
        r"(\b(?:token|csrf|password)=)[^&;\s\"',)]+",  # of a form, or of the address of a database
        r"(\b[a-z][a-z0-9+]{1,20}://[^\s:/@]{0,200}:)[^\s/@]+(?=@)",  # postgresql://user:…@host
    )
)


def scrub(text: str) -> str:
    """A text without the secrets that can be told by how they look."""
    for pattern in _SECRETS:
        text = pattern.sub(rf"\1{_GONE}", text)
    return text


class Scrubbing(logging.Formatter):
    """Writes what is logged, tracebacks too, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, or the lines with a traceback."""
        return scrub(super().format(record))


def scrubbed() -> dict[str, Any]:
    """How the server logs: as uvicorn does, to standard error, without secrets."""
    config: dict[str, Any] = deepcopy(LOGGING_CONFIG)
    written = f"{__name__}.{Scrubbing.__name__}"
    config["formatters"] = {
        name: {"()": written, "fmt": "vitne: %(levelname)s: %(message)s"}
        for name in config["formatters"]
    }
    config["loggers"]["vitne"] = {"handlers": ["default"], "level": "WARNING", "propagate": False}
    return config
