"""What a programme takes over from the last cycle: projects that go on, with their dates cleared.

Dates are cleared, not shifted: nobody has promised the new ones yet (policy).
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.content import Axis, Content, Project
from lifecycle.contents import NoContent, version
from lifecycle.errors import refusal
from models.plan import Plan


def carried_over(content: Content, codes: Collection[str] = ()) -> Content:
    """The chosen projects of a content, or all of them, numbered anew and without dates.

    An indicator starts from its target: that is what was promised to be reached. Its own target and
    date stay, to be written anew.

    Raises:
        Refused: a code is no project of the content.
    """
    known = {one.code for one in content.projects()}
    if unknown := sorted(set(codes) - known):
        names = ", ".join(unknown)
        raise refusal(
            f"لا توجد هذه المشاريع في البرنامج السابق: {names}",
            f"Le programme précédent n’a pas ces projets\u00a0: {names}",
            f"The last programme has no project {names}",
        )
    axes: list[Axis] = []
    for axis in content.axes:
        kept = [one for one in axis.projects if not codes or one.code in codes]
        if kept:
            code = str(len(axes) + 1)
            projects = tuple(_project(one, f"{code}.{at}") for at, one in enumerate(kept, start=1))
            axes.append(
                Axis(
                    code=code,
                    title_ar=axis.title_ar,
                    title_fr=axis.title_fr,
                    projects=projects,
                )
            )
    return Content(axes=tuple(axes))


def last_cycle(session: Session, plan: Plan) -> Content:
    """The content in force of the same member's plan of the cycle before.

    Raises:
        NoContent: there is no such plan, or its content was not filed.
    """
    query = select(Plan.id).where(
        Plan.collectivity_code == plan.collectivity_code,
        Plan.cohort_id == plan.cohort_id,
        Plan.cycle == plan.cycle - 1,
    )
    number = session.scalars(query).first()
    if number is None:
        raise NoContent("This plan is of the first cycle: there is nothing to carry over.")
    return version(session, number).content


def _project(one: Project, code: str) -> Project:
    activities = tuple(
        part.model_copy(update={"code": f"{code}.{at}", "starts_on": None, "ends_on": None})
        for at, part in enumerate(one.activities, start=1)
    )
    indicators = tuple(part.model_copy(update={"baseline": part.target}) for part in one.indicators)
    cleared = {"starts_on": None, "ends_on": None, "ideas": 0}
    return one.model_copy(
        update={"code": code, "activities": activities, "indicators": indicators, **cleared}
    )
