"""What is reported in a round of co-monitoring, and what an evaluation says. Pure."""

from collections.abc import Iterable
from datetime import date

from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.content import Content, Part
from lifecycle.errors import Refused, refusal
from lifecycle.evaluation import Evaluation
from lifecycle.filing import file_document
from lifecycle.history import fields_digest
from lifecycle.language import FiredBy, Phrase
from lifecycle.powers import check_decides
from lifecycle.progress import Progress
from models.words import FilingKind, ProgressStatus, Stage

WITH_REASON = (ProgressStatus.DELAYED, ProgressStatus.DROPPED)
ROUND = "report_monitoring_round"
# Who evaluates is part of the fact: the independent rating is kept apart from the other two.
BY_THE_MEMBER = (FilingKind.SELF_EVALUATION, FilingKind.COMMITTEE_EVALUATION)


def decide_progress(change: Change, actor: Actor, today: date) -> None:
    """Report where activities and indicators stand in the round that is open.

    Raises:
        Refused: the actor may not, no round is open, or a part is not right.
    """
    _check_reports(actor)
    facts, progress = change.facts, change.act.document
    step = facts.step(ROUND)
    if facts.stage != Stage.CO_MONITORING or step is None or not isinstance(progress, Progress):
        raise refusal(
            "لا توجد جولة تتبع مفتوحة.",
            "Aucun cycle de co-suivi n’est ouvert.",
            f"No round of co-monitoring is open: the plan stands in {facts.stage}",
        )
    content = _in_force(change)
    _check_codes({one.code for one in progress.activities}, content.activities())
    _check_measures(progress, content, today)
    for one in progress.activities:
        if one.status in WITH_REASON and not one.reason:
            raise refusal(
                f"{one.code}: يجب ذكر سبب التأخر أو التخلي.",
                f"{one.code}\u00a0: indiquez la raison du retard ou de l’abandon.",
                f"{one.code}: say why it is {one.status}",
            )
    owed = len({one.code for one in content.activities()} - progress.by_code().keys())
    file_document(
        change, FilingKind.PROGRESS, progress.written(), occasion=step.occurrence, owed=owed
    )


def decide_evaluation(change: Change, actor: Actor) -> None:
    """File one view of what a programme achieved: the member's own, the committee's, another's.

    Raises:
        Refused: the actor may not, it is not the time, or a project is not right.
    """
    act, evaluation = change.act, change.act.document
    kind = FilingKind(str((act.said or {}).get("view", "")))
    if kind in BY_THE_MEMBER:
        _check_reports(actor)
    else:
        check_decides(act, actor)
    stages = (Stage.CO_EVALUATION, Stage.COMPLETED)
    if change.facts.stage not in stages or not isinstance(evaluation, Evaluation):
        raise refusal(
            "لم تفتح مرحلة التقييم المشترك.",
            "La co-évaluation n’est pas ouverte.",
            f"Co-evaluation is not open: the plan stands in {change.facts.stage}",
        )
    content = _in_force(change)
    _check_codes({one.code for one in evaluation.ratings}, content.projects())
    owed = len({one.code for one in content.projects()} - evaluation.by_code().keys())
    file_document(change, kind, evaluation.written(), owed=owed)


def _check_reports(actor: Actor) -> None:
    if FiredBy.FOCAL_POINT not in actor.powers:
        raise refusal(
            "هذا من اختصاص نقطة الارتكاز أو التنسيق.",
            "Cela revient au point focal ou à la coordination.",
            f"{actor.id} may not report: a focal point or a coordinator does",
        )


def _in_force(change: Change) -> Content:
    """The content that the caller read, if it is still the one in force."""
    content, filed = change.act.content, change.facts.filed.get(FilingKind.CONTENT)
    if content is None or filed is None:
        raise refusal(
            "لم يودع محتوى البرنامج بعد.",
            "Le contenu du programme n’a pas été déposé.",
            "The content of the programme was not filed: file or amend it first",
        )
    if fields_digest(content.written()) != filed.sha256:
        raise refusal(
            "تغير محتوى البرنامج في هذه الأثناء: أعيدوا فتح الصفحة.",
            "Le contenu du programme vient de changer\u00a0: rouvrez la page.",
            "The content of the programme has just changed: read it again",
        )
    return content


def _check_codes(told: set[str], parts: Iterable[Part]) -> None:
    known = {one.code for one in parts}
    if unknown := sorted(told - known):
        codes = ", ".join(unknown)
        raise refusal(
            f"رموز غير موجودة في البرنامج: {codes}",
            f"Codes absents du programme\u00a0: {codes}",
            f"The programme has no {codes}",
        )


def _check_measures(progress: Progress, content: Content, today: date) -> None:
    indicators = {one.code: len(one.indicators) for one in content.projects()}
    for one in progress.measures:
        if one.place > indicators.get(one.code, 0):
            raise Refused(_no_indicator(one.code, one.place))
        if one.on > today:
            raise refusal(
                f"{one.code}: تاريخ القياس في المستقبل.",
                f"{one.code}\u00a0: la mesure est datée dans le futur.",
                f"{one.code}: it was measured in the future, on {one.on}",
            )


def _no_indicator(code: str, place: int) -> Phrase:
    return Phrase(
        f"{code}: لا يوجد المؤشر {place}.",
        f"{code}\u00a0: pas d’indicateur n° {place}.",
        f"{code} has no indicator {place}",
    )
