"""What must be true before a plan may move on.

A guard takes the facts of a plan and today's date and returns a finding. Its docstring is the
refusal that a person reads when it does not hold: one line a language.
"""

from datetime import date

from lifecycle.deadlines import date_of
from lifecycle.facts import Filed, PlanFacts, StepFacts
from lifecycle.language import Deadline, Finding, Guard, Phrase
from models.words import FilingKind, Role, Stage, VoteOutcome


def every_step_of_the_stage_is_settled(facts: PlanFacts, today: date) -> Finding:
    """
    en: Some steps of this stage are not settled yet.
    fr: Certaines étapes de cette phase ne sont pas encore réglées.
    ar: بعض خطوات هذه المرحلة لم تستكمل بعد.
    """
    rules = [rule for rule in facts.pathway.steps_of(facts.stage) if rule.needed]
    missing = [rule for rule in rules if not _settled(facts.step(rule.key))]
    first = missing[0] if missing else None
    step = facts.step(first.key) if first else None
    return Finding(
        not missing,
        tuple(rule.key for rule in missing),
        _who(first.actor if first else Role.FOCAL_POINT, step),
        (step.opened_on if step else None) or facts.entered_on,
    )


def the_council_adopted_the_programme(facts: PlanFacts, today: date) -> Finding:
    """
    en: The council has not adopted the programme.
    fr: Le conseil n’a pas adopté le programme.
    ar: لم يصادق المجلس على البرنامج بعد.
    """
    return _vote(facts, VoteOutcome.ADOPTED)


def the_council_rejected_the_programme(facts: PlanFacts, today: date) -> Finding:
    """
    en: The council has not rejected the programme.
    fr: Le conseil n’a pas rejeté le programme.
    ar: لم يرفض المجلس البرنامج.
    """
    return _vote(facts, VoteOutcome.REJECTED)


def the_council_postponed_the_vote(facts: PlanFacts, today: date) -> Finding:
    """
    en: The council has not postponed the vote.
    fr: Le conseil n’a pas reporté le vote.
    ar: لم يؤجل المجلس التصويت.
    """
    return _vote(facts, VoteOutcome.POSTPONED)


def the_programme_was_launched(facts: PlanFacts, today: date) -> Finding:
    """
    en: The programme has not been launched.
    fr: Le programme n’a pas été lancé.
    ar: لم يعط انطلاق تنفيذ البرنامج بعد.
    """
    return _one_step(facts, "launch_programme")


def the_programme_is_published(facts: PlanFacts, today: date) -> Finding:
    """
    en: The programme has not been published.
    fr: Le programme n’a pas été publié.
    ar: لم ينشر البرنامج بعد.
    """
    return _one_step(facts, "publish_programme")


def a_monitoring_round_was_closed(facts: PlanFacts, today: date) -> Finding:
    """
    en: No round of co-monitoring has been closed.
    fr: Aucun cycle de co-suivi n’a été clôturé.
    ar: لم تختتم أي جولة من جولات التتبع المشترك.
    """
    rounds = [rule.key for rule in facts.pathway.steps if rule.stage == Stage.CO_MONITORING]
    return _one_step(facts, rounds[0])


def the_inception_was_reported(facts: PlanFacts, today: date) -> Finding:
    """
    en: The monitoring body has not given its inception report.
    fr: L’organe de suivi n’a pas remis son rapport initial.
    ar: لم تقدم هيئة التتبع تقريرها الأولي بعد.
    """
    return _one_step(facts, "report_inception")


def every_activity_was_reported(facts: PlanFacts, today: date) -> Finding:
    """
    en: Some activities of the programme were not reported in this round.
    fr: L’avancement de certaines activités n’a pas été communiqué pour ce cycle.
    ar: لم يصرح بتقدم بعض أنشطة البرنامج في هذه الجولة.
    """
    content, progress = facts.filed.get(FilingKind.CONTENT), facts.filed.get(FilingKind.PROGRESS)
    step = facts.step("report_monitoring_round")
    current = progress and step and progress.occasion == step.occurrence
    holds = content is None or bool(current and progress and progress.owed == 0)
    owed = f"{progress.owed}" if current and progress else "all"
    return Finding(holds, (owed,), Role.FOCAL_POINT, step.opened_on if step else None)


