"""The keys that links are signed with: from the settings, or a file that is made on first use."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.secret_file import make_secret
from models.settings import data_folder

SETTING = "INFITAH_LINK_KEYS"
FILE = "link-keys.txt"
SHORTEST = 32  # letters of a secret


class LinkKeysRefused(ValueError):
    """The keys of the links cannot be read; the message says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """Secrets by name, the newest first: it signs new links, the others keep earlier ones working.

    Taking a key away takes back every link that it signed.
    """

    secrets: Mapping[str, bytes]

    @property
    def current(self) -> str:
        """The name of the key that signs new links."""
        return next(iter(self.secrets))


def load_keys() -> LinkKeys:
    """The keys of INFITAH_LINK_KEYS (`name:secret,name:secret`), or of the data folder's file.

    Raises:
        LinkKeysRefused: a line is no `name:secret`, a name comes twice or a secret is too short.
    """
    told = os.environ.get(SETTING)
    if told:
        return _read(told.split(","), SETTING)
    path = data_folder() / FILE
    if not path.exists():
        make_secret(path, first_key())
    return _read(path.read_text(encoding="utf-8").splitlines(), str(path))


def rotate(on: date) -> str:
    """Put a fresh key before the others in the data folder's file; gives back its name.

    Raises:
        LinkKeysRefused: the keys come from the settings, and are changed there.
    """
    if os.environ.get(SETTING):
        raise LinkKeysRefused(f"the keys come from {SETTING}: put a new one first there")
    load_keys()
    # Never a name that was there before: a link kept under it would be made with another secret.
    name = f"{on:%Y%m%d}-{secrets.token_hex(4)}"
    path = data_folder() / FILE
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    make_secret(fresh, f"{name}:{secrets.token_hex(32)}\n{path.read_text(encoding='utf-8')}")
    fresh.replace(path)
    return name


def first_key() -> str:
    """The line of a first key."""
    return f"first:{secrets.token_hex(32)}\n"


def _read(lines: list[str], place: str) -> LinkKeys:
    found: dict[str, bytes] = {}
    for number, line in enumerate((text.strip() for text in lines), start=1):
        if not line:
            continue
        name, colon, secret = line.partition(":")
        if not colon or not name or name in found or len(secret) < SHORTEST:
            raise LinkKeysRefused(
                f"{place}, key {number}: write NAME:SECRET with a secret of at least {SHORTEST} "
                "letters, each name once"
            )
        found[name] = secret.encode()
    if not found:
        raise LinkKeysRefused(f"{place} holds no key: write NAME:SECRET")
    return LinkKeys(found)
