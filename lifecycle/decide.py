"""From an act and the facts of a plan to the change it makes, or a refusal. Pure."""

from collections.abc import Callable
from datetime import date

from lifecycle import acts
from lifecycle.acts import Act, Actor
from lifecycle.change import Change
from lifecycle.council import Session
from lifecycle.decide_consultation import decide_consultation
from lifecycle.decide_content import adopt_content, decide_content, draft_again
from lifecycle.decide_optional import decide_optional
from lifecycle.decide_people import decide_people
from lifecycle.decide_progress import decide_evaluation, decide_progress
from lifecycle.decide_renewal import BEFORE_THE_VOTE, renew_council
from lifecycle.decide_step import decide_step
from lifecycle.decide_table import change_table
from lifecycle.errors import ClockWentBack, Refused
from lifecycle.facts import PlanFacts
from lifecycle.language import Aim, FiredBy, Phrase, Transition
from lifecycle.machine import machine_for
from lifecycle.next_check import next_check
from lifecycle.pathway import NEXT_CYCLE, SESSION_MOVED, WELCOME
from lifecycle.published_reasons import check_published
from lifecycle.rulebook import Rulebook
from lifecycle.steps_of_plan import (
    WITHDRAWN,
    ask_steps,
    date_by_session,
    open_ready_steps,
    restart_clocks,
    stop_clocks,
    waive_open_steps,
)
from models.words import Stage

Dispatch = Callable[[PlanFacts, str, date], Transition]
STANDING = (Stage.SUSPENDED, Stage.WITHDRAWN)


def decide(
    facts: PlanFacts,
    act: Act,
    actor: Actor,
    today: date,
    rules: Rulebook,
    dispatch: Dispatch | None = None,
) -> Change:
    """The change that an act makes; `facts` are changed with it.

    Raises:
        Refused: the table, a guard, the evidence or the actor's powers do not allow it; the facts
            are then as they were.
        ClockWentBack: the plan's last entry was recorded on a later day than today.
    """
    change = Change(act, facts, facts.stage, facts.stage, act.effective_on or today)
    _check_dates(change, today)
    check_published(act)
    change.body |= act.said or {}
    if act.trigger in acts.OPTIONAL_ACTS:
        decide_optional(change, actor, today, rules)
    elif act.trigger in acts.STEP_ACTS:
        decide_step(change, actor, today, rules)
    elif act.trigger in acts.PEOPLE_ACTS:
        decide_people(change, actor)
    elif act.trigger in acts.CONTENT_ACTS:
        decide_content(change, actor, today)
    elif act.trigger == acts.REPORT_PROGRESS:
        decide_progress(change, actor, today)
    elif act.trigger == acts.EVALUATE:
        decide_evaluation(change, actor)
    elif act.trigger in acts.CONSULTATION_ACTS:
        decide_consultation(change, actor)
    elif act.trigger == acts.MOVE_SESSION:
        _move_session(change, actor, today, rules)
    elif act.trigger == acts.RENEW_COUNCIL:
        renew_council(change, actor, today, rules)
    elif act.trigger == acts.CHANGE_TABLE:
        change_table(change, actor, today, rules)
    else:
        dispatch = dispatch or machine_for(facts.pathway).decide
        _move(change, dispatch(facts, act.trigger, today), actor, today, rules)
    open_ready_steps(change, today, rules)
    change.tell()
    facts.check_on = next_check(facts, today, moved=True)
    return change


def is_behind(facts: PlanFacts, today: date) -> bool:
    """Whether the clock stands before the day on which the plan's last entry was recorded."""
    return facts.recorded_on is not None and today < facts.recorded_on


def open_plan(facts: PlanFacts, act: Act, today: date, rules: Rulebook) -> Change:
    """The first change of a new plan: its first stage, the session it aims at, its first steps."""
    change = Change(act, facts, None, facts.stage, act.effective_on or today)
    aim_by_calendar(facts, today, rules)
    ask_steps(change, facts.stage, ())
    open_ready_steps(change, today, rules)
    change.owe(WELCOME if facts.cycle == 1 else NEXT_CYCLE)
    change.body |= {
        "cycle": facts.cycle,
        "collectivity": facts.collectivity_code,
        "cohort": facts.cohort_id,
    }
    change.tell()
    facts.check_on = next_check(facts, today, moved=True)
    return change


def aim_by_calendar(facts: PlanFacts, today: date, rules: Rulebook) -> None:
    """Aim at the session that the cohort's calendar names, or at the first one still reachable.

    A plan whose table has no vote aims at none.
    """
    if not facts.pathway.has_vote:
        return
    code = facts.calendar.sessions.get(facts.kind)
    opening = rules.opening(facts, code) if code else None
    if code and opening and opening > today:
        facts.session_code, facts.session_on = code, opening
    else:
        _aim(facts, rules, today)


def _aim(facts: PlanFacts, rules: Rulebook, on: date, past: date | None = None) -> None:
    """Aim at the first session whose agenda is open on a date, and that opens after `past`."""
    session = rules.first_reachable(facts, on, past)
    facts.session_code, facts.session_on = session.code, session.opens_on