def civil_society_had_its_time(facts: PlanFacts, today: date) -> Finding:
    """
    en: Civil society has not given its opinion of the round, and still has time to.
    fr: La société civile n’a pas encore donné son avis sur le cycle ; son délai court.
    ar: لم يبد المجتمع المدني رأيه بعد في الجولة، والأجل ما زال ساريا.
    """
    key = "confirm_round_for_civil_society"
    step = facts.step(key)
    over = step is not None and step.due_on is not None and step.due_on < today
    since = step.opened_on if step else facts.entered_on
    return Finding(_settled(step) or over, (key,), Role.CIVIL_SOCIETY, since)


def the_evaluations_were_filed(facts: PlanFacts, today: date) -> Finding:
    """
    en: The self-evaluation or the committee’s evaluation of the projects was not filed.
    fr: L’auto-évaluation ou l’évaluation du comité, projet par projet, n’a pas été déposée.
    ar: لم يودع التقييم الذاتي أو تقييم لجنة التتبع حسب المشاريع.
    """
    missing = [
        kind
        for kind in (FilingKind.SELF_EVALUATION, FilingKind.COMMITTEE_EVALUATION)
        if FilingKind.CONTENT in facts.filed and _owes(facts.filed.get(kind))
    ]
    who = Role.COMMITTEE if missing == [FilingKind.COMMITTEE_EVALUATION] else Role.FOCAL_POINT
    return Finding(not missing, tuple(missing), who, facts.entered_on)


def the_next_cycle_has_a_calendar(facts: PlanFacts, today: date) -> Finding:
    """
    en: The cohort has no calendar for its next cycle.
    fr: La cohorte n’a pas de calendrier pour son prochain cycle.
    ar: لا يتوفر الفوج على جدول زمني للدورة الموالية.
    """
    return Finding(facts.next_calendar is not None, ("calendar",), Role.ADMIN, facts.entered_on)


def no_next_cycle_was_opened(facts: PlanFacts, today: date) -> Finding:
    """
    en: The next cycle was opened already.
    fr: Le cycle suivant est déjà ouvert.
    ar: سبق افتتاح الدورة الموالية.
    """
    return Finding(not facts.has_next_cycle, ("next_cycle",), Role.ADMIN, facts.entered_on)


def its_date_has_come(when: Deadline) -> Guard:
    """A guard that holds from the date that a rule of the table gives."""

    def the_date_has_come(facts: PlanFacts, today: date) -> Finding:
        """
        en: Its date has not come yet.
        fr: Sa date n’est pas encore arrivée.
        ar: لم يحن موعدها بعد.
        """
        opens_on = date_of(when, facts)
        looked_at = (opens_on.isoformat() if opens_on else "no date",)
        come = opens_on is not None and opens_on <= today
        return Finding(come, looked_at, Role.NATIONAL_COORDINATOR, facts.entered_on)

    return the_date_has_come


def was_suspended_in(stage: Stage) -> Guard:
    """A guard that holds for a plan that was suspended in one stage."""

    def it_was_suspended_there(facts: PlanFacts, today: date) -> Finding:
        """
        en: The plan was suspended in another stage.
        fr: Le plan a été suspendu dans une autre phase.
        ar: علق البرنامج في مرحلة أخرى.
        """
        return Finding(facts.resume_stage == stage, (str(facts.resume_stage),))

    it_was_suspended_there.name = f"was_suspended_in_{stage}"  # type: ignore[attr-defined]
    return it_was_suspended_there


def sentence(guard: Guard) -> Phrase:
    """The refusal of a guard in three languages, read from its docstring."""
    lines = [line.strip() for line in (guard.__doc__ or "").strip().splitlines()]
    said = {line[:2]: line[3:].strip() for line in lines}
    return Phrase(said["ar"], said["fr"], said["en"])


def _settled(step: StepFacts | None) -> bool:
    return step is not None and step.is_settled


def _owes(filed: Filed | None) -> bool:
    return filed is None or filed.owed > 0


def _who(actor: Role, step: StepFacts | None) -> Role:
    """Whoever must act; a reported step waits for the coordinator who reviews it."""
    return Role.REGION_COORDINATOR if step and step.state == "reported" else actor


def _one_step(facts: PlanFacts, key: str) -> Finding:
    step = facts.step(key)
    actor = facts.pathway.by_key[key].actor
    since = step.opened_on if step else facts.entered_on
    return Finding(_settled(step), (key,), _who(actor, step), since)


def _vote(facts: PlanFacts, outcome: VoteOutcome) -> Finding:
    vote = facts.step("council_vote")
    holds = vote is not None and vote.is_settled and vote.outcome == outcome
    since = vote.opened_on if vote else facts.entered_on
    return Finding(holds, ("council_vote",), _who(Role.PRESIDENT, vote), since)
