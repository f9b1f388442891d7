"""What was filed with each step of a plan, for those who are signed in: fields and documents."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.documents import Filed, documents_of
from lifecycle.language import FieldType, StepRule
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import CHOICE_NAMES
from models.evidence import Evidence
from models.plan import Plan
from models.words import DocumentScan, Language
from notifications.wording import long_date

Step = tuple[str, int]
LEFT_TO_RIGHT = (FieldType.COUNT, FieldType.LINK)


def evidence_shown(session: Session, plan: Plan, language: Language) -> dict[Step, dict[str, Any]]:
    """The report that stands for each step, by its key and occurrence.

    Each is {"at" (aware), "fields": [{"label", "value", "ltr", "link"}], "documents": [{"sha256",
    "label", "kilobytes", "infected", "pending"}]}.
    """
    query = select(Evidence).where(Evidence.plan_id == plan.id).order_by(Evidence.id)
    newest = {(one.step_key, one.occurrence): one for one in session.scalars(query)}
    documents: dict[Step, list[dict[str, Any]]] = {}
    for filed in documents_of(session, plan.id):
        documents.setdefault((filed.step, filed.occurrence), []).append(_document(filed))
    rules = VERSIONS[plan.pathway_version].by_key
    return {
        step: {
            "at": one.filed_at,
            "fields": _fields(rules[one.step_key], one.fields, language),
            "documents": documents.get(step, []),
        }
        for step, one in newest.items()
    }


def _fields(rule: StepRule, fields: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    return [
        {
            "label": one.label.said_in(language),
            "value": _said(one.type, fields[one.key], language),
            "ltr": one.type in LEFT_TO_RIGHT,
            "link": one.type == FieldType.LINK,
        }
        for one in rule.evidence
        if one.type != FieldType.FILES and fields.get(one.key) is not None
    ]


def _said(kind: FieldType, value: Any, language: Language) -> str:
    if kind == FieldType.DATE:
        return long_date(date.fromisoformat(value), language)
    if kind == FieldType.CHOICE:
        return CHOICE_NAMES[value].said_in(language)
    return str(value)


def _document(filed: Filed) -> dict[str, Any]:
    return {
        "sha256": filed.sha256,
        "label": filed.label,
        "kilobytes": max(1, filed.size // 1024),
        "infected": filed.scan == DocumentScan.INFECTED,
        "pending": filed.scan == DocumentScan.PENDING,
    }
