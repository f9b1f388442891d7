"""The versions of a programme's content: read, compared, filed through the door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.content import Content
from lifecycle.errors import LifecycleError
from lifecycle.rows import PLAN
from models.filing import Filing
from models.words import FilingKind, FilingSource


class NoContent(LifecycleError):
    """The plan has no such version of its content."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it was filed. `in_force` says that the council adopted it, or amended to it.

    `filed_at` is aware, in UTC; `entry_seq` is the history entry that holds its digest.
    """

    number: int
    content: Content
    sha256: str
    source: FilingSource
    filed_at: datetime
    filed_by: str
    entry_seq: int
    in_force: bool


def versions(session: Session, plan_id: int) -> list[Version]:
    """Every version of a plan's content, the oldest first."""
    adopted = session.scalar(select(PLAN.content_adopted).where(PLAN.id == plan_id))
    rows = session.scalars(
        select(Filing)
        .where(Filing.plan_id == plan_id, Filing.kind == FilingKind.CONTENT)
        .order_by(Filing.number)
    )
    return [_version(row, adopted) for row in rows]


def version(session: Session, plan_id: int, number: int | None = None) -> Version:
    """One version; the one in force when no number is named, else the one filed last.

    Raises:
        NoContent: there is none.
    """
    found = {one.number: one for one in versions(session, plan_id)}
    in_force = [one for one in found.values() if one.in_force]
    wanted = found.get(number) if number else next(iter(in_force), None)
    wanted = wanted or (None if number else next(reversed(found.values()), None))
    if wanted is None:
        told = f"version {number}" if number else "content"
        raise NoContent(f"This plan has no {told}: file it with `infitah content file`.")
    return wanted


def changes(old: Content, new: Content) -> list[tuple[str, str, str]]:
    """What differs between two versions, part by part: (code, what, title in French).

    `what` is added, removed or changed.
    """
    before, after = _parts(old), _parts(new)
    told = [(code, "removed", before[code]["title_fr"]) for code in before.keys() - after.keys()]
    told += [(code, "added", after[code]["title_fr"]) for code in after.keys() - before.keys()]
    told += [
        (code, "changed", after[code]["title_fr"])
        for code in before.keys() & after.keys()
        if before[code] != after[code]
    ]
    return sorted(told, key=lambda one: [int(part) for part in one[0].split(".")])


def _parts(content: Content) -> dict[str, dict[str, Any]]:
    """Every part by its code, without what stands below it."""
    parts = [*content.axes, *content.projects(), *content.activities()]
    below = {"projects", "activities"}
    return {one.code: one.model_dump(mode="json", exclude=below) for one in parts}


def _version(row: Filing, adopted: int | None) -> Version:
    return Version(
        number=row.number,
        content=Content.model_validate(row.document),
        sha256=row.sha256,
        source=row.source,
        filed_at=row.filed_at,
        filed_by=row.filed_by,
        entry_seq=row.entry_seq,
        in_force=row.number == adopted,
    )
