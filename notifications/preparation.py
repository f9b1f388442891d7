"""From letters that are due to letters that are ready: who, whether, when, and the exact bytes.

Works inside the caller's transaction; nothing here touches the wire.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, insert, or_, select
from sqlalchemy.orm import Session

from lifecycle.working_days import WorkingDays
from lifecycle.writes import letter_id
from models.base import table_of
from models.outbox import LetterMessage, OutboxLetter
from models.words import FactBasis, LetterState
from notifications.contexts import Writer
from notifications.due import LETTER, Due
from notifications.merging import DAILY_LIST, NOT_RATIONED, Addressed, is_rationed, plan_day
from notifications.plans import PlanNow, read_plans
from notifications.recipients import CHUNK, Directory, Recipient
from notifications.settings import MailSettings
from notifications.stopping import TO_COORDINATORS, reason_to_stop
from notifications.window import next_day
from notifications.written_letter import WrittenLetter, write_letter

ON_ITS_WAY = (LetterState.CLAIMED, LetterState.DEFERRED, LetterState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a delivery runs (`now` aware, `today` in Casablanca) and by what it goes."""

    now: datetime
    today: date
    days: WorkingDays
    settings: MailSettings


@dataclass(slots=True)
class Prepared:
    """A batch sorted out: letters ready to leave, and letters about which it was decided otherwise.

    A ready letter that was tried before has no new bytes: those that are stored go again.
    """

    ready: list[tuple[Due, WrittenLetter | None]] = field(default_factory=list)
    decided: list[Due] = field(default_factory=list)

    def settle(self, letter: Due, state: LetterState, cause: str) -> None:
        """Decide that a letter does not leave, now or ever, and why."""
        letter.state, letter.cause, letter.next_at = state, cause, None
        self.decided.append(letter)


def prepare(session: Session, due: Sequence[Due], moment: Moment) -> Prepared:
    """Sort out a batch of due letters: stop, address, merge, put off, write."""
    prepared = Prepared()
    plans = read_plans(session, due)
    owed = [one for one in due if not _stopped(one, plans, moment.today, prepared)]
    again = [one for one in owed if one.was_tried or (one.kind == DAILY_LIST and one.subject)]
    prepared.ready.extend((one, None) for one in again)
    tried = set(map(id, again))
    fresh = [one for one in owed if id(one) not in tried]
    directory = Directory.read(session, fresh, moment.today)
    addressed = _addressed(fresh, directory, prepared)
    day = plan_day(addressed, _had_theirs(session, addressed, moment.today))
    for letter, cause in day.double:
        prepared.settle(letter, LetterState.SKIPPED, cause)
    for letter in day.tomorrow:
        letter.next_at = next_day(moment.now, moment.days)
        prepared.decided.append(letter)
    writer = Writer(moment.today, moment.days, moment.settings.base_url)
    for letter, person in day.leaving:
        plan = plans.get(letter.plan_id or 0)
        context = lambda a=letter, b=person, c=plan: writer.context(a, b, c)  # noqa: E731
        _write(letter, person, context, directory, moment, prepared)
    for carried in day.lists:
        carrier = _carrier(session, carried, moment, prepared)
        context = lambda a=carried: writer.daily_list(a, plans)  # noqa: E731
        _write(carrier, carried[0][1], context, directory, moment, prepared)
    return prepared
