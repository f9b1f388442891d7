"""Programmes for tests: a small one, and one of the Oriental Region's shape (4, 17, 69)."""

from datetime import date
from decimal import Decimal
from typing import Any

from lifecycle.content import Activity, Axis, Content, Indicator, Project
from models.words import Principle

SHAPE = (5, 4, 4, 4)  # projects of each axis: 17


def activity(code: str, **more: Any) -> Activity:
    """One activity of the code of its project and a number."""
    return Activity(code=code, title_ar=f"نشاط {code}", title_fr=f"Activité {code}", **more)


def project(code: str, activities: int = 2, **more: Any) -> Project:
    """One project with its activities and an indicator."""
    told: dict[str, Any] = {
        "title_ar": f"مشروع {code}",
        "title_fr": f"Projet {code}",
        "principle": Principle.TRANSPARENCY,
        "unit": "مصلحة التواصل",
        "budget": Decimal("120000.00"),
        "starts_on": date(2024, 1, 15),
        "ends_on": date(2025, 12, 15),
        "indicators": (
            Indicator(
                name_ar="عدد الوثائق المنشورة", name_fr="Documents publiés", unit="document",
                baseline=Decimal(3), target=Decimal(40), target_on=date(2025, 12, 1),
            ),
        ),
        "activities": tuple(activity(f"{code}.{n}") for n in range(1, activities + 1)),
    }  # fmt: skip
    return Project(code=code, **(told | more))


def axis(code: str, *projects: Project) -> Axis:
    """One axis with its projects."""
    return Axis(code=code, title_ar=f"محور {code}", title_fr=f"Axe {code}", projects=projects)


def small(title: str = "Portail des données") -> Content:
    """One axis with one project."""
    return Content(axes=(axis("1", project("1.1", title_fr=title)),))


def oriental() -> Content:
    """4 axes, 17 projects, 69 activities."""
    axes, left = [], 69
    for number, projects in enumerate(SHAPE, start=1):
        made = []
        for at in range(1, projects + 1):
            activities = 5 if left == 69 else 4
            left -= activities
            made.append(project(f"{number}.{at}", activities))
        axes.append(axis(str(number), *made))
    return Content(axes=tuple(axes))