def _check_dates(change: Change, today: date) -> None:
    if is_behind(change.facts, today):
        raise ClockWentBack(today, change.facts.recorded_on or today)
    if change.effective_on > today:
        raise Refused(
            Phrase(
                f"التاريخ {change.effective_on} في المستقبل.",
                f"La date {change.effective_on} est dans le futur.",
                f"{change.effective_on} is in the future: only what has happened is recorded.",
            )
        )


def _move(change: Change, row: Transition, actor: Actor, today: date, rules: Rulebook) -> None:
    """Take one row of the table."""
    facts, left = change.facts, change.facts.stage
    _check_move(change, row, actor)
    facts.stage = row.dest
    if row.waives:
        gone = row.dest in STANDING
        waive_open_steps(change, WITHDRAWN if gone else "returned", today, None if gone else left)
    _clocks(change, left, today, rules)
    if row.dest not in (left, Stage.SUSPENDED) and left != Stage.SUSPENDED:
        facts.entered_on = change.effective_on
    if row.dest == Stage.IMPLEMENTATION and left in BEFORE_THE_VOTE:
        adopt_content(change)
    if row.dest == Stage.JOINING:
        draft_again(change)
    if row.aims:
        past = row.aims == Aim.AFTER_THIS_ONE and facts.session_on
        _aim(facts, rules, today, past or None)
    if row.dest not in STANDING:
        ask_steps(change, row.dest, row.reopens)
    change.owe(row.letters)


def _check_move(change: Change, row: Transition, actor: Actor) -> None:
    """Refuse an actor without the power, and an act that lacks its reason."""
    act = change.act
    if not (actor.powers == acts.EVERYTHING or actor.powers.intersection(row.fired_by)):
        raise Refused(
            Phrase(
                "لا يملك هذا الفاعل صلاحية هذا الانتقال.",
                "Cet acteur ne peut pas déclencher cette transition.",
                f"{actor.id} may not fire {act.trigger}: {', '.join(row.fired_by)} may.",
            )
        )
    if row.reason_required and not act.reason.strip():
        raise Refused(
            Phrase("يجب ذكر السبب.", "Un motif est requis.", f"{act.trigger} needs a reason.")
        )
    if act.reason:
        change.words["reason"] = act.reason


def _clocks(change: Change, left: Stage, today: date, rules: Rulebook) -> None:
    """Stop the clocks of a plan that is suspended, and restart them when it comes back."""
    facts = change.facts
    if facts.stage == Stage.SUSPENDED:
        facts.resume_stage, facts.suspended_on = left, today
        stop_clocks(change)
    elif left == Stage.SUSPENDED:
        if facts.stage != Stage.WITHDRAWN:
            _come_back(change, today, rules)
        facts.resume_stage = facts.suspended_on = None


def _come_back(change: Change, today: date, rules: Rulebook) -> None:
    facts = change.facts
    restart_clocks(change, today, rules)
    if facts.stage in BEFORE_THE_VOTE and facts.pathway.has_vote:
        if facts.session_on and facts.session_on < today:
            _aim(facts, rules, today)
        date_by_session(change, "suspension", today, rules)


def _move_session(change: Change, actor: Actor, today: date, rules: Rulebook) -> None:
    """The session that a plan aims at was moved or cancelled: date again what counts from it."""
    facts, code = change.facts, change.act.session_code or change.facts.session_code
    _check_session_move(change, actor)
    before = facts.session_on
    opening = rules.opening(facts, code) if code else None
    if code and opening:
        aimed = Session(code, opening)
    else:
        aimed = rules.first_reachable(facts, today, before)
    if aimed.opens_on == before:
        raise Refused(
            Phrase(
                "لم يتغير تاريخ الدورة.",
                "La date de la session n’a pas changé.",
                f"the session {code} still opens on {before}: nothing moves",
            )
        )
    facts.session_code, facts.session_on = aimed.code, aimed.opens_on
    date_by_session(change, "session_moved", today, rules)
    change.owe(SESSION_MOVED, was=before.isoformat() if before else "")
    if change.act.reason:
        change.words["reason"] = change.act.reason


def _check_session_move(change: Change, actor: Actor) -> None:
    """Refuse an actor without the power, and a plan that waits for no session."""
    facts = change.facts
    if not actor.powers & {FiredBy.COORDINATOR, FiredBy.ENGINE}:
        raise Refused(
            Phrase(
                "هذا القرار من اختصاص المنسق.",
                "Cette décision revient au coordinateur.",
                f"{actor.id} may not {change.act.trigger}: a coordinator decides it",
            )
        )
    if not facts.pathway.has_vote or (facts.resume_stage or facts.stage) not in BEFORE_THE_VOTE:
        raise Refused(
            Phrase(
                f"البرنامج لا ينتظر أي دورة ({facts.stage}).",
                f"Le plan n’attend aucune session ({facts.stage}).",
                f"the plan waits for no session: it is in {facts.stage}",
            )
        )
