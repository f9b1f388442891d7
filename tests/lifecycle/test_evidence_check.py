"""Evidence is what the table asks for, or is refused with everything that is wrong with it."""

from datetime import date
from typing import Any

import pytest
from builders import evidence
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.errors import Refused
from lifecycle.evidence_check import check_evidence, done_on
from lifecycle.pathway import PATHWAY

TODAY = date(2023, 10, 9)
VOTE, CONSULTATION = PATHWAY.by_key["council_vote"], PATHWAY.by_key["consult_on_ideas"]
STEPS = [rule.key for rule in PATHWAY.steps]


@pytest.mark.parametrize("key", STEPS)
def test_full_evidence_is_kept_as_plain_text_and_numbers(key: str) -> None:
    filed = evidence(key, TODAY)
    assert check_evidence(PATHWAY.by_key[key], filed, TODAY) == filed


@pytest.mark.parametrize("key", STEPS)
def test_every_missing_field_is_named_at_once(key: str) -> None:
    rule = PATHWAY.by_key[key]
    with pytest.raises(Refused) as refused:
        check_evidence(rule, {}, TODAY)
    for field in rule.evidence:
        assert (field.key in str(refused.value)) == field.required
        assert (field.label.ar in refused.value.phrase.ar) == field.required


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("held_on", "2023-10-10", "in the future"),
        ("held_on", "09/10/2023", "is not a date"),
        ("held_on", "2023-02-30", "is not a date"),
        ("held_on", 20231009.5, "is not a date"),
        ("votes_for", "-1", "not a whole number"),
        ("votes_for", "1.5", "not a whole number"),
        ("votes_for", "١٢", "not a whole number"),
        ("votes_for", "10000000", "not a whole number"),
        ("votes_for", True, "not a whole number"),
        ("outcome", "approved", "must be one of: adopted, rejected, postponed"),
        ("deliberation", "x" * 1001, "longer than 1,000"),
        ("deliberation", "   ", "is missing"),
        ("colour", "red", "unknown field colour; this step asks for held_on, outcome"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(field: str, value: Any, said: str) -> None:
    filed = evidence("council_vote", TODAY) | {field: value}
    with pytest.raises(Refused, match=said):
        check_evidence(VOTE, filed, TODAY)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "commune.example", "ftp://x.example"])
def test_a_link_is_a_link_of_the_web(link: str) -> None:
    with pytest.raises(Refused, match="must start with https://"):
        check_evidence(CONSULTATION, evidence("consult_on_ideas", TODAY, link=link), TODAY)


def test_what_is_optional_may_be_left_out() -> None:
    filed = evidence("council_vote", TODAY, votes_for="", votes_against=None)
    assert "votes_for" not in check_evidence(VOTE, filed, TODAY)


def test_values_of_a_form_become_what_is_kept() -> None:
    filed = evidence("council_vote", TODAY, votes_for="17", held_on=TODAY, deliberation=" 12 ")
    kept = check_evidence(VOTE, filed, TODAY)
    assert (kept["votes_for"], kept["held_on"], kept["deliberation"]) == (17, "2023-10-09", "12")


def test_a_documented_act_holds_what_its_source_states_and_no_more() -> None:
    assert check_evidence(VOTE, {"outcome": "adopted"}, TODAY, complete=False) == {
        "outcome": "adopted"
    }
    with pytest.raises(Refused, match="in the future"):
        check_evidence(VOTE, {"held_on": "2024-01-01"}, TODAY, complete=False)


def test_a_step_was_done_on_the_day_its_evidence_gives() -> None:
    assert done_on({"held_on": "2023-10-02"}, TODAY) == date(2023, 10, 2)
    assert done_on({"window_opened_on": "2023-09-01", "window_closed_on": "2023-09-22"}, TODAY) == (
        date(2023, 9, 22)
    )
    assert done_on({}, TODAY) == TODAY


@given(
    key=st.sampled_from(STEPS),
    filed=st.dictionaries(
        st.sampled_from(sorted({f.key for rule in PATHWAY.steps for f in rule.evidence})),
        st.none() | st.text(max_size=12) | st.integers() | st.booleans() | st.floats()
        | st.dates() | st.datetimes(),
    ),
)  # fmt: skip
def test_whatever_is_filed_is_kept_plainly_or_refused(key: str, filed: dict[str, Any]) -> None:
    try:
        kept = check_evidence(PATHWAY.by_key[key], filed, TODAY)
    except Refused:
        return
    assert all(type(value) in (str, int) for value in kept.values())
    assert done_on(kept, TODAY) <= TODAY
