"""What is done to a programme's content from a page: a sheet is checked, a version is filed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.acts import Actor
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.content import Content
from lifecycle.content_child import content_in_child
from lifecycle.content_problems import ContentSheetRefused
from models.words import FilingSource, Language


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet that was read: its content, or every problem as a sentence."""

    content: Content | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deliberation:
    """What amends a programme that was adopted: its number, its civil date, and why."""

    number: str
    on: date | None
    reason: str


def check_sheet(content: bytes, name: str, language: Language) -> CheckedSheet:
    """Read a sheet in the child process that is held short; nothing is written."""
    try:
        return CheckedSheet(content_in_child(content, name))
    except (ContentSheetRefused, CohortFileRefused) as refused:
        return CheckedSheet(None, tuple(one.sentence(language.value) for one in refused.problems))


def file_version(
    session: Session,
    plan_id: int,
    content: Content,
    *,
    actor: Actor,
    at: datetime,
    cause: str,
    source: FilingSource,
    amended: Deliberation | None = None,
) -> None:
    """File a draft, or amend what was adopted by a deliberation.

    Raises:
        Refused: the door does not allow it; nothing is written.
    """
    more: dict[str, Any] = {}
    if amended:
        on = amended.on.isoformat() if amended.on else ""
        more = {
            "reason": amended.reason,
            "said": {"deliberation": amended.number, "deliberated_on": on},
        }
    door.fire(
        session, plan_id, acts.AMEND_CONTENT if amended else acts.FILE_CONTENT, actor=actor, at=at,
        cause=cause, content=content, filing_source=source, **more,
    )  # fmt: skip
