"""THE TABLE: the path of an openness plan, from joining to the next cycle. Data only.

Read it from top to bottom; `infitah pathway` prints it in three languages. Most time limits are the
programme's policy, because no public rule was found; the few that come from an organic law name the
article, and say when its text was not read.
"""

from dataclasses import replace
from typing import Any

from lifecycle import evidence_fields as asked
from lifecycle import guards
from lifecycle.language import (
    Aim,
    Anchor,
    CalendarDate,
    Deadline,
    FiredBy,
    Ladder,
    Letter,
    Pathway,
    Rung,
    StepDone,
    StepRule,
    Transition,
    Unit,
)
from lifecycle.pathway_ogp import ogp_local
from lifecycle.table_digest import sealed
from models.words import Provenance, Role, Stage, VoteOutcome

# fmt: off
WD, DAYS, MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS
LAW, PROGRAMME, POLICY = Provenance.LAW, Provenance.PROGRAMME, Provenance.POLICY
SESSION, OPENED, ENTERED = Anchor.COUNCIL_SESSION, Anchor.STEP_OPENED, Anchor.STAGE_ENTERED
FOCAL, PRESIDENT, COMMITTEE = Role.FOCAL_POINT, Role.PRESIDENT, Role.COMMITTEE
NO_RULE = "no public rule found; programme policy"
METHOD = "official method of the programme (REMACTO)"
AGENDA = "organic law 113-14, art. 38, and its like for the other kinds (text not read)"
LENGTH = "organic law 113-14, art. 34, and its like for the other kinds (text not read)"

