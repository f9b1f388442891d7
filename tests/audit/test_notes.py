"""Signed notes as C2SP writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checkpoints import (
    Checkpoint,
    check_by_any,
    check_checkpoint,
    make_checkpoint,
    read_checkpoint,
)
from audit.log_folder import new_key
from audit.notes import (
    NoteRefused,
    SignerKey,
    check_note,
    read_signer_key,
    read_verifier_key,
    signed,
)

# The example of the specification.
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
)
MINE, OTHER = SignerKey("infitah.example/log", b"\x01" * 32), new_key("infitah.example/log")


def test_the_note_of_the_specification_is_read() -> None:
    assert check_note(NOTE, read_verifier_key(KEY)) == "This is an example message.\n"
    assert str(read_verifier_key(KEY)) == KEY


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_a_note_with_any_bit_turned_is_refused(place: int, bit: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[place] ^= 1 << bit
    with pytest.raises((NoteRefused, UnicodeDecodeError)):
        check_note(raw.decode(), read_verifier_key(KEY))


def test_a_key_survives_its_file() -> None:
    assert read_signer_key(MINE.secret()) == MINE
    assert read_verifier_key(str(MINE.verifier)) == MINE.verifier


@pytest.mark.parametrize(
    "line",
    ["", "x", "a+b+c", KEY.replace("530d903a", "530d903b"), KEY[:-4], KEY + "AAAA",
     "example.com/foo+530d903a+" + "A" * 44, " +530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYc"],
)  # fmt: skip
def test_a_line_that_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(NoteRefused):
        read_verifier_key(line)
    with pytest.raises(NoteRefused):
        read_signer_key(line)


def test_the_refusal_of_a_secret_does_not_repeat_it() -> None:
    broken = MINE.secret().replace(MINE.verifier.id.hex(), "00000000")
    with pytest.raises(NoteRefused) as refused:
        read_signer_key(broken)
    assert broken.rpartition("+")[2] not in str(refused.value)


def test_signatures_of_keys_that_are_not_known_are_passed_over() -> None:
    note = signed("a text\n", [OTHER, MINE])
    assert check_note(note, MINE.verifier) == "a text\n"
    with pytest.raises(NoteRefused, match="has not signed"):
        check_note(signed("a text\n", [OTHER]), MINE.verifier)


def test_a_checkpoint_says_what_was_signed() -> None:
    note = make_checkpoint(7, b"\x02" * 32, MINE)
    assert check_checkpoint(note, MINE.verifier) == Checkpoint(MINE.name, 7, b"\x02" * 32)
    assert read_checkpoint(note).short_root == "02" * 8


@pytest.mark.parametrize(
    "text",
    ["infitah.example/log\n7\n", "infitah.example/log\n07\nAAAA\n", "\n7\nAAAA\n",
     "infitah.example/log\n-1\n" + "A" * 43 + "=\n", "infitah.example/log\n7\n" + "A" * 40 + "\n",
     "infitah.example/log\n" + "9" * 30 + "\n" + "A" * 43 + "=\n"],
)  # fmt: skip
def test_a_note_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        check_checkpoint(signed(text, [MINE]), MINE.verifier)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    text = Checkpoint("another.example/log", 7, bytes(32)).text()
    with pytest.raises(NoteRefused, match=r"another\.example"):
        check_checkpoint(signed(text, [MINE]), MINE.verifier)


def test_any_of_the_keys_that_signed_over_the_years_will_do() -> None:
    keys = [MINE.verifier, OTHER.verifier]
    for key in (MINE, OTHER):
        assert check_by_any(make_checkpoint(7, bytes(32), key), keys).size == 7
    with pytest.raises(NoteRefused):
        check_by_any(make_checkpoint(7, bytes(32), new_key(MINE.name)), keys)
    with pytest.raises(NoteRefused, match="no key"):
        check_by_any(make_checkpoint(7, bytes(32), MINE), [])
