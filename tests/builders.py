"""Small builders: a cohort, its members, their people and plans, each opened through the door."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.advance import may_move
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.facts import ASKED, PlanFacts, StepFacts, read_calendars
from lifecycle.language import FieldType, Pathway
from lifecycle.next_check import next_check
from lifecycle.pathway import PATHWAY
from lifecycle.rows import read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.working_days import WorkingDays
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.person import Person, RoleHolding
from models.words import CollectivityKind, FactBasis, Language, Role, Stage, StepState

FOUNDED = date(2022, 10, 21)
COORDINATOR = acts.coordinator(7)
FOCAL_POINT = acts.focal_point(3)
CIVIL_SOCIETY = acts.civil_society(5)

# One real collectivity of each kind: (code, Arabic name, French name, region, province).
MEMBERS = {
    CollectivityKind.COMMUNE: ("05.091.01.0", "بني ملال", "Béni Mellal", "05", "05.091"),
    CollectivityKind.REGION: ("09", "سوس-ماسة", "Souss-Massa", "09", None),
    CollectivityKind.PREFECTURE: ("01.511", "طنجة-أصيلة", "Tanger-Assilah", "01", "01.511"),
    CollectivityKind.PROVINCE: ("01.571", "تطوان", "Tétouan", "01", "01.571"),
}
FIRST_CYCLE = {
    "founded": "2022-10-21",
    "orientation_opens": "2022-12-06",
    "orientation_closes": "2023-01-12",
    "training": "2023-02-22",
    "first_workshops_open": "2023-02-27",
    "first_workshops_close": "2023-04-30",
    "second_workshops_open": "2023-07-01",
    "second_workshops_close": "2023-09-15",
    "implementation_opens": "2024-01-01",
    "implementation_closes": "2025-12-31",
    "next_cycle_opens": "2025-12-01",
}
SECOND_CYCLE = {
    "founded": "2022-10-21",
    "orientation_opens": "2026-06-15",
    "orientation_closes": "2026-06-30",
    "training": "2026-07-10",
    "first_workshops_open": "2026-09-01",
    "first_workshops_close": "2026-10-30",
    "second_workshops_open": "2027-01-04",
    "second_workshops_close": "2027-02-26",
    "implementation_opens": "2027-07-01",
    "implementation_closes": "2029-06-30",
    "next_cycle_opens": "2029-06-01",
}
SESSIONS = {
    1: {"commune": "2023-10", "region": "2023-10", "prefecture": "2023-09", "province": "2023-09"},
    2: {"commune": "2027-05", "region": "2027-03", "prefecture": "2027-06", "province": "2027-06"},
}
_numbers = count(1)


def calendar(cycles: int = 2, **dates: str) -> dict[str, Any]:
    """A cohort's calendar as it is stored; `dates` change dates of the first cycle."""
    told = {1: FIRST_CYCLE | dates, 2: SECOND_CYCLE}
    return {
        "cycles": [
            {
                "number": number,
                "dates": {
                    name: {"on": on, "source": "a test", "verified": False}
                    for name, on in told[number].items()
                },
                "sessions": SESSIONS[number],
            }
            for number in range(1, cycles + 1)
        ]
    }


def cohort(session: Session, code: str = "2022-founders", **more: Any) -> Cohort:
    """The cohort of a code, opened when it is not there yet."""
    known = session.scalars(select(Cohort).where(Cohort.code == code)).first()
    if known is not None:
        return known
    facts: dict[str, Any] = {
        "name_ar": "الفوج المؤسس",
        "name_fr": "Cohorte fondatrice",
        "founded_on": FOUNDED,
        "pathway_version": PATHWAY.version,
        "calendar": calendar(),
        "opened_at": VirtualClock(FOUNDED).now(),
    }
    opened = Cohort(code=code, **facts | more)
    session.add(opened)
    session.flush()
    return opened


def collectivity(
    session: Session, kind: CollectivityKind = CollectivityKind.COMMUNE, code: str | None = None
) -> Collectivity:
    """A collectivity of a kind; another code gives another one of the same region."""
    usual, name_ar, name_fr, region, province = MEMBERS[kind]
    known = session.get(Collectivity, code or usual)
    if known is None:
        known = Collectivity(
            code=code or usual,
            kind=kind,
            name_ar=name_ar,
            name_fr=name_fr,
            region_code=region,
            province_code=province,
        )
        session.add(known)
        session.flush()
    return known


