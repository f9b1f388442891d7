"""A few of the founders: their rows as a sheet, their calendar, and opening them."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from functools import cache

from sqlalchemy import Engine

from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import CohortCalendar, read_calendar
from lifecycle.cohort_members import OnboardingReport
from lifecycle.onboarding import open_cohort
from models.settings import CHECKOUT
from models.words import FactBasis

FOLDER = CHECKOUT / "cohorts"
CALENDAR = FOLDER / "2022-founders.yaml"
FOUNDED = date(2022, 10, 21)
BENI_MELLAL, LARACHE, RABAT, TIZNIT = "05.091.01.01", "01.331.01.03", "04.421.01.0", "09.581"
ORIENTAL = "02"
# One good row of a sheet, as strings: a test spoils the cell that it is about.
ROW = {
    "code": "05.091.01.01",
    "kind": "commune",
    "name_ar": "بني ملال",
    "name_fr": "Béni Mellal",
    "region": "بني ملال-خنيفرة",
    "province": "بني ملال",
    "joined_on": "2022-10-21",
    "focal_point_name": "نقطة ارتكاز",
    "focal_point_email": "focal@commune.example",
    "focal_point_language": "ar+fr",
    "deputy_name": "نائب",
    "deputy_email": "deputy@commune.example",
    "mailbox_email": "contact@commune.example",
}
Changes = Mapping[str, Mapping[str, str]]


def sheet(*codes: str, changed: Changes | None = None) -> bytes:
    """The founders' sheet with these members only; `changed` are cells, by code and column."""
    with (FOLDER / "2022-founders.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = {row["code"]: row for row in reader}
        written = io.StringIO()
        writer = csv.DictWriter(written, reader.fieldnames or ())
    writer.writeheader()
    for code in codes:
        writer.writerow(rows[code] | dict((changed or {}).get(code, {})))
    return written.getvalue().encode()


@cache
def calendar(code: str = "2022-founders") -> CohortCalendar:
    """The founders' calendar; another code makes another cohort of it."""
    text = CALENDAR.read_text(encoding="utf-8").replace("code: 2022-founders", f"code: {code}")
    return read_calendar(text, CALENDAR.name)


def open_few(
    engine: Engine,
    *codes: str,
    changed: Changes | None = None,
    on: date = FOUNDED,
    cohort: str = "2022-founders",
    dry_run: bool = False,
    cause: str = "test",
    basis: FactBasis | None = None,
) -> OnboardingReport:
    """Open some founders through the front door, or only check them."""
    return open_cohort(
        engine,
        sheet(*codes, changed=changed),
        "members.csv",
        calendar(cohort),
        clock=VirtualClock(on),
        actor=acts.coordinator(7),
        dry_run=dry_run,
        cause=cause,
        basis=basis,
    )
