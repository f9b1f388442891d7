"""Passwords that are taken, and those that are tried first."""

from pathlib import Path

import pytest

from lifecycle.passwords import TOO_EASY, WRONG_LENGTH, weakness

ABOUT = ("zakaria.benmarqueur@commune-de-tiznit.example", "Zakaria Benmarqueur")


@pytest.mark.parametrize(
    "password",
    [
        "une longue phrase de passe", "correct horse battery staple", "kT9#vLq2xPzR",
        "شجرة الزيتون في الحديقة", "le chat mange la souris", "passons par la cuisine",
        "👩🏽‍🚒 au bord du fleuve",
    ],
)  # fmt: skip
def test_any_composition_of_letters_is_taken(password: str) -> None:
    assert weakness(password, ABOUT) is None


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "P@ssw0rd!2026", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "123456789012",
        "azertyuiop123", "qwertyuiop[]12", "1qaz2wsx3edc4rfv", "motdepasse2026", "iloveyou1234",
        "Infitah2026!!", "remacto-REMACTO-2026", "commune.de.tiznit", "zakaria-2026-!!",
        "BenmarqueurZakaria", "                ", "انفتاح انفتاح انفتاح",
        "x7 " * 40,
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert weakness(password, ABOUT) is TOO_EASY


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (200, True), (201, False)])
def test_length_is_counted_in_letters_and_nothing_is_cut(length: int, taken: bool) -> None:
    password = ("tzqkmv wplxru " * 20)[:length]
    assert (weakness(password) is not WRONG_LENGTH) == taken


def test_a_list_of_known_passwords_is_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path / "known.txt"
    known.write_text("x\nTrois petits chats\n\xff\n", encoding="latin-1")
    assert weakness("trois petits chats") is None
    monkeypatch.setenv("INFITAH_PASSWORD_LIST", str(known))
    assert weakness("trois petits chats") is TOO_EASY
    assert weakness("quatre petits chats") is None


def test_a_list_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_PASSWORD_LIST", "/nowhere/known.txt")
    with pytest.raises(FileNotFoundError):
        weakness("trois petits chats")
