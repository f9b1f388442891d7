"""The loop as people live it, in a real browser: letter, link, form, decision, next letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import builders
import pytest
from browser import DESKTOP, PHONE, barriers, follow, served, sideways, sign_in
from conftest import NewDatabase
from playwright.sync_api import Browser, BrowserContext, Page
from signed_in import NATIONAL, OF_BENI_MELLAL, PASSWORD, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, open_few
from sqlalchemy import Engine, select

from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.facts import ASKED, PlanFacts
from lifecycle.pathway_words import STEP_NAMES
from lifecycle.rows import read_facts
from lifecycle.sweep import sweep
from models.database import open_database, reading, writing
from models.document import FiledDocument
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.plan import Plan
from models.words import LetterState, Role, Stage, StepState
from notifications.delivery import deliver_to_mailbox
from notifications.mailbox import open_letter
from notifications.settings import MailSettings
from portal.app import create_app
from portal.settings import PortalSettings

PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
LANGUAGES = ("ar", "fr")


@dataclass
class Town:
    """One commune's plan, the portal on it, a browser, and the day."""

    engine: Engine
    clock: VirtualClock
    address: str
    browser: Browser
    lang: str
    looked_at: int = 0

    def morning(self) -> None:
        """Plans move, letters are written and delivered."""
        advance(self.engine, on=self.clock.on, clock=self.clock)
        sweep(self.engine, on=self.clock.on, clock=self.clock)
        settings = MailSettings(base_url=self.address)
        deliver_to_mailbox(self.engine, clock=self.clock, settings=settings)

    def days_later(self, days: int) -> None:
        self.clock.on += timedelta(days=days)
        self.morning()

    def focal_point_heard(self) -> list[tuple[str | None, str]]:
        """Address and kind of every letter that left today for whoever is, or was, focal point."""
        letters = select(OutboxLetter.to_address, OutboxLetter.kind).where(
            OutboxLetter.role == Role.FOCAL_POINT, OutboxLetter.accepted_on == self.clock.on
        )
        with reading(self.engine) as session:
            return [(to, kind) for to, kind in session.execute(letters)]

    @property
    def plan(self) -> PlanFacts:
        with reading(self.engine) as session:
            number = session.scalars(select(Plan.id)).one()
            return read_facts(session, [number])[number]

    def state(self, step: str) -> StepState:
        found = self.plan.step(step)
        assert found is not None, step
        return found.state

    def letter(self, kind: str) -> str:
        """The newest letter of a kind that has been delivered."""
        with reading(self.engine) as session:
            query = select(OutboxLetter.id).where(
                OutboxLetter.kind == kind, OutboxLetter.state == LetterState.ACCEPTED
            )
            found = session.scalars(query.order_by(OutboxLetter.accepted_at.desc())).first()
        assert found is not None, f"no letter {kind} was delivered"
        return found

    def link_in(self, letter: str, step: str | None = None) -> str:
        """The link of a letter; of a list the one beside a step."""
        with reading(self.engine) as session:
            opened = open_letter(session, letter)
        assert opened is not None
        links = [one for one in opened.links if "/l/" in one]
        assert links, "the letter has no link"
        if step is None:
            return links[0]
        name = STEP_NAMES[step].said_in(self.lang)
        before = opened.text.split(name)[1]
        return next(link for link in sorted(links, key=before.find) if link in before)

    def settle(self, *steps: str) -> None:
        """What other people do meanwhile, through the same door."""
        with writing(self.engine) as session:
            for step in steps:
                builders.settle(session, self.plan.id, step, self.clock)

    def context(self, size: dict[str, int]) -> BrowserContext:
        return self.browser.new_context(viewport=size)  # type: ignore[arg-type]

    def check(self, page: Page) -> None:
        """Nobody is kept out of this page, and no thumb must drag it."""
        where = page.url.replace(self.address, "")
        assert page.locator("html").get_attribute("lang") == self.lang, where
        assert page.locator("h1").count() == 1, where
        assert (barriers(page), sideways(page)) == ([], 0), where
        self.looked_at += 1

    def sign_in(self, page: Page, email: str) -> None:
        page.goto(f"{self.address}/sign-in?lang={self.lang}")
        sign_in(page, email, PASSWORD)
        assert "/work" in page.url


