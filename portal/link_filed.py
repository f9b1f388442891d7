"""What was filed for the step of a link, in words: the fields, the documents, when and by whom."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lifecycle.acts import CORRECT, REPORT, RETURN
from lifecycle.documents import Filed, documents_of
from lifecycle.language import EvidenceField, FieldType
from lifecycle.legal_time import local_date
from lifecycle.pathway_words import CHOICE_NAMES, ROLE_NAMES
from lifecycle.plans import HistoryRow, history_of
from models.evidence import Evidence
from models.person import RoleHolding
from models.words import Language
from notifications.found_links import OF_COLLECTIVITY
from notifications.wording import long_date
from portal.link_opening import Opened

Said = tuple[str, str, bool]  # label, value, whether the value runs from left to right


def filed_fields(session: Session, opened: Opened) -> dict[str, Any]:
    """What was last filed for the step of a link; empty when nothing was."""
    query = (
        select(Evidence.fields)
        .where(
            Evidence.plan_id == opened.plan.id,
            Evidence.step_key == opened.link.step_key,
            Evidence.occurrence == opened.link.occurrence,
        )
        .order_by(Evidence.id.desc())
    )
    return dict(session.scalars(query).first() or {})


def filed_documents(session: Session, opened: Opened) -> list[Filed]:
    """The documents that were last filed for the step of a link."""
    link, named = opened.link, filed_fields(session, opened).get("files", [])
    filed = documents_of(session, opened.plan.id, link.step_key or "", link.occurrence)
    return [one for one in filed if one.sha256 in named]


def said_fields(session: Session, opened: Opened, language: Language) -> list[Said]:
    """The fields that were last filed, ready for a page."""
    fields = filed_fields(session, opened)
    asked = opened.rule.evidence if opened.rule else ()
    return [
        (one.label.said_in(language), *_said(one, fields[one.key], language))
        for one in asked
        if one.type != FieldType.FILES and fields.get(one.key) not in (None, "")
    ]


def filed_by(session: Session, opened: Opened, language: Language) -> dict[str, Any] | None:
    """When the step was last reported and in which role: {"at", "role"}; never a name."""
    entry = _last(session, opened, (REPORT, CORRECT))
    if entry is None:
        return None
    return {"at": entry.recorded_at, "role": _role(session, opened, entry, language)}


def why_returned(session: Session, opened: Opened) -> str:
    """Why the step was sent back, in the coordinator's words: whoever mends it must know."""
    entry = _last(session, opened, (RETURN,))
    return entry.reason if entry else ""


def _said(one: EvidenceField, value: Any, language: Language) -> tuple[str, bool]:
    if one.type == FieldType.DATE:
        return long_date(date.fromisoformat(str(value)), language), False
    if one.type == FieldType.CHOICE:
        return CHOICE_NAMES[value].said_in(language), False
    return str(value), one.type in (FieldType.COUNT, FieldType.LINK)


def _last(session: Session, opened: Opened, triggers: tuple[str, ...]) -> HistoryRow | None:
    """The newest entry of these acts on the step of a link."""
    if opened.step is None:
        return None
    history = reversed(history_of(session, opened.plan.id))
    mine = (e for e in history if e.step_key == opened.link.step_key and e.trigger in triggers)
    return next(mine, None)


def _role(session: Session, opened: Opened, entry: HistoryRow, language: Language) -> str:
    """The role that whoever reported held in the collectivity that day, '' for none."""
    number = entry.actor_id.partition(":")[2]
    if not (number.isascii() and number.isdigit()):
        return ""
    on = local_date(entry.recorded_at)
    query = select(RoleHolding.role).where(
        RoleHolding.person_id == int(number),
        RoleHolding.collectivity_code == opened.plan.collectivity_code,
        RoleHolding.from_on <= on,
        or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= on),
    )
    held = set(session.scalars(query))
    return next(
        (ROLE_NAMES[role].said_in(language) for role in OF_COLLECTIVITY if role in held), ""
    )
