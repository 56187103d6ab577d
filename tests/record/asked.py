"""What is looked for among the reports of reports.py, and what is found."""

from __future__ import annotations

from typing import Any

KHARKIV = ("en.txt", "nb.txt", "sv.txt")  # three reports, one incident

# The files whose claims are found.
CLAIMS: list[tuple[dict[str, Any], set[str]]] = [
    ({"place": "Odesa"}, {"odesa.txt"}),
    ({"place": "odésa"}, {"odesa.txt"}),
    ({"place": "AZE"}, {"tallinn.txt"}),
    ({"place": "Aserbajdsjan"}, {"tallinn.txt"}),
    ({"place": "K*v"}, {"nb.txt", "en.txt", "sv.txt", "later.txt"}),
    ({"place": "Oslo"}, set()),
    ({"earliest": "2024-03-06", "latest": "2024-03-07"}, {"later.txt"}),
    ({"latest": "2024-02-28"}, {"tallinn.txt", "war.txt"}),
    ({"earliest": "2024-03-07"}, {"dnipro.txt"}),
    # Their days and those asked for overlap.
    (
        {"earliest": "2024-03-05", "latest": "2024-03-05"},
        {"nb.txt", "en.txt", "sv.txt", "odesa.txt"},
    ),
    ({"agent": "Armenia"}, {"tallinn.txt"}),
    ({"target": "Armenia"}, set()),
    ({"actor": "armenia"}, {"tallinn.txt"}),
    ({"voice": "Police of Ukraine"}, {"nb.txt", "en.txt", "later.txt"}),
    ({"voice": "Nordposten"}, {"odesa.txt", "dnipro.txt"}),
    ({"voice": "*azerbaijan"}, {"tallinn.txt"}),
    ({"outlet": "kystnytt"}, {"nb.txt", "later.txt"}),
    ({"language": "sv"}, {"sv.txt"}),
    ({"kind": "threat"}, {"later.txt"}),
    ({"modality": "threatened"}, {"later.txt"}),
    ({"event_type": "threaten"}, {"later.txt"}),
    ({"event_type": "attack"}, {"tallinn.txt"}),
    ({"measure": "wounded"}, {"nb.txt", "en.txt", "tallinn.txt"}),
    ({"text": '"sju människor"'}, {"sv.txt"}),
    ({"text": "angrepet"}, {"odesa.txt", "tallinn.txt"}),
    ({"file": "sv.txt"}, {"sv.txt"}),
    ({"scope": "period"}, {"war.txt"}),
    ({"grade": "fair"}, {"odesa.txt"}),
    ({"grade": "weak"}, set()),
    ({"place": "Kharkiv", "language": "nb", "measure": "wounded"}, {"nb.txt"}),
]

# The files of each incident that is found.
INCIDENTS: list[tuple[dict[str, Any], set[tuple[str, ...]]]] = [
    ({"place": "Kharkiv", "latest": "2024-03-05"}, {KHARKIV}),
    ({"place": "Ukraina", "scope": "period"}, {("war.txt",)}),
    ({"language": "sv"}, {KHARKIV}),
    ({"outlet": "Harbour Gazette"}, {KHARKIV}),
    ({"voice": "Police of Ukraine"}, {KHARKIV, ("later.txt",)}),
    ({"text": '"sju människor"'}, {KHARKIV}),
    ({"agent": "Armenia"}, {("tallinn.txt",)}),
    ({"measure": "wounded"}, {KHARKIV, ("tallinn.txt",)}),
    ({"review": "accepted"}, {KHARKIV}),
    ({"grade": "fair"}, {("odesa.txt",)}),
    ({"file": "sv.txt"}, {KHARKIV}),
    ({"kind": "threat"}, set()),
    ({"event_type": "shelling/artillery/missile attack"}, {("dnipro.txt",)}),
    # All that only claims have must hold for one claim.
    ({"language": "sv", "measure": "wounded"}, set()),
]
