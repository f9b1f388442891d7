"""Open data: the regions, the cohorts, and the collectivities that are or were members."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from audit.counts import Record
from audit.open_data_known import Known
from audit.open_data_shape import Link, Resource, Row, day, flag, text, whole
from lifecycle.language import Phrase
from lifecycle.plan_search import regions
from models.words import CollectivityKind, Stage

AR, FR = "name in Arabic", "name in French"
CODE = "code in the national register (HCP)"
REGION_LINK = Link(("region",), "regions", ("code",))

REGIONS = Resource(
    "regions",
    Phrase("الجهات", "Régions", "Regions"),
    Phrase("الجهات الاثنتا عشرة.", "Les douze régions.", "The twelve regions."),
    (text("code", CODE), text("name_ar", AR), text("name_fr", FR)),
    ("code",),
)
COHORTS = Resource(
    "cohorts",
    Phrase("الأفواج", "Cohortes", "Cohorts"),
    Phrase(
        "الجماعات الترابية التي انخرطت معا، حسب كل فوج.",
        "Les groupes de collectivités qui ont rejoint le réseau ensemble.",
        "The groups of collectivities that joined together.",
    ),
    (
        text("code", "code of the cohort"), text("name_ar", AR), text("name_fr", FR),
        day("founded_on", "when it joined"),
    ),
    ("code",),
)  # fmt: skip
COLLECTIVITIES = Resource(
    "collectivities",
    Phrase("الجماعات الترابية", "Collectivités", "Collectivities"),
    Phrase(
        "الجماعات الترابية المنخرطة حاليا أو سابقا.",
        "Les collectivités qui sont membres ou l’ont été.",
        "The collectivities that are members or were.",
    ),
    (
        text("code", CODE),
        text("kind", "level of collectivity", CollectivityKind),
        text("name_ar", AR + ", without its kind"),
        text("name_fr", FR + ", without its kind"),
        text("region", "code of its region"),
        flag("member", "whether it takes part now"),
        day("since", "since when it takes part, or has left"),
    ),
    ("code",),
    (REGION_LINK,),
    ("region", "kind"),
)
MEMBERS_BY_MONTH = Resource(
    "members_by_month",
    Phrase("الأعضاء حسب الشهر", "Membres par mois", "Members by month"),
    Phrase(
        "عدد الأعضاء حسب الصنف والمرحلة في آخر كل شهر، كما تعرف اليوم.",
        "Nombre de membres par type et par phase à la fin de chaque mois, selon ce que l’on sait "
        "aujourd’hui.",
        "Members by kind and stage at the end of each month, as known today.",
    ),
    (
        day("on", "the last day of the month; in the last one, the day of the data"),
        text("kind", "level of collectivity", CollectivityKind),
        text("stage", "stage of the newest plan; those in `withdrawn` are no members", Stage),
        whole("collectivities", "how many"),
    ),
    ("on", "kind", "stage"),
    (),
    ("kind", "stage"),
)


def region_rows(known: Known) -> Iterator[Row]:
    """The regions of the register, by code; who takes part does not matter."""
    for code, region in regions().items():
        yield code, region.name_ar, region.name_fr


def cohort_rows(known: Known) -> Iterator[Row]:
    """The cohorts, the oldest first."""
    yield from known.cohorts


def collectivity_rows(known: Known) -> Iterator[Row]:
    """One row a collectivity, by region and code, whatever the number of its plans."""
    by_code = attrgetter("region", "collectivity_code")
    for _, plans in groupby(sorted(known.records, key=by_code), by_code):
        yield _collectivity([*plans])


def month_rows(known: Known) -> Iterator[Row]:
    """Members by month, kind and stage; what is nought is left out."""
    for kind, flow in known.flows.items():
        for at, on in enumerate(flow.days):
            for stage, numbers in flow.counts:
                if numbers[at]:
                    yield on, kind, stage, numbers[at]


def _collectivity(plans: list[Record]) -> Row:
    """Of several cohorts, one in which it takes part counts first."""
    one = next((plan for plan in plans if plan.member), plans[-1])
    return (
        one.collectivity_code, one.kind, one.name_ar, one.name_fr, one.region, one.member,
        one.membership.on,
    )  # fmt: skip
