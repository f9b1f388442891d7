"""The table of OGP Local: the path of a local action plan of the Open Government Partnership.

Data only, in the words of the first table. An action plan stands beside the openness plan of the
same collectivity. No council votes on it: so there is no council stage, and no session is aimed at.
Its rules are OGP's own where their text was read; the rest is policy, and says so.
"""

from lifecycle import evidence_fields as asked
from lifecycle import evidence_fields_ogp as of_ogp
from lifecycle import guards
from lifecycle.language import (
    Anchor,
    CalendarDate,
    Deadline,
    FiredBy,
    Ladder,
    Letter,
    Pathway,
    StepDone,
    StepRule,
    Transition,
    Unit,
)
from lifecycle.table_digest import sealed
from models.words import Provenance, Role, Stage, Track

# fmt: off
WD, DAYS, MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS
OGP, POLICY = Provenance.PROGRAMME, Provenance.POLICY
ENTERED, OPENED = Anchor.STAGE_ENTERED, Anchor.STEP_OPENED
FOCAL, PRESIDENT, FORUM, BODY = (Role.FOCAL_POINT, Role.PRESIDENT, Role.FORUM,
                                 Role.MONITORING_BODY)
NO_LIMIT = "OGP Local Handbook (its time limits not read); programme policy"
INCEPTION = "OGP, form of the inception assessment (handbook, section 3.5.1)"
END_OF_COMMITMENT = "OGP, form of the end-of-commitment assessment (handbook, section 3.5.2)"
EVERY_FOUR = "OGP, form of the inception assessment: news every four months at least"
END_OF_PLAN = "end of the action plan as submitted to OGP"
DUE = CalendarDate("action_plan_due")

JOINING = (
    StepRule("letter_of_support", Stage.JOINING, PRESIDENT,
             (asked.DONE_ON, of_ogp.SIGNED_AS, asked.DOCUMENT, asked.FILES),
             Deadline(15, WD, ENTERED, POLICY, NO_LIMIT), takes=2),
    StepRule("set_up_forum", Stage.JOINING, PRESIDENT,
             (asked.DONE_ON, of_ogp.MEMBERS, asked.CIVIL_SOCIETY, asked.DOCUMENT, asked.FILES),
             Deadline(40, WD, ENTERED, POLICY, NO_LIMIT), after=("letter_of_support",), takes=10),
    StepRule("name_monitoring_body", Stage.JOINING, FORUM,
             (asked.DONE_ON, of_ogp.BODY, of_ogp.INDEPENDENCE, asked.DOCUMENT, asked.FILES),
             Deadline(60, WD, ENTERED, POLICY, NO_LIMIT), after=("set_up_forum",), takes=5),
)
CO_CREATION = (
    StepRule("open_public_page", Stage.CO_CREATION, FOCAL, (asked.DONE_ON, asked.LINK),
             Deadline(20, WD, ENTERED, POLICY, NO_LIMIT), takes=3),
    StepRule("hold_co_creation_meetings", Stage.CO_CREATION, FOCAL,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.IDEAS_RECEIVED,
              asked.MINUTES, asked.FILES),
             Deadline(-60, DAYS, DUE, POLICY, NO_LIMIT), after=("open_public_page",), takes=10),
    StepRule("draft_commitments", Stage.CO_CREATION, FORUM,
             (asked.DONE_ON, asked.IDEAS_KEPT, of_ogp.COMMITMENTS, asked.FILES),
             Deadline(-30, DAYS, DUE, POLICY, NO_LIMIT), after=("hold_co_creation_meetings",),
             takes=10),
    StepRule("endorse_action_plan", Stage.CO_CREATION, FORUM,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.MINUTES, asked.FILES),
             Deadline(-10, DAYS, DUE, POLICY, NO_LIMIT), after=("draft_commitments",), takes=3),
    StepRule("publish_action_plan", Stage.CO_CREATION, FOCAL, (asked.DONE_ON, asked.LINK),
             Deadline(0, DAYS, DUE, POLICY, NO_LIMIT), after=("endorse_action_plan",), takes=2),
    StepRule("submit_action_plan", Stage.CO_CREATION, FOCAL,
             (asked.DONE_ON, of_ogp.COMMITMENTS, asked.LINK),
             Deadline(0, DAYS, DUE, POLICY, NO_LIMIT), after=("endorse_action_plan",), takes=2),
)
IMPLEMENTATION = (
    StepRule("report_inception", Stage.IMPLEMENTATION, BODY,
             (asked.DONE_ON, of_ogp.COMMITMENTS, asked.LINK, asked.FILES),
             Deadline(2, MONTHS, StepDone("submit_action_plan"), OGP, INCEPTION, True),
             after=("submit_action_plan",), takes=15),
)
CO_MONITORING = (
    StepRule("publish_progress", Stage.CO_MONITORING, FOCAL,
             (asked.DONE_ON, of_ogp.COMPLETED, asked.LINK),
             Deadline(20, WD, OPENED, POLICY, NO_LIMIT), takes=5),
)
CO_EVALUATION = (
    StepRule("assess_commitments", Stage.CO_EVALUATION, BODY,
             (asked.DONE_ON, of_ogp.COMMITMENTS, asked.LINK, asked.FILES),
             Deadline(1, MONTHS, ENTERED, OGP, END_OF_COMMITMENT, True), takes=10),
    StepRule("report_end_of_term", Stage.CO_EVALUATION, BODY,
             (asked.DONE_ON, of_ogp.COMPLETED, asked.LINK, asked.FILES),
             Deadline(4, MONTHS, ENTERED, POLICY, NO_LIMIT), after=("assess_commitments",),
             takes=15),
    StepRule("share_lessons", Stage.CO_EVALUATION, FORUM,
             (asked.HELD_ON, asked.PRESENT, asked.CIVIL_SOCIETY, asked.LINK),
             Deadline(30, WD, StepDone("report_end_of_term"), POLICY, NO_LIMIT),
             after=("report_end_of_term",), takes=5),
)