def person(session: Session, name: str = "", language: Language = Language.BOTH) -> Person:
    """Somebody with an address of their own."""
    number = next(_numbers)
    somebody = Person(
        name=name or f"Personne {number}", email=f"person{number}@pao.example", language=language
    )
    session.add(somebody)
    session.flush()
    return somebody


def hold(
    session: Session,
    who: Person,
    role: Role,
    where: Collectivity | None = None,
    *,
    from_on: date = FOUNDED,
    until_on: date | None = None,
) -> RoleHolding:
    """Give somebody a role: for a collectivity, its region (a regional coordinator) or all."""
    regional = role == Role.REGION_COORDINATOR
    holding = RoleHolding(
        person_id=who.id,
        role=role,
        collectivity_code=where.code if where and not regional else None,
        region_code=where.region_code if where and regional else None,
        from_on=from_on,
        until_on=until_on,
    )
    session.add(holding)
    session.flush()
    return holding


def people_of(session: Session, where: Collectivity) -> dict[Role, Person]:
    """Everybody a plan writes to, one person a role."""
    roles = (
        Role.FOCAL_POINT,
        Role.DEPUTY,
        Role.PRESIDENT,
        Role.REGION_COORDINATOR,
        Role.NATIONAL_COORDINATOR,
    )
    national = (Role.NATIONAL_COORDINATOR,)
    found = {role: person(session) for role in roles}
    for role, who in found.items():
        hold(session, who, role, None if role in national else where)
    return found


def plan_facts(*steps: StepFacts, **more: Any) -> PlanFacts:
    """A plan of a commune in co-creation that no database knows, for the pure rules."""
    calendars = read_calendars(calendar())
    told: dict[str, Any] = {
        "id": 1,
        "reference": "PAO-2022-05091010-1",
        "collectivity_code": "05.091.01.0",
        "kind": CollectivityKind.COMMUNE,
        "region_code": "05",
        "cohort_id": 1,
        "cycle": 1,
        "stage": Stage.CO_CREATION,
        "opened_on": FOUNDED,
        "entered_on": date(2023, 3, 6),
        "pathway": PATHWAY,
        "calendar": calendars[1],
        "next_calendar": calendars[2],
        "session_code": "2023-10",
        "session_on": date(2023, 10, 2),
        "steps": {one.key: one for one in steps},
    }
    return PlanFacts(**told | more)


def step_facts(key: str, state: StepState = StepState.OPEN, **more: Any) -> StepFacts:
    """A step that opened on 6 March 2023."""
    told = {"opened_on": date(2023, 3, 6)} | more
    stage = told.pop("stage", None) or PATHWAY.by_key[key].stage
    return StepFacts(key, 1, stage, state, **told)


def facts_of_new_plan(
    session: Session,
    kind: CollectivityKind = CollectivityKind.COMMUNE,
    *,
    code: str | None = None,
    on: date = FOUNDED,
    stage: Stage = Stage.JOINING,
    basis: FactBasis | None = None,
    pathway: Pathway = PATHWAY,
    **of_cohort: Any,
) -> PlanFacts:
    """The facts of a plan that is about to be opened."""
    where, group = collectivity(session, kind, code), cohort(session, **of_cohort)
    calendars = read_calendars(group.calendar)
    facts = {
        "reference": door.new_reference(group.founded_on.year, where.code, 1),
        "collectivity_code": where.code,
        "kind": kind,
        "region_code": where.region_code,
        "cohort_id": group.id,
        "cycle": 1,
        "pathway": pathway,
        "calendar": calendars[1],
        "next_calendar": calendars.get(2),
    }
    return door.new_plan(facts, opened_on=on, stage=stage, basis=basis)


