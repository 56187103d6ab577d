"""The step from claims to MUC-4's templates is learnt from signs, and tells what its slots ask for."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from vitne.packs.pack import Packs

# Last, so that nothing of evaluation/ stands before a module of the same name.
sys.path.append(str(Path(__file__).resolve().parents[2] / "evaluation"))
logistic, muc4 = importlib.import_module("muc4_logistic"), importlib.import_module("muc4")
training = importlib.import_module("muc4_train")
templates = importlib.import_module("muc4_templates")
fills, examples = importlib.import_module("muc4_fills"), importlib.import_module("muc4_examples")

HEAD = "LIMA, 3 MAR 90 (EFE) -- [TEXT] "
BOMB = HEAD + (
    "SHINING PATH TERRORISTS BLEW UP A BANK IN LIMA LAST NIGHT, KILLING TWO POLICEMEN AND INJURING "
    "A STUDENT, THE POLICE REPORTED."
)


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs()


KEY = {
    "template-id": ["1"], "inc-date": ["02 MAR 90"], "inc-loc": ["PERU: LIMA (CITY)"],
    "inc-type": ["BOMBING"], "inc-stage": ["ACCOMPLISHED"], "hum-tgt-desc": ['"POLICEMEN"'],
    "hum-tgt-num": ['2: "POLICEMEN"'], "hum-tgt-effect": ['DEATH: "POLICEMEN"'],
    "perp-org-id": ['"SHINING PATH"'], "perp-org-conf": ['REPORTED AS FACT: "SHINING PATH"'],
}  # fmt: skip
TIMES = 50  # a text is told so often that its signs weigh something


def text(words: str, packs: Packs, templates: tuple[dict[str, list[str]], ...] = ()) -> Any:
    return muc4.text_of({"id": "a", "text": words, "templates": list(templates)}, packs)


def test_what_tells_a_yes_weighs_for_it_and_what_is_seldom_weighs_nothing() -> None:
    rows = [({"bomb", "monday"}, True), ({"poll", "monday"}, False)] * 20 + [({"seldom"}, True)]
    weights = logistic.train(rows, penalty=1.0)
    assert weights["bomb"] > 0 > weights["poll"]
    assert "seldom" not in weights
    assert logistic.probability(weights, {"bomb"}) > 0.5 > logistic.probability(weights, {"poll"})
    assert logistic.train(rows, penalty=1.0) == weights


def test_the_likeliest_label_is_chosen() -> None:
    rows = [({"fire"}, "ARSON"), ({"bomb"}, "BOMBING"), ({"shot"}, "ATTACK")] * 10
    models = logistic.train_choice(rows, penalty=1.0)
    assert [logistic.chosen(models, {sign}) for sign in ("bomb", "fire", "shot")] == [
        "BOMBING", "ARSON", "ATTACK",
    ]  # fmt: skip


@pytest.fixture
def texts(packs: Packs) -> list[Any]:
    """Texts on a bomb that is asked for, and on a fire that is not."""
    fire = HEAD + "TERRORISTS BURNED TWO TRUCKS IN HUANTA LAST WEEK, A FARMER SAID."
    return [text(BOMB, packs, (KEY,)), text(fire, packs)] * TIMES


def test_what_the_keys_ask_for_is_learnt(texts: list[Any]) -> None:
    found = training.crossed(texts)
    assert [[one.slots["type"][0].values[0] for one in made] for made in found] == (
        [["BOMBING"], []] * TIMES
    )
    assert [fill.values for fill in found[0][0].slots["victims' number"]] == [("2",)]


@pytest.mark.skipif(not muc4.DATA.is_dir(), reason="the texts that are learnt from are not here")
def test_a_bomb_in_a_state_asked_for_is_told_with_its_doer_and_victims(measuring: Packs) -> None:
    (found,) = muc4.read("bomb", BOMB, measuring)
    slots = {name: [fill.values[0] for fill in fills] for name, fills in found.slots.items()}
    assert slots["type"] == ["BOMBING"]
    assert slots["stage"] == ["ACCOMPLISHED"]
    assert slots["location"] == ["PERU: LIMA (TOWN)"]
    assert slots["victims' number"] == ["2", "1"]
    assert slots["effect"] == ["DEATH", "INJURY"]
    assert {"SHINING", "PATH"} <= found.slots["confidence"][0].of


def test_what_is_asked_for_is_a_matter_of_the_bound(texts: list[Any]) -> None:
    known = training.learnt_of([row for told in texts for row in examples.paired(told)])
    strict = msgspec.structs.replace(known, bounds={**known.bounds, "asked": 1.1})
    bomb = texts[0]
    assert templates.templates(bomb.claims, bomb.told, known)
    assert not templates.templates(bomb.claims, bomb.told, strict)


def test_a_place_named_and_the_state_of_the_text_may_be_where_it_was(packs: Packs) -> None:
    told = text(HEAD + "TERRORISTS KILLED TWO PEASANTS IN HUANTA YESTERDAY.", packs)
    ((one, _),) = templates.candidates(told.claims, told.told)
    options = [name for name, _ in fills.places(one, told.told)]
    assert "PERU" in options
    assert "PERU: HUANTA (TOWN)" in options


def test_a_night_may_be_either_of_its_days(packs: Packs) -> None:
    told = text(BOMB, packs)
    one = templates.candidates(told.claims, told.told)[0][0]
    options = {name for name, _ in fills.dates(one, told.told)}
    assert {"02 MAR 90", "03 MAR 90", "02 MAR 90 - 03 MAR 90", "- 03 MAR 90"} <= options


def test_an_incident_is_paired_with_its_key_though_its_type_is_wrong(packs: Packs) -> None:
    told = text(BOMB, packs, ({**KEY, "inc-type": ["KIDNAPPING"]},))
    paired = [row for row in examples.paired(told) if row.key is not None]
    assert [row.key for row in paired] == [told.keys[0]]


def test_a_text_is_read_whatever_it_is_taken_for(packs: Packs) -> None:
    crime = (
        HEAD
        + "A SHOP OWNER WAS SHOT AND WOUNDED BY THIEVES IN LIMA ON MONDAY. "
        + "IT RAINED. " * 40
    )
    assert text(crime, packs).claims