JOINING = (
    StepRule("adhere_to_charter", Stage.JOINING, PRESIDENT,
             (asked.DONE_ON, asked.DOCUMENT, asked.FILES),
             Deadline(15, WD, ENTERED, POLICY, NO_RULE), takes=2),
    StepRule("name_focal_point", Stage.JOINING, PRESIDENT,
             (asked.DONE_ON, asked.DOCUMENT, asked.FILES),
             Deadline(-5, WD, CalendarDate("orientation_opens"), POLICY, NO_RULE), takes=2),
    StepRule("attend_orientation", Stage.JOINING, FOCAL, (asked.HELD_ON,),
             Deadline(5, WD, CalendarDate("orientation_closes"), PROGRAMME, METHOD, True),
             review=False, season=CalendarDate("orientation_opens")),
    StepRule("attend_training", Stage.JOINING, FOCAL, (asked.HELD_ON,),
             Deadline(5, WD, CalendarDate("training"), PROGRAMME, METHOD, True), review=False,
             season=CalendarDate("training")),
)
CO_CREATION = (
    StepRule("set_up_committee", Stage.CO_CREATION, PRESIDENT,
             (asked.DONE_ON, asked.DOCUMENT, asked.FILES, asked.ELECTED, asked.CIVIL_SOCIETY),
             Deadline(-10, WD, CalendarDate("first_workshops_close"), POLICY, NO_RULE), takes=5),
    StepRule("choose_axes", Stage.CO_CREATION, COMMITTEE, (asked.DONE_ON, asked.AXES),
             Deadline(-10, WD, CalendarDate("first_workshops_close"), POLICY, NO_RULE), takes=3),
    StepRule("hold_first_workshop", Stage.CO_CREATION, FOCAL,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.MINUTES, asked.FILES),
             Deadline(0, DAYS, CalendarDate("first_workshops_close"), PROGRAMME, METHOD, True),
             takes=5, season=CalendarDate("first_workshops_open")),
    StepRule("consult_on_ideas", Stage.CO_CREATION, FOCAL,
             (asked.OPENED_ON, asked.CLOSED_ON, asked.LINK, asked.IDEAS_RECEIVED),
             Deadline(30, WD, StepDone("hold_first_workshop"), POLICY, NO_RULE),
             after=("hold_first_workshop", "choose_axes"), review=False, takes=10),
    StepRule("draft_projects", Stage.CO_CREATION, COMMITTEE,
             (asked.DONE_ON, asked.IDEAS_KEPT, asked.PROJECTS, asked.ACTIVITIES),
             Deadline(30, WD, StepDone("consult_on_ideas"), POLICY, NO_RULE),
             after=("consult_on_ideas", "set_up_committee"), takes=8),
    StepRule("hold_second_workshop", Stage.CO_CREATION, FOCAL,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.MINUTES, asked.FILES),
             Deadline(0, DAYS, CalendarDate("second_workshops_close"), PROGRAMME, METHOD, True),
             after=("draft_projects",), takes=5,
             season=CalendarDate("second_workshops_open")),
    StepRule("consult_on_projects", Stage.CO_CREATION, FOCAL,
             (asked.OPENED_ON, asked.CLOSED_ON, asked.LINK, asked.REMARKS),
             Deadline(0, DAYS, CalendarDate("second_workshops_close"), PROGRAMME, METHOD, True),
             after=("draft_projects",), review=False, takes=10,
             season=CalendarDate("second_workshops_open")),
    StepRule("validate_programme", Stage.CO_CREATION, COMMITTEE,
             (asked.HELD_ON, asked.PRESENT, asked.MINUTES, asked.FILES),
             Deadline(-25, DAYS, SESSION, POLICY, "five days before the agenda closes; " + NO_RULE),
             after=("draft_projects", "hold_second_workshop", "consult_on_projects"), takes=3),
)
COUNCIL_APPROVAL = (
    StepRule("put_on_agenda", Stage.COUNCIL_APPROVAL, PRESIDENT,
             (asked.DONE_ON, asked.DOCUMENT, asked.FILES),
             Deadline(-20, DAYS, SESSION, LAW, AGENDA),
             review=False),
    StepRule("council_vote", Stage.COUNCIL_APPROVAL, PRESIDENT,
             (asked.HELD_ON, asked.OUTCOME, asked.DELIBERATION, asked.VOTES_FOR,
              asked.VOTES_AGAINST, asked.FILES),
             Deadline(15, DAYS, SESSION, LAW, LENGTH),
             after=("put_on_agenda",)),
    StepRule("legality_control", Stage.COUNCIL_APPROVAL, PRESIDENT,
             (asked.DONE_ON, asked.DOCUMENT, asked.FILES),
             Deadline(15, WD, StepDone("council_vote"), LAW,
                      "organic law 113-14, art. 116-118 (text not read; whether it applies to an "
                      "openness programme is not known)"),
             after=("council_vote",), after_outcome=VoteOutcome.ADOPTED, enabled=False, takes=3),
    # Needed before the evaluation, not before implementation: a programme that was voted is adopted
    # even while its publication is late.
    StepRule("publish_programme", Stage.COUNCIL_APPROVAL, FOCAL, (asked.DONE_ON, asked.LINK),
             Deadline(20, WD, StepDone("council_vote"), POLICY, NO_RULE),
             after=("council_vote",), after_outcome=VoteOutcome.ADOPTED, needed=False),
)
IMPLEMENTATION = (
    StepRule("launch_programme", Stage.IMPLEMENTATION, PRESIDENT, (asked.DONE_ON, asked.PROJECTS),
             Deadline(20, WD, Anchor.IMPLEMENTATION_START, PROGRAMME, METHOD, True)),
)
CO_MONITORING = (
    StepRule("report_monitoring_round", Stage.CO_MONITORING, FOCAL,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.ACTIVITIES, asked.MINUTES,
              asked.FILES),
             Deadline(20, WD, OPENED, POLICY, NO_RULE), takes=5),
)
CO_EVALUATION = (
    StepRule("self_evaluate", Stage.CO_EVALUATION, FOCAL,
             (asked.DONE_ON, asked.DOCUMENT, asked.FILES),
             Deadline(30, WD, ENTERED, POLICY, NO_RULE), takes=10),
    StepRule("hold_co_evaluation_workshop", Stage.CO_EVALUATION, FOCAL,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.MINUTES, asked.FILES),
             Deadline(30, WD, StepDone("self_evaluate"), POLICY, NO_RULE),
             after=("self_evaluate",), takes=5),
    StepRule("publish_evaluation", Stage.CO_EVALUATION, FOCAL, (asked.DONE_ON, asked.LINK),
             Deadline(20, WD, StepDone("hold_co_evaluation_workshop"), POLICY, NO_RULE),
             after=("hold_co_evaluation_workshop",)),
)

