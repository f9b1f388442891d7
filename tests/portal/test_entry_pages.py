"""The history as an auditor searches it: what the pages show, and the files that they give."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from signed_in import AUDITOR, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, FOUNDED, ORIENTAL, open_few
from sqlalchemy import Engine, delete, select
from starlette.applications import Starlette
from unguarded import take_triggers_away

from audit.log_folder import folder_of
from audit.own_entries import add_own_entry
from audit.sealing import seal
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.history import leaf_hash
from lifecycle.pathway_words import TRIGGER_DONE
from models.base import table_of
from models.database import reading, writing
from models.history import HistoryDisclosure, HistoryEntry
from models.person import Person
from models.plan import Plan
from models.settings import CHECKOUT
from models.words import LogEntryKind
from portal.app import create_app
from portal.settings import PortalSettings

PLAN = "PAO-2022-050910101-1"
STEP = "adhere_to_charter"
WHY = "فيضانات 2022"
ENTRIES = "/audit/entries"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(FOUNDED + timedelta(days=5))


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    """Two plans; a deadline of the first was moved, and all of it is sealed."""
    open_few(engine, BENI_MELLAL, ORIENTAL)
    with_accounts(engine, clock, AUDITOR)
    with writing(engine) as session:
        number = session.scalars(select(Plan.id).where(Plan.reference == PLAN)).one()
        door.fire(
            session, number, acts.MOVE, actor=acts.coordinator(12), at=clock.now(), step=STEP,
            reason=WHY, due_on=date(2023, 1, 20),
        )  # fmt: skip
    seal(engine, clock)
    return create_app(engine, clock, PortalSettings())


@pytest.fixture
def auditor(app: Starlette) -> SignedIn:
    return SignedIn(app, AUDITOR)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_entry_is_found_by_who_did_it(auditor: SignedIn, lang: str) -> None:
    said = auditor.get(f"{ENTRIES}?lang={lang}&actor=person:12").text
    assert said.count('class="card"') == 1
    assert f'href="{ENTRIES}/{PLAN}/2?lang={lang}"' in said
    assert TRIGGER_DONE["move_deadline"].said_in(lang) in said
    assert {"ar": "مختوم", "fr": "Scellée"}[lang] in said


def test_filters_stay_in_the_form_and_what_is_not_understood_filters_nothing(
    auditor: SignedIn,
) -> None:
    said = auditor.get(f"{ENTRIES}?lang=fr&actor=person:12&recorded_from=2022-10-26").text
    assert 'value="person:12"' in said
    assert 'value="2022-10-26"' in said
    odd = "&trigger=nonsense&region=99&step=x&happened_from=9999-99-99&recorded_to=9999-12-31"
    every, strange = (auditor.get(f"{ENTRIES}?lang=fr{more}").text for more in ("", odd))
    assert strange.count('class="card"') == every.count('class="card"') == 3


def test_the_pages_lead_to_the_older_entries_with_the_same_filters(
    auditor: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        for _ in range(120):
            occasion = Occasion(acts.coordinator(12), clock.now(), "test")
            add_own_entry(session, LogEntryKind.EXPORTED, {}, occasion)
    seal(engine, clock)
    first = auditor.get(f"{ENTRIES}?lang=fr&actor=person:12")
    second = auditor.get(next_of(first))
    third = auditor.get(next_of(second))
    assert [answer.text.count('class="card"') for answer in (first, second, third)] == [50, 50, 21]
    assert 'rel="next"' not in third.text
    assert f"{ENTRIES}/{PLAN}/2?" in third.text


def next_of(answer: httpx.Response) -> str:
    link = answer.text.split('rel="next" href="')[1].split('"')[0]
    return link.replace("&amp;", "&")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_page_of_an_entry_shows_its_bytes_exactly(
    auditor: SignedIn, engine: Engine, lang: str
) -> None:
    content = bytes_of(engine, 2)
    said = auditor.get(f"{ENTRIES}/{PLAN}/2?lang={lang}").text
    shown = said.split('<pre class="bytes" dir="ltr" lang="en">')[1].split("</pre>")[0]
    assert shown.replace("&#34;", '"').encode() == content
    assert leaf_hash(content) in said
    assert WHY in said
    assert auditor.get(f"{ENTRIES}/{PLAN}/2.json").content == content


def bytes_of(engine: Engine, seq: int) -> bytes:
    with reading(engine) as session:
        query = select(HistoryEntry.canonical).join(Plan, Plan.id == HistoryEntry.plan_id)
        return session.scalars(query.where(Plan.reference == PLAN, HistoryEntry.seq == seq)).one()


def test_the_file_of_a_proof_is_what_the_verifier_reads(
    auditor: SignedIn, engine: Engine, tmp_path: Path
) -> None:
    answer = auditor.get(f"{ENTRIES}/{PLAN}/2.tlog-proof")
    assert answer.headers["content-disposition"] == f'attachment; filename="{PLAN}-2.tlog-proof"'
    file = tmp_path / "entry.tlog-proof"
    file.write_bytes(answer.content)
    key = str(folder_of(engine).verifiers()[0])
    command = [sys.executable, "-I", CHECKOUT / "audit" / "infitah_verify.py", file, "--key", key]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert bytes_of(engine, 2).decode() in told


def test_what_waits_has_no_proof_yet(
    auditor: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        add_own_entry(session, LogEntryKind.HEADS, {"plans": []}, occasion)
    said = auditor.get(f"{ENTRIES}/log/1?lang=fr").text
    assert "En attente de sa place" in said
    assert ".tlog-proof" not in said
    assert auditor.get(f"{ENTRIES}/log/1.tlog-proof").status_code == 404
    seal(engine, clock)
    assert auditor.get(f"{ENTRIES}/log/1.tlog-proof").status_code == 200


@pytest.mark.parametrize("place", ["log/1", "log/0", f"{PLAN}/3", f"{PLAN}/02", f"{PLAN}/x",
                                   "PAO-2022-0-1/1", f"{PLAN}/99999999999999999999"])  # fmt: skip
def test_an_entry_that_is_not_there_is_not_found(auditor: SignedIn, place: str) -> None:
    for end in ("", ".json", ".tlog-proof"):
        assert auditor.get(f"{ENTRIES}/{place}{end}").status_code == 404, end


def test_an_entry_that_was_changed_says_so_and_has_no_proof(
    auditor: SignedIn, engine: Engine
) -> None:
    take_triggers_away(engine)
    with engine.begin() as connection:
        entry = table_of(HistoryEntry)
        changed = bytes_of(engine, 2).replace(b"2023-01-20", b"2023-01-21")
        connection.execute(entry.update().where(entry.c.seq == 2).values(canonical=changed))
    said = auditor.get(f"{ENTRIES}/{PLAN}/2?lang=fr").text
    assert "cette entrée a été modifiée" in said
    assert "ne mène pas à la racine signée" in said
    assert auditor.get(f"{ENTRIES}/{PLAN}/2.tlog-proof").status_code == 409


def test_words_that_are_gone_are_told_apart_from_words_erased(
    auditor: SignedIn, engine: Engine, clock: VirtualClock
) -> None:
    take_triggers_away(engine)
    with engine.begin() as connection:
        connection.execute(delete(table_of(HistoryDisclosure)))
    said = auditor.get(f"{ENTRIES}/{PLAN}/2?lang=fr").text
    assert "sans qu’aucune entrée du registre ne dise pourquoi" in said
    with writing(engine) as session:
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        body = {"words": [[PLAN, 2, "reason"]]}
        add_own_entry(session, LogEntryKind.ERASED, body, occasion)
    said = auditor.get(f"{ENTRIES}/{PLAN}/2?lang=fr").text
    assert "Effacés au titre de la loi 09-08" in said
    assert WHY not in said


def test_other_words_in_the_place_of_those_committed_to_are_not_shown(
    auditor: SignedIn, engine: Engine
) -> None:
    take_triggers_away(engine)
    with engine.begin() as connection:
        connection.execute(table_of(HistoryDisclosure).update().values(value="autre motif"))
    said = auditor.get(f"{ENTRIES}/{PLAN}/2?lang=fr").text
    assert "Ce ne sont pas ceux de l’engagement" in said
    assert "autre motif" not in said


def test_nobody_is_named(auditor: SignedIn, engine: Engine) -> None:
    with reading(engine) as session:
        people = [
            part for row in session.execute(select(Person.name, Person.email)) for part in row
        ]
    assert len(people) > 5
    for path in (ENTRIES, f"{ENTRIES}/{PLAN}/2"):
        said = auditor.get(f"{path}?lang=fr").text
        assert [part for part in people if part in said] == []
