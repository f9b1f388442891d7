"""What the command line prints: tables that fit the terminal, or JSON."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from lifecycle.clock import Clock, SystemClock, VirtualClock


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table as wide as the terminal, long cells folded; as wide as needed when piped."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", expand=False, highlight=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    console = Console(width=None if sys.stdout.isatty() else 160, soft_wrap=False)
    with console.capture() as captured:
        console.print(table)
    print(captured.get(), end="")  # the console itself would end us when the reader has gone


def print_json(data: Any) -> None:
    """Data as JSON, dates in ISO form, words as their values."""
    print(json.dumps(data, default=_plain, ensure_ascii=False, indent=2))


def clock_of(arguments: argparse.Namespace) -> Clock:
    """The machine's clock, or one that stands at the date of `--on`."""
    return VirtualClock(arguments.on) if arguments.on else SystemClock()


def _cell(value: Any) -> str:
    from rich.markup import escape

    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    return escape(str(value.value if isinstance(value, Enum) else value))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} has no JSON form")
