"""The pace of the illustration: how many days each step takes a member of each profile.

Everything here is invented so that the replay of the founders ends with the published totals. What
is documented never comes from here.
"""

from datetime import date, timedelta

from flows.scenario import Profile, Scenario, lot
from lifecycle.facts import PlanFacts, StepFacts
from lifecycle.language import EvidenceField, FieldType
from models.words import VoteOutcome

# Days from the opening of a step to its report: at the least, at the most.
PACE = {
    "adhere_to_charter": (4, 18),
    "name_focal_point": (8, 30),
    "attend_orientation": (1, 4),
    "attend_training": (1, 4),
    "set_up_committee": (8, 26),
    "choose_axes": (6, 22),
    "hold_first_workshop": (6, 50),
    "consult_on_ideas": (9, 20),
    "draft_projects": (14, 30),
    "hold_second_workshop": (2, 19),
    "consult_on_projects": (10, 21),
    "validate_programme": (4, 14),
    "put_on_agenda": (2, 7),
    "council_vote": (1, 12),
    "publish_programme": (4, 36),
    "launch_programme": (3, 24),
    "report_monitoring_round": (9, 33),
    "self_evaluate": (18, 46),
    "hold_co_evaluation_workshop": (18, 44),
    "publish_evaluation": (8, 30),
}
# The season of a step, by its date in the cohort's calendar: nobody reports before it.
NOT_BEFORE = {
    "attend_orientation": "orientation_closes",
    "attend_training": "training",
    "hold_first_workshop": "first_workshops_open",
    "hold_second_workshop": "second_workshops_open",
    "consult_on_projects": "second_workshops_open",
    "launch_programme": "implementation_opens",
}
COUNTED_ON = date(2024, 2, 8)  # the day of the published totals
STALLING_STEPS = ("set_up_committee", "hold_first_workshop", "draft_projects", "validate_programme")
LEAVING_FROM = date(2023, 5, 2)


def report_day(plan: PlanFacts, step: StepFacts, scenario: Scenario) -> date | None:
    """The civil date on which a member reports an open step; None when it never does."""
    if step.opened_on is None:
        return None
    code = plan.collectivity_code
    profile = scenario.profiles[code]
    least, most = PACE.get(step.key, (5, 20))
    drawn = lot(code, plan.cycle, step.key, step.occurrence)
    start = max(step.opened_on, _season(plan, step) or step.opened_on)
    if step.key == "council_vote" and plan.session_on:
        start = max(start, plan.session_on)
    elif plan.cycle > 1 and step.due_on:
        return max(start, step.opened_on + (step.due_on - step.opened_on) * (0.3 + 0.8 * drawn))
    on = start + timedelta(days=round(least + drawn * (most - least)))
    return _slower(plan, step, profile, on) if plan.cycle == 1 else on


def _season(plan: PlanFacts, step: StepFacts) -> date | None:
    """The first day of the season of a step; None when it has none."""
    return plan.calendar.dates.get(NOT_BEFORE.get(step.key, ""))


def leaving_day(code: str) -> date:
    """The civil date on which a member of the profile `withdraws` leaves."""
    span = (COUNTED_ON - LEAVING_FROM).days - 10
    return LEAVING_FROM + timedelta(days=round(lot(code, "leaves") * span))


def _slower(plan: PlanFacts, step: StepFacts, profile: Profile, on: date) -> date | None:
    """The date of a member that votes late or stalls."""
    code = plan.collectivity_code
    if profile == Profile.WITHDRAWS and step.key == "validate_programme":
        return None
    if profile == Profile.VOTES_LATE:
        if step.key == "validate_programme" and step.occurrence == 1:
            return on + timedelta(days=round(40 + 45 * lot(code, "late")))
        if step.key == "council_vote":
            return max(on, COUNTED_ON + timedelta(days=round(2 + 6 * lot(code, "vote"))))
    if profile == Profile.STALLS and step.key == stalling_step(code) and step.occurrence == 1:
        if lot(code, "never") < 0.3:
            return None
        return COUNTED_ON + timedelta(days=round(20 + 240 * lot(code, "resumes")))
    return on


def stalling_step(code: str) -> str:
    """The step at which a member of the profile `stalls` stops for long."""
    return STALLING_STEPS[int(lot(code, "stalls") * len(STALLING_STEPS))]


def illustrated(field: EvidenceField, plan: PlanFacts, step: StepFacts, on: date) -> object:
    """An invented value for a field of evidence, always the same for the same step."""
    drawn = lot(plan.collectivity_code, plan.cycle, step.key, step.occurrence, field.key)
    if field.type == FieldType.DATE:
        return (on - timedelta(days=7) if field.key == "window_opened_on" else on).isoformat()
    if field.type == FieldType.COUNT:
        low, high = COUNTS.get(field.key, (3, 40))
        return round(low + drawn * (high - low))
    if field.type == FieldType.CHOICE:
        return _outcome(plan, step, drawn)
    if field.type == FieldType.LINK:
        return f"https://ouverture.example/{plan.reference.lower()}/{step.key.replace('_', '-')}"
    if field.type == FieldType.FILES:
        return ""  # an illustration files no document
    return f"illustration {step.key.replace('_', '-')}-{step.occurrence}"


def _outcome(plan: PlanFacts, step: StepFacts, drawn: float) -> str:
    """Councils adopt; now and then a late one postponed or rejected first."""
    if step.occurrence > 1 or plan.stage is None or drawn > 0.3:
        return VoteOutcome.ADOPTED
    in_season = plan.session_code in ("2023-09", "2023-10")
    if plan.cycle == 1 and in_season:
        return VoteOutcome.ADOPTED
    return VoteOutcome.REJECTED if drawn < 0.1 else VoteOutcome.POSTPONED


COUNTS = {
    "present": (18, 90),
    "civil_society": (6, 17),
    "elected": (3, 9),
    "axes": (4, 4),
    "ideas_received": (12, 160),
    "ideas_kept": (4, 30),
    "remarks": (2, 60),
    "projects": (8, 20),
    "activities": (20, 80),
    "votes_for": (15, 35),
    "votes_against": (0, 6),
}
