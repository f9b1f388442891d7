"""Open data: the plans, with where each stands and the reason published where one is held."""

from collections.abc import Iterator

from audit.open_data_known import Known
from audit.open_data_members import REGION_LINK
from audit.open_data_shape import Link, Resource, Row, day, text, whole
from lifecycle.holds import HOLDING
from lifecycle.language import Phrase
from lifecycle.programmes import Missing, Programme
from lifecycle.published_reasons import PublishedReason, reason_of
from models.words import CollectivityKind, FactBasis, Stage

REASON = "the reason published, in "
PLAN_LINK = Link(("plan",), "plans", ("reference",))
PLANS = Resource(
    "plans",
    Phrase("البرامج", "Programmes", "Plans"),
    Phrase(
        "برنامج انفتاح لكل جماعة ترابية في كل دورة: مرحلته وتواريخه، وسبب غيابه إن كان غائبا.",
        "Un programme d’ouverture par collectivité et par cycle : sa phase, ses dates, et la "
        "raison de son absence s’il manque.",
        "One openness plan a collectivity and cycle: its stage, its dates, and why it is missing.",
    ),
    (
        text("reference", "reference of the plan; it never changes"),
        text("collectivity", "code of the collectivity"),
        text("region", "code of its region"),
        text("kind", "level of collectivity", CollectivityKind),
        text("cohort", "code of its cohort"),
        whole("cycle", "1 is the first"),
        text("stage", "stage of the path", Stage),
        day("opened_on", "when the plan was opened"),
        day("entered_on", "when it entered the stage; a suspension is none and leaves it as it is"),
        day("adopted_on", "when the council adopted, where it has", required=False),
        text("session", "the council session it aims at or was adopted in", required=False),
        text("missing", "why no content is published; empty when it is", Missing, required=False),
        text("step", "the first step owed, while it is not adopted", required=False),
        text("hold", "what holds it where it is", HOLDING, required=False),
        day("hold_since", "since when", required=False),
        text("published_reason", "the reason published", PublishedReason, required=False),
        text("published_reason_ar", REASON + "Arabic", required=False),
        text("published_reason_fr", REASON + "French", required=False),
        text("content_sha256", "digest of the content in force, which the history holds",
             required=False),
        whole("axes", "of the content in force"),
        whole("projects", "of the content in force"),
        whole("activities", "of the content in force"),
        whole("indicators", "of the content in force"),
        text("basis", "of a replayed plan: on what its course rests; empty when it was recorded",
             FactBasis, required=False),
    ),
    ("reference",),
    (
        Link(("collectivity",), "collectivities", ("code",)),
        REGION_LINK,
        Link(("cohort",), "cohorts", ("code",)),
    ),
    ("region", "kind", "stage", "cohort"),
)  # fmt: skip


def plan_rows(known: Known) -> Iterator[Row]:
    """The plans of every cycle, by region, code and cycle."""
    for one in known.programmes:
        plan, counts = one.plan, _counts(one)
        yield (
            plan.reference, plan.collectivity_code, plan.region_code, plan.kind, plan.cohort,
            plan.cycle, plan.stage, one.opened_on, plan.entered_on, one.adopted_on,
            plan.session_code, one.missing, one.step, *_held(one), one.sha256,
            counts["axes"], counts["projects"], counts["activities"], counts["indicators"],
            plan.basis,
        )  # fmt: skip


def _counts(one: Programme) -> dict[str, int]:
    if one.content is None:
        return dict.fromkeys(("axes", "projects", "activities", "indicators"), 0)
    return one.content.counts()


def _held(one: Programme) -> Row:
    """What holds it, since when, and the reason: its word, in Arabic and in French."""
    if one.hold is None:
        return (None,) * 5
    said = one.hold.reason
    reason = (reason_of(said), said.ar, said.fr) if said else (None,) * 3
    return one.hold.trigger, one.hold.since, *reason
