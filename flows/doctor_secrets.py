"""What the doctor looks at of the files that hold a secret: that only their owner may read them."""

from pathlib import Path

from sqlalchemy import Engine

from audit.log_folder import KEY, folder_of
from flows.doctor_checks import Check
from flows.first_sign_in import FILE as FIRST_SIGN_IN
from lifecycle.clock import Clock
from models.settings import data_folder
from notifications.link_keys import FILE as LINK_KEYS

OTHERS = 0o077


def secret_files(engine: Engine, clock: Clock) -> Check:
    """Whether the keys and the first password are for their owner only."""
    log = folder_of(engine).path
    files = [data_folder() / LINK_KEYS, data_folder() / FIRST_SIGN_IN, log / KEY]
    there = [file for file in (*files, log / f"{KEY}.new") if file.exists()]
    open_ones = [file for file in there if file.stat().st_mode & OTHERS]
    private = f"{len(there)} files, for their owner only"
    seen = f"others may read {_named(open_ones)}" if open_ones else private
    mend = f"chmod 600 {_named(open_ones)}; if others were here, take new keys: infitah links "
    return Check("secret files", not open_ones, seen, mend + "rotate, infitah audit rotate-key")


def _named(files: list[Path]) -> str:
    return " ".join(str(file) for file in files)
