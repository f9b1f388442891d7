"""The auditor's home, the checkpoints and the moved deadlines, as an auditor reads them."""

import base64
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, ORIENTAL, open_few
from sqlalchemy import Engine, delete, select
from starlette.applications import Starlette
from unguarded import take_triggers_away

from audit.checkpoints import read_checkpoint
from audit.guard_duty import VERIFIED, verdict_counts
from audit.log_folder import folder_of
from audit.merkle import check_consistency
from audit.sealing import seal
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.pathway_words import STEP_NAMES
from lifecycle.sweep_records import record_sweep
from models.base import table_of
from models.database import writing
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LogCheckpoint, LogLeaf
from models.plan import Plan
from models.settings import CHECKOUT
from models.words import Language
from portal.app import create_app
from portal.audit_words import audit_words
from portal.settings import PortalSettings

PLAN = "PAO-2022-050910101-1"
STEP = "adhere_to_charter"
WHY = "فيضانات 2022"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    """Two plans, sealed; then a deadline of the first is moved twice, sealed again."""
    open_few(engine, BENI_MELLAL, ORIENTAL)
    with_accounts(engine, clock, AUDITOR, NATIONAL, OF_BENI_MELLAL)
    seal(engine, clock)
    for person, due_on in ((12, date(2023, 1, 20)), (13, date(2023, 2, 3))):
        with writing(engine) as session:
            number = session.scalars(select(Plan.id).where(Plan.reference == PLAN)).one()
            door.fire(
                session, number, acts.MOVE, actor=acts.coordinator(person), at=clock.now(),
                step=STEP, reason=WHY, due_on=due_on,
            )  # fmt: skip
    seal(engine, clock)
    return create_app(engine, clock, PortalSettings())


@pytest.fixture
def auditor(app: Starlette) -> SignedIn:
    return SignedIn(app, AUDITOR)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_home_tells_how_long_the_log_is_and_what_is_signed(
    auditor: SignedIn, engine: Engine, lang: str
) -> None:
    said = auditor.get(f"/audit?lang={lang}").text
    note = folder_of(engine).last_note()
    assert note is not None
    assert read_checkpoint(note).root.hex() in said
    assert str(folder_of(engine).verifiers()[0]) in said
    assert said.count("<strong>4</strong>") == 2  # entries, and those sealed
    assert "<strong>0</strong>" in said
    assert f"<h2>{audit_words(Language(lang))['verifier_keys']}</h2>" in said
    assert {"ar": "لم يجر بعد أي تحقق.", "fr": "Pas encore de vérification."}[lang] in said