@pytest.fixture(params=LANGUAGES)
def town(
    request: pytest.FixtureRequest, new_database: NewDatabase, browser: Browser
) -> Iterator[Town]:
    clock = VirtualClock(FOUNDED)
    with new_database("sqlite") as url:
        engine = open_database(url)
        open_few(engine, BENI_MELLAL)
        with_accounts(engine, clock, NATIONAL, OF_BENI_MELLAL)
        app = create_app(engine, clock, PortalSettings(open_outbox=True))
        with served(app) as address:
            town = Town(engine, clock, address, browser, request.param)
            town.morning()
            yield town
        engine.dispose()


def fill_date(page: Page, name: str, on: Any) -> None:
    for part in ("day", "month", "year"):
        page.fill(f"#{name}-{part}", str(getattr(on, part)))


def test_a_letter_is_answered_on_a_phone_accepted_and_the_next_one_comes(
    town: Town, tmp_path: Path
) -> None:
    # On the Monday, the letter in the mailbox, and the link in it.
    town.days_later(3)
    phone = town.context(PHONE)
    page = phone.new_page()
    letter = town.letter("daily_list")
    page.goto(f"{town.address}/outbox/{letter}?lang={town.lang}")
    link = town.link_in(letter, "adhere_to_charter")
    follow(page.locator(f'a[href="{link}"]').first)
    page.goto(f"{page.url}?lang={town.lang}")
    town.check(page)
    # The form: what is missing is said, and what was typed is kept.
    follow(page.locator('main a.button[href*="/report"]'))
    town.check(page)
    page.fill("#document", "2022/17")
    follow(page.locator("main form button"))
    town.check(page)
    assert page.locator('.problems a[href="#done_on-day"]').count() == 1
    assert page.input_value("#document") == "2022/17"
    assert town.state("adhere_to_charter") == StepState.OPEN
    # With its date and a document it is reported, and confirmed on the page and by a letter.
    minutes = tmp_path / "محضر.pdf"
    minutes.write_bytes(PDF)
    fill_date(page, "done_on", town.clock.on)
    page.set_input_files("#files", minutes)
    follow(page.locator("main form button"))
    assert "/done?what=report" in page.url
    town.check(page)
    assert page.get_by_text("محضر.pdf").count() == 1
    assert town.state("adhere_to_charter") == StepState.REPORTED
    with page.expect_download() as saved:
        page.get_by_text("محضر.pdf").click()
    assert Path(saved.value.path()).read_bytes() == PDF
    town.morning()
    assert town.link_in(town.letter("step_reported")).startswith(town.address)
    phone.close()

    # The coordinator finds it on the worklist, looks at it and accepts it.
    desk = town.context(DESKTOP)
    page = desk.new_page()
    town.sign_in(page, OF_BENI_MELLAL)
    town.check(page)
    follow(page.locator(f'main a[href*="/work/plans/{town.plan.reference}"]').first)
    town.check(page)
    form = page.locator('form[action*="/accept"]').first
    follow(form.locator("button"))
    town.check(page)
    assert town.state("adhere_to_charter") == StepState.ACCEPTED
    desk.close()

    # With the rest of the stage done the plan moves by itself, and the next letters come.
    town.settle(*[s.key for s in town.plan.steps_in(Stage.JOINING) if s.state in ASKED])
    town.days_later(1)
    assert town.plan.stage == Stage.CO_CREATION
    town.days_later(3)
    assert town.letter("co_creation_opened")
    assert town.looked_at == 7
    with reading(town.engine) as session:
        assert len(session.scalars(select(FiledDocument)).all()) == 1


