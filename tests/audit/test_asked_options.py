"""What the operations log keeps of what was asked: codes and flags, never somebody's words."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.asked_options import MOST_LISTED, kept
from models.words import Stage

NAMES = st.sampled_from(
    ["Fatima", "Zahra El Idrissi", "محمد", "فاطمة الزهراء", "n.exemple", "Benali-Ouazzani", "Ali"]
)
PHONES = st.from_regex(r"(\+212|0)[5-7][0-9]{8}|0[5-7](\.[0-9]{2}){4}", fullmatch=True)
CARDS = st.from_regex(r"[A-Z]{1,2}[0-9]{5,7}", fullmatch=True)
PERSONAL = st.one_of(st.emails(), NAMES, PHONES, CARDS)
AROUND = st.sampled_from(["{}", "{}.pdf", "person:{}", "/srv/inbox/{}.xlsx", "PAO-2022-{}-1",
                          "2022-10-{}", "email={}", "05.091 {}", "{}\n12"])  # fmt: skip
OPTIONS = st.sampled_from(
    ["reason", "email", "plan", "file", "region", "name", "who", "field", "person_or_plan",
     "pasted_csv", "act", "subject", "letter", "token"]
)  # fmt: skip


@given(option=OPTIONS, personal=PERSONAL, around=AROUND, wrapped=st.sampled_from([str, Path, list]))
@example("plan", "0612345678", "{}", str)
@example("region", "06.12.34.56.78", "{}", str)
def test_no_name_address_or_number_of_a_person_is_ever_kept(
    option: str, personal: str, around: str, wrapped: Any
) -> None:
    value = around.format(personal)
    asked = kept({option: [value] if wrapped is list else wrapped(value)})
    assert personal not in json.dumps(asked, ensure_ascii=False)
    assert "given" in str(asked[option])


@given(st.dictionaries(OPTIONS, st.text(min_size=1), max_size=4))
def test_free_text_is_kept_only_when_it_is_a_code(options: dict[str, str]) -> None:
    for name, value in kept(options).items():
        assert value in ("given", options[name]) or str(value).startswith("given (.")
        if value == options[name]:
            assert value.isascii()
            assert " " not in value
            assert "@" not in value


@pytest.mark.parametrize(
    ("name", "value", "stays"),
    [
        ("plan", "PAO-2022-050910101-1", "PAO-2022-050910101-1"),
        ("plan", "05.091.01.01", "05.091.01.01"),
        ("region", "05", "05"),
        ("who", "person:12", "person:12"),
        ("code", "2026-10", "2026-10"),
        ("on", date(2026, 11, 23), "2026-11-23"),
        ("at", datetime(2026, 11, 23, 9, tzinfo=UTC), "2026-11-23T09:00:00+00:00"),
        ("on", "2026-11-23", "2026-11-23"),
        ("cohort", "2022-founders", "2022-founders"),
        ("trigger", "suspend", "suspend"),
        ("trigger", "accept_step", "accept_step"),
        ("step", "attend_orientation", "attend_orientation"),
        ("stage", Stage.IMPLEMENTATION, "implementation"),
        ("publish", "elections", "elections"),
        ("reason", "kept_long_enough", "kept_long_enough"),
        ("apply", True, True),
        ("days", 21, 21),
        ("plan", ["PAO-2022-0509-1", "PAO-2022-0509-2"], ["PAO-2022-0509-1", "PAO-2022-0509-2"]),
        ("letter", "0f" * 16, "0f" * 16),
    ],
)
def test_flags_dates_codes_numbers_and_closed_words_are_kept(
    name: str, value: Any, stays: Any
) -> None:
    assert kept({name: value}) == {name: stays}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("cohort", "fatima", "given"),
        ("reason", "0f" * 16, "given"),
        ("file", Path("/home/fatima/membres.xlsx"), "given (.xlsx)"),
        ("file", "fatima.zahra", "given"),
        ("phone", 212612345678, "given"),
        ("field", ["minutes=ok", "05"], "2 given"),
        ("plan", ["PAO-2022-0509-1"] * (MOST_LISTED + 1), f"{MOST_LISTED + 1} given"),
        ("rows", {"name": "Fatima"}, "given"),
        ("rows", b"Fatima", "given"),
        ("part", float("nan"), "given"),
    ],
)
def test_the_rest_is_only_said_to_have_been_given(name: str, value: Any, said: str) -> None:
    assert kept({name: value}) == {name: said}


def test_what_was_left_out_is_not_mentioned() -> None:
    assert kept({"region": None, "apply": False, "reason": "", "field": []}) == {}


def test_a_word_that_was_chosen_from_a_list_is_kept() -> None:
    assert kept({"act": "lift-address"}) == {"act": "given"}
    assert kept({"act": "lift-address"}, known=("lift-address",)) == {"act": "lift-address"}