MEMBER = (FOCAL, PRESIDENT)
ALL_KNOW = (*MEMBER, Role.REGION_COORDINATOR)
PATH = (Stage.JOINING, Stage.CO_CREATION, Stage.IMPLEMENTATION, Stage.CO_MONITORING,
        Stage.CO_EVALUATION)
ENDS = Deadline(0, DAYS, CalendarDate("implementation_closes"), OGP, END_OF_PLAN)
EVERY_FOUR_MONTHS = Deadline(4, MONTHS, Anchor.LAST_ROUND, OGP, EVERY_FOUR, True)
NEXT_CYCLE_DATE = Deadline(0, DAYS, CalendarDate("next_cycle_opens"), POLICY, NO_LIMIT)
COORDINATOR, ENGINE, TIME = (FiredBy.COORDINATOR,), (FiredBy.ENGINE,), (FiredBy.TIME,)
SETTLED = (guards.every_step_of_the_stage_is_settled,)

TRANSITIONS = (
    Transition("open_co_creation", (Stage.JOINING,), Stage.CO_CREATION, SETTLED, ENGINE,
               (Letter("co_creation_opened", MEMBER),)),
    Transition("start_implementation", (Stage.CO_CREATION,), Stage.IMPLEMENTATION, SETTLED, ENGINE,
               (Letter("action_plan_submitted", ALL_KNOW),)),
    # Before the next round, as in the first table: a plan that has ended is assessed.
    Transition("open_evaluation", (Stage.IMPLEMENTATION,), Stage.CO_EVALUATION,
               (guards.its_date_has_come(ENDS), guards.a_monitoring_round_was_closed,
                guards.the_inception_was_reported), TIME,
               (Letter("evaluation_opened", MEMBER),), when=ENDS),
    Transition("open_monitoring_round", (Stage.IMPLEMENTATION,), Stage.CO_MONITORING,
               (guards.its_date_has_come(EVERY_FOUR_MONTHS),), TIME,
               (Letter("monitoring_round_opened", MEMBER),), when=EVERY_FOUR_MONTHS,
               reopens=("publish_progress",)),
    Transition("close_monitoring_round", (Stage.CO_MONITORING,), Stage.IMPLEMENTATION, SETTLED,
               ENGINE, (Letter("monitoring_round_closed", MEMBER),)),
    Transition("conclude", (Stage.CO_EVALUATION,), Stage.COMPLETED, SETTLED, ENGINE,
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
               (Letter("plan_rejoined", ALL_KNOW),), reopens=("letter_of_support",),
               reason_required=True),
)


def ogp_local(ladder: Ladder) -> Pathway:
    """The first version of the table; the ladder of reminders is the network's own."""
    return sealed(Pathway(
        version="ogp-local-1",
        stages=(*PATH, Stage.COMPLETED, Stage.SUSPENDED, Stage.WITHDRAWN),
        steps=(*JOINING, *CO_CREATION, *IMPLEMENTATION, *CO_MONITORING, *CO_EVALUATION),
        transitions=TRANSITIONS,
        ladder=ladder,
        least_days=10,
        track=Track.OGP_LOCAL,
        adopted_by="submit_action_plan",
    ))
