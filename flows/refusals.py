"""Known refusals as sentences on standard error, and their exit codes."""

import json
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
from models.revision import WrongSchema

REFUSED, BAD_INPUT, NOT_READY = 1, 3, 4


def exit_code_for(error: Exception, *, as_json: bool) -> int | None:
    """Say a known refusal and give back its exit code; None for an error nobody foresaw."""
    code = _code(error)
    if code is None:
        return None
    said = _said(error)
    if as_json:
        print(json.dumps({"error": type(error).__name__} | said, ensure_ascii=False))
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
    if isinstance(error, NotReady | OperationalError | StaleTimeZone | WrongSchema):
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
        return {"message": f"the database does not answer: {error.orig}"}
    return {"message": str(error)}
