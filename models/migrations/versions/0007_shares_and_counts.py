"""shares of a day's sweep; indexes of what is late and of letters by state

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.append_only import add_triggers

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sweep_share",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("shares", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("share", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("finished_at", models.base.Instant(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", "on", "shares", "share", name=op.f("pk_sweep_share")),
    )
    owed = "state IN ('open', 'returned') AND asked_on IS NULL"
    op.create_index(
        "ix_plan_step_owed",
        "plan_step",
        ["due_on", "id", "plan_id"],
        unique=False,
        sqlite_where=sa.text(owed),
        postgresql_where=sa.text(owed),
    )
    op.create_index("ix_outbox_letter_state", "outbox_letter", ["state", "replayed"], unique=False)
    add_triggers(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("history is never taken back: restore a copy instead")
