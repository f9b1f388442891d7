"""A line of the process's log: an event and its fields, as JSON or for people, in UTC.

Not the history, and not the operations log: this is what a process says while it runs. No line
holds an address, a name or a link: fields are from a closed list and plain, what other libraries
say is cleaned, and of an error only its class and place are told (its words may hold anything).
"""

import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from models.fault_told import told as way_of
from models.settings import CHECKOUT

# Plan reference, route of the table, flow, its run, command; how it went. Numbers are free.
FIELDS = frozenset(
    {"plan", "route", "method", "status", "ms", "flow", "run", "command", "code", "result",
     "error", "at", "letters", "entries", "told", "service"}
)  # fmt: skip
PLAIN = re.compile(r"[A-Za-z0-9_ .,:;=/{}()<>'`+-]{0,400}")
WITHHELD = "withheld"
SECRETS = (
    (re.compile(r"[^\s<>@,;:'\"()]+@[^\s<>@,;:'\"()]+"), "<address>"),
    (re.compile(r"(/l/)(?!\{token\})[^\s/?'\"]+"), r"\1<link>"),
    (re.compile(r"(://[^:/\s]+:)[^@\s]+@"), r"\1<password>@"),
)
Caught = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def log_event(event: str, level: int = logging.INFO, **fields: Any) -> None:
    """Say that something happened, to whom the process's log is set up.

    Args:
        event: one or two words of ours, e.g. `request`.
        level: of `logging`.
        fields: of FIELDS; None is left out.

    Raises:
        ValueError: a field is not of the list: nothing is said by chance.
    """
    if not fields.keys() <= FIELDS:
        raise ValueError(f"{sorted(fields.keys() - FIELDS)} are no fields of a log line: {FIELDS}")
    logging.getLogger("infitah").log(level, event, extra={"fields": fields})


def cleaned(text: str) -> str:
    """Words of a library without addresses, links and passwords."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `event`, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, ours or a library's."""
        return orjson.dumps(said(record)).decode()


class PlainLines(logging.Formatter):
    """The same for people: `TIME LEVEL event field=value ...`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, ours or a library's."""
        told = said(record)
        words = [str(told.pop(name)) for name in ("time", "level", "event")]
        line = " ".join([*words, *(f"{name}={value}" for name, value in told.items())])
        return line.replace("\n", " |")


def said(record: logging.LogRecord) -> dict[str, Any]:
    """What a record says, by names."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    line: dict[str, Any] = {"time": at.replace("+00:00", "Z"), "level": record.levelname.lower()}
    fields = getattr(record, "fields", None)
    if fields is None:
        line |= {"event": "said", "logger": record.name, "told": cleaned(record.getMessage())}
    else:
        known = {name: value for name, value in fields.items() if value is not None}
        line |= {"event": record.getMessage()} | {n: _plain(v) for n, v in known.items()}
    return line | (broken(record.exc_info) if record.exc_info else {})


def broken(caught: Caught) -> dict[str, str]:
    """The class of an error, the last place in our own code, and the way there; never words."""
    kind, error, trace = caught
    told = {"error": kind.__name__} if kind else {}
    told |= {"trace": way_of(error)} if error is not None else {}
    at: dict[str, str] = {}
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        ours = file.is_relative_to(CHECKOUT) and "site-packages" not in file.parts
        if ours or not at:
            name = file.relative_to(CHECKOUT) if ours else file.name
            at = {"at": f"{name}:{trace.tb_lineno}"}
        trace = trace.tb_next
    return told | at


def _plain(value: Any) -> str | int | float | bool:
    """A value that can name nobody."""
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if PLAIN.fullmatch(text) and cleaned(text) == text else WITHHELD