MEMBER = (Role.FOCAL_POINT, Role.PRESIDENT)
ALL_KNOW = (*MEMBER, Role.REGION_COORDINATOR)
PATH = (Stage.JOINING, Stage.CO_CREATION, Stage.COUNCIL_APPROVAL, Stage.IMPLEMENTATION,
        Stage.CO_MONITORING, Stage.CO_EVALUATION)
TWO_YEARS = Deadline(24, MONTHS, Anchor.IMPLEMENTATION_START, PROGRAMME, METHOD, True)
EVERY_SIX_MONTHS = Deadline(6, MONTHS, Anchor.LAST_ROUND, POLICY, NO_RULE)
NEXT_CYCLE_DATE = Deadline(0, DAYS, CalendarDate("next_cycle_opens"), PROGRAMME, METHOD)
COORDINATOR, ENGINE, TIME = (FiredBy.COORDINATOR,), (FiredBy.ENGINE,), (FiredBy.TIME,)

TRANSITIONS = (
    Transition("open_co_creation", (Stage.JOINING,), Stage.CO_CREATION,
               (guards.every_step_of_the_stage_is_settled,), ENGINE,
               (Letter("co_creation_opened", MEMBER),)),
    Transition("submit_to_council", (Stage.CO_CREATION,), Stage.COUNCIL_APPROVAL,
               (guards.every_step_of_the_stage_is_settled,), ENGINE,
               (Letter("submitted_to_council", ALL_KNOW),), aims=Aim.FIRST_REACHABLE,
               reopens=("put_on_agenda", "council_vote", "legality_control", "publish_programme")),
    Transition("adopt", (Stage.COUNCIL_APPROVAL,), Stage.IMPLEMENTATION,
               (guards.the_council_adopted_the_programme,
                guards.every_step_of_the_stage_is_settled), ENGINE,
               (Letter("programme_adopted", ALL_KNOW),)),
    Transition("return_to_co_creation", (Stage.COUNCIL_APPROVAL,), Stage.CO_CREATION,
               (guards.the_council_rejected_the_programme,), ENGINE,
               (Letter("returned_to_co_creation", ALL_KNOW, urgent=True),),
               reopens=("draft_projects", "validate_programme"), waives=True,
               aims=Aim.FIRST_REACHABLE),
    Transition("postpone", (Stage.COUNCIL_APPROVAL,), Stage.COUNCIL_APPROVAL,
               (guards.the_council_postponed_the_vote,), ENGINE,
               (Letter("vote_postponed", ALL_KNOW, urgent=True),),
               reopens=("put_on_agenda", "council_vote"), aims=Aim.AFTER_THIS_ONE),
    # Before the next round: a plan whose two years are over is evaluated, not monitored again.
    Transition("open_evaluation", (Stage.IMPLEMENTATION,), Stage.CO_EVALUATION,
               (guards.its_date_has_come(TWO_YEARS), guards.a_monitoring_round_was_closed,
                guards.the_programme_is_published), TIME,
               (Letter("evaluation_opened", MEMBER),), when=TWO_YEARS),
    Transition("open_monitoring_round", (Stage.IMPLEMENTATION,), Stage.CO_MONITORING,
               (guards.its_date_has_come(EVERY_SIX_MONTHS), guards.the_programme_was_launched),
               TIME,
               (Letter("monitoring_round_opened", MEMBER),), when=EVERY_SIX_MONTHS,
               reopens=("report_monitoring_round",)),
    Transition("close_monitoring_round", (Stage.CO_MONITORING,), Stage.IMPLEMENTATION,
               (guards.every_step_of_the_stage_is_settled,), ENGINE,
               (Letter("monitoring_round_closed", MEMBER),)),
    Transition("conclude", (Stage.CO_EVALUATION,), Stage.COMPLETED,
               (guards.every_step_of_the_stage_is_settled,), ENGINE,
               (Letter("plan_concluded", ALL_KNOW),)),
    Transition("open_next_cycle", (Stage.COMPLETED,), Stage.COMPLETED,
               (guards.its_date_has_come(NEXT_CYCLE_DATE), guards.the_next_cycle_has_a_calendar,
                guards.no_next_cycle_was_opened), TIME, when=NEXT_CYCLE_DATE),
    Transition("suspend", PATH, Stage.SUSPENDED, (), COORDINATOR,
               (Letter("plan_suspended", ALL_KNOW, urgent=True),), reason_required=True),
    *(Transition("resume", (Stage.SUSPENDED,), stage, (guards.was_suspended_in(stage),),
                 COORDINATOR, (Letter("plan_resumed", ALL_KNOW, urgent=True),)) for stage in PATH),
    Transition("withdraw", (*PATH, Stage.SUSPENDED), Stage.WITHDRAWN, (), COORDINATOR,
               (Letter("plan_withdrawn", ALL_KNOW, urgent=True),), waives=True,
               reason_required=True),
    Transition("rejoin", (Stage.WITHDRAWN,), Stage.JOINING, (), COORDINATOR,
               (Letter("plan_rejoined", ALL_KNOW),), aims=Aim.FIRST_REACHABLE,
               reopens=("adhere_to_charter", "name_focal_point"), reason_required=True),
)

