"""The coordinators' weekly digest: owed once a week to each, written as a letter like any other."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from lifecycle.entries import REPLAY
from lifecycle.writes import letter_id
from models.bulk import insert_rows
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import RoleHolding
from models.words import LetterState, Role

DIGEST = "coordinator_digest"
COORDINATORS = (Role.REGION_COORDINATOR, Role.NATIONAL_COORDINATOR)


def week_of(on: date) -> date:
    """The Monday of a date's week."""
    return on - timedelta(days=on.weekday())


def write_digests(engine: Engine, *, clock: Clock, dry_run: bool, cause: str) -> int:
    """Owe each coordinator the digest of the week; gives back how many are new.

    Its content is gathered when it is delivered, so that it tells how things stand then.
    """
    monday = week_of(clock.today())
    with reading(engine) if dry_run else writing(engine) as session:
        scopes = _scopes(session, clock.today())
        rows = [_row(role, region, monday, clock, cause) for role, region in scopes]
        known = set(
            session.scalars(
                select(OutboxLetter.key).where(OutboxLetter.key.in_([row["key"] for row in rows]))
            )
        )
        new = [row for row in rows if row["key"] not in known]
        if new and not dry_run:
            insert_rows(session.connection(), OutboxLetter, new, unless_known="key")
    return len(new)


def _scopes(session: Session, today: date) -> list[tuple[Role, str | None]]:
    """Each role and region for which somebody is a coordinator today."""
    until_on = RoleHolding.until_on
    rows = session.execute(
        select(RoleHolding.role, RoleHolding.region_code)
        .where(RoleHolding.role.in_(COORDINATORS), RoleHolding.from_on <= today)
        .where(until_on.is_(None) | (until_on >= today))
        .distinct()
    )
    return sorted(((role, region) for role, region in rows), key=str)


def _row(role: Role, region: str | None, monday: date, clock: Clock, cause: str) -> dict[str, Any]:
    key = f"digest:{monday.isoformat()}:{role}:{region or 'all'}"
    return {
        "id": letter_id(key),
        "key": key,
        "kind": DIGEST,
        "role": role,
        "region_code": region,
        "urgent": False,
        "state": LetterState.QUEUED,
        "written_on": clock.today(),
        "next_at": clock.now(),
        "context": {"week_of": monday.isoformat()},
        "replayed": cause.startswith(REPLAY),
        "thread_root": f"digest.{role}.{region or 'all'}",
        "attempts": 0,
        "ambiguous": 0,
        "fence": 0,
    }
