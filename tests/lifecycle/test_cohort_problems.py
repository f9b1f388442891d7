import re
from string import Formatter

import pytest

from lifecycle.cohort_messages import MESSAGES
from lifecycle.cohort_problems import LANGUAGES, CohortFileRefused, problem


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_is_written_in_three_languages_with_the_same_blanks(code: str) -> None:
    for texts in MESSAGES[code]:
        assert set(texts) == set(LANGUAGES)
        assert len({frozenset(_blanks(text)) for text in texts.values()}) == 1
        assert all(text.endswith(".") for text in texts.values())
        assert re.search("[\u0621-\u064a]", texts["ar"])


@pytest.mark.parametrize("code", MESSAGES)
def test_french_is_set_with_its_own_spaces_and_apostrophes(code: str) -> None:
    for texts in MESSAGES[code]:
        assert "'" not in texts["fr"]
        assert not re.search("[^\u00a0][:;?!](?! false)(?= |$)|«(?!\u00a0)", texts["fr"])


def test_a_sentence_says_where_what_and_how_to_mend_it() -> None:
    found = problem("bad_date", "12", "joined_on", "soon")
    assert found.sentence("en") == (
        "Row 12, column joined_on, “soon”: this is not a date. "
        "Write it as 2022-10-21 or 21/10/2022."
    )
    assert found.sentence("fr").startswith(
        "Ligne 12, colonne «\u00a0Date d’adhésion\u00a0» (joined_on), «\u00a0soon\u00a0»\u00a0: "
    )
    assert found.sentence("ar").startswith(
        "السطر 12، العمود «تاريخ الانخراط» (\u2068joined_on\u2069)"
    )


def test_a_long_value_is_shown_by_its_beginning() -> None:
    sentence = problem("bad_date", "2", "joined_on", "x" * 500).sentence("en")
    assert "x" * 79 + "…" in sentence
    assert "x" * 80 not in sentence


def test_braces_in_a_value_are_only_text() -> None:
    found = problem("name_contradicts", "2", "name_fr", "{0}", expected="{expected}")
    assert "{expected}" in found.what["en"]


def test_a_refusal_lists_all_its_problems() -> None:
    refused = CohortFileRefused([problem("missing_value", "2", "kind")] * 3, "cohort.csv")
    assert len(refused.problems) == 3
    assert str(refused).count("Row 2") == 3
    assert str(refused).startswith("cohort.csv: refused")
