"""What reads bytes or words of strangers, each as one function that must refuse or read."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from audit.notes import NoteRefused, read_signer_key, read_verifier_key, text_of
from lifecycle.cohort_calendar import read_calendar
from lifecycle.cohort_file import read_grid, read_rows
from lifecycle.cohort_problems import CohortFileRefused
from lifecycle.content import Activity, Axis, Content, Indicator, Project
from lifecycle.content_columns import CONTENT, PROGRESS, RATINGS
from lifecycle.content_columns import Column as ContentColumn
from lifecycle.content_problems import ContentSheetRefused
from lifecycle.content_sheet import content_of
from lifecycle.content_template import rows_of
from lifecycle.errors import LifecycleError
from lifecycle.grid_child import is_known
from lifecycle.idea_sheet import read_decisions
from lifecycle.progress_sheet import progress_of_sheet, ratings_of_sheet
from models import tables  # noqa: F401 - every table is known
from models.base import Base
from models.settings import CHECKOUT
from models.words import Principle
from notifications.bounce_report import read_report
from notifications.found_links import find_link
from notifications.link_keys import LinkKeys
from portal.document_labels import clean_label
from portal.document_types import media_type_of

FOUNDERS = CHECKOUT / "cohorts"
BOUNCE = b"""Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Original-Envelope-Id: 0123456789abcdef0123456789abcdef

Final-Recipient: rfc822; focal@commune.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox
--b
Content-Type: message/rfc822-headers

Message-ID: <0123456789abcdef0123456789abcdef@infitah.example>
To: =?utf-8?b?2YbZgti32Kk=?= <focal@commune.example>
--b--
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, inputs to begin with, and the refusals that are right."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    refusals: tuple[type[Exception], ...] = ()

    def holds(self, given: bytes) -> None:
        """Read an input; any exception but a refusal is a crash."""
        with suppress(*self.refusals):
            self.read(given)


@cache
def _book() -> bytes:
    """A small workbook of two rows."""
    book, written = Workbook(), io.BytesIO()
    for row in (("code", "joined_on", "kind"), ("05.091.01.01", date(2022, 10, 21), "commune")):
        book.worksheets[0].append(row)
    book.save(written)
    return written.getvalue()


def part_of_book(name: str) -> bytes:
    """One part of the small workbook."""
    with zipfile.ZipFile(io.BytesIO(_book())) as packed:
        return packed.read(name)


def _with_part(name: str) -> Callable[[bytes], object]:
    """Reads a workbook whose one part is the input."""

    def read(given: bytes) -> object:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(_book())) as old, zipfile.ZipFile(made, "w") as new:
            for one in old.namelist():
                new.writestr(one, given if one == name else old.read(one))
        return read_grid(made.getvalue(), "x.xlsx")

    return read


def _content(given: bytes) -> object:
    return content_of(read_grid(given, "x.csv", is_known))


def _progress(given: bytes) -> object:
    return progress_of_sheet(read_grid(given, "x.csv", is_known), PROGRAMME)


def _ratings(given: bytes) -> object:
    return ratings_of_sheet(read_grid(given, "x.csv", is_known), PROGRAMME)


def _calendar(given: bytes) -> object:
    return read_calendar(given.decode(errors="replace"), "x.yaml")


def _document(given: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        file.write(given)
        file.flush()
        return media_type_of(Path(file.name))


@cache
def _database() -> Engine:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    return engine


def _link(given: bytes) -> object:
    with Session(_database()) as session:
        keys = LinkKeys({"first": b"x" * 32})
        found = find_link(session, given.decode(errors="replace"), keys, date(2026, 1, 5))
    assert found is None, "a link was made up"
    return found


def _key(given: bytes) -> object:
    line = given.decode(errors="replace")
    for reader in (read_verifier_key, read_signer_key, text_of):
        try:
            reader(line)
        except NoteRefused:
            continue
    return None


def _seed(columns: Sequence[ContentColumn], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A sheet as CSV, from rows by their keys."""
    keys = [column.key for column in columns]
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(keys)
    lines.writerows([str(row.get(key) or "") for key in keys] for row in rows)
    return written.getvalue().encode()


def _programme() -> Content:
    """One axis, one project with an indicator and an activity."""
    indicator = Indicator(
        name_ar="عدد", name_fr="Nombre", unit="document", target=Decimal(40),
        target_on=date(2025, 12, 1),
    )  # fmt: skip
    activity = Activity(code="1.1.1", title_ar="نشاط", title_fr="Activité")
    project = Project(
        code="1.1", title_ar="مشروع", title_fr="Projet", principle=Principle.TRANSPARENCY,
        unit="مصلحة", budget=Decimal(120000), starts_on=date(2024, 1, 15),
        ends_on=date(2025, 12, 15), indicators=(indicator,), activities=(activity,),
    )  # fmt: skip
    return Content(axes=(Axis(code="1", title_ar="محور", title_fr="Axe", projects=(project,)),))


PROGRAMME = _programme()
REPORTED = (
    {"code": "1.1.1", "status": "منجز", "reason": "x", "next_step": "y", "evidence": "https://a.b"},
    {"code": "1.1", "place": 1, "value": "12,5", "on": "01/02/2025"},
)
RATED = ({"code": "1.1", "level": "كامل", "achieved": "x"},)
SHEETS = (CohortFileRefused, ContentSheetRefused)
TARGETS = {
    "cohort-csv": Target(
        lambda given: read_rows(given, "x.csv"),
        (b"".join((FOUNDERS / "2022-founders.csv").read_bytes().splitlines(True)[:3]),),
        SHEETS,
    ),
    "cohort-xlsx": Target(lambda given: read_rows(given, "x.xlsx"), (_book(),), SHEETS),
    "xlsx-sheet": Target(
        _with_part("xl/worksheets/sheet1.xml"),
        (part_of_book("xl/worksheets/sheet1.xml"),),
        SHEETS,
    ),
    "xlsx-workbook": Target(
        _with_part("xl/workbook.xml"), (part_of_book("xl/workbook.xml"),), SHEETS
    ),
    "xlsx-styles": Target(_with_part("xl/styles.xml"), (part_of_book("xl/styles.xml"),), SHEETS),
    "content": Target(_content, (_seed(CONTENT.columns, rows_of(PROGRAMME, "fr")),), SHEETS),
    "progress": Target(_progress, (_seed(PROGRESS.columns, REPORTED),), SHEETS),
    "ratings": Target(_ratings, (_seed(RATINGS.columns, RATED),), SHEETS),
    "ideas": Target(
        lambda given: read_decisions(given, "x.csv"), (b"number,outcome,reason\n1,kept,x\n",),
        (*SHEETS, LifecycleError),
    ),
    "calendar": Target(
        _calendar, ((FOUNDERS / "2022-founders.yaml").read_bytes()[:3000],), SHEETS
    ),
    "bounce": Target(read_report, (BOUNCE,)),
    "document": Target(_document, (b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", _book())),
    "label": Target(lambda given: clean_label(given.decode(errors="replace")), (b"../a.pdf",)),
    "link": Target(_link, (b"abcdefghijklmnopqrstuvwxyz234567",)),
    "note": Target(_key, (b"infitah.example/log+4d36ca54+AQ==", b"PRIVATE+KEY+x+4d36ca54+AQ==")),
}  # fmt: skip
