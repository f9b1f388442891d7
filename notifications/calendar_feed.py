"""The calendar of a collectivity or a region, to subscribe to: deadlines, workshops, sessions.

Public: it names places and steps, never a person, and carries no signed link.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from lifecycle.collectivity_words import full_name
from lifecycle.facts import ASKED
from lifecycle.language import Phrase
from lifecycle.plans import STOPPED
from lifecycle.rows import PLAN, STEP
from lifecycle.session_moves import WAITING
from models.base import table_of
from models.collectivity import Collectivity
from models.history import HistoryEntry
from models.plan import Plan
from models.words import Language, StepState
from notifications.calendar_days import HELD, Marker
from notifications.calendar_text import MarkedDay, Sender, calendar_text, text_line
from notifications.plans import ALL_PLANS, ALL_STEPS, PlanNow, StepNow
from notifications.settings import MailSettings

KEPT = timedelta(days=365)  # how long a workshop that was held stays in the calendar
EVERY = "PT6H"  # how often a reader should ask again
TITLE = Phrase("برامج الانفتاح – {}", "Programmes d’ouverture – {}", "Openness programmes – {}")
ENTRY = table_of(HistoryEntry).c
LAST_ENTRY = (ENTRY.plan_id == PLAN.id) & (ENTRY.seq == PLAN.head_seq)
PLANS = ALL_PLANS.add_columns(ENTRY.recorded_at).join(HistoryEntry, LAST_ENTRY)
STEPS = ALL_STEPS.join(Plan, PLAN.id == STEP.plan_id).join(
    Collectivity, Collectivity.code == PLAN.collectivity_code
)


def place_of(session: Session, code: str) -> Collectivity | None:
    """The collectivity of a register code, None when the database knows none."""
    return session.get(Collectivity, code)


def calendar_feed(
    session: Session,
    place: Collectivity,
    language: Language,
    settings: MailSettings,
    *,
    on: date,
    whole_region: bool = False,
) -> bytes:
    """The calendar of a collectivity, or of all those of a region, on a civil date.

    Equal facts give equal bytes: each day is stamped with the last change of its plan.
    """
    where = (
        Collectivity.region_code == place.code
        if whole_region
        else PLAN.collectivity_code == place.code
    )
    marker = Marker(language, settings.base_url, settings.domain, alarms=False)
    days = sorted(_days(session, where, marker, on - KEPT), key=lambda day: (day.on, day.uid))
    name = TITLE.said_in(language).format(
        full_name(place.kind, place.name_ar, place.name_fr).said_in(language)
    )
    head = (
        "CALSCALE:GREGORIAN",
        text_line("NAME", name),
        f"REFRESH-INTERVAL;VALUE=DURATION:{EVERY}",  # RFC 7986; the next two for older readers
        text_line("X-WR-CALNAME", name),
        f"X-PUBLISHED-TTL:{EVERY}",
    )
    return calendar_text(days, Sender(settings.from_name, settings.from_address), head)


def _days(
    session: Session, where: ColumnElement[bool], marker: Marker, since: date
) -> Iterator[MarkedDay]:
    """The days of the plans that run: what is asked, the session aimed at, the workshops held."""
    plans: dict[int, tuple[PlanNow, datetime]] = {}
    for *facts, recorded_at in session.execute(PLANS.where(where, PLAN.stage.not_in(STOPPED))):
        plan = PlanNow(*facts)
        plans[plan.id] = plan, recorded_at
        if plan.stage in WAITING and (day := marker.session(*plans[plan.id])):
            yield day
    for plan_id, *facts in session.execute(STEPS.where(where, _dated(since))):
        if plan_id in plans:
            plan, recorded_at = plans[plan_id]
            if day := marker.step(plan, StepNow(*facts), recorded_at):
                yield day


def _dated(since: date) -> ColumnElement[bool]:
    held = (STEP.state == StepState.ACCEPTED) & STEP.key.in_(HELD) & (STEP.done_on >= since)
    owed = STEP.state.in_({*ASKED, StepState.REPORTED}) & STEP.due_on.is_not(None)
    return or_(owed, held)
