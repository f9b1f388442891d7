"""No public page names anybody, gives an address, or tells what a person wrote."""

from datetime import date

import pytest
from small_cohort import BENI_MELLAL, FOUNDED, LARACHE, TIZNIT, open_few
from sqlalchemy import Engine, select
from visitor import Visitor, an_app

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.sweep import sweep
from models.collectivity import Collectivity
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import Person
from models.plan import Plan, PlanStep
from models.words import FactBasis, LetterState
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings
from portal.gathering_page import GATHERING_PAGES
from portal.open_data_api import API_PAGES
from portal.open_data_pages import FILES, OPEN_DATA_PAGES
from portal.plot_pages import PLOT_PAGES
from portal.public_pages import PUBLIC_PAGES
from portal.route_table import Access

TODAY = date(2023, 1, 10)
EVERY_PAGE = (*PUBLIC_PAGES, *PLOT_PAGES, *GATHERING_PAGES, *OPEN_DATA_PAGES, *API_PAGES)
WRITTEN = "Mme Untelle Testardi est souffrante"
NAMES = ("Zoubida Testouri", "زبيدة التستوري")


@pytest.fixture
def cohort(engine: Engine) -> Engine:
    """Three members with their people, letters that left, and acts whose reasons name somebody."""
    open_few(engine, BENI_MELLAL, LARACHE, TIZNIT)
    with writing(engine) as session:
        for number, person in enumerate(session.scalars(select(Person))):
            person.name = NAMES[number % 2]
    clock = VirtualClock(FOUNDED)
    sweep(engine, on=FOUNDED, clock=clock, cause="test")
    deliver_to_mailbox(engine, clock=clock, settings=MailSettings(), cause="test")
    with writing(engine) as session:
        _acts(session, [plan.id for plan in session.scalars(select(Plan).order_by(Plan.id))])
        letter = session.scalars(select(OutboxLetter)).first()
        assert letter is not None
        letter.state, letter.cause = LetterState.UNDELIVERABLE, "550 5.1.1 x@commune.example"
    return engine


def _acts(session: object, plans: list[int]) -> None:
    at = VirtualClock(date(2022, 11, 14)).now()

    def fire(number: int, trigger: str, actor: acts.Actor, **more: object) -> None:
        door.fire(session, number, trigger, actor=actor, at=at, **more)  # type: ignore[arg-type]

    coordinator, focal = acts.coordinator(1), acts.focal_point(2)
    suspended, withdrawn, going = plans
    fire(suspended, "suspend", coordinator, reason=WRITTEN)
    fire(withdrawn, "withdraw", coordinator, reason=WRITTEN)
    fire(going, acts.MOVE, coordinator, reason=WRITTEN, step="adhere_to_charter",
         due_on=date(2023, 2, 1))  # fmt: skip
    fire(going, acts.ASK_EXTENSION, focal, reason=WRITTEN, step="name_focal_point",
         due_on=date(2023, 2, 2))  # fmt: skip
    fire(going, acts.REPORT, focal, step="adhere_to_charter",
         evidence={"done_on": "2022-11-10", "document": WRITTEN})  # fmt: skip
    fire(going, acts.RETURN, coordinator, reason=WRITTEN, step="adhere_to_charter")
    fire(going, acts.WAIVE, coordinator, reason=WRITTEN, step="attend_training")
    fire(going, acts.SAY_ABSENT, focal, reason=WRITTEN, said={"person": "person:2"})


def addresses(engine: Engine) -> list[str]:
    """Every public page of the cohort, in both languages; a new page must be thought of here."""
    with reading(engine) as session:
        plans = list(session.scalars(select(Plan.reference)))
        places = list(session.scalars(select(Collectivity.code).join(Plan)))
    filled = {
        "/plans/{reference}": [f"/plans/{one}" for one in plans],
        "/plans": ["/plans", "/plans?late=1", "/plans?q=souffrante", "/plans?stage=suspended",
                   "/plans?stage=withdrawn", *(f"/plans?q={code}" for code in places)],
        "/": ["/", "/?late=1"],
        "/plots/{name}.png": ["/plots/stages.png"],
        "/open-data/{file}": [f"/open-data/{name}" for name in (*FILES, "datapackage.json")],
        "/gathering": ["/gathering", "/gathering?only=withdrawn", "/gathering?only=suspended"],
    }  # fmt: skip
    found = []
    for one in EVERY_PAGE:
        assert one.access == Access.PUBLIC
        found += filled.get(one.path, [one.path])
    assert not [path for path in found if "{" in path]
    # The API knows no language: it says everything in both.
    return [
        path if path.startswith("/api") else f"{path}{'&' if '?' in path else '?'}lang={lang}"
        for path in found
        for lang in "af"
    ]


def test_no_public_page_holds_a_name_an_address_or_a_reason(cohort: Engine) -> None:
    visitor = Visitor(an_app(cohort, VirtualClock(TODAY), EVERY_PAGE, open_outbox=True))
    with reading(cohort) as session:
        emails = [email for email in session.scalars(select(Person.email)) if email]
        subjects = [s for s in session.scalars(select(OutboxLetter.subject)) if s]
    assert emails
    assert subjects
    personal = [*emails, *NAMES, "Testouri", "التستوري", "Testardi", "commune.example", "person:"]
    for address in addresses(cohort):
        text = visitor.get(address.replace("lang=a", "lang=ar").replace("lang=f", "lang=fr")).text
        assert text
        for word in personal:
            assert word not in text, f"{address} shows {word}"


def test_the_acts_that_were_hidden_are_told_all_the_same(cohort: Engine) -> None:
    with reading(cohort) as session:
        returned = select(PlanStep.plan_id).where(PlanStep.state == "returned")
        reference = session.scalars(select(Plan.reference).where(Plan.id.in_(returned))).one()
    visitor = Visitor(an_app(cohort, VirtualClock(TODAY), PUBLIC_PAGES))
    text = visitor.get(f"/plans/{reference}?lang=fr").text
    for told in (
        "L’étape a été renvoyée pour être complétée",
        "Un délai a été demandé",
        "Une absence a été annoncée",
        "L’étape a fait l’objet d’une dispense",
        "Aucun motif n’a été publié",
    ):
        assert told in text, told


def test_the_document_that_a_replay_rests_on_is_told_and_what_a_coordinator_cites_is_not(
    cohort: Engine,
) -> None:
    with writing(cohort) as session:
        plan = session.scalars(select(Plan).where(Plan.stage == "joining")).one()
        for basis, source in ((None, WRITTEN), (FactBasis.DOCUMENTED, "Rapport annuel 2023")):
            door.fire(
                session, plan, acts.SAY_ABSENT, actor=acts.coordinator(1), source=source,
                basis=basis, at=VirtualClock(TODAY).now(), said={},
            )  # fmt: skip
        reference = plan.reference
    visitor = Visitor(an_app(cohort, VirtualClock(TODAY), PUBLIC_PAGES))
    text = visitor.get(f"/plans/{reference}").text
    assert "Rapport annuel 2023" in text
    assert WRITTEN not in text
