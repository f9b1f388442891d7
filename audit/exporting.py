"""Handing a part of the history out: heads and seal first, and the log says that it was done."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from audit.export_lines import ExportLines
from audit.handing_out import Form, hand_out
from audit.heads import add_heads
from audit.history_scope import Scope, chosen
from audit.log_folder import LogFolder, folder_of
from audit.log_walk import still
from audit.own_entries import add_own_entry
from audit.scope import scope_of
from audit.sealing import seal
from lifecycle.clock import Clock
from lifecycle.entries import Occasion
from models.database import writing
from models.words import LogEntryKind


@dataclass(slots=True)
class Counted:
    """Passes parts of a file on and keeps their length and digest."""

    size: int = 0
    digest: str = ""

    def through(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The same parts; afterwards `size` and `digest` (SHA-256, hex) are those of the whole."""
        sha = hashlib.sha256()
        for part in parts:
            sha.update(part)
            self.size += len(part)
            yield part
        self.digest = sha.hexdigest()


def export_lines(
    engine: Engine,
    clock: Clock,
    occasion: Occasion,
    *,
    plan: str | None = None,
    cohort: str | None = None,
    region: str | None = None,
    folder: LogFolder | None = None,
) -> Iterator[bytes]:
    """The lines of an export with its proofs; when they are all taken, the log says so.

    The heads of all plans are added and sealed first, so that the export shows by itself that no
    plan's tail is missing.

    Raises:
        NoSuchPlan, NoSuchCohort: what is named is not there.
        PastChanged: the log does not begin with the one that was signed before.
    """
    folder = folder or folder_of(engine)
    with writing(engine) as session:
        scope_of(session, plan=plan, cohort=cohort, region=region)  # refused: nothing is done
        add_heads(session, occasion)
    seal(engine, clock, folder)
    counted = Counted()
    with still(engine) as session:
        scope = scope_of(session, plan=plan, cohort=cohort, region=region)
        export = ExportLines(session, folder, scope, clock.now())
        yield from counted.through(export.lines())
    log_export(engine, occasion, scope.name, "jsonl", export.entries, counted)


def export_form(
    engine: Engine,
    clock: Clock,
    occasion: Occasion,
    scope: Scope,
    form: Form,
    language: str,
    folder: LogFolder | None = None,
) -> Iterator[bytes]:
    """An export to be read: CSV, XLSX, or the PDF of one plan; the log says that it was made.

    It is sealed first, so that a PDF names a checkpoint that covers all it tells.

    Raises:
        Refused, NoSuchPlan, NoSuchCohort, NothingRecorded: as `audit.handing_out.hand_out` says.
        PastChanged: the log does not begin with the one that was signed before.
    """
    folder = folder or folder_of(engine)
    seal(engine, clock, folder)
    counted = Counted()
    with still(engine) as session:
        made = hand_out(session, scope, form, language, clock)
        yield from counted.through(made.content)
        found = chosen(session, scope, on=clock.today())
    log_export(engine, occasion, f"{found.extent}:{found.name}", form.value, None, counted)


def log_export(
    engine: Engine, occasion: Occasion, scope: str, form: str, entries: int | None, counted: Counted
) -> None:
    """Say in the log what was handed out by whom, and its digest; `entries` when it is known."""
    told = {
        "bytes": counted.size, "entries": entries, "form": form, "scope": scope,
        "sha256": counted.digest,
    }  # fmt: skip
    with writing(engine) as session:
        add_own_entry(session, LogEntryKind.EXPORTED, told, occasion)
