"""Handing a part of the history out: one plan, one cohort or all, as CSV, XLSX or PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.actor_roles import roles_of_actors
from audit.hearing import Hearing
from audit.history_csv import history_csv
from audit.history_rows import history_rows
from audit.history_scope import Chosen, Extent, Scope, chosen
from audit.history_xlsx import history_xlsx
from audit.log_state import LogState, newest_state
from lifecycle.clock import Clock
from lifecycle.errors import LifecycleError, refusal
from lifecycle.language import Phrase
from models.cohort import Cohort

LANGUAGES = ("ar", "fr", "en")


class Form(StrEnum):
    """How it is written."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


MEDIA_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PDF: "application/pdf",
}


class NothingRecorded(LifecycleError):
    """The plan has no entry that was recorded by then: there is nothing to print."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A file: its name, its media type, and its bytes in pieces.

    The pieces are read from the database as they are taken: take them while the session is open,
    and once.
    """

    filename: str
    media_type: str
    content: Iterable[bytes]

    def whole(self) -> bytes:
        """All the bytes at once."""
        return b"".join(self.content)


def hand_out(
    session: Session,
    scope: Scope,
    form: Form | str,
    language: str,
    clock: Clock,
    *,
    log: LogState | None = None,
) -> Handout:
    """The history of a scope, written in a form.

    Args:
        session: reads; it stays open until the pieces are taken.
        scope: one plan, one cohort or all, perhaps as recorded until an instant.
        form: csv, xlsx or pdf.
        language: of words and headers: ar, fr or en.
        clock: says when it is made.
        log: the checkpoint that the PDF prints; left out, the newest one that is kept.

    Raises:
        Refused: a PDF of more than one plan.
        NoSuchPlan, NoSuchCohort: the scope names none.
        NothingRecorded: a PDF of a plan with no entry recorded by then.
        UnreadableEntry: while the pieces are taken; an entry's bytes were changed.
        ValueError: another form or language.
    """
    form = Form(form)
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not a language of exports: {', '.join(LANGUAGES)}")
    if form is Form.PDF and scope.extent is not Extent.PLAN:
        raise _one_plan_only()
    found = chosen(session, scope, on=clock.today())
    return Handout(
        _filename(found, form, language, clock),
        MEDIA_TYPES[form],
        _content(session, found, form, language, clock, log),
    )


def _content(
    session: Session,
    found: Chosen,
    form: Form,
    language: str,
    clock: Clock,
    log: LogState | None,
) -> Iterable[bytes]:
    if form is Form.PDF:
        from audit.history_pdf import history_pdf  # its library is slow to import

        return (history_pdf(_hearing(session, found, language, clock, log)),)
    entries = history_rows(session, found)
    if form is Form.CSV:
        return history_csv(entries, language)
    return history_xlsx(entries, language, clock.now())


def _hearing(
    session: Session, found: Chosen, language: str, clock: Clock, log: LogState | None
) -> Hearing:
    entries = tuple(history_rows(session, found))
    if not entries:
        raise NothingRecorded(f"Nothing was recorded of {found.name} until {found.until}.")
    names = select(Cohort.name_ar, Cohort.name_fr).where(Cohort.code == entries[0].cohort)
    name_ar, name_fr = session.execute(names).one()
    return Hearing(
        entries=entries,
        cohort=Phrase(name_ar, name_fr, name_fr),
        roles=roles_of_actors(session, entries),
        language=language,
        made_at=clock.now(),
        until=found.until or clock.now(),
        log=log or newest_state(session),
    )


def _filename(found: Chosen, form: Form, language: str, clock: Clock) -> str:
    """`history-PAO-2022-05091010-1-2026-09-21-fr.pdf`: what, when it was made, which language."""
    made_on = clock.today().isoformat()
    return f"history-{found.name}-{made_on}-{language}.{form.value}"


def _one_plan_only() -> LifecycleError:
    return refusal(
        "وثيقة PDF تخص سجل برنامج واحد: حددوا البرنامج، أو اطلبوا CSV أو XLSX.",
        "Le PDF porte sur un seul plan : nommez le plan, ou demandez CSV ou XLSX.",
        "A PDF is the history of one plan: name the plan, or ask for csv or xlsx.",
    )
