"""A small part of `python -m benchmarks.fuzz`, the same each time, and what it has found so far."""

import io
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.notes import NoteRefused, read_verifier_key
from benchmarks.fuzz_targets import TARGETS
from benchmarks.mutation import mutated
from lifecycle.cohort_file import read_rows
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.progress import is_link


def archive(name: str) -> bytes:
    """An archive whose list of parts names one that is no UTF-8, though its flag says so."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(name, b"x")
    return made.getvalue().replace("é".encode(), b"\xff\xfe")


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25)
@given(chance=st.integers(0, 2**32))
def test_whatever_is_given_is_read_or_refused(name: str, chance: int) -> None:
    target = TARGETS[name]
    target.holds(mutated(target.seeds, Random(chance)))


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_reader_begins_with_is_right(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].holds(seed)


def test_a_crash_would_be_seen() -> None:
    with pytest.raises(ZeroDivisionError):
        type(TARGETS["note"])(lambda given: 1 / 0, (b"",), (ValueError,)).holds(b"x")


def test_a_line_end_of_its_own_kind_inside_a_header_is_refused() -> None:
    with pytest.raises(CohortFileRefused):
        read_rows(b"code\rx,kind\n1,2\n", "x.csv")


def test_an_archive_with_a_name_that_is_no_text_is_no_document() -> None:
    TARGETS["document"].holds(archive("é"))


def test_a_key_in_other_letters_is_refused() -> None:
    with pytest.raises(NoteRefused):
        read_verifier_key("infitah.example/log+4d36ca54+مفتاح")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://a.example/x", True), ("http://a.example", True), ("https:// a.example", False),
        ("https://a.example/x y", False), ("javascript:alert(1)", False), ("https://", False),
        ("https://a.example/" + "x" * 300, False),
    ],
)  # fmt: skip
def test_evidence_is_one_link_of_the_web(text: str, is_one: bool) -> None:
    assert is_link(text) is is_one
