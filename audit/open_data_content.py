"""Open data: what the programmes in force promise: axes, projects, activities, and the rest.

Partners are institutions. Who is responsible and who pays are free words of a sheet, which may name
somebody: they are not published.
"""

from collections.abc import Iterator

from audit.open_data_known import Known
from audit.open_data_plans import PLAN_LINK
from audit.open_data_shape import Field, Link, Resource, Row, day, number, text, whole
from lifecycle.content import Content, Project
from lifecycle.language import Phrase
from models.words import PartnerKind, Principle

FILTERS = ("plan", "region", "kind", "stage")
PLAN = text("plan", "reference of the plan")
IN_PROJECT = text("project", "code of its project in the plan")
PROJECT_LINK = Link(("plan", "project"), "projects", ("plan", "code"))
STARTS = day("starts_on", "planned start, where it is said", required=False)
ENDS = day("ends_on", "planned end, where it is said", required=False)


def _titled(part: str) -> tuple[Field, ...]:
    return (
        text("code", f"code of the {part} in the plan"),
        text("title_ar", "title in Arabic"),
        text("title_fr", "title in French"),
    )


AXES = Resource(
    "axes",
    Phrase("المحاور", "Axes", "Axes"),
    Phrase("محاور البرامج السارية.", "Les axes des programmes en vigueur.",
           "The axes of the programmes in force."),
    (PLAN, *_titled("axis")),
    ("plan", "code"),
    (PLAN_LINK,),
    FILTERS,
)  # fmt: skip
PROJECTS = Resource(
    "projects",
    Phrase("المشاريع", "Projets", "Projects"),
    Phrase(
        "مشاريع البرامج السارية: المبدأ والميزانية والتواريخ.",
        "Les projets des programmes en vigueur : principe, budget, dates.",
        "The projects of the programmes in force: principle, budget, dates.",
    ),
    (
        PLAN, text("axis", "code of its axis in the plan"), *_titled("project"),
        text("principle", "the principle of openness it serves", Principle),
        number("budget_mad", "budget in dirhams, where it is said", required=False),
        STARTS, ENDS, whole("ideas", "ideas of citizens that it goes back to"),
    ),
    ("plan", "code"),
    (PLAN_LINK, Link(("plan", "axis"), "axes", ("plan", "code"))),
    (*FILTERS, "principle"),
)  # fmt: skip
ACTIVITIES = Resource(
    "activities",
    Phrase("الأنشطة", "Activités", "Activities"),
    Phrase("أنشطة المشاريع.", "Les activités des projets.", "The activities of the projects."),
    (PLAN, IN_PROJECT, *_titled("activity"), STARTS, ENDS),
    ("plan", "code"),
    (PLAN_LINK, PROJECT_LINK),
    FILTERS,
)
INDICATORS = Resource(
    "indicators",
    Phrase("المؤشرات", "Indicateurs", "Indicators"),
    Phrase(
        "ما يقاس من كل مشروع: من قيمة مرجعية إلى هدف.",
        "Ce qui est mesuré d’un projet : d’une valeur de départ à une cible.",
        "What is measured of a project: from a baseline to a target.",
    ),
    (
        PLAN, IN_PROJECT, whole("number", "its place in the project, from 1"),
        text("name_ar", "name in Arabic"), text("name_fr", "name in French"),
        text("unit", "unit of measure"),
        number("baseline", "value before, where it is known", required=False),
        number("target", "value to be reached"), day("target_on", "by when"),
    ),
    ("plan", "project", "number"),
    (PLAN_LINK, PROJECT_LINK),
    FILTERS,
)  # fmt: skip
PARTNERS = Resource(
    "partners",
    Phrase("الشركاء", "Partenaires", "Partners"),
    Phrase("المؤسسات الشريكة في المشاريع.", "Les institutions partenaires des projets.",
           "The institutions that carry a project with the collectivity."),
    (
        PLAN, IN_PROJECT, whole("number", "its place in the project, from 1"),
        text("name", "name of the institution, as filed"),
        text("partner_kind", "who it is", PartnerKind),
    ),
    ("plan", "project", "number"),
    (PLAN_LINK, PROJECT_LINK),
    FILTERS,
)  # fmt: skip


def axis_rows(known: Known) -> Iterator[Row]:
    """The axes of what is in force."""
    for plan, content in _in_force(known):
        for axis in content.axes:
            yield plan, axis.code, axis.title_ar, axis.title_fr


def project_rows(known: Known) -> Iterator[Row]:
    """The projects of what is in force."""
    for plan, content in _in_force(known):
        for axis in content.axes:
            for one in axis.projects:
                yield (
                    plan, axis.code, one.code, one.title_ar, one.title_fr, one.principle,
                    one.budget, one.starts_on, one.ends_on, one.ideas,
                )  # fmt: skip


def activity_rows(known: Known) -> Iterator[Row]:
    """Their activities."""
    for plan, project in _projects(known):
        for one in project.activities:
            yield (
                plan,
                project.code,
                one.code,
                one.title_ar,
                one.title_fr,
                one.starts_on,
                one.ends_on,
            )


def indicator_rows(known: Known) -> Iterator[Row]:
    """Their indicators."""
    for plan, project in _projects(known):
        for at, one in enumerate(project.indicators, start=1):
            yield (plan, project.code, at, one.name_ar, one.name_fr, one.unit, one.baseline,
                   one.target, one.target_on)  # fmt: skip


def partner_rows(known: Known) -> Iterator[Row]:
    """Their partners."""
    for plan, project in _projects(known):
        for at, one in enumerate(project.partners, start=1):
            yield plan, project.code, at, one.name, one.kind


def _in_force(known: Known) -> Iterator[tuple[str, Content]]:
    for one in known.programmes:
        if one.content is not None:
            yield one.plan.reference, one.content


def _projects(known: Known) -> Iterator[tuple[str, Project]]:
    for plan, content in _in_force(known):
        for project in content.projects():
            yield plan, project
