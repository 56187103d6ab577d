"""Names as they stand in the path of an address, where no line break may stand.

Routes do not match a path that holds one, not even encoded: it is encoded once more.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_BREAK = "%0A"
_LIKE_ONE = re.compile("%((?:25)*)0A")


def step(name: str) -> str:
    """A name as the last step of a path: "Kari\\nNordmann" is `Kari%250ANordmann`."""
    escaped = _LIKE_ONE.sub(r"%25\g<1>0A", name)
    return quote(escaped.replace("\n", _BREAK), safe="")


def name_in(path: str) -> str:
    """The name that the last step of a path stands for, once the server has decoded the path."""
    return _LIKE_ONE.sub(lambda found: f"%{found[1][2:]}0A" if found[1] else "\n", path)
