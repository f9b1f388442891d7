"""The content of a programme: axes, projects, activities and indicators, in both languages.

The shape is a superset of what members publish: no template of the programme's own was found. The
Oriental Region's plan (4 axes, 17 projects, 69 activities) is the size it is made for.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from models.words import PartnerKind, Principle

LONGEST_TITLE, LONGEST_WORDS = 300, 2000
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_WORDS)]
Amount = Annotated[Decimal, Field(max_digits=16, decimal_places=2)]


class Part(BaseModel):
    """A part of a programme: its code («2», «2.1», «2.1.3») and its title in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?(\.[1-9][0-9]?){0,2}$")]
    title_ar: Title
    title_fr: Title


class Partner(BaseModel):
    """An institution that carries a project with the collectivity; never a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Title
    kind: PartnerKind


class Indicator(BaseModel):
    """What is measured of a project: from a baseline to a target by a date."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name_ar: Title
    name_fr: Title
    unit: Title
    baseline: Amount | None = None
    target: Amount
    target_on: date


class Activity(Part):
    """One activity of a project, with its dates (civil dates in Casablanca)."""

    starts_on: date | None = None
    ends_on: date | None = None


class Project(Part):
    """One project: who is responsible, what it costs in dirhams, which principle it serves."""

    principle: Principle
    unit: Words = ""
    budget: Annotated[Amount, Field(ge=0)] | None = None
    funding: Words = ""
    partners: tuple[Partner, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    indicators: tuple[Indicator, ...] = ()
    activities: tuple[Activity, ...] = ()
    ideas: Annotated[int, Field(ge=0)] = 0  # of citizens that it goes back to


class Axis(Part):
    """One axis of openness, usually one of four."""

    projects: tuple[Project, ...] = ()


class Content(BaseModel):
    """Everything that one programme promises."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    axes: tuple[Axis, ...] = ()

    def projects(self) -> Iterator[Project]:
        """Every project, axis by axis."""
        return (project for axis in self.axes for project in axis.projects)

    def activities(self) -> Iterator[Activity]:
        """Every activity, project by project."""
        return (activity for project in self.projects() for activity in project.activities)

    def written(self) -> dict[str, Any]:
        """The content as it is kept: plain JSON values, amounts as text."""
        return self.model_dump(mode="json")

    def counts(self) -> dict[str, int]:
        """How many axes, projects, activities and indicators."""
        projects = [*self.projects()]
        return {
            "axes": len(self.axes),
            "projects": len(projects),
            "activities": sum(len(one.activities) for one in projects),
            "indicators": sum(len(one.indicators) for one in projects),
        }
