"""Open data: what is measured of the projects in force, and the institutions that carry them."""

from collections.abc import Iterator

from audit.open_data_content import FILTERS, IN_PROJECT, PLAN, PROJECT_LINK, projects_in_force
from audit.open_data_known import Known
from audit.open_data_plans import PLAN_LINK
from audit.open_data_shape import Resource, Row, day, number, text, whole
from lifecycle.language import Phrase
from models.words import PartnerKind

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


def indicator_rows(known: Known) -> Iterator[Row]:
    """Their indicators."""
    for plan, project in projects_in_force(known):
        for at, one in enumerate(project.indicators, start=1):
            yield (plan, project.code, at, one.name_ar, one.name_fr, one.unit, one.baseline,
                   one.target, one.target_on)  # fmt: skip


def partner_rows(known: Known) -> Iterator[Row]:
    """Their partners."""
    for plan, project in projects_in_force(known):
        for at, one in enumerate(project.partners, start=1):
            yield plan, project.code, at, one.name, one.kind
