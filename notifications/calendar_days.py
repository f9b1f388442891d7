"""A step and a council session as days to mark: which day, whether it stands, in which words."""

from dataclasses import dataclass
from datetime import datetime

from lifecycle.collectivity_words import full_name
from lifecycle.facts import SETTLED
from lifecycle.language import Phrase
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import STEP_HOW, STEP_NAMES
from models.words import FactBasis, Language, StepState
from notifications.calendar_text import DayStatus, MarkedDay
from notifications.plans import PlanNow, StepNow
from notifications.session_names import session_name
from notifications.wording import long_date

DEADLINE = Phrase("آخر أجل: {}", "Échéance\u00a0: {}", "Deadline: {}")
FORECAST = Phrase(
    "دورة المجلس (توقع): {}", "Conseil (prévision)\u00a0: {}", "Council (forecast): {}"
)
ORIGINAL = Phrase("الأجل الأصلي: {}", "Échéance d’origine\u00a0: {}", "Original deadline: {}")
ASKED = Phrase(
    "طلب تمديد هذا الأجل، والطلب قيد الدراسة.",
    "Un délai a été demandé\u00a0; la demande est à l’étude.",
    "More time was asked for; the request is being considered.",
)
AIMED_AT = Phrase(
    "الدورة التي يستهدفها برنامج الانفتاح، وقد يتغير موعدها.",
    "Session visée pour le programme d’ouverture\u00a0; sa date peut changer.",
    "The session that the openness programme aims at; its date may change.",
)
ILLUSTRATIVE = Phrase(
    "معطيات توضيحية: لا تستند إلى وثيقة رسمية.",
    "Données d’illustration\u00a0: elles ne reposent sur aucun document officiel.",
    "Illustration: these data rest on no official document.",
)
# Steps that are held on a day, as a workshop is: done, they are marked on that day.
HELD = frozenset(
    rule.key
    for table in VERSIONS.values()
    for rule in table.steps
    if any(field.key == "held_on" for field in rule.evidence)
)


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks days in one reader's language.

    `domain` ends the names of days; addresses start at `base_url`; `alarms` says whether the reader
    is reminded. A day leads to the plan's public page: a calendar is shown to others, so no signed
    link may stand in it.
    """

    language: Language
    base_url: str
    domain: str
    alarms: bool = True

    def step(self, plan: PlanNow, step: StepNow, stamp: datetime) -> MarkedDay | None:
        """The day of a step: its deadline, or the day on which it was held; None without either.

        A deadline that is settled is cancelled, so that it leaves the calendar.
        """
        held = step.state == StepState.ACCEPTED and step.key in HELD
        on = step.done_on if held else step.due_on
        if on is None:
            return None
        about = STEP_NAMES[step.key]
        settled = step.state in SETTLED
        summary = self._both(plan, about if held else _in(DEADLINE, about))
        return MarkedDay(
            uid=f"{plan.reference}.{step.key}.{step.occurrence}@{self.domain}",
            on=on,
            summary=summary,
            description=self._paragraphs(plan, [STEP_HOW[step.key], *_remarks(step)]),
            url=self._page(plan),
            sequence=plan.head_seq,
            stamp=stamp,
            status=_status(step, held),
            alarm="" if settled or not self.alarms else summary,
        )

    def session(self, plan: PlanNow, stamp: datetime) -> MarkedDay | None:
        """The day on which the council session that a plan aims at opens; None without one."""
        if plan.session_on is None or plan.session_code is None:
            return None
        name = Phrase(
            session_name(plan.session_code, Language.ARABIC),
            session_name(plan.session_code, Language.FRENCH),
            plan.session_code,
        )
        return MarkedDay(
            uid=f"{plan.reference}.session.{plan.session_code}@{self.domain}",
            on=plan.session_on,
            summary=self._both(plan, _in(FORECAST, name)),
            description=self._paragraphs(plan, [AIMED_AT]),
            url=self._page(plan),
            sequence=plan.head_seq,
            stamp=stamp,
            status=DayStatus.TENTATIVE,
        )

    def _languages(self) -> tuple[Language, ...]:
        if self.language is Language.BOTH:
            return (Language.ARABIC, Language.FRENCH)
        return (self.language,)

    def _both(self, plan: PlanNow, about: Phrase) -> str:
        """What a day is called: what, then where."""
        place = full_name(plan.kind, plan.name_ar, plan.name_fr)
        return " | ".join(
            f"{about.said_in(each)} – {place.said_in(each)}" for each in self._languages()
        )

    def _paragraphs(self, plan: PlanNow, said: list[Phrase]) -> str:
        if plan.basis == FactBasis.ILLUSTRATIVE:
            said = [ILLUSTRATIVE, *said]
        blocks = ["\n".join(one.said_in(each) for one in said) for each in self._languages()]
        return "\n\n".join([*blocks, plan.reference])

    def _page(self, plan: PlanNow) -> str:
        in_french = "?lang=fr" if self.language is Language.FRENCH else ""
        return f"{self.base_url}/plans/{plan.reference}{in_french}"


def _status(step: StepNow, held: bool) -> DayStatus:
    if held:
        return DayStatus.CONFIRMED
    if step.state in SETTLED:
        return DayStatus.CANCELLED
    return DayStatus.TENTATIVE if step.asked_on else DayStatus.CONFIRMED


def _remarks(step: StepNow) -> list[Phrase]:
    """What else is to be said of a deadline that was moved, or may be."""
    remarks = []
    if step.original_due_on and step.original_due_on != step.due_on:
        ar, fr = (
            long_date(step.original_due_on, each) for each in (Language.ARABIC, Language.FRENCH)
        )
        remarks.append(_in(ORIGINAL, Phrase(ar, fr, step.original_due_on.isoformat())))
    if step.asked_on:
        remarks.append(ASKED)
    return remarks


def _in(frame: Phrase, words: Phrase) -> Phrase:
    """Words put into the gap of a phrase."""
    return Phrase(frame.ar.format(words.ar), frame.fr.format(words.fr), frame.en.format(words.en))