def test_more_time_is_granted_a_council_rejects_and_a_successor_takes_over(town: Town) -> None:
    # Joining is behind them; the first steps of co-creation are asked for.
    town.days_later(3)
    town.settle(*[s.key for s in town.plan.steps_in(Stage.JOINING) if s.state in ASKED])
    town.days_later(1)
    phone, desk = town.context(PHONE), town.context(DESKTOP)
    page, work = phone.new_page(), desk.new_page()

    # More time is asked for on the phone: the clock stands still, and the page says so.
    town.days_later(3)
    step = town.plan.step("set_up_committee")
    assert step is not None
    assert step.due_on is not None
    later = step.due_on + timedelta(days=30)
    page.goto(town.link_in(town.letter("daily_list"), "set_up_committee") + f"?lang={town.lang}")
    follow(page.locator('main a[href*="/extension"]'))
    town.check(page)
    follow(page.locator("main form button"))
    town.check(page)
    assert page.locator(".problems a").count() == 2
    fill_date(page, "until", later)
    page.locator('input[name="why"][value="elections"]').check()
    follow(page.locator("main form button"))
    town.check(page)
    asked = town.plan.step("set_up_committee")
    assert asked is not None
    assert (asked.asked_until, asked.next_at) == (later, None)

    # The coordinator grants it; the original deadline stays beside the new one.
    town.sign_in(work, NATIONAL)
    work.goto(f"{town.address}/work/plans/{town.plan.reference}?lang={town.lang}")
    follow(work.locator('main a[href*="/grant?"]').first)
    town.check(work)
    follow(work.locator("main form button"))
    town.check(work)
    granted = town.plan.step("set_up_committee")
    assert granted is not None
    assert (granted.due_on, granted.original_due_on) == (later, step.due_on)
    town.morning()
    assert town.letter("deadline_moved")

    # The programme goes to the council, which rejects it: the coordinator records the vote.
    while town.plan.stage == Stage.CO_CREATION:
        town.settle(*[s.key for s in town.plan.steps_in(Stage.CO_CREATION) if s.state in ASKED])
        town.morning()
    town.settle("put_on_agenda")
    assert town.plan.session_on is not None
    town.clock.on = town.plan.session_on + timedelta(days=1)
    town.sign_in(work, NATIONAL)  # that of the spring ended after twelve hours
    work.goto(f"{town.address}/work/plans/{town.plan.reference}?lang={town.lang}")
    follow(work.locator('main a[href*="/vote?"]'))
    town.check(work)
    fill_date(work, "held_on", town.plan.session_on)
    work.locator('input[name="outcome"][value="rejected"]').check()
    work.fill("#deliberation", "2023/41")
    follow(work.locator("main form button"))
    town.check(work)
    town.morning()
    assert town.plan.stage == Stage.CO_CREATION
    desk.close()

    # The focal point retires and names a successor, who says yes by a link of their own.
    old = town.link_in(town.letter("returned_to_co_creation")) + f"?lang={town.lang}"
    page.goto(old)
    town.check(page)
    follow(page.locator('main a[href*="/successor"]'))
    town.check(page)
    page.locator('input[name="role"][value="focal_point"]').check()
    page.fill("#name", "سلمى المثالي")
    successor = "salma@commune.example"
    page.fill("#email", successor)
    page.locator('input[name="language"][value="ar+fr"]').check()
    follow(page.locator("main form button"))
    town.check(page)
    town.morning()
    page.goto(town.link_in(town.letter("successor_named")) + f"?lang={town.lang}")
    town.check(page)
    accept = page.locator('form[action*="/accept"]')
    follow(accept.locator("button"))
    town.check(page)
    page.fill("#name", "سلمى المثالي")
    follow(page.locator('form[action*="/accept"] button'))
    town.check(page)
    with reading(town.engine) as session:
        query = (
            select(Person.email)
            .join(RoleHolding, RoleHolding.person_id == Person.id)
            .where(RoleHolding.role == Role.FOCAL_POINT, RoleHolding.until_on.is_(None))
        )
        assert session.scalars(query).all() == [successor]

    # The link of whoever left opens nothing any more, and the next letters go to the successor.
    answer = page.goto(old)
    assert answer is not None
    assert answer.status == 410
    town.check(page)
    # That day the one who left is told, once; what is asked from the next day on goes to the other.
    town.days_later(7)
    assert {kind for to, kind in town.focal_point_heard() if to != successor} == {"hand_over_done"}
    town.days_later(1)
    assert set(town.focal_point_heard()) == {(successor, "step_reminder")}
    phone.close()
