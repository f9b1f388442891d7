"""A coordinator reads a plan in full and decides; an auditor reads; nobody else gets in."""

import html
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import builders
import httpx
import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, ORIENTAL, open_few
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.documents import file, keep
from lifecycle.pathway_words import TRIGGER_DONE
from lifecycle.plans import HistoryRow, history_of
from lifecycle.published_reasons import REASON_NAMES, PublishedReason
from models.database import open_database, reading, writing
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.plan import Plan, PlanStep
from models.settings import data_folder
from models.succession import Succession
from models.words import (
    DocumentScan,
    LetterState,
    Role,
    Stage,
    StepState,
    SuccessionState,
)
from portal.app import create_app
from portal.settings import PortalSettings
from portal.work_acts import WORK_ACTS
from portal.work_plan_words import WORDS

STEP = "adhere_to_charter"
REFERENCE = "PAO-2022-050910101-1"
PLAN = f"/work/plans/{REFERENCE}"
REASON = "الوثيقة <غير> موقعة"
TODAY = FOUNDED + timedelta(days=5)
VOTED = {"held_on-day": "٢٤", "held_on-month": "10", "held_on-year": "2022", "outcome": "adopted",
         "deliberation": "2022/17", "votes_for": "٣٠", "votes_against": "2"}  # fmt: skip


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(TODAY)