def plan(
    session: Session,
    kind: CollectivityKind = CollectivityKind.COMMUNE,
    *,
    clock: VirtualClock | None = None,
    cause: str = "test",
    **more: Any,
) -> int:
    """A plan opened through the door at a clock's instant; gives its number.

    `stage` opens it in another stage than joining; `drive_to` walks it there instead.
    """
    clock = clock or VirtualClock(FOUNDED)
    facts = facts_of_new_plan(session, kind, on=clock.today(), **more)
    occasion = Occasion(acts.ENGINE, clock.now(), cause)
    door.open_plans(session, [facts], occasion, read_rulebook(session))
    return facts.id


def plans(session: Session, number: int, *, clock: VirtualClock | None = None) -> list[int]:
    """Plans of several communes of one region."""
    codes = [f"05.091.07.{one:02}" for one in range(1, number + 1)]
    return [plan(session, code=code, clock=clock) for code in codes]


def evidence(step: str, on: date, *, pathway: Pathway = PATHWAY, **changed: Any) -> dict[str, Any]:
    """Everything that a step asks for, as a focal point would fill it in on a date."""
    told: dict[FieldType, Any] = {
        FieldType.DATE: on.isoformat(),
        FieldType.COUNT: 12,
        FieldType.TEXT: "2023/17",
        FieldType.LINK: "https://commune.example/pao",
    }
    asked = [field for field in pathway.by_key[step].evidence if field.type != FieldType.FILES]
    return {
        field.key: field.choices[0] if field.choices else told[field.type] for field in asked
    } | changed


def facts_of(session: Session, number: int) -> PlanFacts:
    """What the database says of a plan."""
    return read_facts(session, [number])[number]


def settle(
    session: Session,
    number: int,
    step: str,
    clock: VirtualClock,
    *,
    outcome: str = "adopted",
    review: bool = True,
) -> None:
    """Report a step with full evidence today and, where the table asks for it, accept it."""
    table = facts_of(session, number).pathway
    fields = evidence(step, clock.today(), pathway=table)
    fields |= {"outcome": outcome} if "outcome" in fields else {}
    theirs = table.by_key[step].actor == Role.CIVIL_SOCIETY
    actor = CIVIL_SOCIETY if theirs else FOCAL_POINT
    door.fire(session, number, acts.REPORT, actor=actor, at=clock.now(), step=step, evidence=fields)
    if review and table.by_key[step].review:
        door.fire(session, number, acts.ACCEPT, actor=COORDINATOR, at=clock.now(), step=step)


def drive_to(
    session: Session,
    number: int,
    clock: VirtualClock,
    *,
    stage: Stage | None = None,
    step: str | None = None,
) -> PlanFacts:
    """Walk a plan along the path, through the door, until it enters a stage or a step opens.

    A step is settled on each working day; the clock jumps over the times in which nothing can be
    done: to the day the council sits, or to the day on which time moves the plan.
    """
    while True:
        facts = facts_of(session, number)
        wanted = facts.step(step) if step else None
        if facts.stage == stage or (wanted is not None and wanted.state in ASKED):
            return facts
        _one_more(session, facts, clock)


def tomorrow(clock: VirtualClock) -> None:
    """Move a clock to the next working day."""
    clock.on = WorkingDays().add(clock.on, 1)


def _one_more(session: Session, facts: PlanFacts, clock: VirtualClock) -> None:
    """The next thing that happens on the straight path."""
    row = may_move(facts, clock.today())
    owed = _next_step(facts)
    if row is not None:
        door.fire(session, facts.id, row.trigger, actor=acts.ENGINE, at=clock.now())
    elif owed is None:
        opens_on = next_check(facts, clock.today(), moved=False)
        assert opens_on is not None, f"nothing leads {facts.reference} on from {facts.stage}"
        clock.on = opens_on
    elif owed.state == StepState.REPORTED:
        door.fire(session, facts.id, acts.ACCEPT, actor=COORDINATOR, at=clock.now(), step=owed.key)
    else:
        tomorrow(clock)
        if owed.key == "council_vote" and facts.session_on is not None:
            clock.on = max(clock.on, facts.session_on + timedelta(days=3))
        settle(session, facts.id, owed.key, clock)


def _next_step(facts: PlanFacts) -> StepFacts | None:
    """The first step that somebody owes something for."""
    waiting = [s for s in facts.steps.values() if s.state in (*ASKED, StepState.REPORTED)]
    return waiting[0] if waiting else None
