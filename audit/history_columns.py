"""The columns of the history as a table: what each is called and what it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from audit.history_rows import EntryRow
from audit.history_said import (
    basis_said,
    deadlines_said,
    erased_said,
    region_said,
    stage_said,
    step_said,
    trigger_said,
)
from lifecycle.language import Phrase
from lifecycle.pathway_words import KIND_NAMES

Value = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header in three languages, its width in characters, and its value.

    `value` takes an entry and `ar`, `fr` or `en`.
    """

    ar: str
    fr: str
    en: str
    width: int
    value: Callable[[EntryRow, str], Value]


COLUMNS = (
    Column("مرجع البرنامج", "Référence du plan", "Plan", 24, lambda e, _: e.reference),
    Column("رمز الجماعة", "Code", "Code", 14, lambda e, _: e.collectivity_code),
    Column("الصنف", "Type", "Kind", 12, lambda e, lang: KIND_NAMES[e.kind].said_in(lang)),
    Column("الاسم بالعربية", "Nom en arabe", "Arabic name", 20, lambda e, _: e.name_ar),
    Column("الاسم بالفرنسية", "Nom en français", "French name", 20, lambda e, _: e.name_fr),
    Column("رمز الجهة", "Code de la région", "Region code", 10, lambda e, _: e.region_code),
    Column("الجهة", "Région", "Region", 22, region_said),
    Column("الفوج", "Cohorte", "Cohort", 16, lambda e, _: e.cohort),
    Column("الدورة", "Cycle", "Cycle", 8, lambda e, _: e.cycle),
    Column("رقم القيد", "N° d’écriture", "Entry", 10, lambda e, _: e.seq),
    Column("رمز الفعل", "Code de l’acte", "Trigger", 20, lambda e, _: e.trigger),
    Column("ما حدث", "Ce qui s’est passé", "What happened", 36, trigger_said),
    Column("رمز الخطوة", "Code de l’étape", "Step key", 20, lambda e, _: e.step_key),
    Column("الخطوة", "Étape", "Step", 32, lambda e, lang: step_said(e.step_key, lang)),
    Column("من مرحلة", "De la phase", "From stage", 18,
           lambda e, lang: stage_said(e.from_stage, lang)),
    Column("إلى مرحلة", "À la phase", "To stage", 18, lambda e, lang: stage_said(e.to_stage, lang)),
    Column("تاريخ الوقوع", "Survenu le", "Happened on", 12, lambda e, _: e.effective_on),
    Column("وقت التسجيل (UTC)", "Enregistré le (UTC)", "Recorded at (UTC)", 22,
           lambda e, _: e.recorded_at),
    Column("صنف الفاعل", "Nature de l’acteur", "Actor kind", 12, lambda e, _: e.actor_kind.value),
    Column("رقم الفاعل", "Acteur", "Actor", 14, lambda e, _: e.actor_id),
    Column("الأساس", "Fondement", "Basis", 14, basis_said),
    Column("المصدر", "Source", "Source", 30, lambda e, _: e.source),
    Column("السبب", "Motif", "Reason", 40, lambda e, _: e.reason),
    Column("سبب محذوف", "Motif effacé", "Reason erased", 12, erased_said),
    Column("المنشأ", "Origine", "Cause", 20, lambda e, _: e.cause),
    Column("دورة المجلس", "Session", "Session", 12, lambda e, _: e.session_code),
    Column("تاريخ الدورة", "Session le", "Session opens on", 12, lambda e, _: e.session_on),
    Column("الآجال المحددة", "Échéances fixées", "Deadlines set", 44, deadlines_said),
    Column("بصمة القيد", "Empreinte", "Leaf hash", 66, lambda e, _: e.leaf_hash),
    Column("الموضع في السجل", "Place dans le journal", "Place in the log", 12,
           lambda e, _: e.place),
)  # fmt: skip


def headers(language: str) -> list[str]:
    """The header of every column in `ar`, `fr` or `en`."""
    return [Phrase(each.ar, each.fr, each.en).said_in(language) for each in COLUMNS]


def values(entry: EntryRow, language: str) -> list[Value]:
    """The value of every column: text, whole numbers, civil dates, one aware instant, or None."""
    return [column.value(entry, language) for column in COLUMNS]
