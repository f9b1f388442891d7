"""Where the engine keeps its data, read from the environment when asked, never at import."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder of the embedded database and evidence: INFITAH_DATA, or `var` here."""
    return Path(os.environ.get("INFITAH_DATA") or CHECKOUT / "var").resolve()


def database_url() -> str:
    """The SQLAlchemy URL: INFITAH_DATABASE_URL, or the embedded SQLite file in the data folder."""
    return os.environ.get("INFITAH_DATABASE_URL") or f"sqlite:///{data_folder() / 'infitah.db'}"
