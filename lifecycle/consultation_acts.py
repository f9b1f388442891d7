"""The acts on a consultation's window: announced, dated again, counted; through the door."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from lifecycle import door
from lifecycle.acts import CLOSE_CONSULTATION, OPEN_CONSULTATION, Actor
from lifecycle.consultation_rungs import date_next_letter
from lifecycle.consultation_settings import ConsultationSettings
from lifecycle.consultation_window import Window, check_window
from lifecycle.consultations import ideas_of, locked, newest_consultation, window_of
from lifecycle.errors import refusal
from lifecycle.idea_counts import told_of
from lifecycle.legal_time import local_date
from lifecycle.published_reasons import KEY
from models.consultation import Consultation, Idea

MOST = 1_000_000  # participants or ideas: more is a slip of the pen


def open_consultation(
    session: Session,
    plan_id: int,
    window: Window,
    *,
    actor: Actor,
    at: datetime,
    cause: str,
    reason: str = "",
    published: str = "",
    settings: ConsultationSettings | None = None,
) -> Consultation:
    """Announce a consultation; again: date it anew before it opens, or let it last longer.

    Args:
        session: the caller's; nothing is committed here.
        plan_id: the plan, which is in co-creation.
        window: its dates, and its link unless our own page takes the ideas.
        actor: a focal point or a coordinator.
        at: when, aware.
        cause: the page or command.
        reason: why it is shorter than the policy asks, for the history.
        published: the word of `published_reasons` that the public page tells of that.
        settings: those of the environment when left out.

    Raises:
        Refused: the window cannot be announced, or a short one lacks its reason.
    """
    settings, today = settings or ConsultationSettings(), local_date(at)
    known = newest_consultation(session, plan_id, window.kind)
    again = known if known and known.closed_on is None else None
    check_window(window, window_of(again) if again else None, today)
    number = again.number if again else (known.number if known else 0) + 1
    said = {"consultation": window.written(number, settings.least_days)}
    if published:
        said |= {KEY: published}  # type: ignore[dict-item]
    with session.begin_nested():
        change = door.fire(
            session, plan_id, OPEN_CONSULTATION, actor=actor, at=at, cause=cause, reason=reason,
            said=said,
        )  # fmt: skip
        row = again or Consultation(plan_id=plan_id, kind=window.kind, number=number)
        row.opens_on, row.closes_on, row.notice_on = (
            window.opens_on, window.closes_on, window.notice_on,
        )  # fmt: skip
        row.link, row.own_page, row.least_days = window.link, window.own_page, settings.least_days
        row.published, row.opened_seq = published or None, change.facts.head_seq
        row.last_rung = None
        date_next_letter(session, row, today, settings)
        session.add(row)
        session.flush()
    return row


def close_consultation(
    session: Session,
    row: Consultation,
    *,
    participants: int | None,
    ideas: int | None,
    actor: Actor,
    at: datetime,
    cause: str,
) -> Consultation:
    """Tell the counts of a consultation that is over; again: mend them.

    Args:
        session: the caller's; nothing is committed here.
        row: the consultation.
        participants: how many people took part; None when nobody counted them.
        ideas: how many ideas or remarks came in; our own page counts them itself.
        actor: a focal point or a coordinator.
        at: when, aware.
        cause: the page or command.

    Raises:
        Refused: it is not over, a count is missing or wrong, or nothing changes.
    """
    today = local_date(at)
    row = locked(session, row.id)
    known = ideas_of(session, row.id)
    told = _checked(row, known, ideas, participants, today)
    counts = {"kind": row.kind.value, "number": row.number, "participants": participants}
    counts |= {"ideas": told} | told_of(known)
    with session.begin_nested():
        change = door.fire(session, row.plan_id, CLOSE_CONSULTATION, actor=actor, at=at,
                           cause=cause, said={"consultation": counts})  # fmt: skip
        row.closed_on, row.closed_seq = row.closed_on or today, change.facts.head_seq
        row.participants, row.ideas_told = participants, told
        date_next_letter(session, row, today, ConsultationSettings())
        session.flush()
    return row


def _checked(
    row: Consultation, known: Sequence[Idea], ideas: int | None, participants: int | None,
    today: date,
) -> int:  # fmt: skip
    """How many ideas came in."""
    if today <= row.closes_on:
        raise refusal(
            f"التشاور مفتوح إلى غاية {row.closes_on}.",
            f"La consultation court jusqu’au {row.closes_on}.",
            f"the consultation runs until {row.closes_on}: its counts are told afterwards",
        )
    told = len(known) if row.own_page else ideas
    wrong = any(one is not None and not 0 <= one <= MOST for one in (told, participants))
    if told is None or wrong or (row.own_page and ideas not in (None, told)):
        raise refusal(
            "عدد الأفكار مطلوب، والأعداد صحيحة وموجبة، وصفحتنا تحصي أفكارها بنفسها.",
            "Le nombre d’idées est requis\u00a0; les nombres sont entiers et positifs, et notre "
            "page compte elle-même ses idées.",
            "the number of ideas is needed, numbers are whole and not negative, and our own page "
            f"counts its ideas itself ({len(known)})",
        )
    if row.closed_on and (row.ideas_told, row.participants) == (told, participants):
        raise refusal(
            "هذه الحصيلة مسجلة من قبل.",
            "Ce bilan est déjà enregistré.",
            "these counts are told already: nothing changes",
        )
    if told < len(known):
        raise refusal(
            f"عدد الأفكار المعروفة {len(known)}.",
            f"{len(known)} idées sont déjà connues.",
            f"{len(known)} ideas are known already: there were not fewer",
        )
    return told
