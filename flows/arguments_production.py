"""The options of `infitah production`."""

from pathlib import Path
from typing import Any


def add_production(commands: Any, command: Any) -> None:
    """`infitah production`: the production form on one machine."""
    made = command(
        commands, "production", "command_production:production",
        "start the production form on this machine: PostgreSQL, a work pool, several workers",
        json=False,
    )  # fmt: skip
    made.add_argument("--workers", type=int, default=4, help="worker processes (4)")
    made.add_argument(
        "--runs-per-worker", type=int, default=2, help="runs that a worker has at once (2)"
    )
    made.add_argument("--port", type=int, default=4200, help="of the Prefect server (4200)")
    made.add_argument("--portal-port", type=int, default=4280, help="of the portal (4280)")
    made.add_argument("--data", type=Path, help="folder of the data (default: var in the checkout)")
    made.add_argument(
        "--check", action="store_true", help="look at both databases, make ready, then stop"
    )