@pytest.fixture(scope="module")
def opened_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Two members, made once; one has reported that it adhered to the charter."""
    file, clock = tmp_path_factory.mktemp("work") / "opened.db", VirtualClock(TODAY)
    shutil.copy(sqlite_template, file)
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL, ORIENTAL)
    with_accounts(made, clock, NATIONAL, AUDITOR, OF_BENI_MELLAL, OF_ORIENTAL)
    fire(made, clock, acts.REPORT, evidence=builders.evidence(STEP, TODAY))
    made.dispose()
    return file


@pytest.fixture
def engine(tmp_path: Path, opened_file: Path) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{shutil.copy(opened_file, tmp_path / 'work.db')}")
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    return create_app(engine, clock, PortalSettings())


@pytest.fixture
def browser(app: Starlette) -> SignedIn:
    return SignedIn(app, OF_BENI_MELLAL)


def fire(engine: Engine, clock: VirtualClock, trigger: str, **more: Any) -> None:
    """What somebody else did to the plan meanwhile."""
    own = trigger in acts.OF_FOCAL_POINTS
    actor = builders.FOCAL_POINT if own else builders.COORDINATOR
    with writing(engine) as session:
        step = more.pop("step", STEP if trigger in acts.STEP_ACTS else None)
        door.fire(session, plan_of(session), trigger, actor=actor, at=clock.now(), step=step,
                  **more)  # fmt: skip


def plan_of(session: Session, code: str = BENI_MELLAL) -> Plan:
    return session.scalars(select(Plan).where(Plan.collectivity_code == code)).one()


def step_of(engine: Engine, key: str = STEP) -> PlanStep:
    with reading(engine) as session:
        plan = plan_of(session)
        query = select(PlanStep).where(PlanStep.plan_id == plan.id, PlanStep.key == key)
        found = session.scalars(query.order_by(PlanStep.occurrence.desc())).first()
    assert found is not None
    return found


def stage_of(engine: Engine) -> Stage:
    with reading(engine) as session:
        return plan_of(session).stage


def last_entry(engine: Engine) -> HistoryRow:
    with reading(engine) as session:
        return history_of(session, plan_of(session).id)[-1]


def head(engine: Engine) -> str:
    with reading(engine) as session:
        return str(plan_of(session).head_seq)


def focal_point(session: Session, code: str = BENI_MELLAL) -> Person:
    held = select(RoleHolding.person_id).where(
        RoleHolding.collectivity_code == code, RoleHolding.role == Role.FOCAL_POINT
    )
    return session.scalars(select(Person).where(Person.id.in_(held))).one()


def decide(
    browser: SignedIn, engine: Engine, act: str, lang: str = "fr", **fields: Any
) -> httpx.Response:
    """Send the form of a decision as the page gave it."""
    about = {"head": head(engine)} | ({"step": STEP} if WORK_ACTS[act].about == "step" else {})
    return browser.post(f"{PLAN}/{act}?lang={lang}", about | fields)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_page_shows_the_report_the_people_and_the_decisions(
    browser: SignedIn, engine: Engine, lang: str
) -> None:
    answer = browser.get(f"{PLAN}?lang={lang}")
    assert answer.status_code == 200
    with reading(engine) as session:
        person = focal_point(session)
    for said in (person.email, html.escape(person.name), WORDS["filed"].said_in(lang)):
        assert said in answer.text
    assert f'action="{PLAN}/accept?lang={lang}"' in answer.text
    assert f"{PLAN}/return?lang={lang}&amp;step={STEP}" in answer.text
    assert f"{PLAN}/suspend?lang={lang}" in answer.text
    assert f"{PLAN}/resume" not in answer.text


def test_a_report_is_accepted_by_whoever_is_signed_in(browser: SignedIn, engine: Engine) -> None:
    answer = decide(browser, engine, "accept")
    assert answer.status_code == 303
    assert step_of(engine).state == StepState.ACCEPTED
    with reading(engine) as session:
        who = session.scalars(select(Person).where(Person.email == OF_BENI_MELLAL)).one()
    assert (last_entry(engine).actor_id, last_entry(engine).cause) == (
        f"person:{who.id}", "portal:work",
    )  # fmt: skip
    after = browser.get(answer.headers["location"]).text
    assert WORDS["recorded"].fr in after
    assert html.escape(who.name) in after


def test_a_report_is_returned_with_a_reason_and_a_published_one(
    browser: SignedIn, engine: Engine
) -> None:
    published = PublishedReason.DOCUMENTS_MISSING
    answer = decide(browser, engine, "return", reason=REASON, published=published.value)
    assert answer.status_code == 303
    assert step_of(engine).state == StepState.RETURNED
    page = browser.get(f"{PLAN}?lang=fr").text
    assert html.escape(REASON) in page
    assert REASON_NAMES[published].fr in page
    assert html.escape(REASON) not in browser.get(f"/plans/{REFERENCE}?lang=fr").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": " ", "published": "figures_disagree"}, WORDS["need_reason"]),
        ({"reason": REASON, "published": "il pleut"}, WORDS["need_published"]),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_is_kept(
    browser: SignedIn, engine: Engine, fields: dict[str, str], said: Any
) -> None:
    before = head(engine)
    answer = decide(browser, engine, "return", **fields)
    assert answer.status_code == 422
    assert said.fr in answer.text
    assert 'role="alert"' in answer.text
    kept = 'value="figures_disagree" selected' if not fields["reason"].strip() else "&lt;غير&gt;"
    assert kept in answer.text
    assert head(engine) == before


def test_the_door_s_refusal_stands_on_the_page(browser: SignedIn, engine: Engine) -> None:
    decide(browser, engine, "accept")
    again = decide(browser, engine, "accept")
    assert again.status_code == 422
    assert "ne le permet pas" in again.text
    assert "لا تسمح بذلك" in decide(browser, engine, "accept", "ar").text


def test_what_changed_since_the_page_was_opened_is_looked_at_again(
    browser: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    seen = head(engine)
    corrected = builders.evidence(STEP, clock.today() - timedelta(days=1))
    fire(engine, clock, acts.CORRECT, evidence=corrected)
    answer = browser.post(f"{PLAN}/accept?lang=fr", {"step": STEP, "head": seen})
    assert answer.status_code == 409
    assert WORDS["changed"].fr in answer.text
    assert step_of(engine).state == StepState.REPORTED
    assert f'name="head" value="{head(engine)}"' in answer.text


def test_more_time_is_granted_until_another_date_or_refused(
    browser: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    decide(browser, engine, "return", reason="x")
    due = step_of(engine).due_on
    assert due is not None
    until = due + timedelta(days=10)
    fire(engine, clock, acts.ASK_EXTENSION, due_on=until, reason="<عطلة>")
    form = browser.get(f"{PLAN}/grant?lang=fr&step={STEP}").text
    assert re.search(rf'name="due_on-day"[^>]* value="{until.day}"', form)
    assert "&lt;عطلة&gt;" in form
    assert decide(browser, engine, "refuse", reason="non").status_code == 303
    assert step_of(engine).asked_on is None
    fire(engine, clock, acts.ASK_EXTENSION, due_on=until, reason="y")
    other = until - timedelta(days=3)
    answer = decide(browser, engine, "grant", **boxes(other))
    assert answer.status_code == 303
    assert step_of(engine).due_on == other


def boxes(on: date) -> dict[str, str]:
    return {"due_on-day": str(on.day), "due_on-month": str(on.month), "due_on-year": str(on.year)}


def test_a_deadline_moves_to_a_later_day_only(browser: SignedIn, engine: Engine) -> None:
    decide(browser, engine, "return", reason="x")
    due = step_of(engine).due_on
    assert due is not None
    wrong = decide(browser, engine, "move-deadline", reason="r", **boxes(due - timedelta(days=30)))
    assert wrong.status_code == 422
    assert decide(browser, engine, "move-deadline", reason="r").status_code == 422
    assert step_of(engine).due_on == due
    later = due + timedelta(days=7)
    assert decide(browser, engine, "move-deadline", reason="r", **boxes(later)).status_code == 303
    assert step_of(engine).due_on == later


def test_a_plan_is_suspended_resumed_withdrawn_and_comes_back(
    browser: SignedIn, engine: Engine
) -> None:
    for act, fields, stage in (
        ("suspend", {"reason": "r", "published": "elections"}, Stage.SUSPENDED),
        ("resume", {}, Stage.JOINING),
        ("withdraw", {"reason": "r"}, Stage.WITHDRAWN),
        ("rejoin", {"reason": "r"}, Stage.JOINING),
    ):
        assert f"{PLAN}/{act}?lang=ar" in browser.get(PLAN).text
        assert browser.get(f"{PLAN}/{act}").status_code == 200
        assert decide(browser, engine, act, **fields).status_code == 303
        assert stage_of(engine) == stage
        assert TRIGGER_DONE[act].ar in browser.get(PLAN).text
    assert decide(browser, engine, "resume").status_code == 422


def test_a_vote_is_recorded_and_accepted_at_once_or_not_at_all(
    app: Starlette, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = plan_of(session).id
        builders.drive_to(session, number, clock, step="council_vote")
    browser = SignedIn(create_app(engine, clock, PortalSettings()), NATIONAL)
    form = browser.get(f"{PLAN}/vote?lang=fr&step=council_vote").text
    assert 'name="outcome"' in form
    assert 'name="published"' in form
    before = head(engine)
    wrong = decide(browser, engine, "vote", step="council_vote", **VOTED | {"outcome": ""})
    assert wrong.status_code == 422
    assert 'value="2022/17"' in wrong.text
    assert 'href="#outcome"' in wrong.text
    assert head(engine) == before
    assert decide(browser, engine, "vote", step="council_vote", **VOTED).status_code == 303
    voted = step_of(engine, "council_vote")
    assert (voted.state, voted.outcome) == (StepState.ACCEPTED, "adopted")
    assert voted.done_on == date(2022, 10, 24)


def test_a_coordinator_reports_and_waives_for_a_collectivity(
    browser: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    other = "name_focal_point"
    assert f"{PLAN}/report?lang=fr&amp;step={other}" in browser.get(f"{PLAN}?lang=fr").text
    assert decide(browser, engine, "waive", step=other, reason="r").status_code == 303
    assert step_of(engine, other).state == StepState.WAIVED
    decide(browser, engine, "return", reason="x")
    day = clock.today()
    fields = {
        f"{key}-{part}": str(getattr(day, part))
        for key in builders.evidence(STEP, day)
        for part in ("day", "month", "year")
    }
    fields |= {key: str(value) for key, value in builders.evidence(STEP, day).items()}
    assert decide(browser, engine, "report", **fields).status_code == 303
    assert step_of(engine).state == StepState.REPORTED


def test_a_successor_is_named_and_asked(browser: SignedIn, engine: Engine) -> None:
    page = browser.get(f"{PLAN}/name-successor?lang=fr&role=deputy").text
    assert '<option value="deputy" selected' in page
    named = {"role": "focal_point", "name": "<Nouvelle> personne", "language": "ar",
             "email": "new@commune.example"}  # fmt: skip
    wrong = decide(browser, engine, "name-successor", **named | {"email": "new", "language": ""})
    assert wrong.status_code == 422
    assert "&lt;Nouvelle&gt;" in wrong.text
    assert 'href="#email"' in wrong.text
    assert WORDS["need_choice"].fr in wrong.text
    assert decide(browser, engine, "name-successor", **named).status_code == 303
    with reading(engine) as session:
        asked = session.scalars(select(Succession)).one()
    assert (asked.state, asked.role) == (SuccessionState.NAMED, Role.FOCAL_POINT)
    after = browser.get(f"{PLAN}?lang=fr").text
    assert WORDS["named"].fr in after
    assert "new@commune.example" in after


def test_an_address_that_works_again_is_written_to_again(browser: SignedIn, engine: Engine) -> None:
    with writing(engine) as session:
        numbers = []
        for code in (BENI_MELLAL, ORIENTAL):
            person = focal_point(session, code)
            person.undeliverable_since, person.undeliverable_cause = FOUNDED, "550 <inconnu>"
            numbers.append(person.id)
    mine, theirs = numbers
    page = browser.get(f"{PLAN}?lang=fr").text
    assert "550 &lt;inconnu&gt;" in page
    assert f"{PLAN}/lift-address?lang=fr&amp;person={mine}" in page
    assert decide(browser, engine, "lift-address", person=theirs).status_code == 404
    assert decide(browser, engine, "lift-address", person=mine).status_code == 303
    assert decide(browser, engine, "lift-address", person=mine).status_code == 422
    with reading(engine) as session:
        left = session.scalars(select(Person.id).where(Person.undeliverable_since.is_not(None)))
        assert list(left) == [theirs]


def test_a_held_letter_of_the_plan_is_released_once(browser: SignedIn, engine: Engine) -> None:
    with writing(engine) as session:
        held = []
        for code in (BENI_MELLAL, ORIENTAL):
            plan = plan_of(session, code)
            letter = session.scalars(
                select(OutboxLetter).where(OutboxLetter.plan_id == plan.id)
            ).first()
            assert letter is not None
            letter.state, letter.next_at, letter.cause = LetterState.HELD, None, "<à lire>"
            held.append(letter.id)
    assert "&lt;à lire&gt;" in browser.get(f"{PLAN}?lang=fr").text
    assert decide(browser, engine, "release-letter", letter=held[1]).status_code == 404
    assert decide(browser, engine, "release-letter", letter=held[0]).status_code == 303
    assert decide(browser, engine, "release-letter", letter=held[0]).status_code == 409
    with reading(engine) as session:
        states = [session.get_one(OutboxLetter, number).state for number in held]
    assert states == [LetterState.QUEUED, LetterState.HELD]


def test_why_a_notice_to_a_president_is_held_is_said_in_the_reader_s_language(
    browser: SignedIn, engine: Engine
) -> None:
    with writing(engine) as session:
        query = select(OutboxLetter).where(OutboxLetter.plan_id == plan_of(session).id)
        letter = session.scalars(query).first()
        assert letter is not None
        letter.kind, letter.state = "president_notice", LetterState.HELD
        letter.next_at, letter.cause = None, "a person must release it"
    for lang in ("ar", "fr"):
        page = browser.get(f"{PLAN}?lang={lang}").text
        assert WORDS["held_why"].said_in(lang) in page
        assert "a person must release it" not in page


def test_an_auditor_reads_everything_and_decides_nothing(app: Starlette, engine: Engine) -> None:
    browser, before = SignedIn(app, AUDITOR), head(engine)
    page = browser.get(f"{PLAN}?lang=fr")
    assert page.status_code == 200
    assert WORDS["filed"].fr in page.text
    assert f"{PLAN}/" not in page.text.replace(f"{PLAN}/rounds", "")
    assert decide(browser, engine, "accept").status_code == 403
    assert browser.get(f"{PLAN}/accept?step={STEP}").status_code == 403
    assert head(engine) == before


def test_another_region_finds_nothing_there(app: Starlette, engine: Engine) -> None:
    browser, before = SignedIn(app, OF_ORIENTAL), head(engine)
    assert browser.get(PLAN).status_code == 404
    assert decide(browser, engine, "accept").status_code == 404
    assert head(engine) == before


@pytest.mark.parametrize(
    "path",
    [
        "dance",
        "accept",
        "accept?step=x",
        "release-letter?letter=1",
        "lift-address?person=٣",
        "lift-address?person=99999999999",
    ],
)
def test_a_decision_on_what_is_not_there_is_not_found(browser: SignedIn, path: str) -> None:
    assert browser.get(f"{PLAN}/{path}").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("act", sorted(WORK_ACTS))
def test_the_form_of_every_decision_opens_in_both_languages(
    browser: SignedIn, engine: Engine, act: str, lang: str
) -> None:
    with reading(engine) as session:
        person = focal_point(session).id
        letter = session.scalars(
            select(OutboxLetter.id).where(OutboxLetter.plan_id == plan_of(session).id)
        ).first()
    answer = browser.get(f"{PLAN}/{act}?lang={lang}&step={STEP}&person={person}&letter={letter}")
    assert answer.status_code == 200
    assert f"<h1>{WORK_ACTS[act].title.said_in(lang)}" in answer.text
    assert answer.text.count('name="form_token"') == 2  # the way out has one too


def test_a_document_is_given_to_whoever_sees_its_plan(
    app: Starlette, engine: Engine, clock: VirtualClock
) -> None:
    known, bad = "ab" + "0" * 62, "cd" + "0" * 62
    with writing(engine) as session:
        plan = plan_of(session)
        for sha256, scan in ((known, DocumentScan.CLEAN), (bad, DocumentScan.INFECTED)):
            keep(session, sha256, 9, "application/pdf", scan, clock.now())
            file(session, plan.id, STEP, 1, sha256, "محضر.pdf", None, clock.now())
    for sha256 in (known, bad):
        place = data_folder() / "documents" / sha256[:2] / sha256
        place.parent.mkdir(parents=True)
        place.write_bytes(b"%PDF-1.7\n")
    mine = SignedIn(app, OF_BENI_MELLAL)
    page = mine.get(f"{PLAN}?lang=fr").text
    assert f"/work/documents/{known}" in page
    assert f"/work/documents/{bad}" not in page
    assert WORDS["infected"].fr in page
    answer = mine.get(f"/work/documents/{known}")
    assert answer.status_code == 200
    assert answer.content == b"%PDF-1.7\n"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert SignedIn(app, AUDITOR).get(f"/work/documents/{known}").status_code == 200
    assert SignedIn(app, OF_ORIENTAL).get(f"/work/documents/{known}").status_code == 404
    for path in (bad, "ef" * 32, "x"):
        assert mine.get(f"/work/documents/{path}").status_code == 404


def test_a_role_that_nobody_holds_is_offered_to_be_filled(
    browser: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        session.execute(
            update(RoleHolding)
            .where(RoleHolding.collectivity_code == BENI_MELLAL, RoleHolding.role == Role.DEPUTY)
            .values(until_on=clock.today() - timedelta(days=1))
        )
    page = browser.get(f"{PLAN}?lang=fr").text
    vacant = page.partition(WORDS["nobody_holds"].fr)[2]
    assert f"{PLAN}/name-successor?lang=fr&amp;role=deputy" in vacant
    assert "role=focal_point" not in vacant


def test_the_page_and_its_decisions_work_on_postgresql(
    new_database: Any, clock: VirtualClock
) -> None:
    with new_database("postgresql") as url:
        engine = open_database(url)
        open_few(engine, BENI_MELLAL)
        with_accounts(engine, clock, OF_BENI_MELLAL)
        fire(engine, clock, acts.REPORT, evidence=builders.evidence(STEP, TODAY))
        browser = SignedIn(create_app(engine, clock, PortalSettings()), OF_BENI_MELLAL)
        assert browser.get(PLAN).status_code == 200
        assert decide(browser, engine, "return", reason=REASON).status_code == 303
        assert html.escape(REASON) in browser.get(PLAN).text
        assert browser.get(f"/work/documents/{'0' * 64}").status_code == 404
        engine.dispose()
