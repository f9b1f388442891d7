"""What the papers and pages of a followed programme are made of."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lifecycle.achieved import Views
from lifecycle.collectivity_words import full_name
from lifecycle.content import Content
from lifecycle.contents import NoContent, version
from lifecycle.evaluations import views
from lifecycle.monitoring import Round, rounds
from lifecycle.plans import PlanRow
from lifecycle.progress import Progress
from models.words import FactBasis, Language
from notifications.wording import long_date


@dataclass(frozen=True, slots=True)
class FollowedPlan:
    """One plan, what it promised, its rounds and its evaluations, told in `language` (ar or fr).

    `made_at` is an aware instant: when a paper of it is made.
    """

    plan: PlanRow
    content: Content
    rounds: tuple[Round, ...]
    views: Views
    language: str
    made_at: datetime

    @property
    def name(self) -> str:
        """The collectivity with its kind."""
        one = self.plan
        return full_name(one.kind, one.name_ar, one.name_fr).said_in(self.language)

    @property
    def illustrative(self) -> bool:
        """Whether the plan tells no facts."""
        return self.plan.basis == FactBasis.ILLUSTRATIVE

    @property
    def last_progress(self) -> Progress:
        """What was reported last, in whichever round."""
        told = [one.progress for one in self.rounds if one.progress != Progress()]
        return told[-1] if told else Progress()

    def round(self, number: int) -> Round | None:
        """One round by its number."""
        return next((one for one in self.rounds if one.number == number), None)

    def day(self, on: date | None) -> str:
        """A civil date in words; a dash when it is not known."""
        if on is None:
            return "–"
        return long_date(on, Language.ARABIC if self.language == "ar" else Language.FRENCH)


def followed_plan(
    session: Session, plan: PlanRow, language: str, made_at: datetime
) -> FollowedPlan:
    """Read everything of a plan; one without content promises nothing yet."""
    try:
        content = version(session, plan.id).content
    except NoContent:
        content = Content()
    return FollowedPlan(
        plan=plan,
        content=content,
        rounds=tuple(rounds(session, plan.id)),
        views=views(session, plan.id),
        language=language,
        made_at=made_at,
    )
