"""Open data: what the programmes in force promise: axes, projects, activities.

Who is responsible and who pays are free words of a sheet, which may name somebody: they are not
published.
"""

from collections.abc import Iterator

from audit.open_data_known import Known
from audit.open_data_plans import PLAN_LINK
from audit.open_data_shape import Field, Link, Resource, Row, day, number, text, whole
from lifecycle.content import Content, Project
from lifecycle.language import Phrase
from models.words import Principle

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


def axis_rows(known: Known) -> Iterator[Row]:
    """The axes of what is in force."""
    for plan, content in in_force(known):
        for axis in content.axes:
            yield plan, axis.code, axis.title_ar, axis.title_fr


def project_rows(known: Known) -> Iterator[Row]:
    """The projects of what is in force."""
    for plan, content in in_force(known):
        for axis in content.axes:
            for one in axis.projects:
                yield (
                    plan, axis.code, one.code, one.title_ar, one.title_fr, one.principle,
                    one.budget, one.starts_on, one.ends_on, one.ideas,
                )  # fmt: skip


def activity_rows(known: Known) -> Iterator[Row]:
    """Their activities."""
    for plan, project in projects_in_force(known):
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


def in_force(known: Known) -> Iterator[tuple[str, Content]]:
    """The reference of each plan that shows something, and its content."""
    for one in known.programmes:
        if one.content is not None:
            yield one.plan.reference, one.content


def projects_in_force(known: Known) -> Iterator[tuple[str, Project]]:
    """The reference of each plan, and a project of its content."""
    for plan, content in in_force(known):
        for project in content.projects():
            yield plan, project
