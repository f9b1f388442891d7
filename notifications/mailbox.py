"""Reading the embedded mailbox: every letter of the outbox, and the exact bytes of each."""

import email
import email.policy
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from models.collectivity import Collectivity
from models.outbox import LetterMessage
from models.words import CollectivityKind, FactBasis, LetterState, Role
from notifications.due import LETTER
from notifications.mime_parts import AttachedText

PAGE = 50
HEADERS = ("Date", "From", "To", "Reply-To", "Subject", "Message-ID", "References",
           "Auto-Submitted", "X-Infitah-Replay")  # fmt: skip
L = LETTER.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters to list: each filter left at None or '' lets everything through.

    `collectivity` is a code of the register, or a part of a name in Arabic or French.
    """

    collectivity: str = ""
    kind: str = ""
    state: LetterState | None = None
    replayed: bool | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListedLetter:
    """One letter as the list shows it; the place is None for a letter about several."""

    id: str
    kind: str
    role: Role
    state: LetterState
    subject: str | None
    to_address: str | None
    written_on: date
    accepted_at: datetime | None
    next_at: datetime | None
    replayed: bool
    basis: FactBasis | None
    cause: str | None
    carried_by: str | None
    place_kind: CollectivityKind | None
    place_ar: str | None
    place_fr: str | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, the newest letters first, and how many there are in all."""

    letters: list[ListedLetter]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """One letter opened: its row and, once it was written, its headers, text and HTML.

    `calendar` is the name and the number of bytes of the calendar that it carries, `attached` of
    its text file.
    """

    row: ListedLetter
    headers: Mapping[str, str]
    text: str
    html: str
    links: list[str]
    calendar: tuple[str, int] | None = None
    attached: tuple[str, int] | None = None


def list_letters(session: Session, wanted: Wanted) -> ListPage:
    """The letters that are wanted; a page beyond the last gives the last."""
    conditions = _conditions(wanted)
    counted = select(func.count()).select_from(LETTER).outerjoin(Collectivity, _place())
    total = session.scalar(counted.where(*conditions)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, wanted.page), pages)
    query = _rows().where(*conditions).order_by(L.written_on.desc(), L.accepted_at.desc(), L.id)
    rows = session.execute(query.limit(PAGE).offset((page - 1) * PAGE))
    return ListPage([ListedLetter(*row) for row in rows], total, page, pages)


def open_letter(session: Session, number: str) -> OpenedLetter | None:
    """One letter by its number; None when there is none."""
    row = session.execute(_rows().where(L.id == number)).first()
    if row is None:
        return None
    message = exact_bytes(session, number)
    if message is None:
        return OpenedLetter(ListedLetter(*row), {}, "", "", [])
    parsed = _parsed(message)
    parts = {kind: _part(parsed, kind) for kind in ("plain", "html")}
    headers = {name: str(parsed[name]) for name in HEADERS if parsed[name]}
    links = list(dict.fromkeys(re.findall(r"https?://[^\s<>\"]+", parts["plain"])))
    carried = _calendar(parsed)
    calendar = (carried.get_filename(), len(carried.get_payload(decode=True))) if carried else None
    html = with_pictures(parts["html"], parsed)
    file = attached_text(parsed)
    attached = (file.name, len(file.content)) if file else None
    return OpenedLetter(
        ListedLetter(*row), headers, parts["plain"], html, links, calendar, attached
    )


def exact_bytes(session: Session, number: str) -> bytes | None:
    """The exact bytes of a letter, as sent or to be sent; None while it is not written."""
    query = select(LetterMessage.message).where(LetterMessage.letter_id == number)
    return session.scalars(query).first()


def calendar_of(session: Session, number: str) -> bytes | None:
    """The calendar that a letter carries, as its reader saves it; None when it carries none."""
    message = exact_bytes(session, number)
    carried = _calendar(_parsed(message)) if message is not None else None
    return bytes(carried.get_payload(decode=True)) if carried else None


def attached_of(session: Session, number: str) -> AttachedText | None:
    """The text file that a letter carries, as its reader saves it; None when it carries none."""
    message = exact_bytes(session, number)
    return attached_text(_parsed(message)) if message is not None else None


def attached_text(parsed: Any) -> AttachedText | None:
    """The text file of a message, None when it has none."""
    for part in parsed.walk():
        if part.get_content_type() == "text/plain" and part.is_attachment():
            return AttachedText(part.get_filename(), bytes(part.get_payload(decode=True)))
    return None


def _parsed(message: bytes) -> Any:
    return email.message_from_bytes(message, policy=email.policy.default)


def with_pictures(html: str, parsed: Any) -> str:
    """The HTML of a message with its own pictures inside it, as a browser can show them."""
    for part in parsed.walk():
        cid = str(part["Content-ID"] or "").strip("<>")
        if cid and part.get_content_type() == "image/png":
            data = b64encode(part.get_payload(decode=True)).decode("ascii")
            html = html.replace(f'src="cid:{cid}"', f'src="data:image/png;base64,{data}"')
    return html


def _calendar(parsed: Any) -> Any:
    found = (part for part in parsed.walk() if part.get_content_type() == "text/calendar")
    return next(found, None)


def _part(parsed: Any, kind: str) -> str:
    part = parsed.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _place() -> ColumnElement[bool]:
    return Collectivity.code == L.collectivity_code


def _rows() -> Select[Any]:
    return (
        select(
            L.id, L.kind, L.role, L.state, L.subject, L.to_address, L.written_on, L.accepted_at,
            L.next_at, L.replayed, L.basis, L.cause, L.carried_by,
            Collectivity.kind.label("place_kind"), Collectivity.name_ar, Collectivity.name_fr,
        )
        .select_from(LETTER)
        .outerjoin(Collectivity, _place())
    )  # fmt: skip


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.collectivity:
        near = [
            name.icontains(wanted.collectivity, autoescape=True)
            for name in (Collectivity.name_ar, Collectivity.name_fr)
        ]
        conditions.append(or_(L.collectivity_code == wanted.collectivity, *near))
    if wanted.kind:
        conditions.append(L.kind == wanted.kind)
    if wanted.state is not None:
        conditions.append(L.state == wanted.state)
    if wanted.replayed is not None:
        conditions.append(L.replayed.is_(wanted.replayed))
    return conditions
