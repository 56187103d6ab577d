from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from webserver import Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty web site on loopback."""
    with serving() as found:
        yield found
