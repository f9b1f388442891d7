"""Known refusals as sentences on standard error, and their exit codes."""

import errno
import json
import logging
import sys
from typing import Any

from sqlalchemy.exc import OperationalError

from audit.backup import BackupBroken
from audit.backup_archive import BackupRefused
from audit.database_copy import CopyRefused
from flows.connect import NotReady
from flows.ports import PortTaken
from flows.scenario import ScenarioRefused
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.content_problems import ContentSheetRefused
from lifecycle.errors import LifecycleError, Refused
from lifecycle.legal_time import StaleTimeZone
from models.log_lines import log_event
from models.log_setup import as_json as logs_json
from models.revision import WrongSchema

REFUSED, BAD_INPUT, NOT_READY = 1, 3, 4


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
ROOM = "What was there is whole, nothing was half done: make room and do it again"


def is_full(error: Exception) -> bool:
    """Whether a file could not be written because there is no room for it."""
    return isinstance(error, OSError) and error.errno in FULL


def database_said(error: OperationalError) -> str:
    """Why the database did not do its work, and what to do.

    A file that may not grow is told by SQLite as full or, when its log may not, as an I/O error.
    """
    said = str(error.orig)
    if "locked" in said:
        return (
            f"another process holds the database ({said}): nothing was done. "
            "Do it again when that one is over"
        )
    if "is full" in said or "disk I/O error" in said:
        return f"the disk of the database is full or cannot be written ({said}). {ROOM}"
    return f"the database does not answer: {said}"


def exit_code_for(error: Exception, *, as_json: bool) -> int | None:
    """Say a known refusal and give back its exit code; None for an error nobody foresaw."""
    code = _code(error)
    if code is None:
        return None
    said = _said(error)
    if as_json:
        print(json.dumps({"error": type(error).__name__} | said, ensure_ascii=False))
    elif logs_json():
        told = said["message"] if isinstance(error, NotReady) else None  # others may name somebody
        log_event("refused", logging.WARNING, error=type(error).__name__, told=told)
    else:
        print(f"infitah: {said['message']}", file=sys.stderr)
        for problem in said.get("problems", []):
            print(f"  {problem['en']}", file=sys.stderr)
            print(f"    {problem['fr']}", file=sys.stderr)
            print(f"    {problem['ar']}", file=sys.stderr)
    return code


def _code(error: Exception) -> int | None:
    if isinstance(
        error,
        CohortFileRefused
        | ContentSheetRefused
        | ScenarioRefused
        | BackupRefused
        | FileNotFoundError
        | FileExistsError
        | IsADirectoryError,
    ):
        return BAD_INPUT
    not_ready = NotReady | OperationalError | StaleTimeZone | WrongSchema
    if isinstance(error, not_ready) or is_full(error):
        return NOT_READY
    return (
        REFUSED
        if isinstance(error, LifecycleError | PortTaken | CopyRefused | BackupBroken | ValueError)
        else None
    )


def _said(error: Exception) -> dict[str, Any]:
    if isinstance(error, CohortFileRefused):
        problems = [{lang: p.sentence(lang) for lang in ("en", "fr", "ar")} for p in error.problems]
        counts = ", ".join(f"{count} {name}" for name, count in (error.counts or {}).items())
        told = f"{len(problems)} problem(s)" + (f": {counts}" if counts else "")
        return {
            "message": f"the file was refused, {told}. Nothing was written",
            "counts": error.counts,
            "problems": problems,
        }
    if isinstance(error, ContentSheetRefused):
        problems = [{lang: p.sentence(lang) for lang in ("en", "fr", "ar")} for p in error.problems]
        return {"message": f"{error}. Nothing was written", "problems": problems}
    if isinstance(error, Refused):
        phrase = error.phrase
        return {
            "message": f"{phrase.en}\n  {phrase.fr}\n  {phrase.ar}",
            "phrase": {"en": phrase.en, "fr": phrase.fr, "ar": phrase.ar},
        }
    if isinstance(error, OperationalError):
        return {"message": database_said(error)}
    if isinstance(error, OSError) and is_full(error):
        return {"message": f"{error.filename or 'a file'}: {error.strerror}. {ROOM}"}
    return {"message": str(error)}
