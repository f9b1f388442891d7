"""The environment that every process of ours runs in."""

import os
from pathlib import Path

from flows.ports import LOOPBACK


def child_environment(
    *, data: Path, database: str, port: int, portal_port: int, open_outbox: bool = True
) -> dict[str, str]:
    """The environment of the server, of the flows and of the portal.

    The machine's tz data is shut out for Prefect too: its schedules would otherwise run an hour
    off. Nothing of Prefect reports home, and its own database lies in the data folder: it can be
    wiped.
    """
    api = f"http://{LOOPBACK}:{port}/api"
    return os.environ | {
        "PYTHONTZPATH": "",
        "PYTHONUNBUFFERED": "1",
        "INFITAH_DATA": str(data),
        "INFITAH_DATABASE_URL": database,
        "INFITAH_MAIL_BASE_URL": os.environ.get(
            "INFITAH_MAIL_BASE_URL", f"http://{LOOPBACK}:{portal_port}"
        ),
        # The mailbox of a demonstration is open to whoever sits at this machine.
        "INFITAH_PORTAL_OPEN_OUTBOX": os.environ.get(
            "INFITAH_PORTAL_OPEN_OUTBOX", "true" if open_outbox else "false"
        ),
        "PREFECT_HOME": str(data / "prefect"),
        "PREFECT_PROFILES_PATH": str(data / "prefect" / "profiles.toml"),
        "PREFECT_API_URL": api,
        # Without it the dashboard calls port 4200 whatever the port, and looks empty.
        "PREFECT_SERVER_UI_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
    }
