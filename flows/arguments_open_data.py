"""The commands that publish: the open data, and the exhibition of the network."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Command = Callable[..., argparse.ArgumentParser]


def add_open_data(commands: Any, command: Command) -> None:
    """Add these commands: `command` makes one with the usual options."""
    published = command(
        commands,
        "open-data",
        "command_open_data:open_data",
        "the network's open data as CSV and JSON with datapackage.json",
    )
    published.add_argument(
        "folder", type=Path, help="where to: a new or empty folder, or an earlier export"
    )
    shown = command(
        commands,
        "gathering",
        "command_gathering:gathering",
        "every member's programme by region, or why it is missing",
    )
    shown.add_argument("--region", help="only members of this region (code 01 to 12)")
    shown.add_argument("--missing", action="store_true", help="only those that are missing")
