"""The calendar that a letter about a deadline carries: its days, published, to be kept or moved.

RFC 5546 PUBLISH, not REQUEST: nobody waits for an answer, and no reader asks for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.words import Language
from notifications.calendar_days import Marker
from notifications.calendar_text import MarkedDay, Sender, calendar_text
from notifications.due import Due
from notifications.found_links import OF_COLLECTIVITY
from notifications.merging import Addressed
from notifications.plans import PlanNow
from notifications.recipients import Recipient
from notifications.settings import MailSettings

# Letters about one step whose deadline they mark, move, or take out of the calendar again.
OF_STEP = frozenset(
    {
        "step_opened",
        "step_reminder",
        "step_eve",
        "step_returned",
        "deadline_moved",
        "extension_refused",
        "step_accepted",
    }
)
SESSION_MOVED = "session_moved"


@dataclass(frozen=True, slots=True)
class Inviter:
    """Writes the calendars of one batch of letters; `now` is aware, the instant of writing."""

    settings: MailSettings
    now: datetime

    def of_letter(self, letter: Due, person: Recipient, plan: PlanNow | None) -> bytes | None:
        """The calendar of a letter to somebody; None when it carries none.

        A moved session marks the session and every open deadline of the plan anew. Coordinators get
        none: they would get one for each of their plans, and subscribe to that of their region.
        """
        if plan is None or person.role not in OF_COLLECTIVITY:
            return None
        marker = self._marker(person.language)
        if letter.kind in OF_STEP:
            step = plan.step_of(letter)
            return self._written([marker.step(plan, step, self.now)]) if step else None
        if letter.kind == SESSION_MOVED:
            steps = [marker.step(plan, step, self.now) for step in plan.open_steps()]
            return self._written([marker.session(plan, self.now), *steps])
        return None

    def of_list(self, carried: Iterable[Addressed], plans: dict[int, PlanNow]) -> bytes | None:
        """The calendar of the day's list: the deadlines that its letters would have marked."""
        days = []
        for letter, person in carried:
            plan = plans[letter.plan_id or 0]
            step = plan.step_of(letter)
            if letter.kind in OF_STEP and step is not None:
                days.append(self._marker(person.language).step(plan, step, self.now))
        return self._written(days)

    def _marker(self, language: Language) -> Marker:
        return Marker(language, self.settings.base_url, self.settings.domain)

    def _written(self, days: Iterable[MarkedDay | None]) -> bytes | None:
        marked = [day for day in days if day is not None]
        sender = Sender(self.settings.from_name, self.settings.from_address)
        return calendar_text(marked, sender) if marked else None
