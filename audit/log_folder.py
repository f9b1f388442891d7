"""The folder of a log outside its database: the key, the keys that were, the checkpoints held.

It belongs on another disk, or another machine's, than the database: whoever may change the one must
not be able to change the other.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine

from audit.held_lines import append_line, last_line, read_lines
from audit.notes import NoteRefused, SignerKey, VerifierKey, read_signer_key, read_verifier_key
from models.failpoints import Point, reach
from models.secret_file import make_secret, sync_folder
from models.settings import data_folder

SETTING = "INFITAH_LOG_FOLDER"
KEY_SETTING = "INFITAH_LOG_KEY"
NAME_SETTING = "INFITAH_LOG_NAME"
KEY, NEW_KEY, KEYS, CHECKPOINTS = "log-key", "log-key.new", "verifier-keys", "checkpoints.jsonl"


class LogFolder:
    """What is kept outside the database for one log, whole after any crash."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def signer(self) -> SignerKey:
        """The key that signs now: INFITAH_LOG_KEY, or the folder's, made on first use.

        Raises:
            NoteRefused: what stands there is no key, or the key that signed before is gone.
        """
        told = os.environ.get(KEY_SETTING)
        self._take_over()
        if not told and not (self.path / KEY).exists():
            if (self.path / KEYS).exists():
                raise NoteRefused(
                    f"the signing key {self.path / KEY} is gone: restore it from its backup, or "
                    "take another with `infitah audit rotate-key --lost` and tell every auditor"
                )
            make_secret(self.path / KEY, new_key(_name()).secret() + "\n")
        key = read_signer_key((told or (self.path / KEY).read_text()).strip())
        if not (self.path / KEYS).exists():
            self.trust(key.verifier)
        return key

    def verifiers(self) -> list[VerifierKey]:
        """Every key that ever signed, the first one first; empty before the first signature.

        Raises:
            NoteRefused: a line is no key.
        """
        return [read_verifier_key(line) for line in read_lines(self.path / KEYS, read_verifier_key)]

    def replace_key(self, key: SignerKey) -> None:
        """Sign with another key from now on; the secret of the one before is gone."""
        (self.path / NEW_KEY).unlink(missing_ok=True)
        make_secret(self.path / NEW_KEY, key.secret() + "\n")
        self.trust(key.verifier)
        reach(Point.KEY_TRUSTED)
        self._take_over()

    def trust(self, key: VerifierKey) -> None:
        """Take a key for one that signed: the next one has to be vouched for by it."""
        append_line(self.path / KEYS, str(key), read_verifier_key)

    def last_note(self) -> str | None:
        """The newest checkpoint that is held; None before the first."""
        line = last_line(self.path / CHECKPOINTS, _note)
        return None if line is None else _note(line)

    def notes(self) -> list[str]:
        """Every checkpoint that is held, the oldest first."""
        return [_note(line) for line in read_lines(self.path / CHECKPOINTS, _note)]

    def hold(self, size: int, note: str) -> None:
        """Keep a checkpoint; it is on the disk when this returns."""
        line = json.dumps({"size": size, "note": note}, ensure_ascii=False)
        append_line(self.path / CHECKPOINTS, line, _note)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder: two signers at once would sign two pasts."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _take_over(self) -> None:
        """Let a new key that is trusted already take its place: a crash may have come between."""
        fresh = self.path / NEW_KEY
        with contextlib.suppress(FileNotFoundError):  # another process was quicker
            key = read_signer_key(fresh.read_text().strip()).verifier
            if self.verifiers()[-1:] == [key]:
                fresh.replace(self.path / KEY)
                sync_folder(self.path)


def _note(line: str) -> str:
    """The note in a line of the file of checkpoints."""
    return str(json.loads(line)["note"])


def folder_of(engine: Engine) -> LogFolder:
    """The folder of a database's log: INFITAH_LOG_FOLDER, or one in the data folder by its name.

    The name is the database's address, not something that is written in it: whoever changes the
    database cannot choose an empty folder.
    """
    told = os.environ.get(SETTING)
    return LogFolder(Path(told) if told else data_folder() / "log" / _place_of(engine.url))


def new_key(name: str) -> SignerKey:
    """A fresh key for the log of a name."""
    return SignerKey(name, secrets.token_bytes(32))


def _name() -> str:
    """The log's name: INFITAH_LOG_NAME, best an address of the ministry without its scheme."""
    return os.environ.get(NAME_SETTING) or f"infitah.local/log/{secrets.token_hex(4)}"


def _place_of(url: URL) -> str:
    """A name that moves with the data folder, for a file that lies in it; else one of its own."""
    database = url.database or "memory"
    if url.get_backend_name() == "sqlite":
        file = Path(database).resolve()
        if file.is_relative_to(data_folder()):
            return "-".join(file.relative_to(data_folder()).with_suffix("").parts)
        database = str(file)
    whole = f"{url.host}:{url.port}/{database}"
    return f"{Path(database).stem}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
