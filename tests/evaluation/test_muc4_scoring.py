"""Templates are mapped and counted by the rules of MUC-4."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from vitne.packs.pack import Packs

# Last, so that nothing of evaluation/ stands before a module of the same name.
sys.path.append(str(Path(__file__).resolve().parents[2] / "evaluation"))
keys, scoring = importlib.import_module("muc4_keys"), importlib.import_module("muc4_scoring")
muc4 = importlib.import_module("muc4")


def made(**slots: str) -> Any:
    """A template of a key, from slots by the names that the keys have for them."""
    row = {name.replace("_", "-"): value.split(" ;; ") for name, value in slots.items()}
    return keys.template({"template-id": ["1"], **row})


BOMB = {
    "inc_date": "30 DEC 89", "inc_loc": "PERU: LIMA (CITY)", "inc_type": "BOMBING",
    "inc_stage": "ACCOMPLISHED",
}  # fmt: skip


def counts(tally: dict[str, Any], slot: str) -> dict[str, int]:
    return {name: count for name, count in tally[slot].items() if count}


def test_the_same_template_is_right_in_every_slot() -> None:
    tally = scoring.score([made(**BOMB)], [made(**BOMB)])
    assert counts(tally, "date") == counts(tally, "type") == {"correct": 1}
    assert scoring.figures(tally["location"])[2] == pytest.approx(1.0)


def test_what_has_no_counterpart_is_missing_or_spurious() -> None:
    tally = scoring.score([made(**BOMB)], [])
    assert counts(tally, "stage") == {"missing": 1}
    tally = scoring.score([], [made(**BOMB)])
    assert counts(tally, "stage") == {"spurious": 1}


def test_an_optional_template_costs_nothing_where_it_is_left_out() -> None:
    row = {"template-id": ["2 (OPTIONAL)"], "inc-type": ["ATTACK"], "inc-date": ["30 DEC 89"]}
    tally = scoring.score([keys.template(row)], [])
    assert not any(counts(tally, slot) for slot in keys.SLOTS)


def test_templates_are_mapped_only_where_they_are_about_the_same() -> None:
    elsewhere = {**BOMB, "inc_loc": "CHILE: TALCA (CITY)"}
    assert not scoring.mapped([made(**BOMB)], [made(**elsewhere)])
    named = {"hum_tgt_desc": '"MAYOR"'}
    assert scoring.mapped([made(**BOMB, **named)], [made(**elsewhere, **named)])
    kidnapping = {**BOMB, "inc_type": "KIDNAPPING"}
    assert not scoring.mapped([made(**BOMB, **named)], [made(**kidnapping, **named)])


def test_the_best_fitting_pair_is_mapped_first() -> None:
    near = made(**{**BOMB, "inc_type": "ATTACK"})
    exact = made(**BOMB)
    assert scoring.mapped([made(**BOMB)], [near, exact])[0][1] is exact


@pytest.mark.parametrize(
    ("slot", "key", "answer", "worth"),
    [
        ("date", "30 DEC 89", "30 DEC 89", 1.0),
        ("date", "- 30 DEC 89", "30 DEC 89", 0.5),
        ("date", "- 30 DEC 89", "29 DEC 89", 0.0),
        ("date", "01 DEC 89 - 30 DEC 89", "29 DEC 89", 0.5),
        ("date", "30 DEC 89 / 29 DEC 89", "29 DEC 89", 1.0),
        ("location", "PERU: LIMA (CITY)", "PERU: LIMA (TOWN)", 1.0),
        ("location", "PERU: LIMA (CITY): MIRAFLORES (DISTRICT)", "PERU: LIMA (TOWN)", 0.5),
        ("location", "COLOMBIA: BOGOTA (CITY)", "COLOMBIA: BOGOTÁ (TOWN)", 1.0),
        ("location", "PERU", "PERU: LIMA (TOWN)", 0.5),
        ("location", "PERU", "CHILE", 0.0),
        ("location", "PERU: ICA (CITY) - LIMA (CITY)", "PERU: LIMA (TOWN)", 1.0),
        ("type", "BOMBING", "ATTACK", 0.5),
        ("type", "BOMBING", "KIDNAPPING", 0.0),
        ("victims' number", '6-8: "MEN"', '6-8: "MEN"', 1.0),
        ("victims' number", '6-: "MEN"', '7: "MEN"', 0.5),
        ("victims' number", '-26: "MEN"', '30: "MEN"', 0.0),
        ("victims' number", 'PLURAL: "MEN"', '5: "MEN"', 0.5),
        ("victims' number", '1: "MAYOR"', '1: "SOLDIER"', 0.5),
        ("effect", 'DEATH: "MAYOR" / "OFFICIAL"', 'DEATH: "THE OFFICIAL"', 1.0),
        ("effect", 'NO INJURY OR DEATH: "-"', 'NO INJURY OR DEATH: "PEOPLE"', 1.0),
        ("confidence", 'POSSIBLE / SUSPECTED OR ACCUSED: "ELN"', 'POSSIBLE: "ELN"', 1.0),
    ],
)
def test_a_fill_earns_what_the_rules_say(slot: str, key: str, answer: str, worth: float) -> None:
    assert scoring.credit(slot, keys.fill_of(key), keys.fill_of(answer)) == worth


def test_fills_left_on_both_sides_are_wrong_and_the_rest_missing() -> None:
    some = [keys.fill_of(f'{n}: "MEN"') for n in (3, 4, 5)]
    found = scoring.slot_counts("victims' number", some, [keys.fill_of('9: "MEN"')])
    assert dict(+found) == {"incorrect": 1, "missing": 2}
    optional = [keys.fill_of('? 3: "MEN"')]
    assert not +scoring.slot_counts("victims' number", optional, [])


def test_recall_and_precision_count_a_part_as_half() -> None:
    tally = scoring.score([made(**BOMB)], [made(**{**BOMB, "inc_type": "ATTACK"}), made(**BOMB)])
    assert scoring.figures(tally["type"])[:2] == (1.0, 0.5)
    partial = scoring.Counter(partial=1, missing=1, spurious=0)
    assert scoring.figures(partial)[:2] == (0.25, 0.5)


def test_the_budget_tells_what_was_not_made_from_what_was_made_again() -> None:
    budget = importlib.import_module("muc4_budget")
    lost = budget.empty()
    budget.lose(lost, [made(**BOMB)], [])
    budget.lose(lost, [made(**BOMB)], [made(**BOMB), made(**BOMB)])
    budget.lose(lost, [], [made(**BOMB)])
    counted = {cause: lost[cause]["templates"] for cause in budget.CAUSES}
    assert counted == {
        "not made": 1, "not mapped": 0, "again": 1, "irrelevant": 1, "other": 0, "slots": 0,
    }  # fmt: skip
    assert len(budget.table(lost)) == len(budget.CAUSES) + 2


@pytest.mark.skipif(not muc4.DATA.is_dir(), reason="the texts that are learnt from are not here")
def test_those_of_a_list_are_told_apart_and_fights_are_left_out(measuring: Packs) -> None:
    head = "SAN SALVADOR, 3 MAR 90 -- [TEXT] GUERRILLAS AND SOLDIERS CLASHED NEAR SUCHITOTO TODAY. "
    fight = "SIX SOLDIERS AND FOUR GUERRILLAS WERE KILLED IN THE FIGHTING."
    assert not muc4.read("fight", head + fight, measuring)
    pair = "JOSE MARTINEZ AND DINO ROSSO WERE KIDNAPPED BY GUERRILLAS IN SAN SALVADOR."
    (found,) = muc4.read("pair", head + pair, measuring)
    numbers = found.slots["victims' number"]
    assert [fill.values for fill in numbers] == [("1",), ("1",)]
    assert "ROSSO" in numbers[1].of
    assert "ROSSO" not in numbers[0].of
