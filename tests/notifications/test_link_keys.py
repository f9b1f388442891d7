"""The keys of links: made once, kept secret, rotated without a link being lost."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from models.settings import data_folder
from notifications.link_keys import FILE, SETTING, LinkKeysRefused, load_keys, rotate

TODAY = date(2026, 11, 23)
SECRET, OTHER = "s" * 40, "t" * 40


def file() -> Path:
    return data_folder() / FILE


def write(text: str) -> None:
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text(text)


def test_the_first_key_is_made_once_and_only_its_owner_may_read_it() -> None:
    first = load_keys()
    assert first.current == "first"
    assert len(first.secrets["first"]) == 64
    assert load_keys() == first
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert os.listdir(data_folder()) == [FILE]


def test_several_processes_at_once_end_with_the_same_key() -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(lambda _: load_keys(), range(64)))
    assert len({bytes(key.secrets["first"]) for key in keys}) == 1
    assert os.listdir(data_folder()) == [FILE]


def test_the_settings_come_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, f"new:{SECRET},old:{OTHER}")
    keys = load_keys()
    assert (keys.current, dict(keys.secrets)) == (
        "new", {"new": SECRET.encode(), "old": OTHER.encode()},
    )  # fmt: skip
    assert not file().exists()


def test_a_fresh_key_comes_first_and_the_others_stay() -> None:
    before = load_keys()
    name = rotate(TODAY)
    after = load_keys()
    assert after.current == name
    assert name.startswith("20261123-")
    assert after.secrets["first"] == before.secrets["first"]
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert os.listdir(data_folder()) == [FILE]


def test_a_name_is_never_used_twice_even_when_its_key_was_taken_away() -> None:
    names = []
    for _ in range(5):
        names.append(rotate(TODAY))
        kept = [line for line in file().read_text().splitlines() if line.startswith(names[-1])]
        write("\n".join(kept))
    assert len(set(names)) == 5
    assert list(load_keys().secrets) == [names[-1]]


def test_keys_of_the_settings_are_rotated_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, f"one:{SECRET}")
    with pytest.raises(LinkKeysRefused, match="the keys come from INFITAH_LINK_KEYS"):
        rotate(TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no key"),
        ("\n\n", "holds no key"),
        (SECRET, "key 1"),
        (f":{SECRET}", "key 1"),
        ("short:secret", "key 1"),
        (f"one:{SECRET}\none:{OTHER}", "key 2"),
    ],
)
def test_a_file_that_holds_no_keys_is_refused_with_its_place(text: str, said: str) -> None:
    write(text)
    with pytest.raises(LinkKeysRefused, match=said) as refused:
        load_keys()
    assert FILE in str(refused.value)
    assert SECRET not in str(refused.value)
