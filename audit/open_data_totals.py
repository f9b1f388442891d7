"""Open data: the network's totals, each the sum of records that are published beside it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from audit.counts import By, counts
from audit.open_data_known import Known
from audit.open_data_shape import Resource, Row, number, text
from lifecycle.language import Phrase
from lifecycle.programmes import Programme

MEASURES = ("members", "left", "plans", "programmes", "projects", "activities", "budget_mad")
GROUPS = ("all", *By, "principle", "axis")
TOTALS = Resource(
    "totals",
    Phrase("المجاميع", "Totaux", "Totals"),
    Phrase(
        "مجاميع الشبكة حسب الصنف والمرحلة والجهة والفوج والمبدأ والمحور.",
        "Les totaux du réseau par type, phase, région, cohorte, principe et axe.",
        "The network’s totals by kind, stage, region, cohort, principle and axis.",
    ),
    (
        text("measure", "what is counted; a programme is a plan with a content in force", MEASURES),
        text("by", "what it is counted by", GROUPS),
        text("key", "which one: a word or a code; an axis is its plan, a slash and its code"),
        number("value", "how many, or dirhams"),
        number("illustrative", "how much of it comes from plans whose course is an illustration"),
    ),
    ("measure", "by", "key"),
    (),
    ("measure", "by"),
)
NOUGHT = Decimal(0)


@dataclass(slots=True)
class Sums:
    """Values by measure, group and key, and how much of each is illustrative."""

    illustrative: frozenset[str]
    found: dict[tuple[str, str, str], list[Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: [NOUGHT, NOUGHT])
    )

    def add(self, measure: str, by: str, key: str, plan: str, value: Decimal | int = 1) -> None:
        """Count something of the plan of a reference."""
        sums = self.found[measure, by, key]
        sums[0] += value
        sums[1] += value if plan in self.illustrative else 0

    def rows(self) -> Iterator[Row]:
        """The sums, in the order of measures and groups, then as they were met."""
        order = {(m, b): (MEASURES.index(m), GROUPS.index(b)) for m, b, _ in self.found}
        for name in sorted(self.found, key=lambda one: order[one[0], one[1]]):
            yield (*name, *self.found[name])


def total_rows(known: Known) -> Iterator[Row]:
    """Members and plans by what they are counted by, then what the programmes in force promise."""
    sums = Sums(known.illustrative())
    _add_members(sums, known)
    for one in known.programmes:
        _add_programme(sums, one)
    return sums.rows()


def _add_members(sums: Sums, known: Known) -> None:
    groups = [("all", "all", known.records)]
    groups += [(by, one.key, one.records) for by in By for one in counts(known.records, by)]
    for by, key, records in groups:
        for one in records:
            sums.add("plans", by, key, one.reference)
            if one.newest:
                sums.add("members" if one.member else "left", by, key, one.reference)


def _add_programme(sums: Sums, one: Programme) -> None:
    if one.content is None:
        return
    plan = one.plan
    whose = {"all": "all", By.STAGE: plan.stage, By.KIND: plan.kind, By.REGION: plan.region_code,
             By.COHORT: plan.cohort}  # fmt: skip
    for by, key in whose.items():
        sums.add("programmes", by, key, plan.reference)
    for axis in one.content.axes:
        for project in axis.projects:
            of = whose | {
                "principle": project.principle,
                "axis": f"{plan.reference}/{axis.code}",
            }
            for by, key in of.items():
                sums.add("projects", by, key, plan.reference)
                sums.add("activities", by, key, plan.reference, len(project.activities))
                sums.add("budget_mad", by, key, plan.reference, project.budget or NOUGHT)
