"""The password of Prefect's API: made once, in a file that only its owner may read.

The server is bound to loopback; the password keeps the machine's other accounts out.
"""

import os
import secrets
from pathlib import Path

from models.secret_file import make_secret

FILE = "prefect-api-password.txt"
SERVER, CLIENT = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"


def api_password(data: Path) -> str:
    """`name:password`: that of the environment, else of the file in the data folder, else new."""
    given = os.environ.get(SERVER) or os.environ.get(CLIENT)
    if given:
        return given
    path = data / FILE
    if not path.exists():
        make_secret(path, f"infitah:{secrets.token_urlsafe(24)}\n")
    return path.read_text(encoding="utf-8").strip()
