"""Opening a link: whose it is, what it is about, and what may be done with it now."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.facts import ASKED, PlanFacts, StepFacts
from lifecycle.language import StepRule
from lifecycle.pathway_words import full_name
from lifecycle.rows import read_facts
from models.collectivity import Collectivity
from models.link import SignedLink
from models.person import Person, RoleHolding
from models.words import Language, Role, Stage, StepState
from notifications.found_links import FoundLink, LinkState, find_link
from notifications.link_keys import LinkKeys, load_keys
from portal.pages import site_of

CAUSE = "portal:link"
STANDING = (Stage.SUSPENDED, Stage.WITHDRAWN)


class LinkClosed(Exception):
    """A link that does not open anything any more; the page says why."""

    def __init__(self, found: FoundLink) -> None:
        super().__init__(found.state)
        self.found = found


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that works, and what it is about as it stands now."""

    token: str
    keys: LinkKeys
    link: SignedLink
    person: Person
    plan: PlanFacts
    place: Collectivity
    today: date
    for_civil_society: bool = False

    @property
    def actor(self) -> Actor:
        """Its person, who reports, asks and hands over, and decides nothing."""
        if self.for_civil_society:
            return acts.civil_society(self.person.id)
        return acts.focal_point(self.person.id)

    @property
    def rule(self) -> StepRule | None:
        """The rule of its step; None for a link that follows a plan."""
        return self.plan.pathway.by_key.get(self.link.step_key or "")

    @property
    def step(self) -> StepFacts | None:
        """Its step, while it is the newest time that it was asked."""
        step = self.plan.step(self.link.step_key or "")
        return step if step and step.occurrence == self.link.occurrence else None

    @property
    def stands_still(self) -> bool:
        """Whether the plan is suspended or withdrawn: nothing is asked meanwhile."""
        return self.plan.stage in STANDING

    @property
    def is_theirs(self) -> bool:
        """Whether its person may answer for its step: only civil society speaks for itself."""
        own = self.rule is None or self.rule.actor != Role.CIVIL_SOCIETY
        return own or self.for_civil_society

    @property
    def may_report(self) -> bool:
        """Whether its step waits for a report that its person may give."""
        asked = self.step is not None and self.step.state in ASKED and not self.stands_still
        return asked and self.is_theirs

    @property
    def may_correct(self) -> bool:
        """Whether its step was reported and nobody has looked at it yet."""
        reported = self.step is not None and self.step.state == StepState.REPORTED
        return reported and not self.stands_still

    @property
    def may_ask_time(self) -> bool:
        """Whether more time may be asked for its step."""
        step = self.step
        return self.may_report and step is not None and bool(step.due_on) and not step.asked_on

    def name(self, language: Language) -> str:
        """The collectivity with its kind."""
        return full_name(self.place.kind, self.place.name_ar, self.place.name_fr).said_in(language)


def open_link(session: Session, request: Request) -> Opened:
    """What is behind the token of a request.

    Raises:
        HTTPException: 404, for an unknown and a forged token alike.
        LinkClosed: it expired, was taken back, or its person holds no role any more.
    """
    keys, today = load_keys(), site_of(request).clock.today()
    token = request.path_params["token"]
    found = find_link(session, token, keys, today)
    if found is None:
        raise HTTPException(404)
    link = found.link
    person = session.get_one(Person, link.person_id)
    if person.language is Language.FRENCH:  # unless the address asks for another language
        request.state.language = Language.FRENCH
    if found.state is not LinkState.OPEN:
        raise LinkClosed(found)
    plan = read_facts(session, [link.plan_id])[link.plan_id]
    query = select(Collectivity).where(Collectivity.code == plan.collectivity_code)
    speaks = _speaks_for_civil_society(session, person.id, plan.collectivity_code, today)
    return Opened(token, keys, link, person, plan, session.scalars(query).one(), today, speaks)


def _speaks_for_civil_society(session: Session, person_id: int, code: str, on: date) -> bool:
    query = select(RoleHolding.id).where(
        RoleHolding.person_id == person_id,
        RoleHolding.collectivity_code == code,
        RoleHolding.role == Role.CIVIL_SOCIETY,
        RoleHolding.from_on <= on,
        RoleHolding.until_on.is_(None) | (RoleHolding.until_on >= on),
    )
    return session.scalars(query).first() is not None
