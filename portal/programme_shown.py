"""What the pages show of a programme's content: parts in one language, versions, differences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from lifecycle.content import Content, Part, Project
from lifecycle.content_in_force import InForce, in_force
from lifecycle.content_words import PARTNER_NAMES, PRINCIPLE_NAMES
from lifecycle.contents import Version, changes, versions
from models.words import Language


@dataclass(frozen=True, slots=True)
class Programme:
    """Every filed version of a plan's content, and those that are or were in force."""

    versions: tuple[Version, ...]
    forced: tuple[InForce, ...]

    @property
    def now(self) -> Version | None:
        """The version in force."""
        return next((one for one in self.versions if one.in_force), None)

    @property
    def newest(self) -> Version | None:
        """The version that was filed last: a draft, or the one in force."""
        return self.versions[-1] if self.versions else None

    def of(self, number: int) -> Version | None:
        """A version by its number."""
        return next((one for one in self.versions if one.number == number), None)


def read_programme(session: Session, plan_id: int) -> Programme:
    """The programme of a plan."""
    return Programme(tuple(versions(session, plan_id)), tuple(in_force(session, plan_id)))


def title(part: Part, language: Language) -> str:
    """The title of a part in a language."""
    return part.title_ar if language == Language.ARABIC else part.title_fr


def axes_shown(content: Content, language: Language) -> list[dict[str, Any]]:
    """The axes with their projects, ready for a page."""
    return [
        {
            "code": axis.code,
            "title": title(axis, language),
            "projects": [_project(one, language) for one in axis.projects],
        }
        for axis in content.axes
    ]


def principles_shown(content: Content, language: Language) -> list[tuple[str, int]]:
    """How many projects serve each principle."""
    served = [one.principle for one in content.projects()]
    return [
        (name.said_in(language), served.count(principle))
        for principle, name in PRINCIPLE_NAMES.items()
        if principle in served
    ]


def differences(old: Content, new: Content, language: Language) -> list[tuple[str, str, str]]:
    """What differs between two versions: (code, added | removed | changed, title)."""
    parts = {}
    for content in (old, new):  # the newer title of a part is the one that is shown
        for one in (*content.axes, *content.projects(), *content.activities()):
            parts[one.code] = title(one, language)
    return [(code, what, parts[code]) for code, what, _ in changes(old, new)]


def _project(one: Project, language: Language) -> dict[str, Any]:
    lang = language.value
    return {
        "code": one.code,
        "title": title(one, language),
        "principle": PRINCIPLE_NAMES[one.principle].said_in(lang),
        "unit": one.unit,
        "budget": one.budget,
        "funding": one.funding,
        "partners": [(p.name, PARTNER_NAMES[p.kind].said_in(lang)) for p in one.partners],
        "dates": (one.starts_on, one.ends_on),
        "ideas": one.ideas,
        "indicators": [
            {
                "name": i.name_ar if language == Language.ARABIC else i.name_fr,
                "unit": i.unit,
                "baseline": i.baseline,
                "target": i.target,
                "on": i.target_on,
            }
            for i in one.indicators
        ],
        "activities": [
            (part.code, title(part, language), (part.starts_on, part.ends_on))
            for part in one.activities
        ],
    }


def dates_said(dates: tuple[date | None, date | None], words: dict[str, str], day: Any) -> str:
    """A time span in words; '' when nothing is known."""
    start, end = dates
    if start and end:
        return words["from_to"].format(start=day(start), end=day(end))
    return day(start or end) if start or end else ""
