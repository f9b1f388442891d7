"""From letters that are due to letters that are ready: whether, to whom, when, and the exact bytes.

Works inside the caller's transaction; nothing here touches the wire.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from audit.weekly_checkpoint import LOG_CHECKPOINT
from lifecycle.working_days import WorkingDays
from models.words import LetterState
from notifications.calendar_invite import Inviter
from notifications.checkpoint_letter import checkpoint_facts
from notifications.contexts import BLOCKS, Writer, bound_to
from notifications.daily_lists import add_carrier, carrier_of
from notifications.digests import DIGEST, Digest
from notifications.due import Due
from notifications.letters import Context
from notifications.link_keys import load_keys
from notifications.links import Bound, LinkDesk
from notifications.log_foot import read_foot, with_foot
from notifications.merging import DAILY_LIST, Addressed, plan_day
from notifications.plans import PlanNow, read_plans
from notifications.rationing import had_theirs, take_turns
from notifications.recipients import Directory, Recipient
from notifications.settings import MailSettings
from notifications.stopping import reason_to_stop
from notifications.window import next_day
from notifications.written_letter import WrittenLetter, write_letter


@dataclass(frozen=True, slots=True)
class Moment:
    """When a delivery runs (`now` aware, `today` in Casablanca), and its settings."""

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
        """Decide that a letter does not leave, and why."""
        letter.state, letter.cause, letter.next_at = state, cause[:1000], None
        self.decided.append(letter)


def prepare(session: Session, due: Sequence[Due], moment: Moment) -> Prepared:
    """Sort out a batch of due letters: stop, address, merge, put off, write."""
    return _Desk(session, due, moment).sort_out(due)


class _Desk:
    """What one batch needs at hand while it is sorted out."""

    def __init__(self, session: Session, due: Sequence[Due], moment: Moment) -> None:
        self._session, self._moment, self._prepared = session, moment, Prepared()
        self._plans = read_plans(session, due)
        self._directory = Directory.read(session, due, moment.today)
        self._links = LinkDesk(session, load_keys(), moment.now, moment.today)
        self._writer = Writer(moment.today, moment.days, moment.settings.base_url, self._links)
        self._inviter = Inviter(moment.settings, moment.now)
        self._foot = read_foot(session)

    def sort_out(self, due: Sequence[Due]) -> Prepared:
        fresh = [one for one in due if self._is_owed(one) and not self._goes_again(one)]
        addressed = [(one, person) for one in fresh if (person := self._person(one))]
        take_turns(self._session, addressed)
        self._links.look_up(self._bounds(addressed))
        day = plan_day(addressed, had_theirs(self._session, addressed, self._moment.today))
        for letter, cause in day.double:
            self._prepared.settle(letter, LetterState.SKIPPED, cause)
        for letter in day.tomorrow:
            letter.next_at = next_day(self._moment.now, self._moment.days)
            self._prepared.decided.append(letter)
        for letter, person in day.leaving:
            self._write_alone(letter, person)
        for carried in day.lists:
            self._write_list(carried)
        self._links.store()
        return self._prepared

    def _bounds(self, addressed: Sequence[Addressed]) -> Iterator[Bound]:
        """What the links of these letters may be bound to."""
        for letter, person in addressed:
            plan = self._plan(letter)
            if plan is not None:
                yield bound_to(plan, person, None, letter.context.get("succession"))
                yield bound_to(plan, person)
                if step := plan.step_of(letter):
                    yield bound_to(plan, person, step)

    def _is_owed(self, letter: Due) -> bool:
        cause = reason_to_stop(letter, self._plan(letter), self._moment.today)
        if cause is not None:
            self._prepared.settle(letter, LetterState.CANCELLED, cause)
        return cause is None

    def _goes_again(self, letter: Due) -> bool:
        """Whether the stored bytes go: it was tried, or it carries letters that are skipped now."""
        again = letter.was_tried or (letter.kind == DAILY_LIST and letter.subject is not None)
        if again:
            self._prepared.ready.append((letter, None))
        return again

    def _person(self, letter: Due) -> Recipient | None:
        person = self._directory.recipient(letter)
        if person is None:
            cause = f"nobody holds the role {letter.role}, and nobody stands in: name somebody"
            self._prepared.settle(letter, LetterState.UNDELIVERABLE, cause)
        return person

    def _plan(self, letter: Due) -> PlanNow | None:
        return None if letter.plan_id is None else self._plans[letter.plan_id]

    def _facts(self, letter: Due, person: Recipient) -> Context:
        if letter.kind == LOG_CHECKPOINT:
            facts = checkpoint_facts(self._session)
        elif letter.kind == DIGEST:
            digest = Digest(self._session, letter, self._moment.today)
            facts = {block: digest.facts(block) for block in BLOCKS}
        else:
            return self._writer.context(letter, person, self._plan(letter))
        return self._writer.own_context(letter, person, facts)

    def _write_alone(self, letter: Due, person: Recipient) -> None:
        facts = partial(self._facts, letter, person)
        invite = partial(self._inviter.of_letter, letter, person, self._plan(letter))
        problem = self._write(letter, person, facts, invite)
        if problem is not None:
            self._prepared.settle(letter, LetterState.HELD, f"it could not be written: {problem}")

    def _write_list(self, carried: list[Addressed]) -> None:
        """One letter for several; when it cannot be written, each goes alone."""
        carrier = carrier_of(carried, self._moment.now, self._moment.today)
        person = carried[0][1]
        facts = partial(self._writer.daily_list, carried, self._plans)
        invite = partial(self._inviter.of_list, carried, self._plans)
        if self._write(carrier, person, facts, invite):
            for letter, _ in carried:
                self._write_alone(letter, person)
            return
        add_carrier(self._session, carrier)
        for letter, _ in carried:
            letter.carried_by, letter.person_id = carrier.id, person.person_id
            self._prepared.settle(letter, LetterState.SKIPPED, "carried by the day's list")

    def _write(
        self,
        letter: Due,
        person: Recipient,
        facts: Callable[[], Context],
        invite: Callable[[], bytes | None],
    ) -> str | None:
        """Put a letter among the ready ones; gives back what is wrong when it cannot be written."""
        moment, reply_to = self._moment, self._directory.answers_to(letter)
        try:
            written = write_letter(
                letter, person, with_foot(facts(), self._foot), at=moment.now, reply_to=reply_to,
                settings=moment.settings, invite=invite(),
            )  # fmt: skip
        except Exception as problem:  # whatever is wrong with one letter, the others go on
            return f"{type(problem).__name__}: {problem}"
        letter.person_id, letter.language = person.person_id, person.language
        letter.to_address, letter.subject = person.address, written.subject
        letter.cause = None
        self._prepared.ready.append((letter, written))
        return None
