"""`python -m benchmarks.onboarding`: 1,503 generated communes opened in one go, against the file.

Prints a Markdown table from one run: the seconds and the peak memory of each part in a process of
its own, and its ratio to only reading the same workbook with openpyxl.
"""

import argparse
import io
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.cohort_calendar import CohortCalendar, read_calendar
from lifecycle.onboarding import open_cohort
from lifecycle.sheet_child import read_in_child
from models.database import open_database
from models.register import all_collectivities
from models.schema import migrate
from models.settings import CHECKOUT
from models.words import CollectivityKind

TODAY = date(2026, 11, 23)
HEADER = ("code", "kind", "name_ar", "name_fr", "region", "province", "joined_on",
          "focal_point_name", "focal_point_email", "focal_point_language", "deputy_name",
          "deputy_email", "mailbox_email")  # fmt: skip


def main() -> None:
    """Measure each part in a fresh process, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=1503)
    members = parser.parse_args().members
    content = workbook(members)
    parts: dict[str, Callable[[bytes], None]] = {
        "reading the workbook, openpyxl alone": bare,
        "reading it in the child, as rows": in_child,
        "checking every row (dry run)": dry_run,
        "opening the cohort (SQLite, one transaction)": opened,
    }
    print(f"{members} communes, a workbook of {len(content) / 1024:.0f} KB\n")
    print("| work | seconds | peak memory, MB | ratio to reading |")
    print("|---|---|---|---|")
    limit = 0.0
    for name, part in parts.items():
        seconds, megabytes = measured(part, content)
        limit = limit or seconds
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} | {seconds / limit:.1f}× |", flush=True)


def workbook(members: int) -> bytes:
    """A sheet of communes of the register, with invented people."""
    known = {one.code: one for one in all_collectivities()}
    communes = [one for one in known.values() if one.kind == CollectivityKind.COMMUNE][:members]
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(HEADER)
    for number, one in enumerate(communes, start=1):
        region, province = known[one.region_code], known[one.province_code or one.region_code]
        page.append(
            [one.code, "commune", one.name_ar, one.name_fr, region.name_ar, province.name_ar,
             "2026-11-02", f"نقطة ارتكاز {number}", f"focal{number}@commune.example", "ar+fr",
             f"نائب {number}", f"deputy{number}@commune.example", f"box{number}@commune.example"]
        )  # fmt: skip
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def bare(content: bytes) -> None:
    """The limit: only the cells."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass


def in_child(content: bytes) -> None:
    """As an upload is read."""
    read_in_child(content, "members.xlsx")


def dry_run(content: bytes) -> None:
    """All that is checked."""
    _open(content, apply=False)


def opened(content: bytes) -> None:
    """All that is checked and written: people, plans, steps, history, letters."""
    _open(content, apply=True)


def _open(content: bytes, *, apply: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'cohort.db'}")
        migrate(engine)
        open_cohort(
            engine, content, "members.xlsx", _calendar(), clock=VirtualClock(TODAY),
            actor=acts.coordinator("bench"), dry_run=not apply, read=read_in_child,
        )  # fmt: skip
        engine.dispose()


def _calendar() -> CohortCalendar:
    file = CHECKOUT / "cohorts" / "2022-founders.yaml"
    text = file.read_text(encoding="utf-8").replace("code: 2022-founders", "code: 2026-all")
    return read_calendar(text, file.name)


def measured(part: Callable[[bytes], None], content: bytes) -> tuple[float, float]:
    """Seconds and peak megabytes of a part, its own child included, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(part, content, theirs))
    process.start()
    seconds, megabytes = ours.recv()
    process.join()
    return seconds, megabytes


def _run(part: Callable[[bytes], None], content: bytes, answer: object) -> None:
    start = time.perf_counter()
    part(content)
    seconds = time.perf_counter() - start
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024
    answer.send((seconds, peak))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
