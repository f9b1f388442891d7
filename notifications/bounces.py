"""Letters that came back: attached to their letter, once; a wrong address is not written to again.

Only a report that names a letter which was sent, and the address it was sent to, changes anything.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lifecycle.apart import OF_NO_RECORD
from lifecycle.clock import Clock
from lifecycle.legal_time import local_date
from models.bounce import Bounce
from models.database import writing
from models.failpoints import Point, reach
from models.person import Person
from models.words import BounceKind, LetterState
from notifications.bounce_report import BounceReport, read_report
from notifications.bounce_sources import Source, read_bytes
from notifications.due import COLUMNS, LETTER, Due, write_decisions
from notifications.second_address import owe_to_another

SENT = (LetterState.ACCEPTED, LetterState.UNKNOWN)
KNOWN, NOT_OURS, FAILED = "known", "not_ours", "failed"


def read_bounces(engine: Engine, sources: Iterable[Source], clock: Clock) -> dict[str, int]:
    """Read everything that lies in the sources, each message in a transaction of its own.

    Returns:
        How many of each kind of bounce; `known` were read before, `not_ours` name no letter of
        ours or are no report at all; `failed` could not be recorded and lie where they were.
    """
    counts: Counter[str] = Counter()
    for source in sources:
        for path in source.messages():
            raw = read_bytes(path)
            if raw is None:
                continue
            found = _read_or_leave(engine, raw, clock.now())
            if found == FAILED:
                counts[FAILED] += 1
                continue
            reach(Point.BOUNCE_COMMITTED)
            # The record stands before the file moves: a crash in between reads it again, as known.
            source.put_aside(path, ours=found != NOT_OURS)
            reach(Point.BOUNCE_ASIDE)
            counts[found] += 1
    return dict(sorted(counts.items()))


def _read_or_leave(engine: Engine, raw: bytes, now: datetime) -> str:
    """Record one message; what is wrong with it, or with its letter, stops no other."""
    try:
        return read_one(engine, raw, now)
    except OF_NO_RECORD:
        raise
    except Exception:
        return FAILED


def read_one(engine: Engine, raw: bytes, now: datetime) -> str:
    """Record one message: its kind, `known` or `not_ours`."""
    report = read_report(raw)
    if report is None:
        return NOT_OURS
    digest = hashlib.sha256(raw).hexdigest()
    try:
        with writing(engine) as session:
            known = select(Bounce.id).where(Bounce.sha256 == digest)
            if session.scalars(known).first() is not None:
                return KNOWN
            return _record(session, report, digest, now)
    except IntegrityError:  # another reader wrote it in the meantime
        return KNOWN


def _record(session: Session, report: BounceReport, digest: str, now: datetime) -> str:
    letter = _letter_of(session, report)
    if letter is None:
        return NOT_OURS
    own = (letter.to_address or "").lower() in report.addresses
    kind = report.kind if own else BounceKind.OTHER
    session.add(
        Bounce(
            sha256=digest,
            read_at=now,
            letter_id=letter.id,
            address=letter.to_address if own else next(iter(report.addresses), "")[:254] or None,
            kind=kind,
            action=report.action,
            status=report.status,
            diagnostic=report.diagnostic,
        )
    )
    session.flush()
    if own and letter.state in SENT:
        _mark(session, letter, report, kind, now)
    reach(Point.BOUNCE_RECORDED)
    return str(kind)


def _letter_of(session: Session, report: BounceReport) -> Due | None:
    """The letter that a report names, locked; a replayed one was never sent to anybody."""
    for number in report.letters:
        query = select(*COLUMNS).where(LETTER.c.id == number, LETTER.c.replayed.is_(False))
        row = session.execute(query.with_for_update()).first()
        if row is not None:
            return Due(*row)
    return None


def _mark(
    session: Session, letter: Due, report: BounceReport, kind: BounceKind, now: datetime
) -> None:
    """What the letter's row says from now on, and who is written to instead."""
    said = f"came back ({kind}): {report.status} {report.diagnostic}".rstrip()[:1000]
    if kind == BounceKind.DELAY and letter.state == LetterState.ACCEPTED:
        letter.cause = said
    elif report.failed:
        letter.state, letter.next_at, letter.cause = LetterState.UNDELIVERABLE, None, said
    write_decisions(session.connection(), [letter])
    if kind == BounceKind.ADDRESS:
        owe_to_another(session, _to_be_marked(session, letter), now, local_date(now))


def _to_be_marked(session: Session, letter: Due) -> Due:
    """The letter, without its person when their address was corrected since: it stays usable."""
    query = select(Person.email).where(Person.id == letter.person_id)
    address = session.scalar(query) or ""
    same = address.lower() == (letter.to_address or "").lower()
    return letter if same else replace(letter, person_id=None)
