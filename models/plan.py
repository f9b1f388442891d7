"""A collectivity's openness plan for one cycle, and the steps it is made of."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import FactBasis, Stage, StepState


class Plan(Base):
    """Where one collectivity stands in one cycle of one cohort.

    `check_on` is the day on which the engine should next look whether the plan may advance, None
    while it waits for people: the sweep reads only what is due. `head_seq` and `head_hash` are the
    tail of the plan's history chain. `filed` names what was filed last of each kind
    (`lifecycle.facts.Filed`), `content_adopted` the version of the content that is in force.
    """

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("collectivity_code", "cohort_id", "cycle"),
        Index(
            "ix_plan_due",
            "check_on",
            "id",
            sqlite_where=text("check_on IS NOT NULL"),
            postgresql_where=text("check_on IS NOT NULL"),
        ),
        Index("ix_plan_cohort_stage", "cohort_id", "stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(32), unique=True)
    collectivity_code: Mapped[str] = mapped_column(ForeignKey("collectivity.code"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    cycle: Mapped[int]
    stage: Mapped[Stage]
    resume_stage: Mapped[Stage | None]
    opened_on: Mapped[date]
    entered_on: Mapped[date]
    suspended_on: Mapped[date | None]
    session_code: Mapped[str | None] = mapped_column(String(24))
    session_on: Mapped[date | None]
    pathway_version: Mapped[str] = mapped_column(String(16))
    check_on: Mapped[date | None]
    head_seq: Mapped[int]
    head_hash: Mapped[str] = mapped_column(String(64))
    basis: Mapped[FactBasis | None]
    filed: Mapped[dict[str, Any] | None]
    content_adopted: Mapped[int | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PlanStep(Base):
    """One step of a plan. `occurrence` counts from 1: a vote that is postponed is asked again.

    `next_at` is the civil date on which the step next owes somebody a letter, None when it owes
    nothing. `original_due_on` never changes once set; `due_on` may, with `moved_because`. While an
    extension waits for its answer, `asked_on` is the day it was asked on and `asked_until` the
    deadline that was asked for: the clock stands still.
    """

    __tablename__ = "plan_step"
    __table_args__ = (
        UniqueConstraint("plan_id", "key", "occurrence"),
        Index(
            "ix_plan_step_due",
            "next_at",
            "id",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        # Who is late: read in the order of deadlines, without those that were settled long ago.
        Index(
            "ix_plan_step_owed",
            "due_on",
            "id",
            "plan_id",
            sqlite_where=text("state IN ('open', 'returned') AND asked_on IS NULL"),
            postgresql_where=text("state IN ('open', 'returned') AND asked_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str] = mapped_column(String(40))
    occurrence: Mapped[int]
    stage: Mapped[Stage]
    state: Mapped[StepState]
    opened_on: Mapped[date | None]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    due_rule: Mapped[str | None]
    moved_because: Mapped[str | None]
    done_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(24))
    next_at: Mapped[date | None]
    last_rung: Mapped[str | None] = mapped_column(String(16))
    asked_on: Mapped[date | None]
    asked_until: Mapped[date | None]
