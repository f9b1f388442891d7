"""Handing the history out, from a database to a file."""

import csv
import io
from datetime import date
from typing import Any

import builders
import pytest
from openpyxl import load_workbook
from pdf_reading import ReadPdf
from sqlalchemy import Engine, delete, func, select
from story import Story, begun

from audit.handing_out import Form, Handout, NothingRecorded, hand_out
from audit.history_scope import Scope
from audit.log_state import LogState
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import NoSuchCohort
from lifecycle.errors import Refused
from lifecycle.plans import NoSuchPlan
from models.database import reading, writing
from models.history import HistoryDisclosure, HistoryEntry
from models.log import LogCheckpoint, LogLeaf
from models.words import CollectivityKind

ATTACK = "=cmd|' /C calc'!A0"
REFERENCE = "PAO-2022-05091010-1"
MADE_ON = VirtualClock(date(2026, 9, 21))


def handed(engine: Engine, form: str, lang: str = "fr", **more: Any) -> tuple[Handout, bytes]:
    """A file and its bytes, of all plans when no scope is given."""
    scope = more.pop("scope", Scope())
    with reading(engine) as session:
        made = hand_out(session, scope, form, lang, MADE_ON, **more)
        return made, made.whole()


def lines(content: bytes) -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def suspended(engine: Engine) -> Story:
    """A plan suspended for a reason that a spreadsheet would run, and resumed."""
    one = begun(engine)
    one.on("2022-11-02")
    one.fire("suspend", reason=ATTACK)
    one.on("2022-11-09")
    one.fire("resume", reason="عادت الجماعة يوم 2022-11-09")
    return one


@pytest.mark.parametrize(
    ("form", "media_type", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF-"),
    ],
)
def test_a_file_has_its_name_its_type_and_its_bytes(
    engine: Engine, form: str, media_type: str, begins: bytes
) -> None:
    begun(engine)
    made, content = handed(engine, form, "ar", scope=Scope(plan=REFERENCE))
    assert made.filename == f"history-{REFERENCE}-2026-09-21-ar.{form}"
    assert made.media_type == media_type
    assert content.startswith(begins)


def test_every_form_holds_every_entry_of_the_plan(engine: Engine) -> None:
    one = begun(engine)
    one.to_the_council()
    with writing(engine) as session:
        builders.plan(session, CollectivityKind.REGION)
    with reading(engine) as session:
        mine = select(func.count()).where(HistoryEntry.plan_id == one.plan)
        expected = session.scalar(mine)
    scope = Scope(plan=REFERENCE)
    assert expected is not None
    assert expected > 20
    assert len(lines(handed(engine, "csv", scope=scope)[1])) == expected
    book = load_workbook(io.BytesIO(handed(engine, "xlsx", scope=scope)[1]))
    assert book.worksheets[0].max_row == expected + 1
    told = ReadPdf(handed(engine, "pdf", scope=scope)[1])
    with reading(engine) as session:
        leaves = session.scalars(
            select(HistoryEntry.leaf_hash).where(HistoryEntry.plan_id == one.plan)
        ).all()
    assert sum(told.text.count(leaf[:12]) for leaf in leaves) == expected + 1  # the last one twice


def test_all_plans_and_one_cohort_are_named_in_the_file(engine: Engine) -> None:
    with writing(engine) as session:
        builders.plans(session, 3)
    everything, content = handed(engine, "csv")
    assert everything.filename == "history-all-2026-09-21-fr.csv"
    assert len({line["Référence du plan"] for line in lines(content)}) == 3
    cohort, content = handed(engine, "csv", scope=Scope(cohort="2022-founders"))
    assert cohort.filename == "history-2022-founders-2026-09-21-fr.csv"
    assert len(lines(content)) == 3


def test_a_reason_that_is_a_formula_is_never_live(engine: Engine) -> None:
    suspended(engine)
    reasons = [line["Motif"] for line in lines(handed(engine, "csv")[1])]
    assert f"'{ATTACK}" in reasons
    assert not any(reason.startswith("=") for reason in reasons)
    sheet = load_workbook(io.BytesIO(handed(engine, "xlsx")[1])).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == ATTACK]
    assert [cell.data_type for cell in found] == ["s"]
    pdf = handed(engine, "pdf", scope=Scope(plan=REFERENCE))[1]
    assert ATTACK in ReadPdf(pdf).text


