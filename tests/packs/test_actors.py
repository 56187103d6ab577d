"""Named actors are found under the names that newsrooms use."""

from __future__ import annotations

from pathlib import Path

import pytest

from vitne.errors import PackError
from vitne.model.actors import ActorKind
from vitne.packs import toml
from vitne.packs.actors import ActorFile, Actors, Entry, actor_files, aliases, read_actors
from vitne.packs.folding import words

DATA = Path(__file__).parents[2] / "src" / "vitne" / "data"
FILES = [(path, toml.read(path, ActorFile)) for path in actor_files(DATA)]
ENTRIES = [(file.kind, entry) for _, file in FILES for entry in file.actors]
SECTORS = {"MIL", "GOV", "REB", "PRE", "PRM", "CRM", "CVL", "IGO", "NGO", "JRN", "LEG", "OPP",
           "PTY", "SPY"}  # fmt: skip


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_actors(DATA, "nb")


def find(actors: Actors, text: str) -> str | None:
    low = words(text)
    _, actor = actors.match(low, written=text.split())
    return actor.id if actor else None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("IS tok på seg ansvaret", "group.islamic-state"),
        ("Den islamske staten tok byen", "group.islamic-state"),
        ("Boko Haram angrep", "group.boko-haram"),
        ("Houthiene truer", "group.houthis"),
        ("houthi-bevegelsen truer", "group.houthis"),
        ("Hizbollah skjøt", "group.hezbollah"),
        ("al-Shabaab angrep", "group.al-shabaab"),
        ("Al-Shabaab angrep", "group.al-shabaab"),
        ("Jaysh al-Islam nekter", "group.jaysh-al-islam"),
        ("Tamiltigrene hevder", "group.ltte"),
        ("Herrens motstandshær drepte", "group.lra"),
        ("PKK varsler", "group.pkk"),
        ("Libyas nasjonale hær bombet", "group.lna"),
        ("Wagner-gruppen rykket", "group.wagner"),
        ("GNA hevder", "authority.gna"),
        ("Folkerepublikken Donetsk hevder", "authority.dpr"),
        ("FN ber", "organisation.un"),
        ("FNs sikkerhetsråd fordømmer", "organisation.unsc"),
        ("FNs høykommissær for flyktninger sier", "organisation.unhcr"),
        ("Røde Kors-komiteen sier", "organisation.icrc"),
        ("Leger Uten Grenser sier", "organisation.msf"),
        ("Nato bombet", "organisation.nato"),
        ("NATO bombet", "organisation.nato"),
        ("Den arabiske liga møtes", "organisation.arab-league"),
        ("Syrian Observatory for Human Rights melder", "monitor.sohr"),
        ("De hvite hjelmene sier", "monitor.white-helmets"),
        ("Reuters melder", "agency.reuters"),
        ("RIA Novosti melder", "agency.ria"),
        ("New York Times skriver", "outlet.nyt"),
        ("TV 2 melder", "outlet.tv2"),
    ],
)
def test_actors_are_found_by_name(actors: Actors, text: str, actor: str) -> None:
    assert find(actors, text) == actor


@pytest.mark.parametrize(
    "text", ["is på vannet", "Is på vannet", "takk for det", "Let etter", "tak i huset", "Fact er"]
)
def test_actors_in_capitals_are_no_common_words(actors: Actors, text: str) -> None:
    assert find(actors, text) is None


def test_actors_longest_name_wins(actors: Actors) -> None:
    count, actor = actors.match(words("Den islamske staten i Irak og Levanten angrep"))
    assert (count, actor and actor.id) == (7, "group.islamic-state")


def test_actors_ids_begin_with_their_kind() -> None:
    assert all(entry.id.startswith(f"{kind}.") for kind, entry in ENTRIES)


@pytest.mark.parametrize("language", ["nb", "nn", "da", "sv", "en"])
def test_actors_share_no_alias_in_any_language(language: str) -> None:
    assert len(read_actors(DATA, language).by_id) == len(ENTRIES)


@pytest.mark.parametrize(("kind", "entry"), ENTRIES, ids=lambda value: getattr(value, "id", ""))
def test_actors_entry_proves_itself(actors: Actors, kind: ActorKind, entry: Entry) -> None:
    names = {key for language in ("nb", "en") for key, _ in aliases(entry, language)}
    for example in entry.examples:
        text = words(example)
        spans = {text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)}
        assert spans & names, f"{entry.id} does not fire on {example!r}"
    assert actors.by_id[entry.id].kind is kind
    assert entry.sector in SECTORS
    assert all(len(state) == 3 and state.isupper() for state in entry.states)


def test_actors_breadth() -> None:
    count = {kind: sum(k is kind for k, _ in ENTRIES) for kind in ActorKind}
    assert count[ActorKind.GROUP] >= 150
    assert count[ActorKind.ORGANISATION] >= 80
    assert count[ActorKind.AGENCY] >= 50
    assert count[ActorKind.OUTLET] >= 80


def test_actors_that_share_an_alias_are_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    entry = '[[actors]]\nid = "group.{0}"\nname = "{0}"\nexamples = ["X"]\nnames = {{nb = ["X"]}}\n'
    (folder / "groups.toml").write_text('kind = "group"\n' + entry.format("a") + entry.format("b"))
    with pytest.raises(PackError, match=r"group\.b: 'X' is an alias of group\.a too"):
        read_actors(tmp_path, "nb")
