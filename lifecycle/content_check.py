"""What no single field of a programme's content can show: codes that fit, dates in order."""

from collections.abc import Iterator
from datetime import date

from lifecycle.content import Activity, Axis, Content, Part, Project
from lifecycle.language import Phrase

MOST_AXES, MOST_PARTS = 12, 60  # far above any programme that was published


def content_problems(content: Content) -> dict[str, Phrase]:
    """What is wrong, by the code of the part («2.1») or '' for the whole; empty when it is right.

    Args:
        content: every field of it already has the right shape.
    """
    found: dict[str, Phrase] = {}
    for code, phrase in (*_of_parts("", content.axes, MOST_AXES), *_of_axes(content)):
        found.setdefault(code, phrase)
    return found


def _of_axes(content: Content) -> Iterator[tuple[str, Phrase]]:
    if not content.axes:
        yield "", NO_AXES
    for axis in content.axes:
        if not axis.projects:
            yield axis.code, NO_PROJECTS
        yield from _of_parts(axis.code, axis.projects, MOST_PARTS)
        yield from _of_projects(axis)


def _of_projects(axis: Axis) -> Iterator[tuple[str, Phrase]]:
    for project in axis.projects:
        yield from _of_parts(project.code, project.activities, MOST_PARTS)
        yield from _of_dates(project)


def _of_dates(project: Project) -> Iterator[tuple[str, Phrase]]:
    """An activity lies inside its project, and nothing ends before it begins."""
    parts: tuple[Project | Activity, ...] = (project, *project.activities)
    for part in parts:
        if part.starts_on and part.ends_on and part.ends_on < part.starts_on:
            yield part.code, _ends_first(part.starts_on, part.ends_on)
    for activity in project.activities:
        late = activity.ends_on and project.ends_on and activity.ends_on > project.ends_on
        early = activity.starts_on and project.starts_on and activity.starts_on < project.starts_on
        if late or early:
            yield activity.code, OUTSIDE


def _of_parts(above: str, parts: tuple[Part, ...], most: int) -> Iterator[tuple[str, Phrase]]:
    """Codes follow the part above («2» holds «2.1»), each once."""
    seen = set()
    if len(parts) > most:
        yield above, _too_many(len(parts), most)
    for part in parts:
        head, _, last = part.code.rpartition(".")
        if head != above or not last:
            yield part.code, _elsewhere(part.code, above)
        if part.code in seen:
            yield part.code, twice(part.code)
        seen.add(part.code)


NO_AXES = Phrase(
    "لا يتضمن البرنامج أي محور.", "Le programme n’a aucun axe.", "The programme has no axis."
)
NO_PROJECTS = Phrase(
    "لا يتضمن هذا المحور أي مشروع.", "Cet axe n’a aucun projet.", "This axis has no project."
)
OUTSIDE = Phrase(
    "تواريخ النشاط خارج تواريخ مشروعه.",
    "Les dates de l’activité sortent de celles de son projet.",
    "The activity's dates lie outside those of its project.",
)


def _ends_first(starts_on: date, ends_on: date) -> Phrase:
    return Phrase(
        f"تاريخ النهاية {ends_on} قبل تاريخ البداية {starts_on}.",
        f"La fin ({ends_on}) précède le début ({starts_on}).",
        f"It ends on {ends_on}, before it starts on {starts_on}.",
    )


def _too_many(number: int, most: int) -> Phrase:
    return Phrase(
        f"{number} عنصرا: الحد {most}.",
        f"{number} éléments\u00a0: au plus {most}.",
        f"{number} parts: at most {most}.",
    )


def _elsewhere(code: str, above: str) -> Phrase:
    wanted = f"{above}.1" if above else "1"
    return Phrase(
        f"الرمز {code} لا يتبع ما فوقه: ينتظر رمز مثل {wanted}.",
        f"Le code {code} ne suit pas celui du dessus\u00a0: un code comme {wanted} est attendu.",
        f"The code {code} does not follow the part above it: one like {wanted} is expected.",
    )


def twice(code: str) -> Phrase:
    """A code that stands twice."""
    return Phrase(
        f"الرمز {code} مكرر.", f"Le code {code} est en double.", f"The code {code} stands twice."
    )
