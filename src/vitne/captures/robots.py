"""What servers ask of robots (RFC 9309), and how long they ask to wait between two requests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

AGENT = "vitne"  # the name by which a robots.txt speaks to it
LONGEST = 512 * 1024  # bytes; RFC 9309 asks for 500 KiB at least
_KEPT = 24 * 3600.0  # seconds
_MOST_HOSTS = 100  # whose rules are held at once
_LONGEST_DELAY = 60.0  # seconds; more is a way to say no, for which there is Disallow


class Rules(msgspec.Struct, frozen=True):
    """What one server allows; `parser` is None where it says nothing."""

    parser: RobotFileParser | None
    until: float  # on the clock of whoever asks

    def allow(self, address: str) -> bool:
        """Whether an address may be fetched."""
        try:
            return self.parser is None or self.parser.can_fetch(AGENT, address)
        except ValueError:  # an address that the parser cannot take apart
            return False

    @property
    def delay(self) -> float:
        """Seconds that it asks to wait between two requests."""
        delay = self.parser.crawl_delay(AGENT) if self.parser is not None else None
        return min(int(delay or 0), _LONGEST_DELAY)


class Robots:
    """The rules of the servers met so far, each read once a day."""

    def __init__(self, read: Callable[[str], bytes | None], clock: Callable[[], float]) -> None:
        """Take a function that gives the robots.txt at an address, None where there is none."""
        self._read = read
        self._clock = clock
        self._known: dict[str, Rules] = {}

    def rules(self, origin: str) -> Rules:
        """The rules of an origin such as https://example.org.

        Raises whatever reading them raises; then nothing may be fetched from there.
        """
        known = self._known.get(origin)
        if known is not None and self._clock() < known.until:
            return known
        data = self._read(f"{origin}/robots.txt")
        while len(self._known) >= _MOST_HOSTS:
            del self._known[next(iter(self._known))]
        rules = Rules(None if data is None else _parsed(data), self._clock() + _KEPT)
        self._known[origin] = rules
        return rules


def _parsed(data: bytes) -> RobotFileParser:
    lines = data.decode("utf-8-sig", "replace").splitlines()
    parser = RobotFileParser()
    try:
        parser.parse(lines)
    except ValueError:  # a line that breaks the parser, such as "Crawl-delay: ²"
        parser = RobotFileParser()
        parser.parse(filter(_is_sound, lines))
    return parser


def _is_sound(line: str) -> bool:
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True
