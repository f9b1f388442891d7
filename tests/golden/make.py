"""Makes a small database in flight by the version that this is run under, and packs it.

    PYTHONPATH=.:tests PYTHONTZPATH= python tests/golden/make.py 0.6.0 tests/golden

It runs under every version since 0.1.0, in a checkout of that version: what a version has not got
yet is left out. The virtual day is 8 February 2024: plans stand in every stage, letters of a replay
are in the mailbox and others wait, evidence is filed, links are issued, an extension waits for its
answer, a batch was applied, a part of the history is sealed and a part is not.
"""

import io
import lzma
import os
import sqlite3
import sys
import tarfile
import tempfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

DAY = date(2024, 2, 8)
FOUNDERS = ("05.091.01.01",)  # replayed letters are large: more of them, and it is no small file
AHEAD = tuple(f"05.091.07.{number:02}" for number in (1, 3, 5, 7, 9, 11, 13))
LATE = ("04.421.01.0", "09.581")
SMALLEST = {"format": lzma.FORMAT_XZ, "preset": 9 | lzma.PRESET_EXTREME}


def make(version: str, folder: Path) -> Path:
    """Make and pack the database of a version; gives back the file."""
    data = Path(os.environ["INFITAH_DATA"])
    from models.database import open_database
    from models.schema import migrate

    engine = open_database(f"sqlite:///{data / 'infitah.db'}")
    migrate(engine)
    _founders(engine)
    _seal(engine)
    _late(engine)
    _ahead(engine)
    plans = _numbers(engine)
    _acts(engine, plans)
    _batch(engine, plans)
    _followed(engine)
    _left_behind(engine)
    _told(engine)
    engine.dispose()
    return _packed(data, folder / f"{version}.tar.xz")


def _founders(engine: Any) -> None:
    """Founders, replayed: their letters lie in the mailbox."""
    from small_cohort import open_few

    from flows.founding import replay_founders
    from lifecycle.entries import REPLAY
    from models.words import FactBasis

    cause = REPLAY + "2022-founders"
    open_few(engine, *FOUNDERS, cause=cause, basis=FactBasis.ILLUSTRATIVE)
    report = replay_founders(engine, DAY)
    print(f"{report.days} days, {report.acts} acts, {report.delivered} letters", report.refused)


def _late(engine: Any) -> None:
    """Two members of another cohort, who have only joined, on the newest table of the pathway."""
    from small_cohort import CALENDAR, FOUNDED, sheet

    import lifecycle.pathway as pathway
    from lifecycle import acts
    from lifecycle.clock import VirtualClock
    from lifecycle.cohort_calendar import read_calendar
    from lifecycle.onboarding import open_cohort

    newest = max(version for version in pathway.VERSIONS if version.isdigit())
    text = CALENDAR.read_text(encoding="utf-8").replace("code: 2022-founders", "code: 2022-late")
    text = text.replace('pathway_version: "1"', f'pathway_version: "{newest}"')
    open_cohort(
        engine, sheet(*LATE), "late.csv", read_calendar(text, CALENDAR.name),
        clock=VirtualClock(FOUNDED), actor=acts.coordinator(7), dry_run=False, cause="golden",
        basis=None,
    )  # fmt: skip


def _ahead(engine: Any) -> None:
    """Plans in the stages where no founder stands on the day; one has ended and begun again."""
    import builders

    from lifecycle.clock import VirtualClock
    from models.database import writing
    from models.words import CollectivityKind, Stage

    stages = (Stage.COUNCIL_APPROVAL, Stage.CO_MONITORING, Stage.CO_EVALUATION, Stage.COMPLETED,
              Stage.IMPLEMENTATION, Stage.CO_CREATION, Stage.CO_CREATION)  # fmt: skip
    for code, stage in zip(AHEAD, stages, strict=True):
        clock = VirtualClock(builders.FOUNDED)
        with writing(engine) as session:
            number = builders.plan(session, code=code, clock=clock)
            where = builders.collectivity(session, CollectivityKind.COMMUNE, code)
            builders.people_of(session, where)
            builders.drive_to(session, number, clock, stage=stage)


def _numbers(engine: Any) -> SimpleNamespace:
    """The founders' plans by what they are used for."""
    from sqlalchemy import select

    from models.database import reading
    from models.plan import Plan

    with reading(engine) as session:
        known = dict(session.execute(select(Plan.collectivity_code, Plan.id)).all())
    return SimpleNamespace(
        suspended=known[AHEAD[4]], withdrawn=known[AHEAD[5]], reported=known[AHEAD[6]],
        asking=known["04.421.01.0"], late=known["09.581"],
    )  # fmt: skip