# What happens besides the rows above: a plan is opened, a step is returned or accepted, a deadline
# or a session moves.
WELCOME = (Letter("welcome", MEMBER),)
NEXT_CYCLE = (Letter("next_cycle_opened", MEMBER),)
STEP_ACCEPTED = (Letter("step_accepted", (FOCAL,)),)
STEP_REPORTED = (Letter("step_reported", (FOCAL,), urgent=True),)  # to whoever reported it
STEP_RETURNED = (Letter("step_returned", (FOCAL, Role.DEPUTY), urgent=True),)
DEADLINE_MOVED = (Letter("deadline_moved", (FOCAL, Role.DEPUTY), urgent=True),)
EXTENSION_ASKED = (Letter("extension_asked", (Role.REGION_COORDINATOR,)),)
EXTENSION_REFUSED = (Letter("extension_refused", (FOCAL, Role.DEPUTY), urgent=True),)
SUCCESSOR_NAMED = (Letter("successor_named", (FOCAL,), urgent=True),)  # to the successor
HAND_OVER_DONE = (Letter("hand_over_done", (FOCAL, PRESIDENT, Role.REGION_COORDINATOR)),)
TO_WHO_LEFT = (Letter("hand_over_done", (FOCAL,), urgent=True),)
NEW_LINK = Letter("new_link", (FOCAL,), urgent=True)  # to whoever had the link before
# To those of the staff who can be reached: `lifecycle.renewal_reach`.
COUNCIL_RENEWED = (Letter("council_renewed", (FOCAL, Role.DIRECTOR_OF_SERVICES), urgent=True),)
SESSION_MOVED = (Letter("session_moved", ALL_KNOW, urgent=True),)

LADDER = Ladder((
    Rung("assign", None, (Letter("step_opened", (FOCAL,)),)),
    Rung("half", -15, (Letter("step_reminder", (FOCAL,)),), half=True, span_over=20),
    Rung("near", -5, (Letter("step_reminder", (FOCAL, Role.DEPUTY)),)),
    Rung("eve", -1, (Letter("step_eve", (FOCAL,), urgent=True),)),
    Rung("late1", 2, (Letter("step_overdue", (FOCAL, Role.DEPUTY)),)),
    Rung("late2", 7, (Letter("step_overdue", (FOCAL, Role.DEPUTY)),
                      Letter("overdue_for_region", (Role.REGION_COORDINATOR,)))),
    Rung("late3", 15, (Letter("overdue_for_national", (Role.NATIONAL_COORDINATOR,)),
                       Letter("president_notice", (Role.PRESIDENT,)))),
    Rung("stalled", 30, ()),  # from here only the coordinators' weekly digest speaks of it
))
HELD_FOR_A_PERSON = frozenset({"president_notice"})

PATHWAY = sealed(Pathway(
    version="1",
    stages=(*PATH, Stage.COMPLETED, Stage.SUSPENDED, Stage.WITHDRAWN),
    steps=(*JOINING, *CO_CREATION, *COUNCIL_APPROVAL, *IMPLEMENTATION, *CO_MONITORING,
           *CO_EVALUATION),
    transitions=TRANSITIONS,
    ladder=LADDER,
    least_days=10,
))