def test_the_home_tells_what_the_last_verification_said(
    auditor: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    verified(engine, clock)
    assert "L’historique tient" in auditor.get("/audit?lang=fr").text
    take_triggers_away(engine)
    with engine.begin() as connection:
        connection.execute(delete(table_of(HistoryEntry)).where(HistoryEntry.seq == 3))
    verified(engine, clock)
    said = auditor.get("/audit?lang=fr").text
    assert "Des anomalies ont été trouvées" in said
    assert "L’historique tient" not in said


def verified(engine: Engine, clock: VirtualClock) -> None:
    """What the round of every hour keeps of a verification."""
    counts = verdict_counts(verify(engine))
    with writing(engine) as session:
        record_sweep(session, VERIFIED, clock.today(), clock, counts)


def test_the_home_says_when_an_entry_waits_longer_than_was_promised(
    auditor: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        number = session.scalars(select(Plan.id)).first()
        assert number is not None
        door.fire(
            session, number, acts.MOVE, actor=acts.coordinator(12), at=clock.now(), step=STEP,
            reason="x", due_on=date(2023, 3, 20),
        )  # fmt: skip
    assert "Engagement non tenu" not in auditor.get("/audit?lang=fr").text
    # The wait is by the database's clock, which stands at today: here the portal's goes past it.
    clock.on = date(2200, 1, 1)
    late = SignedIn(auditor.app, AUDITOR).get("/audit?lang=fr").text
    assert "Engagement non tenu" in late


def test_before_anything_is_sealed_the_home_says_so(engine: Engine, clock: VirtualClock) -> None:
    open_few(engine, BENI_MELLAL)
    with_accounts(engine, clock, AUDITOR)
    auditor = SignedIn(create_app(engine, clock, PortalSettings()), AUDITOR)
    said = auditor.get("/audit?lang=fr").text
    assert "demandez la clé à l’administration" in said
    assert "Aucun encore." in said
    assert auditor.get("/audit/checkpoints/1.txt").status_code == 404


def test_the_verifier_is_handed_out_as_it_stands_in_the_source(
    auditor: SignedIn, tmp_path: Path
) -> None:
    answer = auditor.get("/audit/infitah_verify.py")
    assert answer.content == (CHECKOUT / "audit" / "infitah_verify.py").read_bytes()
    file = tmp_path / "infitah_verify.py"
    file.write_bytes(answer.content)
    subprocess.run([sys.executable, "-I", str(file), "--help"], check=True, capture_output=True)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_checkpoints_are_listed_and_their_notes_handed_out(
    auditor: SignedIn, engine: Engine, lang: str
) -> None:
    said = auditor.get(f"/audit/checkpoints?lang={lang}").text
    for note in folder_of(engine).notes():
        told = read_checkpoint(note)
        assert told.root.hex() in said
        assert auditor.get(f"/audit/checkpoints/{told.size}.txt").text == note


def test_the_checkpoints_are_shown_in_pages(
    auditor: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        for size in range(100, 220):
            session.add(LogCheckpoint(size=size, root="0" * 64, note="-", made_at=clock.now()))
    shown, path = [], "/audit/checkpoints?lang=fr"
    while path:
        said = auditor.get(path).text
        shown += [int(part.split("<")[0]) for part in said.split('<th scope="row">')[1:]]
        rest = said.split('rel="next" href="')[1:]
        path = rest[0].split('"')[0].replace("&amp;", "&") if rest else ""
    assert shown == [*range(219, 99, -1), 4, 2]


def test_the_proof_between_two_checkpoints_holds(auditor: SignedIn, engine: Engine) -> None:
    answer = auditor.get("/audit/consistency?old=2&new=4&lang=fr")
    assert 'filename="consistency-2-4.txt"' in answer.headers["content-disposition"]
    head, _, note = answer.text.partition("\n\n")
    first, *path = head.split("\n")
    roots = [read_checkpoint(one).root for one in folder_of(engine).notes()]
    assert (first, note) == ("old 2", folder_of(engine).last_note())
    check_consistency(2, 4, roots[0], roots[1], [base64.b64decode(line) for line in path])


@pytest.mark.parametrize("asked", ["", "old=4&new=2", "old=1&new=4", "old=x&new=4", "old=2&new=5",
                                   "old=0&new=0", "old=2&new=999999999999999"])  # fmt: skip
def test_sizes_without_checkpoints_are_asked_for_again(auditor: SignedIn, asked: str) -> None:
    answer = auditor.get(f"/audit/consistency?lang=fr&{asked}")
    assert answer.status_code == 404
    assert "Il n’y a pas de points de contrôle de ces tailles" in answer.text
    assert 'action="/audit/consistency"' in answer.text


def test_a_log_that_was_changed_gives_no_proof_between_checkpoints(
    auditor: SignedIn, engine: Engine
) -> None:
    take_triggers_away(engine)
    with engine.begin() as connection:
        leaf = table_of(LogLeaf)
        connection.execute(leaf.update().where(leaf.c.n == 3).values(leaf=bytes(32)))
    answer = auditor.get("/audit/consistency?lang=fr&old=2&new=4")
    assert answer.status_code == 409
    assert "ne mène pas aux racines signées" in answer.text


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_each_moved_deadline_is_told_with_its_reason(auditor: SignedIn, lang: str) -> None:
    said = auditor.get(f"/audit/deadlines?lang={lang}").text
    assert said.count('<li class="card">') == 2
    assert said.count(WHY) == 2
    assert '<span dir="ltr">+14</span>' in said
    assert STEP_NAMES[STEP].said_in(lang) in said
    assert f'href="/audit/entries/{PLAN}/3?lang={lang}"' in said
    alone = auditor.get(f"/audit/deadlines?lang={lang}&actor=person:13").text
    assert alone.count('<li class="card">') == 1


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_moved_step_is_told_with_its_first_and_its_present_deadline(
    auditor: SignedIn, engine: Engine, lang: str
) -> None:
    said = auditor.get(f"/audit/deadlines?view=steps&lang={lang}").text
    assert said.count('<th scope="row">') == 1
    assert '<td data-label="' in said
    assert "2023" in said.split('<th scope="row">')[1]


def test_a_reason_that_was_destroyed_is_not_passed_off_as_none(
    auditor: SignedIn, engine: Engine
) -> None:
    take_triggers_away(engine)
    with engine.begin() as connection:
        connection.execute(delete(table_of(HistoryDisclosure)))
    said = auditor.get("/audit/deadlines?lang=fr").text
    assert said.count("sans qu’aucune entrée du registre ne dise pourquoi") == 2
    assert "sans motif" not in said


def test_the_way_to_the_audit_stands_in_the_menu_of_those_who_may(app: Starlette) -> None:
    for who, there in ((AUDITOR, True), (NATIONAL, True), (OF_BENI_MELLAL, False)):
        said = SignedIn(app, who).get("/work?lang=fr").text
        assert ('href="/audit?lang=fr"' in said) is there, who
        assert SignedIn(app, who).get("/audit").status_code == (200 if there else 403), who


def test_every_download_that_a_page_offers_is_there(auditor: SignedIn) -> None:
    for path in ("/audit", "/audit/checkpoints", f"/audit/entries/{PLAN}/2"):
        said = auditor.get(f"{path}?lang=fr").text
        links = [part.split('"')[0] for part in said.split('href="')[1:]]
        mine = [link.replace("&amp;", "&") for link in links if link.startswith(("/audit", "/log"))]
        assert len(mine) > 2, path
        for link in mine:
            assert auditor.get(link).status_code == 200, link
