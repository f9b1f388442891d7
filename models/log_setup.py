"""Where a process's log goes, and in which form: INFITAH_LOG, `json` or `plain`, on stderr."""

import logging
import os
import sys
from types import TracebackType
from typing import TextIO

from models.log_lines import JsonLines, PlainLines

SETTING = "INFITAH_LOG"
# Ours: Prefect's loggers keep what Prefect gives them.
OURS = ("infitah", "audit", "flows", "lifecycle", "models", "notifications", "portal")


class LogRefused(ValueError):
    """INFITAH_LOG names no form of log."""


def as_json() -> bool:
    """Whether lines are JSON.

    Raises:
        LogRefused: the setting is neither `json` nor `plain`.
    """
    told = os.environ.get(SETTING) or "plain"
    if told not in ("json", "plain"):
        raise LogRefused(f"{SETTING}={told} is no form of log: give json or plain")
    return told == "json"


def set_up_log(*others: str, least: int = logging.INFO) -> None:
    """Write our log to stderr from now on; a second time changes nothing.

    Args:
        others: libraries of this process whose log goes the same way, e.g. `uvicorn`.
        least: the lowest level that is written.

    Raises:
        LogRefused: the setting is neither `json` nor `plain`.
    """
    handler = _Stderr()
    handler.setFormatter(JsonLines() if as_json() else PlainLines())
    for name in (*OURS, *others):
        logger = logging.getLogger(name)
        if not any(type(one.formatter) in (JsonLines, PlainLines) for one in logger.handlers):
            logger.handlers = [handler]
            logger.propagate = False
            logger.setLevel(least if name in OURS else logging.WARNING)
    if as_json():
        sys.excepthook = _broke


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what is stderr then, not to what it was when the log was set up."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """The process's stderr."""
        return sys.stderr


def _broke(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught, as one line: its words would be many lines, and may name somebody."""
    caught = (kind, error, trace)
    logging.getLogger("infitah").critical("broke", exc_info=caught, extra={"fields": {}})