def _acts(engine: Any, plans: SimpleNamespace) -> None:
    """On the day itself: a suspension, a report that waits, more time that is asked for."""
    import builders

    from lifecycle import acts, door
    from lifecycle.clock import VirtualClock
    from lifecycle.facts import ASKED
    from models.database import writing

    at = VirtualClock(DAY).now()
    with writing(engine) as session:
        door.fire(session, plans.suspended, "suspend", actor=builders.COORDINATOR, at=at,
                  reason="الانتخابات الجزئية")  # fmt: skip
        door.fire(session, plans.withdrawn, "withdraw", actor=builders.COORDINATOR, at=at,
                  reason="Le conseil a décidé de se retirer")  # fmt: skip
        facts = builders.facts_of(session, plans.reported)
        owed = next(step for step in facts.steps.values() if step.state in ASKED)
        filed = builders.evidence(owed.key, DAY)
        door.fire(session, plans.reported, acts.REPORT, actor=builders.FOCAL_POINT, at=at,
                  step=owed.key, evidence=filed)  # fmt: skip
        if hasattr(acts, "ASK_EXTENSION"):
            facts = builders.facts_of(session, plans.asking)
            owed = next(step for step in facts.steps.values() if step.state in ASKED)
            door.fire(session, plans.asking, acts.ASK_EXTENSION, actor=builders.FOCAL_POINT, at=at,
                      step=owed.key, reason="Le président est en mission",
                      due_on=date(2024, 3, 18))  # fmt: skip


def _batch(engine: Any, plans: SimpleNamespace) -> None:
    """More time for two plans, decided at once (since 0.3.0)."""
    if not _has("lifecycle/whatif.py"):
        return
    import builders

    from lifecycle.batches import apply_batch
    from lifecycle.clock import VirtualClock
    from lifecycle.entries import Occasion
    from lifecycle.previews import preview
    from lifecycle.whatif import more_time
    from models.database import writing

    occasion = Occasion(builders.COORDINATOR, VirtualClock(DAY).now(), "golden")
    with writing(engine) as session:
        asked = more_time([plans.late], days=21, occasion=occasion, reason="inondations")
        shown = preview(session, asked.work(), asked.asked)
        apply_batch(session, asked.make, kind=asked.kind, asked=asked.asked, reason=asked.reason,
                    occasion=occasion, digest=shown.digest)  # fmt: skip


def _seal(engine: Any) -> None:
    """The history so far is sealed (since 0.4.0); what comes later waits for its place."""
    if not _has("audit/sealing.py"):
        return
    from audit.heads import add_heads
    from audit.sealing import seal
    from lifecycle import acts
    from lifecycle.clock import VirtualClock
    from lifecycle.entries import Occasion
    from models.database import writing

    clock = VirtualClock(DAY)
    seal(engine, clock)
    with writing(engine) as session:
        add_heads(session, Occasion(acts.ENGINE, clock.now(), "golden"))
    seal(engine, clock)


def _followed(engine: Any) -> None:
    """A programme that is followed part by part, and a consultation with ideas (since 0.5.0)."""
    if not _has("tests/followed.py"):
        return
    import followed
    import programme

    followed.adopted(engine, programme.small())
    if not _has("tests/consulting.py"):
        return
    from consulting import Consulting

    told = Consulting(engine)
    told.open()
    told.clock.on = date(2023, 6, 13)
    for place in range(3):
        told.idea(f"نشر محاضر الدورات في أجل أسبوع، {place}")


def _has(file: str) -> bool:
    """Whether the version that this runs under has a file."""
    return Path(file).exists()


def _left_behind(engine: Any) -> None:
    """One letter was in the hands of a delivery that died."""
    from sqlalchemy import select, update

    from models.base import table_of
    from models.database import writing
    from models.outbox import OutboxLetter
    from models.words import LetterState

    letter = table_of(OutboxLetter)
    waits = select(letter.c.id).where(letter.c.state == "queued", letter.c.replayed.is_(False))
    with writing(engine) as session:
        number = session.connection().scalar(waits.order_by(letter.c.id).limit(1))
        values = {"state": LetterState.CLAIMED, "claimed_by": "gone:1:00000000", "fence": 1}
        session.connection().execute(update(letter).where(letter.c.id == number).values(**values))


def _told(engine: Any) -> None:
    """What is in it, for the README."""
    with engine.connect() as connection:
        for query in (
            "SELECT stage, pathway_version, count(*) FROM plan GROUP BY 1, 2",
            "SELECT state, replayed, count(*) FROM outbox_letter GROUP BY 1, 2",
            "SELECT state, count(*) FROM plan_step GROUP BY 1",
        ):
            print(connection.exec_driver_sql(query).all())


def _packed(data: Path, file: Path) -> Path:
    """The database and the folder of its log, as small as they can be."""
    with sqlite3.connect(data / "infitah.db", isolation_level=None) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
    connection.close()
    kept = [data / "infitah.db", data / "link-keys.txt", *sorted((data / "log").rglob("*"))]
    with lzma.open(file, "wb", **SMALLEST) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for one in kept:
            if one.is_file() and one.name != ".lock":
                _add(tar, one, str(one.relative_to(data)))
    print(f"{file}: {file.stat().st_size} bytes")
    return file


def _add(tar: tarfile.TarFile, file: Path, name: str) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = file.stat().st_size, 0o600
    tar.addfile(info, io.BytesIO(file.read_bytes()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        os.environ["INFITAH_DATA"] = name
        os.environ.pop("INFITAH_DATABASE_URL", None)
        make(sys.argv[1], Path(sys.argv[2]).resolve())
