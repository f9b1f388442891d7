"""Open data: what became of the programmes in force: rounds, progress, values, completion.

Reasons, remarks, lessons and authors are people's own words: they are not published.
"""

from collections.abc import Iterator

from audit.open_data_content import FILTERS, PLAN, projects_in_force
from audit.open_data_known import Known
from audit.open_data_plans import PLAN_LINK
from audit.open_data_shape import Link, Resource, Row, day, flag, number, text, whole
from lifecycle.evaluations import VIEWS
from lifecycle.language import Phrase
from lifecycle.monitoring import Opinion
from models.words import Completion, Confirmation, ProgressStatus, StepState

ROUND = whole("round", "number of the round of co-monitoring, from 1")
ROUND_LINK = Link(("plan", "round"), "rounds", ("plan", "round"))
NO_ANSWER = "no_answer"  # its time is over, and it said nothing
OPINIONS = (*Confirmation, NO_ANSWER)
ROUNDS = Resource(
    "rounds",
    Phrase("جولات التتبع المشترك", "Cycles de co-suivi", "Rounds of co-monitoring"),
    Phrase(
        "متى افتتحت كل جولة ومتى أودع تقريرها، ورأي لجنة التتبع والمجتمع المدني.",
        "Quand chaque cycle s’est ouvert, quand son rapport fut remis, et les avis du comité et de "
        "la société civile.",
        "When each round opened, when its report came, and the opinions of the committee and of "
        "civil society.",
    ),
    (
        PLAN, ROUND, day("opened_on", "when it opened", required=False),
        day("due_on", "when its report was due", required=False),
        day("reported_on", "when it was reported", required=False),
        flag("closed", "whether nothing is owed for it any more"),
        text("committee", "opinion of the committee, once it was asked", OPINIONS, required=False),
        text(
            "civil_society", "opinion of civil society, once it was asked", OPINIONS,
            required=False,
        ),
    ),
    ("plan", "round"),
    (PLAN_LINK,),
    FILTERS,
)  # fmt: skip
PROGRESS = Resource(
    "progress",
    Phrase("تقدم الأنشطة", "Avancement des activités", "Progress of activities"),
    Phrase(
        "وضعية كل نشاط كما صرح بها في كل جولة.",
        "L’état de chaque activité tel que communiqué à chaque cycle.",
        "Where each activity stood as it was reported in each round.",
    ),
    (
        PLAN, ROUND,
        text("activity", "code of the activity in the plan, as it was in force in that round"),
        text("status", "where it stood", ProgressStatus),
    ),
    ("plan", "round", "activity"),
    (ROUND_LINK,),
    (*FILTERS, "status"),
)  # fmt: skip
VALUES = Resource(
    "values",
    Phrase("قيم المؤشرات", "Valeurs des indicateurs", "Values of indicators"),
    Phrase(
        "ما قيس من كل مؤشر في كل جولة.",
        "Ce qui fut mesuré de chaque indicateur à chaque cycle.",
        "What was measured of each indicator in each round.",
    ),
    (
        PLAN, ROUND, text("project", "code of the project in the plan"),
        whole("number", "place of the indicator in the project, from 1"),
        number("value", "what was measured"), day("on", "when it was measured"),
    ),
    ("plan", "round", "project", "number"),
    (ROUND_LINK,),
    FILTERS,
)  # fmt: skip
COMPLETION = Resource(
    "completion",
    Phrase("درجة إنجاز المشاريع", "Réalisation des projets", "Completion of projects"),
    Phrase(
        "درجة إنجاز كل مشروع حسب كل مقيم، على المستويات الخمسة لآلية التقارير المستقلة.",
        "Le niveau de réalisation de chaque projet selon chaque évaluation, sur les cinq niveaux "
        "de l’IRM.",
        "How far each project was carried out by each view, on the five levels of the IRM.",
    ),
    (
        PLAN, text("project", "code of the project in the plan"),
        text("view", "whose view it is; the independent rating is completion_rating", VIEWS),
        text("level", "the level", Completion),
    ),
    ("plan", "project", "view"),
    (PLAN_LINK,),
    (*FILTERS, "view", "level"),
)  # fmt: skip


def round_rows(known: Known) -> Iterator[Row]:
    """Every round of the programmes in force."""
    for plan, rounds in known.rounds.items():
        for one in rounds:
            yield (
                plan, one.number, one.opened_on, one.due_on, one.reported_on, one.closed,
                _said(one.committee), _said(one.civil_society),
            )  # fmt: skip


def progress_rows(known: Known) -> Iterator[Row]:
    """The status of every activity that was reported, round by round."""
    for plan, rounds in known.rounds.items():
        for one in rounds:
            for part in one.progress.activities:
                yield plan, one.number, part.code, part.status


def value_rows(known: Known) -> Iterator[Row]:
    """Every value of an indicator, round by round."""
    for plan, rounds in known.rounds.items():
        for one in rounds:
            for part in one.progress.measures:
                yield plan, one.number, part.code, part.place, part.value, part.on


def completion_rows(known: Known) -> Iterator[Row]:
    """The level of every project of what is in force, by each view that rated it."""
    for plan, project in projects_in_force(known):
        for view, told in known.views.get(plan, {}).items():
            if rating := told.by_code().get(project.code):
                yield plan, project.code, view, rating.level


def _said(opinion: Opinion | None) -> str | None:
    if opinion is None or opinion.said is not None:
        return opinion.said if opinion else None
    return NO_ANSWER if opinion.state == StepState.WAIVED else None