def test_an_erased_reason_is_gone_from_every_form_and_said_to_be_erased(engine: Engine) -> None:
    suspended(engine)
    with writing(engine) as session:
        session.execute(delete(HistoryDisclosure).where(HistoryDisclosure.value == ATTACK))
    content = handed(engine, "csv")[1]
    assert [line["Motif effacé"] for line in lines(content)] == ["", "oui", ""]
    text = ReadPdf(handed(engine, "pdf", scope=Scope(plan=REFERENCE))[1]).text
    assert text.count("Le texte du motif a été effacé") == 1
    assert b"cmd|" not in content
    assert "cmd|" not in text


def test_places_in_the_log_are_told_and_so_is_their_lack(engine: Engine) -> None:
    one = suspended(engine)
    with writing(engine) as session:
        session.add(LogLeaf(n=0, chain=one.plan, seq=1, leaf=b"\x01" * 32))
    places = [line["Place dans le journal"] for line in lines(handed(engine, "csv")[1])]
    assert places == ["0", "", ""]
    text = ReadPdf(handed(engine, "pdf", scope=Scope(plan=REFERENCE))[1]).text
    assert "place 0" in text
    assert text.count("sans place") == 2


def test_the_paper_prints_the_newest_checkpoint_or_the_one_it_is_given(engine: Engine) -> None:
    begun(engine)
    scope = Scope(plan=REFERENCE)
    assert "Aucun point de contrôle" in ReadPdf(handed(engine, "pdf", scope=scope)[1]).text
    with writing(engine) as session:
        for size in (7, 31):
            session.add(
                LogCheckpoint(
                    size=size, root=f"{size:064x}", note=f"log\n{size}\n", made_at=MADE_ON.now()
                )
            )
    newest = ReadPdf(handed(engine, "pdf", scope=scope)[1]).text
    assert f"{31:064x}" in newest
    assert f"{7:064x}" not in newest
    given = handed(engine, "pdf", scope=scope, log=LogState(5, "c" * 64, "log\n5\n"))[1]
    assert "c" * 64 in ReadPdf(given).text


def test_the_paper_names_the_role_of_those_who_acted(engine: Engine) -> None:
    one = begun(engine)
    with writing(engine) as session:
        where = builders.collectivity(session)
        focal = builders.person(session)
        builders.hold(session, focal, builders.Role.FOCAL_POINT, where)
        number = focal.id
    one.on("2022-11-07")
    filed = builders.evidence("adhere_to_charter", one.clock.on)
    one.fire(acts.REPORT, actor=acts.focal_point(number), step="adhere_to_charter", evidence=filed)
    text = ReadPdf(handed(engine, "pdf", scope=Scope(plan=REFERENCE))[1]).text
    assert f"Point focal\nperson:{number}" in text


def test_a_paper_takes_in_what_was_recorded_by_then(engine: Engine) -> None:
    suspended(engine)
    until = VirtualClock(date(2022, 11, 5)).now()
    text = ReadPdf(handed(engine, "pdf", scope=Scope(plan=REFERENCE, until=until))[1]).text
    assert "2022-11-05 08:00:00 UTC" in text
    assert "Phase d’après la dernière écriture\nSuspendu" in text
    assert "Le programme a repris" not in text
    before = Scope(plan=REFERENCE, until=VirtualClock(date(2022, 1, 1)).now())
    with pytest.raises(NothingRecorded, match=REFERENCE):
        handed(engine, "pdf", scope=before)


@pytest.mark.parametrize("scope", [Scope(), Scope(cohort="2022-founders")])
def test_a_pdf_of_more_than_one_plan_is_refused(engine: Engine, scope: Scope) -> None:
    begun(engine)
    with pytest.raises(Refused, match="A PDF is the history of one plan") as refused:
        handed(engine, "pdf", scope=scope)
    assert "un seul plan" in refused.value.phrase.fr


def test_what_cannot_be_asked_is_refused(engine: Engine) -> None:
    begun(engine)
    with pytest.raises(ValueError, match="'de' is not a language"):
        handed(engine, "csv", "de")
    with pytest.raises(ValueError, match="docx"):
        handed(engine, "docx")
    for form in Form:
        with pytest.raises(NoSuchPlan):
            handed(engine, form, scope=Scope(plan="nowhere"))
    with pytest.raises(NoSuchCohort):
        handed(engine, "csv", scope=Scope(cohort="2099"))


def test_nothing_that_is_handed_out_names_a_person(engine: Engine) -> None:
    suspended(engine)
    with reading(engine) as session:
        people = session.scalars(select(builders.Person)).all()
    told = handed(engine, "csv")[1].decode()
    told += ReadPdf(handed(engine, "pdf", scope=Scope(plan=REFERENCE))[1]).text
    assert len(people) > 3
    for one in people:
        assert one.name not in told
        assert one.email not in told