def with_legality_control(table: Pathway) -> Pathway:
    """The same table for those who are told that the governor's control applies to them."""
    steps = tuple(replace(step, enabled=True) for step in table.steps)
    return sealed(replace(table, version=f"{table.version}-legality", steps=steps))


# For the cohorts of 2026-2028: rounds of co-monitoring open on the same two days of the year for
# everybody, so that the rounds of a cohort can be read side by side.
EVERY_HALF_YEAR = Deadline(0, DAYS, Anchor.HALF_YEAR, POLICY, NO_RULE)
# From here on what a programme promises is followed part by part. The follow-up committee gives its
# opinion of each round; civil society's is asked apart, and a round that closes without it says so.
FOLLOWED = (
    *CO_MONITORING,
    StepRule("confirm_round", Stage.CO_MONITORING, COMMITTEE,
             (asked.DONE_ON, asked.CONFIRMATION, asked.COMMENT),
             Deadline(10, WD, StepDone("report_monitoring_round"), POLICY, NO_RULE),
             after=("report_monitoring_round",), review=False, takes=3),
    StepRule("confirm_round_for_civil_society", Stage.CO_MONITORING, Role.CIVIL_SOCIETY,
             (asked.DONE_ON, asked.CONFIRMATION, asked.COMMENT),
             Deadline(10, WD, StepDone("report_monitoring_round"), POLICY, NO_RULE),
             after=("report_monitoring_round",), review=False, needed=False, takes=3),
)
EVALUATED = (
    CO_EVALUATION[0],
    StepRule("evaluate_by_committee", Stage.CO_EVALUATION, COMMITTEE, (asked.DONE_ON,),
             Deadline(20, WD, StepDone("self_evaluate"), POLICY, NO_RULE),
             after=("self_evaluate",), review=False, takes=5),
    replace(CO_EVALUATION[1], after=("self_evaluate", "evaluate_by_committee")),
    replace(CO_EVALUATION[2], evidence=(asked.DONE_ON, asked.LINK, asked.LESSONS)),
)
BY_THE_CALENDAR = Deadline(0, DAYS, Anchor.ROUND, POLICY, NO_RULE)
FOLLOWED_ROWS: dict[str, dict[str, Any]] = {
    "open_monitoring_round": {
        "when": BY_THE_CALENDAR,
        "guards": (guards.its_date_has_come(BY_THE_CALENDAR), guards.the_programme_was_launched),
        "reopens": tuple(step.key for step in FOLLOWED),
        "letters": (Letter("monitoring_round_opened", (*MEMBER, COMMITTEE, Role.CIVIL_SOCIETY)),),
    },
    "close_monitoring_round": {
        "guards": (guards.every_step_of_the_stage_is_settled,
                   guards.every_activity_was_reported, guards.civil_society_had_its_time),
        "waives": True,
        "letters": (Letter("monitoring_round_closed", (*MEMBER, COMMITTEE, Role.CIVIL_SOCIETY)),),
    },
    "conclude": {
        "guards": (guards.every_step_of_the_stage_is_settled, guards.the_evaluations_were_filed),
    },
}
FOLLOWED_UP = sealed(replace(
    PATHWAY, version="3",
    steps=(*JOINING, *CO_CREATION, *COUNCIL_APPROVAL, *IMPLEMENTATION, *FOLLOWED, *EVALUATED),
    transitions=tuple(replace(row, **FOLLOWED_ROWS.get(row.trigger, {})) for row in TRANSITIONS),
))
HALF_YEARLY = sealed(replace(PATHWAY, version="2", transitions=tuple(
    replace(row, when=EVERY_HALF_YEAR,
            guards=(guards.its_date_has_come(EVERY_HALF_YEAR), guards.the_programme_was_launched))
    if row.trigger == "open_monitoring_round" else row for row in TRANSITIONS
)))
WITH_LEGALITY_CONTROL = with_legality_control(PATHWAY)
OGP_LOCAL = ogp_local(LADDER)  # another programme of the same collectivities
VERSIONS = {table.version: table for table in (
    PATHWAY, WITH_LEGALITY_CONTROL, HALF_YEARLY, with_legality_control(HALF_YEARLY),
    FOLLOWED_UP, with_legality_control(FOLLOWED_UP), OGP_LOCAL,
)}
