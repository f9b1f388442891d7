"""The scenario of a replay: its file read, or refused with what is wrong."""

from datetime import date
from pathlib import Path

import pytest
from small_cohort import BENI_MELLAL, FOLDER, RABAT

from flows.scenario import Profile, ScenarioRefused, lot, read_scenario

RIGHT = """
cohort: 2022-founders
documented:
  - collectivity: "05.091.01.01"
    step: hold_first_workshop
    on: 2023-03-14
    fields: {held_on: 2023-03-14}
    source: "notice of the commune"
illustrative:
  "05.091.01.01": adopts
  "04.421.01.0": stalls
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scenario.yaml"


def test_documented_acts_and_profiles_are_read(file: Path) -> None:
    file.write_text(RIGHT, encoding="utf-8")
    found = read_scenario(file)
    assert found.cohort == "2022-founders"
    assert found.profiles == {BENI_MELLAL: Profile.ADOPTS, RABAT: Profile.STALLS}
    act = found.documented[BENI_MELLAL, "hold_first_workshop"]
    assert (act.on, act.source) == (date(2023, 3, 14), "notice of the commune")
    assert act.fields == {"held_on": "2023-03-14"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (": adopts", ": vanishes"),
        ("on: 2023-03-14", "on: 14/03/2023"),
        ("    on: 2023-03-14\n", ""),
        ('    source: "notice of the commune"\n', ""),
        ("cohort: 2022-founders\n", ""),
        ("illustrative:", "illustrated:"),
        ("documented:", "recorded:"),
    ],
)
def test_a_mistake_is_refused_with_the_file_and_what_it_needs(
    file: Path, before: str, after: str
) -> None:
    assert before in RIGHT
    file.write_text(RIGHT.replace(before, after), encoding="utf-8")
    with pytest.raises(ScenarioRefused) as refusal:
        read_scenario(file)
    assert str(file) in str(refusal.value)
    assert "adopts, votes_late, stalls, withdraws" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "just a sentence", "- a\n- list\n", "cohort: [\n"])
def test_a_file_that_holds_no_scenario_is_refused(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioRefused, match=file.name):
        read_scenario(file)


def test_the_founders_have_one_profile_each_and_a_source_for_each_act() -> None:
    found = read_scenario(FOLDER / "2022-founders-scenario.yaml")
    profiles = list(found.profiles.values())
    counts = {profile: profiles.count(profile) for profile in Profile}
    assert counts == {
        Profile.ADOPTS: 44, Profile.VOTES_LATE: 8, Profile.STALLS: 11, Profile.WITHDRAWS: 3,
    }  # fmt: skip
    assert all(act.source.strip() for act in found.documented.values())
    assert {code for code, _ in found.documented} <= set(found.profiles)


def test_a_lot_is_a_number_below_one_that_never_changes() -> None:
    assert lot("05.091.01.01", 1, "leaves") == lot("05.091.01.01", 1, "leaves")
    drawn = [lot(number) for number in range(500)]
    assert 0 <= min(drawn) < 0.02
    assert 0.98 < max(drawn) < 1
    assert len(set(drawn)) == 500
